"""A certificate explains every amount in the order a person works it out, and tells nothing that is not there."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from models.money import Money
from models.rules.base import CLAIMS, LINES, MATERIALS, VARIATIONS
from models.rules.certificate import WageTerms, Working
from models.rules.recovery import RecoveryTerms
from models.rules.retention import RetentionTerms
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
)

D, M = Decimal, Money.of
TERMS = CertificateTerms(
    price=M(10_000),
    milestones=(
        Milestone("certification", D("0.8")),
        Milestone("acceptance", D("0.85"), 28),
        Milestone("final_account", D("0.97"), 30),
        Milestone("defects_end", D(1), 14),
    ),
    retention=RetentionTerms(D("0.03")),
    recovery=RecoveryTerms("percentage", D("0.1")),
    tax=TaxTerms(D("0.09")),
    wages=WageTerms(D("0.2")),
)
BEFORE = Before({LINES: M(2_000)}, M(60), M(200), M(500), M(30))


def told(found: Assessment) -> list[tuple[str, str, str, str]]:
    return [(one.name, one.caption, str(one.amount), one.rule.format(**one.values)) for one in found.workings]


def line(found: Assessment, name: str) -> Working:
    return next(one for one in found.workings if one.name == name)


def test_every_amount_of_a_certificate_is_explained_in_its_order() -> None:
    """1,090 × 80 % = 872; cumulative 872, 926.50, 1,057.30, 1,090; 3 % = 32.70; 10 % = 109; 30 held before:
    30 + 872 − 32.70 − 109 = 760.30; wages 20 % of 872 = 174.40; 1,090 ÷ 1.09 = 1,000."""
    found = assess(TERMS, BEFORE, Measured({LINES: M(1_000), VARIATIONS: M(90)}))
    assert told(found) == [
        ("value.lines", "Work in the contract", "1000.00", ""),
        ("value.variations", "Variations", "90.00", ""),
        ("gross", "Value of this period", "1090.00", ""),
        ("gross_to_date", "Value to date", "3090.00", "2000.00 before + 1090.00 now"),
        ("progress", "Progress payment of this period", "872.00", "80% of 1090.00"),
        ("later.0", "Payable later", "54.50", "from 80% to 85% of 1090.00"),
        ("later.1", "Payable later", "130.80", "from 85% to 97% of 1090.00"),
        ("later.2", "Payable later", "32.70", "from 97% to 100% of 1090.00"),
        ("retention", "Retention", "-32.70", "3% of the gross value; 60.00 kept before"),
        (
            "recovery", "Recovery of the advance", "-109.00",
            "10% of the gross value, up to the advance received; 200.00 of 500.00 recovered before",
        ),
        ("held_before", "Held from earlier certificates", "30.00", ""),
        ("due", "Due now", "760.30", ""),
        ("wages", "Of this to the wage account", "174.40", "20% of the progress payment"),
        ("net", "Value without VAT", "1000.00", "VAT at 9%"),
        ("vat", "VAT", "90.00", ""),
    ]  # fmt: skip
    later = [(one.values["event"], one.values["days"]) for one in found.workings if one.name.startswith("later")]
    assert later == [("acceptance", 28), ("final_account", 30), ("defects_end", 14)]
    assert (found.gross_to_date, found.retention_to_date, found.recovered_to_date) == (M(3_090), M("92.70"), M(309))


def test_several_rates_of_tax_are_told_each_with_what_it_comes_to() -> None:
    rated = {(LINES, D("0.13")): M(50_000), (LINES, D("0.06")): M("33.33"), (LINES, D(0)): M("7.77")}
    measured = Measured({LINES: M("150041.10")}, rated=rated)
    found = assess(CertificateTerms(tax=TaxTerms(D("0.09"))), Before(), measured)
    rates = "13% 44,247.79 + 5,752.21; 9% 91,743.12 + 8,256.88; 6% 31.44 + 1.89; 0% 7.77 + 0.00"
    assert told(found)[-2:] == [
        ("net", "Value without VAT", "136030.12", f"by rate, without VAT + VAT: {rates}"),
        ("vat", "VAT", "14010.98", ""),
    ]


def test_the_only_rate_told_is_the_one_that_was_used() -> None:
    rated = {(LINES, D("0.13")): M(113)}
    found = assess(CertificateTerms(tax=TaxTerms(D("0.09"))), Before(), Measured({LINES: M(113)}, rated=rated))
    assert told(found)[-2] == ("net", "Value without VAT", "100.00", "VAT at 13%")


def test_a_plain_certificate_tells_no_line_that_says_nothing() -> None:
    plain = assess(CertificateTerms(), Before(), Measured({LINES: M(100)}))
    assert [name for name, *_ in told(plain)] == [
        "value.lines", "gross", "gross_to_date", "progress", "due", "net", "vat",
    ]  # fmt: skip


def test_retention_and_recovery_are_told_where_they_were_agreed_or_happened() -> None:
    def names(terms: CertificateTerms, before: Before) -> list[str]:
        found = assess(terms, before, Measured({LINES: M(100)}))
        return [one.name for one in found.workings if one.name in ("retention", "recovery")]

    nothing, none = Before(), CertificateTerms()
    assert names(replace(none, retention=RetentionTerms(D("0.03"), cap=M(0))), nothing) == ["retention"]
    assert names(replace(none, retention=RetentionTerms(rates={LINES: D("0.03")})), nothing) == ["retention"]
    assert names(replace(none, retention=RetentionTerms(way="amount", amount=M(1))), nothing) == ["retention"]
    assert names(replace(none, retention=RetentionTerms(D("0.03"), way="amount")), nothing) == []
    assert names(none, Before(retention=M(1))) == ["retention"]
    assert names(replace(none, recovery=RecoveryTerms(advance=M(5))), nothing) == ["recovery"]
    assert names(none, Before(advance_paid=M(5))) == ["recovery"]


def test_what_is_added_deducted_disputed_and_held_tells_its_reason() -> None:
    measured = Measured(
        {LINES: M(100)},
        (Addition("Safety fee", M(7), "agreed"),),
        (Deduction("Fine", M(3), "note 7"), Deduction("Penalty", M(5), "late", agreed=False)),
    )
    found = assess(CertificateTerms(minimum=M(200)), Before(), measured)
    assert told(found)[4:9] == [
        ("added.0", "Safety fee", "7.00", "agreed"),
        ("deducted.0", "Fine", "-3.00", "note 7"),
        ("disputed.1", "Penalty", "0.00", "Disputed, not deducted: 5.00 late"),
        ("due", "Due now", "0.00", ""),
        ("held", "Held over", "104.00", "below the minimum certificate of 200.00"),
    ]


def test_recovery_that_is_given_back_is_told_though_no_advance_is_agreed_any_more() -> None:
    """10 % of −100, of 50 recovered before the book knew the advance."""
    terms = CertificateTerms(recovery=RecoveryTerms("percentage", D("0.1")))
    found = assess(terms, Before(recovered=M(50)), Measured({LINES: M(-100)}))
    assert line(found, "recovery").amount == M(10)


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"periods": ("3", "4")}, "2 equal instalments of 100.00: 3, 4; 0.00 of 100.00 recovered before"),
        (
            {"periods": ("3", "4"), "shares": (D("0.4"), D("0.6"))},
            "2 instalments of 100.00: 3 (40%), 4 (60%); 0.00 of 100.00 recovered before",
        ),
        (
            {"periods": ("1", "2"), "start": D("0.3")},
            "instalments of 100.00 once 30% of 1000.00 is reached, counted from then: 1, 2; "
            "0.00 of 100.00 recovered before",
        ),
        (
            {"periods": ("2",), "start": D("0.3"), "until": 5},
            "equal instalments of 100.00 once 30% of 1000.00 is reached, from the 2. period counted from then to "
            "No. 5; "
            "0.00 of 100.00 recovered before",
        ),
    ],
)
def test_instalments_name_their_periods_and_unequal_shares(more: dict[str, Any], rule: str) -> None:
    how = RecoveryTerms("instalments", advance=M(100), price=M(1_000), **more)
    found = assess(CertificateTerms(recovery=how), Before(advance_paid=M(100)), Measured({LINES: M(1)}, period="1"))
    one = line(found, "recovery")
    assert one.rule.format(**one.values) == rule


@pytest.mark.parametrize(
    ("rated", "rule"),
    [
        ({}, "VAT at 9%"),
        ({(LINES, D("0.13")): M(1_090)}, "VAT at 13%"),
        ({(LINES, D("0.13")): M(452)}, "by rate, without VAT + VAT: 13% 400.00 + 52.00; 9% 585.32 + 52.68"),
    ],
)
def test_one_rate_of_tax_is_named_and_two_are_told_apart(rated: dict[tuple[str, Decimal], Money], rule: str) -> None:
    """452 ÷ 1.13 = 400; 638 ÷ 1.09 = 585.32."""
    found = assess(CertificateTerms(tax=TaxTerms(D("0.09"))), Before(), Measured({LINES: M(1_090)}, rated=rated))
    one = line(found, "net")
    assert one.rule.format(**one.values) == rule


def test_a_certificate_of_exactly_the_minimum_is_paid() -> None:
    """FIDIC 14.6: what is less than the minimum is withheld."""
    found = assess(CertificateTerms(minimum=M(100)), Before(), Measured({LINES: M(100)}))
    assert (found.due, found.held) == (M(100), Money())
    less = assess(CertificateTerms(minimum=M(100)), Before(), Measured({LINES: M("99.99")}))
    assert (less.due, less.held) == (Money(), M("99.99"))


def test_recovery_of_the_net_payment_counts_all_retention_to_date() -> None:
    """1,000 + 1,000 − 30 − 30 = 1,940 of 2,000: 97 of the advance of 100, of which 50 came back before."""
    terms = CertificateTerms(
        retention=RetentionTerms(D("0.03")),
        recovery=RecoveryTerms("linear", base="net", advance=M(100), price=M(2_000)),
    )
    before = Before({LINES: M(1_000)}, M(30), M(50), M(100))
    assert assess(terms, before, Measured({LINES: M(1_000)})).recovery == M(47)


@pytest.mark.parametrize(
    ("how", "point"),
    [
        (RecoveryTerms("start_point", advance=M(36), price=M(200), materials_share=D("0.6")), M(140)),
        (RecoveryTerms("percentage", advance=M(36), price=M(200), materials_share=D("0.6")), Money()),
    ],
)
def test_only_the_start_point_has_a_start_point(how: RecoveryTerms, point: Money) -> None:
    found = assess(CertificateTerms(recovery=how), Before(), Measured({LINES: M(1)}))
    assert line(found, "recovery").values["point"] == point


def test_only_percentages_of_each_certificate_have_a_difference_to_the_percentage_to_date() -> None:
    """An amount a certificate is no percentage of the value; FIDIC recovers nothing up to 10 % (100 of 1,000)."""
    terms = CertificateTerms(
        price=M(1_000),
        retention=RetentionTerms(D("0.05"), way="amount", amount=M(4)),
        recovery=RecoveryTerms("fidic", rate=D("0.25"), price=M(1_000), start=D("0.1")),
    )
    found = assess(terms, Before(advance_paid=M(100)), Measured({LINES: M(100)}))
    assert (found.retention, found.recovery) == (M(4), Money())
    assert [one.name for one in found.workings if one.name.startswith("difference")] == []


@pytest.mark.parametrize(
    ("how", "told_"),
    [
        (RetentionTerms(D("0.03")), "3% of the gross value; 60.00 kept before"),
        (RetentionTerms(D("0.03"), cap=M(70)), "3% of the gross value, up to 70.00 in all; 60.00 kept before"),
        (RetentionTerms(way="amount", amount=M(5)), "5.00 from each certificate; 60.00 kept before"),
        (
            RetentionTerms(way="amount", amount=M(5), cap=M(70)),
            "5.00 from each certificate, up to 70.00 in all; 60.00 kept before",
        ),
        (
            RetentionTerms(D("0.03"), way="to_date"),
            "A percentage of the value to date, less what was kept: 3% of the gross value; 60.00 kept before",
        ),
        (
            RetentionTerms(D("0.03"), way="to_date", cap=M(70)),
            "A percentage of the value to date, less what was kept: 3% of the gross value, up to 70.00 in all; "
            "60.00 kept before",
        ),
    ],
)
def test_the_limit_of_retention_is_told_whatever_way_it_is_kept(how: RetentionTerms, told_: str) -> None:
    found = line(assess(replace(TERMS, retention=how), BEFORE, Measured({LINES: M(1_000)})), "retention")
    assert found.rule.format(**found.values) == told_


def rule_told(found: Assessment, name: str) -> str:
    one = line(found, name)
    return one.rule.format(**one.values)


def test_what_is_agreed_for_a_kind_of_value_is_told_with_its_base() -> None:
    """80 % of 1,000 and 100 % of 200; retention 3 % of the one, nothing of the other; recovery of the one only."""
    terms = CertificateTerms(
        milestones=(Milestone("certification", D("0.8")), Milestone("final_account", D(1))),
        progress_of={CLAIMS: D(1)},
        retention=RetentionTerms(rate=D("0.03"), rates={CLAIMS: D("0.01"), MATERIALS: D(0)}),
        recovery=RecoveryTerms("percentage", rate=D("0.25"), without=(CLAIMS,), advance=M(500)),
    )
    before = Before({LINES: M(300), CLAIMS: M(7)}, advance_paid=M(500))
    found = assess(terms, before, Measured({LINES: M(1_000), CLAIMS: M(200)}))
    assert rule_told(found, "progress") == "80% × 1,000.00 + 100% × 200.00"
    assert rule_told(found, "retention") == "A share of each certificate: 3% × 1,000.00 + 1% × 200.00; 0.00 kept before"
    assert (
        rule_told(found, "recovery")
        == "25% of 1000.00, the kinds of value it is taken of; 0.00 of 500.00 recovered before"
    )
    net = replace(terms, recovery=replace(terms.recovery, base="net"))
    assert "25% of 768.00" in rule_told(assess(net, Before(), Measured({LINES: M(1_000), CLAIMS: M(200)})), "recovery")
    fidic = replace(terms, recovery=replace(terms.recovery, rule="fidic", start=D("0.1"), price=M(1_000)))
    found = assess(fidic, Before(advance_paid=M(500)), Measured({LINES: M(1_000), CLAIMS: M(200)}))
    assert rule_told(found, "recovery").startswith("25% of 1000.00, the kinds of value it is taken of, once 10%")


def test_to_date_the_bases_are_those_to_date_and_the_limit_is_named() -> None:
    how = RetentionTerms(rate=D("0.03"), rates={CLAIMS: D("0.01")}, way="to_date", cap=M(100))
    terms = CertificateTerms(retention=how)
    before = Before({LINES: M(500)}, retention=M(15))
    found = assess(terms, before, Measured({LINES: M(1_000), CLAIMS: M(200)}))
    assert "3% × 1,500.00 + 1% × 200.00, up to 100.00 in all; 15.00 kept before" in rule_told(found, "retention")
    same = replace(terms, retention=replace(how, way="amount", amount=M(9)))
    found = assess(same, before, Measured({LINES: M(1_000), CLAIMS: M(200)}))
    assert rule_told(found, "retention") == "9.00 from each certificate, up to 100.00 in all; 15.00 kept before"


def test_rates_of_kinds_that_did_not_occur_are_not_rule_told() -> None:
    terms = CertificateTerms(
        progress_of={CLAIMS: D(1)},
        milestones=(Milestone("certification", D("0.8")), Milestone("final_account", D(1))),
        retention=RetentionTerms(rate=D("0.03"), rates={CLAIMS: D("0.01")}),
        recovery=RecoveryTerms("percentage", rate=D("0.25"), without=(CLAIMS,), advance=M(500)),
    )
    found = assess(terms, Before(advance_paid=M(500)), Measured({LINES: M(1_000)}))
    assert rule_told(found, "progress") == "80% of 1000.00"
    assert rule_told(found, "retention").startswith("3% of the gross value")
    assert rule_told(found, "recovery").startswith("25% of the gross value")
