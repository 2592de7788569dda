"""What may be paid, in its turn: everything under a contract or by a debtor, and what a receipt may not touch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.money import Money
from models.receipts import Payable, order
from models.receipts.room import Debt, left
from models.rules import allocation as rules

RETENTION = "retention"
ANYTHING: frozenset[str] = frozenset()
"""The classes of a receipt that says none."""


@dataclass
class Owed:
    """A receivable of the book or the workbook; ``open`` is what is left of it in the end.

    ``moved``: the book has allocations of it, perhaps of later days; else they are all made here, in order.
    ``counted``: until that day the amount is less already by what was received (an opening balance).
    """

    key: str
    contract: str
    party: str
    due_on: date | None
    debt: Debt
    open: Money
    moved: bool = False
    told: tuple[str, str, str, str, str, date | None] = ("", "", "progress", "", "", None)
    """Contract number, document, class, invoice, what it is about, last day by judgment."""
    counted: date = date.min
    anchor: str = ""
    agency: str = ""
    """Who pays it for the party that owes it."""

    @property
    def turn(self) -> tuple[date, bool, date]:
        """As the law ranks debts: by the day, without one as they arose, and last what awaits an event."""
        if self.due_on:
            return self.due_on, False, date.max
        return date.max, order.awaits(self.anchor, self.due_on), self.debt.posted_on

    @property
    def hangs(self) -> bool:
        """Interest and costs hang on a debt, and what a judgment grants follows its order."""
        return self.told[2] in order.PARTS or self.told[5] is not None

    @property
    def kind(self) -> str:
        return self.told[2]

    def room(self, day: date, own: bool = False) -> Money:
        """What is open on the day and on every later one; ``own``: the money is part of the opening balance itself."""
        if day <= self.counted and not own:
            return Money()
        if not self.moved:
            return self.open
        return left(self.debt.amount, self.debt.moves, max(day, self.debt.posted_on))

    def pay(self, amount: Money, day: date) -> date:
        on = max(day, self.debt.posted_on)
        if self.moved:
            self.debt.moves.append((on, amount))
        self.open -= amount
        return on


@dataclass
class Queue:
    """What may be paid, earliest due first; what is paid in full is not looked at again."""

    every: list[Owed] = field(default_factory=list)
    first: int = 0
    plain: bool = True

    def add(self, one: Owed) -> None:
        self.every.append(one)
        self.plain = self.plain and not one.hangs

    def shares(self, receipt: Mapping[str, Any], amount: Money, own: bool) -> Mapping[str, Money]:
        """What each gets; where the payer said something, or interest hangs on a debt, all are looked at."""
        day, currency, said = receipt["received_on"], receipt["currency"], receipt.get("instruction") or ""
        if self.plain and not said:
            return rules.propose(list(self.next(amount, currency, day, own)), amount, day).by_item()
        rooms = ((one, one.room(day, own)) for one in self.every if one.open and one.debt.currency == currency)
        found = [_payable(one, room) for one, room in rooms]
        return {one.receivable: one.amount for one in order.places(found, amount, day, said) if one.amount}

    def next(self, amount: Money, currency: str, day: date, own: bool) -> Iterator[rules.Item]:
        """As many as the amount can reach, and all that stand equal to the last of them."""
        while self.first < len(self.every) and not self.every[self.first].open:
            self.first += 1
        so_far, last = Money(), None
        for place in range(self.first, len(self.every)):
            one = self.every[place]
            if so_far >= amount and one.turn != last:
                return
            if not one.open:
                continue
            room = one.room(day, own) if one.debt.currency == currency else Money()
            if room > Money():
                so_far, last = so_far + room, one.turn
                yield rules.debt(one.key, room, one.due_on, one.debt.posted_on, order.awaits(one.anchor, one.due_on))


@dataclass
class Owing:
    """Everything that the receipts of a workbook may pay, by contract and by debtor."""

    by_key: dict[str, Owed]
    by_contract: dict[str, list[Owed]] = field(default_factory=lambda: defaultdict(list))
    by_party: dict[str, list[Owed]] = field(default_factory=lambda: defaultdict(list))
    _queues: dict[tuple[str, frozenset[str], bool], Queue] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in sorted(self.by_key.values(), key=lambda one: (*one.turn, one.key)):
            self.by_contract[one.contract].append(one)
            for payer in {one.party, one.agency or one.party}:
                self.by_party[payer].append(one)

    def turns(self, receipt: Mapping[str, Any], said: frozenset[str]) -> Iterator[Queue]:
        """What the receipt pays first: the classes it says it is for, then all others but retention."""
        if said:
            yield self._queue(receipt, said)
            yield self._queue(receipt, said | {RETENTION}, within=False)
        else:
            yield self._queue(receipt, ANYTHING, within=False)

    def _queue(self, receipt: Mapping[str, Any], classes: frozenset[str], within: bool = True) -> Queue:
        """Of the contract, else of its payer: what is of these classes, or what is of none of them."""
        key = receipt["contract_id"] or receipt["payer_id"], classes, within
        if key not in self._queues:
            mine = self.by_contract[key[0]] if receipt["contract_id"] else self.by_party[key[0]]
            made = self._queues[key] = Queue()
            for one in mine:
                if (one.kind in classes) == within:
                    made.add(one)
        return self._queues[key]


def _payable(one: Owed, room: Money) -> Payable:
    number, document, kind, invoice, about, judged_on = one.told
    return Payable(
        one.key, number, document, kind, one.due_on, room, invoice, about, judged_on,
        posted_on=one.debt.posted_on, anchor=one.anchor,
    )  # fmt: skip
