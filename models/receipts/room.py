"""Room for an allocation: what of a receipt is free, and of a receivable open, on every day from then on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from models.language import N_
from models.money import Money
from models.problems import Problem
from models.receipts.draft import AllocationDraft
from models.receivables.record import Allocation, Receivable

Moves = list[tuple[date, Money]]
"""Allocations and releases: day and amount."""

_DEBTS = (
    select(
        Receivable.id,
        Receivable.amount.label("owed"),
        Receivable.posted_on,
        Allocation.allocated_on,
        Allocation.amount,
    )
    .outerjoin(Allocation, and_(Allocation.receivable_id == Receivable.id, Allocation.void == 0))
    .where(Receivable.id.in_(bindparam("keys", expanding=True)), Receivable.void == 0)
)
_USED = select(Allocation.allocated_on, Allocation.amount).where(
    Allocation.receipt_id == bindparam("receipt"), Allocation.void == 0
)
"""Built once because they run at every save."""


@dataclass(frozen=True)
class Debt:
    """A receivable with everything that was ever allocated to it."""

    amount: Money
    posted_on: date
    moves: Moves


def debts_of(session: Session, lines: Sequence[AllocationDraft]) -> dict[str, Debt]:
    """The receivables of these lines by id; void ones are left out."""
    found: dict[str, Debt] = {}
    for key, owed, posted_on, day, amount in session.execute(_DEBTS, {"keys": [line.receivable for line in lines]}):
        debt = found.setdefault(key, Debt(owed, posted_on, []))
        if day is not None:
            debt.moves.append((day, amount))
    return found


def counts_from(line: AllocationDraft, received_on: date, debts: Mapping[str, Debt]) -> date:
    """The day an allocation counts from: never before the money came, nor before the debt was posted."""
    debt = debts.get(line.receivable)
    return max(line.allocated_on or received_on, received_on, debt.posted_on if debt else received_on)


def beyond_open(lines: Sequence[AllocationDraft], received_on: date, debts: Mapping[str, Debt]) -> Iterator[Problem]:
    """More than is owed on the day of an allocation or on any later one."""
    moves = {key: list(debt.moves) for key, debt in debts.items()}
    for place, line in enumerate(lines):
        entry_name = f"allocations.{place}.amount"
        if line.receivable not in debts:
            yield Problem(entry_name, N_("This receivable does not exist or is void."))
            continue
        day, amount = counts_from(line, received_on, debts), line.amount or Money()
        beyond = amount - left(debts[line.receivable].amount, moves[line.receivable], day)
        moves[line.receivable].append((day, amount))
        if beyond > Money():
            yield Problem(entry_name, N_("{beyond} more is allocated than is owed."), {"beyond": beyond.grouped})


def with_room(session: Session, lines: Sequence[AllocationDraft], received_on: date) -> list[AllocationDraft]:
    """The lines with what is open for money of that day; those without room are left out.

    Money that goes back later is still set against the debt until then.
    """
    debts = debts_of(session, lines)
    days = [counts_from(line, received_on, debts) for line in lines]
    owed = [debts[line.receivable] for line in lines]
    opens = [left(debt.amount, debt.moves, day) for debt, day in zip(owed, days, strict=True)]
    return [replace(line, open=room) for line, room in zip(lines, opens, strict=True) if room > Money()]


def free(session: Session, receipt_id: str, amount: Money, since: date) -> Money:
    """What of a receipt is unallocated on a day and on every later one."""
    return left(amount, [(day, used) for day, used in session.execute(_USED, {"receipt": receipt_id})], since)


def left(amount: Money, moves: Iterable[tuple[date, Money]], since: date) -> Money:
    """What is left of an amount on the day, from ``since`` on, on which least of it is."""
    by_day: dict[date, Money] = {}
    for day, moved in moves:
        by_day[max(day, since)] = by_day.get(max(day, since), Money()) + moved
    least = amount = amount - by_day.pop(since, Money())
    for day in sorted(by_day):
        amount -= by_day[day]
        least = min(least, amount)
    return least
