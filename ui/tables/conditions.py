"""A condition on one column: what can be asked of it, how its value is typed, and how it reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from models.language import N_, _, text
from models.money import Money
from models.store.listing import Column, Condition, Listing
from ui.forms import typed

OPERATORS: Mapping[str, str] = {
    "contains": N_("contains"),
    "is": N_("is"),
    "not": N_("is not"),
    "from": N_("at least"),
    "to": N_("at most"),
    "missing": N_("is empty"),
}
DATE_OPERATORS: Mapping[str, str] = {**OPERATORS, "from": N_("from"), "to": N_("until")}
_ASKED = {
    "text": ("contains", "is", "missing"),
    "choice": ("is", "not", "missing"),
    "flag": ("is",),
    "date": ("from", "to", "is", "missing"),
}
_LEAST = Money(1)
_ORDERED = ("from", "to", "is", "missing")


def operators(column: Column) -> Sequence[str]:
    """What can be asked of a column of this kind, the usual first."""
    return _ASKED.get(column.kind, _ORDERED)


def operator_words(column: Column, operator: str) -> str:
    return text((DATE_OPERATORS if column.kind == "date" else OPERATORS)[operator])


def read(words: str, column: Column, today: date) -> Any:
    """The value a person typed for this column; raises ``Unclear``, whose problem says how to type it."""
    if column.kind == "money":
        return typed.money(words)
    if column.kind in ("quantity", "percent"):
        return typed.number(words, 6, column.kind == "percent")
    if column.kind in ("days", "number"):
        return typed.whole(words)
    if column.kind == "date":
        return typed.day(words, today)
    return words == "1" if column.kind == "flag" else words.strip()


def written(value: Any, column: Column) -> str:
    """The value as ``read`` takes it."""
    if column.kind == "flag":
        return "1" if value else "0"
    if column.kind == "percent" and isinstance(value, Decimal):
        return f"{value.scaleb(2):f}"
    return "" if value is None else str(value)


def words(condition: Condition, listing: Listing) -> str:
    """``Due date from 2026-01-01``, for the person."""
    column = listing.column(condition.column)
    caption, operator = text(column.caption), operator_words(column, condition.operator)
    if condition.operator == "missing":
        return f"{caption} {operator}"
    if column.kind == "choice":
        told = text(column.choices.get(condition.value, condition.value))
        return f"{caption}: {told}" if condition.operator == "is" else f"{caption} {operator} {told}"
    if column.kind == "flag":
        return f"{caption}: {_('Yes') if condition.value else _('No')}"
    if column.kind == "money" and condition.operator == "from" and condition.value == _LEAST:
        return _("{caption} above 0").format(caption=caption)
    shown = condition.value.grouped if isinstance(condition.value, Money) else written(condition.value, column)
    return f"{caption} {operator} {shown}"


def to_plain(condition: Condition, listing: Listing) -> list[str]:
    return [condition.column, condition.operator, written(condition.value, listing.column(condition.column))]


def from_plain(plain: Sequence[str], listing: Listing) -> Condition | None:
    """The condition again, or None when the column is gone or reads differently now."""
    name, operator, value = plain
    try:
        column = listing.column(name)
        return Condition(name, operator, None if operator == "missing" else read(value, column, date.today()))
    except (StopIteration, ValueError, KeyError):
        return None
