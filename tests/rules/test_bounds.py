"""Bounds, defaults and published tables of the rules: one day, one fen or one sign otherwise is noticed."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from models.money import Money, half_up
from models.published import published_rates
from models.rules import certificate, clocks
from models.rules.adjustment import Factor, price_adjustment
from models.rules.allocation import PRINCIPAL, Item, propose
from models.rules.base import ALL, BASES, CLAIMS, GROSS, KINDS, LINES, Shares, base_of
from models.rules.calendar import Holidays, read_holidays
from models.rules.certificate import Before, CertificateTerms, Deduction, Measured, Milestone, WageTerms
from models.rules.clocks import Clock, after_obstacle, deadline, running_from, warning
from models.rules.court_fee import TABLES, court_fee
from models.rules.interest import InterestTerms, PartPayment, interest
from models.rules.interest_rates import read_rate
from models.rules.periods import CLOCKS
from models.rules.quantities import QuantityBreak, value_with_break
from models.rules.rates import MissingRate, Published, RateTable, applying, publications
from models.rules.tax import TaxTerms, split, split_all, with_tax
from models.rules.valuation import assess
from models.rules.words import words
from resources import path

D = Decimal
M = Money.of
DAY = date(2024, 1, 10)
RATES = published_rates()
NOBODY_OFF = Holidays(frozenset(range(2000, 2100)))

PUBLISHED = {
    # 民法典 188, 189, 692, 694, 807; 仲裁法 90; 建工解释（一）17, 21, 41; 民诉法 104, 250; 民诉解释 485; 企业破产法 45
    "limitation": (36, 0, True, True), "limitation_instalments": (36, 0, True, True),
    "limitation_undated": (36, 0, True, True), "arbitration": (36, 0, True, True),
    "limitation_absolute": (240, 0, False, True), "priority": (18, 0, False, False),
    "guarantee": (6, 0, False, True), "guarantee_limitation": (36, 0, True, True), "enforcement": (24, 0, True, True),
    "suit_after_preservation": (0, 30, False, True), "frozen_account": (12, 0, False, False),
    "seized_movables": (24, 0, False, False), "seized_property": (36, 0, False, False),
    "bankruptcy_filing": (0, 30, False, True), "retention_return": (24, 0, False, False),
    # GF-2017-0201 10.4.2, 14.1, 14.2, 19.1, 19.2
    "claim_notice": (0, 28, False, False), "claim_report": (0, 28, False, False),
    "claim_final": (0, 28, False, False), "claim_silence": (0, 28, False, False),
    "variation_pricing": (0, 14, False, False), "variation_silence": (0, 14, False, False),
    "final_account_submission": (0, 28, False, False), "final_account_silence": (0, 28, False, False),
    # 保障中小企业款项支付条例 9, 16, 17; 票据法 17, 53
    "sme_payment": (0, 60, False, False), "sme_payment_public": (0, 30, False, False),
    "sme_confirmation": (0, 30, False, False), "complaint_result": (0, 30, False, False),
    "complaint_transfer": (0, 0, False, False),
    "bill_presentation": (0, 10, False, True), "bill_recourse": (6, 0, False, False),
    "bill_acceptor": (24, 0, False, False),
}  # fmt: skip
"""Months, days, whether an interruption restarts it, whether its end moves over holidays."""


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_period_is_as_long_as_the_law_says(name: str) -> None:
    one = CLOCKS[name]
    assert (one.months, one.days, one.restarts, one.moves) == PUBLISHED[name]


def test_only_a_court_an_announcement_or_a_contract_sets_another_last_day() -> None:
    seized = {"frozen_account", "seized_movables", "seized_property"}
    assert {name for name, one in CLOCKS.items() if one.fixable} == {"guarantee", "bankruptcy_filing", *seized}
    own = Clock("own", "", "", "")
    assert (own.fixable, own.ahead) == (False, 0)


def test_a_preservation_is_renewed_seven_days_before_it_ends() -> None:
    """法释〔2016〕22号（2020 修正）第十八条: 应当在保全期限届满七日前提出; nothing else has to be done ahead."""
    ahead = {name: one.ahead for name, one in CLOCKS.items() if one.ahead}
    assert ahead == {"frozen_account": 7, "seized_movables": 7, "seized_property": 7}
    frozen = deadline(CLOCKS["frozen_account"], date(2025, 12, 17), NOBODY_OFF)
    assert (frozen.raw_end, frozen.safe_end) == (date(2026, 12, 17), date(2026, 12, 10))


@pytest.mark.parametrize(
    ("start", "end", "former"),
    [
        (date(2015, 9, 30), date(2017, 9, 30), True),  # two years ended the day before the new law
        (date(2015, 10, 1), date(2018, 10, 1), False),
        (date(2010, 2, 28), date(2012, 2, 28), True),
        (date(2017, 10, 1), date(2020, 10, 1), False),
    ],
)
def test_limitation_was_two_years_where_these_ended_before_the_general_provisions(
    start: date, end: date, former: bool
) -> None:
    """民法通则 135, 民法总则 188 (2017-10-01)."""
    names = ("limitation", "limitation_instalments", "limitation_undated", "arbitration")
    assert {name for name, one in CLOCKS.items() if one.former_months} == set(names)
    for name in names:
        found = deadline(CLOCKS[name], start, NOBODY_OFF)
        assert (found.raw_end, found.is_former) == (end, former)
    priority = deadline(CLOCKS["priority"], date(2010, 1, 10), NOBODY_OFF)
    assert (priority.raw_end, priority.is_former) == (date(2011, 7, 10), False)


def test_a_complaint_is_passed_on_in_ten_working_days() -> None:
    """保障中小企业款项支付条例: from 28 September 2026, over the seven days off of October and a working Saturday."""
    days = read_holidays(csv.DictReader(path("holidays/2026.csv").read_text("utf-8").splitlines()))
    assert {name: one.working_days for name, one in CLOCKS.items() if one.working_days} == {"complaint_transfer": 10}
    assert deadline(CLOCKS["complaint_transfer"], date(2026, 9, 28), days).end == date(2026, 10, 16)


def test_every_period_of_the_program_is_compared_with_the_law_on_the_day_it_was_read() -> None:
    assert CLOCKS.keys() == PUBLISHED.keys()
    assert date(2026, 11, 23) == clocks.CHECKED_ON


def test_a_period_has_no_length_of_its_own_unless_it_is_said() -> None:
    plain = Clock("x", "x", "x", "x")
    assert (plain.restarts, plain.moves) == (False, True)
    assert deadline(plain, DAY, NOBODY_OFF).raw_end == DAY
    assert deadline(Clock("x", "x", "x", "x", months=1), DAY, NOBODY_OFF).raw_end == date(2024, 2, 10)


def test_an_interruption_on_the_day_the_period_began_changes_nothing_and_on_its_last_day_it_does() -> None:
    year = replace(CLOCKS["limitation"], months=12)
    assert running_from(year, DAY, [DAY, date(2025, 1, 10)], NOBODY_OFF) == date(2025, 1, 10)
    assert running_from(year, DAY, [date(2025, 1, 11)], NOBODY_OFF) == DAY


@pytest.mark.parametrize(
    ("began", "removed", "end"),
    [
        (date(2024, 12, 31), date(2025, 3, 1), date(2025, 9, 1)),  # it stood on the last day itself
        (date(2025, 1, 1), date(2025, 3, 1), date(2024, 12, 31)),
        (date(2024, 1, 1), date(2024, 6, 30), date(2024, 12, 31)),  # removed on the day six months before the end
        (date(2024, 1, 1), date(2024, 7, 1), date(2025, 1, 1)),
    ],
)
def test_an_obstacle_counts_if_it_stood_in_the_last_six_months(began: date, removed: date, end: date) -> None:
    """民法典 194."""
    assert after_obstacle(date(2024, 12, 31), began, removed) == end


@pytest.mark.parametrize(("left", "told"), [(91, None), (90, 90), (31, 90), (30, 30), (8, 30), (7, 7), (0, 7), (-1, 0)])
def test_a_warning_is_due_from_its_day_on(left: int, told: int | None) -> None:
    assert warning(DAY + timedelta(left), DAY) == told


QUICK = (
    (10_000, "0", 50), (100_000, "0.025", -200), (200_000, "0.02", 300), (500_000, "0.015", 1_300),
    (1_000_000, "0.01", 3_800), (2_000_000, "0.009", 4_800), (5_000_000, "0.008", 6_800),
    (10_000_000, "0.007", 11_800), (20_000_000, "0.006", 21_800), (10**12, "0.005", 41_800),
)  # fmt: skip
"""The quick formula courts publish beside 诉讼费用交纳办法 13: up to an amount, × rate + so many yuan."""


def test_the_fee_is_that_of_the_quick_formula_to_the_fen_around_every_edge() -> None:
    edges = [bound * 100 for bound, _, _ in QUICK[:-1]]
    amounts = {edge + step for edge in edges for step in range(-250, 700)} | {1, 10**11}
    for fen in sorted(amounts):
        rate, more = next((rate, more) for bound, rate, more in QUICK if fen <= bound * 100)
        quick = half_up(fen * Fraction(rate) + more * 100)
        assert court_fee(Money(fen), date(2026, 1, 1)).fen == quick, fen


def test_the_fee_follows_the_table_of_its_day() -> None:
    cheaper = replace(TABLES[0], since=date(2030, 1, 1), flat=M(10))
    for tables in ((TABLES[0], cheaper), (cheaper, TABLES[0])):
        assert court_fee(M(1), date(2030, 1, 1), tables) == M(10)
        assert court_fee(M(1), date(2029, 12, 31), tables) == M(50)
    assert court_fee(M(1), date(2007, 4, 1)) == M(50)
    with pytest.raises(ValueError, match="2007-03-31"):
        court_fee(M(1), date(2007, 3, 31))


# Interest


def test_a_month_that_a_payment_cuts_short_by_a_day_is_counted_in_days() -> None:
    terms = InterestTerms(read_rate("6/y"), basis=360, end="out", segments="months")
    paid = (PartPayment(date(2024, 2, 9), M(400)),)
    found = interest(M(1000), DAY, date(2024, 2, 20), terms, payments=paid)
    assert [(one.days, one.months, one.amount) for one in found.segments] == [(30, 0, M(5)), (11, 0, M("1.10"))]
    whole = interest(M(1000), DAY, date(2024, 2, 20), terms, payments=(PartPayment(date(2024, 2, 10), M(400)),))
    assert (whole.segments[0].months, whole.segments[0].amount) == (1, M(5))
    assert whole.segments[1].amount == M(1)


@pytest.mark.parametrize(("on", "amount"), [(DAY, 1), (date(2024, 2, 20), 1), (DAY, 1000), (DAY, 0)])
def test_a_payment_on_the_first_or_last_day_and_of_nothing_or_all_is_one(on: date, amount: int) -> None:
    terms = InterestTerms(read_rate("6/y"), end="out")
    found = interest(M(1000), DAY, date(2024, 2, 20), terms, payments=(PartPayment(on, M(amount)),))
    unpaid = (1000 - amount if on == DAY else 1000) * 41
    assert found.exact == Fraction(unpaid * 100 * 6, 365 * 100)


@pytest.mark.parametrize(
    ("on", "amount"),
    [(DAY - timedelta(1), 1), (date(2024, 2, 21), 1), (DAY, 1001)],
)
def test_a_payment_outside_the_period_or_beyond_the_principal_is_none(on: date, amount: int) -> None:
    with pytest.raises(ValueError, match="part payment"):
        interest(
            M(1000), DAY, date(2024, 2, 20), InterestTerms(read_rate("6/y")), payments=(PartPayment(on, M(amount)),)
        )


# Allocation, certificate, quantities


def test_a_debt_due_on_the_day_of_the_payment_is_due() -> None:
    """民法典 560: due ones first, whatever secures them."""
    today = Item("today", {PRINCIPAL: M(5)}, DAY, secured=D(1))
    tomorrow = Item("tomorrow", {PRINCIPAL: M(5)}, DAY + timedelta(1))
    assert propose([tomorrow, today], M(5), DAY).by_item() == {"today": M(5)}


def test_one_negative_part_makes_a_debt_impossible() -> None:
    with pytest.raises(ValueError, match="not negative"):
        Item("x", {PRINCIPAL: M(5), "costs": M(-1)})


def test_what_a_contract_does_not_say_changes_nothing() -> None:
    assert Milestone("certification", D(1)).days == 0
    assert WageTerms().rate == 0
    assert (Shares().usual, ALL.usual) == (1, 1)
    assert assess(CertificateTerms(), Before(), Measured({LINES: M(100)})).wages == Money()
    assert assess(CertificateTerms(), Before(), Measured({LINES: M(100)})).vat == Money()
    assert (Milestone("certification", D(1), 0),) == certificate.ALL_AT_ONCE
    assert CertificateTerms().milestones == certificate.ALL_AT_ONCE
    off = Measured({LINES: M(100)}, deductions=(Deduction("penalty", M(5)),))
    assert assess(CertificateTerms(), Before(), off).due == M(95)
    held = assess(CertificateTerms(minimum=M(200)), Before(), Measured({LINES: M(100)}))
    assert (held.due, held.held) == (Money(), M(100))
    assert GROSS == "gross"


def test_kinds_of_value_are_kept_in_books_under_names_that_stay() -> None:
    names = "lines breaks variations claims dayworks provisional materials adjustment other fees"
    assert list(KINDS) == names.split()
    assert list(BASES) == ["gross", "progress", "net"]


def test_the_progress_base_leaves_out_the_kinds_it_is_without() -> None:
    """80 % of 100, and of 150 with the claims."""
    value, shares = {LINES: M(100), CLAIMS: M(50)}, Shares(D("0.8"))
    assert base_of("progress", (CLAIMS,), value, shares) == M(80)
    assert base_of("progress", (), value, shares) == M(120)
    assert base_of("gross", (CLAIMS,), value, shares) == M(100)


def test_a_break_without_prices_of_its_own_keeps_the_price() -> None:
    how = QuantityBreak(D("0.15"))
    assert value_with_break(D(1500), D(1000), D(25), how) == M(37_500)
    assert value_with_break(D(500), D(1000), D(25), how) == M(12_500)


def test_a_base_index_below_one_is_an_index() -> None:
    assert price_adjustment(M(100), D("0.5"), [Factor("steel", D("0.5"), D("0.5"), D("0.6"))]) == M(10)


@pytest.mark.parametrize(
    ("gross", "net", "vat"), [("1000000.00", "917431.19", "82568.81"), ("100.00", "91.74", "8.26")]
)
def test_a_price_is_split_as_published_and_adds_up_again(gross: str, net: str, vat: str) -> None:
    """增值税法 17 at 9 %."""
    found = split(M(gross), D("0.09"))
    assert (found.net, found.vat, found.gross) == (M(net), M(vat), M(gross))


def test_amounts_at_one_rate_are_split_from_their_sum() -> None:
    found = split_all([(M("0.55"), D("0.09")), (M("0.55"), D("0.09")), (M("1.06"), D("0.06"))])
    assert (found.net, found.vat) == (M("2.01"), M("0.15"))


def test_parts_at_one_rate_are_taxed_together() -> None:
    """Two parts of 0.50 at 9 % carry 0.09 together; one by one each would carry 0.05."""
    terms = TaxTerms(D("0.06"), included=False)
    rated = {("lines", D("0.09")): M("0.50"), ("variations", D("0.09")): M("0.50")}
    value = {"lines": M("0.50"), "variations": M("0.50")}
    assert Money.total(with_tax(value, rated, terms).values()) == M("1.09")


# Rates


def test_the_first_rate_of_the_table_applies_from_its_day_and_nothing_before() -> None:
    """The benchmark of 2006-08-19 was 6.12 % for up to a year."""
    assert applying(RATES, "1y", date(2006, 8, 19)).rate == D("0.0612")
    with pytest.raises(MissingRate):
        applying(RATES, "1y", date(2006, 8, 18))


def test_a_rate_published_on_the_last_day_is_among_those_of_the_period() -> None:
    found = publications(RATES, "1y", date(2019, 8, 20), date(2019, 9, 20))
    assert [(one.on, one.rate) for one in found] == [
        (date(2019, 8, 20), D("0.0425")),
        (date(2019, 9, 20), D("0.0420")),
    ]


def test_where_holidays_are_unknown_a_rate_is_out_by_the_monday_after_the_weekend_of_the_20th() -> None:
    table = RateTable({"1y": (Published(date(2027, 1, 20), D("0.03")),)}, Holidays())
    assert len(publications(table, "1y", date(2027, 1, 20), date(2027, 2, 21))) == 1
    with pytest.raises(MissingRate):
        publications(table, "1y", date(2027, 1, 20), date(2027, 2, 22))


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        ("100000000", "壹亿元整"), ("10950", "壹万零玖佰伍拾元整"), ("11000", "壹万壹仟元整"), ("10000", "壹万元整"),
        ("1009500000", "壹拾亿零玖佰伍拾万元整"),
    ],
)  # fmt: skip
def test_words_change_their_form_exactly_at_wan_and_yi(amount: str, told: str) -> None:
    """支付结算办法, annex."""
    assert words(M(amount)) == told
