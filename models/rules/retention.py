"""Retention (质保金): what the owner keeps of each certificate until the defects period ends, and its return.

How to add a way of keeping it: write a function of (terms, Held) that returns what it asks for, and list it in WAYS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from models.money import Money
from models.rules.base import ALL, GROSS, Shares, Value, base_of, together
from models.rules.captions import N_, NOTHING


@dataclass(frozen=True)
class RetentionTerms:
    """How much is kept of the certificates.

    ``rate`` is taken of ``base`` (``gross`` or ``progress``) without the kinds of value named in ``without``; ``rates``
    gives other rates by kind of value (AIA G702 lines 5a and 5b: another rate for stored materials).
    ``way``: each certificate by itself, to date less what was kept, the same ``amount`` each time, or once at the end.
    The total kept never exceeds ``cap_rate`` of the contract price, nor ``cap``.
    """

    rate: Decimal = Decimal(0)
    base: str = GROSS
    without: tuple[str, ...] = ()
    cap_rate: Decimal | None = None
    cap: Money | None = None
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    way: str = "each"
    amount: Money = NOTHING

    @property
    def is_agreed(self) -> bool:
        """Whether anything is kept at all."""
        return bool(self.amount) if self.way == "amount" else any((self.rate, *self.rates.values()))


NO_RETENTION = RetentionTerms()


@dataclass(frozen=True)
class Held:
    """Where a certificate stands: its value and that of the ``earlier`` ones, the shares paid now, kept ``before``.

    ``last``: no certificate follows. ``later``: kept of certificates of later periods that were signed before this one.
    """

    value: Value
    shares: Shares = ALL
    before: Money = NOTHING
    earlier: Value = field(default_factory=dict)
    last: bool = False
    later: Money = NOTHING


def ceiling(terms: RetentionTerms, price: Money) -> Money | None:
    """The most that may be kept in all, or None without a limit; ``price`` is the contract price."""
    limits = [] if terms.cap is None else [terms.cap]
    if terms.cap_rate is not None:
        limits.append(price.share(terms.cap_rate))
    return min(limits, default=None)


def retained(terms: RetentionTerms, price: Money, held: Held) -> Money:
    """What is kept of this certificate.

    Each period is rounded by itself and stored; the cumulative is the sum (GF-2017-0201 15.3, FIDIC 14.3 (c)).
    A negative period gives retention back, never more than was kept. Raises ValueError for an unknown way.
    """
    if terms.way not in WAYS:
        raise ValueError(f"{terms.way}: not a way to keep retention")
    wanted = max(WAYS[terms.way](terms, held), -held.before)
    limit = ceiling(terms, price)
    if limit is None:
        return wanted
    return min(wanted, max(limit - held.before - held.later, Money()))


def of_value(terms: RetentionTerms, value: Value, shares: Shares) -> Money:
    """The agreed rates of a value."""
    return Money.total(base.share(rate) for rate, base in parts_of(terms, value, shares))


def parts_of(terms: RetentionTerms, value: Value, shares: Shares) -> tuple[tuple[Decimal, Money], ...]:
    """Each rate with the base it is taken of: the usual one, then those agreed for a kind of value."""
    usual = base_of(terms.base, (*terms.without, *terms.rates), value, shares)
    own = ((rate, base_of(terms.base, value.keys() - {kind}, value, shares)) for kind, rate in terms.rates.items())
    return ((terms.rate, usual), *own)


def _each(terms: RetentionTerms, held: Held) -> Money:
    return of_value(terms, held.value, held.shares)


def _to_date(terms: RetentionTerms, held: Held) -> Money:
    """A period without work keeps nothing."""
    if not any(held.value.values()):
        return Money()
    return of_value(terms, together(held.earlier, held.value), held.shares) - held.before


def _amount(terms: RetentionTerms, held: Held) -> Money:
    """The agreed amount, as far as the progress payment of the period reaches."""
    paid = Money.total(amount.share(share) for share, amount in held.shares.groups(held.value).items())
    return max(min(terms.amount, paid), Money())


def _last(terms: RetentionTerms, held: Held) -> Money:
    """Once, at the final account: of all that was done."""
    if not held.last:
        return Money()
    return of_value(terms, together(held.earlier, held.value), held.shares) - held.before


WAYS: Mapping[str, Callable[[RetentionTerms, Held], Money]] = {
    "each": _each,
    "to_date": _to_date,
    "amount": _amount,
    "last": _last,
}

WAY_NAMES = {
    "each": N_("A share of each certificate"),
    "to_date": N_("A percentage of the value to date, less what was kept"),
    "amount": N_("The same amount from each certificate"),
    "last": N_("Once, in the last certificate"),
}


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


def withheld(parts: Sequence[Money], kept: Money) -> tuple[Money, ...]:
    """The parts of an amount without what is kept of it: off the first as far as it reaches, then off the next."""
    found = []
    for part in parts:
        off = min(kept, max(part, Money()))
        found.append(part - off)
        kept -= off
    return tuple(found)


def parts_by_kind(value: Value, cumulative: Sequence[Decimal], shares: Shares) -> tuple[Money, ...]:
    """A value cut at cumulative shares, the first of them another one for some kinds of value (never less later)."""
    found = [Money()] * len(cumulative)
    for share, amount in shares.groups(value).items():
        cut = parts(amount, [max(share, one) for one in (share, *cumulative[1:])])
        found = [one + more for one, more in zip(found, cut, strict=True)]
    return tuple(found)
