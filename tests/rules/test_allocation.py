"""Money settles what the payer named, then what the law puts first, and never more than is open."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.money import Money
from models.rules.allocation import (
    COSTS,
    DOUBLED,
    ENFORCEMENT,
    INTEREST,
    PRINCIPAL,
    Item,
    Proposal,
    debt,
    propose,
)

TODAY = date(2026, 11, 23)
EARLY, LATE, FUTURE = date(2025, 1, 1), date(2026, 1, 1), date(2027, 1, 1)


def keys(*items: Item, payment: int = 150) -> list[str]:
    return [line.key for line in propose(items, Money(payment), TODAY).lines]


def test_due_debts_come_before_those_that_are_not_due_or_have_no_date() -> None:
    assert keys(
        debt("undated", Money(100)), debt("future", Money(100), FUTURE), debt("due", Money(100), TODAY), payment=300
    ) == [
        "due",
        "future",
        "undated",
    ]


def test_the_least_secured_debt_comes_first_then_the_heavier_burden_then_the_earlier_due() -> None:
    secured = debt("secured", Money(100), EARLY, secured=Decimal(1))
    heavy = debt("heavy", Money(100), LATE, burden=Decimal("0.05"))
    late, early = debt("late", Money(100), LATE), debt("early", Money(100), EARLY)
    assert keys(secured, late, early, heavy, payment=400) == ["heavy", "early", "late", "secured"]


def test_debts_that_stand_equal_share_in_proportion() -> None:
    found = propose([debt("a", Money(100), EARLY), debt("b", Money(200), EARLY)], Money(100), TODAY)
    assert found.by_item() == {"a": Money(33), "b": Money(67)}


def test_inside_a_debt_costs_come_first_then_interest_then_principal() -> None:
    item = Item("case", {PRINCIPAL: Money(100), INTEREST: Money(20), COSTS: Money(5)}, EARLY)
    found = propose([item], Money(40), TODAY)
    assert [(line.part, line.amount.fen) for line in found.lines] == [(COSTS, 5), (INTEREST, 20), (PRINCIPAL, 15)]


def test_in_enforcement_the_doubled_part_of_interest_comes_after_every_judgment_debt() -> None:
    first = Item("first", {PRINCIPAL: Money(100), DOUBLED: Money(50)}, EARLY)
    second = Item("second", {PRINCIPAL: Money(100), INTEREST: Money(10)}, LATE)
    found = propose([first, second], Money(230), TODAY, order=ENFORCEMENT)
    assert [(line.key, line.part, line.amount.fen) for line in found.lines] == [
        ("first", PRINCIPAL, 100),
        ("second", INTEREST, 10),
        ("second", PRINCIPAL, 100),
        ("first", DOUBLED, 20),
    ]


def test_the_payer_s_instruction_comes_before_the_law() -> None:
    items = [debt("early", Money(100), EARLY), debt("late", Money(100), LATE)]
    found = propose(items, Money(150), TODAY, [("late", Money(60))])
    assert [(line.key, line.amount.fen) for line in found.lines] == [("late", 60), ("early", 90)]
    whole = propose(items, Money(250), TODAY, [("late", None)])
    assert whole.by_item() == {"late": Money(100), "early": Money(100)}
    assert whole.unallocated == Money(50)


def test_an_instruction_for_an_unknown_debt_and_negative_amounts_are_refused() -> None:
    with pytest.raises(KeyError):
        propose([], Money(1), TODAY, [("nowhere", None)])
    with pytest.raises(ValueError, match="payment"):
        propose([], Money(-1), TODAY)
    with pytest.raises(ValueError, match="open"):
        debt("a", Money(-1))


def test_a_second_instruction_gets_what_the_first_left() -> None:
    items = [debt("a", Money(100), EARLY), debt("b", Money(100), LATE), debt("c", Money(100), EARLY)]
    found = propose(items, Money(150), TODAY, [("b", None), ("a", None)])
    assert [(line.key, line.amount.fen) for line in found.lines] == [("b", 100), ("a", 50)]
    assert found.unallocated == Money()


def test_what_is_not_said_to_be_secured_or_burdened_is_neither() -> None:
    plain, said = debt("a", Money(100), EARLY), debt("b", Money(100), EARLY, secured=Decimal(0), burden=Decimal(0))
    assert propose([plain, said], Money(100), TODAY).by_item() == {"a": Money(50), "b": Money(50)}


def test_a_payment_of_nothing_settles_nothing() -> None:
    assert propose([debt("a", Money(100), EARLY)], Money(), TODAY) == Proposal()


def test_debts_of_which_nothing_is_open_get_nothing() -> None:
    nothing = [debt("a", Money(), EARLY), debt("b", Money(), EARLY), Item("c", {}, EARLY)]
    assert propose(nothing, Money(100), TODAY) == Proposal((), Money(100))
    assert propose([*nothing, debt("d", Money(30), EARLY)], Money(100), TODAY).by_item() == {"d": Money(30)}


def test_parts_of_a_debt_are_kept_under_names_that_stay() -> None:
    assert (COSTS, INTEREST, PRINCIPAL, DOUBLED) == ("costs", "interest", "principal", "doubled")


AMOUNTS = st.integers(0, 10**7).map(Money)
ITEMS = st.lists(
    st.builds(
        lambda principal, cost, due, secured: ({PRINCIPAL: principal, COSTS: cost}, due, secured),
        AMOUNTS,
        AMOUNTS,
        st.sampled_from([None, EARLY, LATE, FUTURE]),
        st.sampled_from([Decimal(0), Decimal(1)]),
    ),
    max_size=6,
)


@given(ITEMS, AMOUNTS, st.lists(st.tuples(st.integers(0, 5), st.none() | AMOUNTS), max_size=3))
def test_no_fen_is_lost_and_no_debt_gets_more_than_is_open(
    drawn: list[tuple[dict[str, Money], date | None, Decimal]],
    payment: Money,
    named: list[tuple[int, Money | None]],
) -> None:
    items = [Item(str(index), parts, due, secured) for index, (parts, due, secured) in enumerate(drawn)]
    instruction = [(str(index), amount) for index, amount in named if index < len(items)]
    found = propose(items, payment, TODAY, instruction)
    assert Money.total(line.amount for line in found.lines) + found.unallocated == payment
    for item in items:
        for part, amount in item.open.items():
            taken = Money.total(line.amount for line in found.lines if (line.key, line.part) == (item.key, part))
            assert Money() <= taken <= amount
    assert all(line.amount > Money() for line in found.lines)
    still_open = Money.total(Money.total(item.open.values()) for item in items) - payment + found.unallocated
    assert not found.unallocated or not still_open


def test_debts_of_which_no_day_is_agreed_come_last_in_the_order_in_which_they_arose() -> None:
    """民法典 511 (4): what has no day can be asked for once it is there; 560 has no rule of its own for it."""
    march, april = date(2024, 3, 1), date(2024, 4, 1)
    items = [
        debt("April", Money.of(100), arose_on=april),
        debt("March", Money.of(100), arose_on=march),
        debt("March too", Money.of(300), arose_on=march),
        debt("agreed", Money.of(50), date(2030, 1, 1), arose_on=april),
    ]
    found = propose(items, Money.of(250), date(2024, 5, 1)).by_item()
    assert found == {"agreed": Money.of(50), "March": Money.of(50), "March too": Money.of(150)}
    assert propose(items, Money.of(460), date(2024, 5, 1)).by_item()["April"] == Money.of(10)


def test_what_awaits_an_event_comes_after_all_that_can_be_asked_for() -> None:
    """民法典 560: due first; the final account that is not agreed yet and retention until defects end are not."""
    march, april = date(2024, 3, 1), date(2024, 4, 1)
    items = [
        debt("retention of March", Money.of(20), arose_on=march, awaits=True),
        debt("progress of March", Money.of(80), arose_on=march),
        debt("progress of April", Money.of(80), arose_on=april),
    ]
    assert propose(items, Money.of(160), date(2024, 5, 1)).by_item() == {
        "progress of March": Money.of(80),
        "progress of April": Money.of(80),
    }
    assert propose(items, Money.of(165), date(2024, 5, 1)).by_item()["retention of March"] == Money.of(5)


def test_a_day_on_which_a_debt_arose_changes_nothing_among_those_due_on_one_day() -> None:
    same = date(2024, 4, 30)
    items = [debt("a", Money.of(100), same, date(2024, 1, 1)), debt("b", Money.of(100), same, date(2024, 2, 1))]
    assert propose(items, Money.of(100), date(2024, 5, 1)).by_item() == {"a": Money.of(50), "b": Money.of(50)}


def test_a_debt_whose_day_is_known_awaits_nothing_and_one_of_unknown_beginning_comes_last() -> None:
    same = date(2024, 4, 30)
    dated = [debt("a", Money.of(100), same, awaits=True), debt("b", Money.of(100), same)]
    assert propose(dated, Money.of(100), date(2024, 5, 1)).by_item() == {"a": Money.of(50), "b": Money.of(50)}
    march = date(2024, 3, 1)
    undated = [
        debt("unknown", Money.of(100)),
        debt("awaits", Money.of(100), arose_on=march, awaits=True),
        Item("March", {PRINCIPAL: Money.of(100)}, arose_on=march),
    ]
    found = propose(undated, Money.of(250), date(2024, 5, 1)).by_item()
    assert found == {"March": Money.of(100), "unknown": Money.of(100), "awaits": Money.of(50)}
