"""How an issued paper reached the debtor: what it is to a period once it arrived, and the next attempt to serve it."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from models.legal_facts.draft import EMS, LegalFactDraft
from models.legal_facts.usecases import draft_of, of_paper
from models.letters.kinds import LETTERS
from models.papers import IssuedPaper
from models.rules.restarts import ASSIGNMENT, DEMAND, NOTICE


def kind_of(paper: IssuedPaper) -> str:
    """What the paper is to a period: a demand, a notice of assignment, or neither; what is answered is a reply."""
    if paper.form == "assignment":
        return ASSIGNMENT
    letter = LETTERS.get(paper.form)
    return DEMAND if paper.form == "demand" or (letter is not None and letter.asks) else NOTICE


def attempt(session: Session, paper: IssuedPaper, day: date) -> LegalFactDraft:
    """The last attempt while nobody knows how it ended, else a new one sent on ``day`` or when the paper was issued."""
    attempts = of_paper(session, paper.id)
    if attempts and not attempts[-1].outcome:
        return draft_of(session, attempts[-1].id)
    return LegalFactDraft(
        kind=kind_of(paper), paper=paper.id, party=paper.party_id or "", contract=paper.contract_id or "",
        sent_on=max(day, paper.issued_on), way=attempts[-1].way if attempts else EMS,
    )  # fmt: skip
