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

from models import events
from models.contracts.record import Contract, ContractEvent
from models.money import Money
from models.receivables.record import Allocation, DueChange, Receivable
from models.store.base import Day, Fen
from models.store.dates import add_days, counts_from, days_between


def due_on(as_of: date) -> ColumnElement[date]:
    """SQL of a receivable's due date as it stood on a day; NULL while its starting event has not happened.

    The last agreed change, else event + days; where nothing was agreed, hand-over, else submission of the final
    account (最高法 建工解释（一）27).
    """
    changed = (
        select(DueChange.due_on)
        .where(DueChange.receivable_id == Receivable.id, DueChange.changed_on <= as_of)
        .order_by(DueChange.changed_on.desc(), DueChange.id.desc())
        .limit(1)
        .correlate(Receivable)
        .scalar_subquery()
    )
    return func.coalesce(changed, due_by_rule(as_of), type_=Day())


def due_by_rule(as_of: date) -> ColumnElement[date]:
    """SQL of the due date by the rule of the receivable alone, whatever was agreed of it since."""
    return case(
        (Receivable.anchor == events.CERTIFICATION, add_days(Receivable.posted_on, Receivable.days)),
        (Receivable.anchor == "", func.coalesce(_event(events.HAND_OVER, as_of), _event(events.SUBMITTED, as_of))),
        else_=add_days(_event(Receivable.anchor, as_of), Receivable.days),
    )


def _event(event: Any, as_of: date) -> ColumnElement[date]:
    return (
        select(ContractEvent.happened_on)
        .where(
            ContractEvent.contract_id == Receivable.contract_id,
            ContractEvent.event == event,
            ContractEvent.known_from <= as_of,
        )
        .correlate(Receivable)
        .scalar_subquery()
    )


def paid(as_of: date) -> ColumnElement[Money]:
    """SQL of what has reduced a receivable up to and including a day."""
    allocated = (
        select(func.sum(Allocation.amount))
        .where(Allocation.receivable_id == Receivable.id, Allocation.void == 0, Allocation.allocated_on <= as_of)
        .correlate(Receivable)
        .scalar_subquery()
    )
    return func.coalesce(allocated, 0, type_=Fen())


def items(as_of: date, *where: ColumnElement[bool]) -> Subquery:
    """SQL: every receivable posted up to a day, with ``due_on``, ``paid`` and ``open`` as they stood on it.

    Columns: id, contract_id, party_id, kind, document, invoice, person, posted_on, amount, due_on, paid, open.
    """
    named = (Receivable.document, Receivable.invoice, Receivable.person)
    inner = _posted(as_of, named, *_posted_by(as_of), *where).subquery()
    return select(*inner.c, _open(inner)).subquery("items")


def worked_out(as_of: date, *where: ColumnElement[bool]) -> Subquery:
    """SQL: the same items without document, invoice and person, each worked out once before it is summed.

    Left to itself the database works a due date out anew in every sum.
    """
    posted = _posted_by(as_of) if where else (counts_from(Receivable, Receivable.posted_on) <= literal(as_of, Day()),)
    inner = _posted(as_of, (), *posted, *where).cte("worked_out").prefix_with("MATERIALIZED")
    return select(*inner.c, _open(inner)).subquery("items")


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
        due_on(as_of).label("due_on"),
        paid(as_of).label("paid"),
    )
    return cast("Select[Any]", found.where(*where))


def _open(inner: Subquery | CTE) -> ColumnElement[Money]:
    return type_coerce(inner.c.amount - inner.c.paid, Fen()).label("open")


def overdue(item: FromClause, as_of: date) -> ColumnElement[Money]:
    """SQL: what of an item is overdue; due today is not overdue."""
    return _when(item.c.due_on < as_of, item)


def due_today(item: FromClause, as_of: date) -> ColumnElement[Money]:
    return _when(item.c.due_on == as_of, item)


def not_due(item: FromClause, as_of: date) -> ColumnElement[Money]:
    """SQL: what of an item falls due later."""
    return _when(item.c.due_on > as_of, item)


def undated(item: FromClause) -> ColumnElement[Money]:
    """SQL: what of an item has no due date yet."""
    return _when(item.c.due_on.is_(None), item)


def days_overdue(item: FromClause, as_of: date) -> ColumnElement[int]:
    """SQL: as-of day − due date for an open overdue item, else 0."""
    late = and_(item.c.due_on < as_of, item.c.open != 0)
    return case((late, days_between(item.c.due_on, literal(as_of, Day()))), else_=0)


def _when(condition: ColumnElement[bool], item: FromClause) -> ColumnElement[Money]:
    return case((condition, item.c.open), else_=literal(Money(), Fen()))


@dataclass(frozen=True)
class Position:
    """What is owed on a day, in one currency; balance = overdue + due_today + not_due + undated.

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
    unallocated: Money = Money()
    in_hand: Money = Money()


def position_columns(item: FromClause, as_of: date) -> Sequence[ColumnElement[Money]]:
    """SQL sums of a group of items, in the order of Position from ``balance`` to ``retention_not_due``."""
    waiting = and_(item.c.kind == "retention", or_(item.c.due_on > as_of, item.c.due_on.is_(None)))
    parts = {
        "balance": item.c.open,
        "overdue": overdue(item, as_of),
        "due_today": due_today(item, as_of),
        "not_due": not_due(item, as_of),
        "undated": undated(item),
        "retention_not_due": case((waiting, item.c.open), else_=literal(Money(), Fen())),
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
    """Conditions on Receivable for a contract or a party."""
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
