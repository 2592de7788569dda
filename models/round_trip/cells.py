"""A cell of a list that came back: whether it is as it went out, and what it says now."""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Mapping
from datetime import date, datetime
from decimal import Context, Decimal
from typing import Any

from models.importing import values
from models.importing.cells import choice_names
from models.importing.sheets import Cell
from models.importing.texts import Misread
from models.language import LANGUAGES, N_, text
from models.money import Money
from models.store.listing import Column

NUMBERS = frozenset({"money", "quantity", "percent", "days", "number"})
YES, NO = N_("Yes"), N_("No")
_KEPT = Context(prec=15)
"""So many digits of a number come back from a workbook."""
_YES_NO = {True: YES, False: NO}


def is_as_it_was(cell: Cell, was: Any, column: Column) -> bool:
    """Whether a cell shows the value ``was`` as an export writes it, in whatever language."""
    if was is None or was == "":
        return cell == "" or (isinstance(cell, str) and not cell.strip())
    if cell == "":
        return False
    if column.kind in NUMBERS:
        return isinstance(cell, int | float) and not isinstance(cell, bool) and _same_number(cell, was)
    if column.kind == "date":
        return bool((cell.date() if isinstance(cell, datetime) else cell) == was)
    return isinstance(cell, str) and cell in _written(was, column)


def _same_number(cell: float, was: Money | Decimal | int) -> bool:
    number = _KEPT.create_decimal(was.yuan if isinstance(was, Money) else was)
    return number == Decimal(f"{cell:.15g}")


def _written(was: Any, column: Column) -> tuple[str, ...]:
    """What a text, a choice or a flag may read like."""
    if column.kind == "flag":
        return tuple(text(_YES_NO[bool(was)], language) for language in LANGUAGES)
    if column.choices:
        return tuple(text(column.choices.get(was, was), language) for language in LANGUAGES)
    return (was, unicodedata.normalize("NFC", was).strip())


def read(cell: Cell, column: Column, today: date, from_1904: bool = False, lines: int = 1) -> Any:
    """The value of a cell that was typed anew; None when it is empty. Raises Misread."""
    if cell == "" or (isinstance(cell, str) and not cell.strip()):
        return False if column.kind == "flag" else None
    if column.kind == "money":
        return values.money(cell)
    if column.kind == "quantity":
        return values.quantity(cell)
    if column.kind == "percent":
        return _ratio(cell)
    if column.kind in ("days", "number"):
        return values.whole(cell)
    if column.kind == "date":
        return values.day(cell, today, from_1904)
    if column.kind == "flag":
        return values.flag(cell)
    if column.choices:
        return values.choice(cell, _names(column.choices)) or None
    return values.text(cell, lines) or None


def _names(choices: Mapping[str, str]) -> Mapping[str, str]:
    return choice_names(tuple(choices.items()))


def _ratio(cell: Cell) -> Decimal:
    """A number in a column of percentages is what Excel keeps behind them: 0.03 for 3%."""
    if isinstance(cell, str):
        plain = unicodedata.normalize("NFKC", cell).strip()
        return values.quantity(plain.removesuffix("%")).scaleb(-2) if plain.endswith("%") else values.quantity(plain)
    return values.quantity(cell)


def same(one: Any, other: Any, column: Column) -> bool:
    """Whether two values of a column say the same; nothing, an empty text and no are alike where each may stand."""
    return meaning(one, column) == meaning(other, column)


def meaning(value: Any, column: Column) -> Hashable:
    """What a value says, so that equal ones are alike: a nought is a number, whatever else is empty says nothing."""
    if column.kind == "flag":
        return bool(value)
    if column.kind == "text":
        return _plain(value)
    is_number = column.kind in NUMBERS and not isinstance(value, str | bool)
    said: Hashable = value if is_number else value or None
    return said


def _plain(words: str | None) -> str:
    return unicodedata.normalize("NFC", words or "").strip()


__all__ = ["NUMBERS", "Misread", "is_as_it_was", "read", "same"]
