"""What the book says against an invoice that is being written: advice, it stops nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import contradictions as known
from models.contracts.record import Contract
from models.invoices import standing
from models.invoices.agreed import with_book
from models.invoices.draft import InvoiceDraft, completed
from models.invoices.record import InvoiceLine
from models.money import Money
from models.problems import Problem
from models.receivables.record import Receivable


def advise(session: Session, draft: InvoiceDraft) -> Iterator[Problem]:
    """The contradictions that this invoice would be, at the entries that make them."""
    contract = session.get(Contract, draft.contract) if draft.contract else None
    if contract is None or draft.cancels:
        return
    if draft.buyer and draft.buyer not in (contract.owner_id, contract.payer_id):
        yield _said("buyer", known.BUYER)
    whole = completed(with_book(session, draft))
    agreed = with_book(session, draft).agreed_rate
    for place, line in enumerate(draft.lines):
        if not draft.prepayment and agreed is not None and line.vat_rate not in (None, agreed):
            yield _said(f"lines.{place}.vat_rate", known.RATE)
        if line.receivable:
            yield from _of_document(session, draft, place)
        elif not draft.prepayment:
            yield _said(f"lines.{place}.receivable", known.UNTIED)
    if not draft.lines and whole.gross and not draft.prepayment:
        yield _said("gross", known.UNTIED)


def _of_document(session: Session, draft: InvoiceDraft, place: int) -> Iterator[Problem]:
    line = draft.lines[place]
    owed = session.get(Receivable, line.receivable)
    if owed is None or draft.invoiced_on is None:
        return
    if owed.void:
        yield _said(f"lines.{place}.receivable", known.VOID)
        return
    if owed.posted_on > draft.invoiced_on and not draft.prepayment:
        yield _said(f"lines.{place}.receivable", known.EARLY)
        return
    row = standing.documents(draft.invoiced_on, Receivable.contract_id == draft.contract)
    mine = row.c.source_id == owed.source_id, row.c.document == owed.document
    found = session.execute(select(row.c.amount, row.c.expected, row.c.invoiced, row.c.advance).where(*mine)).first()
    if found is None:
        return
    already = select(InvoiceLine.amount).where(InvoiceLine.invoice_id == draft.id, InvoiceLine.receivable_id == owed.id)
    before = found.invoiced - Money.total(session.scalars(already))
    after = before + Money.total(one.amount or Money() for one in draft.lines if one.receivable == line.receivable)
    if after > found.amount:
        yield _said(f"lines.{place}.amount", known.OVER, after, found.amount)
    elif after > found.expected and not found.advance:
        yield _said(f"lines.{place}.amount", known.AHEAD, after, found.expected)


def _said(entry: str, kind: str, stated: Money | None = None, other: Money | None = None) -> Problem:
    if stated is None or other is None:
        return Problem(entry, known.KINDS[kind], advice=True)
    values: dict[str, Any] = {"what": known.KINDS[kind], "stated": stated.grouped, "known": other.grouped}
    return Problem(entry, known.WITH_AMOUNTS, values, advice=True)
