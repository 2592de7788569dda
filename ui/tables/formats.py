"""How a value looks in a table, and how it is copied out of one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from models.currencies import HOME, called
from models.language import _, text
from models.money import Money, rounded
from models.scaled import MANY, counted, percent

if TYPE_CHECKING:
    from models.store.listing import Column

NUMERIC = frozenset({"money", "quantity", "percent", "days", "number"})
_WAN = 6
"""A 万元 has 10⁶ fen."""


def shown(value: Any, column: Column, in_wan: bool = False) -> str:
    """The text of a cell: thousands separators, a real minus, 万元 if wanted, choices in the reader's language."""
    if value is None or value == "":
        return ""
    if column.kind == "money":
        return money(value, in_wan)
    if column.kind == "quantity":
        exact = column.places > MANY
        told = counted(value, column.places) if exact else f"{rounded(value, column.places):,}"
        return told.replace("-", "−")
    if column.kind == "percent":
        return percent(value)
    if column.kind == "choice":
        return text(column.choices.get(value, value))
    if column.kind == "flag":
        return _("Yes") if value else ""
    return str(value)


def money(amount: Money, in_wan: bool = False) -> str:
    """``1,234.50`` in yuan, or in 万元 with two decimals, rounded half up."""
    if in_wan:
        return f"{rounded(Decimal(amount.fen).scaleb(-_WAN), 2):,}".replace("-", "−")
    return amount.grouped.replace("-", "−")


def sums_by_currency(sums: Mapping[str, Money], in_wan: bool = False) -> str:
    """``1,234.50``; with more than one currency, or another than ours, each behind its name."""
    if set(sums) <= {"", HOME}:
        return "".join(money(amount, in_wan) for amount in sums.values())
    return _(", ").join(f"{text(called(one))} {money(sums[one], in_wan)}" for one in sorted(sums))


def copied(value: Any, column: Column) -> str:
    """The text a spreadsheet reads back as the same value: figures in yuan without separators, dates ISO."""
    if value is None:
        return ""
    if isinstance(value, Money):
        return str(value)
    if isinstance(value, Decimal):
        return percent(value) if column.kind == "percent" else f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return shown(value, column)


def is_numeric(column: Column) -> bool:
    return column.kind in NUMERIC
