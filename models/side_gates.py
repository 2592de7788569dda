"""The side gates of the pipeline: what is certified and not invoiced, what is certified and not booked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func, literal, or_, select
from sqlalchemy.orm import Session

from models.bookings.record import Booking, kept_since, month_in
from models.contracts.record import Contract
from models.invoices import standing
from models.money import Money
from models.receivables import position
from models.store.base import Day, Fen
from models.store.dates import days_between

BOOKED_NOUNS = ("certificates", "final_accounts")
"""The documents that make owed what finance books."""


@dataclass(frozen=True)
class SideGate:
    """``reached``: what came this far of all that is certified; ``waiting``: what has not; ``days``: its longest."""

    reached: Money = Money()
    waiting: Money = Money()
    days: int = 0


@dataclass(frozen=True)
class SideGates:
    """Invoicing and booking, in one currency."""

    invoiced: SideGate = SideGate()
    booked: SideGate = SideGate()


def side_gates(session: Session, as_of: date, **scope: str) -> dict[str, SideGates]:
    """By currency; ``scope`` may name ``contract`` or ``party``.

    Documents count as not booked from the first month on in which documents of their kind were booked here.
    """
    row = standing.documents(as_of, *position.scoped(scope))
    waits = row.c.to_invoice > 0
    open_ = unbooked(session, row, as_of)
    mine = Booking.document_id == row.c.source_id, Booking.void == 0, Booking.month <= month_in(as_of)
    since = days_between(row.c.posted_on, literal(as_of, Day()))
    found = session.execute(
        select(
            Contract.currency,
            _sum(row.c.advance == 0, row.c.invoiced),
            _sum(waits, row.c.to_invoice),
            func.max(case((waits, since), else_=0)),
            _sum(Booking.id.is_not(None), row.c.amount),
            _sum(open_, row.c.amount),
            func.max(case((open_, since), else_=0)),
        )
        .join_from(row, Contract, Contract.id == row.c.contract_id)
        .outerjoin(Booking, and_(*mine))
        .group_by(Contract.currency)
    )
    return {one[0]: SideGates(SideGate(*one[1:4]), SideGate(*one[4:])) for one in found}


def unbooked(session: Session, row: Any, as_of: date) -> ColumnElement[bool]:
    """SQL: a document (``source_noun``, ``posted_on`` of the row) that finance should have booked by a day; the query
    joins its booking of then.
    """
    kept = {noun: kept_since(session, noun) for noun in BOOKED_NOUNS}
    since = [
        and_(row.c.source_noun == noun, row.c.posted_on >= literal(date.fromisoformat(f"{month}-01"), Day()))
        for noun, month in kept.items()
        if month and month <= month_in(as_of)
    ]
    return and_(Booking.id.is_(None), or_(false(), *since))


def _sum(condition: ColumnElement[bool], amount: ColumnElement[Any]) -> ColumnElement[Money]:
    return func.coalesce(func.sum(case((condition, amount), else_=0)), 0, type_=Fen())
