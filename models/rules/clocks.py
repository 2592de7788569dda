"""Periods that run for us or against us (时效, 优先权 …): when they end, and what restarts them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.rules.calendar import Holidays, add_days, add_months, rolled, working_days_after

CHECKED_ON = date(2026, 11, 23)
WARNINGS = (90, 30, 7)
"""Days before the end at which a clock warns."""


@dataclass(frozen=True)
class Clock:
    """A period: so many ``months``, ``days`` or ``working_days`` after its start.

    ``caption``, ``starts`` (what starts it) and ``basis`` (the article) are msgids. ``restarts``: it runs anew from a
    demand, an acknowledgement or part performance. ``moves``: its end moves over holidays without doubt; where that is
    arguable the raw end is the safe one. ``checked_on`` is the day the basis was read.
    """

    name: str
    caption: str
    starts: str
    basis: str
    months: int = 0
    days: int = 0
    working_days: int = 0
    restarts: bool = False
    moves: bool = True
    checked_on: date = CHECKED_ON


@dataclass(frozen=True)
class Deadline:
    """The last day of a period: ``raw_end`` by the calendar, ``end`` after holidays (None: 未公布, not announced)."""

    clock: Clock
    start: date
    raw_end: date | None
    end: date | None

    @property
    def safe_end(self) -> date | None:
        """The day to act by: the raw end where moving it is arguable or the holidays are unknown."""
        return self.end if self.clock.moves and self.end else self.raw_end


def deadline(clock: Clock, start: date, holidays: Holidays, months: int | None = None) -> Deadline:
    """When the clock that began on ``start`` ends; the first day is not counted (民法典 201-203).

    ``months`` replaces the clock's own length where the parties agreed another one. A period of working days has no
    raw end while its year is not announced.
    """
    if months is not None:
        raw: date | None = add_months(start, months)
    elif clock.working_days:
        raw = working_days_after(start, clock.working_days, holidays)
    else:
        raw = add_days(add_months(start, clock.months), clock.days)
    return Deadline(clock, start, raw, rolled(raw, holidays) if raw else None)


def running_from(clock: Clock, start: date, interruptions: Iterable[date], holidays: Holidays) -> date:
    """The day from which the clock runs now: the last interruption that came while it still ran (民法典 195).

    A clock that does not restart keeps its start whatever happens; an interruption after the end comes too late.
    """
    if not clock.restarts:
        return start
    for day in sorted(interruptions):
        end = deadline(clock, start, holidays)
        last = end.end or end.raw_end
        if start < day and last is not None and day <= last:
            start = day
    return start


def after_obstacle(end: date, began: date, removed: date) -> date:
    """The end where an obstacle stood in the last six months: six months after it was removed (民法典 194)."""
    stood = removed > add_months(end, -6) and began <= end
    return max(end, add_months(removed, 6)) if stood else end


def warning(end: date, today: date) -> int | None:
    """The tightest warning (7, 30, 90 days) that is due ``today``; 0 when the end has passed, None when it is far."""
    left = (end - today).days
    if left < 0:
        return 0
    return min((days for days in WARNINGS if left <= days), default=None)
