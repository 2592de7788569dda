"""Which debts a payment settles: the payer's instruction, else the order of the law (民法典 560, 561)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import groupby

from models.money import Money

COSTS = "costs"
INTEREST = "interest"
PRINCIPAL = "principal"
DOUBLED = "doubled"

Order = tuple[tuple[str, ...], ...]
ORDINARY: Order = ((COSTS, INTEREST, PRINCIPAL, DOUBLED),)
"""Inside each debt: costs of enforcing the claim, then interest, then principal (民法典 561)."""

ENFORCEMENT: Order = ((COSTS, INTEREST, PRINCIPAL), (DOUBLED,))
"""In enforcement the judgment's money debts come first, then the doubled part of interest (法释〔2014〕8号 4)."""


@dataclass(frozen=True)
class Item:
    """A debt and what is ``open`` of it: ``principal``, where it carries them ``costs``, ``interest``, ``doubled``.

    ``arose_on`` ranks debts of which no day is agreed: they can be asked for from then on (民法典 511 四);
    ``awaits``: not before an event of which the day is not known, such as the final account.
    ``secured`` is how much security stands behind it (0 none), ``burden`` how hard it weighs on the payer (its rate).
    """

    key: str
    open: Mapping[str, Money]
    due_on: date | None = None
    arose_on: date | None = None
    secured: Decimal = Decimal(0)
    burden: Decimal = Decimal(0)
    awaits: bool = False

    def __post_init__(self) -> None:
        if any(amount < Money() for amount in self.open.values()):
            raise ValueError(f"{self.key}: what is open is not negative")


def debt(
    key: str,
    principal: Money,
    due_on: date | None = None,
    arose_on: date | None = None,
    awaits: bool = False,
    **how: Decimal,
) -> Item:
    """An item that is principal only."""
    return Item(key, {PRINCIPAL: principal}, due_on, arose_on, awaits=awaits, **how)


@dataclass(frozen=True)
class Allocated:
    """So much of the payment settles this part of that item."""

    key: str
    part: str
    amount: Money


@dataclass(frozen=True)
class Proposal:
    """What is proposed; ``unallocated`` is left of the payment when nothing more is open."""

    lines: tuple[Allocated, ...] = ()
    unallocated: Money = field(default_factory=Money)

    def by_item(self) -> dict[str, Money]:
        """The amount per item over its parts."""
        found: dict[str, Money] = {}
        for line in self.lines:
            found[line.key] = found.get(line.key, Money()) + line.amount
        return found


def propose(
    items: Iterable[Item],
    payment: Money,
    on: date,
    instruction: Sequence[tuple[str, Money | None]] = (),
    order: Order = ORDINARY,
) -> Proposal:
    """Allocate a payment received ``on`` that day.

    ``instruction`` is what the payer named, in their order, each with an amount (None: as much as is open); the rest
    follows the law. Never more than is open of an item. Raises KeyError for an item that the instruction names but that
    is not there, ValueError for a negative payment.
    """
    if payment < Money():
        raise ValueError("a payment is not negative")
    still = {item.key: item for item in items}
    lines: list[Allocated] = []
    for key, wanted in instruction:
        left = payment - _sum(lines)
        named = _fill([still[key]], left if wanted is None else min(wanted, left), order)
        still[key] = _less(still[key], named)
        lines += named
    for parts in order:
        for rank in _ranks(still.values(), on):
            lines += _fill(rank, payment - _sum(lines), (parts,))
    return Proposal(tuple(lines), payment - _sum(lines))


def _ranks(items: Iterable[Item], on: date) -> list[list[Item]]:
    """Items in the order of 民法典 560, those that stand equal together.

    Due ones first, then the least secured, then the heavier burden, then the earliest due; undated ones come last, in
    the order in which they arose, and after them what awaits an event.
    """

    def rank(item: Item) -> tuple[bool, Decimal, Decimal, date, bool, date]:
        due_on = item.due_on or date.max
        arose_on = date.max if item.due_on or item.arose_on is None else item.arose_on
        return due_on > on, item.secured, -item.burden, due_on, item.awaits and item.due_on is None, arose_on

    return [list(equal) for _, equal in groupby(sorted(items, key=rank), key=rank)]


def _fill(items: Sequence[Item], most: Money, order: Order) -> list[Allocated]:
    """Spend up to ``most`` on items of equal rank, in proportion to what is open; inside each by ``order``."""
    parts = [part for group in order for part in group]
    opens = [Money.total(item.open.get(part, Money()) for part in parts) for item in items]
    whole = Money.total(opens)
    if not whole:
        return []
    shares = min(most, whole).split([amount.fen for amount in opens])
    return [line for item, share in zip(items, shares, strict=True) for line in _inside(item, share, parts)]


def _inside(item: Item, share: Money, parts: Sequence[str]) -> Iterator[Allocated]:
    for part in parts:
        amount = min(item.open.get(part, Money()), share)
        share -= amount
        if amount:
            yield Allocated(item.key, part, amount)


def _less(item: Item, lines: Iterable[Allocated]) -> Item:
    taken = {line.part: line.amount for line in lines}
    return replace(item, open={part: amount - taken.get(part, Money()) for part, amount in item.open.items()})


def _sum(lines: Iterable[Allocated]) -> Money:
    return Money.total(line.amount for line in lines)
