"""VAT (增值税): the split of a price with tax, and the price that a value without tax comes to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from models.money import Money, half_up
from models.rules.base import Value


@dataclass(frozen=True)
class TaxTerms:
    """The rate (0.09 general, 0.03 simplified) and whether measured values already include it."""

    rate: Decimal = Decimal(0)
    included: bool = True


NO_TAX = TaxTerms()


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


def added(net: Money, rate: Decimal) -> Split:
    """Tax on top of an amount without it."""
    return Split(net, net.share(rate))


def with_tax(value: Value, terms: TaxTerms) -> dict[str, Money]:
    """Values by kind including tax; parts agree with the rounded total, by differences of rounded cumulatives."""
    if terms.included:
        return dict(value)
    found, reached, taxed = {}, Money(), Money()
    for kind, amount in value.items():
        reached += amount
        upto = added(reached, terms.rate).gross
        found[kind], taxed = upto - taxed, upto
    return found
