"""Rates and holidays published after the program was are entered once, and everything that needs them finds them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models import holidays, lending_rates
from models.holidays import WORK, HolidayDraft
from models.lending_rates import LendingRateDraft
from models.problems import Invalid
from models.rules.calendar import rolled
from models.rules.rates import MissingRate, applying
from models.store.book import Book

OCTOBER = LendingRateDraft("", date(2026, 10, 20), Decimal("0.029"), Decimal("0.034"), "人民银行网站")


def entries_of(error: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [problem.entry for problem in error.value.problems]


def test_a_month_that_is_missing_is_asked_for_until_it_is_entered(book: Book) -> None:
    with book.read() as session:
        before = lending_rates.table(session)
    with pytest.raises(MissingRate):
        applying(before, "1y", date(2026, 10, 25))
    with book.write(lending_rates.RECORD) as session:
        lending_rates.record(session, OCTOBER)
    with book.read() as session:
        after = lending_rates.table(session)
    assert applying(after, "1y", date(2026, 10, 25)).rate == Decimal("0.029")
    assert applying(after, "5y", date(2026, 10, 25)).rate == Decimal("0.034")
    with pytest.raises(MissingRate):
        applying(after, "1y", date(2026, 11, 25))


def test_the_longer_term_may_be_left_out(book: Book) -> None:
    with book.write(lending_rates.RECORD) as session:
        key = lending_rates.record(session, replace(OCTOBER, five_years=None)).id
    with book.read() as session:
        table = lending_rates.table(session)
        assert lending_rates.draft_of(session, key).five_years is None
    assert applying(table, "1y", date(2026, 10, 25)).rate == Decimal("0.029")
    with pytest.raises(MissingRate):
        applying(table, "5y", date(2026, 10, 25))


def test_a_rate_of_the_program_cannot_be_replaced_by_another(book: Book) -> None:
    twisted = replace(OCTOBER, published_on=date(2024, 7, 22), one_year=Decimal("0.05"), five_years=None)
    with book.write(lending_rates.RECORD) as session, pytest.raises(Invalid) as refused:
        lending_rates.record(session, twisted)
    assert entries_of(refused) == ["one_year"]
    assert "3.35" in refused.value.problems[0].text()


def test_a_day_is_entered_once_and_another_day_than_usual_is_remarked(book: Book) -> None:
    with book.write(lending_rates.RECORD) as session:
        key = lending_rates.record(session, OCTOBER).id
    with book.write(lending_rates.RECORD) as session, pytest.raises(Invalid) as refused:
        lending_rates.record(session, OCTOBER)
    assert entries_of(refused) == ["published_on"]
    with book.write(lending_rates.RECORD) as session:
        lending_rates.record(session, replace(OCTOBER, id=key, one_year=Decimal("0.028")))
    odd = list(lending_rates.check(replace(OCTOBER, published_on=date(2026, 10, 21))))
    assert [(problem.entry, problem.advice) for problem in odd] == [("published_on", True)]


@pytest.mark.parametrize(
    ("changes", "entry"),
    [
        ({"one_year": Decimal(3)}, "one_year"),
        ({"five_years": Decimal(0)}, "five_years"),
        ({"published_on": date(2019, 7, 20)}, "published_on"),
        ({"published_on": None}, "published_on"),
    ],
)
def test_what_cannot_be_a_rate_is_refused_at_its_entry(changes: dict[str, object], entry: str) -> None:
    assert [problem.entry for problem in lending_rates.check(replace(OCTOBER, **changes))] == [entry]  # type: ignore[arg-type]


NEW_YEAR = HolidayDraft("", "元旦", "off", date(2031, 1, 1))
NATIONAL = HolidayDraft("", "国庆节", "off", date(2031, 10, 1), date(2031, 10, 7), "国办")


def test_a_year_counts_as_announced_once_its_first_and_last_holiday_are_there(book: Book) -> None:
    with book.write(holidays.RECORD) as session:
        holidays.record(session, NATIONAL)
    with book.read() as session:
        assert rolled(date(2031, 10, 1), holidays.known(session)) is None
    with book.write(holidays.RECORD) as session:
        holidays.record(session, NEW_YEAR)
        holidays.record(session, HolidayDraft("", "国庆节", WORK, date(2031, 9, 28)))
    with book.read() as session:
        known = holidays.known(session)
    assert rolled(date(2031, 10, 1), known) == date(2031, 10, 8)
    assert rolled(date(2031, 9, 28), known) == date(2031, 9, 28), "a Sunday on which people work"
    assert rolled(date(2031, 9, 21), known) == date(2031, 9, 22), "an ordinary Sunday"
    assert rolled(date(2026, 10, 1), known) == date(2026, 10, 8), "what the program brings stays"


def test_holidays_do_not_overlap_and_those_of_the_program_are_not_entered(book: Book) -> None:
    with book.write(holidays.RECORD) as session:
        key = holidays.record(session, NATIONAL).id
        assert holidays.draft_of(session, key) == replace(NATIONAL, id=key)
    with book.write(holidays.RECORD) as session, pytest.raises(Invalid) as refused:
        holidays.record(session, HolidayDraft("", "中秋节", "off", date(2031, 9, 30), date(2031, 10, 1)))
    assert entries_of(refused) == ["first_on"]
    assert [one.entry for one in holidays.check(replace(NEW_YEAR, first_on=date(2026, 1, 1)))] == ["first_on"]
    assert [one.entry for one in holidays.check(replace(NATIONAL, last_on=date(2031, 9, 1)))] == ["last_on"]
    weekday = list(holidays.check(replace(NEW_YEAR, kind=WORK)))
    assert [(one.entry, one.advice) for one in weekday] == [("first_on", True)]
