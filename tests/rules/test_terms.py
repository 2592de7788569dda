"""Each rule that a contract may choose does what its terms say, at its edges too."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.contracts.draft import KINDS
from models.money import Money
from models.parties import NATURES
from models.rules import caps
from models.rules.adjustment import Formula
from models.rules.base import BREAKS, CLAIMS, LINES, MATERIALS, VARIATIONS, Shares, together
from models.rules.certificate import WageTerms
from models.rules.quantities import (
    QuantityBreak,
    Supplied,
    beyond_break,
    short_of_break,
    supplied_value,
    value_with_break,
)
from models.rules.recovery import RecoveryTerms
from models.rules.retention import Held, RetentionTerms, parts_by_kind, retained
from models.rules.tax import GENERAL, SIMPLIFIED, SIMPLIFIED_MOST, TaxTerms, by_rate, rate_on, split, taxed, with_tax
from models.rules.valuation import (
    Assessment,
    Before,
    CertificateTerms,
    Deduction,
    Measured,
    Milestone,
    assess,
)

D = Decimal


def yuan(amount: int | str) -> Money:
    return Money.of(amount)


# -- retention ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("terms", "last", "kept"),
    [
        (RetentionTerms(D("0.05")), False, "50"),
        (RetentionTerms(D("0.05"), way="to_date"), False, "70"),
        (RetentionTerms(way="amount", amount=Money(4_000)), False, "40"),
        (RetentionTerms(way="amount", amount=Money(400_000)), False, "800"),
        (RetentionTerms(D("0.05"), way="last"), False, "0"),
        (RetentionTerms(D("0.05"), way="last"), True, "70"),
        (RetentionTerms(D("0.05"), way="last", cap=Money(3_500)), True, "5"),
    ],
)
def test_retention_is_kept_in_the_way_agreed(terms: RetentionTerms, last: bool, kept: str) -> None:
    held = Held({LINES: yuan(1_000)}, Shares(D("0.8")), yuan(30), {LINES: yuan(1_000)}, last)
    assert retained(terms, yuan(10_000), held) == yuan(kept)


@pytest.mark.parametrize("way", ["to_date", "amount"])
def test_a_period_without_work_keeps_nothing(way: str) -> None:
    terms = RetentionTerms(D("0.05"), way=way, amount=yuan(40))
    assert (
        retained(terms, yuan(10_000), Held({LINES: Money()}, before=yuan(1), earlier={LINES: yuan(1_000)})) == Money()
    )


def test_a_negative_period_keeps_no_amount() -> None:
    terms = RetentionTerms(way="amount", amount=yuan(40))
    assert retained(terms, Money(), Held({LINES: yuan(-100)}, before=yuan(10))) == Money()


def test_an_unknown_way_to_keep_retention_is_refused() -> None:
    with pytest.raises(ValueError, match="not a way"):
        retained(RetentionTerms(way="magic"), Money(), Held({}))


# -- progress by kind -----------------------------------------------------------------------------------------------


def test_a_kind_of_value_paid_at_its_own_share_has_the_rest_later() -> None:
    value = {LINES: yuan(1_000), VARIATIONS: yuan(100), CLAIMS: yuan(10)}
    shares = Shares(D("0.8"), {VARIATIONS: D("0.6"), CLAIMS: D(1)})
    assert parts_by_kind(value, [D("0.8"), D("0.97"), D(1)], shares) == (yuan(870), yuan(207), yuan(33))


@given(
    st.dictionaries(st.sampled_from([LINES, VARIATIONS, CLAIMS]), st.integers(-(10**9), 10**9).map(Money)),
    st.lists(st.integers(0, 100).map(lambda n: D(n) / 100), min_size=1, max_size=3),
    st.dictionaries(st.sampled_from([LINES, CLAIMS]), st.integers(0, 100).map(lambda n: D(n) / 100)),
)
def test_parts_by_kind_add_up(value: dict[str, Money], cumulative: list[Decimal], own: dict[str, Decimal]) -> None:
    shares = sorted(cumulative)
    found = parts_by_kind(value, [*shares, D(1)], Shares(shares[0], own))
    assert Money.total(found) == Money.total(value.values())


def test_wages_are_a_share_of_what_is_due_and_never_more() -> None:
    terms = CertificateTerms(
        milestones=(Milestone("certification", D("0.8")), Milestone("final_account", D(1))),
        wages=WageTerms(D("0.2")),
        recovery=RecoveryTerms("percentage", D("0.7")),
    )

    def of(amount: int, paid: int) -> Assessment:
        return assess(terms, Before(advance_paid=yuan(paid)), Measured({LINES: yuan(amount)}))

    assert of(1_000, 0).wages == yuan(160)
    assert of(1_000, 10_000).wages == yuan(100)
    assert of(-1_000, 0).wages == Money()
    gross = CertificateTerms(wages=WageTerms(D("0.2"), "gross"))
    assert assess(gross, Before(), Measured({LINES: yuan(1_000)})).wages == yuan(200)


def test_instalments_may_name_months() -> None:
    terms = CertificateTerms(recovery=RecoveryTerms("instalments", advance=yuan(100), periods=("2026-03", "2026-04")))
    before = Before(advance_paid=yuan(100))
    assert assess(terms, before, Measured(period="9", month="2026-03")).recovery == yuan(50)
    assert assess(terms, before, Measured(period="9", month="2026-04")).recovery == yuan(100)
    assert assess(terms, before, Measured(period="9", month="2026-02")).recovery == Money()
    assert assess(terms, before, Measured(period="9", month="2026-05")).recovery == yuan(100), "made up afterwards"


# -- tax ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "day", "rate"),
    [  # 财税〔2016〕36号, 财税〔2018〕32号, 公告 2019 年第 39 号
        ("general", date(2016, 4, 30), "0"), ("general", date(2016, 5, 1), "0.11"),
        ("general", date(2018, 4, 30), "0.11"), ("general", date(2018, 5, 1), "0.10"),
        ("general", date(2019, 3, 31), "0.10"), ("general", date(2019, 4, 1), "0.09"),
        ("simplified", date(2016, 4, 30), "0"), ("simplified", date(2016, 5, 1), "0.03"),
        ("simplified", date(2026, 1, 1), "0.03"), ("exempt", date(2026, 1, 1), "0"),
    ],
)  # fmt: skip
def test_the_rate_of_the_day_follows_from_the_method(method: str, day: date, rate: str) -> None:
    assert rate_on(method, day) == D(rate)


@pytest.mark.parametrize(
    ("kind", "day", "rate"),
    [
        ("goods", date(1993, 12, 31), "0"), ("goods", date(1994, 1, 1), "0.17"), ("goods", date(2018, 4, 30), "0.17"),
        ("goods", date(2018, 5, 1), "0.16"), ("goods", date(2019, 3, 31), "0.16"), ("goods", date(2019, 4, 1), "0.13"),
        # 财税〔2013〕37号: services everywhere from 2013-08-01
        ("design", date(2013, 7, 31), "0"), ("design", date(2013, 8, 1), "0.06"), ("design", date(2016, 5, 1), "0.06"),
        ("consulting", date(2026, 1, 1), "0.06"), ("investment", date(2026, 1, 1), "0.09"),
    ],
)  # fmt: skip
def test_the_general_rate_follows_from_what_the_contract_is_about(kind: str, day: date, rate: str) -> None:
    assert rate_on("general", day, kind) == D(rate)
    assert rate_on("simplified", date(2026, 1, 1), kind) == D("0.03")
    assert rate_on("exempt", date(2026, 1, 1), kind) == 0


@pytest.mark.parametrize(
    ("kind", "since"),
    [  # 财税〔2016〕36号; 国务院令第538号 12; 财税〔2013〕37号
        ("construction", date(2016, 5, 1)), ("goods", date(2009, 1, 1)), ("design", date(2013, 8, 1)),
        ("consulting", date(2013, 8, 1)), ("investment", date(2016, 5, 1)),
    ],
)  # fmt: skip
def test_the_simplified_rate_is_that_of_its_kind_since_its_day(kind: str, since: date) -> None:
    assert rate_on("simplified", since, kind) == D("0.03")
    assert rate_on("simplified", since - timedelta(1), kind) == 0


def test_rates_are_told_apart_by_kinds_of_contract() -> None:
    assert GENERAL.keys() == SIMPLIFIED.keys() <= KINDS.keys()
    assert rate_on("general", date(2026, 1, 1)) == rate_on("general", date(2026, 1, 1), "construction")


def test_without_terms_there_is_no_tax() -> None:
    assert [(one.net, one.vat) for one in taxed({LINES: yuan(100)}, {}, TaxTerms())] == [(yuan(100), Money())]
    assert with_tax({LINES: yuan(100)}, {}, TaxTerms(included=False)) == {LINES: yuan(100)}


def test_the_net_of_half_a_fen_is_rounded_up() -> None:
    """4 fen ÷ 1.6 = 2.5 fen; at the rates of the law no half arises."""
    assert (split(Money(4), D("0.6")).net, split(Money(4), D("0.6")).vat) == (Money(3), Money(1))


def test_under_a_rate_the_kinds_stand_in_their_order_and_others_behind() -> None:
    value = {"zz": yuan(1), BREAKS: yuan(2), "aa": yuan(3), LINES: yuan(4)}
    assert list(by_rate(value, {}, TaxTerms())[D(0)]) == [LINES, BREAKS, "aa", "zz"]


def test_each_rate_is_split_and_added_by_itself() -> None:
    terms = TaxTerms(D("0.09"), rates={MATERIALS: D("0.13")})
    value, rated = {LINES: yuan(300), MATERIALS: yuan(113)}, {(LINES, D("0.06")): yuan(106)}
    parts = by_rate(value, rated, terms)
    assert {rate: Money.total(kinds.values()) for rate, kinds in parts.items()} == {
        D("0.06"): yuan(106), D("0.09"): yuan(194), D("0.13"): yuan(113),
    }  # fmt: skip
    assert with_tax(value, rated, terms) == value
    assert [(one.rate, one.net, one.vat) for one in taxed(value, rated, terms)] == [
        (D("0.13"), yuan(100), yuan(13)),
        (D("0.09"), Money(17_798), Money(1_602)),
        (D("0.06"), yuan(100), yuan(6)),
    ]
    on_top = TaxTerms(D("0.09"), False, {MATERIALS: D("0.13")})
    assert with_tax(value, rated, on_top) == {LINES: Money(32_382), MATERIALS: Money(12_769)}
    assert [(one.rate, one.net, one.vat) for one in taxed(value, rated, on_top)] == [
        (D("0.13"), yuan(113), Money(1_469)),
        (D("0.09"), yuan(194), Money(1_746)),
        (D("0.06"), yuan(106), Money(636)),
    ]


def test_a_rate_at_which_nothing_was_valued_is_not_told() -> None:
    rated = {(LINES, D("0.13")): yuan(113), (LINES, D("0.06")): Money()}
    assert [one.rate for one in taxed({LINES: yuan(113)}, rated, TaxTerms(D("0.09")))] == [D("0.13")]


# -- quantities and materials of the owner --------------------------------------------------------------------------

BREAK = QuantityBreak(D("0.15"), D("0.9"), D("1.1"))


@given(st.lists(st.integers(0, 2_000).map(D), min_size=1, max_size=6))
def test_periods_beyond_the_break_come_to_what_is_priced_at_once(periods: list[Decimal]) -> None:
    bill, price, done, found = D(1_000), D(20), D(0), Money()
    for now in periods:
        found += Money.of(now * price) + beyond_break(done, now, bill, price, BREAK)
        done += now
    found += short_of_break(done, bill, price, BREAK)
    assert found == value_with_break(done, bill, price, BREAK)


def test_work_taken_back_below_the_break_is_priced_back() -> None:
    assert beyond_break(D(1_250), D(-200), D(1_000), D(10), BREAK) == yuan(100)


@pytest.mark.parametrize(("done", "more"), [("850", "0"), ("849", "849")])
def test_the_short_price_holds_only_beyond_its_edge(done: str, more: str) -> None:
    assert short_of_break(D(done), D(1_000), D(10), BREAK) == yuan(more)


@pytest.mark.parametrize(
    ("one", "over", "value"),
    [
        (Supplied(D(105), D(2), D(100), D(10), D(12)), "3", "1036"),
        (Supplied(D(105), D(2), D(100), D(10)), "3", "1030"),
        (Supplied(D(105), D(2), D(103), D(10), D(12)), "0", "1030"),
        (Supplied(D(105), D(2), None, D(10), D(12)), "0", "1030"),
        (Supplied(D(105), D(5), D(90), D(0), D(12)), "10", "120"),
    ],
)
def test_over_use_of_the_owners_materials_has_its_own_price(one: Supplied, over: str, value: str) -> None:
    assert (one.overused, supplied_value(one)) == (D(over), yuan(value))


# -- price formula, limits of the law -------------------------------------------------------------------------------


def test_a_cost_without_an_index_of_the_period_stays_at_its_base_price() -> None:
    formula = Formula(D("0.4"), {"steel": (D("0.4"), D(100)), "cement": (D("0.2"), D(50))})
    assert formula.adjustment(yuan(1_000), {"steel": D(110)}) == yuan(40)
    assert Formula().adjustment(yuan(1_000), {"steel": D(110)}) == Money()


@pytest.mark.parametrize(
    ("name", "share", "day", "passed"),
    [
        ("retention", "0.03", None, False), ("retention", "0.0301", None, True),
        # 国办发〔2016〕49号 and 建质〔2016〕295号: 5 %; 建质〔2017〕138号: 3 % from 2017-07-01
        ("retention", "0.05", date(2017, 6, 30), False), ("retention", "0.05", date(2017, 7, 1), True),
        ("retention", "0.0501", date(2017, 6, 30), True), ("retention", "0.0501", date(2016, 6, 23), True),
        ("retention", "0.10", date(2016, 6, 22), False),
        # 招标投标法实施条例 26 and 58 from 2012-02-01, 人社部发〔2021〕65号 from 2021-11-01
        ("tender", "0.02", date(2012, 2, 1), False), ("tender", "0.0201", date(2012, 2, 1), True),
        ("tender", "0.03", date(2012, 1, 31), False), ("performance", "0.10", date(2012, 2, 1), False),
        ("performance", "0.1001", date(2012, 2, 1), True), ("performance", "0.2", date(2012, 1, 31), False),
        ("wages", "0.03", date(2021, 11, 1), False), ("wages", "0.0301", date(2021, 11, 1), True),
        ("wages", "0.04", date(2021, 10, 31), False),
        ("progress", "0.79", None, True), ("progress", "0.80", None, False),
        ("progress", "0.60", date(2022, 7, 31), False), ("progress", "0.60", date(2022, 8, 1), True),
    ],
)  # fmt: skip
def test_a_limit_of_the_law_is_passed_only_beyond_it_and_since_its_day(
    name: str, share: str, day: date | None, passed: bool
) -> None:
    assert caps.passes(name, D(share), day) is passed


@pytest.mark.parametrize(
    ("name", "amount", "price", "too_much"),
    [
        ("tender", 20, 1_000, False),
        ("tender", 21, 1_000, True),
        ("performance", 101, 1_000, True),
        ("tender", 21, 0, False),
    ],
)
def test_a_bond_is_too_much_beyond_its_share_of_the_price(name: str, amount: int, price: int, too_much: bool) -> None:
    assert caps.too_much(name, yuan(amount), yuan(price), None) is too_much
    assert caps.passes(name, Fraction(1, 50), None) is False


def test_owners_paid_at_least_eighty_percent_are_natures_of_parties() -> None:
    """财建〔2022〕183号: 政府机关、事业单位、国有企业."""
    assert set(NATURES) - {"large", "sme", "private", "person"} == set(caps.PUBLIC)


# -- how it explains itself -----------------------------------------------------------------------------------------


RECOVERED = "; 7.00 of 36.00 recovered before"


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        (RecoveryTerms("start_point", advance=yuan(36), price=yuan(200), materials_share=D("0.6")),
         "60% of what passes the start point 140.00" + RECOVERED),
        (RecoveryTerms("linear", advance=yuan(36), price=yuan(200), start=D("0.2"), end=D("0.9")),
         "evenly between 20% and 90% of 200.00" + RECOVERED),
        (RecoveryTerms("fidic", rate=D("0.25"), price=yuan(200), start=D("0.1")),
         "25% of the gross value once 10% of 200.00 is passed" + RECOVERED),
        (RecoveryTerms("percentage", rate=D("0.25")),
         "25% of the gross value, up to the advance received" + RECOVERED),
        (RecoveryTerms("instalments", advance=yuan(36), periods=("3", "4")),
         "2 equal instalments of 36.00: 3, 4" + RECOVERED),
        (RecoveryTerms(), "No advance is recovered"),
    ],
)  # fmt: skip
def test_every_rule_of_recovery_tells_its_figures(terms: RecoveryTerms, told: str) -> None:
    before = Before(recovered=yuan(7), advance_paid=yuan(36))
    found = assess(CertificateTerms(recovery=terms), before, Measured({LINES: yuan(10)}))
    line = next(one for one in found.workings if one.name == "recovery")
    assert line.rule.format(**line.values) == told


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        (RetentionTerms(D("0.03")), "3% of the gross value; 5.00 kept before"),
        (RetentionTerms(D("0.03"), cap_rate=D("0.1")), "3% of the gross value, up to 20.00 in all; 5.00 kept before"),
        (RetentionTerms(way="amount", amount=yuan(4)), "4.00 from each certificate; 5.00 kept before"),
        (RetentionTerms(D("0.03"), way="last"),
         "Once, in the last certificate: 3% of the gross value; 5.00 kept before"),
    ],
)  # fmt: skip
def test_every_way_of_retention_tells_its_figures(terms: RetentionTerms, told: str) -> None:
    found = assess(CertificateTerms(yuan(200), retention=terms), Before(retention=yuan(5)), Measured({LINES: yuan(10)}))
    line = next(one for one in found.workings if one.name == "retention")
    assert line.rule.format(**line.values) == told


def differences(terms: CertificateTerms, before: Before, value: int) -> dict[str, Money]:
    found = assess(terms, before, Measured({LINES: Money(value)}))
    return {one.name.partition(".")[2]: one.amount for one in found.workings if one.name.startswith("difference")}


def test_the_difference_of_rounded_periods_to_the_percentage_to_date_is_shown() -> None:
    terms = CertificateTerms(
        yuan(100),
        (Milestone("certification", D("0.5")), Milestone("final_account", D(1))),
        RetentionTerms(D("0.05"), cap_rate=D("0.01")),
        RecoveryTerms("percentage", D("0.05")),
    )
    before = Before({LINES: Money(11)}, Money(1), Money(1), yuan(1), progress=Money(6))
    assert differences(terms, before, 11) == {"progress": Money(1), "retention": Money(1), "recovery": Money(1)}
    assert differences(terms, Before({LINES: Money(11)}, Money(99), Money(99), yuan(1)), 60) == {}
    begun = Before({LINES: Money(11)}, Money(1), Money(1), yuan(1))
    assert differences(terms, begun, 11) == {"retention": Money(1), "recovery": Money(1)}


def test_what_the_program_works_out_tells_its_rule_and_wages_stand_beside() -> None:
    measured = Measured({BREAKS: yuan(-5), LINES: yuan(100)}, rules={BREAKS: ("more than {share}", {"share": "15%"})})
    found = assess(CertificateTerms(wages=WageTerms(D("0.2"))), Before(), measured)
    told = {one.name: (one.rule.format(**one.values), one.amount) for one in found.workings}
    assert told["value.breaks"] == ("more than 15%", yuan(-5))
    assert told["value.lines"] == ("", yuan(100))
    assert told["wages"] == ("20% of the progress payment", yuan(19))


# -- what holds whatever the terms ----------------------------------------------------------------------------------

RATES = st.integers(0, 100).map(lambda n: D(n) / 100)
RETENTIONS = st.builds(
    RetentionTerms,
    rate=RATES,
    base=st.sampled_from(["gross", "progress"]),
    cap=st.none() | st.integers(0, 10**9).map(Money),
    rates=st.dictionaries(st.sampled_from([CLAIMS, MATERIALS]), RATES),
    way=st.sampled_from(["each", "to_date", "amount", "last"]),
    amount=st.integers(0, 10**7).map(Money),
)
ANY = st.builds(
    CertificateTerms,
    price=st.integers(1, 10**11).map(Money),
    milestones=st.sampled_from(
        [(Milestone("certification", D("0.8")), Milestone("end", D(1))),
         (Milestone("certification", D("0.333333")), Milestone("final", D("0.97")), Milestone("end", D(1)))]
    ),
    retention=RETENTIONS,
    recovery=st.builds(
        RecoveryTerms,
        rule=st.sampled_from(["none", "percentage", "start_point", "linear", "fidic", "instalments"]),
        rate=RATES, base=st.sampled_from(["gross", "progress", "net"]), without=st.sampled_from([(), (CLAIMS,)]),
        advance=st.integers(0, 10**9).map(Money), price=st.integers(1, 10**11).map(Money),
        materials_share=st.integers(1, 100).map(lambda n: D(n) / 100), start=st.just(D("0.1")), end=st.just(D("0.8")),
        periods=st.just(("2", "2026-03")),
    ),
    tax=st.builds(TaxTerms, RATES, st.booleans(), st.dictionaries(st.sampled_from([LINES, MATERIALS]), RATES)),
    minimum=st.integers(0, 10**8).map(Money),
    wages=st.builds(WageTerms, RATES, st.sampled_from(["gross", "progress"])),
    progress_of=st.dictionaries(st.sampled_from([VARIATIONS, CLAIMS]), RATES),
)  # fmt: skip
VALUES = st.dictionaries(
    st.sampled_from([LINES, VARIATIONS, CLAIMS, MATERIALS, BREAKS]), st.integers(-(10**9), 10**10).map(Money)
)


def onwards(before: Before, found: Assessment) -> Before:
    return Before(
        together(before.value, found.value), found.retention_to_date, found.recovered_to_date, before.advance_paid,
        found.held, (before.progress or Money()) + found.progress,
    )  # fmt: skip


@given(ANY, st.integers(0, 10**9).map(Money), st.lists(VALUES, min_size=1, max_size=5))
def test_whatever_the_terms_the_parts_add_up_and_no_limit_is_passed(
    terms: CertificateTerms, paid: Money, periods: list[dict[str, Money]]
) -> None:
    before = Before(advance_paid=paid, progress=Money())
    for number, value in enumerate(periods, 1):
        measured = Measured(value, period=str(number), month=f"2026-0{number}", last=number == len(periods))
        found = assess(terms, before, measured)
        taken = Money.total(found.later) + found.retention + found.recovery
        assert found.gross == found.due + taken + found.held - before.held == found.progress + Money.total(found.later)
        assert found.net + found.vat == found.gross
        assert Money() <= found.recovered_to_date <= paid
        assert found.retention_to_date >= Money()
        if terms.retention.cap is not None:
            assert found.retention_to_date <= terms.retention.cap
        assert Money() <= found.wages <= max(found.due, Money())
        before = onwards(before, found)


@given(
    ANY,
    VALUES.flatmap(lambda value: st.tuples(st.just(value), st.permutations(list(value)))),
    st.permutations(range(3)),
)
def test_the_order_in_which_facts_are_entered_does_not_matter(
    terms: CertificateTerms, entered: tuple[dict[str, Money], list[str]], turn: list[int]
) -> None:
    value, kinds = entered
    before = Before({LINES: yuan(500), CLAIMS: yuan(3)}, yuan(9), yuan(7), yuan(100))
    off = [Deduction("a", yuan(1)), Deduction("b", yuan(2), agreed=False), Deduction("c", yuan(3))]
    one = assess(terms, before, Measured(value, deductions=tuple(off), period="2"))
    again = tuple(off[place] for place in turn)
    other = assess(terms, before, Measured({kind: value[kind] for kind in kinds}, deductions=again, period="2"))
    same = "gross due later retention recovery deducted held net vat wages".split()
    assert [getattr(one, name) for name in same] == [getattr(other, name) for name in same]


@given(ANY, VALUES)
def test_a_period_that_is_taken_back_leaves_nothing_recovered_or_kept(
    terms: CertificateTerms, value: dict[str, Money]
) -> None:
    """Work certified and taken back again by a negative certificate: what was certified is nothing again."""
    paid = Before(advance_paid=yuan(10**6), progress=Money())
    first = assess(terms, paid, Measured(value, period="1"))
    back = assess(terms, onwards(paid, first), Measured({kind: -amount for kind, amount in value.items()}, period="2"))
    assert back.gross_to_date == first.gross + back.gross == Money()
    assert back.net + first.net == Money()
    assert Money() <= back.recovered_to_date
    assert Money() <= back.retention_to_date


def test_the_simplified_method_has_at_most_five_percent() -> None:
    """财税〔2016〕36号."""
    assert Decimal("0.05") == SIMPLIFIED_MOST
