"""What was owed on a day: the one calculation that every list, paper and picture asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.money import Money
from models.receivables.due import as_contracted, raw_due_on
from models.receivables.next_working_day import next_working_day
from models.receivables.record import Receivable
from models.receivables.taken_off import paid
from models.receivables.to_pay_back import credit_of
from models.store.base import Day, Fen
from models.store.dates import counts_from, days_between


def items(as_of: date, *where: ColumnElement[bool]) -> Subquery:
    """SQL: every receivable posted up to a day, with ``due_on``, ``paid`` and ``open`` as they stood on it.

    Columns: id, contract_id, party_id, kind, document, invoice, person, anchor, days, posted_on, amount,
    raw_due_on (by the calendar), paid, due_on, open, credit (what of open has to be paid back).
    """
    named = (Receivable.document, Receivable.invoice, Receivable.person, Receivable.anchor, Receivable.days)
    counted = _dated(_posted(as_of, named, *_posted_by(as_of), *where).subquery()).subquery("counted")
    whose = *_posted_by(as_of), Receivable.contract_id == counted.c.contract_id
    mine = _dated(_posted(as_of, (), *whose).correlate(counted).subquery()).subquery("mine")
    return _with_credit(counted, mine, as_of).subquery("items")


def worked_out(as_of: date, *where: ColumnElement[bool]) -> Subquery:
    """SQL: the same items without document, invoice and person, each worked out once before it is summed.

    Left to itself the database works a due date out anew in every sum.
    """
    posted = _posted_by(as_of) if where else (counts_from(Receivable, Receivable.posted_on) <= literal(as_of, Day()),)
    inner = _posted(as_of, (Receivable.anchor,), *posted, *where).subquery()
    kept = [column for column in inner.c if column.name != "raw_due_on"]
    once = select(*kept, _counted(inner)).cte("worked_out").prefix_with("MATERIALIZED")
    whole = _with_credit(once, once.alias("mine"), as_of).cte("whole").prefix_with("MATERIALIZED")
    return select(*whole.c).subquery("items")


def _posted_by(as_of: date) -> tuple[ColumnElement[bool], ...]:
    return Receivable.void == 0, Receivable.posted_on <= as_of


def _posted(as_of: date, named: Sequence[Any], *where: ColumnElement[bool]) -> Select[Any]:
    found: Any = select(
        Receivable.id,
        Receivable.contract_id,
        Receivable.party_id,
        Receivable.kind,
        *named,
        Receivable.posted_on,
        Receivable.amount,
        raw_due_on(as_of).label("raw_due_on"),
        paid(as_of).label("paid"),
    )
    return cast("Select[Any]", found.where(*where))


def _dated(inner: Subquery) -> Select[Any]:
    return select(*inner.c, _counted(inner))


def _counted(inner: Subquery) -> ColumnElement[date]:
    """The due date as the contract of the item counts it."""
    return as_contracted(inner.c.raw_due_on, inner.c.contract_id).label("due_on")


def _with_credit(item: Subquery | CTE, mine: FromClause, as_of: date) -> Select[Any]:
    """The items with what is open of each and what of that has to be paid back (``credit``)."""
    open_ = type_coerce(item.c.amount - item.c.paid, Fen()).label("open")
    return select(*item.c, open_, credit_of(item, mine, as_of).label("credit"))


def rolled_due_on(item: FromClause) -> ColumnElement[date]:
    """SQL: the working day on or after the due date by the calendar; NULL when its year is not announced."""
    return next_working_day(item.c.raw_due_on)


def overdue(item: FromClause, as_of: date) -> ColumnElement[Money]:
    """SQL: what of an item is overdue; due today is not overdue."""
    return _when(item.c.due_on < as_of, item)


def due_today(item: FromClause, as_of: date) -> ColumnElement[Money]:
    return _when(item.c.due_on == as_of, item)


def not_due(item: FromClause, as_of: date) -> ColumnElement[Money]:
    """SQL: what of an item falls due later."""
    return _when(item.c.due_on > as_of, item)


def undated(item: FromClause) -> ColumnElement[Money]:
    """SQL: what of an item has no due date yet; what has to be paid back never gets one."""
    return _when(item.c.due_on.is_(None), item)


def retention_not_due(item: FromClause, as_of: date) -> ColumnElement[Money]:
    """SQL: what of an item is retention that is not due yet or has no day."""
    return _when(and_(item.c.kind == "retention", or_(item.c.due_on > as_of, item.c.due_on.is_(None))), item)


def days_overdue(item: FromClause, as_of: date) -> ColumnElement[int]:
    """SQL: as-of day − due date for an open overdue item, else 0."""
    late = and_(item.c.due_on < as_of, item.c.open > 0)
    return case((late, days_between(item.c.due_on, literal(as_of, Day()))), else_=0)


def owed(item: FromClause) -> ColumnElement[Money]:
    """SQL: what is open of an item without what of it has to be paid back."""
    return type_coerce(item.c.open - item.c.credit, Fen())


def _when(condition: ColumnElement[bool], item: FromClause) -> ColumnElement[Money]:
    return case((condition, owed(item)), else_=literal(Money(), Fen()))


@dataclass(frozen=True)
class Position:
    """What is owed on a day, in one currency; balance = overdue + due_today + not_due + undated + credit.

    ``credit`` is what has to be paid back (below nothing): it makes none of the others look smaller.
    ``retention_not_due`` is the part of not_due and undated that is retention. ``unallocated`` and ``in_hand``
    (bills not yet collected) are shown beside the balance, never netted into it.
    """

    currency: str
    balance: Money
    overdue: Money
    due_today: Money
    not_due: Money
    undated: Money
    retention_not_due: Money
    credit: Money = Money()
    unallocated: Money = Money()
    in_hand: Money = Money()


def position_columns(item: FromClause, as_of: date) -> Sequence[ColumnElement[Money]]:
    """SQL sums of a group of items, in the order of Position from ``balance`` to ``credit``."""
    parts = {
        "balance": item.c.open,
        "overdue": overdue(item, as_of),
        "due_today": due_today(item, as_of),
        "not_due": not_due(item, as_of),
        "undated": undated(item),
        "retention_not_due": retention_not_due(item, as_of),
        "credit": item.c.credit,
    }
    return [func.coalesce(func.sum(part), 0, type_=Fen()).label(name) for name, part in parts.items()]


def positions(session: Session, as_of: date, **scope: str) -> list[Position]:
    """The position by currency; ``scope`` may name ``contract`` or ``party``."""
    item = worked_out(as_of, *scoped(scope))
    statement = (
        select(Contract.currency, *position_columns(item, as_of))
        .join_from(item, Contract, Contract.id == item.c.contract_id)
        .group_by(Contract.currency)
        .order_by(Contract.currency)
    )
    return [Position(**row._mapping) for row in session.execute(statement)]


def scoped(scope: dict[str, str]) -> list[ColumnElement[bool]]:
    """Conditions on Receivable for a contract, or the party who owes it."""
    columns = {"contract": Receivable.contract_id, "party": Receivable.party_id}
    return [columns[name] == value for name, value in scope.items() if value]


def by_class(as_of: date, **scope: str) -> Select[Any]:
    """SQL: currency, class and the position of each."""
    item = worked_out(as_of, *scoped(scope))
    return (
        select(Contract.currency, item.c.kind, *position_columns(item, as_of))
        .join_from(item, Contract, Contract.id == item.c.contract_id)
        .group_by(Contract.currency, item.c.kind)
        .order_by(Contract.currency, item.c.kind)
    )
