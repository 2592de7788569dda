"""Keeping provision rates."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.language import N_
from models.problems import Problem, stop
from models.provisions.draft import ProvisionMatrixDraft, ProvisionRateDraft, check
from models.provisions.record import BANDS, ProvisionMatrix, ProvisionRate
from models.store.commands import FINANCE, MANAGER, declare
from models.store.parts import keep_parts

RECORD = declare("provisions.record", N_("Save provision rates"), (FINANCE,), MANAGER)


def draft_of(session: Session, matrix_id: str) -> ProvisionMatrixDraft:
    row = session.get_one(ProvisionMatrix, matrix_id)
    rates = tuple(ProvisionRateDraft(one.nature, *(getattr(one, band) for band in BANDS)) for one in row.rates)
    return ProvisionMatrixDraft(row.id, row.valid_from, row.source, rates)


def record(session: Session, draft: ProvisionMatrixDraft) -> ProvisionMatrix:
    """Keep a set of rates; raises Invalid when there is one for that day."""
    stop([*check(draft), *_taken(session, draft)])
    assert draft.valid_from
    row = session.get_one(ProvisionMatrix, draft.id) if draft.id else ProvisionMatrix()
    row.valid_from, row.source = draft.valid_from, draft.source
    keep_parts(row.rates, draft.rates, ProvisionRate, _fill)
    session.add(row)
    session.info["subject"] = draft.valid_from.isoformat()
    session.flush()
    return row


def _taken(session: Session, draft: ProvisionMatrixDraft) -> Iterator[Problem]:
    taken = ProvisionMatrix.valid_from == draft.valid_from, ProvisionMatrix.id != draft.id
    if session.scalar(select(exists().where(*taken))):
        yield Problem("valid_from", N_("There are rates valid from this day. Open them instead."))


def _fill(row: ProvisionRate, draft: ProvisionRateDraft, place: int) -> None:
    row.position, row.nature = place, draft.nature
    for band in BANDS:
        setattr(row, band, getattr(draft, band))
