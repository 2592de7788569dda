"""Ageing (账龄): in which band an amount falls on a day, by posting date or by due date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.money import Money
from models.rules.calendar import ONE_DAY, add_days, add_months
from models.rules.captions import N_

YEARS = (1, 2, 3, 4, 5)
DAYS = (30, 90, 180, 365)
POSTING = "posting"
DUE = "due"
MONTHS = 12
"""Of a year."""


@dataclass(frozen=True)
class Band:
    """One band on a given day: the dates ``first`` … ``last``, both included (None: without end).

    ``name`` is stable (``y0``, ``d31``); ``caption`` is a msgid with ``{over}`` and ``{upto}`` (years or days; None
    without upper edge).
    """

    name: str
    caption: str
    over: int
    upto: int | None
    first: date | None
    last: date

    def holds(self, day: date) -> bool:
        return day <= self.last and (self.first is None or self.first <= day)


def year_bands(as_of: date, by: str = POSTING, edges: Sequence[int] = YEARS) -> tuple[Band, ...]:
    """1年以内, 1-2年 … over the last edge; exactly one year is still ≤ 1 year.

    By posting the first band begins on the day itself; by due date only what is overdue is aged.
    """
    firsts = [oldest_within(as_of, 12 * years) for years in edges]
    return _bands("y", _youngest(as_of, by), edges, firsts, YEAR_CAPTIONS)


def month_bands(as_of: date, edges: Sequence[int], by: str = POSTING) -> tuple[Band, ...]:
    """6个月以内, 7-12个月, 1-2年 … over the last edge (in months); edges of whole years are said in years."""
    firsts = [oldest_within(as_of, months) for months in edges]
    return tuple(map(_in_years, _bands("m", _youngest(as_of, by), edges, firsts, MONTH_CAPTIONS)))


def day_bands(as_of: date, by: str = DUE, edges: Sequence[int] = DAYS) -> tuple[Band, ...]:
    """1–30, 31–90, 91–180, 181–365 and more than 365 days since that date."""
    firsts = [add_days(as_of, -days) for days in edges]
    return _bands("d", _youngest(as_of, by), edges, firsts, DAY_CAPTIONS)


def band_of(day: date, bands: Iterable[Band]) -> Band | None:
    """The band of a date; None when it is younger than all bands (not posted yet, or not overdue)."""
    return next((band for band in bands if band.holds(day)), None)


def days_overdue(due_on: date | None, as_of: date) -> int:
    """As-of day − due day; due today is not overdue, and what has no due date is never overdue."""
    return max((as_of - due_on).days, 0) if due_on else 0


def fifo_open(postings: Iterable[tuple[date, Money]], settled: Money) -> list[tuple[date, Money]]:
    """What stays open of a customer's postings when everything settled is set against the oldest first.

    More settled than posted leaves nothing open. This is the group's third basis; it differs from ageing by item.
    """
    found = []
    for day, amount in sorted(postings):
        taken = min(amount, settled)
        settled -= taken
        if amount != taken:
            found.append((day, amount - taken))
    return found


CREDIT = N_("To pay back")
YEAR_CAPTIONS = (N_("Up to {upto} year"), N_("{over}–{upto} years"), N_("Over {over} years"))
MONTH_CAPTIONS = (N_("Up to {upto} months"), N_("{over}–{upto} months"), N_("Over {over} months"))
DAY_CAPTIONS = (N_("1–{upto} days"), N_("{over}–{upto} days"), N_("Over {over} days"))


def _youngest(as_of: date, by: str) -> date:
    return as_of - ONE_DAY if by == DUE else as_of


def oldest_within(as_of: date, months: int) -> date:
    """The oldest day whose corresponding day so many months later is not before ``as_of``."""
    day = add_months(as_of, -months)
    return day if add_months(day, months) >= as_of else day + ONE_DAY


def _in_years(band: Band) -> Band:
    """A band of months whose edges are whole years, as years call it."""
    over, upto = int(band.name[1:]), band.upto
    if over % MONTHS or (upto or 0) % MONTHS:
        return band
    caption = YEAR_CAPTIONS[MONTH_CAPTIONS.index(band.caption)]
    return replace(band, caption=caption, over=over // MONTHS, upto=upto // MONTHS if upto else None)


def _bands(
    unit: str, youngest: date, edges: Sequence[int], firsts: Sequence[date], captions: tuple[str, str, str]
) -> tuple[Band, ...]:
    found, last, over = [], youngest, 0
    for upto, first in zip(edges, firsts, strict=True):
        shown = over if unit == "y" else over + 1
        found.append(Band(f"{unit}{over}", captions[1 if over else 0], shown, upto, first, last))
        last, over = first - ONE_DAY, upto
    return (*found, Band(f"{unit}{over}", captions[2], over, None, None, last))
