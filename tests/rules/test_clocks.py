"""Periods end when the law says, and only what may restart them does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.rules.calendar import Holidays
from models.rules.clocks import LONGEST, Interruption, after_obstacle, course, deadline, running_from, warning
from models.rules.periods import CLOCKS
from tests.rules.published import cases, the_holidays

HOLIDAYS = the_holidays()


@pytest.mark.parametrize("one", cases("clocks"), ids=lambda one: f"{one['kind']} {one['start']}")
def test_published_periods_are_reproduced(one: dict[str, str | None]) -> None:
    found = deadline(CLOCKS[str(one["kind"])], date.fromisoformat(str(one["start"])), HOLIDAYS)
    assert (str(found.raw_end), found.end and str(found.end)) == (one["raw_end"], one["end"])


def test_an_agreed_length_replaces_the_legal_one() -> None:
    assert deadline(CLOCKS["guarantee"], date(2025, 1, 10), HOLIDAYS, months=24).raw_end == date(2027, 1, 10)
    fifty_years = deadline(CLOCKS["guarantee"], date(2025, 1, 10), HOLIDAYS, months=LONGEST)
    assert fifty_years.raw_end == date(2075, 1, 10)


def test_the_safe_end_is_the_raw_one_where_moving_is_arguable_or_the_year_unknown() -> None:
    priority = deadline(CLOCKS["priority"], date(2025, 4, 1), HOLIDAYS)
    assert (priority.raw_end, priority.end, priority.safe_end) == (
        date(2026, 10, 1),
        date(2026, 10, 8),
        date(2026, 10, 1),
    )
    assert deadline(CLOCKS["limitation"], date(2023, 10, 1), HOLIDAYS).safe_end == date(2026, 10, 8)
    assert deadline(CLOCKS["limitation"], date(2024, 2, 29), HOLIDAYS).safe_end == date(2027, 2, 28)


def test_a_period_of_working_days_needs_the_announced_year() -> None:
    five = replace(CLOCKS["claim_notice"], days=0, working_days=5)
    assert deadline(five, date(2026, 9, 30), HOLIDAYS).raw_end == date(2026, 10, 13)
    unknown = deadline(five, date(2026, 9, 30), Holidays())
    assert (unknown.raw_end, unknown.end, unknown.safe_end) == (None, None, None)
    assert not unknown.is_former, "no law before had a period that is not known"


def test_limitation_runs_anew_from_each_demand_made_in_time() -> None:
    start, demands = date(2018, 1, 10), [date(2023, 5, 1), date(2020, 6, 1)]
    assert running_from(CLOCKS["limitation"], start, demands, HOLIDAYS) == date(2023, 5, 1)


def test_a_demand_after_the_end_comes_too_late() -> None:
    assert running_from(CLOCKS["limitation"], date(2018, 1, 10), [date(2021, 1, 12)], HOLIDAYS) == date(2018, 1, 10)


def test_a_demand_on_the_moved_last_day_is_in_time() -> None:
    assert running_from(CLOCKS["limitation"], date(2023, 10, 1), [date(2026, 10, 8)], HOLIDAYS) == date(2026, 10, 8)


@pytest.mark.parametrize(
    ("days", "founds", "counts"), [(0, True, True), (0, False, False), (-1, True, False), (1, True, True)]
)
def test_only_what_itself_makes_the_debt_due_counts_on_its_first_day(days: int, founds: bool, counts: bool) -> None:
    """建工解释一 27 (3): the suit begins the period and interrupts it on one day; nothing counts before that day."""
    start = date(2024, 1, 10)
    suit = Interruption(start + timedelta(days), "suit", is_procedure=True, founds=founds)
    assert course(CLOCKS["limitation"], start, [suit], HOLIDAYS).is_pending == counts


def test_a_demand_does_not_restart_the_priority_right() -> None:
    assert running_from(CLOCKS["priority"], date(2025, 1, 1), [date(2025, 6, 1)], HOLIDAYS) == date(2025, 1, 1)


def test_an_obstacle_in_the_last_six_months_adds_six_months_after_it_is_removed() -> None:
    end = date(2026, 6, 30)
    assert after_obstacle(end, date(2026, 5, 1), date(2026, 8, 15)) == date(2027, 2, 15)
    assert after_obstacle(end, date(2025, 5, 1), date(2025, 8, 15)) == end
    assert after_obstacle(end, date(2026, 7, 1), date(2026, 8, 15)) == end


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 1, 1), None),
        (date(2026, 4, 2), 90),
        (date(2026, 6, 1), 30),
        (date(2026, 6, 30), 7),
        (date(2026, 7, 1), 0),
    ],
)
def test_a_clock_warns_ninety_thirty_and_seven_days_before(today: date, expected: int | None) -> None:
    assert warning(date(2026, 6, 30), today) == expected


def test_every_period_says_what_it_rests_on_and_when_that_was_read() -> None:
    assert all(clock.basis and clock.starts and clock.caption and clock.checked_on for clock in CLOCKS.values())
    assert all(clock.months or clock.days or clock.working_days for clock in CLOCKS.values())


def test_a_period_names_every_publication_its_basis_was_read_in() -> None:
    assert CLOCKS["limitation"].source == "中华人民共和国民法典（2021-01-01 施行）"
    assert CLOCKS["limitation_undated"].source == (
        "中华人民共和国民法典（2021-01-01 施行）；法释〔2020〕17号 关于审理民事案件适用诉讼时效制度若干问题的规定"
    )
    assert CLOCKS["enforcement"].source == "中华人民共和国民事诉讼法（2023 修正）"
    assert all(clock.source for clock in CLOCKS.values())
