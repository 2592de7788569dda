"""How much is in dispute on a day: shown beside the balance, which it never changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, union_all
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.disputes.disputable import subjects
from models.disputes.record import Dispute
from models.money import Money
from models.store.base import Fen


def is_open(as_of: date) -> ColumnElement[bool]:
    """SQL: whether a dispute stood open on a day."""
    not_yet = or_(Dispute.closed_on.is_(None), Dispute.closed_on > as_of)
    return and_(Dispute.opened_on <= as_of, not_yet)


def disputed(session: Session, as_of: date, **scope: str) -> Mapping[str, Money]:
    """By currency what was in dispute on a day; ``scope`` may name ``contract`` or ``party`` (the owner or payer).

    What was recorded as disputed, and the deductions we did not agree to that nobody has recorded yet.
    """
    s = subjects()
    recorded = exists().where(Dispute.subject == s.c.id, Dispute.void == 0, Dispute.opened_on <= as_of)
    parts = union_all(
        _of(Dispute.contract_id, Dispute.amount - Dispute.undisputed, Dispute.void == 0, is_open(as_of), **scope),
        _of(s.c.contract_id, s.c.amount, s.c.is_part == 1, s.c.proposes == 1, s.c.day <= as_of, ~recorded, **scope),
    ).subquery()
    total = func.coalesce(func.sum(parts.c.amount), 0, type_=Fen())
    return dict(session.execute(select(parts.c.currency, total).group_by(parts.c.currency)).all())


def _of(contract_id: Any, amount: Any, *where: ColumnElement[bool], **scope: str) -> Any:
    found = select(Contract.currency, amount.label("amount")).where(Contract.id == contract_id, *where)
    if scope.get("contract"):
        found = found.where(contract_id == scope["contract"])
    if scope.get("party"):
        debtor = scope["party"]
        found = found.where(or_(Contract.owner_id == debtor, Contract.payer_id == debtor))
    return found
