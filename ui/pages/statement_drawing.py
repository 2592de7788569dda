"""A statement of account as the window asks for it: begun for a debtor or contract, asked again, its debtor known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from models.contracts import Contract
from reports.statement_draft import StatementDraft
from ui.pages.paper_spec import Correctable

STATEMENT = "statement"
Session = Any


@dataclass(frozen=True)
class StatementForm(Correctable, StatementDraft):
    """A statement as the window asks for it: it may correct one that went out."""


def blank(session: Session, scope: Any, as_of: date) -> StatementForm:
    """A statement as of the day looked at, of the contract or debtor it was begun from."""
    contract, party = scope.get("contract", ""), scope.get("party", "")
    if contract and not party:
        party = debtor_of(session, contract)
    return StatementForm(party=party, contract=contract, as_of=as_of)


def debtor_of(session: Session, contract: str) -> str:
    """Who owes under a contract: its owner, whoever pays for him."""
    return session.get_one(Contract, contract).owner_id


def with_debtor(session: Session, draft: StatementForm) -> dict[str, Any]:
    """The debtor of the contract that was picked."""
    return {"party": debtor_of(session, draft.contract)}


def with_own_contract(session: Session, draft: StatementForm) -> dict[str, Any]:
    """Another debtor was picked: the contract of the one before no longer belongs here."""
    other = bool(draft.contract) and debtor_of(session, draft.contract) != draft.party
    return {"contract": ""} if other else {}
