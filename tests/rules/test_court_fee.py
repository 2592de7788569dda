"""The court fee follows the bands of the fee regulation."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.money import Money
from models.rules.court_fee import court_fee
from tests.rules.published import cases

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("one", cases("court_fee"), ids=lambda one: str(one["amount"]))
def test_published_fees_are_reproduced(one: dict[str, str]) -> None:
    assert str(court_fee(Money.of(one["amount"]), TODAY)) == one["fee"]


@pytest.mark.parametrize(
    ("amount", "fee"),
    [
        ("0", "50"),
        ("10000", "50"),
        ("10000.01", "50"),
        ("12345.67", "108.64"),
        ("200000", "4300"),
        ("500000", "8800"),
        ("2000000", "22800"),
        ("5000000", "46800"),
        ("10000000", "81800"),
        ("20000000", "141800"),
        ("30000000", "191800"),
    ],
)
def test_each_band_is_charged_at_its_own_rate(amount: str, fee: str) -> None:
    assert court_fee(Money.of(amount), TODAY) == Money.of(fee)


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_a_larger_claim_never_costs_less(one: int, other: int) -> None:
    less, more = sorted([Money(one), Money(other)])
    assert court_fee(less, TODAY) <= court_fee(more, TODAY)


@pytest.mark.parametrize(("amount", "on"), [("-1", TODAY), ("1", date(2007, 3, 31))])
def test_a_negative_claim_or_a_day_before_the_table_has_no_fee(amount: str, on: date) -> None:
    with pytest.raises(ValueError, match="no court fee"):
        court_fee(Money.of(amount), on)
