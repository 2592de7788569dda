"""What a file may belong to: guessed from its name, the day it claims, and what the file before it was linked to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal, or_, select
from sqlalchemy.orm import Session

from models.certificates.record import PaymentCertificate
from models.contracts.record import Contract
from models.evidence.kinds import betrayed
from models.evidence.record import EvidenceFile, EvidenceLink
from models.evidence.usecases import claimed_on
from models.final_accounts.record import FinalAccount
from models.language import N_
from models.parties import Party
from models.projects import Project
from models.receipts.record import Receipt
from models.stages import Stage
from models.variations.record import VariationOrder

MOST = 9
NUMBER, NAME, DAY, BEFORE = (
    N_("number in the name"),
    N_("name in the name"),
    N_("the same day"),
    N_("as the one before"),
)
_SCORES = {NUMBER: 100, NAME: 60, DAY: 30, BEFORE: 20}
_SHORTEST = 3
"""A shorter number stands in too many file names."""
_DAY = re.compile(r"(?<!\d)(20\d\d)[-_.年]?(0[1-9]|1[0-2])[-_.月]?(0[1-9]|[12]\d|3[01])(?!\d{3})")
_NEAR = timedelta(3)


@dataclass(frozen=True)
class Suggestion:
    """A record a file may belong to, why, and as what kind of paper; the best come first."""

    noun: str
    record: str
    document: str
    name: str
    contract: str
    reason: str
    kind: str


def suggestions(session: Session, file_id: str, before: str = "") -> list[Suggestion]:
    """At most nine; ``before`` is the id of the record the last file was linked to."""
    row = session.get_one(EvidenceFile, file_id)
    kind = betrayed(f"{row.title} {row.name}", row.media)
    taken = set(
        session.scalars(select(EvidenceLink.record).where(EvidenceLink.file_id == row.id, EvidenceLink.void == 0))
    )
    found: dict[str, tuple[int, Suggestion]] = {}
    day = day_of(row)
    for reason, noun, many in _candidates(session, row, day, before, kind):
        for key, document, name, contract in many:
            score = _SCORES[reason] + min(len(document or ""), 40) + (1 if noun == "contracts" else 5)
            known = found.get(key)
            if known is not None:
                found[key] = (known[0] + score, known[1])
            elif key not in taken:
                made = Suggestion(noun, key, document or "", name or "", contract or "", reason, kind)
                found[key] = (score, made)
    ranked = sorted(found.values(), key=lambda pair: -pair[0])
    return [one for _score, one in ranked[:MOST]]


def day_of(row: EvidenceFile) -> date | None:
    """The day the file claims, else the one in its name."""
    claimed = claimed_on(row)
    if claimed is not None:
        return claimed
    told = _DAY.search(row.name)
    try:
        return date(*map(int, told.groups())) if told else None
    except ValueError:
        return None


_Rows = Sequence[Any]


def _candidates(
    session: Session, row: EvidenceFile, day: date | None, before: str, kind: str
) -> Iterator[tuple[str, str, _Rows]]:
    name = f"{row.title} {row.name}"
    for noun, statement, number in _NUMBERED:
        yield NUMBER, noun, session.execute(statement.where(*_stands_in(number, name)).limit(MOST)).all()
    parts = or_(*(and_(*_stands_in(column, name)) for column in (Contract.name, Project.name, Party.name)))
    joined = _contracts().outerjoin(Project, Project.id == Contract.project_id)
    of_names = joined.join(Party, Party.id == Contract.owner_id).where(parts)
    yield NAME, "contracts", session.execute(of_names.limit(MOST)).all()
    if before:
        for noun, statement, _number in _NUMBERED:
            table = statement.selected_columns[0]
            yield BEFORE, noun, session.execute(statement.where(table == before)).all()
    if day is not None:
        yield from _of_day(session, day, kind)


def _of_day(session: Session, day: date, kind: str) -> Iterator[tuple[str, str, _Rows]]:
    """A slip goes with the money of its day, what was seen on the site with the variations and certificates of it."""
    if kind in ("bank_slip", "bill", "authority"):
        yield DAY, "receipts", session.execute(_receipts().where(Receipt.received_on == day).limit(MOST)).all()
        return
    at = Stage.document_id == VariationOrder.id, Stage.stage == "instructed"
    near = Stage.reached_on.between(day - _NEAR, day + _NEAR)
    varied = _variations().join(Stage, Stage.document_id == VariationOrder.id)
    yield DAY, "variations", session.execute(varied.where(*at, near).limit(MOST)).all()
    within = PaymentCertificate.period_from <= day, PaymentCertificate.period_to >= day
    yield DAY, "certificates", session.execute(_certificates().where(*within).limit(MOST)).all()


def _stands_in(column: Any, name: str) -> tuple[ColumnElement[bool], ...]:
    """SQL: what the column holds is part of this name, whatever the case."""
    return func.length(column) >= _SHORTEST, func.instr(literal(name.lower()), func.lower(column)) > 0


def _contracts() -> Any:
    return select(Contract.id, Contract.number, Contract.name, Contract.name)


def _variations() -> Any:
    named = select(VariationOrder.id, VariationOrder.number, VariationOrder.name, Contract.name)
    return named.join(Contract, Contract.id == VariationOrder.contract_id)


def _certificates() -> Any:
    named = select(PaymentCertificate.id, PaymentCertificate.number, literal(""), Contract.name)
    return named.join(Contract, Contract.id == PaymentCertificate.contract_id).where(PaymentCertificate.void == 0)


def _receipts() -> Any:
    named = select(Receipt.id, Receipt.number, Party.name, func.coalesce(Contract.name, ""))
    joined = named.outerjoin(Contract, Contract.id == Receipt.contract_id).join(Party, Party.id == Receipt.payer_id)
    return joined.where(Receipt.void == 0)


def _accounts() -> Any:
    named = select(FinalAccount.id, FinalAccount.number, literal(""), Contract.name)
    return named.join(Contract, Contract.id == FinalAccount.contract_id).where(FinalAccount.void == 0)


_NUMBERED: tuple[tuple[str, Any, Any], ...] = (
    ("certificates", _certificates(), PaymentCertificate.number),
    ("variations", _variations(), VariationOrder.number),
    ("final_accounts", _accounts(), FinalAccount.number),
    ("receipts", _receipts(), Receipt.number),
    ("contracts", _contracts(), Contract.number),
)
