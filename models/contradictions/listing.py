"""Documents that contradict each other, as one list for audit: certificate ↔ bill, variation, work, invoice, receipt.

How to add one: write a function that gives the rows as ``row`` makes them, name it in ``SOURCES`` and its kind in
``KINDS``. Nothing here stops anybody: each is advice with the two documents it is about.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Subquery, or_, select, true, type_coerce, union_all
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.contradictions import invoiced, measured, owed, paid
from models.contradictions.row import KINDS
from models.currency_column import currency_column
from models.invoices import standing
from models.language import N_
from models.money import Money
from models.of_contract import SCOPES
from models.parties import Party
from models.receivables import position
from models.store.base import Fen
from models.store.listing import Column, Listing, Question, Sources

Source = Callable[[date, Mapping[str, str]], Select[Any]]
SOURCES: tuple[Source, ...] = (
    invoiced.early, invoiced.buyer, invoiced.rate, invoiced.void, invoiced.untied, invoiced.booked_void,
    measured.over_bill, measured.over_variation, measured.over_variations, measured.over_price, measured.over_claim,
    measured.over_done, measured.over_used,
    measured.stated, paid.other_payer, paid.unauthorised,
    owed.twice,
)  # fmt: skip


@dataclass(frozen=True)
class Contradiction:
    """``noun`` and ``record`` name the document to look at, ``other_…`` the one that says otherwise (may be empty).

    The amounts are None where the kind compares none.
    """

    kind: str
    noun: str
    record: str
    number: str
    other_noun: str
    other: str
    other_number: str
    contract: str
    day: date
    stated: Money | None
    known: Money | None

    @property
    def difference(self) -> Money | None:
        return self.stated - self.known if self.stated is not None and self.known is not None else None


def contradictions(session: Session, as_of: date, **scope: str) -> list[Contradiction]:
    """Everything that contradicts on a day; ``scope`` may name ``contract`` or ``record`` (the id of a document)."""
    row = rows(as_of, **({"contract": scope["contract"]} if scope.get("contract") else {})).c
    first = (row.kind, row.noun, row.record, row.number, row.other_noun, row.other, row.other_number)
    found = select(*first, Contract.number, row.day, row.stated, row.known)
    found = found.join(Contract, Contract.id == row.contract_id).order_by(row.day, row.key)
    if scope.get("record"):
        found = found.where(or_(row.record == scope["record"], row.other == scope["record"]))
    return [Contradiction(*one) for one in session.execute(found)]


def rows(as_of: date, **scope: str) -> Subquery:
    """SQL: the columns of ``row`` for everything that contradicts."""
    documents = standing.documents(as_of, *position.scoped(dict(scope)))
    beside = (invoiced.over_invoiced(as_of, documents), paid.not_invoiced(as_of, documents))
    return union_all(*beside, *(source(as_of, scope) for source in SOURCES)).subquery("contradictions")


def documents_of(key: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Table and id of both documents of a row, by its key."""
    _kind, noun, record, other_noun, other, _part = key.split("/", 5)
    return (noun, record), (other_noun, other)


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    row = rows(question.as_of, **{name: key for name, key in question.scope.items() if name == "contract"})
    joined = row.join(Contract.__table__, Contract.id == row.c.contract_id).outerjoin(
        Party.__table__, Party.id == Contract.owner_id
    )
    return joined, {"row": row.c, "contract": Contract, "party": Party}, true()


LISTING = Listing(
    name="contradictions",
    title=N_("Contradictions"),
    noun="invoices",
    columns=(
        Column("number", N_("Document"), "text", lambda s: s["row"].number, width=20),
        Column("kind", N_("What contradicts"), "choice", lambda s: s["row"].kind, width=30, choices=KINDS),
        Column("other_number", N_("The other document"), "text", lambda s: s["row"].other_number, width=20),
        Column("contract", N_("Contract"), "text", lambda s: s["contract"].name, width=22),
        Column("party", N_("Owner"), "text", lambda s: s["party"].name, width=18, shown=False),
        Column("day", N_("Day"), "date", lambda s: s["row"].day, width=10),
        currency_column(lambda s: s["contract"].currency),
        Column("stated", N_("This says"), "money", lambda s: s["row"].stated, width=14),
        Column("known", N_("The other says"), "money", lambda s: s["row"].known, width=14),
        Column(
            "difference", N_("Difference"), "money",
            lambda s: type_coerce(s["row"].stated - s["row"].known, Fen()), width=14,
        ),
    ),
    source=_source,
    key=lambda s: s["row"].key,
    scopes=SCOPES,
    words=(
        lambda s: s["row"].number,
        lambda s: s["row"].other_number,
        lambda s: s["contract"].number,
        lambda s: s["contract"].name,
    ),
    currency="currency",
    sort="day",
    descending=True,
    empty=N_("Certificates, invoices, bookings and contracts agree with each other on this day."),
)  # fmt: skip
