"""SQL of what was paid of a receivable, or taken off it otherwise, up to a day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, func, select

from models.money import Money
from models.receivables.record import Allocation, Receivable
from models.store.base import Fen


def paid(as_of: date) -> ColumnElement[Money]:
    """SQL of what has reduced a receivable up to and including a day."""
    allocated = (
        select(func.sum(Allocation.amount))
        .where(Allocation.receivable_id == Receivable.id, Allocation.void == 0, Allocation.allocated_on <= as_of)
        .correlate(Receivable)
        .scalar_subquery()
    )
    return func.coalesce(allocated, 0, type_=Fen())
