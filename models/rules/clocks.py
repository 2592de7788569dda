"""Periods that run for us or against us (时效, 优先权 …): when they end, and what restarts them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from models.rules.calendar import Holidays, add_days, add_months, rolled, working_days_after

CHECKED_ON = date(2026, 11, 23)
LONGEST = 600
"""Months; no agreed period is longer."""
WARNINGS = (90, 30, 7)
"""Days before the end at which a clock warns."""


@dataclass(frozen=True)
class Clock:
    """A period: so many ``months``, ``days`` or ``working_days`` after its start.

    ``caption``, ``starts`` (what starts it) and ``basis`` (the article) are msgids. ``restarts``: it runs anew from a
    demand, an acknowledgement or part performance. ``moves``: its end moves over holidays without doubt; where that is
    arguable the raw end is the safe one. ``ahead``: so many days before the end one must have acted. ``fixable``: a
    court, an announcement or a contract may set another last day. A period of ``former_months`` that ended before
    ``former_until`` stays ended, however much longer the period is since. ``source`` is where the basis was read,
    ``checked_on`` the day it was.
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
    ahead: int = 0
    fixable: bool = False
    former_months: int = 0
    former_until: date = date.min
    source: str = ""
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
        """The day to act by: the raw end where moving it is arguable or the holidays are unknown; or days before."""
        last = self.end if self.clock.moves and self.end else self.raw_end
        return add_days(last, -self.clock.ahead) if last else None

    @property
    def is_former(self) -> bool:
        """Whether it ended by the shorter period of the law before."""
        return self.clock.former_months > 0 and self.raw_end == _former(self.clock, self.start)


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
        raw = _former(clock, start) or add_days(add_months(start, clock.months), clock.days)
    return Deadline(clock, start, raw, rolled(raw, holidays) if raw else None)


def _former(clock: Clock, start: date) -> date | None:
    """The last day by the law before, where it came before the new law."""
    if not clock.former_months:
        return None
    last = add_months(start, clock.former_months)
    return last if last < clock.former_until else None


@dataclass(frozen=True)
class Interruption:
    """Something that restarts a period: on a day, or, where it is a procedure, at its end (None: still pending).

    One that ``revives`` counts although the period had ended (诉讼时效规定 19); ``founds``: also on the day the period
    begins, because it makes the debt due where no day was agreed (建工解释一 27). ``key`` names what it was.
    """

    on: date
    key: str = ""
    is_procedure: bool = False
    until: date | None = None
    revives: bool = False
    founds: bool = False

    @property
    def anew_from(self) -> date | None:
        """The day from which the period runs anew; None while a procedure is pending."""
        return self.until if self.is_procedure else self.on


@dataclass(frozen=True)
class Course:
    """How a period ran: from ``start`` on, because of ``last`` (None: from its own start); it stands still while
    ``is_pending``; ``late`` are interruptions that came when it had ended. ``revived``: the last one did so, too.
    """

    start: date
    last: Interruption | None = None
    is_pending: bool = False
    late: tuple[Interruption, ...] = ()
    revived: bool = False


def course(
    clock: Clock,
    start: date,
    interruptions: Iterable[Interruption],
    holidays: Holidays,
    obstacles: Iterable[tuple[date, date]] = (),
) -> Course:
    """How the clock ran through what interrupted it, each while it still ran (民法典 195).

    A clock that does not restart keeps its start whatever happens; an interruption after the end comes too late. While
    a procedure is pending nothing else counts, and it runs anew from the end of the procedure that ends last.
    ``obstacles`` (from, to) in the last six months put the end off (民法典 194).
    """
    ran, late = Course(start), []
    if not clock.restarts:
        return ran
    hindered = tuple(obstacles)
    for one in sorted(interruptions, key=lambda one: (one.on, one.key)):
        again = one.anew_from
        too_early = one.on < start if one.founds else one.on <= start
        if ran.is_pending or too_early or (again is not None and again <= ran.start):
            continue
        ended = one.on > _last(clock, ran.start, holidays, hindered)
        if ended and not one.revives:
            late.append(one)
            continue
        ran = Course(max(again or one.on, ran.start), one, again is None, revived=ended)
    return replace(ran, late=tuple(late))


def _last(clock: Clock, start: date, holidays: Holidays, obstacles: Iterable[tuple[date, date]]) -> date:
    found = deadline(clock, start, holidays)
    last = found.end or found.raw_end
    assert last is not None
    for began, removed in obstacles:
        last = after_obstacle(last, began, removed)
    return last


def running_from(clock: Clock, start: date, interruptions: Iterable[date], holidays: Holidays) -> date:
    """The day from which the clock runs now, where each interruption is one day."""
    return course(clock, start, [Interruption(day) for day in interruptions], holidays).start


def after_obstacle(end: date, began: date, removed: date) -> date:
    """The end where an obstacle stood in the last six months: six months after it was removed (民法典 194).

    One that was removed before them puts nothing off: six months later is not after the end.
    """
    return max(end, add_months(removed, 6)) if began <= end else end


def warning(end: date, today: date) -> int | None:
    """The tightest warning (7, 30, 90 days) that is due ``today``; 0 when the end has passed, None when it is far."""
    left = (end - today).days
    if left < 0:
        return 0
    return min((days for days in WARNINGS if left <= days), default=None)
