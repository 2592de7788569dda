"""Public holidays announced after the program was published: legal periods end after them, so a year must be known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, FromClause, UniqueConstraint, exists, select, true
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.drafts import entries, entry, faults
from models.language import N_
from models.problems import Problem, stop
from models.published import OFF as OFF
from models.published import WORK as WORK
from models.published import published_holidays
from models.rules.calendar import SATURDAY, Holidays
from models.store.base import STRICT, Record
from models.store.commands import COMMERCIAL, FINANCE, LEGAL, declare
from models.store.listing import Listing, Question, Sources, column

KINDS = {OFF: N_("Days off"), WORK: N_("Working weekend")}
LONGEST = 15
ALWAYS_OFF = ((1, 1), (10, 1))


class HolidayPeriod(Record):
    """Days in a row that are off, or a weekend on which people work, as the State Council announced."""

    __tablename__ = "holiday_periods"
    __table_args__ = (UniqueConstraint("first_on"), STRICT)

    first_on: Mapped[date]
    last_on: Mapped[date]
    kind: Mapped[str]
    name: Mapped[str]
    source: Mapped[str] = mapped_column(default="")


@dataclass(frozen=True)
class HolidayDraft:
    """One holiday, or one working weekend; the last day may be left out when it is one day."""

    id: str = ""
    name: str = entry(N_("Holiday"), "", required=True, hint=N_("For example: National Day"))
    kind: str = entry(N_("Kind"), OFF, choices=KINDS, required=True)
    first_on: date | None = entry(N_("First day"), None, required=True, key=True)
    last_on: date | None = entry(N_("Last day"), None, hint=N_("Empty: one day"))
    source: str = entry(N_("Announced by"), "", wide=True, hint=N_("For example: 国办发明电〔2026〕… 号"))


RECORD = declare("holidays.record", N_("Save a holiday"), (FINANCE, COMMERCIAL, LEGAL))

_HOW = entries(HolidayDraft)


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    return HolidayPeriod.__table__, {"holiday": HolidayPeriod}, true()


LISTING = Listing(
    name="holidays",
    title=N_("Public holidays"),
    noun="holiday_periods",
    columns=(
        column(_HOW["first_on"], lambda s: s["holiday"].first_on, "date", width=14),
        column(_HOW["last_on"], lambda s: s["holiday"].last_on, "date", width=14),
        column(_HOW["name"], lambda s: s["holiday"].name, "text", width=16),
        column(_HOW["kind"], lambda s: s["holiday"].kind, "choice", width=10),
        column(_HOW["source"], lambda s: s["holiday"].source, "text", width=40),
    ),
    source=_source,
    key=lambda s: s["holiday"].id,
    sort="first_on",
    descending=True,
    empty=N_(
        "The program brings the holidays announced before it. Enter a later year here, from New Year to National Day."
    ),
)


def draft_of(session: Session, holiday_id: str) -> HolidayDraft:
    row = session.get_one(HolidayPeriod, holiday_id)
    last = None if row.last_on == row.first_on else row.last_on
    return HolidayDraft(row.id, row.name, row.kind, row.first_on, last, row.source)


def check(draft: HolidayDraft) -> Iterator[Problem]:
    yield from faults(draft)
    if draft.first_on is None:
        return
    if draft.last_on and not 0 <= (draft.last_on - draft.first_on).days < LONGEST:
        yield Problem("last_on", N_("A holiday ends after it begins and lasts at most {days} days."), {"days": LONGEST})
    if draft.first_on.year in published_holidays().years:
        message = N_("The holidays of {year} come with the program.")
        yield Problem("first_on", message, {"year": draft.first_on.year})
    if draft.kind == WORK and draft.first_on.weekday() < SATURDAY:
        yield Problem("first_on", N_("This is no weekend: it is a working day anyway."), advice=True)


def record(session: Session, draft: HolidayDraft) -> HolidayPeriod:
    """Keep a holiday; raises Invalid when it overlaps one that is there or its year comes with the program."""
    stop([*check(draft), *_taken(session, draft)])
    assert draft.first_on
    row = session.get_one(HolidayPeriod, draft.id) if draft.id else HolidayPeriod()
    row.first_on, row.last_on = draft.first_on, draft.last_on or draft.first_on
    row.name, row.kind, row.source = draft.name, draft.kind, draft.source
    session.add(row)
    session.info["subject"] = f"{draft.name} {draft.first_on}"
    session.flush()
    return row


def known(session: Session) -> Holidays:
    """The years that come with the program and those that were entered.

    A year counts as announced once its first and its last holiday are there (1 January and 1 October are off in every
    year): a year that is half typed in must not make a period end on a holiday that is still to come.
    """
    shipped = published_holidays()
    off, working = set(shipped.off), set(shipped.working)
    for row in session.execute(select(HolidayPeriod.first_on, HolidayPeriod.last_on, HolidayPeriod.kind)):
        days = {row.first_on + timedelta(days=number) for number in range((row.last_on - row.first_on).days + 1)}
        (off if row.kind == OFF else working).update(days)
    years = {day.year for day in off if {date(day.year, *one) for one in ALWAYS_OFF} <= off}
    return Holidays(shipped.years | years, frozenset(off), frozenset(working))


def _taken(session: Session, draft: HolidayDraft) -> Iterator[Problem]:
    last = draft.last_on or draft.first_on
    other = (
        HolidayPeriod.first_on <= last,
        HolidayPeriod.last_on >= draft.first_on,
        HolidayPeriod.id != draft.id,
    )
    if session.scalar(select(exists().where(*other))):
        yield Problem("first_on", N_("A holiday that is entered already covers these days. Open it instead."))
