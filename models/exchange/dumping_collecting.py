"""Writes what was said and done to collect: facts for deadlines; last, because they name what was entered before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import correspondence, legal_facts
from models.correspondence import RegisteredLetter
from models.exchange.names import receivable_name
from models.exchange.told import Plain, entry, number_of, party_name
from models.legal_facts import LegalFact
from models.receivables.record import Receivable


def collecting(session: Session) -> Iterator[Plain]:
    """Every entry in the order it was made."""
    for key in session.scalars(select(LegalFact.id).where(LegalFact.void == 0).order_by(LegalFact.id)):
        yield entry("legal_facts", _fact(session, key))
    standing = select(RegisteredLetter.id).where(RegisteredLetter.void == 0)
    for key in session.scalars(standing.order_by(RegisteredLetter.answers_id.is_not(None), RegisteredLetter.id)):
        yield entry("correspondence", _letter(session, key))


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
