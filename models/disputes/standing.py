"""How much is in dispute on a day: shown beside the balance, which it never changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.disputes.record import Dispute
from models.money import Money
from models.store.base import Fen


def is_open(as_of: date) -> ColumnElement[bool]:
    """SQL: whether a dispute stood open on a day."""
    not_yet = or_(Dispute.closed_on.is_(None), Dispute.closed_on > as_of)
    return and_(Dispute.opened_on <= as_of, not_yet)


def disputed(session: Session, as_of: date, **scope: str) -> Mapping[str, Money]:
    """By currency what was in dispute on a day; ``scope`` may name ``contract`` or ``party`` (the owner or payer)."""
    found = (
        select(Contract.currency, func.coalesce(func.sum(Dispute.amount - Dispute.undisputed), 0, type_=Fen()))
        .join(Contract, Contract.id == Dispute.contract_id)
        .where(Dispute.void == 0, is_open(as_of))
        .group_by(Contract.currency)
    )
    if scope.get("contract"):
        found = found.where(Dispute.contract_id == scope["contract"])
    if scope.get("party"):
        debtor = scope["party"]
        found = found.where(or_(Contract.owner_id == debtor, Contract.payer_id == debtor))
    return dict(session.execute(found).all())
