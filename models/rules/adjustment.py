"""Price adjustment by formula (价格调整公式): how a period's value follows the price indices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from models.money import Money, half_up


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


@dataclass(frozen=True)
class MaterialPrice:
    """A material whose price may move within ``band`` at our risk: what is beyond it is paid, or taken off.

    ``base`` is the published price at the base date, ``tender`` ours (None: the same), ``current`` that of the period;
    ``factor`` is what goes on top of the difference by the contract, such as tax.
    """

    quantity: Decimal
    base: Decimal
    current: Decimal
    band: Decimal
    tender: Decimal | None = None
    factor: Decimal = Decimal(1)

    @property
    def most(self) -> Fraction:
        """Up to here a rise is ours: reckoned from the higher of both prices."""
        return Fraction(max(self._both)) * (1 + Fraction(self.band))

    @property
    def least(self) -> Fraction:
        """Down to here a fall is ours: reckoned from the lower of both prices."""
        return Fraction(min(self._both)) * (1 - Fraction(self.band))

    @property
    def _both(self) -> tuple[Decimal, Decimal]:
        return self.base, self.base if self.tender is None else self.tender

    @property
    def beyond(self) -> Fraction:
        """What a unit is paid more (or less than nothing: less) because its price left the band."""
        now = Fraction(self.current)
        return max(now - self.most, Fraction(0)) + min(now - self.least, Fraction(0))


def price_difference(one: MaterialPrice) -> Money:
    """Quantity × what lies beyond the band × factor, half up once (GB 50500-2013 A.2, GF-2017-0201 11.1 way 2)."""
    return Money(half_up(Fraction(one.quantity) * one.beyond * Fraction(one.factor) * 100))
