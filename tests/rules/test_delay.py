"""Days late count after the time that was granted; their damages stop at the limit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.money import Money
from models.rules.delay import DelayTerms, days_late, delay_terms, extended

M = Money.of


def test_damages_are_an_amount_or_a_share_of_the_price_for_each_day_up_to_their_limit() -> None:
    assert delay_terms(M(10_000_000), M(20_000), None, Decimal("0.05")) == DelayTerms(M(20_000), M(500_000))
    assert delay_terms(M(10_000_000), None, Decimal("0.0005"), None) == DelayTerms(M(5_000), None)
    assert delay_terms(M(10_000_000), None, None, None).damages(99) == Money()
    terms = DelayTerms(M(20_000), M(500_000))
    assert [str(terms.damages(days)) for days in (-3, 0, 1, 25, 26)] == [
        "0.00", "0.00", "20000.00", "500000.00", "500000.00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("done", "today", "late"),
    [
        (None, date(2025, 5, 1), 0),
        (None, date(2025, 5, 20), 0),
        (None, date(2025, 5, 21), 1),
        (date(2025, 5, 30), date(2025, 9, 1), 10),
        (date(2025, 5, 30), date(2025, 5, 25), 5),
    ],
)
def test_the_works_are_late_until_they_are_completed(done: date | None, today: date, late: int) -> None:
    assert days_late(extended(date(2025, 5, 10), 10), done, today) == late


@given(days=st.integers(0, 4000), granted=st.integers(0, 400), per_day=st.integers(0, 10**9))
def test_every_day_granted_takes_one_day_of_damages_off(days: int, granted: int, per_day: int) -> None:
    agreed, today = date(2024, 1, 1), extended(date(2024, 1, 1), days)
    terms = DelayTerms(Money(per_day))
    before = terms.damages(days_late(agreed, None, today))
    after = terms.damages(days_late(extended(agreed, granted), None, today))
    assert before - after == Money(per_day * min(days, granted))
