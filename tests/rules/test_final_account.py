"""The final account: difference, retention, audit fee, cuts and credit, with a published examination case."""

from __future__ import annotations

from decimal import Decimal

from models.money import Money
from models.rules.final_account import Kept, Settlement, audit_fee, credited, cuts, retention_of, settlement

M = Money.of


def test_the_published_case_pays_48_62_at_the_final_account() -> None:
    # 一级造价工程师/一级建造师 真题: contract 660 (ten thousand yuan), advance 20 %, materials 60 %, retention 5 %,
    # months 55, 110, 165, 220, 110; materials dearer by 10 %: settled at 660 + 660 x 60 % x 10 % = 699.6.
    # Paid until May 484 + 132; at the final account 699.6 - 484 - 699.6 x 5 % - 132 = 48.62
    found = settlement(M(6_996_000), M(5_500_000), rate=Decimal("0.05"), advance_left=M(660_000))
    assert found == Settlement(M(1_496_000), M(349_800), M(486_200))


def test_retention_that_is_kept_already_is_not_kept_twice() -> None:
    found = settlement(M(1_050_000), M(1_000_000), rate=Decimal("0.03"), kept=Kept(M(30_000)))
    assert found == Settlement(M(50_000), M(1_500), M(48_500))


def test_of_retention_beyond_the_share_of_the_settled_amount_goes_what_is_still_held() -> None:
    rate = Decimal("0.03")
    all_held, half_held, given_back = (Kept(M(270_000), held) for held in (M(270_000), M(135_000), M(0)))
    found = settlement(M(8_700_000), M(9_000_000), rate=rate, kept=all_held)
    assert found == Settlement(M(-300_000), M(-9_000), M(-291_000))
    assert retention_of(M(8_700_000), rate, half_held) == M(-4_500), "the half that was paid back is not reduced again"
    assert retention_of(M(8_700_000), rate, given_back) == M(0)
    assert retention_of(M(6_000_000), rate, all_held) == M(-90_000)
    assert retention_of(M(-1), rate, all_held) == M(-270_000), "never more than was kept"
    assert retention_of(M(8_700_000), rate, Kept(M(270_000), M(300_000))) == M(-9_000)
    assert retention_of(M(8_700_000), rate, Kept(M(270_000), M(-1))) == M(0)


def test_what_is_kept_in_all_stays_below_the_limit_and_amounts_without_a_share_stay() -> None:
    rate = Decimal("0.03")
    assert retention_of(M(8_700_000), rate, Kept(M(200_000), M(200_000), M(200_000))) == M(0)
    assert retention_of(M(8_700_000), rate, Kept(M(100_000), M(100_000), M(200_000))) == M(100_000)
    assert retention_of(M(5_000_000), rate, Kept(M(200_000), M(200_000), M(200_000))) == M(-50_000)
    assert retention_of(M(8_700_000), Decimal(0), Kept(M(200_000), M(200_000))) == M(0)
    assert retention_of(M(-1_000), rate, Kept()) == M(0)


def test_an_agreed_fee_comes_off_what_is_payable_and_off_nothing_else() -> None:
    assert settlement(M(1_100), M(1_000), fee=M(30)) == Settlement(M(100), M(0), M(70))


def test_the_fee_is_taken_of_the_cut_beyond_the_free_share() -> None:
    # submitted 10,000,000, settled 9,000,000: the cut beyond 5 % is 500,000, of it 5 % are 25,000
    five = Decimal("0.05")
    assert audit_fee(M(10_000_000), M(9_000_000), five, five) == M(25_000)
    assert audit_fee(M(10_000_000), M(9_500_000), five, five) == M(0)
    assert audit_fee(M(10_000_000), M(9_700_000), five, five) == M(0)


def test_each_review_is_compared_with_the_amount_before_it() -> None:
    assert cuts(M(100), [M(90), M(92), M(80)]) == (M(10), M(-2), M(12))
    assert cuts(M(100), []) == ()


def test_a_credit_reduces_final_money_first_then_progress_and_never_retention() -> None:
    items = [("progress", M(50)), ("final", M(30)), ("retention", M(40)), ("final", M(5)), ("progress", M(-3))]
    assert credited(M(20), items) == (M(0), M(20), M(0), M(0), M(0))
    assert credited(M(33), items) == (M(0), M(30), M(0), M(3), M(0))
    assert credited(M(60), items) == (M(25), M(30), M(0), M(5), M(0))
    assert sum(one.fen for one in credited(M(500), items)) == 8_500


def test_without_an_agreed_share_nothing_is_kept_even_of_an_amount_below_nothing() -> None:
    assert settlement(M(1_000), M(900)) == Settlement(M(100), M(0), M(100))
    assert settlement(M(-100), M(0)) == Settlement(M(-100), M(0), M(-100))
