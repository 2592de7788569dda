"""What a typed word means in columns that hold no words: an amount, a quantity, a day or a month."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any

from models.money import Money, read_decimal
from models.scaled import PLACES

Ranges = Mapping[str, tuple[Any, Any]]
"""By kind of column, the least and the greatest value that is meant."""

_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?")
_FEWEST = 3
"""Figures of an amount: fewer would find something in every list."""
_LARGEST = 10**12
"""No amount or quantity is as large as this."""


def meant(word: str) -> Ranges:
    """``90,885,684`` is any amount of so many yuan, ``90,885,684.4`` any of so many jiao, ``2024-03`` any day of March;
    nothing for a word that is neither figure nor day.
    """
    day = _DAY.fullmatch(word)
    return _days(*day.groups()) if day else _figures(word)


def _days(year: str, month: str, day: str | None) -> Ranges:
    try:
        first = date(int(year), int(month), int(day or 1))
    except ValueError:
        return {}
    return {"date": (first, first if day else first.replace(day=monthrange(first.year, first.month)[1]))}


def _figures(word: str) -> Ranges:
    try:
        value = read_decimal(word)
    except ValueError:
        return {}
    if abs(value) >= _LARGEST:
        return {}
    decimals = len(re.sub(r"\D", "", word.partition(".")[2]))
    found: dict[str, tuple[Any, Any]] = {}
    if decimals <= PLACES:
        found["quantity"] = (value, value)
    if decimals <= 2 and sum(map(str.isdigit, f"{value:f}")) >= _FEWEST:
        exact, rest = Money.of(value), Money(10 ** (2 - decimals) - 1)
        found["money"] = (exact - rest, exact) if value < 0 else (exact, exact + rest)
    return found
