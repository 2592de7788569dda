"""A guarantee in place of the retention: what is withheld while it is valid falls due at once, never both."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.deposits.draft import CASH, DepositDraft
from models.deposits.record import Deposit
from models.money import Money
from models.receivables.position import items
from models.receivables.record import DueChange, Receivable
from models.store.base import Fen


def covers(guarantee: Deposit, day: date) -> bool:
    """Whether a guarantee stands for what is withheld on a day: not expired and not given back by then."""
    ends = [one for one in (guarantee.expires_on, guarantee.returned_on) if one]
    return all(day <= one for one in ends)


def released(guarantees: Iterable[Deposit], posted_on: date) -> dict[str, Any] | None:
    """Retention falls due on the day of its guarantee, what is withheld later on its own day; None: not covered."""
    for one in guarantees:
        day = max(one.paid_on, posted_on)
        if covers(one, day):
            reason = one.guarantee_number or one.number
            return {"changed_on": day, "due_on": day, "source_id": one.id, "reason": reason}
    return None


def standing(session: Session, contract_id: str) -> list[Deposit]:
    """The guarantees that replace the retention of a contract, oldest first."""
    mine = Deposit.contract_id == contract_id, Deposit.replaces_retention == 1, Deposit.void == 0
    return list(session.scalars(select(Deposit).where(*mine).order_by(Deposit.paid_on, Deposit.id)))


def standing_beside(session: Session, draft: DepositDraft, day: date) -> Money:
    """What else of this kind stands under the contract on a day: guarantees that cover it, cash not yet back."""
    mine = Deposit.contract_id == draft.contract, Deposit.kind == draft.kind, Deposit.void == 0, Deposit.id != draft.id
    rows = session.scalars(select(Deposit).where(*mine, Deposit.paid_on <= day)).all()
    cash = [one.id for one in rows if one.form == CASH]
    item = items(day, Receivable.source_id.in_(cash))
    out = session.scalar(select(func.coalesce(func.sum(item.c.open), 0, type_=Fen()))) if cash else Money()
    return Money.total([out or Money(), *(one.amount for one in rows if one.form != CASH and covers(one, day))])


def release_at_once(session: Session, made: Iterable[Receivable]) -> None:
    """Retention that was just withheld, where a guarantee stands for it."""
    for owed in made:
        if owed.kind == "retention" and (change := released(standing(session, owed.contract_id), owed.posted_on)):
            session.add(DueChange(receivable_id=owed.id, **change))
    session.flush()


def release_all(session: Session, guarantee: Deposit) -> None:
    """All retention of its contract that the guarantee stands for, as its dates are now."""
    r = Receivable
    mine = r.contract_id == guarantee.contract_id, r.kind == "retention", r.void == 0
    known = {one.receivable_id: one for one in session.scalars(
        select(DueChange).where(DueChange.source_id == guarantee.id))}  # fmt: skip
    for owed in session.scalars(select(r).where(*mine)):
        change, before = released([guarantee], owed.posted_on), known.pop(owed.id, None)
        if before is not None and change is None:
            session.delete(before)
        elif before is None and change is not None:
            session.add(DueChange(receivable_id=owed.id, **change))
    session.flush()
