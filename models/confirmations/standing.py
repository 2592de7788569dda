"""What was confirmed of a receivable as of a day: the newest reply that confirmed it and stood on that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Subquery,
    and_,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    tuple_,
    type_coerce,
)
from sqlalchemy.orm import Session, aliased

from models.confirmations.draft import AGREES, REFUSED
from models.confirmations.record import ConfirmedItem, Reply
from models.money import Money
from models.receivables.record import Receivable
from models.store.base import Fen


def stands(as_of: date, reply: Any = Reply) -> ColumnElement[bool]:
    """SQL: whether a reply had come by a day and was not taken back by it."""
    kept = or_(reply.withdrawn_on.is_(None), reply.withdrawn_on > as_of)
    return and_(reply.void == 0, reply.replied_on <= as_of, kept)


def _in_turn(reply: Any) -> tuple[ColumnElement[Any], ...]:
    return reply.kind != REFUSED, reply.replied_on, func.length(reply.number), reply.number


IN_TURN = _in_turn(Reply)
"""The replies to one statement, the one that speaks last: those of one day by the number they were given; to refuse an
answer takes none back that was given."""
NEWEST: tuple[ColumnElement[Any], ...] = (
    Reply.as_of.desc(), Reply.replied_on.desc(), Reply.letter.desc(), *(one.desc() for one in IN_TURN[2:]),
)  # fmt: skip
"""Of several replies the one to the newest statement speaks, of those to one statement the last: whoever entered which
first changes nothing."""


def speaks(as_of: date) -> ColumnElement[bool]:
    """SQL: whether a reply stands on a day and none to the same statement speaks after it."""
    other = aliased(Reply)
    later = tuple_(*_in_turn(other)) > tuple_(*IN_TURN)
    same = other.letter == Reply.letter, other.party_id == Reply.party_id, other.currency == Reply.currency
    return and_(stands(as_of), ~exists().where(*same, stands(as_of, other), later).correlate(Reply))


def tells_items() -> ColumnElement[bool]:
    """SQL beside an item of a reply: whether the reply says itself how much of this item it confirms.

    It does where it was confirmed item by item, where it agrees to all, and where it speaks of one item only. Else a
    part was confirmed in total, and nobody but the debtor can say of which items.
    """
    other = aliased(ConfirmedItem)
    beside = exists().where(other.reply_id == Reply.id, other.receivable_id != ConfirmedItem.receivable_id)
    return or_(Reply.by_item, Reply.kind == AGREES, ~beside.correlate(Reply, ConfirmedItem))


def newest(receivable: Any, as_of: date, what: Any) -> ColumnElement[Any]:
    """SQL: something of the newest confirmation of a receivable; NULL where nothing of it was confirmed."""
    found = (
        select(what)
        .join_from(ConfirmedItem, Reply, Reply.id == ConfirmedItem.reply_id)
        .where(ConfirmedItem.receivable_id == receivable, ConfirmedItem.confirmed != 0, speaks(as_of))
        .order_by(*NEWEST)
        .limit(1)
    )
    return found.correlate_except(ConfirmedItem, Reply).scalar_subquery()


def with_confirmed(item: FromClause, as_of: date) -> Subquery:
    """SQL: items (with ``id`` and ``open``) and ``confirmed``: what of the open amount a reply confirms, ``reply``:
    the id of that reply.

    What was paid since was paid on what is confirmed: what was not confirmed stays unconfirmed.
    """
    told = (
        select(
            *item.c,
            newest(item.c.id, as_of, ConfirmedItem.stated).label("said_stated"),
            newest(item.c.id, as_of, ConfirmedItem.confirmed).label("said_confirmed"),
            newest(item.c.id, as_of, Reply.id).label("reply"),
        )
        .cte("said")
        .prefix_with("MATERIALIZED")
    )  # else it is looked up anew in every sum
    left = told.c.open - (told.c.said_stated - told.c.said_confirmed)
    nothing = literal(Money(), Fen())
    still = case(
        (told.c.said_confirmed.is_(None), nothing),
        (told.c.said_stated < 0, case((told.c.said_confirmed == told.c.said_stated, told.c.open), else_=nothing)),
        (left <= 0, nothing),
        (left < told.c.said_confirmed, left),
        else_=told.c.said_confirmed,
    )
    kept = [column for column in told.c if column.name not in ("said_stated", "said_confirmed")]
    return select(*kept, type_coerce(still, Fen()).label("confirmed")).subquery()


@dataclass(frozen=True)
class Said:
    """What a reply says of one item: so much of what was stated, by whom, and whether it binds the company.

    ``in_total``: it says only how much of the whole balance is confirmed, ``confirmed`` of the item is nothing then.
    """

    reply: str
    letter: str
    as_of: date
    replied_on: date
    stated: Money
    confirmed: Money
    signatory: str
    is_strong: bool
    in_total: Money | None = None


def said_of(session: Session, receivable: str, as_of: date) -> list[Said]:
    """Every reply that speaks of an item and stands on the day, the one that counts first."""
    nothing, whole = literal(Money(), Fen()), literal(None, Fen())
    rows = session.execute(
        select(Reply.id, Reply.letter, Reply.as_of, Reply.replied_on, ConfirmedItem.stated,
               case((tells_items(), ConfirmedItem.confirmed), else_=nothing), Reply.signatory, Reply.is_strong,
               case((tells_items(), whole), else_=Reply.confirmed))
        .join_from(ConfirmedItem, Reply, Reply.id == ConfirmedItem.reply_id)
        .where(ConfirmedItem.receivable_id == receivable, stands(as_of))
        .order_by(and_(ConfirmedItem.confirmed != 0, speaks(as_of)).desc(), *NEWEST)
    )  # fmt: skip
    return [Said(*row) for row in rows]


def by_contract(session: Session, item: FromClause, as_of: date) -> dict[str, tuple[Money, Money]]:
    """By contract, how much of what is open replies confirm of it; beside it what they confirm of several contracts in
    one sum, counted from the oldest item on: only added up over all contracts does that say something."""
    told = with_confirmed(item, as_of)
    several, nothing = _of_several(told.c.reply), literal(Money(), Fen())
    sums = case((several, nothing), else_=told.c.confirmed), case((several, told.c.confirmed), else_=nothing)
    rows = session.execute(
        select(told.c.contract_id, *(func.sum(one, type_=Fen()) for one in sums))
        .where(told.c.confirmed != 0)
        .group_by(told.c.contract_id)
    )
    return {contract: (named, in_total) for contract, named, in_total in rows}


def _of_several(reply: Any) -> ColumnElement[bool]:
    """SQL: whether a reply confirms a part, in total, of what is owed under several contracts."""
    contracts = (
        select(func.count(Receivable.contract_id.distinct()))
        .join_from(ConfirmedItem, Receivable, Receivable.id == ConfirmedItem.receivable_id)
        .where(ConfirmedItem.reply_id == Reply.id)
        .correlate(Reply)
        .scalar_subquery()
    )
    whole = exists().where(Reply.id == reply, ~Reply.by_item, Reply.kind != AGREES, contracts > 1)
    return whole.correlate_except(Reply)
