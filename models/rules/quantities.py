"""The value of a line of work, also where the price changes once the quantity leaves the bill by too much."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from models.money import Money, half_up


@dataclass(frozen=True)
class QuantityBreak:
    """Beyond ``share`` (0.15) above the bill the excess is priced at ``beyond`` (0.9) of the price; where the quantity
    falls short by more than ``share``, all that is left is priced at ``short`` (1.1) (GB 50500-2013 9.6.2);
    ``new_beyond`` and ``new_short`` are unit prices agreed for one item, in the place of these shares.
    """

    share: Decimal
    beyond: Decimal = Decimal(1)
    short: Decimal = Decimal(1)
    new_beyond: Decimal | None = None
    new_short: Decimal | None = None

    def above(self, price: Decimal) -> Fraction:
        """The unit price of what goes beyond."""
        return Fraction(price) * Fraction(self.beyond) if self.new_beyond is None else Fraction(self.new_beyond)

    def below(self, price: Decimal) -> Fraction:
        """The unit price of all that was done where it falls short."""
        return Fraction(price) * Fraction(self.short) if self.new_short is None else Fraction(self.new_short)


def line_value(quantity: Decimal, price: Decimal) -> Money:
    """Quantity × unit price in yuan, half up to the fen once."""
    return _fen(Fraction(quantity) * Fraction(price))


def value_with_break(done: Decimal, bill: Decimal, price: Decimal, how: QuantityBreak) -> Money:
    """The value of all that was ``done`` against the ``bill`` quantity, half up to the fen once."""
    most, least = Fraction(bill) * (1 + Fraction(how.share)), Fraction(bill) * (1 - Fraction(how.share))
    quantity, unit = Fraction(done), Fraction(price)
    if quantity > most:
        return _fen(most * unit + (quantity - most) * how.above(price))
    return _fen(quantity * (how.below(price) if quantity < least else unit))


def beyond_break(before: Decimal, now: Decimal, bill: Decimal, price: Decimal, how: QuantityBreak) -> Money:
    """What ``now`` costs more or less because it lies beyond the break, given what was done ``before``."""
    most = Fraction(bill) * (1 + Fraction(how.share))
    done = Fraction(before)
    over = max(done + Fraction(now) - most, Fraction(0)) - max(done - most, Fraction(0))
    return _fen(over * (how.above(price) - Fraction(price)))


def short_of_break(done: Decimal, bill: Decimal, price: Decimal, how: QuantityBreak) -> Money:
    """What all that was done costs more once the work ends short of the bill by more than the break."""
    if Fraction(done) >= Fraction(bill) * (1 - Fraction(how.share)):
        return Money()
    return _fen(Fraction(done) * (how.below(price) - Fraction(price)))


@dataclass(frozen=True)
class Supplied:
    """Materials of the owner: ``issued`` and ``returned``, ``allowed`` for the work certified, and their prices.

    ``over_price`` is that of over-use, where it is another one; a material that is not in the unit prices has no price
    and only its over-use counts.
    """

    issued: Decimal
    returned: Decimal
    allowed: Decimal | None
    price: Decimal
    over_price: Decimal | None = None

    @property
    def overused(self) -> Decimal:
        """What was used beyond the allowance; without one nothing is."""
        used = self.issued - self.returned
        return Decimal(0) if self.allowed is None else max(used - self.allowed, Decimal(0))


def supplied_value(one: Supplied) -> Money:
    """What is taken off for materials the owner supplied: used × price, over-use at its own price, half up once."""
    over = Fraction(one.overused)
    within = Fraction(one.issued) - Fraction(one.returned) - over
    dear = one.price if one.over_price is None else one.over_price
    return _fen(within * Fraction(one.price) + over * Fraction(dear))


def _fen(yuan: Fraction) -> Money:
    return Money(half_up(yuan * 100))
