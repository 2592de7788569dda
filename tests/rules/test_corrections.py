"""A negative certificate takes off what its contract owes, and bears no interest of its own."""

from __future__ import annotations

from datetime import date

from models.money import Money
from models.rules.corrections import Dated, corrected
from models.rules.interest import PartPayment

JAN, FEB, MARCH, APRIL = (date(2026, month, 25) for month in (1, 2, 3, 4))


def yuan(amount: int) -> Money:
    return Money.of(amount)


def test_a_correction_takes_off_the_earliest_due_from_its_own_day_on() -> None:
    items = [Dated(JAN, yuan(1000)), Dated(FEB, yuan(500)), Dated(MARCH, yuan(-1200)), Dated(APRIL, yuan(300))]
    first, second, third, fourth = corrected(items)
    assert first == (PartPayment(MARCH, yuan(1000)),)
    assert second == (PartPayment(MARCH, yuan(200)),)
    assert third == fourth == ()


def test_what_nothing_due_covers_waits_for_what_comes_to_be_due() -> None:
    first, second = corrected([Dated(JAN, yuan(-300)), Dated(APRIL, yuan(500))])
    assert first == ()
    assert second == (PartPayment(APRIL, yuan(300)),)


def test_once_the_debt_is_paid_itself_the_correction_goes_on_to_the_next_and_what_was_paid_back_takes_no_more() -> None:
    paid, back = PartPayment(MARCH, yuan(1000)), PartPayment(APRIL, yuan(-300))
    items = [Dated(JAN, yuan(1000), (paid,)), Dated(JAN, yuan(-300), (back,)), Dated(FEB, yuan(100))]
    first, _second, third = corrected(items)
    assert first == (PartPayment(JAN, yuan(300)), PartPayment(MARCH, yuan(-300)))
    assert third == (PartPayment(MARCH, yuan(100)), PartPayment(APRIL, yuan(-100)))
