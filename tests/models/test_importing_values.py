"""A cell is read exactly, or the sentence says what is wrong with it."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.drafts import Entry
from models.importing import values
from models.importing.cells import Habits, entry_reader
from models.importing.days import read_day
from models.importing.recognition.amounts import read_amount
from models.importing.texts import Misread, clean
from models.money import Money

TODAY = date(2026, 11, 23)


def refusal(read: Any, *given: Any, **how: Any) -> str:
    with pytest.raises(Misread) as misread:
        read(*given, **how)
    return str(misread.value)


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        (1234.56, 123456),
        (0.1 + 0.2, 30),
        (1234.5600000000001, 123456),
        (-0.5, -50),
        (12, 1200),
        (0.0, 0),
        ("１２３４．５", 123450),
        ("¥1,234.50元", 123450),
        ("￥ 1 234.50", 123450),
        ("1 234 567.5", 123456750),
        ("￥ (500.00)", -50000),
        ("(300.00)", -30000),
        ("（300）", -30000),
        ("1.2万", 1200000),
        ("1,2345,6789.1", 12345678910),
        ("-5", -500),
        ("−5", -500),
        ("人民币100", 10000),
        (999999999999.99, 99999999999999),
    ],
)
def test_an_amount_is_read_to_the_fen(cell: Any, fen: int) -> None:
    assert values.money(cell) == Money(fen)


@pytest.mark.parametrize("cell", [float("nan"), float("inf"), -float("inf"), 1e16, 1.5e300, "9" * 16])
def test_what_no_ledger_can_hold_is_refused(cell: Any) -> None:
    assert "is not an amount that can be kept" in refusal(values.money, cell)


@pytest.mark.parametrize("cell", ["5000\n3000", "100 20", "12 5", "1.2 3", "1\u20282", "1234 567"])
def test_two_numbers_in_one_cell_are_no_number(cell: str) -> None:
    assert "is not a number" in refusal(values.money, cell)


@pytest.mark.parametrize(
    "cell", ["1e999", "NaN", "一百", "-", "1.2.3", "元", "12亿万", "9" * 80, "未付", True, TODAY, time(1)]
)
def test_what_is_no_number_is_said_to_be_none(cell: Any) -> None:
    assert "is not a number" in refusal(values.money, cell)


def test_a_third_decimal_asks() -> None:
    assert refusal(values.money, 1.234) == "1.234 has more than two decimals. Round it to the fen, for example 1.23."
    assert refusal(values.money, "2.005").endswith("for example 2.01.")
    assert values.money(2.005, round_off=True) == Money(201)


def test_a_comma_at_an_odd_place_asks() -> None:
    assert "a comma is at an odd place" in refusal(values.money, "12,34")
    assert "a comma is at an odd place" in refusal(values.money, "1.234,56")


@given(st.integers(-(10**14), 10**14))
def test_every_amount_written_by_a_spreadsheet_comes_back(fen: int) -> None:
    amount = Money(fen)
    assert values.money(fen / 100) == amount
    assert values.money(str(amount)) == amount
    assert values.money(amount.grouped) == amount


@pytest.mark.parametrize(
    "cell",
    [date(2026, 11, 23), datetime(2026, 11, 23, 8, 5), 46349.0, 46349, "2026-11-23", "2026.11.23", "2026/11/23",
     "20261123", 20261123.0,
     "2026年11月23日", " 2026 年 11 月 23 日 ", "２０２６－１１－２３", "2026-11-23 00:00:00", "2026/11/23 8:05"],
)  # fmt: skip
def test_a_day_is_read_in_all_its_forms(cell: Any) -> None:
    assert values.day(cell, TODAY) == date(2026, 11, 23)


def test_a_number_counts_days_as_its_workbook_does() -> None:
    assert values.day(44887.0, TODAY, from_1904=True) == date(2026, 11, 23)
    assert values.day(45054.0, TODAY) == date(2023, 5, 8)


@pytest.mark.parametrize("cell", ["2026-02-30", "2026-13-01", "20260230", "2025年2月29日"])
def test_a_day_that_never_was_is_refused(cell: Any) -> None:
    assert refusal(values.day, cell, TODAY).startswith("There is no day")


@pytest.mark.parametrize(
    "cell", [60.0, 0.5, 5.0, -3.0, 1e9, float("inf"), "昨天", "11/12/2026", "2026年", "月底", True, time(10)]
)
def test_what_is_no_date_is_said_to_be_none(cell: Any) -> None:
    assert "is not a date" in refusal(values.day, cell, TODAY)


@pytest.mark.parametrize("cell", [date(1900, 2, 28), "1989-12-31", "2036-11-24", date(2206, 11, 23), 29000.0])
def test_a_day_outside_the_trade_is_refused(cell: Any) -> None:
    assert "before 1990 or more than ten years ahead" in refusal(values.day, cell, TODAY)


def test_the_bounds_themselves_are_days() -> None:
    assert values.day("1990-01-01", TODAY) == date(1990, 1, 1)
    assert values.day("2036-11-23", TODAY) == date(2036, 11, 23)


@pytest.mark.parametrize(
    ("cell", "day"),
    [("2026年10月", date(2026, 10, 31)), ("24年12月", date(2024, 12, 31)), ("2024年2月底", date(2024, 2, 29)),
     ("2023.5", date(2023, 5, 31)), ("2024年一季度", date(2024, 3, 31)), ("2023年底", date(2023, 12, 31))],
)  # fmt: skip
def test_a_month_stands_for_its_last_day_as_in_any_ledger(cell: str, day: date) -> None:
    assert values.day(cell, TODAY) == read_day(cell).day() == day


@pytest.mark.parametrize("cell", ["2026年3月初", "2026年3月上旬", "26年3月中"])
def test_another_part_of_a_month_asks_for_the_day(cell: str) -> None:
    assert "names no day" in refusal(values.day, cell, TODAY)


@pytest.mark.parametrize("cell", ["5月底", "5月8日", "5.8"])
def test_what_names_no_year_says_that_the_year_is_missing(cell: str) -> None:
    assert "names no year" in refusal(values.day, cell, TODAY)


@pytest.mark.parametrize(
    "cell", ["2026/1/1 18:05", "2026-1-1 9:30:00", "26.1.1 12:00", "2026年1月1日 下午2:30", "2026-01-01T10:00"]
)
def test_the_hour_is_no_part_of_the_day(cell: str) -> None:
    assert values.day(cell, TODAY) == read_day(cell).day() == date(2026, 1, 1)


@pytest.mark.parametrize(("cell", "ratio"), [
    ("9%", "0.09"), (9.0, "0.09"), (0.09, "0.09"), ("9", "0.09"), ("３％", "0.03"),
    (1.0, "1"), (100.0, "1"), ("3‰", "0.003"), (0.0, "0"), ("0.5%", "0.005"),
])  # fmt: skip
def test_a_percentage_is_read_with_and_without_its_sign(cell: Any, ratio: str) -> None:
    assert values.percent(cell) == Decimal(ratio)


def test_a_percentage_outside_its_bounds_is_refused() -> None:
    assert "outside 0% to 100%" in refusal(values.percent, 150.0)
    assert "outside 0% to 100%" in refusal(values.percent, "-3%")


@pytest.mark.parametrize(
    ("cell", "factor"),
    [(1.05, "1.05"), (0.9, "0.9"), (105, "1.05"), (90.0, "0.9"), ("105%", "1.05"), ("1.05", "1.05"), ("90 %", "0.9")],
)
def test_a_factor_above_one_is_no_percent_of_a_hundredth(cell: Any, factor: str) -> None:
    """GB 50500-2013 9.6.2: what is done short of the bill is paid at more than its price, 1.05 as an example."""
    assert values.factor(cell) == Decimal(factor)


def test_under_a_percent_caption_a_small_number_asks() -> None:
    assert values.percent(3.0, of_hundred=True) == Decimal("0.03")
    assert "ratio or a percentage" in refusal(values.percent, 0.03, of_hundred=True)
    assert values.percent("0.03%", of_hundred=True) == Decimal("0.0003")


@pytest.mark.parametrize(
    ("written", "yuan"), [("300万元", 3_000_000), ("300", 3_000_000), ("￥300元", 300), ("1.2亿", 120_000_000)]
)
def test_the_unit_of_a_cell_counts_before_that_of_its_column(written: str, yuan: int) -> None:
    read = entry_reader(Entry("amount", "Amount", Money), 4, Habits(TODAY))
    assert read(written) == read_amount(written, 4) == Money(yuan * 100)


@pytest.mark.parametrize("written", ["6,248.50 m", "6248.5m", "６２４８．５㎡", "6 248.50 吨", "6248.5 m3"])
def test_what_a_quantity_is_measured_in_may_stand_behind_it(written: str) -> None:
    assert values.quantity(written) == Decimal("6248.5")


@pytest.mark.parametrize("written", ["6248.50 千m3", "6 m 5", "m", "6248.5x"])
def test_what_else_stands_behind_a_quantity_is_asked(written: str) -> None:
    assert "is not a number" in refusal(values.quantity, written)


def test_a_quantity_keeps_six_decimals() -> None:
    assert values.quantity("412,500.123456") == Decimal("412500.123456")
    assert values.quantity(1 / 3) == Decimal("0.333333")
    assert "more than six decimals" in refusal(values.quantity, "0.1234567")


def test_an_identifier_is_kept_digit_by_digit_or_refused() -> None:
    assert values.text(12.0) == "12"
    assert values.text(622200001234567.0) == "622200001234567"
    assert values.text("6222000012345678901") == "6222000012345678901"
    assert "Excel has lost digits" in refusal(values.text, 6222000012345678901.0)


def test_a_number_that_became_a_date_is_refused_as_a_key() -> None:
    assert "turned this number into a date" in refusal(values.text, date(2024, 3, 1), key=True)
    assert values.text(date(2024, 3, 1)) == "2024-03-01"


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x1b", "\u202e", "\u2066", "\u200b", "\ufeff", "\ud800", "\x85"])
def test_characters_nobody_sees_are_refused_by_name(bad: str) -> None:
    assert f"U+{ord(bad):04X}" in refusal(clean, f"江北{bad}公路")


def test_text_is_composed_trimmed_and_kept_on_its_lines() -> None:
    assert clean("  e\u0301té\u3000") == "été"
    assert clean("一\r\n 二") == "一 二"
    assert clean("一\n二", lines=2) == "一\n二"
    assert clean("王𬭛 👷\u200d♂ =1+1") == "王𬭛 👷\u200d♂ =1+1"


def test_a_text_that_is_too_long_says_how_long_it_may_be() -> None:
    assert "up to 300 are kept" in refusal(clean, "字" * 301)
    assert clean("字" * 4000, lines=3) == "字" * 4000


def test_a_choice_is_found_by_any_of_its_names() -> None:
    names = {values.folded(name): "bank" for name in ("bank", "Bank transfer", "银行转账")}
    assert values.choice(" 银行 转账", names) == values.choice("BANK TRANSFER", names) == "bank"
    assert values.choice("", names) == ""
    assert "none of the choices" in refusal(values.choice, "支票", names)


@pytest.mark.parametrize(("cell", "yes"), [
    ("是", True), ("√", True), (1.0, True), (True, True), ("Y", True), ("否", False),
    ("", False), ("×", False), (0.0, False), (False, False),
])  # fmt: skip
def test_yes_and_no_are_understood(cell: Any, yes: bool) -> None:
    assert values.flag(cell) is yes


def test_neither_yes_nor_no_is_refused() -> None:
    assert "neither yes nor no" in refusal(values.flag, "也许")


def test_a_whole_number_has_no_part() -> None:
    assert values.whole("28") == values.whole(28.0) == 28
    assert "not a whole number" in refusal(values.whole, 1.5)


@pytest.mark.parametrize(("written", "day"), [
    ("45808", date(2025, 5, 31)), ("23.5.8", date(2023, 5, 8)), ("二〇二三年五月八日", date(2023, 5, 8)),
    ("23年5月底", date(2023, 5, 31)), ("2024年2月末", date(2024, 2, 29)),
])  # fmt: skip
def test_our_own_sheets_take_a_day_as_a_ledger_writes_it(written: str, day: date) -> None:
    assert entry_reader(Entry("day", "Day", date), 0, Habits(TODAY))(written) == day


@pytest.mark.parametrize("written", ["5月底", "5月8日", "2023年2月30日", "2040年5月底"])
def test_a_month_without_its_day_or_year_stays_open(written: str) -> None:
    assert refusal(entry_reader(Entry("day", "Day", date), 0, Habits(TODAY)), written)


@pytest.mark.parametrize(("written", "yuan"), [
    ("贰拾万元整", 200_000), ("1.2亿", 120_000_000), ("￥300万元", 3_000_000), ("一亿", None),
])  # fmt: skip
def test_our_own_sheets_take_an_amount_as_a_ledger_writes_it(written: str, yuan: int | None) -> None:
    read = entry_reader(Entry("amount", "Amount", Money), 0, Habits(TODAY))
    if yuan is None:
        assert refusal(read, written)
    else:
        assert read(written) == Money(yuan * 100)


@pytest.mark.parametrize(
    ("written", "yuan"), [("100（万元）", 1_000_000), ("100（元）", 100), ("100（含税）", 1_000_000)]
)
def test_a_unit_in_brackets_behind_an_amount_is_its_unit(written: str, yuan: int) -> None:
    assert read_amount(written, 4) == Money(yuan * 100)


@pytest.mark.parametrize("said", ["美元", "退", "红字", "红冲", "负", "-", "未到", "未付", "作废"])
def test_what_is_said_behind_an_amount_may_make_it_none(said: str) -> None:
    with pytest.raises(Misread):
        read_amount(f"100（{said}）", 0)
