"""A debt of ours that is set off pays interest first, then principal; a suspension waits for its notice."""

from __future__ import annotations

from datetime import date

import pytest

from models.money import Money
from models.rules.claims import FIDIC1999, FIDIC2017, GF2017
from models.rules.set_off import SetOff, set_off
from models.rules.suspension import notice_of


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        ("100", SetOff(Money.of(100), (Money(), Money()), Money.of("71.50"), Money.of(1000))),
        ("171.50", SetOff(Money.of("171.50"), (Money(), Money()), Money(), Money.of(1000))),
        ("471.50", SetOff(Money.of("171.50"), (Money.of(300), Money()), Money(), Money.of(700))),
        ("1171.50", SetOff(Money.of("171.50"), (Money.of(700), Money.of(300)), Money(), Money())),
    ],
)
def test_a_set_off_pays_interest_first_then_principal_by_due_day(amount: str, told: SetOff) -> None:
    assert set_off(Money.of(amount), [Money.of(700), Money.of(300)], Money.of("171.50")) == told
    assert told.on_principal == Money.of(amount) - told.interest


@pytest.mark.parametrize(("form", "days"), [(GF2017, 28), (FIDIC1999, 21), (FIDIC2017, 21), ("", 28), ("own", 28)])
def test_a_notice_comes_before_a_suspension_by_the_form_of_the_contract(form: str, days: int) -> None:
    clock = notice_of(form)
    assert clock.name == "suspension"
    assert clock.checked_on == date(2026, 11, 27)
    assert clock.days == days
    assert not clock.moves
    assert "16.1" in clock.source
