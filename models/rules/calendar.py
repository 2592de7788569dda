"""Counting days and months as the Civil Code does (民法典 201-203), with holidays that arrive as a table."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Holidays:
    """The announced arrangement: days off and working weekends of the ``years`` that are known."""

    years: frozenset[int] = frozenset()
    off: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()

    def is_off(self, day: date) -> bool | None:
        """Whether nobody works on that day; None when the year's arrangement is not announced."""
        if day.year not in self.years:
            return None
        return day in self.off or (day.weekday() >= SATURDAY and day not in self.working)


def read_holidays(rows: Iterable[Mapping[str, str]]) -> Holidays:
    """Holidays from rows with ``date`` (ISO) and ``day`` (``off`` or ``work``); a year with a row is a known year."""
    days = [(date.fromisoformat(row["date"]), row["day"]) for row in rows]
    return Holidays(
        years=frozenset(day.year for day, _ in days),
        off=frozenset(day for day, kind in days if kind == "off"),
        working=frozenset(day for day, kind in days if kind == "work"),
    )


def add_months(day: date, months: int) -> date:
    """The corresponding day so many months later (or earlier), else the last day of that month (民法典 202)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def next_period_end(last: date | None, as_of: date) -> date:
    """A month after the last period (the ends of months stay ends of months), else the end of the last whole month."""
    if last is None:
        return (as_of + ONE_DAY).replace(day=1) - ONE_DAY
    return add_months(last + ONE_DAY, 1) - ONE_DAY


def add_days(day: date, days: int) -> date:
    """So many calendar days later; the first day is not counted (民法典 201)."""
    return day + timedelta(days=days)


def rolled(day: date, holidays: Holidays) -> date | None:
    """The last day of a period, moved to the day after a holiday or weekend (民法典 203).

    None when a year on the way is not announced (未公布): never assumed.
    """
    while off := holidays.is_off(day):
        day += ONE_DAY
    return None if off is None else day


def working_days_after(day: date, days: int, holidays: Holidays) -> date | None:
    """So many working days later, the first day not counted; None when a year on the way is not announced."""
    while days:
        day += ONE_DAY
        off = holidays.is_off(day)
        if off is None:
            return None
        days -= not off
    return day
