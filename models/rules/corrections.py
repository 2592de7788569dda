"""What a negative certificate takes off: the debts of its contract that are due, the earliest due first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.money import Money
from models.rules.interest import PartPayment


@dataclass(frozen=True)
class Dated:
    """An item with its due day and what reduced it; a correction is one of less than nothing."""

    due_on: date
    amount: Money
    moved: tuple[PartPayment, ...] = ()

    def open_on(self, day: date) -> Money:
        """What is open at the end of a day, nothing before it is due."""
        if day < self.due_on:
            return Money()
        return self.amount - Money.total(one.amount for one in self.moved if one.on <= day)


def corrected(items: Sequence[Dated]) -> list[tuple[PartPayment, ...]]:
    """By item, in the order of their due days: what corrections take off it (and give back once it is paid itself).

    A correction takes from its due day on what is due by then, and what comes to be due later; what nothing due
    covers is to be paid back and bears no interest.
    """
    found: list[list[PartPayment]] = [[] for _ in items]
    taken = [Money()] * len(items)
    for day in sorted({day for one in items for day in (one.due_on, *(move.on for move in one.moved))}):
        left = -Money.total(min(one.open_on(day), Money()) for one in items)
        for place, one in enumerate(items):
            now = min(max(one.open_on(day), Money()), left)
            left -= now
            if now != taken[place]:
                found[place].append(PartPayment(day, now - taken[place]))
                taken[place] = now
    return [tuple(one) for one in found]
