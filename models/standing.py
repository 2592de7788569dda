"""One contract at a glance on the cut-off day: its worth, what is certified, received, owed and falls due next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import contracts, deadlines, variations
from models.contract_standing import certified, received
from models.contracts.record import Contract
from models.deadlines import Deadline
from models.extensions import Completion, completion_of
from models.money import Money
from models.parties import Party
from models.receivables import position
from models.receivables.record import Receivable
from models.store.base import Fen


@dataclass(frozen=True)
class Standing:
    """A contract at a glance on a day; ``price`` includes supplementary agreements, ``variations`` are the approved.

    ``next_due_on`` is the first due date that is still to come, with what is open on it,
    ``next_deadline`` what lapses first.
    """

    id: str
    number: str
    name: str
    owner: str
    owner_id: str
    currency: str
    price: Money
    variations: Money
    certified: Money
    received: Money
    balance: Money
    overdue: Money
    next_due_on: date | None
    next_due: Money
    completion: Completion
    next_deadline: Deadline | None = None

    @property
    def whole(self) -> Money:
        """What the contract is worth with all that was agreed since."""
        return self.price + self.variations


def standing_of(session: Session, contract_id: str, as_of: date) -> Standing:
    """Where one contract stands; raises NoResultFound when it is not in the book."""
    contract = session.get_one(Contract, contract_id)
    counted = select(certified(as_of), received(as_of)).select_from(Contract).where(Contract.id == contract_id)
    signed, came = session.execute(counted).one()
    stood = next(iter(position.positions(session, as_of, contract=contract_id)), None)
    day, amount = _next_due(session, contract_id, as_of)
    return Standing(
        id=contract.id,
        number=contract.number,
        name=contract.name,
        owner=session.get_one(Party, contract.owner_id).name,
        owner_id=contract.owner_id,
        currency=contract.currency,
        price=contracts.price_on(session, contract, as_of),
        variations=variations.approved_total(session, contract_id, as_of),
        certified=signed,
        received=came,
        balance=stood.balance if stood else Money(),
        overdue=stood.overdue if stood else Money(),
        next_due_on=day,
        next_due=amount,
        completion=completion_of(session, contract_id, as_of),
        next_deadline=deadlines.nearest(session, as_of, contract_id),
    )


def _next_due(session: Session, contract_id: str, as_of: date) -> tuple[date | None, Money]:
    item = position.items(as_of, Receivable.contract_id == contract_id)
    row = session.execute(
        select(item.c.due_on, func.sum(item.c.open, type_=Fen()))
        .where(item.c.open > 0, item.c.due_on >= as_of)
        .group_by(item.c.due_on)
        .order_by(item.c.due_on)
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else (None, Money())
