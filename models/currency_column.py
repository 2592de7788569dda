"""The column of a list that says in which currency a row is, so that the sums of each are kept apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement

from models.currencies import CURRENCIES
from models.language import N_
from models.store.listing import Column, Sources


def currency_column(value: Callable[[Sources], ColumnElement[Any]]) -> Column:
    """What a list names as its ``currency``; hidden as long as everything is in ours."""
    return Column("currency", N_("Currency"), "choice", value, width=8, shown=False, choices=CURRENCIES)
