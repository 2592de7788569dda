"""What contradicts an invoice: its certificate, its contract, its buyer, its rate; and void documents in the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, literal, or_, select, type_coerce, union_all
from sqlalchemy.orm import aliased

from models.bookings.record import Booking
from models.certificates.record import CertificateLine, PaymentCertificate
from models.contracts.record import Contract, KindTerms, Terms
from models.contradictions.row import AHEAD, BOOKED, BUYER, EARLY, NONE, OVER, RATE, UNTIED, VOID, Doc, row
from models.invoices.record import InvoiceLine, VatInvoice
from models.receipts.record import Receipt
from models.receivables.record import Receivable
from models.rules.tax import CONSTRUCTION, METHODS
from models.scaled import to_scaled
from models.store.base import WHOLE, Day


def over_invoiced(as_of: date, documents: Subquery) -> Select[Any]:
    """More is invoiced than was certified, or than the contract wants by the day."""
    one = documents.c
    is_over = one.invoiced > one.amount
    is_ahead = and_(one.invoiced > one.expected, one.advance == 0)
    kind, known = case((is_over, OVER), else_=AHEAD), case((is_over, one.amount), else_=one.expected)
    newest = _newest_invoice(as_of).subquery("newest_invoice")
    mine = and_(newest.c.source_id == one.source_id, newest.c.document == one.document, newest.c.place == 1)
    first = Doc(one.source_noun, one.source_id, one.document)
    other = Doc("invoices", func.coalesce(newest.c.id, ""), func.coalesce(newest.c.number, ""))
    found = row(kind, first, other, one.contract_id, one.posted_on, one.invoiced, known, one.document)
    return found.select_from(documents.outerjoin(newest, mine)).where(or_(is_over, is_ahead))


def _newest_invoice(as_of: date) -> Select[Any]:
    """The standing invoices of each document, the newest first."""
    newest = (VatInvoice.invoiced_on.desc(), VatInvoice.id.desc())
    place = func.row_number().over(partition_by=(Receivable.source_id, Receivable.document), order_by=newest)
    found = select(Receivable.source_id, Receivable.document, VatInvoice.id, VatInvoice.number, place.label("place"))
    return _of_document(found.select_from(VatInvoice)).where(*_blue(as_of, {}))


def _invoice(kind: str, other: Doc, stated: Any = None, known: Any = None, part: Any = "") -> Select[Any]:
    i = VatInvoice
    return row(kind, Doc("invoices", i.id, i.number), other, i.contract_id, i.invoiced_on, stated, known, part)


_OWED = Doc(Receivable.source_noun, Receivable.source_id, Receivable.document)
_CONTRACT = Doc("contracts", Contract.id, Contract.number)


def _blue(as_of: date, scope: Mapping[str, str]) -> tuple[ColumnElement[bool], ...]:
    """Standing invoices up to a day that are not red."""
    mine = (VatInvoice.contract_id == scope["contract"],) if "contract" in scope else ()
    return VatInvoice.void == 0, VatInvoice.cancels_id.is_(None), VatInvoice.invoiced_on <= as_of, *mine


def _lines(found: Select[Any]) -> Select[Any]:
    return found.join(InvoiceLine, InvoiceLine.invoice_id == VatInvoice.id)


def _of_document(found: Select[Any]) -> Select[Any]:
    return _lines(found).join(Receivable, Receivable.id == InvoiceLine.receivable_id)


def early(as_of: date, scope: Mapping[str, str]) -> Select[Any]:
    late = and_(Receivable.posted_on > VatInvoice.invoiced_on, Receivable.void == 0, VatInvoice.prepayment == 0)
    found = _invoice(EARLY, _OWED, InvoiceLine.amount, None, InvoiceLine.id)
    return _of_document(found.select_from(VatInvoice)).where(late, *_blue(as_of, scope))


def buyer(as_of: date, scope: Mapping[str, str]) -> Select[Any]:
    other = and_(Contract.owner_id != VatInvoice.buyer_id, func.coalesce(Contract.payer_id, "") != VatInvoice.buyer_id)
    found = _invoice(BUYER, _CONTRACT, VatInvoice.gross).select_from(VatInvoice)
    return found.join(Contract, Contract.id == VatInvoice.contract_id).where(other, *_blue(as_of, scope))


def rate(as_of: date, scope: Mapping[str, str]) -> Select[Any]:
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
    found = _lines(_invoice(RATE, _CONTRACT, InvoiceLine.amount, None, InvoiceLine.id).select_from(VatInvoice))
    found = found.join(Contract, Contract.id == VatInvoice.contract_id)
    return found.join(Terms, Terms.contract_id == VatInvoice.contract_id).where(
        Terms.valid_from <= day, ~newer.exists(), other, ~of_kind.exists(), ~of_line.exists(),
        VatInvoice.prepayment == 0, *_blue(as_of, scope),
    )  # fmt: skip


def _by_law(day: Any) -> Iterator[tuple[tuple[ColumnElement[bool], ...], Decimal]]:
    """The conditions of each rate that law sets for a kind of contract, the newest first."""
    kind = select(Contract.kind).where(Contract.id == Terms.contract_id).correlate(Terms).scalar_subquery()
    for method, by_kind in METHODS.items():
        for name, rates in by_kind.items():
            of = kind == name if name != CONSTRUCTION else kind.not_in([one for one in by_kind if one != CONSTRUCTION])
            for since, rate in rates:
                yield (Terms.vat_method == method, day >= literal(since, Day()), of), rate


def void(as_of: date, scope: Mapping[str, str]) -> Select[Any]:
    found = _invoice(VOID, _OWED, InvoiceLine.amount, None, InvoiceLine.id).select_from(VatInvoice)
    return _of_document(found).where(Receivable.void == 1, *_blue(as_of, scope))


def untied(as_of: date, scope: Mapping[str, str]) -> Select[Any]:
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
    found = _invoice(UNTIED, NONE, left.c.amount).select_from(i).join(left, left.c.id == i.id)
    return found.where(left.c.amount != 0, i.prepayment == 0, *_blue(as_of, scope))


def booked_void(as_of: date, scope: Mapping[str, str]) -> Select[Any]:
    """Documents of a contract that are void and stand in the ledger."""
    kinds = (PaymentCertificate, VatInvoice, Receipt)
    every = (
        select(one.id, one.number, one.contract_id, literal(one.__tablename__).label("noun"), one.void) for one in kinds
    )
    void: Any = union_all(*(one.where(one.selected_columns.void == 1) for one in every)).subquery("void")
    first, other = Doc(void.c.noun, void.c.id, void.c.number), Doc("bookings", Booking.id, Booking.number)
    found = row(BOOKED, first, other, void.c.contract_id, Booking.booked_on)
    mine = (void.c.contract_id == scope["contract"],) if "contract" in scope else ()
    return (
        found.select_from(Booking)
        .join(void, void.c.id == Booking.document_id)
        .where(Booking.void == 0, Booking.booked_on <= as_of, void.c.contract_id.is_not(None), *mine)
    )
