"""Writes what was said and done to collect: facts, replies, follow-ups, owners' ledgers; it comes last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import confirmations, correspondence, follow_ups, legal_facts, letters, matching
from models.confirmations import Reply
from models.correspondence import RegisteredLetter
from models.exchange.names import receivable_name
from models.exchange.told import Plain, entry, number_of, party_name
from models.follow_ups import FollowUp
from models.legal_facts import LegalFact
from models.letters import LetterText
from models.matching import OwnerLedger
from models.receivables.record import Receivable


def collecting(session: Session) -> Iterator[Plain]:
    """Every entry in the order it was made."""
    for key in session.scalars(select(LegalFact.id).where(LegalFact.void == 0).order_by(LegalFact.id)):
        yield entry("legal_facts", _fact(session, key))
    standing = select(RegisteredLetter.id).where(RegisteredLetter.void == 0)
    for key in session.scalars(standing.order_by(RegisteredLetter.answers_id.is_not(None), RegisteredLetter.id)):
        yield entry("correspondence", _letter(session, key))
    for key in session.scalars(select(Reply.id).where(Reply.void == 0).order_by(Reply.replied_on, Reply.id)):
        yield entry("replies", _reply(session, key))
    for key in session.scalars(select(FollowUp.id).where(FollowUp.void == 0).order_by(FollowUp.id)):
        draft = follow_ups.draft_of(session, key)
        contract, party = number_of(session, draft.contract or None), party_name(session, draft.party)
        yield entry("follow_ups", replace(draft, id="", party=party, contract=contract))
    for key in session.scalars(select(OwnerLedger.id).where(OwnerLedger.void == 0).order_by(OwnerLedger.id)):
        yield from _ledger(session, key)
    for row in session.scalars(select(LetterText).order_by(LetterText.kind, LetterText.language)):
        yield entry("letter_texts", replace(letters.draft_of(session, f"{row.kind}/{row.language}"), id=""))


def _ledger(session: Session, key: str) -> Iterator[Plain]:
    """An owner's ledger, then what of it was matched and explained."""
    draft = matching.draft_of(session, key)
    yield entry("owner_ledgers", replace(draft, id="", party=party_name(session, draft.party)))
    told = matching.told_of(session, key)
    if told.lines:
        yield entry("ledger_matches", told)


def _reply(session: Session, key: str) -> confirmations.ReplyDraft:
    """A reply with the number of its statement, which stays in the book it was issued from."""
    draft = confirmations.draft_of(session, key)
    items = tuple(
        replace(one, receivable=receivable_name(session, one.receivable))
        for one in draft.items
        if not session.get_one(Receivable, one.receivable).void
    )
    named = replace(draft, id="", paper="", party=party_name(session, draft.party), items=items)
    return replace(named, contract=number_of(session, draft.contract or None), whole=None, unexplained=None)


def _letter(session: Session, key: str) -> correspondence.LetterDraft:
    """A letter in the register; what it answers stands before it."""
    draft = correspondence.draft_of(session, key)
    asked = session.get(RegisteredLetter, draft.answers) if draft.answers else None
    answers = asked.number if asked is not None and not asked.void else ""
    named = replace(draft, id="", answers=answers, party=party_name(session, draft.party))
    return replace(named, contract=number_of(session, draft.contract or None))


def _fact(session: Session, key: str) -> legal_facts.LegalFactDraft:
    """A fact for deadlines; the paper that was served stays in the book it was issued from."""
    draft = legal_facts.draft_of(session, key)
    named = replace(draft, id="", paper="", party=party_name(session, draft.party))
    item = session.get(Receivable, draft.receivable) if draft.receivable else None
    item_name = receivable_name(session, item.id) if item is not None and not item.void else ""
    return replace(named, contract=number_of(session, draft.contract or None), receivable=item_name)
