"""SQL of what of an item has to be paid back (应退): it is of no age, never overdue, and bears no interest."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, case, func, literal, or_, select, type_coerce

from models.money import Money
from models.receivables.record import ON_A_DAY, PRICE_CLASSES
from models.rules.calendar import ONE_DAY
from models.store.base import Day, Fen


def credit_of(item: FromClause, mine: FromClause, as_of: date) -> ColumnElement[Money]:
    """SQL: what of an item has to be paid back, below nothing; ``mine`` are the items of its contract.

    Both have id, contract_id, party_id, kind, amount, paid and due_on. An item without a day that waits for no event is
    paid back whole. A negative certificate corrects others of its contract: on its day it takes off what is due by
    then, and what nothing due covers is paid back.
    """
    never = and_(item.c.due_on.is_(None), item.c.anchor.in_(("", ON_A_DAY)))
    open_ = item.c.amount - item.c.paid
    told = case((open_ >= 0, 0), (never, open_), (item.c.due_on.is_(None), 0), else_=_uncovered(item, mine, as_of))
    return type_coerce(told, Fen())


def _uncovered(item: FromClause, mine: FromClause, as_of: date) -> ColumnElement[int]:
    """What is left of a negative item once those before it and it took what is due by its day or the cut-off."""
    open_ = mine.c.amount - mine.c.paid
    due = and_(open_ > 0, or_(mine.c.due_on <= item.c.due_on, mine.c.due_on <= literal(as_of - ONE_DAY, Day())))
    earlier = or_(mine.c.due_on < item.c.due_on, and_(mine.c.due_on == item.c.due_on, mine.c.id <= item.c.id))
    taken = select(func.sum(open_).label("left")).where(
        mine.c.contract_id == item.c.contract_id,
        mine.c.party_id == item.c.party_id,
        _account(mine.c.kind) == _account(item.c.kind),
        or_(due, and_(open_ < 0, earlier)),
    )
    left, whole = taken.correlate(item).subquery("taken").c.left, item.c.amount - item.c.paid
    return select(case((left >= 0, 0), (left <= whole, whole), else_=left)).correlate(item).scalar_subquery()


def _account(kind: Any) -> ColumnElement[str]:
    """The classes that are the price of the works stand for each other, any other class only for itself."""
    return case((kind.in_(PRICE_CLASSES), literal("price")), else_=kind)
