"""A certificate is what published examples say, loses no fen, and explains every amount."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.money import Money, rounded
from models.rules.base import ADJUSTMENT, CLAIMS, LINES, MATERIALS, VARIATIONS
from models.rules.recovery import FIDIC, HIGHWAY, RecoveryTerms, start_point
from models.rules.retention import RetentionTerms, parts, released
from models.rules.tax import TaxTerms
from models.rules.valuation import (
    Addition,
    Assessment,
    Before,
    CertificateTerms,
    Deduction,
    Measured,
    Milestone,
    assess,
    check_previous,
)
from tests.rules.published import case

PARTS = (
    Milestone("certification", Decimal("0.8")),
    Milestone("acceptance", Decimal("0.85"), 28),
    Milestone("final_account", Decimal("0.97"), 28),
    Milestone("defects_end", Decimal(1), 14),
)


def yuan(text: str | int) -> Money:
    return Money.of(text)


def after(before: Before, found: Assessment, paid: Money | None = None) -> Before:
    """What the next certificate finds before it."""
    value = {kind: before.value.get(kind, Money()) + found.value.get(kind, Money()) for kind in found.value}
    return Before(
        {**before.value, **value},
        found.retention_to_date,
        found.recovered_to_date,
        before.advance_paid if paid is None else paid,
        found.held,
    )


def run(terms: CertificateTerms, paid: Money, values: list[Money]) -> list[Assessment]:
    """One certificate after another; periods are named 1, 2, 3 …"""
    before, found = Before(advance_paid=paid), []
    for number, value in enumerate(values, 1):
        found.append(assess(terms, before, Measured({LINES: value}, period=str(number))))
        before = after(before, found[-1])
    return found


def recovering(**terms: object) -> CertificateTerms:
    return CertificateTerms(recovery=RecoveryTerms(**terms))  # type: ignore[arg-type]


def wan(amount: Money) -> Decimal:
    return rounded(amount.yuan / 10000, 2)


# -- published cases ------------------------------------------------------------------------------------------------


def test_p2_the_start_point_leaves_work_whose_materials_are_worth_the_advance() -> None:
    one = case("certificates", "P2")
    found = start_point(yuan(one["contract"]), yuan(one["advance"]), Decimal(one["materials_share"]))
    assert str(found) == one["start_point"]


def test_p4_recovery_begins_in_the_month_that_passes_the_start_point() -> None:
    one = case("certificates", "P4")
    price, advance, share = yuan(one["contract"]), yuan(one["advance"]), Decimal(one["materials_share"])
    terms = recovering(rule="start_point", advance=advance, price=price, materials_share=share)
    found = run(terms, advance, [yuan(one["monthly_value"])] * 5)
    assert str(start_point(price, advance, share)) == one["start_point"]
    assert [str(month.recovery) for month in found] == ["0.00", "0.00", "0.00", one["recovery_month_4"], "240000.00"]


def test_p8_linear_recovery_follows_the_published_months() -> None:
    one = case("certificates", "P8")
    advance = yuan(one["advance"])
    shares = {"start": Decimal(one["f1"]), "end": Decimal(one["f2"])}
    terms = recovering(rule="linear", advance=advance, price=yuan(one["contract"]), **shares)
    found = run(terms, advance, [yuan(work) for work in one["work"]])
    assert [wan(month.recovery) for month in found] == [Decimal(figure) for figure in one["recovery_wan"]]
    assert Money.total(month.recovery for month in found) == advance
    assert wan(found[1].due) == Decimal(one["month_2_pays_wan"])


def test_p10_the_safety_fee_is_paid_in_full_beside_the_progress_payment() -> None:
    one = case("certificates", "P10")
    terms = CertificateTerms(
        milestones=(Milestone("certification", Decimal(one["progress"])), Milestone("final_account", Decimal(1))),
        retention=RetentionTerms(Decimal(one["retention_of_progress"]), "progress"),
    )
    measured = Measured({LINES: yuan(one["month_value"])}, (Addition("Safety fee", yuan(one["safety_fee"])),))
    assert str(assess(terms, Before(), measured).due) == one["due"]


def test_p12_a_certificate_below_the_minimum_waits_for_the_next() -> None:
    one = case("certificates", "P12")
    advance = yuan(one["advance"])
    terms = CertificateTerms(
        retention=RetentionTerms(Decimal(one["retention"])),
        recovery=RecoveryTerms("instalments", advance=advance, periods=("3", "4")),
        minimum=yuan(one["minimum"]),
    )
    found = run(terms, advance, [yuan(Decimal(month) * Decimal(one["price"])) for month in one["months"]])
    assert [str(month.due) for month in found] == one["certificates"]
    assert [str(month.held) for month in found] == one["held"]


def test_a2_previous_certificates_are_what_was_earned_less_retention() -> None:
    one = case("certificates", "A2")
    previous_gross = yuan(one["stated_previous"])
    before = Before({LINES: previous_gross}, previous_gross.share(Decimal("0.1")))
    with pytest.raises(ValueError, match=r"122400.00 .* 110160.00"):
        check_previous(previous_gross, before)
    assert check_previous(yuan("110160"), before) == yuan("110160")


# -- recovery by the other rules ------------------------------------------------------------------------------------


def test_highway_recovers_two_percent_of_the_advance_for_each_percent_beyond_thirty() -> None:
    start, end = HIGHWAY
    terms = recovering(rule="linear", advance=yuan(1000), price=yuan(10000), start=start, end=end)
    found = run(terms, yuan(1000), [yuan(3000), yuan(100), yuan(4900), yuan(2000)])
    assert [one.recovery for one in found] == [Money(), yuan(20), yuan(980), Money()]


def test_fidic_recovers_a_quarter_of_each_certificate_once_ten_percent_are_passed() -> None:
    start, rate = FIDIC
    terms = recovering(rule="fidic", advance=yuan(1000), price=yuan(10000), start=start, rate=rate)
    found = run(terms, yuan(1000), [yuan(1000), yuan(1000), yuan(2000), yuan(3000)])
    assert [one.recovery for one in found] == [Money(), yuan(250), yuan(500), yuan(250)]


@pytest.mark.parametrize(("base", "recovered"), [("gross", 100), ("progress", 80), ("net", 77)])
def test_the_base_of_a_percentage_is_a_choice_of_the_contract(base: str, recovered: int) -> None:
    terms = CertificateTerms(
        milestones=PARTS,
        retention=RetentionTerms(Decimal("0.03")),
        recovery=RecoveryTerms("percentage", Decimal("0.1"), base),
    )
    found = assess(terms, Before(advance_paid=yuan(9999)), Measured({LINES: yuan(1000)}))
    assert found.recovery == yuan(recovered)


def test_instalments_are_taken_in_their_periods_only_and_make_up_for_missed_ones() -> None:
    terms = RecoveryTerms("instalments", advance=yuan(100), periods=("2", "3", "5"))
    found = run(CertificateTerms(recovery=terms), yuan(100), [yuan(1000)] * 6)
    assert [one.recovery.fen for one in found] == [0, 3333, 3334, 0, 3333, 0]
    late = assess(CertificateTerms(recovery=terms), Before(advance_paid=yuan(100)), Measured(period="3"))
    assert late.recovery.fen == 6667


def test_only_what_was_paid_is_recovered() -> None:
    terms = recovering(rule="percentage", rate=Decimal("0.1"))
    assert assess(terms, Before(), Measured({LINES: yuan(1000)})).recovery == Money()
    half = Before(recovered=yuan(30), advance_paid=yuan(50))
    assert assess(terms, half, Measured({LINES: yuan(1000)})).recovery == yuan(20)


def test_kinds_of_value_outside_the_base_are_neither_retained_nor_recovered_from() -> None:
    terms = CertificateTerms(
        retention=RetentionTerms(Decimal("0.03"), without=(CLAIMS, ADJUSTMENT)),
        recovery=RecoveryTerms("percentage", Decimal("0.1"), without=(CLAIMS,)),
    )
    value = {LINES: yuan(1000), VARIATIONS: yuan(200), CLAIMS: yuan(500), ADJUSTMENT: yuan(300)}
    found = assess(terms, Before(advance_paid=yuan(9999)), Measured(value))
    assert (found.retention, found.recovery, found.gross) == (yuan(36), yuan(150), yuan(2000))


def test_an_unknown_rule_or_base_is_refused() -> None:
    with pytest.raises(ValueError, match="rule of recovery"):
        assess(recovering(rule="magic"), Before(), Measured())
    with pytest.raises(ValueError, match="not a base"):
        assess(CertificateTerms(retention=RetentionTerms(base="net")), Before(), Measured())


@pytest.mark.parametrize(
    "terms",
    [
        RecoveryTerms("linear"),
        RecoveryTerms("linear", price=Money(1), start=Decimal("0.8"), end=Decimal("0.3")),
        RecoveryTerms("start_point", materials_share=Decimal(0)),
    ],
)
def test_a_rule_without_its_own_terms_is_refused(terms: RecoveryTerms) -> None:
    with pytest.raises(ValueError, match=r"needs|above"):
        assess(CertificateTerms(recovery=terms), Before(), Measured())


# -- retention ------------------------------------------------------------------------------------------------------


def test_retention_stops_at_its_limit() -> None:
    by_rate = CertificateTerms(yuan(10000), retention=RetentionTerms(Decimal("0.1"), cap_rate=Decimal("0.05")))
    assert [one.retention for one in run(by_rate, Money(), [yuan(3000)] * 3)] == [yuan(300), yuan(200), Money()]
    both = CertificateTerms(
        yuan(10000), retention=RetentionTerms(Decimal("0.1"), cap_rate=Decimal("0.05"), cap=yuan(400))
    )
    assert [one.retention for one in run(both, Money(), [yuan(3000)] * 2)] == [yuan(300), yuan(100)]


def test_a_negative_period_gives_back_no_more_than_was_kept_and_recovered() -> None:
    terms = CertificateTerms(
        retention=RetentionTerms(Decimal("0.1")), recovery=RecoveryTerms("percentage", Decimal("0.1"))
    )
    before = Before({LINES: yuan(500)}, yuan(20), yuan(30), yuan(100))
    found = assess(terms, before, Measured({LINES: yuan(-400)}))
    assert (found.retention, found.recovery, found.due) == (yuan(-20), yuan(-30), yuan(-350))


def test_stored_materials_can_be_retained_at_their_own_rate() -> None:
    terms = CertificateTerms(retention=RetentionTerms(Decimal("0.1"), rates={MATERIALS: Decimal("0.05")}))
    found = assess(terms, Before(), Measured({LINES: yuan(1000), MATERIALS: yuan(200)}))
    assert found.retention == yuan(110)


def test_retention_is_returned_in_parts_that_add_up() -> None:
    assert released(Money(101), [Decimal("0.5"), Decimal(1)]) == (Money(51), Money(50))


@pytest.mark.parametrize("shares", [[], ["0.8", "0.97"], ["0.9", "0.8", "1"]])
def test_shares_that_do_not_rise_to_the_whole_are_refused(shares: list[str]) -> None:
    with pytest.raises(ValueError, match="end at 1"):
        parts(Money(100), [Decimal(share) for share in shares])


# -- deductions, tax, workings --------------------------------------------------------------------------------------


def test_a_deduction_that_is_not_agreed_changes_nothing_and_is_listed_as_disputed() -> None:
    penalty = Deduction("Penalty", yuan(50), "late {plan}", agreed=False)
    measured = Measured({LINES: yuan(1000)}, deductions=(Deduction("Supplied steel", yuan(100), "note 7"), penalty))
    found = assess(CertificateTerms(), Before(), measured)
    assert (found.due, found.deducted, found.disputed) == (yuan(900), yuan(100), (penalty,))
    texts = {line.name: line.rule.format(**line.values) for line in found.workings}
    assert texts["disputed.1"] == "Disputed, not deducted: 50.00 late {plan}"
    assert texts["deducted.0"] == "note 7"


def test_tax_is_split_from_a_price_with_tax_and_added_to_one_without() -> None:
    million = {LINES: yuan("600000"), VARIATIONS: yuan("400000")}
    included = assess(CertificateTerms(tax=TaxTerms(Decimal("0.09"))), Before(), Measured(million))
    assert (str(included.net), str(included.vat)) == ("917431.19", "82568.81")
    on_top = assess(CertificateTerms(tax=TaxTerms(Decimal("0.09"), included=False)), Before(), Measured(million))
    assert (on_top.gross, on_top.net, on_top.vat) == (yuan("1090000"), yuan("1000000"), yuan("90000"))


def test_the_last_certificate_pays_what_was_held() -> None:
    terms = CertificateTerms(minimum=yuan(100))
    held = Before(held=yuan(30))
    assert assess(terms, held, Measured({LINES: yuan(40)})).held == yuan(70)
    assert assess(terms, held, Measured({LINES: yuan(40)}, last=True)).due == yuan(70)


def test_the_lines_of_the_workings_that_enter_the_certificate_add_up_to_it() -> None:
    terms = CertificateTerms(
        milestones=PARTS,
        retention=RetentionTerms(Decimal("0.03")),
        recovery=RecoveryTerms("percentage", Decimal("0.1")),
        minimum=yuan(5000),
    )
    measured = Measured(
        {LINES: yuan(1000), "odd": yuan(1)}, (Addition("Safety fee", yuan(7)),), (Deduction("Fine", yuan(3)),)
    )
    found = assess(terms, Before(held=yuan(20), advance_paid=yuan(500)), measured)
    entering = ("progress", "retention", "recovery", "added.0", "deducted.0", "held_before")
    amounts = {line.name: line.amount for line in found.workings}
    assert Money.total(amounts[name] for name in entering) == amounts["held"] == found.held
    texts = {line.name: line.rule.format(**line.values) for line in found.workings}
    assert texts["later.1"] == "from 85% to 97% of 1001.00"
    assert texts["retention"].startswith("3% of the gross value")


MONEY = st.integers(-(10**11), 10**12).map(Money)
POSITIVE = st.integers(0, 10**12).map(Money)
SHARES = st.integers(0, 10000).map(lambda n: Decimal(n) / 10000)
RECOVERIES = st.builds(
    RecoveryTerms,
    rule=st.sampled_from(["none", "percentage", "start_point", "linear", "fidic", "instalments"]),
    rate=SHARES,
    base=st.sampled_from(["gross", "progress", "net"]),
    advance=POSITIVE,
    price=st.integers(1, 10**13).map(Money),
    materials_share=st.integers(1, 100).map(lambda n: Decimal(n) / 100),
    start=st.just(Decimal("0.1")),
    end=st.sampled_from([Decimal("0.8"), Decimal(1)]),
    periods=st.just(("1", "3")),
)
TERMS = st.builds(
    CertificateTerms,
    price=POSITIVE,
    milestones=st.lists(SHARES, max_size=3).map(
        lambda shares: tuple(Milestone("later", share) for share in [*sorted(shares), Decimal(1)])
    ),
    retention=st.builds(
        RetentionTerms, rate=SHARES, base=st.sampled_from(["gross", "progress"]), cap_rate=st.none() | SHARES
    ),
    recovery=RECOVERIES,
    tax=st.builds(TaxTerms, st.sampled_from([Decimal(0), Decimal("0.03"), Decimal("0.09")]), st.booleans()),
    minimum=POSITIVE,
)


@given(TERMS, POSITIVE, st.lists(st.tuples(MONEY, MONEY, POSITIVE, st.booleans()), min_size=1, max_size=5))
def test_whatever_the_terms_no_fen_is_lost_and_no_limit_is_passed(
    terms: CertificateTerms, paid: Money, periods: list[tuple[Money, Money, Money, bool]]
) -> None:
    before = Before(advance_paid=paid)
    for number, (lines, variations, other, agreed) in enumerate(periods, 1):
        measured = Measured(
            {LINES: lines, VARIATIONS: variations},
            (Addition("a", other),),
            (Deduction("d", other, agreed=agreed),),
            str(number),
        )
        found = assess(terms, before, measured)
        kept = Money.total(found.later) + found.retention + found.recovery + found.deducted - found.added
        assert found.gross == found.due + kept + found.held - before.held
        assert found.gross == found.progress + Money.total(found.later)
        assert found.net + found.vat == found.gross
        assert Money() <= found.recovered_to_date <= paid
        assert found.retention_to_date >= Money()
        if terms.retention.cap_rate is not None:
            assert found.retention_to_date <= terms.price.share(terms.retention.cap_rate)
        before = after(before, found)


@given(TERMS, POSITIVE, POSITIVE)
def test_nothing_done_in_a_period_makes_nothing_due(terms: CertificateTerms, first: Money, paid: Money) -> None:
    before = after(Before(advance_paid=paid), assess(terms, Before(advance_paid=paid), Measured({LINES: first})))
    found = assess(terms, before, Measured(period="2"))
    assert (found.due, found.held, found.gross) == (Money(), before.held, Money())


@pytest.mark.parametrize(
    ("base", "without", "recovered"),
    [("gross", (), 45), ("gross", ("variations",), 0), ("progress", (), 0), ("net", (), 0)],
)
def test_the_start_of_recovery_is_looked_for_in_every_earlier_certificate(
    base: str, without: tuple[str, ...], recovered: int
) -> None:
    """Taken on with 100; 150 in No. 1, 100 of variations in No. 2: 350 of 1,000 pass 30 %, so No. 3 is the second.

    Without variations 250 do not pass, nor do 80 % of 350; 261 with the 1 of No. 3 neither.
    """
    how = RecoveryTerms(
        "instalments", base=base, without=without, advance=yuan(90), price=yuan(1000), start=Decimal("0.3"),
        periods=("2", "3"),
    )  # fmt: skip
    terms = CertificateTerms(
        milestones=(Milestone("certification", Decimal("0.8")), Milestone("final_account", Decimal(1))), recovery=how
    )
    periods = ((1, {"lines": yuan(150)}), (2, {"variations": yuan(100)}))
    before = Before({"lines": yuan(250), "variations": yuan(100)}, advance_paid=yuan(90), periods=periods)
    assert assess(terms, before, Measured({"lines": yuan(1)}, period="3")).recovery == yuan(recovered)


def test_what_later_periods_took_already_is_not_taken_twice() -> None:
    """Of an advance of 300 later periods recovered 260, of a limit of 50 they kept 36: 40 and 14 are left."""
    terms = CertificateTerms(
        price=yuan(10_000),
        retention=RetentionTerms(rate=Decimal("0.03"), cap=yuan(50)),
        recovery=RecoveryTerms("percentage", rate=Decimal("0.25")),
    )
    before = Before(advance_paid=yuan(300), later_recovered=yuan(260), later_retention=yuan(36))
    found = assess(terms, before, Measured({LINES: yuan(1_000)}))
    assert (found.recovery, found.retention) == (yuan(40), yuan(14))
    taken = Before(advance_paid=yuan(300), later_recovered=yuan(310), later_retention=yuan(60))
    found = assess(terms, taken, Measured({LINES: yuan(1_000)}))
    assert (found.recovery, found.retention) == (Money(), Money())


TWO_ADVANCES = CertificateTerms(
    price=yuan(10_000),
    recovery=RecoveryTerms("instalments", advance=yuan(1_000), periods=("2", "3")),
    second=RecoveryTerms("start_point", advance=yuan(600), price=yuan(10_000), materials_share=Decimal("0.6")),
)
"""A start-up advance in two instalments, and materials from T = 10,000 − 600 ÷ 0.6 = 9,000 on."""


def test_two_advances_are_recovered_each_by_its_own_rule() -> None:
    """3,000 a period: 500 + 500 of the first in No. 2 and 3, (10,000 − 9,000) × 0.6 = 600 of the second in No. 4."""
    before, found = Before(advance_paid=yuan(1_600)), []
    for number, value in enumerate((3_000, 3_000, 3_000, 1_000), 1):
        one = assess(TWO_ADVANCES, before, Measured({LINES: yuan(value)}, period=str(number)))
        before = replace(after(before, one), second_recovered=before.second_recovered + one.second)
        found.append(one)
    assert [one.recovery for one in found] == [*map(yuan, (0, 500, 500, 600))]
    assert [one.second for one in found] == [*map(yuan, (0, 0, 0, 600))]
    told = {one.name: (one.amount, one.values["paid"], one.values["before"]) for one in found[3].workings
            if one.name in ("recovery", "second_recovered")}  # fmt: skip
    assert told == {
        "recovery": (Money(), yuan(1_000), yuan(1_000)),
        "second_recovered": (yuan(-600), yuan(600), Money()),
    }


@pytest.mark.parametrize(
    ("paid", "recovered", "later", "first", "second"),
    [
        (1_000, (500, 0), (0, 0), 500, 0),
        (1_300, (500, 0), (0, 0), 500, 300),
        (1_600, (900, 200), (0, 0), 300, 400),
        (1_600, (500, 0), (700, 300), 100, 300),
        (400, (0, 0), (0, 0), 400, 0),
    ],
)
def test_what_is_received_is_of_the_first_advance_up_to_what_was_agreed(
    paid: int, recovered: tuple[int, int], later: tuple[int, int], first: int, second: int
) -> None:
    """In all and of the second: recovered before, and by later periods that are signed already."""
    before = Before(
        {LINES: yuan(9_000)}, recovered=yuan(recovered[0]), second_recovered=yuan(recovered[1]),
        advance_paid=yuan(paid), later_recovered=yuan(later[0]), later_second=yuan(later[1]),
    )  # fmt: skip
    found = assess(TWO_ADVANCES, before, Measured({LINES: yuan(1_000)}, period="3"))
    assert (found.recovery - found.second, found.second) == (yuan(first), yuan(second))


def test_without_a_second_advance_all_that_is_received_is_of_the_first() -> None:
    terms = replace(TWO_ADVANCES, second=CertificateTerms().second)
    found = assess(terms, Before(advance_paid=yuan(1_600)), Measured({LINES: yuan(3_000)}, period="3"))
    assert (found.recovery, found.second) == (yuan(1_000), Money())
    assert "second_recovered" not in [one.name for one in found.workings]
    kept = assess(terms, Before(second_recovered=yuan(1)), Measured({LINES: yuan(3_000)}, period="3"))
    assert "second_recovered" in [one.name for one in kept.workings]
