"""Writes what was said and done to collect: facts for deadlines; last, because they name what was entered before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import legal_facts
from models.exchange.names import receivable_name
from models.exchange.told import Plain, entry, number_of, party_name
from models.legal_facts import LegalFact
from models.receivables.record import Receivable


def collecting(session: Session) -> Iterator[Plain]:
    """Every entry in the order it was made."""
    for key in session.scalars(select(LegalFact.id).where(LegalFact.void == 0).order_by(LegalFact.id)):
        yield entry("legal_facts", _fact(session, key))


def _fact(session: Session, key: str) -> legal_facts.LegalFactDraft:
    """A fact for deadlines; the paper that was served stays in the book it was issued from."""
    draft = legal_facts.draft_of(session, key)
    named = replace(draft, id="", paper="", party=party_name(session, draft.party))
    item = session.get(Receivable, draft.receivable) if draft.receivable else None
    item_name = receivable_name(session, item.id) if item is not None and not item.void else ""
    return replace(named, contract=number_of(session, draft.contract or None), receivable=item_name)
