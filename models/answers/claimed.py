"""Claims, disputed items and subcontracts for other programs: where each stands on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from models import claims, disputes, downstream
from models.answers.owed import ALL, by_number, listed
from models.answers.scope import Plain, plain
from models.drafts import to_plain
from models.rules.clocks import warning
from models.store.listing import Question


def claims_on(session: Session, as_of: date, **scope: str) -> Iterator[Plain]:
    """Every claim by number, with ``windows`` (``warns``: 90, 30, 7 days before the last day, 0 when it has passed)."""
    question = Question(as_of, {name: value for name, value in scope.items() if value}, sort="number")
    listing = by_number(claims.LISTING)
    names = [column.name for column in listing.columns]
    for row in listing.first(session, question, ALL):
        draft = claims.draft_of(session, row[0])
        steps = tuple(one for one in draft.steps if one.on and one.on <= as_of)
        stood = claims.with_book(session, replace(draft, steps=steps), as_of)
        windows = [
            {**to_plain(one), "warns": None if one.done_on or one.last_on is None else warning(one.last_on, as_of)}
            for one in stood.windows
        ]
        stages = [to_plain(one) for one in steps]
        yield {**dict(zip(names, map(plain, row[1:]), strict=True)), "steps": stages, "windows": windows}


def disputes_on(session: Session, as_of: date, proposed: bool = False, **scope: str) -> list[Plain]:
    """Every disputed item with what of it is open on a day; ``proposed``: what asks to be recorded as one."""
    question = Question(as_of, {name: value for name, value in scope.items() if value})
    return listed(disputes.PROPOSED if proposed else disputes.LISTING, session, question)


def downstream_on(session: Session, as_of: date, quantities: bool = False, **scope: str) -> list[Plain]:
    """Every subcontract with what was certified and paid; ``quantities``: bill lines certified above and below."""
    question = Question(as_of, {name: value for name, value in scope.items() if value})
    return listed(downstream.COMPARISON if quantities else downstream.LISTING, session, question)
