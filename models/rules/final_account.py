"""The final account (竣工结算): what its agreed amount adds to what was certified, and what the audit costs us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from models.money import Money

UNPAID_FIRST = ("final", "progress")
"""The classes a credit reduces, in this order: unpaid final money, then progress payments."""


@dataclass(frozen=True)
class Settlement:
    """``difference`` = settled − certified = retention + payable + the advance and the fee taken off.

    A negative ``retention`` is let go of what is held; a negative ``payable`` is a credit of the debtor.
    """

    difference: Money
    retention: Money
    payable: Money


@dataclass(frozen=True)
class Kept:
    """What was kept of certificates, what of it is ``held`` still, and the most that the contract lets be kept."""

    retained: Money = Money()
    held: Money = Money()
    limit: Money | None = None


NOTHING_KEPT = Kept()


def settlement(
    settled: Money,
    certified: Money,
    *,
    rate: Decimal = Decimal(0),
    kept: Kept = NOTHING_KEPT,
    advance_left: Money = Money(),
    fee: Money = Money(),
) -> Settlement:
    """What becomes owed when the amount is fixed.

    Retention becomes what ``retention_of`` says; advance that was not recovered and an agreed fee are taken off the
    rest (财建〔2004〕369号, article 16: 竣工结算价款 less what was paid and less retention). What is let go makes the
    credit smaller, or the payment greater: it is one account.
    """
    difference = settled - certified
    retention = retention_of(settled, rate, kept)
    return Settlement(difference, retention, difference - retention - advance_left - fee)


def retention_of(settled: Money, rate: Decimal, kept: Kept) -> Money:
    """What is still to be kept of the settled amount; less than nothing: what of it is let go.

    Kept is ``rate`` of the settlement price, not of the certificates (建质〔2017〕138号, article 7: in all at most 3 %
    of 工程价款结算总额), up to the limit of the contract. Of what is still held goes the same share as of all that was
    kept; what was paid back already is not reduced again. Where no share is agreed (the same amount of each
    certificate), what was kept stays.
    """
    if not rate:
        return Money()
    wanted = settled.share(rate)
    more = (wanted if kept.limit is None else min(wanted, kept.limit)) - kept.retained
    if more >= Money() or not kept.retained:
        return max(more, Money())
    held = min(max(kept.held, Money()), kept.retained)
    return -min(-more, kept.retained).share(Fraction(held.fen, kept.retained.fen))


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
