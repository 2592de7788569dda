"""What stands behind a figure of what is owed: its items, the largest first, each with the document that made it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Subquery, and_, func, not_, or_, select
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.money import Money
from models.receivables import position
from models.receivables.record import Receivable
from models.store.base import Fen

BALANCE, OVERDUE, DUE_TODAY, NOT_DUE = "balance", "overdue", "due_today", "not_due"
UNDATED, RETENTION, CREDIT = "undated", "retention_not_due", "credit"
Part = Callable[[Subquery, date], ColumnElement[bool]]


@dataclass(frozen=True)
class Item:
    """An open item: ``noun`` and ``record`` name the document that made it, ``days`` how long it is overdue."""

    key: str
    document: str
    contract: str
    kind: str
    due_on: date | None
    days: int
    open: Money
    noun: str
    record: str


@dataclass(frozen=True)
class Behind:
    """``items`` are the largest of ``count``; ``total`` is the sum of all."""

    total: Money
    count: int
    items: tuple[Item, ...]


def behind(
    session: Session,
    as_of: date,
    part: str,
    currency: str = "CNY",
    scope: Mapping[str, str] | None = None,
    most: int = 8,
) -> Behind:
    """The open items that make up a part of the position (a field of ``Position``); ``scope`` as in ``positions``."""
    item = position.items(as_of, *position.scoped(dict(scope or {})))
    where = (item.c.open != 0, Contract.currency == currency, _PARTS[part](item, as_of))
    source = item.join(Contract.__table__, Contract.id == item.c.contract_id)
    count, total = session.execute(
        select(func.count(), func.coalesce(func.sum(item.c.open), 0, type_=Fen())).select_from(source).where(*where)
    ).one()
    rows = session.execute(
        select(
            item.c.id, item.c.document, Contract.number, item.c.kind, item.c.due_on,
            position.days_overdue(item, as_of), item.c.open, Receivable.source_noun, Receivable.source_id,
        )
        .select_from(source.join(Receivable, Receivable.id == item.c.id))
        .where(*where)
        .order_by(item.c.open.desc(), item.c.id)
        .limit(most)
    )  # fmt: skip
    return Behind(total, count, tuple(Item(*row) for row in rows))


def _all(item: Subquery, as_of: date) -> ColumnElement[bool]:
    return item.c.open != 0


def _credit(item: Subquery, as_of: date) -> ColumnElement[bool]:
    return position.is_credit(item)


def _undated(item: Subquery, as_of: date) -> ColumnElement[bool]:
    return and_(item.c.due_on.is_(None), not_(position.is_credit(item)))


def _retention(item: Subquery, as_of: date) -> ColumnElement[bool]:
    return and_(item.c.kind == "retention", or_(item.c.due_on > as_of, item.c.due_on.is_(None)))


_PARTS: dict[str, Part] = {
    BALANCE: _all,
    OVERDUE: lambda item, as_of: item.c.due_on < as_of,
    DUE_TODAY: lambda item, as_of: item.c.due_on == as_of,
    NOT_DUE: lambda item, as_of: item.c.due_on > as_of,
    UNDATED: _undated,
    RETENTION: _retention,
    CREDIT: _credit,
}
