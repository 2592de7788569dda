"""Who owes: the owner under his contract, also where a paying agency (付款单位) pays for him (民法典 465, 523)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, or_, select
from sqlalchemy.orm import Session, aliased

from models.contracts.record import Contract
from models.language import N_
from models.problems import Refused
from models.receivables.record import Receivable

_ONLY_PAYS = N_(
    "{name} only pays under {contracts}: who owes is the owner, {owner} (Civil Code, article 523). Write to {owner}."
)


def debtor(party: Any, contract: Any = Contract) -> ColumnElement[str]:
    """SQL beside a contract: who owes what the account of a party holds."""
    return case((party == contract.payer_id, contract.owner_id), else_=party)


def owed_by(party: str) -> ColumnElement[bool]:
    """SQL: whether a receivable is owed by this party."""
    c = aliased(Contract)
    his = exists().where(c.id == Receivable.contract_id, debtor(Receivable.party_id, c) == party)
    under = Receivable.contract_id.in_(select(c.id).where(c.owner_id == party))
    return and_(or_(Receivable.party_id == party, under), his.correlate(Receivable))


def expect_debtor(session: Session, party: str) -> None:
    """Refused for a party that owes nothing and only pays for owners: a paper for it would miss who owes."""
    from models.parties import Party  # papers ask; what is owed is told without it

    pays = Contract.payer_id == party, Contract.owner_id != party
    rows = session.execute(
        select(Contract.number, Party.name).join(Party, Party.id == Contract.owner_id).where(*pays)
        .order_by(Contract.number)
    ).all()  # fmt: skip
    owes = select(Receivable.id).where(owed_by(party), Receivable.void == 0).limit(1)
    owns = select(Contract.id).where(Contract.owner_id == party).limit(1)
    if rows and session.scalar(owes) is None and session.scalar(owns) is None:
        name, owners = session.get_one(Party, party).name, "、".join(dict.fromkeys(row[1] for row in rows))
        raise Refused(_ONLY_PAYS, name=name, contracts="、".join(row[0] for row in rows), owner=owners)
