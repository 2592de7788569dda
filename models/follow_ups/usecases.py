"""What can be done with a follow-up: keep it, note that its next step was done, void it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.follow_ups.draft import FollowUpDraft, check
from models.follow_ups.record import FollowUp
from models.language import N_
from models.numbering import next_number
from models.parties import Party
from models.problems import Refused, stop
from models.records import expect_standing, taken, voided
from models.store.commands import COMMERCIAL, FINANCE, LEGAL, MANAGER, MARKETING, declare

_WHO = (MARKETING, COMMERCIAL, FINANCE, LEGAL, MANAGER)
RECORD = declare("follow_ups.record", N_("Save a follow-up"), _WHO)
DONE = declare("follow_ups.done", N_("Next step done"), _WHO)
VOIDED = declare("follow_ups.void", N_("Void a follow-up"), _WHO)

_SIMPLE = (
    "number", "kind", "person", "counterpart", "said", "promised", "promised_on", "next_step", "next_on", "done_on",
)  # fmt: skip


def draft_of(session: Session, follow_up_id: str) -> FollowUpDraft:
    row = session.get_one(FollowUp, follow_up_id)
    simple: dict[str, Any] = {name: getattr(row, name) for name in _SIMPLE}
    return FollowUpDraft(
        id=row.id, party=row.party_id, contract=row.contract_id or "", happened_on=row.happened_on, **simple
    )


def record(session: Session, draft: FollowUpDraft) -> FollowUp:
    """Keep a follow-up; the debtor follows from the contract where he is not named."""
    if draft.contract and not draft.party:
        contract = session.get_one(Contract, draft.contract)
        draft = replace(draft, party=contract.owner_id)
    stop([*check(draft), *taken(session, FollowUp, draft)])
    day = draft.happened_on
    assert day
    row = session.get_one(FollowUp, draft.id) if draft.id else FollowUp()
    _expect_standing(row)
    if not draft.number:
        draft = replace(draft, number=next_number(session, FollowUp.number, f"CS-{day.year}-"))
    row.party_id, row.contract_id = draft.party, draft.contract or None
    row.happened_on = day
    for name in _SIMPLE:
        setattr(row, name, getattr(draft, name))
    session.add(row)
    session.flush()
    session.info["subject"] = f"{row.number} {session.get_one(Party, row.party_id).name}"
    return row


def done(session: Session, follow_up_id: str, on: date) -> FollowUp:
    """The next step was done on this day."""
    row = session.get_one(FollowUp, follow_up_id)
    _expect_standing(row)
    if row.next_on is None:
        raise Refused(N_("Nothing was planned in {number}."), number=row.number)
    row.done_on = on
    session.info["subject"] = row.number
    session.flush()
    return row


def void(session: Session, follow_up_id: str, reason: str) -> FollowUp:
    """It never happened."""
    row = session.get_one(FollowUp, follow_up_id)
    _expect_standing(row)
    return voided(session, row, reason, into="said")


def _expect_standing(row: FollowUp) -> None:
    expect_standing(row)
