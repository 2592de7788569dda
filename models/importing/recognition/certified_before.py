"""What a balance counts and certificates bring one by one comes in once: where both tell of it, the certificates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.certificates import PaymentCertificate
from models.contracts import Contract
from models.importing.plan import chunks
from models.importing.recognition.brought import Harvest
from models.importing.recognition.doubts import DATE
from models.importing.recognition.ledger import COMPARED
from models.importing.recognition.owed import NO_DAY
from models.importing.recognition.words import CERTIFICATES, OPENING
from models.importing.values import folded
from models.language import N_
from models.opening_position import OpeningPosition

_TOLD = N_(
    "The certificates of this contract until {day} come in, or are in the book, one by one: the balance would count "
    "them again. It is only compared."
)
_COMPARED = N_(
    "The certificates of this contract come in, or are in the book, one by one: the balance would count them again. It "
    "is only compared."
)
_LEADS = N_(
    "The balances of {day} come in, and what was certified and received since: this row is only compared with what "
    "they come to."
)
_COUNTED = N_(
    "The book begins with the balance of {day} here, which counts what was certified until then: the certificate would "
    "come twice. Leave the row out, or answer that it is other money."
)


def leave_counted(session: Session, found: Harvest) -> None:
    """Keep balances open that certificates tell of, and certificates that a balance of the book counts."""
    _leave_certificates(session, found)
    certified = [row for row in found.rows.get(CERTIFICATES, []) if not row.line.is_open]
    balances = [row for row in found.rows.get(OPENING, []) if row.ledger.kind == OPENING]
    told = {row.values["contract"] for row in balances} | {line.text("deal") for _, line in found.undated}
    first = dict(certified_in_book(session, told))
    for row in certified:
        day = row.values.get("certified_on", date.max)
        first[row.values["contract"]] = min(day, first.get(row.values["contract"], date.max))
    _leave_undated(found, first)
    for row in balances:
        day = row.values.get("taken_on")
        if row.ledger.leads_from:
            row.line.values[COMPARED] = True
            row.line.open(_LEADS, day=row.ledger.leads_from)
        elif day and first.get(row.values["contract"], date.max) <= day and row.ledger.answers.inside is not False:
            row.line.values[COMPARED] = True
            row.line.open(_TOLD, day=day)
    found.rows[OPENING] = [row for row in found.rows.get(OPENING, []) if not row.line.is_open]


def _leave_undated(found: Harvest, first: Mapping[str, date]) -> None:
    """A balance of no day is only compared where certificates tell of it; else its day is asked."""
    for ledger, line in found.undated:
        if line.text("deal") in first and ledger.answers.inside is not False:
            line.values[COMPARED] = True
            line.open(_COMPARED)
        else:
            ledger.doubt(DATE)
            line.open(NO_DAY)


def _leave_certificates(session: Session, found: Harvest) -> None:
    rows = found.rows.get(CERTIFICATES, [])
    begun = dict(begun_in_book(session, {row.values["contract"] for row in rows}))
    some = [
        row for row in rows if row.values.get("certified_on", date.max) <= begun.get(row.values["contract"], date.min)
    ]
    booked = set(_booked(session, {row.values["contract"] for row in some}))
    for row in some:
        if folded(row.values["number"]) not in booked and row.ledger.answers.inside is not False:
            row.line.open(_COUNTED, day=begun[row.values["contract"]])
    found.rows[CERTIFICATES] = [row for row in rows if not row.line.is_open]


def begun_in_book(session: Session, numbers: Iterable[str]) -> Iterator[Any]:
    """The contracts that the book began with a balance, and its day."""
    rows = select(Contract.number, OpeningPosition.taken_on)
    rows = rows.join(OpeningPosition, OpeningPosition.contract_id == Contract.id)
    for some in chunks(numbers):
        yield from session.execute(rows.where(Contract.number.in_(some)))


def certified_in_book(session: Session, numbers: Iterable[str]) -> Iterator[Any]:
    """The contracts of which the book has certificates that are signed, and the day of the first."""
    c = PaymentCertificate
    rows = select(Contract.number, func.min(c.certified_on)).join(c, c.contract_id == Contract.id)
    rows = rows.where(c.void == 0, c.certified_on.is_not(None)).group_by(Contract.number)
    for some in chunks(numbers):
        yield from session.execute(rows.where(Contract.number.in_(some)))


def _booked(session: Session, numbers: Iterable[str]) -> Iterator[str]:
    c = PaymentCertificate
    rows = select(c.number).join(Contract, Contract.id == c.contract_id)
    for some in chunks(numbers):
        yield from map(folded, session.scalars(rows.where(Contract.number.in_(some))))
