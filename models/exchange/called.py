"""What the records of each list are called in a dump, whoever reads it: a number or name, below its contract or not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

from sqlalchemy import ColumnElement, Select, String, UniqueConstraint, cast, exists, literal, select
from sqlalchemy.orm import Session

from models import registry, variations
from models.bills import BillItem
from models.bookings import Booking
from models.contracts.record import Agreement, Contract
from models.exchange.names import FINDERS, receivable_name
from models.opening_position import OpeningPosition
from models.parties import Party
from models.projects import Project
from models.provisions.record import IndividualProvision
from models.receipts.record import Receipt
from models.receivables.record import Receivable
from models.stages import Stage
from models.store.base import Base
from models.store.listing import Listing
from models.variations.record import VariationOrder

RECEIVABLES = "receivables"


@dataclass(frozen=True)
class Called:
    """The key of a record and the parts of its name, joined by “/”, first the number of its ``contract`` if it has one.

    Only rows that a dump tells have a name.
    """

    key: Any
    parts: tuple[Any, ...]
    told: tuple[ColumnElement[bool], ...] = ()
    contract: Any = None

    @property
    def names(self) -> Select[Any]:
        parts = self.parts if self.contract is None else (Contract.number, *self.parts)
        found = select(self.key, reduce(_joined, parts).label("name")).where(*self.told)
        return found if self.contract is None else found.join(Contract, Contract.id == self.contract)


def _joined(whole: Any, part: Any) -> Any:
    return whole + "/" + part


_VOIDED = exists().where(Stage.document_id == VariationOrder.id, Stage.stage == variations.VOID)
CALLED: Mapping[str, Called] = {
    "parties": Called(Party.id, (Party.name,)),
    "projects": Called(Project.id, (Project.name,)),
    "contracts": Called(Contract.id, (Contract.number,)),
    "agreements": Called(Agreement.id, (Agreement.number,), contract=Agreement.contract_id),
    "bills": Called(
        BillItem.id, (literal("#") + cast(BillItem.position + 1, String),), contract=BillItem.contract_id
    ),
    "opening": Called(OpeningPosition.id, (), contract=OpeningPosition.contract_id),
    "variations": Called(
        VariationOrder.id, (VariationOrder.number,), (~_VOIDED,), contract=VariationOrder.contract_id
    ),
    "receipts": Called(Receipt.id, (Receipt.number,), (Receipt.void == 0, Receipt.reverses_id.is_(None))),
    "individual_provisions": Called(
        IndividualProvision.id, (cast(IndividualProvision.valid_from, String),),
        contract=IndividualProvision.contract_id,
    ),
    "bookings": Called(Booking.id, (Booking.noun, Booking.number), (Booking.void == 0,)),
}  # fmt: skip
"""By list, what is not called by the one column that no other record shares."""


def _called(listing: Listing) -> Called | None:
    """What the records of a list are called: as is said above, else by what is unique in their table."""
    if listing.name in CALLED:
        return CALLED[listing.name]
    table = Base.metadata.tables[listing.noun]
    unique = [one.columns for one in table.constraints if isinstance(one, UniqueConstraint) and len(one.columns) == 1]
    told = (table.c.void == 0,) if "void" in table.c else ()
    return Called(table.c.id, tuple(cast(one, String) for one in unique[0]), told) if unique else None


def names_of(session: Session, name: str, nouns: Collection[str]) -> dict[str, str]:
    """The name of every record of a list, by its id; none of a list whose records are not among the ``nouns``."""
    if name == RECEIVABLES:
        keys = session.scalars(select(Receivable.id).where(Receivable.void == 0))
        return {key: receivable_name(session, key) for key in keys}
    listing = registry.LISTINGS.get(name)
    if listing is None or not {name, listing.noun} & set(nouns):
        return {}
    called = _called(listing)
    return dict(session.execute(called.names).all()) if called else {}


def named(session: Session, name: str, called: str) -> str | None:
    """The id of the record of a list that is called so; None when there is none or more than one."""
    listing = registry.LISTINGS.get(name)
    how = _called(listing) if listing and name not in FINDERS else None
    if how is None:
        return FINDERS[name](session, called) if name in FINDERS else None
    known = how.names.subquery()
    found = list(session.scalars(select(known.c.id).where(known.c.name == called).limit(2)))
    return found[0] if len(found) == 1 else None
