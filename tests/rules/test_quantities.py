"""Lines of work and price adjustments come to the published values."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from models.money import Money
from models.rules.adjustment import Factor, Formula, MaterialPrice, price_adjustment, price_difference
from models.rules.quantities import (
    QuantityBreak,
    Supplied,
    beyond_break,
    line_value,
    short_of_break,
    supplied_value,
    value_with_break,
)
from tests.rules.published import case

BREAK = QuantityBreak(Decimal("0.15"), Decimal("0.9"), Decimal("1.1"))


def test_p13a_the_formula_moves_the_value_by_its_weighted_indices() -> None:
    one = case("certificates", "P13a")
    factors = [
        Factor(name, Decimal(weight), Decimal(100), 100 * (1 + Decimal(one["index_change"][name])))
        for name, weight in one["weights"].items()
    ]
    assert str(price_adjustment(Money.of(one["value"]), Decimal(one["fixed"]), factors)) == one["adjustment"]


def test_falling_indices_lower_the_value() -> None:
    steel = Factor("steel", Decimal("0.5"), Decimal("120"), Decimal("108"))
    assert price_adjustment(Money.of(1000), Decimal("0.5"), [steel]) == Money.of(-50)


@pytest.mark.parametrize(("fixed", "base"), [("0.6", "100"), ("0.5", "0")])
def test_weights_above_the_whole_and_indices_of_nothing_are_refused(fixed: str, base: str) -> None:
    with pytest.raises(ValueError):
        price_adjustment(Money.of(1), Decimal(fixed), [Factor("steel", Decimal("0.5"), Decimal(base), Decimal(1))])


def test_a_published_rise_beyond_five_percent_is_paid_with_what_goes_on_top() -> None:
    """wlllr.com 1092653, month 4: 200 t × (12 % − 5 %) × 300 × 1.08 = 4,536."""
    one = MaterialPrice(Decimal(200), Decimal(300), Decimal(336), Decimal("0.05"), factor=Decimal("1.08"))
    assert price_difference(one) == Money.of(4_536)


@pytest.mark.parametrize(
    ("tender", "current", "beyond"),
    [
        (None, "315", "0"), (None, "315.01", "0.01"), (None, "285", "0"), (None, "284.99", "-0.01"),
        ("280", "316", "1"), ("280", "266", "0"), ("280", "265", "-1"), ("280", "300", "0"),
        ("320", "336", "0"), ("320", "337", "1"), ("320", "285", "0"), ("320", "284", "-1"),
    ],
)  # fmt: skip
def test_a_rise_counts_from_the_higher_price_and_a_fall_from_the_lower(
    tender: str | None, current: str, beyond: str
) -> None:
    """GB 50500-2013 A.2: base 300, ±5 %; a tender of 280 falls from 280, one of 320 rises from 320."""
    offered = None if tender is None else Decimal(tender)
    one = MaterialPrice(Decimal(1), Decimal(300), Decimal(current), Decimal("0.05"), offered)
    assert price_difference(one) == Money.of(beyond)


def test_the_difference_is_rounded_once_half_up() -> None:
    half = MaterialPrice(Decimal("0.5"), Decimal(100), Decimal("100.01"), Decimal(0))
    assert price_difference(half) == Money(1)
    assert price_difference(replace(half, quantity=Decimal("0.49"))) == Money()
    assert price_difference(replace(half, quantity=Decimal("0.49"), factor=Decimal("1.09"))) == Money(1)


def test_p14_what_goes_beyond_the_break_has_its_own_price() -> None:
    one = case("certificates", "P14")
    how = QuantityBreak(Decimal(one["break"]), Decimal(one["factor_beyond"]))
    found = value_with_break(Decimal(one["done"]), Decimal(one["bill_quantity"]), Decimal(one["price"]), how)
    assert str(found) == one["value"]


@pytest.mark.parametrize(
    ("done", "value"),
    [("1150", "28750"), ("1000", "25000"), ("850", "21250"), ("849", "23347.50"), ("1151", "28772.50")],
)
def test_the_break_is_passed_only_beyond_its_edge(done: str, value: str) -> None:
    assert value_with_break(Decimal(done), Decimal(1000), Decimal(25), BREAK) == Money.of(value)


def test_new_prices_of_an_item_take_the_place_of_the_shares() -> None:
    """GB 50500-2013 9.6.2: each item has its own new price; 公路案例 1824 m³，原价 406，超出 15 % 部分 402.50。"""
    own = replace(BREAK, new_beyond=Decimal("22.005"), new_short=Decimal("27.333"))
    assert value_with_break(Decimal(1151), Decimal(1000), Decimal(25), own) == Money.of("28772.01")
    assert value_with_break(Decimal(849), Decimal(1000), Decimal(25), own) == Money.of("23205.72")
    assert beyond_break(Decimal(1000), Decimal(151), Decimal(1000), Decimal(25), own) == Money(-300)
    assert beyond_break(Decimal(1000), Decimal(150), Decimal(1000), Decimal(25), own) == Money()
    assert short_of_break(Decimal(849), Decimal(1000), Decimal(25), own) == Money.of("1980.72")
    published = QuantityBreak(Decimal("0.15"), new_beyond=Decimal("402.50"))
    assert value_with_break(Decimal(1824), Decimal(1520), Decimal(406), published) == Money.of("740278.00")


def test_a_line_is_rounded_once() -> None:
    assert line_value(Decimal("1.005"), Decimal("3.33")) == Money(335)
    assert line_value(Decimal("0.5"), Decimal("0.01")) == Money(1)
    assert line_value(Decimal("1.001"), Decimal("3.33")) == Money(333)


@pytest.mark.parametrize(
    ("before", "now", "less"),
    [
        ("100", "100", "0"),  # both below 1,150
        ("1050", "100", "0"),  # up to it
        ("1100", "100", "-125"),  # 50 beyond, × 25 × 10 %
        ("1150", "10", "-25"),
        ("1200", "10", "-25"),
    ],
)
def test_only_what_a_period_does_beyond_the_break_is_cheaper(before: str, now: str, less: str) -> None:
    found = beyond_break(Decimal(before), Decimal(now), Decimal(1000), Decimal(25), BREAK)
    assert found == Money.of(less)


def test_who_uses_less_than_allowed_over_uses_nothing() -> None:
    one = Supplied(Decimal(100), Decimal(0), Decimal(103), Decimal(10), Decimal(12))
    assert (one.overused, supplied_value(one)) == (0, Money.of(1000))


def test_a_formula_without_a_fixed_part_of_its_own_is_fixed_as_a_whole() -> None:
    with pytest.raises(ValueError, match="more than 1"):
        Formula(moving={"steel": (Decimal("0.4"), Decimal(100))}).adjustment(Money.of(1), {})
