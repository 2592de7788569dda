"""A certificate of a workbook as plain rows: what ``certificates.record`` keeps, ten times lighter than mapped objects.

The tests compare these rows with those that recording the same drafts one by one leaves behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any, TypeVar, cast

from sqlalchemy import Table

from models.certificates import CertificateDraft, PaymentCertificate, keeping, usecases
from models.certificates.draft import Background
from models.contracts import Contract, Terms
from models.deposits.record import Deposit
from models.deposits.replacing import released
from models.events import CARRIED
from models.importing.unsaved import Unsaved, standing
from models.receivables import DueChange, DueEvent, Receivable
from models.stages import Stage, digest_of
from models.store.base import Record

R = TypeVar("R", bound=Record)


def light(unsaved: Unsaved, record: type[R], **values: Any) -> R:
    """A stand-in for a new record: its row is kept, its defaults are filled in, attributes are set on it as usual."""
    table = cast(Table, record.__table__)
    row = _light(record)(**{**standing(table), **values})
    unsaved.rows.setdefault(table, []).append(row.__dict__)
    return cast(R, row)


@cache
def _light(record: type[Record]) -> type[SimpleNamespace]:
    """Plain rows that remember which record they stand for."""
    return type(f"Light{record.__name__}", (SimpleNamespace,), {"stands_for": record})


def keep_certificate(
    unsaved: Unsaved,
    draft: CertificateDraft,
    behind: Background,
    contract: Contract,
    terms: Terms,
    today: date,
    guarantees: Sequence[Deposit] = (),
    waiting: list[tuple[int, str]] | None = None,
) -> PaymentCertificate:
    """The certificate with its parts and stages and, when it is signed, what it makes owed.

    ``waiting`` are the receivables of its contract below the minimum, with their periods: it adds or takes in.
    """
    row = light(unsaved, PaymentCertificate, terms_id=terms.id, certified_on=draft.certified_on)
    keeping.fill_header(row, draft)
    keeping.fill_amounts(row, draft, behind)
    parts: list[Record] = []
    for name, (kind, fill) in keeping.PARTS.items():
        for place, one in enumerate(getattr(draft, name)):
            part = light(unsaved, kind, certificate_id=row.id)
            fill(part, one, place)
            parts.append(part)
    _keep_stages(unsaved, row, draft, parts, today)
    if draft.certified_on:
        _keep_claims(unsaved, row, contract, terms, draft.certified_on, guarantees, [] if waiting is None else waiting)
    return row


def _keep_stages(
    unsaved: Unsaved, row: PaymentCertificate, draft: CertificateDraft, parts: list[Record], today: date
) -> None:
    """As ``certificates`` notes them: prepared on the first day that is known."""
    first = min(day for day in (draft.submitted_on, draft.period_to, draft.certified_on, today) if day)
    _reach(unsaved, row, usecases.PREPARED, first)
    if draft.submitted_on:
        _reach(unsaved, row, usecases.SUBMITTED, draft.submitted_on, amount=row.claimed)
    if draft.certified_on:
        digest = digest_of(row, parts)
        _reach(unsaved, row, usecases.CERTIFIED, draft.certified_on, amount=row.gross, digest=digest)


def _reach(unsaved: Unsaved, row: PaymentCertificate, stage: str, on: date, **more: Any) -> None:
    noun = PaymentCertificate.__tablename__
    light(unsaved, Stage, document_id=row.id, noun=noun, stage=stage, reached_on=on, **more)


def _keep_claims(
    unsaved: Unsaved,
    row: PaymentCertificate,
    contract: Contract,
    terms: Terms,
    on: date,
    guarantees: Sequence[Deposit],
    waiting: list[tuple[int, str]],
) -> None:
    taken_in = [] if usecases.is_held(row, terms) else [one for one in waiting if one[0] < row.period]
    for one in taken_in:
        told = {"happened_on": on, "paper": row.number, "source_id": row.id}
        light(unsaved, DueEvent, receivable_id=one[1], **told)
        waiting.remove(one)
    for kind, anchor, days, amount in usecases.claims_of(row, terms):
        if amount:
            owed = light(
                unsaved,
                Receivable,
                contract_id=contract.id,
                party_id=contract.owner_id,
                kind=kind,
                anchor=anchor,
                days=days,
                amount=amount,
                posted_on=on,
                source_noun=PaymentCertificate.__tablename__,
                source_id=row.id,
                document=row.number,
                person=contract.handler,
            )
            if anchor == CARRIED:
                waiting.append((row.period, owed.id))
            if kind == "retention" and (change := released(guarantees, on)):
                light(unsaved, DueChange, receivable_id=owed.id, **change)
