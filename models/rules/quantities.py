"""The value of a line of work, also where the price changes once the quantity leaves the bill by too much."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from models.money import Money, half_up


@dataclass(frozen=True)
class QuantityBreak:
    """Beyond ``share`` (0.15) above the bill the excess is priced at ``beyond`` (0.9) of the price; where the quantity
    falls short by more than ``share``, all that is left is priced at ``short`` (1.1) (GB 50500-2013 9.6.2).
    """

    share: Decimal
    beyond: Decimal = Decimal(1)
    short: Decimal = Decimal(1)


def line_value(quantity: Decimal, price: Decimal) -> Money:
    """Quantity × unit price in yuan, half up to the fen once."""
    return _fen(Fraction(quantity) * Fraction(price))


def value_with_break(done: Decimal, bill: Decimal, price: Decimal, how: QuantityBreak) -> Money:
    """The value of all that was ``done`` against the ``bill`` quantity, half up to the fen once."""
    most, least = Fraction(bill) * (1 + Fraction(how.share)), Fraction(bill) * (1 - Fraction(how.share))
    quantity, unit = Fraction(done), Fraction(price)
    if quantity > most:
        return _fen(most * unit + (quantity - most) * unit * Fraction(how.beyond))
    return _fen(quantity * unit * (Fraction(how.short) if quantity < least else 1))


def _fen(yuan: Fraction) -> Money:
    return Money(half_up(yuan * 100))
