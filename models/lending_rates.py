"""Lending rates (LPR) published after the program was: whoever needs a month that is missing enters it here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, FromClause, UniqueConstraint, exists, select, true
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import holidays
from models.drafts import entries, entry, faults
from models.language import N_
from models.problems import Problem, stop
from models.published import published_rates
from models.rules.rates import FIVE_YEARS, LPR_SINCE, ONE_YEAR, Published, RateTable, expected_on
from models.store.base import STRICT, Record
from models.store.commands import COMMERCIAL, FINANCE, LEGAL, declare
from models.store.listing import Listing, Question, Sources, column

LARGEST = Decimal("0.2")


class LendingRate(Record):
    """The loan prime rate of one month as it was published."""

    __tablename__ = "lending_rates"
    __table_args__ = (UniqueConstraint("published_on"), STRICT)

    published_on: Mapped[date]
    one_year: Mapped[Decimal]
    five_years: Mapped[Decimal | None]
    source: Mapped[str] = mapped_column(default="")


@dataclass(frozen=True)
class LendingRateDraft:
    """One publication of LPR; the longer term may be left out."""

    id: str = ""
    published_on: date | None = entry(
        N_("Published on"), None, required=True, key=True, hint=N_("The 20th, or the next working day")
    )
    one_year: Decimal | None = entry(N_("One year"), None, required=True, unit="%", synonyms=("1年期LPR", "1年期"))
    five_years: Decimal | None = entry(
        N_("Five years and more"), None, unit="%", synonyms=("5年期以上LPR", "5年期以上", "5年期")
    )
    source: str = entry(N_("Where it was read"), "", wide=True, hint=N_("For example: the site of the PBoC"))


RECORD = declare("lending_rates.record", N_("Save a lending rate"), (FINANCE, COMMERCIAL, LEGAL))

_HOW = entries(LendingRateDraft)


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    return LendingRate.__table__, {"rate": LendingRate}, true()


LISTING = Listing(
    name="lending_rates",
    title=N_("Lending rates (LPR)"),
    noun="lending_rates",
    columns=(
        column(_HOW["published_on"], lambda s: s["rate"].published_on, "date", width=14),
        column(_HOW["one_year"], lambda s: s["rate"].one_year, "percent", width=12),
        column(_HOW["five_years"], lambda s: s["rate"].five_years, "percent", width=14),
        column(_HOW["source"], lambda s: s["rate"].source, "text", width=40),
    ),
    source=_source,
    key=lambda s: s["rate"].id,
    sort="published_on",
    descending=True,
    empty=N_("The program brings the rates that were published before it. Enter each month that came later here."),
)


def draft_of(session: Session, rate_id: str) -> LendingRateDraft:
    row = session.get_one(LendingRate, rate_id)
    return LendingRateDraft(**{name: getattr(row, name) for name in _SIMPLE}, id=row.id)


def check(draft: LendingRateDraft) -> Iterator[Problem]:
    yield from faults(draft)
    for name in ("one_year", "five_years"):
        rate = getattr(draft, name)
        if rate is not None and not 0 < rate < LARGEST:
            yield Problem(name, N_("A lending rate lies above 0 % and below 20 %. Write 3 for 3 %."))
    if draft.published_on is None:
        return
    if draft.published_on < LPR_SINCE:
        yield Problem("published_on", N_("LPR is published since 2019-08-20; older rates come with the program."))
        return
    yield from _compare(draft)


def _compare(draft: LendingRateDraft) -> Iterator[Problem]:
    """With what the program brings, and with the day of the month on which it is published."""
    day, rates = draft.published_on, published_rates()
    assert day is not None
    month = (day.year, day.month)
    for name, term in (("one_year", ONE_YEAR), ("five_years", FIVE_YEARS)):
        known = next((one for one in rates.of(term) if (one.on.year, one.on.month) == month), None)
        if known and getattr(draft, name) not in (None, known.rate):
            percent = f"{(known.rate * 100).normalize():f}"
            message = N_("The program has {rate} % for this month (published on {day}). It cannot be another one.")
            yield Problem(name, message, {"rate": percent, "day": known.on})
    usual = expected_on(day, rates.holidays)
    if usual and usual != day:
        message = N_("LPR of this month should have been published on {day}. Compare the day.")
        yield Problem("published_on", message, {"day": usual}, advice=True)


def record(session: Session, draft: LendingRateDraft) -> LendingRate:
    """Keep a publication; raises Invalid when the day is taken or contradicts the table of the program."""
    stop([*check(draft), *_taken(session, draft)])
    row = session.get_one(LendingRate, draft.id) if draft.id else LendingRate()
    for name in _SIMPLE:
        setattr(row, name, getattr(draft, name))
    session.add(row)
    session.info["subject"] = str(draft.published_on)
    session.flush()
    return row


def table(session: Session) -> RateTable:
    """What the program brings and what was entered since, with the holidays of the book."""
    shipped = published_rates()
    rows = session.execute(select(LendingRate.published_on, LendingRate.one_year, LendingRate.five_years)).all()
    entered = {
        ONE_YEAR: [Published(row.published_on, row.one_year) for row in rows],
        FIVE_YEARS: [Published(row.published_on, row.five_years) for row in rows if row.five_years is not None],
    }
    found = {term: _joined(shipped.of(term), entered[term]) for term in entered}
    return replace(shipped, rates=found, holidays=holidays.known(session))


def _joined(shipped: Sequence[Published], entered: Sequence[Published]) -> tuple[Published, ...]:
    """Months of the program are not entered again."""
    known = {(one.on.year, one.on.month) for one in shipped}
    own = (one for one in entered if (one.on.year, one.on.month) not in known)
    return tuple(sorted((*shipped, *own), key=lambda one: one.on))


def _taken(session: Session, draft: LendingRateDraft) -> Iterator[Problem]:
    taken = LendingRate.published_on == draft.published_on, LendingRate.id != draft.id
    if session.scalar(select(exists().where(*taken))):
        yield Problem("published_on", N_("The rate of this day is entered already. Open it instead."))


_SIMPLE = ("published_on", "one_year", "five_years", "source")
