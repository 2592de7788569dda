"""What stands behind a figure of what is owed: its items, the largest first, each with the document that made it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Subquery, func, select
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.money import Money
from models.receivables import position
from models.receivables.record import Receivable
from models.store.base import Fen

BALANCE, OVERDUE, DUE_TODAY, NOT_DUE = "balance", "overdue", "due_today", "not_due"
UNDATED, RETENTION, CREDIT = "undated", "retention_not_due", "credit"
Part = Callable[[Subquery, date], ColumnElement[Money]]


@dataclass(frozen=True)
class Item:
    """``open`` of an item makes up the part, ``days`` it is overdue; ``noun`` and ``record`` name what made it."""

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
    item = position.worked_out(as_of, *position.scoped(dict(scope or {})))
    mine = _PARTS[part](item, as_of)
    where = (mine != 0, Contract.currency == currency)
    source = item.join(Contract.__table__, Contract.id == item.c.contract_id)
    count, total = session.execute(
        select(func.count(), func.coalesce(func.sum(mine), 0, type_=Fen())).select_from(source).where(*where)
    ).one()
    rows = session.execute(
        select(
            item.c.id, Receivable.document, Contract.number, item.c.kind, item.c.due_on,
            position.days_overdue(item, as_of), mine, Receivable.source_noun, Receivable.source_id,
        )
        .select_from(source.join(Receivable, Receivable.id == item.c.id))
        .where(*where)
        .order_by(mine.desc(), item.c.id)
        .limit(most)
    )  # fmt: skip
    return Behind(total, count, tuple(Item(*row) for row in rows))


_PARTS: dict[str, Part] = {
    BALANCE: lambda item, as_of: item.c.open,
    OVERDUE: position.overdue,
    DUE_TODAY: position.due_today,
    NOT_DUE: position.not_due,
    UNDATED: lambda item, as_of: position.undated(item),
    RETENTION: position.retention_not_due,
    CREDIT: lambda item, as_of: item.c.credit,
}
