"""Price adjustment by formula (价格调整公式): how a period's value follows the price indices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from models.money import Money


@dataclass(frozen=True)
class Factor:
    """A cost that may move: its weight in the price, its index at the base date and now."""

    name: str
    weight: Decimal
    base: Decimal
    current: Decimal


@dataclass(frozen=True)
class Formula:
    """The formula of a contract: the fixed part, and weight and base index by name of each cost that may move."""

    fixed: Decimal = Decimal(1)
    moving: Mapping[str, tuple[Decimal, Decimal]] = field(default_factory=dict)

    def adjustment(self, value: Money, indices: Mapping[str, Decimal]) -> Money:
        """What a period's value moves by; a cost without an index of the period stays at its base price."""
        factors = [Factor(name, weight, base, indices.get(name, base)) for name, (weight, base) in self.moving.items()]
        return price_adjustment(value, self.fixed, factors)


def price_adjustment(value: Money, fixed: Decimal, factors: Sequence[Factor]) -> Money:
    """ΔP = P0 · (A + Σ B·Ft/F0 − 1), half up once; weights that are not listed stay at their base price.

    ``value`` (P0) is without earlier adjustment, retention, advance and what is already at current prices
    (GF-2017-0201 11.1, FIDIC 13.8). Raises ValueError when the weights come to more than 1 or a base index is not
    above nothing.
    """
    if fixed + sum(factor.weight for factor in factors) > 1:
        raise ValueError("the weights come to more than 1")
    if any(factor.base <= 0 for factor in factors):
        raise ValueError("a base index is above nothing")
    moved = (Fraction(factor.weight) * (Fraction(factor.current) / Fraction(factor.base) - 1) for factor in factors)
    return value.share(sum(moved, Fraction(0)))
