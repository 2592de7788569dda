"""Within which days a claim (索赔) is notified, reported and answered by the usual conditions, and their last days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from models.rules.calendar import Holidays, add_days, rolled
from models.rules.captions import N_

NOTICE, REPORT, FINAL, REVIEW, ANSWER = "notice", "report", "final", "review", "answer"
WINDOWS = {
    NOTICE: N_("Notice of the claim"),
    REPORT: N_("Claim report"),
    FINAL: N_("Final report after the effect has ended"),
    REVIEW: N_("Review by the supervisor"),
    ANSWER: N_("Answer of the owner"),
}
OURS = (NOTICE, REPORT, FINAL)
"""What we do ourselves; the other windows are those of the supervisor and the owner."""
ACCEPTED, DENIED, NOTHING = "accepted", "denied", "nothing"


@dataclass(frozen=True)
class ClaimTerms:
    """``days`` of each window (None: none is agreed); ``silence`` is what follows when the owner does not answer.

    The report counts from the notice, or ``from_knowing`` from the day we knew.
    """

    days: Mapping[str, int | None]
    silence: str
    clause: str
    from_knowing: bool = False


GF2017, FIDIC1999, FIDIC2017 = "gf2017", "fidic1999", "fidic2017"
GF_DAYS = {NOTICE: 28, REPORT: 28, FINAL: 28, REVIEW: 14, ANSWER: 28}
_RED_BOOK: dict[str, int | None] = {NOTICE: 28, REPORT: 42, FINAL: 28, REVIEW: 42, ANSWER: None}
_SECOND_EDITION = {NOTICE: 28, REPORT: 84, FINAL: 28, REVIEW: 42, ANSWER: 84}
FORMS: Mapping[str, ClaimTerms] = {
    GF2017: ClaimTerms(GF_DAYS, ACCEPTED, "GF-2017-0201 19.1、19.2"),
    FIDIC1999: ClaimTerms(_RED_BOOK, NOTHING, "FIDIC 1999 20.1", from_knowing=True),
    FIDIC2017: ClaimTerms(_SECOND_EDITION, DENIED, "FIDIC 2017 20.2、3.7", from_knowing=True),
}
"""GF-2017-0201 19.1 and 19.2: notice 28 days after we knew, report 28 days after the notice, final report 28 days after
the effect ended; the supervisor reviews in 14 days, the owner answers in 28 from the report, silence accepts.
FIDIC Red Book 1999 20.1: notice 28 and fully detailed claim 42 days after we knew, final claim 28 days after the
effects, the Engineer responds in 42 days. FIDIC 2017 20.2: notice 28, fully detailed claim 84 days after we knew;
3.7.3: 42 days to agree and 42 more to determine, after which the claim counts as rejected.
"""


def terms_of(form: str, own: Mapping[str, int | None], silence: str = "") -> ClaimTerms:
    """The windows of a form of contract, with those that the contract agreed otherwise."""
    usual = FORMS.get(form, FORMS[GF2017])
    agreed = {name: days for name, days in own.items() if days is not None}
    return replace(usual, days={**usual.days, **agreed}, silence=silence or usual.silence)


@dataclass(frozen=True)
class ClaimDays:
    """What is known of a claim: ``known_on`` the day we knew, ``ended_on`` the end of the effect, and what was done.

    ``reported_on`` is the last report, ``first_report_on`` the first; ``decided_on`` an agreement or a refusal.
    """

    known_on: date
    ended_on: date | None = None
    notified_on: date | None = None
    first_report_on: date | None = None
    reported_on: date | None = None
    final_on: date | None = None
    reviewed_on: date | None = None
    decided_on: date | None = None


@dataclass(frozen=True)
class Window:
    """``last_on`` by the calendar (the safe day: a contract may not know of holidays), ``rolled_on`` after holidays.

    ``rolled_on`` is None while the holidays are not announced, ``done_on`` while nothing was done.
    """

    name: str
    starts_on: date
    last_on: date
    rolled_on: date | None
    done_on: date | None = None

    def late(self, today: date) -> int:
        """How many days after the last day it was done, or is still not done ``today``; 0 when it is in time."""
        return max(((self.done_on or today) - self.last_on).days, 0)


def windows(terms: ClaimTerms, days: ClaimDays, holidays: Holidays) -> tuple[Window, ...]:
    """The windows that have begun, ours first; the first day is not counted (民法典 201)."""
    return tuple(
        Window(name, start, last, rolled(last, holidays), done)
        for name, start, done in _begun(terms, days)
        if (length := terms.days.get(name)) is not None
        for last in (add_days(start, length),)
    )


def _begun(terms: ClaimTerms, days: ClaimDays) -> Iterator[tuple[str, date, date | None]]:
    """Window, the day it starts and the day it was done."""
    yield NOTICE, days.known_on, days.notified_on or days.reported_on
    start = days.known_on if terms.from_knowing else days.notified_on
    if start is not None:
        yield REPORT, start, days.first_report_on
    if days.ended_on is not None and (days.first_report_on is None or days.first_report_on <= days.ended_on):
        yield FINAL, days.ended_on, days.final_on
    if days.reported_on is not None:
        reviewed = days.reviewed_on if days.reviewed_on and days.reviewed_on >= days.reported_on else days.decided_on
        yield REVIEW, days.reported_on, reviewed
        yield ANSWER, days.reported_on, days.decided_on
