"""Arithmetic of scaled numbers and of fen inside SQL, in whole numbers that stay within 64 bits, half up."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, case, func, type_coerce

from models.scaled import ONE
from models.store.base import WHOLE, Fen, Scaled

_TO_FEN = ONE // 100


def product(one: Any, other: Any) -> ColumnElement[Any]:
    """SQL: a quantity times a number of at least nothing, as a quantity again."""
    return type_coerce(_signed(one, lambda size: _parts(size, type_coerce(other, WHOLE), ONE)), Scaled())


def worth(quantity: Any, price: Any) -> ColumnElement[Any]:
    """SQL: a quantity times a price of at least nothing, in fen."""
    millionths = type_coerce(product(quantity, price), WHOLE)
    return type_coerce(_signed(millionths, lambda size: (2 * size + _TO_FEN) // (2 * _TO_FEN)), Fen())


def without_tax(amount: Any, rate: ColumnElement[Any]) -> ColumnElement[Any]:
    """SQL: amount ÷ (1 + rate) in fen (``tax.split`` in rules)."""
    whole = ONE + type_coerce(rate, WHOLE)
    return type_coerce(
        _signed(amount, lambda size: size // whole * ONE + (size % whole * 2 * ONE + whole) // (2 * whole)), Fen()
    )


def _parts(size: ColumnElement[Any], other: ColumnElement[Any], one: int) -> ColumnElement[Any]:
    return size // one * other + (2 * (size % one) * other + one) // (2 * one)


def _signed(value: Any, of_size: Any) -> ColumnElement[Any]:
    """SQL: worked out of the size, with the sign of the value: a half is rounded away from nothing."""
    number = type_coerce(value, WHOLE)
    size = of_size(func.abs(number, type_=WHOLE))
    return case((number < 0, -size), else_=size)
