"""What people type is read as they mean it, or refused in a sentence; it is never guessed or rounded silently."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.drafts import Entry
from models.money import Money
from ui.forms import typed
from ui.forms.arithmetic import calculate
from ui.forms.typed import Unclear

TODAY = date(2026, 11, 23)
KINDS = {"main": "施工总承包", "sub": "专业分包", "sub_labour": "劳务分包"}


@pytest.mark.parametrize(
    ("words", "fen"),
    [
        ("1234.5", 123450),
        ("1,234.50", 123450),
        ("１２３４．５", 123450),
        ("1.2万", 1200000),
        ("¥ 12", 1200),
        ("(300)", -30000),
        ("-0.01", -1),
        ("=3*450.5", 135150),
        ("＝3×450.5", 135150),
        ("=(1.2万-300)*3%", 35100),
        ("=100/3", 3333),
        ("=-2*-3", 600),
        ("=1，000＋1", 100100),
    ],
)
def test_amounts_are_read_as_people_write_them(words: str, fen: int) -> None:
    assert typed.money(words) == Money(fen)


@pytest.mark.parametrize(
    "words",
    ["abc", "1.2.3", "=3*", "=1/0", "=(1", "=1)", "=__import__('os')", "12万3", "=" + "(" * 500, "9" * 30, "=2**8"],
)
def test_what_is_no_amount_is_refused_with_what_was_typed(words: str) -> None:
    with pytest.raises(Unclear) as refused:
        typed.money(words)
    assert words in refused.value.problem("price").text()


def test_an_amount_that_is_too_large_is_told_as_that() -> None:
    with pytest.raises(Unclear, match="is too large"):
        typed.money("9" * 25)


def test_a_third_decimal_of_a_typed_amount_is_refused_not_rounded() -> None:
    with pytest.raises(Unclear, match="at most two decimals"):
        typed.money("0.005")


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6), st.sampled_from("+-*/"))
def test_sums_are_exact(one: int, other: int, sign: str) -> None:
    expected = {
        "+": Fraction(one) + other,
        "-": Fraction(one) - other,
        "*": Fraction(one) * other,
        "/": Fraction(one) / other,
    }[sign]
    assert calculate(f"={one}{sign}{other}") == expected


@given(st.text(max_size=30))
def test_no_text_makes_the_calculator_fail_in_another_way(words: str) -> None:
    with suppress(ValueError):
        assert isinstance(calculate("=" + words), Fraction)


def test_products_bind_closer_than_sums_and_brackets_closer_than_both() -> None:
    assert calculate("=2+3*4") == 14
    assert calculate("=(2+3)*4") == 20
    assert calculate("=8/4/2") == 1
    assert calculate("=10-4-3") == 3


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("20261123", date(2026, 11, 23)),
        ("２０２６１１２３", date(2026, 11, 23)),
        ("261123", date(2026, 11, 23)),
        ("2026-11-23", date(2026, 11, 23)),
        ("2026/1/2", date(2026, 1, 2)),
        ("2026.1.2", date(2026, 1, 2)),
        ("2026年11月23日", date(2026, 11, 23)),
        ("2026 年 11 月 23 号", date(2026, 11, 23)),
        ("11-23", date(2026, 11, 23)),
        ("1123", date(2026, 11, 23)),
        ("3月5日", date(2026, 3, 5)),
        ("2026/11/23 0:00:00", date(2026, 11, 23)),
        ("今天", TODAY),
        ("Today", TODAY),
        ("昨天", date(2026, 11, 22)),
        ("+30", date(2026, 12, 23)),
        ("-23", date(2026, 10, 31)),
        ("月底", date(2026, 11, 30)),
    ],
)
def test_days_are_read_as_people_write_them(words: str, day: date) -> None:
    assert typed.day(words, TODAY) == day


@pytest.mark.parametrize("words", ["2026-02-30", "20261340", "soon", "11", "2026-11", "99991231", "+999999"])
def test_what_is_no_day_is_refused(words: str) -> None:
    with pytest.raises(Unclear):
        typed.day(words, TODAY)


@given(st.dates(date(1949, 1, 1), date(2199, 12, 31)))
def test_a_day_written_is_read_again(day: date) -> None:
    how = Entry("on", "On", date | None)
    assert typed.read(how, typed.written(how, day), TODAY) == day


@given(st.integers(-(10**15), 10**15))
def test_an_amount_shown_or_written_is_read_again(fen: int) -> None:
    how = Entry("amount", "Amount", Money | None)
    for form in (typed.written, typed.displayed):
        assert typed.read(how, form(how, Money(fen)), TODAY) == Money(fen)


def test_a_percentage_typed_as_an_amount_is_told_where_it_belongs() -> None:
    how = Entry("limit", "Retention at most", Money | None, share="Retention at most, of the price")
    for words in ("5%", "5 ％"):
        with pytest.raises(Unclear) as told:
            typed.read(how, words, TODAY)
        assert told.value.problem("limit").sentence("zh") == f"“{words}”是百分比，请填到“质保金上限（占合同价）”。"
    assert typed.read(how, "5", TODAY) == Money.of(5)
    with pytest.raises(Unclear, match="not an amount"):
        typed.read(Entry("price", "Price", Money), "5%", TODAY)


def test_a_rate_is_typed_in_percent_and_kept_as_a_fraction() -> None:
    how = Entry("rate", "Rate", Decimal | None, unit="%")
    assert typed.read(how, "3", TODAY) == Decimal("0.03")
    assert typed.read(how, "3 %", TODAY) == Decimal("0.03")
    assert typed.read(how, "０．５", TODAY) == Decimal("0.005")
    assert typed.written(how, Decimal("0.3")) == "30"


def test_a_quantity_keeps_its_places_and_refuses_more() -> None:
    how, of_many = (Entry("quantity", "Quantity", Decimal | None, places=places) for places in (3, 6))
    assert typed.displayed(how, Decimal("86000")) == "86,000.000"
    assert typed.displayed(how, Decimal("-1.23456")) == "−1.23456"
    assert typed.displayed(of_many, Decimal(1200)) == "1,200.00"
    assert typed.displayed(of_many, Decimal("-1200.1234")) == "−1,200.1234"
    with pytest.raises(Unclear, match="decimals can be kept"):
        typed.read(how, "1.2345", TODAY)


def test_a_whole_number_has_no_decimals() -> None:
    assert typed.whole("28") == 28
    with pytest.raises(Unclear):
        typed.whole("2.5")


def test_a_choice_is_found_by_its_key_its_text_or_a_part_only_one_has() -> None:
    assert typed.choice("sub", KINDS) == "sub"
    assert typed.choice("施工总承包", KINDS) == "main"
    assert typed.choice("劳务", KINDS) == "sub_labour"
    with pytest.raises(Unclear) as refused:
        typed.choice("分包", KINDS)
    assert "专业分包" in refused.value.problem("kind").text()


def test_yes_and_no_are_read_in_the_ways_tables_write_them() -> None:
    assert [typed.flag(words) for words in ("是", "√", "1", "TRUE", "否", "0", "")] == [True] * 4 + [False] * 3
    with pytest.raises(Unclear):
        typed.flag("maybe")


def test_an_entry_of_a_kind_without_an_editor_is_a_mistake_of_the_draft() -> None:
    with pytest.raises(TypeError, match="no editor"):
        typed.kind_of(Entry("x", "X", list))


@pytest.mark.parametrize(
    ("words", "factor"), [("1.05", "1.05"), ("105", "1.05"), ("105%", "1.05"), ("0.9", "0.9"), ("90", "0.9")]
)
def test_a_factor_is_typed_as_itself_or_in_percent(words: str, factor: str) -> None:
    assert typed.number(words, 2, percent=True, factor=True) == Decimal(factor)
