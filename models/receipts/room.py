"""Room for an allocation: what of a receipt is free, and of a receivable open, on every day from then on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.currencies import called
from models.language import N_
from models.money import Money
from models.problems import Problem
from models.receipts.draft import AllocationDraft, check_allocations, check_debtor
from models.receivables.record import Allocation, Receivable

FOREVER = date(9999, 12, 31)
Moves = list[tuple[date, Money]]
"""Allocations and releases: day and amount."""

_DEBTS = (
    select(
        Receivable.id,
        Receivable.amount.label("owed"),
        Receivable.posted_on,
        Receivable.party_id,
        Contract.payer_id,
        Contract.currency,
        Allocation.allocated_on,
        Allocation.amount,
    )
    .join(Contract, Contract.id == Receivable.contract_id)
    .outerjoin(Allocation, and_(Allocation.receivable_id == Receivable.id, Allocation.void == 0))
    .where(Receivable.id.in_(bindparam("keys", expanding=True)), Receivable.void == 0)
)
_USED = select(Allocation.allocated_on, Allocation.amount).where(
    Allocation.receipt_id == bindparam("receipt"), Allocation.void == 0
)
"""Built once because they run at every save."""


@dataclass(frozen=True)
class Debt:
    """A receivable with everything that was ever allocated to it; ``payers``: who owes it, and who pays for him."""

    amount: Money
    posted_on: date
    currency: str
    moves: Moves
    payers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Incoming:
    """A receipt with everything that was ever allocated of it, by whom it was paid and for whom."""

    amount: Money
    received_on: date
    currency: str
    moves: Moves
    payer: str = ""
    paid_by: str = ""


def debts_of(session: Session, lines: Sequence[AllocationDraft]) -> dict[str, Debt]:
    """The receivables of these lines by id; void ones are left out."""
    found: dict[str, Debt] = {}
    rows = session.execute(_DEBTS, {"keys": [line.receivable for line in lines]})
    for key, owed, posted_on, debtor, agency, currency, day, amount in rows:
        debt = found.setdefault(key, Debt(owed, posted_on, currency, [], (debtor, agency or "")))
        if day is not None:
            debt.moves.append((day, amount))
    return found


def counts_from(line: AllocationDraft, received_on: date, debts: Mapping[str, Debt]) -> date:
    """The day an allocation counts from: never before the money came, nor before the debt was posted."""
    debt = debts.get(line.receivable)
    return max(line.allocated_on or received_on, received_on, debt.posted_on if debt else received_on)


def check_room(lines: Sequence[AllocationDraft], receipt: Incoming, debts: Mapping[str, Debt]) -> Iterator[Problem]:
    """Allocations against what of the receipt is free, and what of each debt is open, from their day on."""
    days = [counts_from(line, receipt.received_on, debts) for line in lines]
    free = left(receipt.amount, receipt.moves, min(days, default=FOREVER))
    yield from check_allocations(tuple(lines), free, receipt.received_on)
    so_far: dict[str, Moves] = {}
    for place, (line, day) in enumerate(zip(lines, days, strict=True)):
        debt = debts.get(line.receivable)
        if debt is None:
            yield Problem(f"allocations.{place}.receivable", N_("This receivable does not exist or is void."))
        elif debt.currency != receipt.currency:
            yield Problem(f"allocations.{place}.receivable", _OTHER_CURRENCY, _currencies(debt, receipt))
        else:
            moves = so_far.setdefault(line.receivable, list(debt.moves))
            yield from _beyond_open(f"allocations.{place}.amount", line, debt, moves, day)
            yield from check_debtor(f"allocations.{place}.receivable", receipt, debt.payers)


_OTHER_CURRENCY = N_(
    "This is owed in {owed}, but received was {paid}: allocate to what is owed in {paid}, "
    "or correct the currency of the receipt."
)


def _currencies(debt: Debt, receipt: Incoming) -> dict[str, object]:
    return {"owed": called(debt.currency), "paid": called(receipt.currency)}


def _beyond_open(entry: str, line: AllocationDraft, debt: Debt, moves: Moves, day: date) -> Iterator[Problem]:
    """More than is owed on the day of an allocation or on any later one."""
    amount = line.amount or Money()
    beyond = amount - left(debt.amount, moves, day)
    moves.append((day, amount))
    if beyond > Money():
        yield Problem(entry, N_("{beyond} more is allocated than is owed."), {"beyond": beyond.grouped})


def with_room(session: Session, lines: Sequence[AllocationDraft], received_on: date) -> list[AllocationDraft]:
    """The lines with what is open for money of that day; those without room are left out.

    Money that goes back later is still set against the debt until then.
    """
    debts = debts_of(session, lines)
    days = [counts_from(line, received_on, debts) for line in lines]
    owed = [debts[line.receivable] for line in lines]
    opens = [left(debt.amount, debt.moves, day) for debt, day in zip(owed, days, strict=True)]
    return [replace(line, open=room) for line, room in zip(lines, opens, strict=True) if room > Money()]


def moves_of(session: Session, receipt_id: str) -> Moves:
    """What was ever allocated of a receipt."""
    return [(day, amount) for day, amount in session.execute(_USED, {"receipt": receipt_id})]


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
