"""How an issued paper reached the debtor: what it is to a period once it arrived, and the next attempt to serve it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models.legal_facts.draft import DELIVERED, EMS, LegalFactDraft
from models.legal_facts.record import LegalFact
from models.legal_facts.usecases import draft_of, of_paper, record
from models.letters.kinds import LETTERS
from models.papers import IssuedPaper
from models.rules.restarts import ASSIGNMENT, DEMAND, NOTICE

SERVICE = ("sent_on", "way", "tracking", "outcome", "happened_on", "agreed_address", "proof", "remark")
"""What is asked when service is registered."""


def kind_of(paper: IssuedPaper) -> str:
    """What the paper is to a period: a demand, a notice of assignment, or neither; what is answered is a reply."""
    if paper.form == "assignment":
        return ASSIGNMENT
    letter = LETTERS.get(paper.form)
    return DEMAND if paper.form == "demand" or (letter is not None and letter.asks) else NOTICE


def attempt(session: Session, paper: IssuedPaper, day: date, said: Mapping[str, Any] | None = None) -> LegalFactDraft:
    """The attempt that ``said`` is about (entries by name), the latest first; where none is, a new one.

    Without anything said, the last one while nobody knows how it ended or no paper proves that it arrived. A new one
    was sent on ``day``, or when the paper was issued.
    """
    attempts = of_paper(session, paper.id)
    for one in reversed(attempts):
        if _is_about(said, one) if said else one is attempts[-1] and _is_open(one):
            return draft_of(session, one.id)
    return LegalFactDraft(
        kind=kind_of(paper), paper=paper.id, party=paper.party_id or "", contract=paper.contract_id or "",
        sent_on=max(day, paper.issued_on), way=attempts[-1].way if attempts else EMS,
    )  # fmt: skip


def serve(session: Session, begun: LegalFactDraft, typed: LegalFactDraft, day: date) -> LegalFact:
    """Keep what was typed over ``begun`` (``attempt``), which stays itself while it was sent on the same day.

    What was typed of an attempt the book has completes that.
    """
    if begun.id and typed.sent_on == begun.sent_on:
        return record(session, typed)
    said = {name: value for name in SERVICE if (value := getattr(typed, name))}
    found = attempt(session, session.get_one(IssuedPaper, begun.paper), day, said)
    if not found.id:
        return record(session, replace(typed, id="", number=""))
    return record(session, replace(found, **{name: one for name, one in said.items() if one != getattr(begun, name)}))


def _is_open(one: LegalFact) -> bool:
    return not one.outcome or (one.outcome == DELIVERED and not one.proof)


def _is_about(said: Mapping[str, Any], one: LegalFact) -> bool:
    """The same parcel; or nothing that was said speaks of another: of one that ended, another way does, too."""
    if said.get("tracking") and said["tracking"] == one.tracking:
        return True
    names = ("tracking", "sent_on", "outcome", "happened_on", *(("way",) if one.outcome else ()))
    return not any(said.get(name) and getattr(one, name) and said[name] != getattr(one, name) for name in names)
