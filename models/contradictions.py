"""Documents that contradict each other (单据矛盾): certificate ↔ invoice ↔ contract ↔ booking, as one list for audit.

How to add one: write a function that gives the rows as ``_row`` makes them and name it in ``SOURCES`` with a caption in
``KINDS``. Nothing here stops anybody: each is advice with the document it is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    null,
    or_,
    select,
    true,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from models.bookings.record import Booking
from models.certificates.record import CertificateLine, PaymentCertificate
from models.contracts.record import Contract, KindTerms, Terms
from models.currency_column import currency_column
from models.invoices import standing
from models.invoices.record import InvoiceLine, VatInvoice
from models.language import N_
from models.money import Money
from models.of_contract import SCOPES
from models.parties import Party
from models.receipts.record import Receipt
from models.receivables import position
from models.receivables.record import Receivable
from models.rules.tax import CONSTRUCTION, METHODS
from models.scaled import to_scaled
from models.store.base import WHOLE, Day, Fen
from models.store.listing import Column, Listing, Question, Sources

OVER, AHEAD, EARLY, BUYER, RATE = "over_invoiced", "ahead", "early", "buyer", "rate"
VOID, UNTIED, BOOKED = "void_document", "untied", "booked_void"
KINDS = {
    OVER: N_("More is invoiced than was certified"),
    AHEAD: N_("More is invoiced than the contract wants by now"),
    EARLY: N_("Invoiced before it was certified"),
    BUYER: N_("The buyer is neither owner nor payer of the contract"),
    RATE: N_("The VAT rate is not the contract's"),
    VOID: N_("The invoice is for a document that is void"),
    UNTIED: N_("The invoice is for no document"),
    BOOKED: N_("A void document stands in the ledger"),
}
"""What contradicts; ``stated`` is what the first document says, ``known`` what the other says."""

WITH_AMOUNTS = N_("{what}: {stated} instead of {known}.")


@dataclass(frozen=True)
class Contradiction:
    """``noun`` and ``record`` name the document to look at; the amounts are None where the kind compares none."""

    kind: str
    noun: str
    record: str
    number: str
    contract: str
    day: date
    stated: Money | None
    known: Money | None


def contradictions(session: Session, as_of: date, **scope: str) -> list[Contradiction]:
    """Everything that contradicts on a day; ``scope`` may name ``contract`` or ``record`` (the id of a document)."""
    row = rows(as_of, **({"contract": scope["contract"]} if scope.get("contract") else {})).c
    named = (row.kind, row.noun, row.record, row.number, Contract.number, row.day, row.stated, row.known)
    found = select(*named).join(Contract, Contract.id == row.contract_id).order_by(row.day, row.key)
    if scope.get("record"):
        found = found.where(row.record == scope["record"])
    return [Contradiction(*one) for one in session.execute(found)]


def rows(as_of: date, **scope: str) -> Subquery:
    """SQL: key, kind, noun, record, number, contract_id, day, stated and known of everything that contradicts."""
    return union_all(*(source(as_of, scope) for source in SOURCES)).subquery("contradictions")


def _row(
    kind: Any, noun: Any, record: Any, number: Any, contract: Any, day: Any, stated: Any = None, known: Any = None,
    part: Any = "",
) -> Select[Any]:  # fmt: skip
    kind, noun = (literal(one) if isinstance(one, str) else one for one in (kind, noun))
    key = kind.concat("/").concat(noun).concat("/").concat(record).concat("/").concat(part)
    first, second = (type_coerce(null() if one is None else one, Fen()) for one in (stated, known))
    named = (key.label("key"), kind.label("kind"), noun.label("noun"), record.label("record"))
    told = (number.label("number"), contract.label("contract_id"), type_coerce(day, Day()).label("day"))
    return select(*named, *told, first.label("stated"), second.label("known"))


def _documents(as_of: date, scope: Mapping[str, str]) -> Select[Any]:
    """More is invoiced than was certified, or than the contract wants by the day."""
    row = standing.documents(as_of, *position.scoped(dict(scope))).c
    is_over = row.invoiced > row.amount
    is_ahead = and_(row.invoiced > row.expected, row.advance == 0)
    kind, known = case((is_over, OVER), else_=AHEAD), case((is_over, row.amount), else_=row.expected)
    found = _row(kind, row.source_noun, row.source_id, row.document, row.contract_id, row.posted_on,
                 row.invoiced, known, row.document)  # fmt: skip
    return found.where(or_(is_over, is_ahead))


def _invoice(kind: str, stated: Any = None, known: Any = None, part: Any = "") -> Select[Any]:
    i = VatInvoice
    return _row(kind, "invoices", i.id, i.number, i.contract_id, i.invoiced_on, stated, known, part)


def _blue(as_of: date, scope: Mapping[str, str]) -> tuple[ColumnElement[bool], ...]:
    """Standing invoices up to a day that are not red."""
    mine = (VatInvoice.contract_id == scope["contract"],) if "contract" in scope else ()
    return VatInvoice.void == 0, VatInvoice.cancels_id.is_(None), VatInvoice.invoiced_on <= as_of, *mine


def _lines(found: Select[Any]) -> Select[Any]:
    return found.join(InvoiceLine, InvoiceLine.invoice_id == VatInvoice.id)


def _of_document(found: Select[Any]) -> Select[Any]:
    return _lines(found).join(Receivable, Receivable.id == InvoiceLine.receivable_id)


def _early(as_of: date, scope: Mapping[str, str]) -> Select[Any]:
    late = and_(Receivable.posted_on > VatInvoice.invoiced_on, Receivable.void == 0, VatInvoice.prepayment == 0)
    found = _invoice(EARLY, InvoiceLine.amount, None, InvoiceLine.id)
    return _of_document(found.select_from(VatInvoice)).where(late, *_blue(as_of, scope))


def _buyer(as_of: date, scope: Mapping[str, str]) -> Select[Any]:
    other = and_(Contract.owner_id != VatInvoice.buyer_id, func.coalesce(Contract.payer_id, "") != VatInvoice.buyer_id)
    found = _invoice(BUYER, VatInvoice.gross).select_from(VatInvoice)
    return found.join(Contract, Contract.id == VatInvoice.contract_id).where(other, *_blue(as_of, scope))


def _rate(as_of: date, scope: Mapping[str, str]) -> Select[Any]:
    """Another rate than the terms of the invoice's day have, for all or for a kind of value."""
    owed = aliased(Receivable)
    day, later = VatInvoice.invoiced_on, Terms.__table__.alias("later")
    newer = select(later.c.id).where(
        later.c.contract_id == Terms.contract_id, later.c.valid_from > Terms.valid_from, later.c.valid_from <= day
    )
    of_kind = select(KindTerms.id).where(KindTerms.terms_id == Terms.id, KindTerms.vat_rate == InvoiceLine.vat_rate)
    of_line = (
        select(CertificateLine.id)
        .join(owed, owed.source_id == CertificateLine.certificate_id)
        .where(owed.id == InvoiceLine.receivable_id, CertificateLine.vat_rate == InvoiceLine.vat_rate)
    )
    agreed = case(
        (Terms.vat_method == "exempt", 0),
        (Terms.vat_rate.is_not(None), type_coerce(Terms.vat_rate, WHOLE)),
        *((and_(*of), to_scaled(rate)) for of, rate in _by_law(day)),
        else_=to_scaled(Decimal(0)),
    )
    other = type_coerce(InvoiceLine.vat_rate, WHOLE) != agreed
    found = _lines(_invoice(RATE, InvoiceLine.amount, None, InvoiceLine.id).select_from(VatInvoice))
    return found.join(Terms, Terms.contract_id == VatInvoice.contract_id).where(
        Terms.valid_from <= day, ~newer.exists(), other, ~of_kind.exists(), ~of_line.exists(),
        VatInvoice.prepayment == 0, *_blue(as_of, scope),
    )  # fmt: skip


def _by_law(day: Any) -> Iterator[tuple[tuple[ColumnElement[bool], ...], Decimal]]:
    """The conditions of each rate that law sets for a kind of contract, the newest first."""
    kind = select(Contract.kind).where(Contract.id == Terms.contract_id).scalar_subquery()
    for method, by_kind in METHODS.items():
        for name, rates in by_kind.items():
            of = kind == name if name != CONSTRUCTION else kind.not_in([one for one in by_kind if one != CONSTRUCTION])
            for since, rate in rates:
                yield (Terms.vat_method == method, day >= literal(since, Day()), of), rate


def _void(as_of: date, scope: Mapping[str, str]) -> Select[Any]:
    found = _invoice(VOID, InvoiceLine.amount, None, InvoiceLine.id).select_from(VatInvoice)
    return _of_document(found).where(Receivable.void == 1, *_blue(as_of, scope))


def _untied(as_of: date, scope: Mapping[str, str]) -> Select[Any]:
    """What is left of an invoice, less its red ones, that is for nothing that was certified."""
    i, line = VatInvoice, InvoiceLine
    owner = func.coalesce(i.cancels_id, i.id)
    left = (
        select(owner.label("id"), func.sum(line.amount).label("amount"))
        .join(line, line.invoice_id == i.id)
        .where(line.receivable_id.is_(None), i.void == 0, i.invoiced_on <= as_of)
        .group_by(owner)
        .subquery("left_over")
    )
    found = _invoice(UNTIED, left.c.amount).select_from(i).join(left, left.c.id == i.id)
    return found.where(left.c.amount != 0, i.prepayment == 0, *_blue(as_of, scope))


def _booked_void(as_of: date, scope: Mapping[str, str]) -> Select[Any]:
    """Documents of a contract that are void and stand in the ledger."""
    kinds = (PaymentCertificate, VatInvoice, Receipt)
    every = (select(one.id, one.contract_id, literal(one.__tablename__).label("noun"), one.void) for one in kinds)
    void: Any = union_all(*(one.where(one.selected_columns.void == 1) for one in every)).subquery("void")
    found = _row(BOOKED, void.c.noun, Booking.document_id, Booking.number, void.c.contract_id, Booking.booked_on)
    mine = (void.c.contract_id == scope["contract"],) if "contract" in scope else ()
    return (
        found.select_from(Booking)
        .join(void, void.c.id == Booking.document_id)
        .where(Booking.void == 0, Booking.booked_on <= as_of, void.c.contract_id.is_not(None), *mine)
    )


Source = Callable[[date, Mapping[str, str]], Select[Any]]
SOURCES: list[Source] = [_documents, _early, _buyer, _rate, _void, _untied, _booked_void]


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
        Column("contract", N_("Contract"), "text", lambda s: s["contract"].name, width=22),
        Column("party", N_("Owner"), "text", lambda s: s["party"].name, width=18, shown=False),
        Column("day", N_("Day"), "date", lambda s: s["row"].day, width=10),
        currency_column(lambda s: s["contract"].currency),
        Column("stated", N_("This says"), "money", lambda s: s["row"].stated, width=14),
        Column("known", N_("The other says"), "money", lambda s: s["row"].known, width=14),
    ),
    source=_source,
    key=lambda s: s["row"].key,
    scopes=SCOPES,
    words=(lambda s: s["row"].number, lambda s: s["contract"].number, lambda s: s["contract"].name),
    currency="currency",
    sort="day",
    descending=True,
    empty=N_("Certificates, invoices, bookings and contracts agree with each other on this day."),
)
