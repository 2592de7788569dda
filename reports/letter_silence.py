"""What the owner left unanswered past the time of the contract: a letter that asks again gives up nothing of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import holidays
from models.deadlines import documents
from models.deadlines.record import Deadline
from models.final_accounts.record import FinalAccount
from models.language import N_, text
from models.letters.kinds import ACCOUNTS, VARIATIONS, LetterKind
from models.problems import Problem
from models.stages import latest_by
from models.variations.draft import SUBMITTED
from models.variations.record import VariationOrder
from reports.letter_lists import Listed
from reports.style import Say

_RESERVED = N_(
    "{documents}: not answered within the time of the contract ({basis}, last day {day}). Where the contract says that "
    "silence is acceptance it is accepted, and this letter takes nothing of that back."
)
_ACCEPTED = N_(
    "{documents}: the time to answer ended on {day}; where the contract says that silence is acceptance ({basis}) it "
    "is accepted already, and the letter reserves that. Then ask for its payment instead of an answer."
)
_REVIEWED = N_(
    "{documents}: the time to answer ended on {day}, and a review of {reviewed} lies within it. Unless that reached us "
    "as the owner's answer by {day}, say in the letter that the time ended on {day} and that we hold the account "
    "accepted where the contract says so."
)
_NOT_HANDED_IN = N_(
    "{documents}: no price was handed in yet, so no time to answer runs. Hand it in with this letter and enter the "
    "stage “Submitted” with the day it arrived."
)
_CLOCKS = {
    VARIATIONS: ("variation_silence", documents.variations),
    ACCOUNTS: ("final_account_silence", documents.accounts),
}


@dataclass(frozen=True)
class Silence:
    """What was not answered in time, by its last day; what was ``reviewed`` within it; what was never handed in."""

    passed: Sequence[Deadline] = ()
    reviewed: Sequence[tuple[Deadline, date]] = ()
    not_handed_in: Sequence[str] = ()

    def said(self, say: Say) -> tuple[str, ...]:
        """The sentences under the table."""
        return tuple(
            say(_RESERVED, documents=one.subject.document, basis=say(one.basis[0]), day=say.day(one.act_by))
            for one in self.passed
            if one.act_by
        )

    def advice(self) -> Iterator[Problem]:
        """What whoever writes the letter should know first."""
        for one in self.passed:
            told = {"documents": one.subject.document, "basis": text(one.basis[0]), "day": one.act_by}
            yield Problem("kind", _ACCEPTED, told, advice=True)
        for one, on in self.reviewed:
            told = {"documents": one.subject.document, "day": one.act_by, "reviewed": on}
            yield Problem("kind", _REVIEWED, told, advice=True)
        if self.not_handed_in:
            yield Problem("kind", _NOT_HANDED_IN, {"documents": ", ".join(self.not_handed_in)}, advice=True)


def silence(session: Session, kind: LetterKind, found: Iterable[Listed], dated: date) -> Silence:
    """Of a letter about variations or final accounts; an account that was reviewed in time was answered."""
    if kind.lists not in _CLOCKS:
        return Silence()
    clock, running = _CLOCKS[kind.lists]
    listed = {one.key: one.document for one in found}
    mine = [one for one in running(session, dated, holidays.known(session)) if one.subject.record in listed]
    passed = [one for one in mine if one.clock == clock and one.act_by is not None and one.act_by < dated]
    if kind.lists == ACCOUNTS:
        first = {one.subject.record: _reviewed_on(session, one) for one in passed}
        answered = [(one, on) for one in passed if (on := first[one.subject.record])]
        return Silence([one for one in passed if not first[one.subject.record]], answered)
    return Silence(passed, (), _not_handed_in(session, listed, dated))


def _reviewed_on(session: Session, one: Deadline) -> date | None:
    """When an opinion came within the time to answer, where one did."""
    assert one.act_by
    found = documents.first_review(session.get_one(FinalAccount, one.subject.record), one.act_by, one.act_by)
    return found.reviewed_on if found else None


def _not_handed_in(session: Session, listed: Mapping[str, str], dated: date) -> list[str]:
    stood, v = latest_by(dated).subquery("stood"), VariationOrder
    rows = select(v.number).join(stood, stood.c.document_id == v.id)
    return list(session.scalars(rows.where(v.id.in_(listed), stood.c.stage != SUBMITTED).order_by(v.number)))
