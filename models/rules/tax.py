"""VAT (增值税): the split of a price with tax, the price that a value without tax comes to, and the rate of the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from models.money import Money, half_up
from models.rules.base import KINDS, Value

Rated = Mapping[tuple[str, Decimal], Money]
"""Parts of a value that are taxed at a rate of their own, by kind and rate."""


@dataclass(frozen=True)
class TaxTerms:
    """The rate (0.09 general, 0.03 simplified), other rates by kind of value, and whether values include the tax."""

    rate: Decimal = Decimal(0)
    included: bool = True
    rates: Mapping[str, Decimal] = field(default_factory=dict)


NO_TAX = TaxTerms()
_ORDER = {kind: place for place, kind in enumerate(KINDS)}

CONSTRUCTION = "construction"
ByKind = Mapping[str, tuple[tuple[date, Decimal], ...]]
"""Rates by kind of contract with the day they came into force, the newest first."""

_SERVICES = ((date(2013, 8, 1), Decimal("0.06")),)
GENERAL: ByKind = {
    CONSTRUCTION: (
        (date(2019, 4, 1), Decimal("0.09")),
        (date(2018, 5, 1), Decimal("0.10")),
        (date(2016, 5, 1), Decimal("0.11")),
    ),
    "goods": (
        (date(2019, 4, 1), Decimal("0.13")),
        (date(2018, 5, 1), Decimal("0.16")),
        (date(1994, 1, 1), Decimal("0.17")),
    ),
    "design": _SERVICES,
    "consulting": _SERVICES,
}
"""General method, as of 2026-11-26: 财税〔2016〕36号 of 2016-03-23 (building 11 % from 2016-05-01); 财税〔2018〕32号
of 2018-04-04 (17 → 16 %, 11 → 10 %); 财政部 税务总局 海关总署公告 2019 年第 39 号 of 2019-03-20 (16 → 13 %, 10 → 9 %);
增值税法 10. Known, but their text was not found for reading: 财税〔2013〕37号 (services 6 % from 2013-08-01; provinces
that began earlier are not told apart), 增值税暂行条例 国务院令第134号 (17 % from 1994-01-01)."""

_SMALL_SERVICES = ((date(2013, 8, 1), Decimal("0.03")),)
SIMPLIFIED: ByKind = {
    CONSTRUCTION: ((date(2016, 5, 1), Decimal("0.03")),),
    "goods": ((date(2009, 1, 1), Decimal("0.03")),),
    "design": _SMALL_SERVICES,
    "consulting": _SMALL_SERVICES,
}
"""增值税法 11; before 2026 财税〔2016〕36号, the simplified method. Known, but their text was not found for reading:
财税〔2013〕37号 (services), 增值税暂行条例 国务院令第538号 12 (goods 3 % from 2009-01-01)."""

SIMPLIFIED_MOST = Decimal("0.05")
"""财税〔2016〕36号: 3 %, and 5 % for real estate and the like; a higher rate is one of the general method."""

METHODS: Mapping[str, ByKind] = {"general": GENERAL, "simplified": SIMPLIFIED}


def rate_on(method: str, day: date, kind: str = CONSTRUCTION) -> Decimal:
    """The rate by law on a day for a kind of contract; exempt, and before there was VAT on it, nothing."""
    by_kind = METHODS.get(method, {CONSTRUCTION: ()})
    rates = by_kind.get(kind, by_kind[CONSTRUCTION])
    return next((rate for since, rate in rates if day >= since), Decimal(0))


@dataclass(frozen=True)
class Split:
    """An amount with tax as net and tax; the pair always adds up to the amount."""

    net: Money
    vat: Money

    @property
    def gross(self) -> Money:
        return self.net + self.vat


def split(gross: Money, rate: Decimal) -> Split:
    """Net = round(gross ÷ (1 + rate)), tax = gross − net (增值税法 17)."""
    net = Money(half_up(gross.fen / (1 + Fraction(rate))))
    return Split(net, gross - net)


def split_all(parts: Iterable[tuple[Money, Decimal]]) -> Split:
    """Amounts with tax at their rates: each rate is split from its own total."""
    totals: dict[Decimal, Money] = {}
    for gross, rate in parts:
        totals[rate] = totals.get(rate, Money()) + gross
    found = [split(gross, rate) for rate, gross in totals.items()]
    return Split(Money.total(one.net for one in found), Money.total(one.vat for one in found))


def added(net: Money, rate: Decimal) -> Split:
    """Tax on top of an amount without it."""
    return Split(net, net.share(rate))


def by_rate(value: Value, rated: Rated, terms: TaxTerms) -> dict[Decimal, dict[str, Money]]:
    """A value by its rate of tax, and by kind under each, in the order of the kinds."""
    found: dict[Decimal, dict[str, Money]] = {}
    rest = dict(value)
    for (kind, rate), amount in rated.items():
        rest[kind] = rest.get(kind, Money()) - amount
        found.setdefault(rate, {})[kind] = amount
    for kind, amount in sorted(rest.items(), key=_place):
        under = found.setdefault(terms.rates.get(kind, terms.rate), {})
        under[kind] = under.get(kind, Money()) + amount
    return found


def _place(part: tuple[str, Money]) -> tuple[int, str]:
    """The order of the kinds, whatever was entered first."""
    kind, _amount = part
    return (_ORDER[kind], "") if kind in _ORDER else (len(_ORDER), kind)


@dataclass(frozen=True)
class Taxed(Split):
    """The part of a value that is taxed at one rate."""

    rate: Decimal


def taxed(value: Value, rated: Rated, terms: TaxTerms) -> tuple[Taxed, ...]:
    """A value by its rates of tax, the highest first; each rate is split from, or added to, its own total."""
    found = []
    for rate, parts in sorted(by_rate(value, rated, terms).items(), reverse=True):
        whole = Money.total(parts.values())
        one = split(whole, rate) if terms.included else added(whole, rate)
        found.append(Taxed(one.net, one.vat, rate))
    return tuple(one for one in found if one.gross)


def with_tax(value: Value, rated: Rated, terms: TaxTerms) -> dict[str, Money]:
    """Values by kind including tax; under each rate the parts agree with the rounded total."""
    if terms.included:
        return dict(value)
    found = dict.fromkeys(value, Money())
    for rate, parts in by_rate(value, rated, terms).items():
        reached, taxed = Money(), Money()
        for kind, amount in parts.items():
            reached += amount
            upto = added(reached, rate).gross
            found[kind], taxed = found[kind] + upto - taxed, upto
    return found
