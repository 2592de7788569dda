"""What the records of each list are called in a dump, whoever reads it: a number or name, below its contract or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, exists, literal, select
from sqlalchemy.orm import Session

from models import variations
from models.bills import BillItem
from models.bookings import Booking
from models.certificates import PaymentCertificate
from models.claims import Claim
from models.contracts.record import Agreement, Contract
from models.deposits import Deposit
from models.exchange.names import FINDERS, receivable_name
from models.final_accounts import FinalAccount
from models.invoices.record import VatInvoice
from models.legal_facts import LegalFact
from models.opening_position import OpeningPosition
from models.parties import Party
from models.projects import Project
from models.receipts.record import Receipt
from models.receivables.record import Receivable
from models.stages import Stage
from models.variations.record import VariationOrder


@dataclass(frozen=True)
class Called:
    """A record and the parts of its name, joined by “/”; only rows that a dump tells have one."""

    record: Any
    parts: tuple[Any, ...]
    told: tuple[ColumnElement[bool], ...] = ()

    @property
    def names(self) -> Select[Any]:
        name = reduce(lambda whole, part: whole + "/" + part, self.parts)
        found = select(self.record.id, name.label("name")).where(*self.told)
        below = self.record is not Contract and any(part is Contract.number for part in self.parts)
        return found.join(Contract, Contract.id == self.record.contract_id) if below else found


def _standing(record: Any, *parts: Any) -> Called:
    return Called(record, parts or (record.number,), (record.void == 0,))


_VOIDED = exists().where(Stage.document_id == VariationOrder.id, Stage.stage == variations.VOID)
CALLED: Mapping[str, Called] = {
    "parties": Called(Party, (Party.name,)),
    "projects": Called(Project, (Project.name,)),
    "contracts": Called(Contract, (Contract.number,)),
    "agreements": Called(Agreement, (Contract.number, Agreement.number)),
    "bills": Called(BillItem, (Contract.number, literal("#") + cast(BillItem.position + 1, String))),
    "opening": Called(OpeningPosition, (Contract.number,)),
    "variations": Called(VariationOrder, (Contract.number, VariationOrder.number), (~_VOIDED,)),
    "claims": _standing(Claim),
    "certificates": _standing(PaymentCertificate),
    "final_accounts": _standing(FinalAccount),
    "deposits": _standing(Deposit),
    "receipts": Called(Receipt, (Receipt.number,), (Receipt.void == 0, Receipt.reverses_id.is_(None))),
    "invoices": _standing(VatInvoice),
    "unpaid_invoices": _standing(VatInvoice),
    "bookings": _standing(Booking, Booking.noun, Booking.number),
    "legal_facts": _standing(LegalFact),
}
"""By list. A list that is not here shows records that no dump tells."""
RECEIVABLES = "receivables"


def names_of(session: Session, listing: str) -> dict[str, str]:
    """The name of every record of a list, by its id."""
    if listing == RECEIVABLES:
        keys = session.scalars(select(Receivable.id).where(Receivable.void == 0))
        return {key: receivable_name(session, key) for key in keys}
    return dict(session.execute(CALLED[listing].names).all()) if listing in CALLED else {}


def named(session: Session, listing: str, name: str) -> str | None:
    """The id of the record of a list that is called so; None when there is none or more than one."""
    if listing in FINDERS:
        return FINDERS[listing](session, name)
    if listing not in CALLED:
        return None
    known = CALLED[listing].names.subquery()
    found = list(session.scalars(select(known.c.id).where(known.c.name == name).limit(2)))
    return found[0] if len(found) == 1 else None
