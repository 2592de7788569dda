"""What is kept of a certificate at the edges that the tests of whole certificates do not reach."""

from __future__ import annotations

from decimal import Decimal

from models.money import Money
from models.rules.base import CLAIMS, LINES
from models.rules.retention import Held, RetentionTerms, retained, withheld

D, M = Decimal, Money.of


def test_without_a_rate_nothing_is_kept() -> None:
    assert retained(RetentionTerms(), M(100), Held({LINES: M(100)}, before=M(10))) == Money()


def test_a_certificate_is_not_the_last_one_unless_it_says_so() -> None:
    terms = RetentionTerms(D("0.05"), way="last")
    assert retained(terms, M(100), Held({LINES: M(100)})) == Money()
    assert retained(terms, M(100), Held({LINES: M(100)}, last=True)) == M(5)


def test_work_of_one_kind_is_work_of_the_period() -> None:
    """5 % of 300 to date less 10 kept before."""
    held = Held({LINES: Money(), CLAIMS: M(100)}, before=M(10), earlier={LINES: M(200)})
    assert retained(RetentionTerms(D("0.05"), way="to_date"), M(1_000), held) == M(5)


def test_what_is_kept_comes_off_the_first_part_as_far_as_it_reaches() -> None:
    parts = (Money.of("33333.31"), Money.of("3703.70"))
    assert withheld(parts, Money.of("3703.70")) == (Money.of("29629.61"), Money.of("3703.70"))
    assert withheld((Money.of(10), Money.of(90)), Money.of(30)) == (Money.of(0), Money.of(70))
    assert withheld((Money.of(-10), Money.of(20)), Money.of(5)) == (Money.of(-10), Money.of(15))


def test_retention_is_agreed_where_any_kind_of_value_has_a_rate() -> None:
    """AIA G702 line 5b alone: nothing of the work, 5 % of stored materials."""
    assert RetentionTerms(rates={LINES: Decimal(0), CLAIMS: Decimal("0.05")}).is_agreed
    assert not RetentionTerms(rates={CLAIMS: Decimal(0)}).is_agreed
    assert RetentionTerms(Decimal("0.03"), rates={CLAIMS: Decimal(0)}).is_agreed
