"""Lines of two ledgers that are the same money are found; nothing false is taken without asking."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.money import Money
from models.rules import matching
from models.rules.matching import Limits, Line, Match, adding_up, matched, turned
from tests.two_ledgers import two_ledgers

DAY = date(2024, 3, 5)


def line(key: str, yuan: int | str, days: int = 0, reference: str = "") -> Line:
    return Line(key, DAY + timedelta(days=days), Money.of(yuan), reference)


def pairs(found: list[Match]) -> list[tuple[tuple[str, ...], tuple[str, ...], str]]:
    return [(one.ours, one.theirs, one.reason) for one in found]


def test_the_same_day_and_amount_is_the_same_money_where_it_stands_once_in_each_ledger() -> None:
    found = matched([line("a", 100), line("b", 200)], [line("y", 200), line("x", 100)])
    assert pairs(found) == [(("a",), ("x",), "same_day"), (("b",), ("y",), "same_day")]
    assert all(one.certain and not one.difference and one.days == 0 for one in found)


def test_an_amount_that_comes_again_is_only_proposed() -> None:
    found = matched([line("a", 100), line("b", 100, 60)], [line("x", 100)])
    assert pairs(found) == [(("a",), ("x",), "same_day")]
    assert not found[0].certain


def test_the_reference_tells_the_same_amounts_of_one_day_apart() -> None:
    ours = [line("a", 100, 0, "P1"), line("b", 100, 0, "P2"), line("c", 100)]
    theirs = [line("x", 100, 0, "P2"), line("y", 100, 0, "P1"), line("z", 100, 0, "P9")]
    found = matched(ours, theirs)
    assert pairs(found) == [(("a",), ("y",), "same_day"), (("b",), ("x",), "same_day"), (("c",), ("z",), "same_day")]


def test_another_reference_on_the_same_day_is_only_proposed() -> None:
    assert pairs(matched([line("a", 100, 0, "P1")], [line("x", 100, 0, "P2")])) == [(("a",), ("x",), "same_day")]


def test_one_reference_and_amount_is_found_however_many_days_lie_between_up_to_the_limit() -> None:
    ours = [line("a", 100, 0, "P1")]
    assert pairs(matched(ours, [line("x", 100, 60, "P1")])) == [(("a",), ("x",), "reference")]
    assert matched(ours, [line("x", 100, 90, "P1")])[0].days == 90
    assert matched(ours, [line("x", 100, 91, "P1")]) == []


def test_a_reference_booked_weeks_before_us_comes_after_the_same_amount_of_the_same_days() -> None:
    ours = [line("a", 500, 0, "P38"), line("b", 500, 28, "P39")]
    early, near = line("x", 500, 1, "P39"), line("y", 500, 27)
    assert pairs(matched(ours, [early, near])) == [(("a",), ("x",), "window"), (("b",), ("y",), "window")]
    assert pairs(matched(ours[1:], [early])) == [(("b",), ("x",), "reference")], "with nothing nearer it is proposed"
    assert pairs(matched(ours, [line("x", 500, 13, "P39")])) == [(("b",), ("x",), "reference")]
    assert pairs(matched(ours, [line("x", 500, 12, "P39")])) == [(("a",), ("x",), "window")]


def test_a_payment_split_under_one_reference_is_sure_and_must_add_up() -> None:
    theirs = [line("x", -60, 1, "P1"), line("y", -40, 2, "P1")]
    found = matched([line("a", -100, 0, "P1")], theirs)
    assert pairs(found) == [(("a",), ("x", "y"), "shared")]
    assert (found[0].certain, found[0].difference, found[0].days) == (True, Money(), 2)
    assert pairs(matched([line("a", -101, 0, "P1")], theirs)) == []
    assert matched([line("a", -100, 0, "P1")], theirs, Limits(together=1)) == []


def test_under_one_reference_lines_far_apart_are_not_the_same_money() -> None:
    theirs = [line("x", -60, 1, "P1"), line("y", -40, 91, "P1")]
    assert matched([line("a", -100, 0, "P1")], theirs) == []


def test_the_same_amount_some_days_apart_is_proposed_the_nearest_first() -> None:
    ours = [line("a", 100, 0), line("b", 100, 10)]
    found = matched(ours, [line("x", 100, 11), line("y", 100, 14)])
    assert pairs(found) == [(("b",), ("x",), "window"), (("a",), ("y",), "window")]
    assert [one.days for one in found] == [1, 14]
    assert len(matched(ours[:1], [line("x", 100, 15)])) == 1
    assert matched(ours[:1], [line("x", 100, 16)]) == []


def test_the_fee_a_bank_kept_is_shown_as_the_difference() -> None:
    ours = [line("a", "-99985.00", 2)]
    found = matched(ours, [line("x", -100_000), line("y", -100_001, 1), line("z", -100_036)])
    assert pairs(found) == [(("a",), ("y",), "fee")]
    assert (found[0].difference, found[0].days, found[0].certain) == (Money.of(-16), 1, False)
    assert pairs(matched(ours, [line("x", -100_035)])) == [(("a",), ("x",), "fee")]
    assert matched(ours, [line("x", "-100035.01")]) == []
    assert matched(ours, [line("x", "-99984.99")]) == []
    assert matched(ours, [line("x", -100_000, 13)]) == []
    assert matched([line("a", 99_985)], [line("x", 100_000)]) == []


def test_one_line_that_is_several_of_the_other_ledger_is_proposed() -> None:
    theirs = [line("x", 70, 3), line("y", 25, -2), line("z", 5, 1), line("n", 33, 1), line("m", -70)]
    assert pairs(matched([line("a", 100)], theirs)) == [(("a",), ("z", "y", "x"), "group")]
    assert pairs(matched(theirs, [line("a", 100)])) == [(("z", "y", "x"), ("a",), "group")]
    few = [line("x", 70, 11), line("y", 25), line("z", 5)]
    assert matched([line("a", 100)], few) == []
    assert matched([line("a", 100)], [line("x", 70, 11), line("y", 30)], Limits(apart=10)) == []


def test_two_lines_weeks_apart_are_proposed_where_they_alone_come_to_the_amount() -> None:
    ours = [line("a", -70, 0), line("b", -30, 24)]
    assert pairs(matched(ours, [line("x", -100, 22)])) == [(("a", "b"), ("x",), "group")]
    assert pairs(matched([line("x", -100, 22)], ours)) == [(("x",), ("a", "b"), "group")]
    assert not matched(ours, [line("x", -100, 22)])[0].certain
    assert pairs(matched(ours, [line("x", -100, 31)])) == [(("a", "b"), ("x",), "group")]
    assert matched(ours, [line("x", -100, 32)]) == []
    assert matched([*ours, line("c", -60, 1), line("d", -40, 23)], [line("x", -100, 22)]) == [], "which two?"
    assert pairs(matched([*ours, line("c", 30, 23)], [line("x", -100, 22)])) == [(("a", "b"), ("x",), "group")]
    assert pairs(matched(ours, [line("x", -100, 22), line("y", -100, 23)])) == [(("a", "b"), ("x",), "group")]
    halves = [line("a", -5000, 0), line("b", -5000, 24)]
    assert pairs(matched(halves, [line("x", -10000, 22)])) == [(("a", "b"), ("x",), "group")]
    assert matched(halves[:1], [line("x", -10000, 22)]) == []


def test_a_line_is_part_of_one_group_only() -> None:
    theirs = [line("x", -70), line("y", -30)]
    found = matched([line("a", -100), line("b", -100, 1)], theirs)
    assert pairs(found) == [(("a",), ("x", "y"), "group")]


def test_the_fewest_parts_that_add_up_are_chosen() -> None:
    assert adding_up(100, [10, 20, 30, 40, 60, 40], 6) == (3, 4)
    assert adding_up(60, [10, 20, 30], 6) == (0, 1, 2)
    assert adding_up(63, [1, 2, 4, 8, 16, 32], 6) == (0, 1, 2, 3, 4, 5)
    assert adding_up(63, [1, 2, 4, 8, 16, 32], 5) == ()
    assert adding_up(31, [1, 2, 4, 8, 16, 64], 5) == (0, 1, 2, 3, 4)
    assert adding_up(31, [1, 2, 4, 8, 16, 64], 4) == ()
    assert adding_up(100, [40, 50], 6) == ()
    assert adding_up(3, [1, 1, 2], 1) == ()


@given(st.lists(st.integers(1, 60), min_size=1, max_size=8), st.integers(2, 6), st.integers(1, 200))
def test_parts_that_add_up_are_found_whenever_there_are_any(parts: list[int], most: int, whole: int) -> None:
    sums = {(): 0}
    for place, part in enumerate(parts):
        sums |= {(*few, place): total + part for few, total in sums.items() if len(few) < most}
    possible = [few for few, total in sums.items() if total == whole and len(few) > 1]
    found = adding_up(whole, parts, most)
    assert len(found) == min((len(few) for few in possible), default=0)
    assert not found or sums[found] == whole


def test_the_owners_ledger_is_turned_when_more_of_its_amounts_agree_then() -> None:
    ours = [line("a", 100), line("b", -60), line("c", 7)]
    assert turned(ours, [line("x", -100), line("y", 60), line("z", 7)])
    assert not turned(ours, [line("x", 100), line("y", 60)])
    assert not turned([], [])


@pytest.mark.parametrize("seed", range(5))
def test_of_noisy_ledgers_nineteen_in_twenty_are_found_and_nothing_false_is_sure(seed: int) -> None:
    ledgers = two_ledgers(seed, 2000)
    found = matched(ledgers.ours, ledgers.theirs)
    ours = [key for one in found for key in one.ours]
    theirs = [key for one in found for key in one.theirs]
    assert len(set(ours)) == len(ours)
    assert len(set(theirs)) == len(theirs)
    told = {(frozenset(one.ours), frozenset(one.theirs)): one for one in found}
    hits = ledgers.planted & told.keys()
    assert len(hits) * 100 >= 95 * len(ledgers.planted)
    assert len(hits) * 100 >= 95 * len(told)
    assert {pair for pair, one in told.items() if one.certain} <= ledgers.planted
    assert {one.reason for one in found} == set(matching.REASONS)


def test_what_is_sure_does_not_depend_on_the_order_of_the_lines() -> None:
    ledgers = two_ledgers(11, 400)
    sure = {one for one in matched(ledgers.ours, ledgers.theirs) if one.certain}
    again = {one for one in matched(ledgers.ours[::-1], ledgers.theirs[::-1]) if one.certain}
    assert sure == again


def test_one_reference_with_an_amount_that_comes_again_is_only_proposed() -> None:
    found = matched([line("a", 100, 0, "P1"), line("b", 100, 30)], [line("x", 100, 5, "P1")])
    assert pairs(found) == [(("a",), ("x",), "reference")]
    assert not found[0].certain


@pytest.mark.parametrize(
    ("mine", "other", "certain"),
    [("P1", "P1", True), ("P1", "", True), ("", "P9", True), ("", "", True), ("P1", "P2", False)],
)
def test_an_amount_that_stands_once_is_sure_unless_the_references_differ(mine: str, other: str, certain: bool) -> None:
    (found,) = matched([line("a", 100, 0, mine)], [line("x", 100, 0, other)])
    assert (found.reason, found.certain) == ("same_day", certain)


def test_amounts_that_come_again_are_sure_where_day_and_reference_are_the_same() -> None:
    ours = [line("a", 100, 0, "P1"), line("b", 100, 0, "P1"), line("c", 100, 40, "P2"), line("d", 100, 80)]
    found = matched(ours, [line("x", 100, 0, "P1"), line("y", 100, 80)])
    assert [(one.ours, one.theirs, one.certain) for one in found] == [(("a",), ("x",), True), (("d",), ("y",), False)]


def test_a_correction_under_one_reference_is_no_money_of_the_other_ledger() -> None:
    assert matched([line("a", 100, 0, "P1"), line("b", -100, 3, "P1")], []) == []


def test_a_group_under_one_reference_has_up_to_so_many_lines_and_days() -> None:
    ours, theirs = [line("a", -100, 0, "P1")], [line("x", -60, 1, "P1"), line("y", -40, 90, "P1")]
    assert pairs(matched(ours, theirs, Limits(together=2))) == [(("a",), ("x", "y"), "shared")]


def test_a_fee_makes_what_was_received_less_and_is_above_nothing() -> None:
    assert matched([line("a", 100_000)], [line("x", 99_985)]) == []
    assert matched([line("a", 0)], [line("x", -16)]) == []
    assert matched([line("a", -100)], [line("x", -100, 5)], Limits(window=1)) == []


def test_a_fee_and_a_group_stand_up_to_ten_days_apart() -> None:
    assert pairs(matched([line("a", "-99985.00", 2)], [line("x", -100_000, 12)])) == [(("a",), ("x",), "fee")]
    parts = [line("x", 70, -10), line("y", 30, 10)]
    assert pairs(matched([line("a", 100)], parts)) == [(("a",), ("x", "y"), "group")]


@pytest.mark.parametrize("edge", [-10, 10])
def test_every_part_of_a_group_may_stand_the_whole_ten_days_apart(edge: int) -> None:
    parts = [line("x", 50, edge), line("y", 30, edge), line("z", 20, edge)]
    assert pairs(matched([line("a", 100)], parts)) == [(("a",), ("x", "y", "z"), "group")]
    assert matched([line("a", 100)], [*parts[:2], line("z", 20, edge + edge // 10)]) == []


@pytest.mark.parametrize("edge", [-31, 31])
def test_two_lines_weeks_apart_stand_up_to_thirty_one_days_before_or_after(edge: int) -> None:
    parts = [line("x", 70, edge), line("y", 30, edge)]
    only_two = Limits(together=2)
    assert pairs(matched([line("a", 100)], parts, only_two)) == [(("a",), ("x", "y"), "group")]
    assert matched([line("a", 100)], parts, Limits(together=1)) == []
    assert matched([line("a", 100)], [line("x", 70, edge), line("y", 30, edge + edge // 31)]) == []


@pytest.mark.parametrize("sign", [1, -1])
def test_two_lines_weeks_apart_of_which_one_takes_off_are_no_parts(sign: int) -> None:
    assert matched([line("a", sign * 100)], [line("x", sign * 150, 20), line("y", sign * -50, 21)]) == []


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(("nearer", "found"), [(12, 1), (13, 0)])
def test_of_the_lines_that_may_be_parts_the_fourteen_nearest_are_tried(nearer: int, found: int, sign: int) -> None:
    """What is nothing, as much as the whole or of the other sign is no part and takes no place."""
    fillers = [99] * nearer + [0, 0, 100, 100, -1, -1]
    others = [line(f"o{place}", sign * yuan, 1) for place, yuan in enumerate(fillers)]
    parts = [line("x", sign * 70, 5), line("y", sign * 30, 6)]
    assert len(matched([line("a", sign * 100)], [*others, *parts], Limits(window=0, apart=0))) == found


@pytest.mark.parametrize("sign", [1, -1])
def test_a_part_may_be_one_fen(sign: int) -> None:
    parts = [Line("x", DAY, Money(sign * 9_999)), Line("y", DAY, Money(sign))]
    assert pairs(matched([line("a", sign * 100)], parts)) == [(("a",), ("x", "y"), "group")]


def test_one_part_alone_is_no_group() -> None:
    assert adding_up(60, [60, 50, 10], 6) == (1, 2)
    assert adding_up(60, [60], 6) == ()


@pytest.mark.parametrize(("lines", "found"), [(6, 1), (7, 0)])
def test_a_group_has_six_lines_at_most_unless_said_otherwise(lines: int, found: int) -> None:
    theirs = [line(f"x{place}", -10, 1, "P1") for place in range(lines)]
    assert len(matched([line("a", -10 * lines, 0, "P1")], theirs)) == found
