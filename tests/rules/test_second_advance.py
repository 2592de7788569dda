"""Two advances: whose money was received and recovered, also before the book began, and what the working says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.money import Money
from models.rules.base import LINES
from models.rules.certificate import Before, CertificateTerms, advanced
from models.rules.recovery import RecoveryTerms, Situation, recovery
from models.rules.valuation import Measured, assess
from models.rules.workings import instalments

D, M = Decimal, Money.of
TWO = CertificateTerms(
    price=M(1000),
    recovery=RecoveryTerms("percentage", rate=D("0.1"), advance=M(100), price=M(1000)),
    second=RecoveryTerms("percentage", rate=D("0.2"), advance=M(60), price=M(1000)),
)


@pytest.mark.parametrize(
    ("paid", "begun", "apart", "first", "second"),
    [
        (130, 110, (None, None), (100, 100), (30, 10)),
        (90, 80, (None, None), (90, 80), (0, 0)),
        (130, 50, (30, 20), (100, 30), (30, 20)),
        (90, 50, (40, 0), (50, 50), (40, 0)),  # the second came before all of the first
        (150, 50, (40, 10), (100, 40), (50, 10)),  # what came since filled the first, then the second
        (130, 110, (None, 0), (100, 110), (30, 0)),
        (130, 110, (40, None), (90, 100), (40, 10)),
    ],
)
def test_what_was_told_apart_at_the_start_stays_apart(
    paid: int, begun: int, apart: tuple[int | None, int | None], first: tuple[int, int], second: tuple[int, int]
) -> None:
    of_second = (None if one is None else M(one) for one in apart)
    before = Before(advance_paid=M(paid), recovered=M(begun), begun=M(begun))
    before = Before(**{**vars(before), **dict(zip(("second_paid", "second_begun"), of_second, strict=True))})
    one, other = advanced(TWO, before)
    assert [(x.paid, x.recovered, x.begun) for x in (one, other)] == [(M(a), M(b), M(b)) for a, b in (first, second)]


def test_one_advance_has_no_second_whatever_was_told() -> None:
    only = CertificateTerms(recovery=TWO.recovery)
    before = Before(advance_paid=M(130), recovered=M(50), begun=M(50), second_paid=M(30), second_begun=M(20))
    one, other = advanced(only, before)
    assert (one.paid, one.recovered, other.paid, other.recovered) == (M(130), M(50), Money(), Money())


def test_a_second_advance_is_told_before_anything_of_it_is_recovered() -> None:
    """10 % of 100 is of the first; of the second nothing is received yet: it has a line that says so."""
    found = assess(TWO, Before(advance_paid=M(100)), Measured({LINES: M(100)}))
    told = {one.name: one.amount for one in found.workings}
    assert (told["recovery"], told["second_recovered"]) == (-M(10), Money())


def test_of_two_advances_no_difference_to_one_percentage_is_shown() -> None:
    """33.33 × 10 % = 3.33 three times is 9.99, of 99.99 it is 10.00: shown for one advance only."""
    before = Before(value={LINES: M("66.66")}, recovered=M("6.66"), advance_paid=M(90))
    now = Measured({LINES: M("33.33")})
    one = CertificateTerms(price=M(1000), recovery=TWO.recovery)
    shown = [[one.name for one in assess(how, before, now).workings] for how in (one, TWO)]
    assert ["difference.recovery" in names for names in shown] == [True, False]


def test_equal_instalments_up_to_a_period_are_named_by_first_and_last() -> None:
    assert instalments(RecoveryTerms("instalments", periods=("2",), until=8)) == ["2–", "8"]
    assert instalments(RecoveryTerms("instalments", periods=("2", "3"))) == ["2", "3"]


@pytest.mark.parametrize(("first", "recovered"), [(("2", "2026-02"), "40"), ((), "26.67"), (("3", "2026-03"), "26.67")])
def test_instalments_go_on_from_the_first_certificate_of_the_book(first: tuple[str, ...], recovered: str) -> None:
    """An advance of 100 in periods 1 to 5, 20 of it recovered before: what is left in equal parts from the first on.

    In period 3: 80 over 2 … 5 where 2 was the first, two of four are 40; over 3 … 5 where 3 is (no name: this one), one
    of three: 26.67.
    """
    how = RecoveryTerms("instalments", advance=M(100), price=M(1000), periods=tuple("12345"))
    begun = Before(advance_paid=M(100), recovered=M(20), begun=M(20), first=first)
    found = assess(CertificateTerms(recovery=how), begun, Measured({LINES: M(300)}, period="3", month="2026-03"))
    assert found.recovery == M(recovered)


def test_without_a_beginning_instalments_count_from_the_first_of_all() -> None:
    how = RecoveryTerms("instalments", advance=M(100), price=M(1000), periods=tuple("12345"))
    before = Before(advance_paid=M(100), first=("3", "2026-03"))
    found = assess(CertificateTerms(recovery=how), before, Measured({LINES: M(300)}, period="3", month="2026-03"))
    assert found.recovery == M(60)


def test_a_start_share_without_periods_recovers_nothing() -> None:
    how = RecoveryTerms("instalments", advance=M(100), price=M(1000), start=D("0.1"), until=5)
    assert recovery(how, Situation(M(300), M(300), ("3", "2026-03"), M(100), Money())) == Money()
