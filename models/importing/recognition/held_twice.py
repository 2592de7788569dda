"""What is withheld lives in one place: in certificates, as an old item, or as a deposit, never in two of them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.certificates import PaymentCertificate
from models.contracts import Contract
from models.deposits import CASH
from models.deposits.draft import QUALITY
from models.importing.plan import chunks
from models.importing.recognition.brought import Harvest
from models.importing.recognition.words import CERTIFICATES, DEPOSITS, OPENING, RETENTION
from models.language import N_
from models.receivables import Receivable

_IN_CERTIFICATES = N_(
    "The certificates of this contract come in whole and hold the retention already: agree its release in the terms of "
    "the contract instead."
)
_AS_RETENTION = N_(
    "Retention is withheld under this contract already: it is not paid in as a deposit as well. Leave out one of them."
)


def leave_held_twice(session: Session, found: Harvest) -> None:
    """Keep rows open whose money stands in the book or the workbook already."""
    retained = [row for row in found.rows.get(OPENING, []) if row.ledger.kind == RETENTION]
    certified = _certified(session, {row.values["contract"] for row in retained})
    certified |= {row.values["contract"] for row in found.rows.get(CERTIFICATES, [])}
    for row in retained:
        if row.values["contract"] in certified:
            row.line.open(_IN_CERTIFICATES)
    deposits = [one for one in found.rows.get(DEPOSITS, [])
                if one.values["kind"] == QUALITY and one.values["form"] == CASH]  # fmt: skip
    withheld = _withheld(session, {row.values["contract"] for row in deposits})
    withheld |= {row.values["contract"] for row in found.rows.get(OPENING, []) if row.values.get("kind") == "retention"}
    for row in deposits:
        if row.values["contract"] in withheld:
            row.line.open(_AS_RETENTION)
    for name in (OPENING, DEPOSITS, "deposit_deductions", "receipts"):
        if name in found.rows:
            found.rows[name] = [row for row in found.rows[name] if not row.line.is_open]


def _certified(session: Session, numbers: Iterable[str]) -> set[str]:
    made = select(Contract.number).join(PaymentCertificate, PaymentCertificate.contract_id == Contract.id)
    every = (
        session.scalars(made.where(Contract.number.in_(some), PaymentCertificate.void == 0)) for some in chunks(numbers)
    )
    return {number for some in every for number in some}


def _withheld(session: Session, numbers: Iterable[str]) -> set[str]:
    """Contracts with retention in the book."""
    owed = select(Contract.number).join(Receivable, Receivable.contract_id == Contract.id)
    mine = Receivable.kind == "retention", Receivable.void == 0
    return {
        number for some in chunks(numbers) for number in session.scalars(owed.where(Contract.number.in_(some), *mine))
    }
