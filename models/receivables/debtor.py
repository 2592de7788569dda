"""Who owes: the owner under his contract, also where a paying agency (付款单位) pays for him (民法典 465, 523)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, case, or_, select
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.language import N_
from models.problems import Refused
from models.receivables.record import Receivable

_ONLY_PAYS = N_(
    "{name} only pays under {contracts}: who owes is the owner, {owner} (Civil Code, article 523). Write to {owner}."
)


def who_owes(contract: Contract, named: str | None = None) -> str:
    """The owner, unless somebody else is named who is not merely the agency that pays for him."""
    return contract.owner_id if named in (None, contract.payer_id) else named or contract.owner_id


def debtor(party: Any) -> ColumnElement[str]:
    """SQL beside a contract: who owes, where its paying agency was named."""
    return case((party == Contract.payer_id, Contract.owner_id), else_=party)


def payable_by(payers: Iterable[str]) -> ColumnElement[bool]:
    """SQL: whether one of these owes a receivable, or pays it for who does."""
    keys = list(payers)
    under = select(Contract.id).where(Contract.payer_id.in_(keys))
    return or_(Receivable.party_id.in_(keys), Receivable.contract_id.in_(under))


def expect_debtor(session: Session, party: str) -> None:
    """Refused for a party that owes nothing and only pays for owners: a paper for it would miss who owes."""
    from models.parties import Party  # papers ask; what is owed is told without it

    pays = Contract.payer_id == party, Contract.owner_id != party
    rows = session.execute(
        select(Contract.number, Party.name).join(Party, Party.id == Contract.owner_id).where(*pays)
        .order_by(Contract.number)
    ).all()  # fmt: skip
    owes = select(Receivable.id).where(Receivable.party_id == party, Receivable.void == 0).limit(1)
    owns = select(Contract.id).where(Contract.owner_id == party).limit(1)
    if rows and session.scalar(owes) is None and session.scalar(owns) is None:
        name, owners = session.get_one(Party, party).name, "、".join(dict.fromkeys(row[1] for row in rows))
        raise Refused(_ONLY_PAYS, name=name, contracts="、".join(row[0] for row in rows), owner=owners)
