"""What a receipt can pay, line by line: proposed by law, but what a person typed by hand stays as it was typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from models import contracts, receipts, settlements
from models.drafts import entry
from models.language import N_
from models.money import Money
from models.problems import Problem
from models.receipts import AllocationDraft, AllocationsDraft, ReceiptDraft, order
from models.receivables import CLASSES
from models.settlements import Settlement, Standing

GRID = "allocations"
LOOKED_AT = 40_000
"""So many pairs of lines may be looked at to find out which of them were typed."""


@dataclass(frozen=True)
class DeskLine:
    """A receivable that can be paid; ``by_hand``: the amount was typed (or emptied), ``dated``: the day was.

    ``why`` it comes in its place is a key of ``order.REASONS``; the entries behind it are what that follows from.
    """

    receivable: str = ""
    due_on: date | None = entry(N_("Due on"), None, readonly=True)
    document: str = entry(N_("Document"), "", readonly=True)
    contract: str = entry(N_("Contract"), "", readonly=True)
    kind: str = entry(N_("Class"), "", choices=CLASSES, readonly=True)
    days: int | None = entry(N_("Days overdue"), None, readonly=True, hint=N_("On the day the allocation counts from"))
    open: Money | None = entry(N_("Open"), None, readonly=True)
    amount: Money | None = entry(N_("Amount allocated"), None)
    allocated_on: date | None = entry(N_("Allocated on"), None)
    why: str = ""
    invoice: str = ""
    about: str = ""
    judged_on: date | None = None
    signed: tuple[date, ...] = ()
    payers: tuple[str, ...] = ()
    posted_on: date | None = None
    anchor: str = ""
    by_hand: bool = False
    dated: bool = False

    @property
    def is_typed(self) -> bool:
        return self.by_hand or (self.dated and self.amount is not None)


@dataclass(frozen=True)
class Opened:
    """A receipt on the desk: what it settled (``settled``), what became of it, and what it can still pay."""

    draft: ReceiptDraft
    lines: tuple[DeskLine, ...] = ()
    settled: tuple[Settlement, ...] = ()
    standing: Standing | None = None

    @property
    def is_recorded(self) -> bool:
        """A recorded receipt is read, and only what is left of it is allocated."""
        return self.standing is not None

    @property
    def money(self) -> Money:
        """What there is to allocate."""
        return self.standing.unallocated if self.standing else self.draft.amount or Money()


# Reading: these run on a reader lane


def begun(session: Any, draft: ReceiptDraft) -> Opened:
    """A new receipt, a correction, or typing that was kept: its lines with the amounts of the draft."""
    draft = _with_payer(session, draft)
    return Opened(draft, _with_amounts(lines_of(session, draft), draft))


def opened(session: Any, receipt_id: str) -> Opened:
    """A recorded receipt, and what its rest could pay."""
    draft, standing = receipts.draft_of(session, receipt_id), settlements.standing(session, receipt_id)
    free = standing.counts and standing.unallocated > Money()
    lines = lines_of(session, replace(draft, id="")) if free else ()
    return Opened(draft, lines, settlements.of_receipt(session, receipt_id), standing)


def copied(session: Any, receipt_id: str, day: date) -> Opened:
    """A new receipt that reads like a recorded one, of this day."""
    draft = receipts.draft_of(session, receipt_id)
    return begun(session, replace(draft, id="", number="", received_on=day, allocations=()))


def lines_of(session: Any, draft: ReceiptDraft) -> tuple[DeskLine, ...]:
    """What the payer (or the contract's debtor) owes, in the order of the law, nothing allocated yet."""
    if not (draft.payer or draft.contract):
        return ()
    return tuple(
        DeskLine(
            one.receivable, one.due_on, one.document, one.contract, one.kind, open=one.open, invoice=one.invoice,
            about=one.about, judged_on=one.judged_on, signed=one.signed,
            payers=one.payers, posted_on=one.posted_on, anchor=one.anchor,
        )
        for one in receipts.payable(session, draft)
    )  # fmt: skip


def payer_of(session: Any, contract_id: str) -> dict[str, str]:
    """Who pays under a contract, and in which currency."""
    found = contracts.draft_of(session, contract_id)
    return {"payer": found.payer or found.owner, "currency": found.currency}


def _with_payer(session: Any, draft: ReceiptDraft) -> ReceiptDraft:
    if draft.payer or not draft.contract:
        return draft
    return replace(draft, **payer_of(session, draft.contract))  # type: ignore[arg-type]


def _with_amounts(lines: Sequence[DeskLine], draft: ReceiptDraft) -> tuple[DeskLine, ...]:
    """The lines with the allocations of a draft; where they are not what would be proposed, they were typed."""
    if not draft.allocations:
        return tuple(lines)
    kept = {one.receivable: one for one in draft.allocations}
    found = []
    for line in _proposed(lines, draft):
        own = kept.get(line.receivable)
        amount, day = (own.amount, own.allocated_on) if own else (None, None)
        by_hand, dated = amount != line.amount, own is not None and day not in (None, draft.received_on)
        found.append(replace(line, amount=amount, allocated_on=day, by_hand=by_hand, dated=dated))
    return _least_typed(tuple(found), draft)


def _least_typed(lines: tuple[DeskLine, ...], draft: ReceiptDraft) -> tuple[DeskLine, ...]:
    """As few lines as possible count as typed: one that follows from the others was not."""
    typed = [place for place, line in enumerate(lines) if line.by_hand]
    for place in typed if len(typed) * len(lines) <= LOOKED_AT else ():
        tried = (*lines[:place], replace(lines[place], by_hand=False), *lines[place + 1 :])
        if [one.amount for one in _proposed(tried, draft)] == [one.amount for one in lines]:
            lines = tried
    return lines


def _proposed(lines: Iterable[DeskLine], draft: ReceiptDraft) -> tuple[DeskLine, ...]:
    return proposed(lines, draft.amount, draft.received_on, draft.instruction)


# Working out: pure


def proposed(
    lines: Iterable[DeskLine], amount: Money | None, on: date | None, instruction: str = ""
) -> tuple[DeskLine, ...]:
    """What the payer said, else the law proposes (民法典 560, 561) where nobody typed, for what typed lines leave.

    ``on`` is the day the allocations count from; a line whose day was typed keeps it.
    """
    lines, day = tuple(lines), on or date.today()
    typed = Money.total(line.amount for line in lines if line.by_hand and line.amount)
    free = max((amount or Money()) - typed, Money())
    every = {one.receivable: one for one in order.places(lines, Money(), day, instruction)}
    left = (line for line in lines if not line.by_hand)
    shares = {one.receivable: one.amount for one in order.places(left, free, day, instruction) if one.amount}
    return tuple(_filled(line, shares.get(line.receivable), on, every.get(line.receivable)) for line in lines)


def _filled(line: DeskLine, share: Money | None, on: date | None, place: order.Place | None) -> DeskLine:
    amount = line.amount if line.by_hand else share
    day = line.allocated_on if line.dated else on if amount else None
    late = (on - line.due_on).days if on and line.due_on else 0
    days = late if late > 0 else None
    why = place.why if place else ""
    if (amount, day, days, why) == (line.amount, line.allocated_on, line.days, line.why):
        return line
    return replace(line, amount=amount, allocated_on=day, days=days, why=why)


def restored(lines: Iterable[DeskLine]) -> tuple[DeskLine, ...]:
    """The lines as if nobody had typed into them."""
    return tuple(replace(line, by_hand=False, dated=False) if line.by_hand or line.dated else line for line in lines)


def kept_by_hand(lines: Iterable[DeskLine], typed: Iterable[DeskLine]) -> tuple[DeskLine, ...]:
    """Other lines, with what was typed into those of the same receivables before."""
    before = {line.receivable: line for line in typed if line.by_hand or line.dated}
    return tuple(_as_typed(line, before.get(line.receivable)) for line in lines)


def _as_typed(line: DeskLine, before: DeskLine | None) -> DeskLine:
    if before is None:
        return line
    amount, day = before.amount if before.by_hand else line.amount, before.allocated_on if before.dated else None
    return replace(line, amount=amount, allocated_on=day, by_hand=before.by_hand, dated=before.dated)


def allocations(lines: Iterable[DeskLine]) -> tuple[AllocationDraft, ...]:
    """What is to be kept: the lines with an amount."""
    return tuple(
        AllocationDraft(line.receivable, line.document, line.due_on, line.open, line.amount, line.allocated_on)
        for line in lines
        if line.amount
    )


def further(receipt_id: str, lines: Iterable[DeskLine]) -> AllocationsDraft:
    return AllocationsDraft(receipt_id, allocations(lines))


def total(lines: Iterable[DeskLine]) -> Money:
    """What the lines allocate together."""
    return Money.total(line.amount for line in lines if line.amount)


# Checking


def problems(lines: Sequence[DeskLine], money: Money | None, receipt: ReceiptDraft) -> Iterator[Problem]:
    """What the allocations may not be; each belongs to the row of the grid it was found in."""
    received_on = receipt.received_on
    for row, line in enumerate(lines):
        beyond = (line.amount or Money()) - (line.open or Money())
        if line.amount and beyond > Money():
            values = {"beyond": beyond.grouped}
            yield Problem(f"{GRID}.{row}.amount", N_("{beyond} more is allocated than is owed."), values)
        if line.amount:
            yield from receipts.late_advance(f"{GRID}.{row}.amount", line.signed, line.allocated_on or received_on)
            yield from receipts.check_debtor(f"{GRID}.{row}.amount", receipt, line.payers)
    draft = ReceiptDraft(payer=" ", amount=money, received_on=received_on, allocations=allocations(lines))
    yield from on_rows(lines, (one for one in receipts.check(draft) if one.entry.startswith(f"{GRID}.")))


def on_rows(lines: Sequence[DeskLine], found: Iterable[Problem]) -> Iterator[Problem]:
    """Problems of the kept allocations, seen from the grid, whose empty lines are not kept."""
    rows = [row for row, line in enumerate(lines) if line.amount]
    for problem in found:
        name, _dot, rest = problem.entry.partition(".")
        place, _dot, column = rest.partition(".")
        if name == GRID and place.isdigit() and int(place) < len(rows):
            path = f"{GRID}.{rows[int(place)]}.{column if column != 'receivable' else 'document'}"
            problem = Problem(path, problem.message, problem.values, problem.advice, problem.where)
        yield problem
