"""Providing for one contract by itself."""

from __future__ import annotations

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.language import N_
from models.problems import Problem, stop
from models.provisions.draft import IndividualDraft
from models.provisions.draft import check_individual as check
from models.provisions.record import IndividualProvision
from models.store.commands import FINANCE, MANAGER, declare

SINGLE_OUT = declare("provisions.single_out", N_("Provide for one contract"), (FINANCE,), MANAGER)


def draft_of(session: Session, key: str) -> IndividualDraft:
    row = session.get_one(IndividualProvision, key)
    return IndividualDraft(row.id, row.contract_id, row.valid_from, row.rate, row.reason)


def record(session: Session, draft: IndividualDraft) -> IndividualProvision:
    """Provide for a contract by itself; raises Invalid when that is done for this day already."""
    taken = select(
        exists().where(
            IndividualProvision.contract_id == draft.contract,
            IndividualProvision.valid_from == draft.valid_from,
            IndividualProvision.id != draft.id,
        )
    )
    twice = [Problem("valid_from", N_("This contract has a rate from this day on. Open it instead."))]
    stop([*check(draft), *(twice if session.scalar(taken) else ())])
    row = session.get_one(IndividualProvision, draft.id) if draft.id else IndividualProvision()
    assert draft.valid_from
    assert draft.rate is not None
    row.contract_id, row.valid_from, row.rate, row.reason = draft.contract, draft.valid_from, draft.rate, draft.reason
    session.add(row)
    session.flush()
    session.info["subject"] = session.get_one(Contract, draft.contract).number
    return row


__all__ = ["SINGLE_OUT", "check", "draft_of", "record"]
