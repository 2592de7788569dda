"""What a table says under its columns, for tests in which everything is in one currency."""

from __future__ import annotations

from typing import Any

from ui.tables.model import ListingModel


def count_of(model: ListingModel) -> int | None:
    """How many rows are added up; None before that is known."""
    return sum(total.count for total in model.totals) if model.totals else None


def sum_of(model: ListingModel, column: str) -> Any:
    """What a column adds up to; None before that is known."""
    if not model.totals:
        return None
    (total,) = model.totals
    return total.sums[column]
