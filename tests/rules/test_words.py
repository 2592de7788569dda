"""Amounts in words are what the banks accept, and can be read back."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.money import Money
from models.rules.words import english, words, words_of
from tests.rules.published import cases

DIGITS = {digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
UNITS = {"拾": 10, "佰": 100, "仟": 1000}


def read_back(text: str) -> Money:
    """Another person's reading: digits times units, sections times 万 and 亿, then 角 and 分."""
    sign, text = (-1, text[1:]) if text.startswith("负") else (1, text)
    whole, _, rest = text.partition("元") if "元" in text else ("", "", text)
    fen = sum(
        DIGITS[digit] * {"角": 10, "分": 1}[unit]
        for digit, unit in re.findall(r"([零壹贰叁肆伍陆柒捌玖])([角分])", rest)
    )
    return Money(sign * (number(whole) * 100 + fen))


def number(text: str) -> int:
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        if unit in text:
            above, _, below = text.rpartition(unit)
            return number(above) * size + number(below)
    value = last = 0
    for sign in text:
        if sign in UNITS:
            value, last = value + last * UNITS[sign], 0
        else:
            last = DIGITS[sign]
    return value + last


@pytest.mark.parametrize("one", cases("words"), ids=lambda one: str(one["amount"]))
def test_published_amounts_are_written_in_an_accepted_form(one: dict[str, object]) -> None:
    assert words_of(str(one["amount"])) in one["accept"]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
        ("107000.53", "壹拾万柒仟元零伍角叁分"),
        ("908888.2", "玖拾万捌仟捌佰捌拾捌元贰角"),
        ("100.50", "壹佰元零伍角"),
        ("0.05", "伍分"),
        ("-0.3", "负叁角"),
        ("-0.01", "负壹分"),
        ("100001000", "壹亿零壹仟元整"),
        ("1000000000000", "壹万亿元整"),
        ("2005", "贰仟零伍元整"),
        ("0.005", "壹分"),
        ("-0.004", "零元整"),
    ],
)
def test_where_two_forms_are_legal_the_house_form_is_written(amount: str, expected: str) -> None:
    assert words_of(amount) == expected


@given(st.integers(min_value=-(10**16), max_value=10**16))
def test_words_read_back_are_the_amount(fen: int) -> None:
    assert read_back(words(Money(fen))) == Money(fen)


@given(st.integers(min_value=0, max_value=10**16))
def test_words_never_repeat_a_zero_nor_end_with_one(fen: int) -> None:
    text = words(Money(fen))
    assert "零零" not in text
    assert not text.endswith("零")
    assert text.endswith("整") == (fen % 100 == 0)
    assert re.search("^[^壹贰叁肆伍陆柒捌玖零]", text) is None


def test_what_is_no_number_has_no_words() -> None:
    with pytest.raises(ValueError):
        words_of("twelve")


def test_only_words_round_more_than_two_decimals() -> None:
    assert words_of("1013.255") == words(Money.of(Decimal("1013.26")))


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("0", "zero only"),
        ("0.05", "zero and 05/100"),
        ("13", "thirteen only"),
        ("100", "one hundred only"),
        ("1680.32", "one thousand six hundred eighty and 32/100"),
        ("42000.50", "forty-two thousand and 50/100"),
        ("100000001", "one hundred million one only"),
        ("-20", "minus twenty only"),
        ("1234567890123.00", "one trillion two hundred thirty-four billion five hundred sixty-seven million "
                             "eight hundred ninety thousand one hundred twenty-three only"),
    ],
)  # fmt: skip
def test_an_english_paper_says_an_amount_as_a_cheque_does(amount: str, said: str) -> None:
    assert english(Money.of(amount)) == said


def test_a_fen_below_nothing_and_the_last_of_the_teens_are_said_as_they_are() -> None:
    assert english(Money(-1)) == "minus zero and 01/100"
    assert english(Money.of(19)) == "nineteen only"
    assert english(Money.of(20)) == "twenty only"


@given(st.integers(min_value=0, max_value=10**15))
def test_english_words_are_read_back_as_the_same_amount(fen: int) -> None:
    said = english(Money(fen))
    whole, _, cents = said.removesuffix(" only").partition(" and ")
    assert english_number(whole) * 100 + int(cents.removesuffix("/100") or 0) == fen


def english_number(said: str) -> int:
    """Another person's reading of a whole number."""
    small = {word: value for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split())}  # fmt: skip
    small |= {word: 10 * value for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}  # fmt: skip
    large = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
    whole = part = 0
    for word in said.replace("-", " ").split():
        if word == "hundred":
            part *= 100
        elif word in large:
            whole, part = whole + part * large[word], 0
        else:
            part += small[word]
    return whole + part
