"""Every amount falls in exactly one band, and exactly one year is still within one year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.money import Money
from models.rules.ageing import DUE, POSTING, band_of, day_bands, days_overdue, fifo_open, month_bands, year_bands
from models.rules.calendar import add_months

DATES = st.dates(date(2000, 1, 1), date(2040, 12, 31))


def year_band(posted: date, as_of: date) -> str | None:
    band = band_of(posted, year_bands(as_of))
    return band and band.name


@pytest.mark.parametrize(
    ("posted", "as_of", "band"),
    [
        (date(2025, 11, 23), date(2026, 11, 23), "y0"),
        (date(2025, 11, 22), date(2026, 11, 23), "y1"),
        (date(2024, 11, 23), date(2026, 11, 23), "y1"),
        (date(2021, 11, 23), date(2026, 11, 23), "y4"),
        (date(2021, 11, 22), date(2026, 11, 23), "y5"),
        (date(2026, 11, 23), date(2026, 11, 23), "y0"),
        (date(2026, 11, 24), date(2026, 11, 23), None),
        (date(2024, 2, 29), date(2025, 2, 28), "y0"),
        (date(2024, 2, 29), date(2025, 3, 1), "y1"),
        (date(2023, 2, 28), date(2024, 2, 28), "y0"),
        (date(2023, 2, 28), date(2024, 2, 29), "y1"),
        (date(2023, 3, 1), date(2024, 2, 29), "y0"),
    ],
)
def test_a_year_band_includes_its_upper_edge(posted: date, as_of: date, band: str | None) -> None:
    assert year_band(posted, as_of) == band


def test_months_are_bands_that_include_their_upper_edge() -> None:
    """6个月以内, 7-12个月, 1-2年, 2-3年, 3年以上; years are said in years."""
    as_of = date(2026, 6, 30)
    bands = month_bands(as_of, (6, 12, 24, 36))
    assert [(one.name, one.caption.format(over=one.over, upto=one.upto)) for one in bands] == [
        ("m0", "Up to 6 months"), ("m6", "7–12 months"), ("m12", "1–2 years"), ("m24", "2–3 years"),
        ("m36", "Over 3 years"),
    ]  # fmt: skip
    days = (as_of, date(2025, 12, 30), date(2025, 12, 29), date(2025, 6, 30), date(2025, 6, 29), date(2023, 6, 29))
    found = [band_of(posted, bands) for posted in days]
    assert [one and one.name for one in found] == ["m0", "m0", "m6", "m6", "m12", "m36"]
    assert band_of(date(2026, 7, 1), bands) is None
    youngest = band_of(date(2026, 6, 30), month_bands(as_of, (6,), DUE))
    assert youngest is None, "due today is not overdue"


def test_bands_of_whole_years_in_months_are_those_of_years() -> None:
    as_of = date(2024, 2, 29)
    by_month, by_year = month_bands(as_of, (12, 24, 36, 48, 60)), year_bands(as_of)
    assert [(one.caption, one.over, one.upto, one.first, one.last) for one in by_month] == [
        (one.caption, one.over, one.upto, one.first, one.last) for one in by_year
    ]
    assert [(one.over, one.upto, one.caption) for one in month_bands(as_of, (3, 12, 18))] == [
        (1, 3, "Up to {upto} months"), (4, 12, "{over}–{upto} months"), (13, 18, "{over}–{upto} months"),
        (18, None, "Over {over} months"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("overdue", "band"),
    [
        *((0, None), (1, "d0"), (30, "d0"), (31, "d30"), (90, "d30"), (91, "d90"), (180, "d90"), (181, "d180")),
        *((365, "d180"), (366, "d365"), (3000, "d365")),
    ],
)
def test_a_day_band_holds_what_is_overdue_so_many_days(overdue: int, band: str | None) -> None:
    as_of = date(2026, 11, 23)
    due_on = as_of - timedelta(days=overdue)
    found = band_of(due_on, day_bands(as_of))
    assert (found and found.name) == band
    assert days_overdue(due_on, as_of) == overdue


def test_captions_name_the_edges_of_their_band() -> None:
    as_of = date(2026, 11, 23)
    assert [band.caption.format(over=band.over, upto=band.upto) for band in day_bands(as_of)] == [
        "1–30 days",
        "31–90 days",
        "91–180 days",
        "181–365 days",
        "Over 365 days",
    ]
    years = [band.caption.format(over=band.over, upto=band.upto) for band in year_bands(as_of)]
    assert years == ["Up to 1 year", "1–2 years", "2–3 years", "3–4 years", "4–5 years", "Over 5 years"]


def test_by_due_date_only_what_is_overdue_has_an_age() -> None:
    as_of = date(2026, 11, 23)
    assert band_of(as_of, year_bands(as_of, DUE)) is None
    assert year_bands(as_of, DUE)[0].last == date(2026, 11, 22)


def test_what_has_no_due_date_or_is_not_due_is_not_overdue() -> None:
    assert days_overdue(None, date(2026, 11, 23)) == 0
    assert days_overdue(date(2026, 12, 1), date(2026, 11, 23)) == 0


@given(DATES, DATES)
def test_the_age_in_whole_years_agrees_with_the_band(one: date, other: date) -> None:
    posted, as_of = sorted([one, other])
    years = next((n for n in range(5) if add_months(posted, 12 * (n + 1)) >= as_of), 5)
    assert year_band(posted, as_of) == f"y{years}"


@given(DATES)
def test_bands_follow_each_other_without_gap(as_of: date) -> None:
    for bands in (year_bands(as_of), year_bands(as_of, DUE), day_bands(as_of), day_bands(as_of, "posting")):
        assert [band.first for band in bands[:-1]] == [band.last + timedelta(days=1) for band in bands[1:]]
        assert bands[-1].first is None


def test_the_group_s_basis_sets_all_that_was_settled_against_the_oldest() -> None:
    postings = [(date(2024, 5, 1), Money(300)), (date(2022, 1, 1), Money(100)), (date(2023, 1, 1), Money(200))]
    assert fifo_open(postings, Money(150)) == [(date(2023, 1, 1), Money(150)), (date(2024, 5, 1), Money(300))]
    assert fifo_open(postings, Money(1000)) == []


@given(st.lists(st.tuples(DATES, st.integers(0, 10**9).map(Money))), st.integers(0, 10**10).map(Money))
def test_what_stays_open_is_what_was_posted_less_what_was_settled(
    postings: list[tuple[date, Money]], settled: Money
) -> None:
    posted = Money.total(amount for _, amount in postings)
    left = Money.total(amount for _, amount in fifo_open(postings, settled))
    assert left == max(posted - settled, Money())


def test_the_two_bases_are_asked_for_by_the_names_that_commands_use() -> None:
    as_of = date(2026, 11, 23)
    assert (POSTING, DUE) == ("posting", "due")
    assert year_bands(as_of, "posting")[0].last == day_bands(as_of, "posting")[0].last == as_of
    assert year_bands(as_of, "due")[0].last == day_bands(as_of, "due")[0].last == date(2026, 11, 22)
