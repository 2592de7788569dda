"""The provision is the sum of each band's share; a band in credit needs none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.money import Money
from models.rules.provision import provision

RATES = {"y0": Decimal("0.05"), "y1": Decimal("0.1")}


def test_each_band_is_rounded_by_itself() -> None:
    # 0.30 x 5 % = 0.015 and 0.05 x 10 % = 0.005: two and one fen, not two of the sum
    assert provision({"y0": Money(30), "y1": Money(5)}, RATES) == Money(3)


def test_a_band_in_credit_needs_no_provision_and_no_rate() -> None:
    assert provision({"y0": Money.of(100), "y1": Money(-5), "y5": Money()}, RATES) == Money.of(5)


def test_an_open_band_without_a_rate_is_refused() -> None:
    with pytest.raises(KeyError):
        provision({"y5": Money(1)}, RATES)
