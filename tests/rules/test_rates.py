"""The rate of a day is the newest published one, and a missing month is named, never filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.rules.calendar import Holidays
from models.rules.rates import (
    LPR_SINCE,
    MissingRate,
    RateTable,
    applying,
    expected_on,
    publications,
    read_rates,
    read_rows,
)
from tests.rules.published import the_holidays, the_rates

RATES = the_rates()


def without(month: str) -> RateTable:
    kept = {term: tuple(one for one in rates if f"{one.on:%Y-%m}" != month) for term, rates in RATES.rates.items()}
    return replace(RATES, rates=kept)


@pytest.mark.parametrize(
    ("term", "on", "percent"),
    [
        ("1y", date(2019, 8, 19), "4.35"),
        ("1y", date(2019, 8, 20), "4.25"),
        ("5y", date(2019, 8, 19), "4.90"),
        ("5y", date(2019, 8, 20), "4.85"),
        ("1y", date(2021, 3, 9), "3.85"),
        ("1y", date(2024, 7, 21), "3.45"),
        ("1y", date(2024, 7, 22), "3.35"),
        ("1y", date(2012, 1, 1), "6.56"),
        ("1y", date(2026, 10, 19), "3.00"),
    ],
)
def test_the_newest_published_rate_applies(term: str, on: date, percent: str) -> None:
    assert applying(RATES, term, on).rate == Decimal(percent) / 100


def test_every_lpr_was_published_on_the_twentieth_or_the_next_working_day() -> None:
    holidays, days = the_holidays(), [one.on for one in RATES.of("1y") if one.on >= LPR_SINCE]
    differing = [day for day in days if expected_on(day, holidays) != day]
    assert differing == []
    assert len(days) == 86


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 10, 20), date(2026, 10, 20)),
        (date(2026, 10, 31), date(2026, 10, 20)),
        (date(2026, 12, 1), date(2026, 11, 20)),
        (date(2027, 2, 25), None),
    ],
)
def test_a_month_that_is_not_in_the_table_is_asked_for(on: date, expected: date | None) -> None:
    with pytest.raises(MissingRate) as caught:
        applying(RATES, "1y", on)
    month = "2027-02" if expected is None else f"{expected:%Y-%m}"
    assert (caught.value.month, caught.value.expected_on) == (month, expected)


def test_a_gap_inside_the_table_is_found_from_the_day_the_rate_should_be_out() -> None:
    gap = without("2021-09")
    assert applying(gap, "1y", date(2021, 9, 21)).on == date(2021, 8, 20)
    with pytest.raises(MissingRate, match="2021-09"):
        applying(gap, "1y", date(2021, 9, 22))
    with pytest.raises(MissingRate, match="2021-09"):
        publications(gap, "1y", date(2021, 1, 1), date(2021, 12, 31))
    assert applying(gap, "1y", date(2021, 10, 20)).on == date(2021, 10, 20)


def test_without_announced_holidays_a_rate_is_asked_for_from_the_next_weekday() -> None:
    unknown = replace(without("2026-06"), holidays=Holidays())
    assert applying(unknown, "1y", date(2026, 6, 19)).on == date(2026, 5, 20)
    saturday = date(2026, 6, 20)
    assert applying(unknown, "1y", saturday).on == date(2026, 5, 20)
    with pytest.raises(MissingRate) as caught:
        applying(unknown, "1y", date(2026, 6, 22))
    assert caught.value.expected_on is None
    with pytest.raises(MissingRate):
        applying(replace(without("2026-05"), holidays=Holidays()), "1y", date(2026, 5, 20))


def test_a_day_before_the_table_or_an_unknown_term_is_refused() -> None:
    with pytest.raises(MissingRate, match="2006-08"):
        applying(RATES, "1y", date(2006, 8, 18))
    with pytest.raises(ValueError, match="3y"):
        applying(RATES, "3y", date(2024, 1, 1))


def test_publications_of_a_period_begin_with_the_rate_of_its_first_day() -> None:
    found = publications(RATES, "1y", date(2019, 8, 1), date(2019, 9, 30))
    assert [one.on for one in found] == [date(2015, 10, 24), date(2019, 8, 20), date(2019, 9, 20)]


def test_both_tables_are_read_as_one_with_the_columns_of_each_term() -> None:
    """Percentages become shares; of the benchmark six months to a year, and over five years, were replaced by LPR."""
    benchmark = [
        {"date": "2015-10-24", "le6m": "4.35", "m6_1y": "4.36", "y1_3": "4.75", "y3_5": "4.76", "gt5y": "4.90"},
        {"date": "2015-08-26", "le6m": "4.60", "m6_1y": "4.61", "y1_3": "5.00", "y3_5": "5.01", "gt5y": "5.15"},
    ]
    found = read_rates([{"date": "2019-08-20", "lpr_1y": "4.25", "lpr_5y": "4.85"}], benchmark, Holidays())
    assert [(str(one.on), one.rate) for one in found.of("1y")] == [
        ("2015-08-26", Decimal("0.0461")), ("2015-10-24", Decimal("0.0436")), ("2019-08-20", Decimal("0.0425")),
    ]  # fmt: skip
    assert [(str(one.on), one.rate) for one in found.of("5y")] == [
        ("2015-08-26", Decimal("0.0515")), ("2015-10-24", Decimal("0.0490")), ("2019-08-20", Decimal("0.0485")),
    ]  # fmt: skip


def test_each_term_of_the_benchmark_is_that_of_its_column_until_lpr() -> None:
    columns = {"6m": "1.01", "1y": "1.02", "1-3y": "1.03", "3-5y": "1.04", "5y": "1.05"}
    keys = ("le6m", "m6_1y", "y1_3", "y3_5", "gt5y")
    benchmark = [{"date": "2015-10-24", **dict(zip(keys, columns.values(), strict=True))}]
    found = read_rates([{"date": "2019-08-20", "lpr_1y": "4.25", "lpr_5y": "4.85"}], benchmark, Holidays())
    for term, percent in columns.items():
        assert [one.rate * 100 for one in found.of("1y", term)] == [Decimal(percent), Decimal("4.25")]
        assert [one.rate * 100 for one in found.of("5y", term)] == [Decimal(percent), Decimal("4.85")]
    with pytest.raises(ValueError, match=r"^1y 2y: not a term of the table"):
        found.of("1y", "2y")
    with pytest.raises(ValueError, match=r"^3y : not a term of the table"):
        found.of("3y")


def test_rows_are_read_by_their_heading() -> None:
    assert read_rows("date,rate\n2024-01-22,3.45\n") == [{"date": "2024-01-22", "rate": "3.45"}]


def test_without_announced_holidays_a_rate_is_not_asked_for_before_the_twentieth() -> None:
    """2026-05-20 is a Wednesday."""
    unknown = replace(without("2026-05"), holidays=Holidays())
    assert applying(unknown, "1y", date(2026, 5, 19)).on == date(2026, 4, 20)
