"""Days and months are counted as the Civil Code counts them, and an unknown year stays unknown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.calendar import (
    Holidays,
    add_days,
    add_months,
    next_period_end,
    read_holidays,
    rolled,
    working_days_after,
)
from tests.rules.published import the_holidays

HOLIDAYS = the_holidays()
DATES = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2026, 8, 29), 18, date(2028, 2, 29)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
        (date(2026, 1, 31), -2, date(2025, 11, 30)),
    ],
)
def test_a_month_ends_on_the_corresponding_day_or_the_last_of_the_month(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


def test_the_first_day_is_not_counted() -> None:
    assert add_days(date(2026, 3, 1), 28) == date(2026, 3, 29)


@given(DATES, st.integers(0, 300), st.integers(0, 300))
def test_more_months_never_end_earlier(day: date, one: int, other: int) -> None:
    less, more = sorted([one, other])
    assert add_months(day, less) <= add_months(day, more)


@pytest.mark.parametrize(
    ("raw", "end"),
    [
        (date(2026, 10, 1), date(2026, 10, 8)),
        (date(2026, 2, 1), date(2026, 2, 2)),
        (date(2026, 9, 20), date(2026, 9, 20)),
        (date(2026, 2, 15), date(2026, 2, 24)),
        (date(2026, 11, 23), date(2026, 11, 23)),
    ],
)
def test_a_period_that_ends_on_a_holiday_ends_on_the_next_working_day(raw: date, end: date) -> None:
    assert rolled(raw, HOLIDAYS) == end


def test_a_year_that_is_not_announced_is_never_assumed() -> None:
    assert rolled(date(2027, 2, 26), HOLIDAYS) is None
    assert HOLIDAYS.is_off(date(2027, 2, 28)) is None
    only_2022 = Holidays(years=frozenset({2022}))
    assert rolled(date(2022, 12, 31), only_2022) is None


def test_the_table_of_2026_is_the_announced_one() -> None:
    spans = [((1, 1), 3), ((2, 15), 9), ((4, 4), 3), ((5, 1), 5), ((6, 19), 3), ((9, 25), 3), ((10, 1), 7)]
    off = {date(2026, *first) + timedelta(days=day) for first, days in spans for day in range(days)}
    working = {date(2026, *day) for day in [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]}
    assert {day for day in HOLIDAYS.off if day.year == 2026} == off
    assert {day for day in HOLIDAYS.working if day.year == 2026} == working


def test_working_days_skip_holidays_and_stop_at_an_unknown_year() -> None:
    assert working_days_after(date(2026, 9, 30), 2, HOLIDAYS) == date(2026, 10, 9)
    assert working_days_after(date(2026, 12, 30), 5, HOLIDAYS) is None


@pytest.mark.parametrize(
    ("last", "as_of", "ends"),
    [
        (None, date(2024, 5, 31), date(2024, 5, 31)),
        (None, date(2024, 5, 30), date(2024, 4, 30)),
        (date(2024, 4, 30), date(2024, 9, 1), date(2024, 5, 31)),
        (date(2024, 1, 31), date(2024, 9, 1), date(2024, 2, 29)),
        (date(2024, 5, 25), date(2024, 9, 1), date(2024, 6, 25)),
    ],
)
def test_the_next_period_is_a_month_as_the_last_was(last: date | None, as_of: date, ends: date) -> None:
    assert next_period_end(last, as_of) == ends


def test_a_table_names_days_off_and_working_weekends_of_its_years() -> None:
    rows = [{"date": "2026-01-01", "day": "off"}, {"date": "2026-01-04", "day": "work"}]
    found = read_holidays(rows)
    assert found == Holidays(
        frozenset({2026}), off=frozenset({date(2026, 1, 1)}), working=frozenset({date(2026, 1, 4)})
    )
    assert [found.is_off(date(2026, 1, day)) for day in (1, 2, 3, 4)] == [True, False, True, False]
