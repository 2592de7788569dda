"""A ledger's matches and explanations as they leave the book: each line named by what it says, not by an id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.drafts import entry
from models.language import N_
from models.matching.draft import BY_HAND, WAYS, ExplanationDraft, MatchDraft, MatchesDraft
from models.matching.lines import LedgerLine
from models.matching.record import OwnerLedger
from models.matching.standing import Standing, standing
from models.matching.usecases import explain, match
from models.money import Money
from models.problems import Problem, stop

OURS, THEIRS = "ours", "theirs"
SIDES = {OURS: N_("Our ledger"), THEIRS: N_("The owner's ledger")}


@dataclass(frozen=True)
class ToldLineDraft:
    """A line by side, day, amount and reference; in the match of that number, or alone for a ``reason``."""

    side: str = entry(N_("Ledger"), THEIRS, choices=SIDES, required=True)
    on: date | None = entry(N_("Booked on"), None, required=True)
    amount: Money | None = entry(N_("Amount"), None, required=True)
    reference: str = entry(N_("Reference"), "")
    match: int | None = entry(N_("Match"), None)
    reason: str = entry(N_("Reason"), "")


@dataclass(frozen=True)
class ToldMatchDraft:
    """How a match came about, and why its sides differ."""

    number: int | None = entry(N_("Match"), None, required=True)
    way: str = entry(N_("Way"), BY_HAND, choices=WAYS, required=True)
    remark: str = entry(N_("Remark"), "")


@dataclass(frozen=True)
class ToldMatchingDraft:
    """Everything that was matched and explained of one owner's ledger."""

    ledger: str = entry(N_("Owner's ledger"), "", required=True)
    matches: tuple[ToldMatchDraft, ...] = entry(N_("Matches"), ())
    lines: tuple[ToldLineDraft, ...] = entry(N_("Lines"), ())


def told_of(session: Session, ledger_id: str) -> ToldMatchingDraft:
    """The matches of a ledger whose lines are all in the book still, and what was explained."""
    found = standing(session, ledger_id)
    lines: list[ToldLineDraft] = []
    for place, one in enumerate(found.matches, 1):
        lines += [_line(OURS, each, match=place) for each in one.ours]
        lines += [_line(THEIRS, each, match=place) for each in one.theirs]
    for side, alone in ((OURS, found.only_ours), (THEIRS, found.only_theirs)):
        lines += [_line(side, one, reason=why) for one in alone if (why := found.explained.get(one.key))]
    matches = tuple(ToldMatchDraft(place, one.reason, one.remark) for place, one in enumerate(found.matches, 1))
    return ToldMatchingDraft(session.get_one(OwnerLedger, ledger_id).number, matches, tuple(lines))


def keep_told(session: Session, draft: ToldMatchingDraft) -> OwnerLedger:
    """Match and explain the lines that say the same; raises Invalid for one the ledgers do not have."""
    found = standing(session, draft.ledger)
    keys = list(_keys(found, draft))
    stop(_absent(draft, keys))
    placed = list(zip(draft.lines, keys, strict=True))
    made = tuple(
        MatchDraft(
            tuple(key or "" for line, key in placed if line.match == one.number and line.side == OURS),
            tuple(key or "" for line, key in placed if line.match == one.number and line.side == THEIRS),
            one.way, one.remark,
        )
        for one in draft.matches
    )  # fmt: skip
    match(session, MatchesDraft(draft.ledger, made))
    for line, key in placed:
        if line.match is None:
            explain(session, ExplanationDraft(draft.ledger, key or "", line.reason))
    return session.get_one(OwnerLedger, draft.ledger)


def _keys(found: Standing, draft: ToldMatchingDraft) -> Iterator[str | None]:
    """The line each one names; lines that say the same are taken one after the other."""
    free = {
        OURS: [(_said(one), one.key) for one in found.only_ours],
        THEIRS: [(_said(one), one.key) for one in found.only_theirs],
    }
    for line in draft.lines:
        wanted = (line.on, line.amount, line.reference)
        place = next((place for place, (said, _key) in enumerate(free[line.side]) if said == wanted), None)
        yield None if place is None else free[line.side].pop(place)[1]


def _absent(draft: ToldMatchingDraft, keys: list[str | None]) -> Iterator[Problem]:
    for place, (line, key) in enumerate(zip(draft.lines, keys, strict=True)):
        if key is None:
            message = N_("There is no free line {reference} of {amount} on {day} in this ledger.")
            values = {"reference": line.reference, "amount": line.amount, "day": line.on}
            yield Problem(f"lines.{place}.amount", message, values)


def _line(side: str, one: LedgerLine, match: int | None = None, reason: str = "") -> ToldLineDraft:
    return ToldLineDraft(side, one.on, one.amount, one.reference, match, reason)


def _said(one: LedgerLine) -> tuple[date, Money, str]:
    return one.on, one.amount, one.reference
