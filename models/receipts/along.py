"""When a document is corrected, what was agreed and paid for the old one goes along to the new one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.invoices.record import carry_over
from models.language import N_
from models.money import Money
from models.numbering import next_number
from models.problems import Problem, stop
from models.receipts.draft import AllocationDraft
from models.receipts.record import Receipt
from models.receipts.room import with_room
from models.receipts.usecases import AllocationsDraft, allocate
from models.receivables.record import Allocation, DueChange, DueEvent, Receivable

RETENTION = "retention"
_FREE_NOW = N_(
    "{amount} of {receipts} settles nothing now: less is owed than was paid for it. Allocate it under “Receipts”, or "
    "note that it was paid back."
)


@dataclass(frozen=True)
class Along:
    """Allocations of receipts, agreed payment dates and noted events, each with the class of what it belonged to."""

    document: str
    paid: tuple[tuple[Allocation, str], ...]
    agreed: tuple[tuple[DueChange, str], ...]
    noted: tuple[tuple[DueEvent, str], ...]


def corrected(session: Session, draft: Any, void: Callable[..., Any], record: Callable[..., Any]) -> Any:
    """Void a posted document and keep it anew as the draft says, in one Step: its number and its money go along."""
    along = take_along(session, draft.id)
    old = void(session, draft.id, "")
    number = old.number
    old.number = next_number(session, type(old).number, f"{number}#", 1)
    session.flush()
    made = record(session, replace(draft, id="", number=draft.number or number))
    give_along(session, along, made.id)
    session.info["subject"] = made.number
    return made


def take_along(session: Session, document_id: str) -> Along:
    """What goes along from a document that is about to be voided: its receipts are freed with that.

    What another document agreed or took off stays with that document.
    """
    rows = select(Receivable.id, Receivable.kind).where(Receivable.source_id == document_id, Receivable.void == 0)
    agreed: list[tuple[DueChange, str]] = []
    noted: list[tuple[DueEvent, str]] = []
    for key, kind in session.execute(rows).all():
        mine = select(DueChange).where(DueChange.receivable_id == key, DueChange.source_id == "")
        agreed += [(one, kind) for one in session.scalars(mine.order_by(DueChange.id))]
        noted += [(one, kind) for one in session.scalars(select(DueEvent).where(DueEvent.receivable_id == key))]
    return Along(document_id, tuple(_freed(session, document_id)), tuple(agreed), tuple(noted))


def give_along(session: Session, along: Along, document_id: str) -> None:
    """Invoice, allocate and date again, from the same days on and for the same class; what finds no room is free, and
    is told."""
    carry_over(session, along.document, document_id)
    for change, kind in along.agreed:
        for new in _of_class(session, document_id, kind):
            told = {"changed_on": change.changed_on, "due_on": change.due_on, "reason": change.reason}
            session.add(DueChange(receivable_id=new.id, **told))
    for event, kind in along.noted:
        for new in _of_class(session, document_id, kind):
            told = {"happened_on": event.happened_on, "paper": event.paper, "source_id": event.source_id}
            session.add(DueEvent(receivable_id=new.id, **told))
    session.flush()
    left = [(one, _give_again(session, one, _like(session, document_id, kind))) for one, kind in along.paid]
    stop(_freed_now(session, [(one, rest) for one, rest in left if rest > Money()]))


def _freed_now(session: Session, left: Sequence[tuple[Allocation, Money]]) -> Iterator[Problem]:
    keys = dict.fromkeys(one.receipt_id for one, _rest in left)
    numbers = [session.get_one(Receipt, key).number for key in keys]
    if numbers:
        values = {"amount": Money.total(rest for _one, rest in left).grouped, "receipts": "、".join(numbers)}
        yield Problem("", _FREE_NOW, values, advice=True)


def _freed(session: Session, document_id: str) -> list[tuple[Allocation, str]]:
    """The allocations of receipts that stand, oldest first, with the class of what they settled; freed with that."""
    owed = select(Allocation, Receivable.kind).join(Receivable).where(Receivable.source_id == document_id)
    rows = session.execute(owed.where(Allocation.void == 0).order_by(Allocation.allocated_on, Allocation.id)).all()
    closed = {one.reverses_id for one, _kind in rows if one.reverses_id}
    standing = [(one, kind) for one, kind in rows if one.receipt_id and not one.reverses_id and one.id not in closed]
    for one, _kind in standing:
        one.void = True
    session.flush()
    return standing


def _of_class(session: Session, document_id: str, kind: str) -> Sequence[Receivable]:
    """The first of this class that the new document makes owed."""
    return [one for one in _like(session, document_id, kind) if one.kind == kind][:1]


def _like(session: Session, document_id: str, kind: str) -> Sequence[Receivable]:
    """What of the new document money for this class settles: the same class; where it is owed as another one now, that,
    but for retention, which is paid by nothing else and pays nothing else."""
    mine = select(Receivable).where(Receivable.source_id == document_id, Receivable.void == 0).order_by(Receivable.id)
    owed = session.scalars(mine).all()
    return [one for one in owed if one.kind == kind] or [one for one in owed if RETENTION not in (one.kind, kind)]


def _give_again(session: Session, old: Allocation, owed: Iterable[Receivable]) -> Money:
    """Returns what finds no room."""
    wanted = [AllocationDraft(receivable=one.id, allocated_on=old.allocated_on) for one in owed]
    lines, left = [], old.amount
    for line in with_room(session, wanted, old.allocated_on):
        amount = min(left, line.open or Money())
        if amount > Money():
            lines.append(replace(line, amount=amount))
        left -= amount
    if lines and old.receipt_id:
        allocate(session, AllocationsDraft(old.receipt_id, tuple(lines)))
    return left
