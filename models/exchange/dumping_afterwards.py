"""Writes what stands beside the certificates as drafts that make it again: claims, accounts, deposits, invoices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import bookings, books_checks, claims, deposits, final_accounts, invoices, receivables
from models.bookings import Booking
from models.books_checks import BooksCheck
from models.claims import Claim
from models.deposits import Deposit
from models.exchange.names import receivable_name
from models.exchange.told import Plain, entry, number_of, party_name
from models.final_accounts import FinalAccount
from models.invoices import VatInvoice
from models.receivables.record import DueEvent, Receivable

_OF_ACCOUNT = ("certified", "difference", "retained", "held", "retention_limit", "retention", "advance_left", "payable")
"""What follows from the rest of a final account."""


_OF_BALANCE = ("ours", "apart", "documents", "receipts", "explained", "unexplained")
"""What the book says of a customer in a check with the ledger."""


def open_account(session: Session, key: str) -> Iterator[Plain]:
    """An account that is agreed is told where it was agreed: it is compared with what was certified until then."""
    if session.get_one(FinalAccount, key).settled_on is None:
        yield from account(session, key)


def account(session: Session, key: str) -> Iterator[Plain]:
    row = session.get_one(FinalAccount, key)
    if row.void:
        return
    draft = final_accounts.draft_of(session, key)
    known: dict[str, Any] = dict.fromkeys(_OF_ACCOUNT)
    reviews = tuple(replace(one, cut=None) for one in draft.reviews)
    credits = tuple(replace(one, receivable=receivable_name(session, one.receivable)) for one in draft.credits)
    named = replace(
        draft, id="", contract=number_of(session, row.contract_id), reviews=reviews, credits=credits, **known
    )
    yield entry("final_accounts", named, figures={name: str(getattr(row, name)) for name in ("payable", "retention")})


def claim(session: Session, key: str) -> Iterator[Plain]:
    """A claim with its stages; it is told before the certificates that may hold it."""
    row = session.get_one(Claim, key)
    if not row.void:
        named = replace(claims.draft_of(session, key), id="", contract=number_of(session, row.contract_id))
        yield entry("claims", replace(named, windows=(), certified=None))


def deposit(session: Session, key: str) -> Iterator[Plain]:
    """A deposit with its deductions; what came back of it are receipts."""
    row = session.get_one(Deposit, key)
    if not row.void:
        named = replace(deposits.draft_of(session, key), id="", contract=number_of(session, row.contract_id))
        yield entry("deposits", replace(named, price=None, beside=None, retention_held=None, withheld=None))


def finance(session: Session) -> Iterator[Plain]:
    """Invoices and bookings; last, because an invoice may be for a document that was entered after it."""
    for key in session.scalars(select(VatInvoice.id).where(VatInvoice.void == 0).order_by(VatInvoice.id)):
        yield entry("invoices", _invoice(session, key))
    for key in session.scalars(select(Booking.id).where(Booking.void == 0).order_by(Booking.id)):
        draft = bookings.draft_of(session, key)
        if not session.get_one(bookings.BOOKABLE[draft.noun], session.get_one(Booking, key).document_id).void:
            yield entry("bookings", replace(draft, id=""))
    for key in session.scalars(select(BooksCheck.id).where(BooksCheck.void == 0).order_by(BooksCheck.id)):
        yield entry("books_checks", _check(session, key))


def _check(session: Session, key: str) -> books_checks.BooksCheckDraft:
    """What the ledger said and the reasons; our side follows from the book."""
    draft = books_checks.draft_of(session, key)
    known: dict[str, Any] = dict.fromkeys(_OF_BALANCE)
    count = len(session.get_one(BooksCheck, key).balances)
    balances = (replace(one, party=party_name(session, one.party), **known) for one in draft.balances[:count])
    reasons = (replace(one, party=party_name(session, one.party)) for one in draft.reasons)
    return replace(draft, id="", balances=tuple(balances), reasons=tuple(reasons))


def _invoice(session: Session, key: str) -> invoices.InvoiceDraft:
    draft = invoices.draft_of(session, key)
    blue = session.get_one(VatInvoice, draft.cancels).number if draft.cancels else ""
    lines = tuple(replace(one, receivable=_standing(session, one.receivable)) for one in draft.lines)
    named = replace(draft, id="", contract=number_of(session, draft.contract), buyer=party_name(session, draft.buyer))
    return replace(named, cancels=blue, lines=lines, agreed_rate=None)


def _standing(session: Session, key: str) -> str:
    """The document of a line; nothing where that was voided since."""
    return receivable_name(session, key) if key and not session.get_one(Receivable, key).void else ""


def due_event(session: Session, key: str) -> Iterator[Plain]:
    """What happened that a receivable waited for, where somebody noted it."""
    row = session.get_one(DueEvent, key)
    receivable = session.get_one(Receivable, row.receivable_id)
    if not receivable.void and not row.source_id:
        draft = receivables.event_draft(session, receivable.id)
        yield entry("due_events", replace(draft, receivable=receivable_name(session, receivable.id)))
