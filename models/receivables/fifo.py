"""Ageing by customer, first in first out: whatever was settled is set against the oldest postings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, func, literal, select, type_coerce
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.money import Money
from models.parties import Party
from models.receivables import position
from models.rules.ageing import POSTING, Band, year_bands
from models.store.base import Fen

NOTHING = literal(0, Fen())


@dataclass(frozen=True)
class FifoAge:
    """One debtor in one currency: balance = sum of ``bands`` − ``credit`` (more settled than was ever posted)."""

    party: str
    currency: str
    balance: Money
    credit: Money
    bands: dict[str, Money]


def fifo(session: Session, as_of: date, **scope: str) -> list[FifoAge]:
    """The third basis, as a group's own form wants it; it differs from ageing item by item (``fifo_open`` in rules)."""
    bands = year_bands(as_of, POSTING)
    item = position.worked_out(as_of, *position.scoped(scope))
    whole, still = _whole(item), _still_open(item)
    aged = [func.coalesce(func.sum(_in(band, still)), 0, type_=Fen()).label(band.name) for band in bands]
    summed = select(still.c.party_id, still.c.currency, *aged).group_by(still.c.party_id, still.c.currency).subquery()
    same = and_(summed.c.party_id == whole.c.party_id, summed.c.currency == whole.c.currency)
    rows = session.execute(
        select(Party.name, whole.c.currency, whole.c.balance, *(summed.c[band.name] for band in bands))
        .join_from(whole, Party, Party.id == whole.c.party_id)
        .outerjoin(summed, same)
        .order_by(whole.c.currency, Party.name)
    )
    found = []
    for party, currency, balance, *amounts in rows:
        held = {band.name: amount or Money() for band, amount in zip(bands, amounts, strict=True)}
        found.append(FifoAge(party, currency, balance, Money.total(held.values()) - balance, held))
    return [one for one in found if one.balance or any(one.bands.values())]


def _whole(item: FromClause) -> FromClause:
    """What each debtor owes in all."""
    balance = func.sum(item.c.open, type_=Fen()).label("balance")
    return (
        select(item.c.party_id, Contract.currency, balance)
        .join_from(item, Contract, Contract.id == item.c.contract_id)
        .group_by(item.c.party_id, Contract.currency)
        .subquery("whole")
    )


def _still_open(item: FromClause) -> FromClause:
    """Each posting with what is left of it; credits count as money settled."""
    owner = (item.c.party_id, Contract.currency)
    settled = func.sum(item.c.paid).over(partition_by=owner) - func.sum(
        case((item.c.amount < 0, item.c.amount), else_=NOTHING)
    ).over(partition_by=owner)
    due = case((item.c.amount > 0, item.c.amount), else_=NOTHING)
    running = func.sum(due).over(partition_by=owner, order_by=(item.c.posted_on, item.c.id))
    posted: Select[tuple[object, ...]] = select(
        item.c.party_id,
        Contract.currency,
        item.c.posted_on,
        due.label("due"),
        running.label("running"),
        settled.label("settled"),
    ).join_from(item, Contract, Contract.id == item.c.contract_id)
    row = posted.subquery("posted")
    left = row.c.running - row.c.settled
    still = case((left <= 0, 0), (left < row.c.due, left), else_=row.c.due)
    return select(row.c.party_id, row.c.currency, row.c.posted_on, type_coerce(still, Fen()).label("still")).subquery(
        "still_open"
    )


def _in(band: Band, row: FromClause) -> ColumnElement[Money]:
    day = row.c.posted_on
    inside = [day <= band.last] if band.first is None else [day >= band.first, day <= band.last]
    return case((and_(*inside), row.c.still), else_=NOTHING)
