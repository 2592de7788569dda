"""Whose account a statement is, of which contracts, up to which day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.movements import scope
from models.parties import Party
from models.receivables import Receivable
from models.receivables.debtor import expect_debtor
from reports.statement_draft import StatementDraft


@dataclass(frozen=True)
class Scope:
    """Whose account, of which contracts (by id), up to which day."""

    party: Party
    contracts: Mapping[str, Contract]
    contract: str
    as_of: date

    @property
    def named(self) -> dict[str, str]:
        """The scope as the questions of models/ take it."""
        return {"contract": self.contract} if self.contract else {"party": self.party.id}

    @property
    def owed(self) -> list[ColumnElement[bool]]:
        return scope(list(self.contracts), "" if self.contract else self.party.id)


def scope_of(session: Session, asked: StatementDraft, as_of: date) -> Scope:
    if asked.contract:
        contract = session.get_one(Contract, asked.contract)
        party = session.get_one(Party, contract.owner_id)
        return Scope(party, {contract.id: contract}, contract.id, as_of)
    owes = select(Receivable.contract_id).where(Receivable.party_id == asked.party)
    mine = or_(Contract.owner_id == asked.party, Contract.id.in_(owes))
    rows = session.scalars(select(Contract).where(mine).order_by(Contract.number)).all()
    if not rows:
        expect_debtor(session, asked.party)
    return Scope(session.get_one(Party, asked.party), {row.id: row for row in rows}, "", as_of)
