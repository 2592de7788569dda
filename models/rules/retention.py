"""Retention (质保金): what the owner keeps of each certificate until the defects period ends, and its return."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from models.money import Money
from models.rules.base import GROSS, Value, base_of


@dataclass(frozen=True)
class RetentionTerms:
    """How much is kept of each certificate.

    ``rate`` is taken of ``base`` (``gross`` or ``progress``) without the kinds of value named in ``without``; ``rates``
    gives other rates by kind of value (AIA G702 lines 5a and 5b: another rate for stored materials).
    The total kept never exceeds ``cap_rate`` of the contract price, nor ``cap``.
    """

    rate: Decimal = Decimal(0)
    base: str = GROSS
    without: tuple[str, ...] = ()
    cap_rate: Decimal | None = None
    cap: Money | None = None
    rates: Mapping[str, Decimal] = field(default_factory=dict)


NO_RETENTION = RetentionTerms()


def ceiling(terms: RetentionTerms, price: Money) -> Money | None:
    """The most that may be kept in all, or None without a limit; ``price`` is the contract price."""
    limits = [] if terms.cap is None else [terms.cap]
    if terms.cap_rate is not None:
        limits.append(price.share(terms.cap_rate))
    return min(limits, default=None)


def retained(terms: RetentionTerms, price: Money, value: Value, progress: Decimal, before: Money) -> Money:
    """What is kept of this period's ``value``, given what was kept ``before``; ``progress`` is the share paid now.

    Each period is rounded by itself and stored; the cumulative is the sum (GF-2017-0201 15.3, FIDIC 14.3 (c)).
    A negative period gives retention back, never more than was kept.
    """
    wanted = base_of(terms.base, (*terms.without, *terms.rates), value, progress).share(terms.rate)
    for kind, rate in terms.rates.items():
        wanted += base_of(terms.base, value.keys() - {kind}, value, progress).share(rate)
    wanted = max(wanted, -before)
    limit = ceiling(terms, price)
    if limit is None:
        return wanted
    return min(wanted, max(limit - before, Money()))


def released(held: Money, cumulative: Sequence[Decimal]) -> tuple[Money, ...]:
    """The parts in which retention is returned, e.g. half at taking over, the rest at the end (``0.5, 1``)."""
    return parts(held, cumulative)


def parts(amount: Money, cumulative: Sequence[Decimal]) -> tuple[Money, ...]:
    """An amount cut at cumulative shares, by differences of rounded cumulatives.

    Raises ValueError unless the shares rise (or stay) and end at 1.
    """
    if not cumulative or cumulative[-1] != 1 or any(a > b for a, b in pairwise(cumulative)):
        raise ValueError("cumulative shares must rise and end at 1")
    found, reached = [], Money()
    for share in cumulative:
        upto = amount.share(share)
        found.append(upto - reached)
        reached = upto
    return tuple(found)
