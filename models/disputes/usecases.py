"""What can be done with a disputed item: keep it, note how it ended, void it; balances stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.disputes.disputable import Subject, document_of, subject_of
from models.disputes.draft import DisputeDraft, check
from models.disputes.record import Dispute
from models.language import N_
from models.money import Money
from models.numbering import next_number
from models.pinyin import initials
from models.problems import Gone, Problem, stop
from models.records import kept, opened, taken, voided
from models.store.commands import COMMERCIAL, LEGAL, MANAGER, declare

RECORD = declare("disputes.record", N_("Save a disputed item"), (COMMERCIAL, LEGAL), MANAGER)
VOIDED = declare("disputes.void", N_("Void a disputed item"), (COMMERCIAL, LEGAL), MANAGER)

_SIMPLE = tuple("number subject about document name clause ours theirs person closed_on outcome settled remark".split())


def draft_of(session: Session, dispute_id: str) -> DisputeDraft:
    row = session.get_one(Dispute, dispute_id)
    return DisputeDraft(
        **{name: getattr(row, name) for name in _SIMPLE},
        id=row.id,
        contract=row.contract_id,
        amount=row.amount,
        undisputed=row.undisputed or None,
        opened_on=row.opened_on,
    )


def proposed(session: Session, subject: str) -> DisputeDraft:
    """A new disputed item about something, with all that is known of it; Gone when it does not stand any more."""
    found = subject_of(session, subject)
    if found is None:
        raise Gone(N_("What was to be disputed does not stand any more."))
    return DisputeDraft(subject=subject, opened_on=date.today(), **known_of(found))


def known_of(found: Subject) -> dict[str, Any]:
    """The entries of a disputed item that follow from what it is about."""
    name = found.name or found.document
    told = {"contract": found.contract_id, "about": found.about, "document": found.document, "amount": found.amount}
    return {**told, "name": name, "theirs": found.reason}


def record(session: Session, draft: DisputeDraft) -> Dispute:
    """Keep a disputed item. What it is about is found by its number where nothing was picked."""
    draft = _linked(session, draft)
    stop([*check(draft), *_taken(session, draft)])
    row = opened(session, Dispute, draft.id)
    draft = _numbered(session, draft)
    assert draft.amount is not None
    assert draft.opened_on
    row.contract_id, row.amount, row.opened_on = draft.contract, draft.amount, draft.opened_on
    row.undisputed, row.initials = draft.undisputed or Money(), initials(draft.name)
    for name in _SIMPLE:
        setattr(row, name, getattr(draft, name))
    return kept(session, row)


def void(session: Session, dispute_id: str, reason: str) -> Dispute:
    """There never was a dispute."""
    row = opened(session, Dispute, dispute_id)
    return voided(session, row, reason)


def _linked(session: Session, draft: DisputeDraft) -> DisputeDraft:
    """About the document of this number, or none: what was picked belongs to the contract it is picked for."""
    subject = draft.subject or (
        draft.contract and draft.document and document_of(session, draft.contract, draft.document)
    )
    found = subject_of(session, subject) if subject else None
    if found is None:
        return replace(draft, subject=draft.subject if draft.id else "")
    return replace(draft, subject=found.id, about=found.about, document=found.document)


def _taken(session: Session, draft: DisputeDraft) -> Iterator[Problem]:
    others = select(Dispute.id).where(Dispute.id != draft.id)
    yield from taken(session, Dispute, draft)
    same = Dispute.subject == draft.subject, Dispute.void == 0, Dispute.closed_on.is_(None)
    if draft.subject and not draft.closed_on and session.scalar(select(exists(others.where(*same)))):
        yield Problem("subject", N_("This is recorded as disputed already. Open that item instead."))
    found = subject_of(session, draft.subject) if draft.subject else None
    if found is not None and draft.contract and found.contract_id != draft.contract:
        yield Problem("subject", N_("This belongs to another contract."))


def _numbered(session: Session, draft: DisputeDraft) -> DisputeDraft:
    if draft.number:
        return draft
    contract = session.get_one(Contract, draft.contract)
    return replace(draft, number=next_number(session, Dispute.number, f"{contract.number}-ZY-", 2))
