"""The advance comes back at the very certificate, edge and fen that each rule names."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from models.money import Money
from models.rules.certificate import Before, CertificateTerms, advanced
from models.rules.recovery import (
    FIDIC,
    HIGHWAY,
    RULE_NAMES,
    RULES,
    TO_DATE,
    RecoveryTerms,
    Situation,
    left_by_time,
    recovery,
    start_point,
)

D, M = Decimal, Money.of


def at(
    base: int | str, to_date: int | str, recovered: int | str = 0, paid: int | str = 100, name: str = "1"
) -> Situation:
    return Situation(M(base), M(to_date), (name,), M(paid), M(recovered))


def test_what_a_contract_does_not_say_recovers_nothing_of_the_gross_value() -> None:
    assert recovery(RecoveryTerms(), at(500, 500)) == Money()
    assert recovery(RecoveryTerms("percentage"), at(500, 500, recovered=20)) == Money()
    assert (RecoveryTerms().rule, RecoveryTerms().base) == ("none", "gross")


def test_linear_recovery_runs_over_the_whole_contract_unless_shares_are_agreed() -> None:
    """Half of 1,000 is done: half of the advance of 100."""
    assert recovery(RecoveryTerms("linear", advance=M(100), price=M(1000)), at(500, 500)) == M(50)


def test_where_no_share_of_materials_is_agreed_all_is_materials() -> None:
    """T = 1000 − 100 ÷ 1 = 900; 950 − 900 = 50."""
    assert recovery(RecoveryTerms("start_point", advance=M(100), price=M(1000)), at(950, 950)) == M(50)


@pytest.mark.parametrize(
    ("advance", "share", "point"),
    [
        (1, "0.4", 9_997),  # 1 ÷ 0.4 = 2.5 fen, half up 3
        (1, "0.3", 9_997),  # 1 ÷ 0.3 = 3.33 fen, 3
        (2, "0.3", 9_993),  # 2 ÷ 0.3 = 6.67 fen, 7
    ],
)
def test_the_start_point_is_rounded_half_up_to_the_fen(advance: int, share: str, point: int) -> None:
    assert start_point(Money(10_000), Money(advance), D(share)) == Money(point)


def test_fidic_begins_with_the_first_fen_beyond_ten_percent() -> None:
    """Red Book 1999 14.2: exceeds 10 %, then a quarter of each certificate."""
    start, rate = FIDIC
    terms = RecoveryTerms("fidic", rate=rate, price=M(10_000), start=start)
    assert recovery(terms, at(1000, 1000)) == Money()
    assert recovery(terms, at(100, "1000.01")) == M(25)


def test_highway_recovers_between_thirty_and_eighty_percent() -> None:
    """17.2: each 1 % beyond 30 % recovers 2 % of the advance: at 31 % 2, at 79 % 98, at 80 % all."""
    start, end = HIGHWAY
    terms = RecoveryTerms("linear", advance=M(100), price=M(1000), start=start, end=end)
    reached = [(300, 0), (310, 2), (790, 98), (800, 100), (900, 100)]
    assert [recovery(terms, at(1, done)) for done, _ in reached] == [M(amount) for _, amount in reached]


@pytest.mark.parametrize("end", ["0.3", "0.2"])
def test_linear_recovery_ends_after_it_starts(end: str) -> None:
    with pytest.raises(ValueError, match="end after its start"):
        recovery(RecoveryTerms("linear", price=M(1000), start=D("0.3"), end=D(end)), at(1, 1))


def test_linear_recovery_needs_a_price_above_nothing() -> None:
    with pytest.raises(ValueError, match="contract price"):
        recovery(RecoveryTerms("linear", price=Money()), at(1, 1))
    assert recovery(RecoveryTerms("linear", advance=Money(1), price=Money(1)), at("0.01", "0.01")) == Money(1)


@pytest.mark.parametrize("rule", ["linear", "start_point"])
def test_a_period_without_work_recovers_nothing_though_earlier_ones_recovered_too_little(rule: str) -> None:
    terms = RecoveryTerms(rule, advance=M(100), price=M(1000))
    assert recovery(terms, at(0, 1000)) == Money()
    assert recovery(terms, at(1, 1000)) == M(100)


def test_of_an_advance_only_what_was_received_and_is_still_open_comes_back() -> None:
    terms = RecoveryTerms("percentage", rate=D("0.5"))
    assert recovery(terms, at(100, 100, recovered=60)) == M(40)
    assert recovery(terms, at(100, 100, recovered=100)) == Money()
    assert recovery(terms, at(100, 100, recovered=120)) == Money()  # the advance was partly paid back
    assert recovery(terms, at(-100, 0, recovered=60)) == M(-50)
    assert recovery(terms, at(-200, 0, recovered=60)) == M(-60)


def test_instalments_fall_in_the_first_of_their_names() -> None:
    terms = RecoveryTerms("instalments", advance=M(100), periods=("3", "2026-03", "5"))
    both = Situation(M(1), M(1), ("3", "2026-03"), M(100), Money())
    assert recovery(terms, both) == Money(3_333)
    assert recovery(terms, at(1, 1, name="5")) == M(100)
    assert recovery(terms, at(1, 1, name="4")) == Money()


def test_a_certificate_after_the_last_instalment_makes_up_for_periods_without_one() -> None:
    """Months without work are not certified: by then all instalments have fallen due."""
    numbers = RecoveryTerms("instalments", advance=M(90), periods=("2", "3", "4"))
    third = Money.of(30)
    assert recovery(numbers, Situation(M(1), M(1), ("5", "2026-05"), M(90), third)) == M(60)
    assert recovery(numbers, Situation(M(1), M(1), ("10", "2026-12"), M(90), third)) == M(60)
    assert recovery(numbers, Situation(M(1), M(1), ("1", "2026-12"), M(90), Money())) == Money()
    months = RecoveryTerms("instalments", advance=M(90), periods=("2026-02", "2026-03"))
    assert recovery(months, Situation(M(1), M(1), ("5", "2026-04"), M(90), third)) == M(60)
    assert recovery(months, Situation(M(1), M(1), ("5", "2026-01"), M(90), Money())) == Money()
    assert recovery(months, Situation(M(1), M(1), ("5",), M(90), Money())) == Money()
    assert recovery(RecoveryTerms("instalments", advance=M(90)), at(1, 1, name="5")) == Money()


def test_unequal_instalments_recover_all_by_differences_of_rounded_cumulatives() -> None:
    terms = RecoveryTerms("instalments", advance=Money(333), periods=("3", "4"), shares=(D("0.4"), D("0.6")))
    assert recovery(terms, at(1, 1, name="3")) == Money(133)
    last = Situation(M(1), M(1), ("4",), Money(333), Money(133))
    assert recovery(terms, last) == Money(200)


def counted(number: int, *bases: int, recovered: int = 0, **terms: Any) -> Money:
    """Recovery of an advance of 90 in the certificate ``number``, where the certificates from 1 on had these bases."""
    how = RecoveryTerms("instalments", advance=M(90), price=M(1000), start=D("0.3"), **{"periods": ("2", "3"), **terms})
    to_date = [sum(bases[: place + 1]) for place in range(len(bases))]
    reached = tuple((place, M(base)) for place, base in enumerate(to_date[:-1], number - len(bases) + 1))
    names = (str(number), "2026-03")
    return recovery(how, Situation(M(bases[-1]), M(to_date[-1]), names, M(90), M(recovered), reached))


def test_instalments_count_from_the_certificate_that_reaches_the_start() -> None:
    """300 of 1,000 (达到 30 %; only FIDIC 14.2 says more than): 1 is that certificate, 2 the next."""
    assert counted(2, 200, 100) == Money()
    assert counted(3, 200, 100, 1) == M(45)
    assert counted(3, 200, 99, 1) == Money()
    assert counted(4, 200, 99, 1, 99) == M(45)
    assert counted(5, 200, 99, 2, 99, 100, recovered=45) == M(45)
    assert counted(6, 200, 99, 2, 99, 100, 0, recovered=45) == M(45), "what was recovered too little is made up"
    assert counted(3, 200, 99, 1, periods=("1", "2", "3")) == M(30)
    assert counted(3, 200, 99, 1, periods=("1", "2"), shares=(D("0.4"), D("0.6"))) == M(36)


def test_instalments_from_the_start_up_to_a_period_are_equal() -> None:
    """Passed in No. 2, from the next on up to No. 5: three parts; what is passed late is recovered at once."""
    assert counted(2, 200, 150, until=5, periods=("2",)) == Money()
    assert counted(3, 200, 150, 10, until=5, periods=("2",)) == M(30)
    assert counted(5, 200, 150, 10, 10, 10, recovered=60, until=5, periods=("2",)) == M(30)
    assert counted(2, 200, 150, until=5, periods=("1",)) == Money.of("22.50")
    assert counted(6, 350, until=5, periods=("1",)) == M(90)
    assert counted(3, 200, 150, 10, until=5, periods=("2", "3")) == M(30), "it begins with the first that is named"
    assert counted(7, 350, 10, until=5, periods=("2",)) == M(90)


def test_a_certificate_without_a_number_is_before_all_and_no_periods_recover_nothing() -> None:
    how = RecoveryTerms("instalments", advance=M(90), price=M(1000), start=D("0.3"), periods=("1",))
    assert recovery(how, Situation(M(1), M(500), ("", ""), M(90), Money())) == M(90)
    assert counted(3, 350, 10, 10, periods=()) == Money()
    later = Situation(M(1), M(500), ("", ""), M(90), Money(), ((1, M(400)),))
    assert recovery(how, later) == Money()


def test_the_start_once_passed_stays_passed() -> None:
    assert counted(4, 350, -100, 10, 10, recovered=45) == M(45)


def test_what_was_paid_ahead_comes_back_in_equal_parts_in_the_periods_after_it() -> None:
    """wlllr.com 126150: 270, then 90 back in each of the three months after; 100 fen in thirds leave no fen."""
    assert [left_by_time([(1, M(270))], 3, period) for period in (1, 2, 3, 4, 5)] == [*map(M, (270, 180, 90, 0, 0))]
    assert [left_by_time([(1, Money(100))], 3, period).fen for period in (1, 2, 3, 4)] == [100, 67, 33, 0]
    assert left_by_time([(1, M(270)), (2, M(30))], 3, 3) == M(110)


def test_every_rule_has_its_name() -> None:
    assert RULES.keys() == RULE_NAMES.keys()


@pytest.mark.parametrize("rule", sorted(RULES))
def test_what_was_recovered_too_little_is_made_up_only_by_rules_that_count_to_date(rule: str) -> None:
    """40 of 100 are open where all is done: such a rule recovers them, whatever this period brings."""
    terms = RecoveryTerms(rule, D("0.1"), advance=M(100), price=M(1000), periods=("1",))
    assert (recovery(terms, at(1, 1000, recovered=60)) == M(40)) is (rule in TO_DATE)


@pytest.mark.parametrize(("rule", "given"), [("instalments", -65), ("linear", -80), ("start_point", -90)])
def test_a_period_with_work_never_hands_back_what_was_recovered(rule: str, given: int) -> None:
    """Changed terms or an opening: 90 of 100 recovered, where the rule asks for 25, 10 or nothing to date."""
    terms = RecoveryTerms(rule, advance=M(100), price=M(1000), periods=("3", "4", "5", "6"))
    for base, back in ((10, 0), (0, 0), (-10, given)):
        assert recovery(terms, Situation(M(base), M(100), ("3",), M(100), M(90))) == M(back)


def begun(number: int, recovered: int, first: tuple[str, ...] = ("5", "2026-01"), **terms: Any) -> Money:
    """Recovery in the certificate ``number`` where 500 of an advance of 2,000 were recovered before the book began."""
    how = RecoveryTerms("instalments", advance=M(2000), price=M(10_000), **terms)
    names = (str(number), f"2026-{number - 4:02}")
    reached = ((5, M(5000)),) if number > 5 else ()
    return recovery(how, Situation(M(1000), M(5000), names, M(2000), M(recovered), reached, M(500), first))


@pytest.mark.parametrize(
    "terms",
    [{"periods": ("4", "5", "6")}, {"periods": ("2025-12", "2026-01", "2026-02")},
     {"start": D("0.3"), "periods": ("1",), "until": 6}, {"periods": ("5", "6")},
     {"periods": ("4", "5", "6"), "shares": (D("0.5"), D("0.25"), D("0.25"))}],
)  # fmt: skip
def test_what_was_left_when_the_book_began_is_recovered_in_equal_parts_of_what_is_left_of_the_periods(
    terms: dict[str, Any],
) -> None:
    """1,500 of 2,000 are left, in certificates 5 and 6: 750 each."""
    assert begun(5, 500, **terms) == M(750)
    assert begun(6, 1250, **terms) == M(750)
    assert begun(7, 1250, **terms) == M(750), "what one missed, the next makes up"


def test_where_all_instalments_lie_before_the_book_the_rest_is_recovered_at_once() -> None:
    assert begun(5, 500, periods=("3", "4")) == M(1500)


def test_what_was_recovered_before_the_book_is_of_the_first_advance_up_to_what_was_agreed() -> None:
    """2,500 of 2,000 and 1,000: 500 of the second are left, and never more than was paid comes back."""
    how = {"rule": "percentage", "rate": D("0.5")}
    terms = CertificateTerms(
        price=M(10_000), recovery=RecoveryTerms(advance=M(2000), **how), second=RecoveryTerms(advance=M(1000), **how)
    )
    before = Before(recovered=M(2500), advance_paid=M(3000), begun=M(2500))
    first, second = advanced(terms, before)
    assert (first.paid, first.recovered, first.begun) == (M(2000), M(2000), M(2000))
    assert (second.paid, second.recovered, second.begun) == (M(1000), M(500), M(500))
    alone = replace(terms, second=RecoveryTerms())
    assert advanced(alone, before)[0].recovered == M(2500)
