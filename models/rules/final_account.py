"""The final account (竣工结算): what its agreed amount adds to what was certified, and what the audit costs us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from models.money import Money

UNPAID_FIRST = ("final", "progress")
"""The classes a credit reduces, in this order: unpaid final money, then progress payments."""


@dataclass(frozen=True)
class Settlement:
    """``difference`` = settled − certified = retention + payable + the advance and the fee taken off.

    A negative ``payable`` is a credit of the debtor.
    """

    difference: Money
    retention: Money
    payable: Money


def settlement(
    settled: Money,
    certified: Money,
    *,
    rate: Decimal = Decimal(0),
    retained: Money = Money(),
    advance_left: Money = Money(),
    fee: Money = Money(),
) -> Settlement:
    """What becomes owed when the amount is fixed.

    Of the settled amount ``rate`` is kept as retention (建质〔2017〕138号, article 7: at most 3 %), less what is
    ``retained`` already, never less than nothing; advance that was not recovered and an agreed fee are taken off the
    rest (财建〔2004〕369号, article 16: 竣工结算价款 less what was paid and less retention).
    """
    difference = settled - certified
    retention = max(settled.share(rate) - retained, Money())
    return Settlement(difference, retention, difference - retention - advance_left - fee)


def audit_fee(submitted: Money, settled: Money, free: Decimal, rate: Decimal) -> Money:
    """The part of the audit fee the contractor bears: ``rate`` of the cut beyond ``free`` of the submitted amount.

    Usual in contracts and price rules of the provinces: 核减额超过送审造价 5 % 的部分, 5 % of it.
    """
    return max(submitted - settled - submitted.share(free), Money()).share(rate)


def cuts(submitted: Money, reviewed: Sequence[Money]) -> tuple[Money, ...]:
    """What each review in turn took off the amount before it; one that gave back is negative."""
    return tuple(before - after for before, after in pairwise((submitted, *reviewed)))


def credited(credit: Money, items: Sequence[tuple[str, Money]]) -> tuple[Money, ...]:
    """How a credit reduces open items (class, open), given in the order they fall due; what is left of it is paid back.

    Unpaid final money first, then progress; other classes stay.
    """
    taken = [Money()] * len(items)
    for kind in UNPAID_FIRST:
        for place, (of, open_) in enumerate(items):
            if of == kind:
                taken[place] = min(credit, max(open_, Money()))
                credit -= taken[place]
    return tuple(taken)
