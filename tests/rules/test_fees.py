"""Fees by rate follow their bases in order, each rounded by itself."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.money import Money
from models.rules.base import KINDS, LINES, MATERIALS, VARIATIONS
from models.rules.fees import ALL, MEASURED, OF, OF_NAMES, WORK, Fee, charged

D = Decimal


def amounts(*fees: Fee, **value: int) -> list[Money]:
    return [one.amount for one in charged(fees, {kind: Money(fen) for kind, fen in value.items()})]


def test_a_fee_is_a_rate_of_its_base() -> None:
    """6 % of 100.00; variations and materials on site only where the base has them."""
    value = {"lines": 10_000, "variations": 5_000, "claims": 2_000, "materials": 90_000}
    assert amounts(Fee("规费", D("0.06")), **value) == [Money(600)]
    assert amounts(Fee("规费", D("0.06"), MEASURED), **value) == [Money(900)]
    assert amounts(Fee("规费", D("0.06"), ALL), **value) == [Money(1_020)]
    assert amounts(Fee("规费", D("0.06"))) == [Money()]


def test_a_fee_on_top_is_taken_of_the_fees_before_it_too() -> None:
    """管理费 10 % of 100.00, 利润 5 % of 110.00, 规费 6 % of 115.50: 10.00, 5.50, 6.93; without the mark 6.00."""
    fees = (Fee("管理费", D("0.1")), Fee("利润", D("0.05"), WORK, True), Fee("规费", D("0.06"), WORK, True))
    assert amounts(*fees, lines=10_000) == [Money(1_000), Money(550), Money(693)]
    alone = (*fees[:2], Fee("规费", D("0.06")))
    assert amounts(*alone, lines=10_000)[2] == Money(600)
    found = list(charged(fees, {LINES: Money(10_000)}))
    assert [one.base for one in found] == [Money(10_000), Money(11_000), Money(11_550)]


def test_each_fee_is_rounded_half_up_and_less_work_takes_it_back() -> None:
    assert amounts(Fee("规费", D("0.5")), lines=1) == [Money(1)]
    assert amounts(Fee("规费", D("0.06")), lines=-10_000) == [Money(-600)]


def test_every_base_has_its_name_and_no_materials() -> None:
    assert OF.keys() == OF_NAMES.keys()
    assert (WORK, MEASURED, ALL) == ("work", "measured", "all"), "books keep them under these names"
    assert all(MATERIALS not in kinds and set(kinds) <= KINDS.keys() for kinds in OF.values())
    assert VARIATIONS not in OF[WORK]


def test_an_unknown_base_is_refused() -> None:
    with pytest.raises(KeyError):
        amounts(Fee("规费", D("0.06"), "wages"), lines=1)
