"""The legal limits of deposits."""

from __future__ import annotations

from datetime import date

import pytest

from models.money import Money
from models.rules.deposits import ALLOWED, LIMITED, beyond_cap, limit_of

PRICE = Money.of(10_000_000)


@pytest.mark.parametrize(
    ("kind", "day", "limit"),
    [
        # 招标投标法实施条例 26 (2 %) and 58 (10 %) from 2012-02-01
        ("tender", None, 200_000), ("tender", date(2012, 2, 1), 200_000),
        ("performance", None, 1_000_000), ("performance", date(2012, 2, 1), 1_000_000),
        # 国办发〔2016〕49号 5 % from 2016-06-23, 建质〔2017〕138号 3 % from 2017-07-01
        ("quality", None, 300_000), ("quality", date(2017, 7, 1), 300_000),
        ("quality", date(2017, 6, 30), 500_000), ("quality", date(2016, 6, 23), 500_000),
        # 人社部发〔2021〕65号: as a rule no more than 3 % from 2021-11-01
        ("wage", None, 300_000), ("wage", date(2021, 11, 1), 300_000),
    ],
)  # fmt: skip
def test_a_deposit_at_its_limit_is_within_it_and_a_fen_more_is_not(kind: str, day: date | None, limit: int) -> None:
    assert beyond_cap(kind, Money.of(limit), PRICE, day) == Money()
    assert beyond_cap(kind, Money.of(limit) + Money(1), PRICE, day) == Money(1)


@pytest.mark.parametrize(
    ("kind", "day"),
    [
        ("tender", date(2012, 1, 31)),
        ("performance", date(2012, 1, 31)),
        ("quality", date(2016, 6, 22)),
        ("wage", date(2021, 10, 31)),
    ],
)
def test_before_its_day_there_was_no_limit(kind: str, day: date) -> None:
    assert beyond_cap(kind, PRICE, PRICE, day) == Money()


def test_kinds_without_a_limit_have_none() -> None:
    assert limit_of("audit") is None
    assert beyond_cap("audit", PRICE, PRICE) == Money()


def test_every_limit_has_its_source_and_is_of_a_kind_that_may_be_asked_for() -> None:
    assert all(limit.basis for kind in LIMITED if (limit := limit_of(kind)))
    assert LIMITED.keys() == ALLOWED


def test_only_four_kinds_may_be_asked_for() -> None:
    """保障中小企业款项支付条例 13: 投标、履约、工程质量、农民工工资保证金."""
    assert {"tender", "performance", "quality", "wage"} == ALLOWED
