"""Keeping provision rates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.language import N_
from models.problems import Problem, stop
from models.provisions.draft import MonthRateDraft, PastDueRateDraft, ProvisionMatrixDraft, ProvisionRateDraft, check
from models.provisions.record import BANDS, PAST_DUE, MonthRate, PastDueRate, ProvisionMatrix, ProvisionRate
from models.store.commands import FINANCE, MANAGER, declare
from models.store.parts import keep_parts

RECORD = declare("provisions.record", N_("Save provision rates"), (FINANCE,), MANAGER)


def draft_of(session: Session, matrix_id: str) -> ProvisionMatrixDraft:
    row = session.get_one(ProvisionMatrix, matrix_id)
    rates = (ProvisionRateDraft(**{name: getattr(one, name) for name in _BY_YEAR}) for one in row.rates)
    past_due = (PastDueRateDraft(**{name: getattr(one, name) for name in _BY_DAYS}) for one in row.past_due)
    months = (MonthRateDraft(**{name: getattr(one, name) for name in _BY_MONTH}) for one in row.months)
    return ProvisionMatrixDraft(row.id, row.valid_from, row.source, tuple(rates), tuple(past_due), tuple(months))


def record(session: Session, draft: ProvisionMatrixDraft) -> ProvisionMatrix:
    """Keep a set of rates; raises Invalid when there is one for that day."""
    stop([*check(draft), *_taken(session, draft)])
    assert draft.valid_from
    row = session.get_one(ProvisionMatrix, draft.id) if draft.id else ProvisionMatrix()
    row.valid_from, row.source = draft.valid_from, draft.source
    keep_parts(row.rates, draft.rates, ProvisionRate, partial(_fill, _BY_YEAR))
    keep_parts(row.past_due, draft.past_due, PastDueRate, partial(_fill, _BY_DAYS))
    keep_parts(row.months, draft.months, MonthRate, partial(_fill, _BY_MONTH))
    session.add(row)
    session.info["subject"] = draft.valid_from.isoformat()
    session.flush()
    return row


def _taken(session: Session, draft: ProvisionMatrixDraft) -> Iterator[Problem]:
    taken = ProvisionMatrix.valid_from == draft.valid_from, ProvisionMatrix.id != draft.id
    if session.scalar(select(exists().where(*taken))):
        yield Problem("valid_from", N_("There are rates valid from this day. Open them instead."))


_BY_MONTH = "nature kind upto rate".split()
_BY_YEAR, _BY_DAYS = (("nature", "kind", *bands) for bands in (BANDS, PAST_DUE))


def _fill(names: Sequence[str], row: Any, draft: Any, place: int) -> None:
    row.position = place
    for name in names:
        setattr(row, name, getattr(draft, name))
