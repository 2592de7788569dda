"""What can be done with a fact that moves a period: keep it, put it right, void it; service of a paper is one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.language import N_
from models.legal_facts.draft import LegalFactDraft, check
from models.legal_facts.record import LegalFact
from models.legal_facts.suits import note_suit, sued_under
from models.numbering import next_number
from models.papers import IssuedPaper
from models.problems import Problem, stop
from models.receivables.record import Receivable
from models.records import kept, opened, taken, voided
from models.rules.restarts import FILED
from models.store.commands import COMMERCIAL, FINANCE, LEGAL, declare

RECORD = declare("legal_facts.record", N_("Save a fact for deadlines"), (LEGAL, FINANCE, COMMERCIAL), LEGAL)
VOIDED = declare("legal_facts.void", N_("Void a fact for deadlines"), (LEGAL, FINANCE, COMMERCIAL), LEGAL)

_SIMPLE = (
    *("number", "kind", "happened_on", "sent_on", "way", "tracking", "outcome", "agreed_address"),
    *("ended_on", "ended_by", "ends_on", "months", "amount", "proof", "remark"),
)
_NAMED = {"party": "party_id", "contract": "contract_id", "receivable": "receivable_id", "paper": "paper_id"}


def draft_of(session: Session, fact_id: str) -> LegalFactDraft:
    row = session.get_one(LegalFact, fact_id)
    named: dict[str, Any] = {name: getattr(row, column) or "" for name, column in _NAMED.items()}
    return LegalFactDraft(id=row.id, **named, **{name: getattr(row, name) for name in _SIMPLE})


def record(session: Session, draft: LegalFactDraft) -> LegalFact:
    """Keep a fact; the debtor follows from the item or the contract where he is not named."""
    draft = _named(session, draft)
    stop([*check(draft), *_taken(session, draft)])
    row = opened(session, LegalFact, draft.id)
    sued = _sued(session, row) if draft.id else []
    if not draft.number:
        draft = replace(draft, number=next_number(session, LegalFact.number, "SX-"))
    for name in _SIMPLE:
        setattr(row, name, getattr(draft, name))
    for name, column in _NAMED.items():
        setattr(row, column, getattr(draft, name) or None)
    kept(session, row)
    for contract, day in dict.fromkeys((*sued, *_sued(session, row))):
        note_suit(session, contract, day)
    return row


def _sued(session: Session, row: LegalFact) -> list[tuple[Contract, date]]:
    """The contracts a suit is about, and its day."""
    if row.kind not in FILED or row.happened_on is None:
        return []
    return [(one, row.happened_on) for one in sued_under(session, row.party_id, row.contract_id)]


def void(session: Session, fact_id: str, reason: str) -> LegalFact:
    """It never happened."""
    row = voided(session, opened(session, LegalFact, fact_id), reason)
    for contract, day in _sued(session, row):
        note_suit(session, contract, day)
    return row


def of_paper(session: Session, paper_id: str) -> list[LegalFact]:
    """How an issued paper was served, the last attempt last."""
    mine = LegalFact.paper_id == paper_id, LegalFact.void == 0
    return list(session.scalars(select(LegalFact).where(*mine).order_by(LegalFact.sent_on, LegalFact.id)))


def served(session: Session, as_of: date) -> dict[str, LegalFact]:
    """By paper, the last attempt up to a day to serve it."""
    rows = select(LegalFact).where(LegalFact.void == 0, LegalFact.paper_id.is_not(None), LegalFact.sent_on <= as_of)
    return {row.paper_id or "": row for row in session.scalars(rows.order_by(LegalFact.sent_on, LegalFact.id))}


def _named(session: Session, draft: LegalFactDraft) -> LegalFactDraft:
    """With what follows: the contract of an item or a paper, the debtor of a contract."""
    if draft.receivable:
        item = session.get_one(Receivable, draft.receivable)
        draft = replace(draft, contract=item.contract_id, party=draft.party or item.party_id)
    if draft.paper:
        paper = session.get_one(IssuedPaper, draft.paper)
        contract, party = draft.contract or paper.contract_id or "", draft.party or paper.party_id or ""
        draft = replace(draft, contract=contract, party=party)
    if draft.contract and not draft.party:
        contract_row = session.get_one(Contract, draft.contract)
        draft = replace(draft, party=contract_row.owner_id)
    return draft


def _taken(session: Session, draft: LegalFactDraft) -> Iterator[Problem]:
    yield from taken(session, LegalFact, draft)
    if draft.paper and draft.sent_on:
        paper = session.get_one(IssuedPaper, draft.paper)
        if draft.sent_on < paper.issued_on:
            yield Problem("sent_on", N_("It was sent before it was issued: is the date right?"))
