"""Which published lending rate applies on a day: LPR since 2019-08-20, before it the benchmark rate of the PBoC."""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from models.rules.calendar import SATURDAY, Holidays, add_days, add_months, rolled

LPR_SINCE = date(2019, 8, 20)
LPR_DAY = 20
ONE_YEAR = "1y"
FIVE_YEARS = "5y"
LPR_COLUMNS = {ONE_YEAR: "lpr_1y", FIVE_YEARS: "lpr_5y"}
BENCHMARK_COLUMNS = {ONE_YEAR: "m6_1y", FIVE_YEARS: "gt5y"}
"""The benchmark terms that the two LPR terms replaced: six months to one year, and over five years."""
BENCHMARKS = {"6m": "le6m", "1y": "m6_1y", "1-3y": "y1_3", "3-5y": "y3_5", "5y": "gt5y"}
"""All terms of the benchmark rates: a claim of two years had another rate until 2019-08-19 (同期同类贷款利率)."""


class MissingRate(ValueError):
    """A rate that a calculation needs is not in the table; it must be entered, never carried forward.

    ``month`` is ``YYYY-MM``; ``expected_on`` the day it is or was to be published (None when the holidays are unknown).
    """

    def __init__(self, term: str, month: str, expected_on: date | None) -> None:
        self.term, self.month, self.expected_on = term, month, expected_on
        super().__init__(f"the {term} rate of {month} is not in the table")


@dataclass(frozen=True)
class Published:
    """A rate for the whole year (0.0345) that applies from the day it was published."""

    on: date
    rate: Decimal


@dataclass(frozen=True)
class RateTable:
    """Published rates by term (``1y``, ``5y``), oldest first, and the holidays that move the day of publication.

    ``benchmark`` are those before LPR by all their terms (``BENCHMARKS``).
    """

    rates: Mapping[str, tuple[Published, ...]]
    holidays: Holidays
    benchmark: Mapping[str, tuple[Published, ...]] = field(default_factory=dict)

    def of(self, term: str, before: str = "") -> tuple[Published, ...]:
        """The rates of a term, until LPR those of the benchmark term ``before``; ValueError for an unknown one."""
        if term not in self.rates or (before and before not in self.benchmark):
            raise ValueError(f"{term} {before}: not a term of the table")
        if not before:
            return self.rates[term]
        return (*self.benchmark[before], *(one for one in self.rates[term] if one.on >= LPR_SINCE))


def read_rows(text: str) -> list[dict[str, str]]:
    """The rows of a table kept as CSV text with a heading."""
    return list(csv.DictReader(text.splitlines()))


def read_rates(
    lpr: Iterable[Mapping[str, str]], benchmark: Iterable[Mapping[str, str]], holidays: Holidays
) -> RateTable:
    """One table from the rows of both; percentages become shares, benchmark rates end where LPR begins."""
    old, new = list(benchmark), list(lpr)
    return RateTable(
        {term: (*_column(old, BENCHMARK_COLUMNS[term]), *_column(new, LPR_COLUMNS[term])) for term in LPR_COLUMNS},
        holidays,
        {term: tuple(_column(old, column)) for term, column in BENCHMARKS.items()},
    )


def applying(table: RateTable, term: str, on: date) -> Published:
    """The publication whose rate applies on that day; raises MissingRate when it is not in the table."""
    return publications(table, term, on, on)[0]


def publications(table: RateTable, term: str, first: date, last: date, before: str = "") -> list[Published]:
    """The publication that applies on ``first``, then each later one up to ``last``; ``before`` LPR of that term.

    Raises MissingRate for the first month whose rate should be out by then but is not in the table, or when the table
    begins after ``first``.
    """
    rates = table.of(term, before)
    index = bisect_right([one.on for one in rates], first) - 1
    if index < 0:
        raise MissingRate(term, f"{first:%Y-%m}", None)
    _refuse_gaps(table, term, first, last)
    return [rates[index], *(one for one in rates[index + 1 :] if one.on <= last)]


def expected_on(month: date, holidays: Holidays) -> date | None:
    """The day LPR of that month is published: the 20th or the next working day; None when holidays are unknown."""
    return rolled(month.replace(day=LPR_DAY), holidays)


def _refuse_gaps(table: RateTable, term: str, first: date, last: date) -> None:
    known = {(one.on.year, one.on.month) for one in table.of(term)}
    month = max(first, LPR_SINCE).replace(day=1)
    if first >= LPR_SINCE and _out_by(month, table.holidays) > first:
        month = add_months(month, -1)
    while _out_by(month, table.holidays) <= last:
        if (month.year, month.month) not in known:
            raise MissingRate(term, f"{month:%Y-%m}", expected_on(month, table.holidays))
        month = add_months(month, 1)


def _out_by(month: date, holidays: Holidays) -> date:
    """From when on a month's rate must be there: with unknown holidays the 20th or the next weekday."""
    day = month.replace(day=LPR_DAY)
    return expected_on(month, holidays) or add_days(day, 7 - day.weekday() if day.weekday() >= SATURDAY else 0)


def _column(rows: list[Mapping[str, str]], column: str) -> list[Published]:
    return sorted(
        (Published(date.fromisoformat(row["date"]), Decimal(row[column]) / 100) for row in rows), key=lambda one: one.on
    )
