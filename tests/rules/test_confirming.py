"""A part that is confirmed stands for the oldest items; a seal without authority proves weakly; statements fall due."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.money import Money
from models.rules.confirming import (
    ACCOUNTANT,
    AGENT,
    BY_THEM,
    BY_US,
    CONTRACT,
    FINANCE,
    LEGAL_REP,
    MANAGER,
    NO_AUTHORITY,
    OFFICIAL,
    PROJECT,
    UNSEALED,
    at_least,
    is_strong,
    less_paid,
    reason_of,
    reason_of_gap,
    spread,
)
from models.rules.matching import FEE, WINDOW
from models.rules.rhythm import HALF, MONTH, NEVER, QUARTER, YEAR, last_end

AMOUNTS = st.lists(st.integers(-10_000, 1_000_000).map(Money), max_size=12)


@given(AMOUNTS, st.integers(0, 12_000_000).map(Money))
def test_the_parts_come_to_what_is_confirmed_and_never_to_more_than_an_item(owed: list[Money], said: Money) -> None:
    parts = spread(said, owed)
    whole = Money.total(one for one in owed if one > Money())
    credits = Money.total(one for one in owed if one < Money())
    if said:
        assert Money.total(parts) == min(said, whole + credits) or said - credits > whole
        assert Money.total(one for one in parts if one > Money()) == min(said - credits, whole)
    for part, one in zip(parts, owed, strict=True):
        assert min(one, Money()) <= part <= max(one, Money())


def test_a_part_stands_for_the_oldest_and_credits_count_in_full() -> None:
    owed = [Money(100), Money(-30), Money(50), Money(80)]
    assert spread(Money(90), owed) == [Money(100), Money(-30), Money(20), Money(0)]
    assert spread(Money(0), owed) == [Money(0)] * 4


def test_money_that_is_not_allocated_takes_off_the_contract_it_names_and_then_the_oldest() -> None:
    owed = [("A", Money(100)), ("B", Money(-30)), ("B", Money(50)), ("A", Money(80))]
    left = less_paid(owed, [("B", Money(60)), ("", Money(40))])
    assert left == [Money(50), Money(-30), Money(0), Money(80)]
    assert less_paid(owed, [("B", Money(20)), ("C", Money(10))]) == [Money(90), Money(-30), Money(30), Money(80)]
    assert less_paid(owed, [("", Money(-9))]) == [amount for _contract, amount in owed], "given back: nothing is paid"
    assert less_paid(owed, [("A", Money(500))]) == [Money(0), Money(-30), Money(0), Money(0)]


@pytest.mark.parametrize(
    ("seal", "capacity", "authority", "strong"),
    [
        ("official", "", "", True),
        ("finance", "finance", "", True),
        ("contract", "manager", "", True),
        ("project", "manager", "", False),
        ("project", "manager", "任命书", False),
        ("project", "agent", "授权委托书 2026-3", True),
        ("project", "agent", "  ", False),
        ("none", "legal_rep", "", True),
        ("none", "finance", "", False),
        ("none", "agent", "授权委托书 2026-3", True),
        ("official", "none", "", False),
        ("", "", "", False),
    ],
)
def test_seal_and_signature_are_judged_together(seal: str, capacity: str, authority: str, strong: bool) -> None:
    assert is_strong(seal, capacity, authority) is strong


def test_capacities_seals_and_sides_are_kept_under_names_that_stay() -> None:
    assert (LEGAL_REP, AGENT, MANAGER, ACCOUNTANT, NO_AUTHORITY) == ("legal_rep", "agent", "manager", "finance", "none")
    assert (OFFICIAL, CONTRACT, FINANCE, PROJECT, UNSEALED) == ("official", "contract", "finance", "project", "none")
    assert (BY_US, BY_THEM) == ("ours", "theirs")


@pytest.mark.parametrize(
    ("rhythm", "today", "end"),
    [
        (MONTH, date(2026, 3, 30), date(2026, 2, 28)),
        (MONTH, date(2026, 3, 31), date(2026, 3, 31)),
        (QUARTER, date(2026, 11, 26), date(2026, 9, 30)),
        (QUARTER, date(2026, 12, 31), date(2026, 12, 31)),
        (QUARTER, date(2026, 1, 1), date(2025, 12, 31)),
        (HALF, date(2026, 6, 29), date(2025, 12, 31)),
        (HALF, date(2026, 7, 1), date(2026, 6, 30)),
        (YEAR, date(2026, 12, 30), date(2025, 12, 31)),
        (YEAR, date(2026, 12, 31), date(2026, 12, 31)),
        (NEVER, date(2026, 12, 31), None),
    ],
)
def test_a_statement_is_due_for_the_last_whole_period(rhythm: str, today: date, end: date | None) -> None:
    assert last_end(rhythm, today) == end


@pytest.mark.parametrize(
    ("booked", "is_reduction", "days", "reason"),
    [
        (BY_US, False, 31, "transit"), (BY_US, False, 32, "theirs"), (BY_US, True, 1, "deduction"),
        (BY_THEM, False, 0, "transit"), (BY_THEM, False, 90, "ours"), (BY_THEM, True, 90, "ours"),
    ],
)  # fmt: skip
def test_the_reason_follows_from_who_booked_it_and_when(
    booked: str, is_reduction: bool, days: int, reason: str
) -> None:
    assert reason_of(booked, is_reduction, days) == reason
    assert (reason_of_gap(FEE), reason_of_gap(WINDOW)) == ("deduction", "price")


@pytest.mark.parametrize(
    ("confirmed", "one", "expected"),
    [
        (700, 400, True),
        (600, 400, False),
        (601, 400, True),
        (0, 1000, False),
        (1000, 1, True),
        (-5, 1000, False),
        (0, 1001, False),
        (-5, 2000, False),
    ],  # beside credits one part is more than all that is owed
)
def test_a_total_confirms_something_of_a_part_that_is_larger_than_what_it_leaves_out(
    confirmed: int, one: int, expected: bool
) -> None:
    assert at_least(Money(confirmed), Money(one), Money(1000)) is expected
