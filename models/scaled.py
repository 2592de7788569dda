"""Quantities, unit prices, rates and indices: exact decimals with six places, kept as whole numbers."""

from __future__ import annotations

from decimal import Decimal

from models.money import half_up, rounded

PLACES = 6
ONE = 10**PLACES
MANY = 3
"""A column of more decimals than these shows those that a figure has; of fewer all, so that they stand in line."""
LARGEST_FACTOR = 5


def to_scaled(value: Decimal) -> int:
    """The stored whole number (value × 10⁶); raises ValueError when six places are not enough."""
    scaled = value.scaleb(PLACES)
    if scaled != scaled.to_integral_value():
        raise ValueError(f"{value}: more than {PLACES} decimals")
    return int(scaled)


def from_scaled(stored: int) -> Decimal:
    """The decimal again, without trailing zeros (``0.03``, ``1500``)."""
    value = Decimal(stored).scaleb(-PLACES).normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def counted(value: Decimal, most: int = PLACES) -> str:
    """With thousands separators and the decimals it has, two at least and ``most`` at most."""
    shown = rounded(value, most).normalize()
    exponent = shown.as_tuple().exponent
    return f"{shown:,.{max(-exponent, 2) if isinstance(exponent, int) else 2}f}"


def percent(rate: Decimal) -> str:
    """``0.03`` as ``3%``, for papers and tables."""
    return f"{rate * 100:f}".rstrip("0").rstrip(".") + "%" if rate * 100 % 1 else f"{int(rate * 100)}%"


def to_fen(amount: Decimal) -> int:
    """Yuan to whole fen, half up: quantity × price is rounded here once, then kept."""
    return half_up(amount.scaleb(2))


def of_factor(value: Decimal) -> Decimal:
    """A factor as it was written without a sign: up to 5 it is the factor itself, above it a percentage."""
    return value if abs(value) <= LARGEST_FACTOR else value.scaleb(-2)
