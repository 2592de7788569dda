"""Promises to pay as of a day: kept by what came in since, broken when their day passed, else still running."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session

from models.follow_ups.draft import PROMISE
from models.follow_ups.record import FollowUp
from models.money import Money
from models.receipts.record import Receipt
from models.store.base import Day, Fen

KEPT, BROKEN, RUNNING = "kept", "broken", "running"


def came_in(as_of: date) -> ColumnElement[Money]:
    """SQL: what the debtor paid from the day of the promise to its last day, as of a day; what went back is off."""
    f, r = FollowUp, Receipt
    inside = and_(
        r.void == 0, r.payer_id == f.party_id, r.received_on >= f.happened_on, r.received_on <= f.promised_on,
        r.received_on <= literal(as_of, Day()), or_(f.contract_id.is_(None), r.contract_id == f.contract_id),
    )  # fmt: skip
    paid = select(func.sum(r.amount)).where(inside).correlate(FollowUp).scalar_subquery()
    return func.coalesce(paid, 0, type_=Fen())


def outcome(as_of: date) -> ColumnElement[Any]:
    """SQL: what became of a promise; NULL for what is none."""
    f, today = FollowUp, literal(as_of, Day())
    paid = came_in(as_of)
    kept = or_(and_(f.promised.is_not(None), paid >= f.promised), and_(f.promised.is_(None), paid > literal(0)))
    return case(
        (f.kind != PROMISE, None), (kept, literal(KEPT)), (f.promised_on < today, literal(BROKEN)),
        else_=literal(RUNNING),
    )  # fmt: skip


def running(session: Session, as_of: date) -> dict[str, date]:
    """By debtor, the last day of a promise that is neither kept nor broken."""
    f = FollowUp
    rows = session.execute(
        select(f.party_id, func.max(f.promised_on, type_=Day()))
        .where(f.void == 0, f.kind == PROMISE, f.happened_on <= as_of, outcome(as_of) == RUNNING)
        .group_by(f.party_id)
    )
    return {party: day for party, day in rows if day is not None}
