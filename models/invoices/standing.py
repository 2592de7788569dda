"""How far documents are invoiced and invoices paid on a day: what both lists, the pipeline and the checks ask."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    select,
    type_coerce,
)

from models.certificates.record import Adjustment, PaymentCertificate
from models.contracts.record import Terms
from models.invoices.record import InvoiceLine, VatInvoice
from models.money import Money
from models.receivables import position
from models.receivables.record import Allocation, Receivable
from models.store.base import Day, Fen

CERTIFIED, DUE, RECEIVED = "certified", "due", "received"
"""When a contract wants what is certified invoiced: at once, when it falls due, when it was received."""
CUTS_NO_PRICE = ("penalty", "damages", "utilities")
"""Deductions of a certificate that are set off against the price and do not change it."""
PRICE_CUT = "final_account"
"""The way of allocation that makes the price less: it is not invoiced any more."""


def documents(as_of: date, *where: ColumnElement[bool]) -> Subquery:
    """SQL: one row a document that made something owed by a day (deposits apart), in amounts with VAT.

    Columns: key (its first receivable), contract_id, party_id, source_noun, source_id, document, posted_on, advance
    (1 for an advance payment), amount, settled, expected (what the contract wants invoiced by now), invoiced,
    to_invoice, excess (invoiced beyond the whole amount). An old item with an invoice number was invoiced before the
    book began. An advance that was recovered belongs to what is invoiced, unless it was invoiced with VAT itself; so
    does what was kept back for a penalty, damages or utilities, which cut no price (增值税法 17: the whole price is
    taxed).
    """
    row, kept = _grouped(as_of, *where).subquery("owed_by_document"), _kept_back().subquery("kept_back")
    billed, taxed = _invoiced(as_of).subquery("billed"), _advance_with_vat(as_of).subquery("taxed")
    c = PaymentCertificate
    recovered = case((taxed.c.contract_id.is_(None), func.coalesce(c.recovery, 0)), else_=0)
    beside = recovered + func.coalesce(kept.c.amount, 0)
    expected, whole = case((row.c.advance == 1, 0), else_=row.c.expected + beside), row.c.amount + beside
    invoiced = func.coalesce(billed.c.invoiced, 0) + row.c.noted
    return (
        select(
            row.c.key,
            row.c.contract_id,
            row.c.party_id,
            row.c.source_noun,
            row.c.source_id,
            row.c.document,
            row.c.posted_on,
            row.c.advance,
            _fen(whole, "amount"),
            _fen(row.c.settled + beside, "settled"),
            _fen(expected, "expected"),
            _fen(invoiced, "invoiced"),
            _fen(case((row.c.advance == 1, 0), else_=expected - invoiced), "to_invoice"),
            _fen(case((and_(invoiced > 0, invoiced > whole), invoiced - whole), else_=0), "excess"),
        )
        .outerjoin(billed, and_(billed.c.source_id == row.c.source_id, billed.c.document == row.c.document))
        .outerjoin(c, c.id == row.c.source_id)
        .outerjoin(kept, kept.c.certificate_id == row.c.source_id)
        .outerjoin(taxed, taxed.c.contract_id == row.c.contract_id)
        .subquery("documents")
    )


def unpaid(as_of: date, *where: ColumnElement[bool]) -> Subquery:
    """SQL: one row an invoice up to a day that is not red: gross, taken_back, paid and open; what a document received
    pays its invoices in the order of their days.

    Columns: id, taken_back, paid, open.
    """
    line = _net_lines(as_of, *where)
    paid_up = documents(as_of)
    owner = (line.c.source_id, line.c.document)
    before = func.sum(line.c.amount).over(
        partition_by=owner, order_by=(line.c.invoiced_on, line.c.invoice_id, line.c.place), rows=(None, -1)
    )
    left = func.coalesce(paid_up.c.settled, 0) - func.coalesce(before, 0)
    each = (
        select(
            line.c.invoice_id,
            line.c.taken_back,
            line.c.amount,
            case((left <= 0, 0), (left < line.c.amount, left), else_=line.c.amount).label("paid"),
        )
        .outerjoin(paid_up, and_(paid_up.c.source_id == line.c.source_id, paid_up.c.document == line.c.document))
        .subquery("each_line")
    )
    return (
        select(
            each.c.invoice_id.label("id"),
            _fen(func.sum(each.c.taken_back), "taken_back"),
            _fen(func.sum(each.c.paid), "paid"),
            _fen(func.sum(each.c.amount - each.c.paid), "open"),
        )
        .group_by(each.c.invoice_id)
        .subquery("unpaid")
    )


def invoice_numbers(of_document: ColumnElement[bool]) -> ColumnElement[str]:
    """SQL: the numbers of the standing invoices for documents (a condition on Receivable), one after the other."""
    mine = select(InvoiceLine.invoice_id).join(Receivable, Receivable.id == InvoiceLine.receivable_id)
    mine = mine.where(of_document).correlate_except(InvoiceLine, Receivable)
    named = VatInvoice.void == 0, VatInvoice.cancels_id.is_(None), VatInvoice.id.in_(mine)
    numbers = select(func.aggregate_strings(VatInvoice.number, "、")).where(*named)
    return numbers.correlate_except(VatInvoice).scalar_subquery()


def invoiced_of(of_document: ColumnElement[bool], as_of: date) -> ColumnElement[Money]:
    """SQL: what was invoiced by a day of documents (a condition on Receivable)."""
    rows = select(func.sum(InvoiceLine.amount)).select_from(InvoiceLine)
    rows = rows.join(VatInvoice, VatInvoice.id == InvoiceLine.invoice_id)
    rows = rows.join(Receivable, Receivable.id == InvoiceLine.receivable_id)
    return type_coerce(rows.where(of_document, *_stands(as_of)).scalar_subquery(), Fen())


def _grouped(as_of: date, *where: ColumnElement[bool]) -> Select[Any]:
    item = position.worked_out(as_of, *where)
    wants, cut = _wanted(as_of).subquery("wants"), _cuts(as_of).subquery("cuts")
    less = func.coalesce(cut.c.amount, 0)
    came, whole = item.c.paid - less, item.c.amount - less
    expected = case(
        (and_(item.c.kind == "retention", wants.c.retention_invoiced == 1), came),
        (wants.c.invoiced_when == RECEIVED, came),
        (wants.c.invoiced_when == DUE, case((item.c.due_on <= literal(as_of, Day()), whole), else_=came)),
        else_=whole,
    )
    owner = (item.c.contract_id, Receivable.source_noun, Receivable.source_id, Receivable.document)
    return (
        select(
            func.min(item.c.id).label("key"),
            *owner,
            func.min(item.c.party_id).label("party_id"),
            func.min(item.c.posted_on, type_=Day()).label("posted_on"),
            func.max(case((item.c.kind == "advance", 1), else_=0)).label("advance"),
            func.sum(item.c.amount).label("amount"),
            func.sum(item.c.paid).label("settled"),
            func.sum(expected).label("expected"),
            func.sum(case((Receivable.invoice != "", item.c.amount), else_=0)).label("noted"),
        )
        .join_from(item, Receivable, Receivable.id == item.c.id)
        .outerjoin(wants, wants.c.contract_id == item.c.contract_id)
        .outerjoin(cut, cut.c.receivable_id == item.c.id)
        .where(item.c.kind != "deposit")
        .group_by(*owner)
    )


def _wanted(as_of: date) -> Select[Any]:
    """What each contract says on the day about when it is invoiced."""
    place = func.row_number().over(partition_by=Terms.contract_id, order_by=Terms.valid_from.desc())
    ranked = (
        select(Terms.contract_id, Terms.invoiced_when, Terms.retention_invoiced, place.label("place"))
        .where(Terms.valid_from <= as_of)
        .subquery()
    )
    return select(ranked.c.contract_id, ranked.c.invoiced_when, ranked.c.retention_invoiced).where(ranked.c.place == 1)


def _cuts(as_of: date) -> Select[*tuple[Any, ...]]:
    a = Allocation
    cut = a.void == 0, a.way == PRICE_CUT, a.allocated_on <= as_of
    return select(a.receivable_id, func.sum(a.amount).label("amount")).where(*cut).group_by(a.receivable_id)


def _stands(as_of: date) -> tuple[ColumnElement[bool], ...]:
    return VatInvoice.void == 0, VatInvoice.invoiced_on <= as_of


def _invoiced(as_of: date) -> Select[*tuple[Any, ...]]:
    rows = select(Receivable.source_id, Receivable.document, func.sum(InvoiceLine.amount).label("invoiced"))
    rows = rows.join_from(InvoiceLine, VatInvoice, VatInvoice.id == InvoiceLine.invoice_id)
    rows = rows.join(Receivable, Receivable.id == InvoiceLine.receivable_id).where(*_stands(as_of))
    return rows.group_by(Receivable.source_id, Receivable.document)


def _kept_back() -> Select[*tuple[Any, ...]]:
    """By certificate, what was kept back of it for something that does not make the works cheaper."""
    a = Adjustment
    mine = a.sign < 0, a.agreed == 1, a.kind.in_(CUTS_NO_PRICE)
    return select(a.certificate_id, func.sum(a.amount).label("amount")).where(*mine).group_by(a.certificate_id)


def _advance_with_vat(as_of: date) -> Select[Any]:
    rows = select(VatInvoice.contract_id).join(InvoiceLine, InvoiceLine.invoice_id == VatInvoice.id)
    rows = rows.join(Receivable, Receivable.id == InvoiceLine.receivable_id)
    rows = rows.where(*_stands(as_of), VatInvoice.prepayment == 0, Receivable.kind == "advance")
    return rows.group_by(VatInvoice.contract_id).having(func.sum(InvoiceLine.amount) != 0)


def _net_lines(as_of: date, *where: ColumnElement[bool]) -> Subquery:
    """The lines of the invoices that are not red, less what red ones take back of the same document."""
    red, back = VatInvoice.__table__.alias("red"), InvoiceLine.__table__.alias("back")
    key = func.coalesce(back.c.receivable_id, "")
    taken = (
        select(red.c.cancels_id, key.label("document"), func.sum(back.c.amount).label("amount"))
        .join_from(back, red, red.c.id == back.c.invoice_id)
        .where(red.c.void == 0, red.c.cancels_id.is_not(None), red.c.invoiced_on <= as_of)
        .group_by(red.c.cancels_id, key)
        .subquery("taken")
    )
    one = (
        select(InvoiceLine.invoice_id, InvoiceLine.receivable_id, func.sum(InvoiceLine.amount).label("amount"))
        .group_by(InvoiceLine.invoice_id, InvoiceLine.receivable_id)
        .subquery("by_document")
    )
    back_of = func.coalesce(taken.c.amount, 0)
    named = func.coalesce(one.c.receivable_id, "")
    return (
        select(
            one.c.invoice_id,
            named.label("place"),
            VatInvoice.invoiced_on,
            Receivable.source_id,
            Receivable.document,
            (one.c.amount + back_of).label("amount"),
            back_of.label("taken_back"),
        )
        .join_from(one, VatInvoice, VatInvoice.id == one.c.invoice_id)
        .outerjoin(Receivable, and_(Receivable.id == one.c.receivable_id, Receivable.void == 0))
        .outerjoin(taken, and_(taken.c.cancels_id == one.c.invoice_id, taken.c.document == named))
        .where(*_stands(as_of), VatInvoice.cancels_id.is_(None), *where)
        .subquery("net_lines")
    )


def _fen(value: Any, name: str) -> ColumnElement[Money]:
    return type_coerce(value, Fen()).label(name)
