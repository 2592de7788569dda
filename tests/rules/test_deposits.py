"""The legal limits of deposits."""

from __future__ import annotations

from models.money import Money
from models.rules.deposits import ALLOWED, CAPS, SOURCES, beyond_cap

PRICE = Money.of(10_000_000)


def test_a_deposit_at_its_limit_is_within_it_and_a_fen_more_is_not() -> None:
    # 招标投标法实施条例 26 (2 %) and 58 (10 %), 建质〔2017〕138号 7 (3 %)
    for kind, limit in (("tender", 200_000), ("performance", 1_000_000), ("quality", 300_000)):
        assert beyond_cap(kind, Money.of(limit), PRICE) == Money()
        assert beyond_cap(kind, Money.of(limit) + Money(1), PRICE) == Money(1)


def test_kinds_without_a_limit_have_none() -> None:
    assert beyond_cap("wage", PRICE, PRICE) == Money()


def test_every_limit_has_its_source_and_is_of_a_kind_that_may_be_asked_for() -> None:
    assert CAPS.keys() == SOURCES.keys()
    assert CAPS.keys() < ALLOWED
