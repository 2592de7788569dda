"""What can be done with an invoice: keep it, note that the owner received it, correct it, void it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.invoices.advice import advise
from models.invoices.agreed import with_book
from models.invoices.draft import InvoiceDraft, InvoiceLineDraft, ReceivedDraft, check, check_received, completed
from models.invoices.record import InvoiceLine, VatInvoice
from models.language import N_
from models.money import Money
from models.numbering import next_number
from models.problems import Problem, Refused, is_heard, stop
from models.receivables.record import Receivable
from models.records import expect_standing, kept, opened, voided
from models.store.commands import FINANCE, MANAGER, declare
from models.store.parts import keep_parts

RECORD = declare("invoices.record", N_("Save an invoice"), (FINANCE,), MANAGER)
RECEIVED = declare("invoices.receive", N_("Note that the owner received invoices"), (FINANCE,), MANAGER)
CORRECT = declare("invoices.correct", N_("Correct an invoice"), (FINANCE,), MANAGER)
VOIDED = declare("invoices.void", N_("Void an invoice"), (FINANCE,), MANAGER)

_SIMPLE = "number code kind invoiced_on prepayment received_on remark".split()
_AMOUNTS = "gross net vat".split()


def draft_of(session: Session, invoice_id: str) -> InvoiceDraft:
    row = session.get_one(VatInvoice, invoice_id)
    draft = InvoiceDraft(
        **{name: getattr(row, name) for name in (*_SIMPLE, *_AMOUNTS)},
        id=row.id,
        contract=row.contract_id,
        buyer=row.buyer_id,
        cancels=row.cancels_id or "",
        lines=tuple(InvoiceLineDraft(one.receivable_id or "", one.amount, one.vat_rate) for one in row.lines),
    )
    return with_book(session, draft)


def left_of(session: Session, invoice_id: str, without: str = "") -> dict[str | None, Money]:
    """What red invoices leave of an invoice: by document (its receivable, empty for none), and in all under None."""
    standing = VatInvoice.void == 0, VatInvoice.id != without
    mine = or_(VatInvoice.id == invoice_id, VatInvoice.cancels_id == invoice_id)
    key = func.coalesce(InvoiceLine.receivable_id, "")
    rows = session.execute(
        select(key, func.sum(InvoiceLine.amount))
        .join(VatInvoice, VatInvoice.id == InvoiceLine.invoice_id)
        .where(mine, *standing)
        .group_by(key)
    )
    found: dict[str | None, Money] = {row[0]: row[1] for row in rows}
    return {**found, None: Money.total(found.values())}


def record(session: Session, draft: InvoiceDraft) -> VatInvoice:
    """Keep an invoice. What it says stays once it is in the book; what it is for and its receipt go on."""
    draft = _resolved(session, with_book(session, draft))
    draft = completed(_as_cancelled(session, draft))
    stop([*check(draft), *_taken(session, draft), *_of_contract(session, draft), *_beyond(session, draft)])
    if is_heard():
        stop(advise(session, draft))
    row = session.get_one(VatInvoice, draft.id) if draft.id else VatInvoice()
    if draft.id:
        _expect_same(row, draft)
    row.contract_id, row.buyer_id, row.cancels_id = draft.contract, draft.buyer, draft.cancels or None
    for name in _SIMPLE:
        setattr(row, name, getattr(draft, name))
    for name in _AMOUNTS:
        setattr(row, name, getattr(draft, name) or Money())
    keep_parts(row.lines, draft.lines, InvoiceLine, _fill)
    return kept(session, row)


def receive(session: Session, draft: ReceivedDraft) -> VatInvoice:
    """The owner received these invoices on a day: what is payable some days after the invoice counts from it.

    Returns the last of them.
    """
    stop(check_received(draft))
    assert draft.received_on
    rows = [session.get_one(VatInvoice, key) for key in draft.invoices]
    early = [row.number for row in rows if row.invoiced_on > draft.received_on]
    if early:
        message = N_("{numbers} were issued after this day: is the date right?")
        stop([Problem("received_on", message, {"numbers": "、".join(early)})])
    for row in rows:
        row.received_on = draft.received_on
    session.info["subject"] = "、".join(row.number for row in rows[:3])
    session.flush()
    return rows[-1]


def correct(session: Session, draft: InvoiceDraft) -> VatInvoice:
    """Void the invoice and keep it anew as the draft says, in one Step."""
    old = void(session, draft.id, "")
    number = old.number
    old.number = next_number(session, VatInvoice.number, f"{number}#", 1)
    session.flush()
    return record(session, replace(draft, id="", number=draft.number or number))


def void(session: Session, invoice_id: str, reason: str) -> VatInvoice:
    """It was never issued (作废). Refused while a red invoice takes it back."""
    row = opened(session, VatInvoice, invoice_id)
    red = select(VatInvoice.number).where(VatInvoice.cancels_id == row.id, VatInvoice.void == 0)
    if number := session.scalars(red).first():
        raise Refused(N_("The red invoice {red} takes {number} back. Void that first."), red=number, number=row.number)
    return voided(session, row, reason)


def _resolved(session: Session, draft: InvoiceDraft) -> InvoiceDraft:
    """Documents named by number or by any of what they made owed, as the first of that; ids of invoices for numbers."""
    known = session.get(VatInvoice, draft.cancels) if draft.cancels else None
    if draft.cancels and known is None:
        known = session.scalars(select(VatInvoice).where(VatInvoice.number == draft.cancels)).first()
        if known is None:
            stop([Problem("cancels", N_("There is no invoice “{number}”."), {"number": draft.cancels})])
    named = [replace(line, receivable=_first(session, draft, line.receivable)) for line in draft.lines]
    for place, (line, before) in enumerate(zip(named, draft.lines, strict=True)):
        if before.receivable and not line.receivable:
            message = N_(
                "Nothing is owed by a document “{name}” of this contract. Correct the number, or leave it empty."
            )
            stop([Problem(f"lines.{place}.receivable", message, {"name": before.receivable})])
    return replace(draft, cancels=known.id if known else "", lines=tuple(named))


def _first(session: Session, draft: InvoiceDraft, name: str) -> str:
    """The receivable that stands for a document in invoices: the first that it made owed."""
    named = session.get(Receivable, name) if name else None
    if not name or (named is not None and named.void):
        return name
    r = Receivable
    same = (r.source_id == named.source_id, r.document == named.document) if named else (
        r.contract_id == draft.contract, r.document == name,
    )  # fmt: skip
    return session.scalars(select(r.id).where(*same, r.void == 0, r.kind != "deposit").order_by(r.id)).first() or ""


def _as_cancelled(session: Session, draft: InvoiceDraft) -> InvoiceDraft:
    """A red invoice without lines takes back what its amount says: everything that is left, or of the one document."""
    if not draft.cancels or draft.lines or draft.gross is None:
        return draft
    left = left_of(session, draft.cancels, draft.id)
    documents = [key for key, amount in left.items() if key is not None and amount]
    if draft.gross + left[None] == Money():
        return replace(draft, lines=tuple(InvoiceLineDraft(key or "", -left[key]) for key in documents))
    if len(documents) == 1:
        return replace(draft, lines=(InvoiceLineDraft(documents[0] or "", draft.gross),))
    stop([Problem("lines", N_("Say which documents the red invoice takes back, and how much of each."))])
    return draft


def _taken(session: Session, draft: InvoiceDraft) -> Iterator[Problem]:
    taken = select(VatInvoice).where(VatInvoice.number == draft.number, VatInvoice.id != draft.id)
    if draft.number and (found := session.scalars(taken).first()):
        message = N_("There is an invoice {number} of {day} already. Open it instead.")
        yield Problem("number", message, {"number": draft.number, "day": found.invoiced_on.isoformat()})


def _of_contract(session: Session, draft: InvoiceDraft) -> Iterator[Problem]:
    for place, line in enumerate(draft.lines):
        found = session.get(Receivable, line.receivable) if line.receivable else None
        if found is not None and found.contract_id != draft.contract:
            message = N_("{document} belongs to another contract.")
            yield Problem(f"lines.{place}.receivable", message, {"document": found.document})


def _beyond(session: Session, draft: InvoiceDraft) -> Iterator[Problem]:
    """A red invoice never takes back more than is left, of the same contract and buyer."""
    if not draft.cancels:
        yield from _taken_back(session, draft)
        return
    blue = session.get_one(VatInvoice, draft.cancels)
    if blue.void or blue.cancels_id:
        yield Problem("cancels", N_("{number} is void or a red invoice itself."), {"number": blue.number})
    if (blue.contract_id, blue.buyer_id) != (draft.contract, draft.buyer):
        yield Problem("cancels", N_("{number} is of another contract or buyer."), {"number": blue.number})
    left = left_of(session, blue.id, draft.id)
    if (draft.gross or Money()) + left[None] < Money():
        message = N_("Only {left} is left of {number}.")
        yield Problem("gross", message, {"left": left[None].grouped, "number": blue.number})
    for place, line in enumerate(draft.lines):
        left[line.receivable] = left.get(line.receivable, Money()) + (line.amount or Money())
        if left[line.receivable] < Money():
            message = N_("{number} invoiced {beyond} less of this document than is taken back.")
            values = {"number": blue.number, "beyond": (-left[line.receivable]).grouped}
            yield Problem(f"lines.{place}.amount", message, values)


def _taken_back(session: Session, draft: InvoiceDraft) -> Iterator[Problem]:
    """What red invoices took back of a document stays invoiced of it."""
    if not draft.id:
        return
    left = left_of(session, draft.id, draft.id)
    del left[None]
    for line in draft.lines:
        left[line.receivable] = left.get(line.receivable, Money()) + (line.amount or Money())
    if any(amount < Money() for amount in left.values()):
        yield Problem("lines", N_("A red invoice takes back more of a document than these lines leave it."))


def _expect_same(row: VatInvoice, draft: InvoiceDraft) -> None:
    expect_standing(row)
    named = "number code kind invoiced_on prepayment gross net vat".split()
    kept = row.contract_id, row.buyer_id, row.cancels_id or "", *(getattr(row, name) for name in named)
    if kept != (draft.contract, draft.buyer, draft.cancels, *(getattr(draft, name) for name in named)):
        raise Refused(
            N_("What invoice {number} says stays as it is. Use “Correct”, or void it and enter it anew."),
            number=row.number,
        )


def _fill(row: InvoiceLine, draft: InvoiceLineDraft, place: int) -> None:
    row.position, row.receivable_id = place, draft.receivable or None
    row.amount, row.vat_rate = draft.amount or Money(), draft.vat_rate
