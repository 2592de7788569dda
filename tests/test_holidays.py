"""The holidays we ship are the published ones."""

from __future__ import annotations

import csv
from datetime import date

from chinese_calendar import constants as published

from resources import path


def shipped(day: str) -> set[date]:
    """Days of one kind: ``off`` is a free day, ``work`` a weekend day that is worked."""
    found = set()
    for table in path("holidays").glob("*.csv"):
        with table.open(encoding="utf-8", newline="") as stream:
            found |= {date.fromisoformat(row["date"]) for row in csv.DictReader(stream) if row["day"] == day}
    return found


def test_the_shipped_tables_name_every_published_free_day_and_no_other() -> None:
    assert shipped("off") == set(published.holidays)


def test_the_shipped_tables_name_every_weekend_day_that_is_worked_and_no_other() -> None:
    assert shipped("work") == set(published.workdays)
