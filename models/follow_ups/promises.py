"""Promises to pay as of a day: kept by what came in since, broken when their day passed, else still running."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.follow_ups.draft import PROMISE
from models.follow_ups.record import FollowUp
from models.money import Money
from models.receipts.record import Receipt
from models.receipts.unallocated import paid_for
from models.receivables.debtor import debtor
from models.store.base import Day, Fen

KEPT, BROKEN, RUNNING = "kept", "broken", "running"


def came_in(as_of: date) -> ColumnElement[Money]:
    """SQL: what the debtor paid from the day of the promise to its last day, as of a day; what went back is off."""
    f, r = FollowUp, Receipt
    inside = and_(
        r.void == 0, paid_for(f.party_id), r.received_on >= f.happened_on, r.received_on <= f.promised_on,
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


@dataclass(frozen=True)
class Promise:
    """What of a running promise is to come by ``until``: ``amount`` (None: all that is owed), of a contract or all."""

    contract_id: str
    amount: Money | None
    until: date


def running(session: Session, as_of: date) -> dict[str, list[Promise]]:
    """By debtor, the promises that are neither kept nor broken."""
    f = FollowUp
    rows = session.execute(
        select(debtor(f.party_id), f.contract_id, f.promised, f.promised_on, came_in(as_of))
        .outerjoin(Contract, Contract.id == f.contract_id)
        .where(f.void == 0, f.kind == PROMISE, f.happened_on <= as_of, outcome(as_of) == RUNNING)
        .order_by(f.promised_on, f.id)
    )
    found: dict[str, list[Promise]] = defaultdict(list)
    for party, contract, promised, until, came in rows:
        if until is not None:
            found[party].append(Promise(contract or "", None if promised is None else promised - came, until))
    return dict(found)


def uncovered(promises: Iterable[Promise], owed: Mapping[str, Money], contracts: Collection[str]) -> Money:
    """What of the ``owed`` under some of its contracts no promise speaks of.

    A promise that names no contract is one for all of them: whose part it pays is open until it covers the rest.
    """
    left, everything, anywhere = dict(owed), False, Money()
    for one in promises:
        if not one.contract_id:
            everything, anywhere = everything or one.amount is None, anywhere + (one.amount or Money())
        elif one.contract_id in left:
            part = left[one.contract_id]
            left[one.contract_id] = part - (part if one.amount is None else min(part, one.amount))
    rest = Money.total(left.values()) - anywhere
    if everything or rest <= Money():
        return Money()
    return min(Money.total(left[one] for one in contracts), rest)
