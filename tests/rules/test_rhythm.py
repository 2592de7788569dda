"""A statement is due at the end of each whole month, quarter, half-year or year, and never where that is agreed."""

from __future__ import annotations

from datetime import date

import pytest

from models.rules.rhythm import RHYTHMS, last_end


@pytest.mark.parametrize(
    ("rhythm", "today", "end"),
    [
        ("month", date(2026, 11, 26), date(2026, 10, 31)), ("month", date(2026, 10, 31), date(2026, 10, 31)),
        ("month", date(2026, 10, 30), date(2026, 9, 30)), ("month", date(2024, 3, 1), date(2024, 2, 29)),
        ("quarter", date(2026, 11, 26), date(2026, 9, 30)), ("quarter", date(2026, 9, 30), date(2026, 9, 30)),
        ("quarter", date(2026, 9, 29), date(2026, 6, 30)), ("quarter", date(2026, 1, 15), date(2025, 12, 31)),
        ("half", date(2026, 11, 26), date(2026, 6, 30)), ("half", date(2026, 12, 31), date(2026, 12, 31)),
        ("half", date(2026, 6, 29), date(2025, 12, 31)),
        ("year", date(2026, 12, 31), date(2026, 12, 31)), ("year", date(2026, 12, 30), date(2025, 12, 31)),
        ("never", date(2026, 12, 31), None), ("", date(2026, 12, 31), None),
    ],
)  # fmt: skip
def test_the_last_end_is_that_of_the_last_whole_period(rhythm: str, today: date, end: date | None) -> None:
    assert last_end(rhythm, today) == end


def test_rhythms_are_kept_in_books_under_names_that_stay() -> None:
    assert list(RHYTHMS) == ["month", "quarter", "half", "year", "never"]
