"""What can be done with the register of letters: enter one, put it right, void it, ask which wait for an answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session, aliased

from models.contracts.record import Contract
from models.correspondence.draft import IN, LetterDraft, check
from models.correspondence.record import RegisteredLetter
from models.language import N_
from models.numbering import next_number
from models.problems import Problem, stop
from models.records import kept, opened, taken, voided
from models.store.base import Day
from models.store.commands import COMMERCIAL, ENGINEERING, FINANCE, LEGAL, MARKETING, MATERIALS, declare

_EVERYONE = (FINANCE, COMMERCIAL, MARKETING, ENGINEERING, MATERIALS, LEGAL)
RECORD = declare("correspondence.record", N_("Register a letter"), _EVERYONE)
VOIDED = declare("correspondence.void", N_("Void a letter in the register"), _EVERYONE, LEGAL)

_SIMPLE = tuple(
    "number direction kind their_number about dated_on reply_due_on answered_on amount handler remark".split()
)
_NAMED = {"party": "party_id", "contract": "contract_id", "answers": "answers_id"}


def draft_of(session: Session, letter_id: str) -> LetterDraft:
    row = session.get_one(RegisteredLetter, letter_id)
    named: dict[str, Any] = {name: getattr(row, column) or "" for name, column in _NAMED.items()}
    return LetterDraft(id=row.id, **named, **{name: getattr(row, name) for name in _SIMPLE})


def record(session: Session, draft: LetterDraft) -> RegisteredLetter:
    """Enter a letter; party and contract follow from the letter it answers where they are not named."""
    draft = _named(session, draft)
    stop([*check(draft), *_taken(session, draft)])
    row = opened(session, RegisteredLetter, draft.id)
    if not draft.number:
        prefix = "SW-" if draft.direction == IN else "FW-"
        draft = replace(draft, number=next_number(session, RegisteredLetter.number, prefix, 4))
    for name in _SIMPLE:
        setattr(row, name, getattr(draft, name))
    for name, column in _NAMED.items():
        setattr(row, column, getattr(draft, name) or None)
    return kept(session, row)


def void(session: Session, letter_id: str, reason: str) -> RegisteredLetter:
    """It was never received or sent."""
    row = opened(session, RegisteredLetter, letter_id)
    return voided(session, row, reason)


def answered_on(as_of: date) -> ColumnElement[Any]:
    """SQL of the day a letter was answered, by a letter or otherwise; NULL while it was not by that day."""
    reply = aliased(RegisteredLetter)
    by_letter = (
        select(func.min(reply.dated_on))
        .where(reply.answers_id == RegisteredLetter.id, reply.void == 0, reply.dated_on <= as_of)
        .correlate(RegisteredLetter)
        .scalar_subquery()
    )
    otherwise = case((RegisteredLetter.answered_on <= as_of, RegisteredLetter.answered_on))
    return func.coalesce(by_letter, otherwise, type_=Day())


def unanswered(session: Session, as_of: date, until: date, most: int) -> list[RegisteredLetter]:
    """The letters whose answer is due by a day and has not been given, the longest overdue first."""
    row = RegisteredLetter
    waits = row.void == 0, row.dated_on <= as_of, row.reply_due_on <= until, answered_on(as_of).is_(None)
    return list(session.scalars(select(row).where(*waits).order_by(row.reply_due_on, row.id).limit(most)))


def _named(session: Session, draft: LetterDraft) -> LetterDraft:
    if draft.answers and not (draft.contract and draft.party):
        asked = session.get_one(RegisteredLetter, draft.answers)
        draft = replace(
            draft, contract=draft.contract or asked.contract_id or "", party=draft.party or asked.party_id or ""
        )
    if draft.contract and not draft.party:
        draft = replace(draft, party=session.get_one(Contract, draft.contract).owner_id)
    return draft


def _taken(session: Session, draft: LetterDraft) -> Iterator[Problem]:
    yield from taken(session, RegisteredLetter, draft)
    if draft.answers and draft.dated_on:
        asked = session.get_one(RegisteredLetter, draft.answers)
        if draft.dated_on < asked.dated_on:
            yield Problem("dated_on", N_("It answers a letter that was written later: is the date right?"))
