"""Invoices that are begun from something else: documents to be invoiced, or an invoice that is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.invoices import standing
from models.invoices.agreed import with_book
from models.invoices.draft import InvoiceDraft, InvoiceLineDraft
from models.invoices.usecases import draft_of, left_of
from models.language import N_
from models.money import Money
from models.problems import Refused
from models.receivables.record import Receivable


def for_documents(session: Session, keys: Sequence[str], on: date) -> InvoiceDraft:
    """An invoice for these documents (the receivables that stand for them), each with what is to be invoiced of it."""
    contracts = set(session.scalars(select(Receivable.contract_id).where(Receivable.id.in_(keys))))
    if len(contracts) != 1:
        raise Refused(N_("An invoice is for one contract: choose documents of the same."))
    row = standing.documents(on, Receivable.contract_id.in_(contracts))
    wanted = select(row.c.key, row.c.to_invoice).where(row.c.key.in_(keys)).order_by(row.c.posted_on, row.c.key)
    lines = tuple(InvoiceLineDraft(key, amount) for key, amount in session.execute(wanted) if amount > Money())
    total = Money.total(line.amount for line in lines if line.amount)
    return with_book(session, InvoiceDraft(contract=contracts.pop(), invoiced_on=on, gross=total or None, lines=lines))


def red_of(session: Session, invoice_id: str, on: date) -> InvoiceDraft:
    """A red invoice for what is left of an invoice: everything negative, without a number yet."""
    draft = draft_of(session, invoice_id)
    left = left_of(session, invoice_id)
    if draft.cancels:
        raise Refused(N_("Invoice {number} is a red one: it cannot be taken back by another."), number=draft.number)
    if left[None] == Money():
        raise Refused(N_("Invoice {number} is taken back in whole already."), number=draft.number)
    lines = tuple(
        replace(line, amount=-left[line.receivable]) for line in _by_document(draft.lines) if left[line.receivable]
    )
    whole = left[None] == draft.gross
    net, vat = (-(draft.net or Money()), -(draft.vat or Money())) if whole else (None, None)
    return replace(
        draft, id="", number="", cancels=invoice_id, invoiced_on=on, received_on=None,
        gross=-left[None], net=net, vat=vat, remark="", lines=lines,
    )  # fmt: skip


def _by_document(lines: tuple[InvoiceLineDraft, ...]) -> list[InvoiceLineDraft]:
    """One line a document."""
    return list({line.receivable: line for line in lines}.values())
