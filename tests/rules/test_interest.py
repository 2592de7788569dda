"""Interest is what published calculations say, under every convention."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.money import Money, half_up
from models.rules.interest import Interest, InterestTerms, PartPayment, interest
from models.rules.interest_rates import DOUBLED, SME_DEFAULT, TWICE, LprRate, Raised, Rate, read_rate
from models.rules.rates import MissingRate
from tests.rules.published import case, cases, the_rates

RATES = the_rates()
MILLION = Money.of(1_000_000)
LPR = LprRate("1y")
DAYS = st.dates(date(2019, 1, 1), date(2026, 9, 30))


def claimed(one: dict[str, Any]) -> Interest:
    rate = read_rate(one["rate"]) if "rate" in one else LprRate(one["lpr"], Decimal(one.get("multiple", "1")))
    switches = {"basis": "basis", "end": "end", "segments": "segments", "round": "rounding"}
    terms = InterestTerms(rate, **{name: one[key] for key, name in switches.items() if key in one})
    first, to = date.fromisoformat(one["from"]), date.fromisoformat(one["to"])
    return interest(Money.of(one["principal"]), first, to, terms, RATES)


@pytest.mark.parametrize("one", cases("interest"), ids=lambda one: str(one["id"]))
def test_published_claims_are_reproduced(one: dict[str, Any]) -> None:
    assert str(claimed(one).total) == one["total"]


@pytest.mark.parametrize(
    ("basis", "end", "total"), [(365, "out", "121631.04"), (360, "in", "123499.11")], ids=["365 out", "360 in"]
)
def test_the_same_claim_by_days_differs_as_published(basis: int, end: str, total: str) -> None:
    one = {**case("interest", "I2"), "basis": basis, "end": end, "segments": "merged", "round": "total"}
    assert str(claimed(one).total) == total


def test_segments_of_a_published_calculation_are_those_of_the_source() -> None:
    found = claimed(case("interest", "I4"))
    assert [(one.days, str(one.amount)) for one in found.segments] == [
        (19, "2264.38"),
        (31, "3609.59"),
        (12, "1380.82"),
    ]
    assert [one.days for one in claimed(case("interest", "I3-365")).segments] == [203, 91, 72]


def test_every_publication_begins_a_segment_unless_equal_rates_are_joined() -> None:
    year = (date(2023, 1, 1), date(2023, 12, 31))
    published = interest(MILLION, *year, InterestTerms(LPR), RATES)
    merged = interest(MILLION, *year, InterestTerms(LPR, segments="merged"), RATES)
    assert len(published.segments) == 13
    assert [one.rate.share for one in merged.segments] == [Decimal("0.0365"), Decimal("0.0355"), Decimal("0.0345")]
    assert published.exact == merged.exact
    assert [one.first for one in merged.segments][1:] == [date(2023, 6, 20), date(2023, 8, 21)]


def test_each_published_segment_is_rounded_by_itself_and_only_the_total_where_asked() -> None:
    principal, first, to = Money.of("1763083.66"), date(2021, 3, 9), date(2023, 1, 8)
    by_segment = interest(principal, first, to, InterestTerms(LPR, 365, "out"), RATES)
    assert [one.amount.fen for one in by_segment.segments] == [half_up(one.exact) for one in by_segment.segments]
    assert str(by_segment.total) == "121631.02"
    assert (
        str(interest(principal, first, to, InterestTerms(LPR, 365, "out", rounding="total"), RATES).total)
        == "121631.04"
    )


def test_joined_rows_add_up_to_the_rounded_total() -> None:
    rows = claimed(case("interest", "I3-360")).segments
    assert [str(one.amount) for one in rows] == ["19454.17", "8468.05", "6200.00"]
    assert [str(one.amount) for one in claimed(case("interest", "I3-365")).segments] == [
        "19187.67",
        "8352.05",
        "6115.07",
    ]


def test_a_fixed_rate_is_that_of_the_first_day_and_needs_no_later_one() -> None:
    fixed = interest(MILLION, date(2026, 9, 30), date(2026, 11, 30), InterestTerms(LPR, segments="fixed"), RATES)
    assert [(one.days, one.rate.share) for one in fixed.segments] == [(62, Decimal("0.03"))]
    with pytest.raises(MissingRate, match="2026-10"):
        interest(MILLION, date(2026, 9, 30), date(2026, 11, 30), InterestTerms(LPR), RATES)


def test_the_day_of_a_missing_publication_is_not_needed_when_the_end_does_not_count() -> None:
    terms = InterestTerms(LPR, end="out")
    assert interest(MILLION, date(2026, 10, 1), date(2026, 10, 20), terms, RATES).days == 19


def test_multiples_of_the_published_rate_multiply_the_rate() -> None:
    one = interest(MILLION, date(2024, 1, 1), date(2024, 1, 10), InterestTerms(LprRate("1y", Decimal("1.5"))), RATES)
    assert one.segments[0].rate == Rate(Decimal("0.05175"))
    assert one.total == Money.of("1417.81")


def test_odd_days_follow_whole_months_by_the_basis() -> None:
    terms = InterestTerms(Rate(Decimal("0.06")), basis=360, segments="months")
    found = interest(MILLION, date(2025, 1, 31), date(2025, 3, 10), terms)
    assert [(one.months, one.days, str(one.amount)) for one in found.segments] == [
        (1, 28, "5000.00"),
        (0, 11, "1833.33"),
    ]
    assert (found.segments[0].last, found.segments[1].first) == (date(2025, 2, 27), date(2025, 2, 28))
    without_last = interest(
        MILLION, date(2025, 1, 31), date(2025, 3, 10), InterestTerms(terms.rate, 360, "out", "months")
    )
    assert [one.days for one in without_last.segments] == [28, 10]


@pytest.mark.parametrize("end", ["in", "out"])
def test_the_last_day_decides_odd_days_only_where_months_are_counted(end: str) -> None:
    terms = InterestTerms(LPR, end=end, segments="months")
    found = interest(Money.of("1763083.66"), date(2021, 3, 9), date(2023, 1, 8), terms, RATES)
    assert [(one.months, one.days) for one in found.segments] == [(22, 671)]


def test_less_than_a_month_is_counted_in_days_and_so_is_a_daily_rate() -> None:
    short = interest(MILLION, date(2025, 1, 1), date(2025, 1, 10), InterestTerms(SME_DEFAULT, segments="months"))
    assert [(one.months, one.days, str(one.amount)) for one in short.segments] == [(0, 10, "5000.00")]
    yearly = InterestTerms(Rate(Decimal("0.0365")), segments="months")
    assert str(interest(MILLION, date(2025, 1, 1), date(2025, 1, 10), yearly).total) == "1000.00"


def test_a_daily_rate_is_counted_in_days_over_whole_months_too() -> None:
    """69 days × 500."""
    terms = InterestTerms(SME_DEFAULT, segments="months")
    found = interest(MILLION, date(2025, 1, 1), date(2025, 3, 10), terms)
    assert [(one.months, one.days, str(one.amount)) for one in found.segments] == [(0, 69, "34500.00")]


def test_only_an_agreed_rate_has_a_cap() -> None:
    with pytest.raises(ValueError, match="a cap is for an agreed rate"):
        interest(MILLION, date(2024, 1, 1), date(2024, 2, 1), InterestTerms(LPR, cap=LPR), RATES)


@pytest.mark.parametrize(
    ("rate", "basis", "rates", "total"),
    [
        ("0.05/d", 365, ["0.038", "0.037", "0.0365"], "36871.23"),
        ("0.0102/d", 365, ["0.000102", "0.037", "0.0365"], "36831.15"),
        ("0.0102/d", 360, ["0.000102", "0.000102", "0.0365"], "37149.33"),
    ],
)
def test_a_rate_of_the_day_is_held_against_what_lpr_gives_a_day(
    rate: str, basis: int, rates: list[str], total: str
) -> None:
    """0.05 % a day, no more than LPR. 1938.00 + 21,693.15 + 13,200.00; of 360 days 23,766.00 + 13,383.33."""
    terms = InterestTerms(read_rate(rate), basis, segments="merged", rounding="row", cap=LPR)
    found = interest(MILLION, date(2022, 1, 1), date(2022, 12, 31), terms, RATES)
    assert [str(one.rate.share) for one in found.segments] == rates
    assert str(found.total) == total


@pytest.mark.parametrize(
    ("limits", "total", "beyond"),
    [
        ({"most": Money.of(10_000)}, "10000.00", "2500.00"),
        ({"most": Money.of(12_500)}, "12500.00", "0.00"),
        ({"most_share": Decimal("0.01")}, "10000.00", "2500.00"),
        ({"most_share": Decimal("0.3")}, "12500.00", "0.00"),
        ({"most": Money.of(9_000), "most_share": Decimal("0.01")}, "9000.00", "3500.00"),
        ({"most": Money()}, "0.00", "12500.00"),
    ],
)
def test_interest_stops_at_what_was_agreed_as_the_most(limits: dict[str, Any], total: str, beyond: str) -> None:
    """25 days at 0.05 % of a million; the rows stay as they are."""
    terms = InterestTerms(Rate(Decimal("0.0005"), daily=True), **limits)
    found = interest(MILLION, date(2025, 1, 1), date(2025, 1, 25), terms)
    assert (str(found.total), str(found.beyond)) == (total, beyond)
    assert [str(one.amount) for one in found.segments] == ["12500.00"]


def test_joined_rows_are_rounded_each_by_itself_where_asked() -> None:
    """(2023)浙0702民初4887号 claims 10,360.99; the case I3 of 360 days is that with the rows bent to the total."""
    terms = InterestTerms(LPR, segments="merged", rounding="row")
    found = interest(Money.of("152106.90"), date(2021, 8, 15), date(2023, 6, 15), terms, RATES)
    assert [str(one.amount) for one in found.segments] == ["2037.61", "490.91", "3299.68", "4532.79"]
    assert str(found.total) == "10360.99"
    year = InterestTerms(LPR, 360, segments="merged", rounding="row")
    assert str(interest(MILLION, date(2024, 1, 1), date(2024, 12, 31), year, RATES).total) == "34122.23"


@pytest.mark.parametrize(
    ("before", "total"),
    [("", "43500.00"), ("6m", "43500.00"), ("1y", "43500.00"), ("1-3y", "47500.00"), ("3-5y", "47500.00"),
     ("5y", "49000.00")],
)  # fmt: skip
def test_until_lpr_the_benchmark_of_the_term_of_the_debt_may_be_named(before: str, total: str) -> None:
    """2018: 4.35, 4.75, 4.90 %; (2022)赣1023民初2521号 names 4.75 %."""
    year = (date(2018, 1, 1), date(2018, 12, 31))
    assert str(interest(MILLION, *year, InterestTerms(LprRate("1y", before=before)), RATES).total) == total


def test_the_benchmark_ends_where_lpr_begins() -> None:
    """2019-08-19 and before by the benchmark of one to three years, 2019-08-20 and after by LPR."""
    terms = InterestTerms(LprRate("1y", before="1-3y"), segments="merged")
    rows = interest(MILLION, date(2019, 8, 18), date(2019, 9, 30), terms, RATES).segments
    assert [(one.last.isoformat(), str(one.rate.share)) for one in rows] == [
        ("2019-08-19", "0.0475"), ("2019-09-19", "0.0425"), ("2019-09-30", "0.042"),
    ]  # fmt: skip


@pytest.mark.parametrize(("end", "last"), [("in", date(2024, 1, 31)), ("out", date(2024, 1, 30))])
def test_a_segment_names_its_first_and_its_last_day(end: str, last: date) -> None:
    (found,) = interest(MILLION, date(2024, 1, 22), date(2024, 1, 31), InterestTerms(LPR, end=end), RATES).segments
    assert (found.first, found.last) == (date(2024, 1, 22), last)


@pytest.mark.parametrize("rounding", ["segment", "total"])
def test_half_a_fen_is_rounded_up(rounding: str) -> None:
    """10.00 × 0.05 % for one day is 0.5 fen, for five days 2.5 fen."""
    terms, day = InterestTerms(SME_DEFAULT, rounding=rounding), date(2025, 1, 1)
    assert interest(Money(1_000), day, day, terms).total == Money(1)
    assert interest(Money(1_000), day, day + timedelta(4), terms).total == Money(3)


def test_lpr_is_taken_once_unless_a_multiple_is_agreed() -> None:
    assert LprRate("1y") == LprRate("1y", Decimal(1))


def test_doubled_interest_is_a_fixed_daily_rate() -> None:
    assert str(interest(MILLION, date(2026, 1, 1), date(2026, 1, 31), InterestTerms(DOUBLED)).total) == "5425.00"


def test_a_part_payment_bears_interest_to_its_own_day_where_last_days_count() -> None:
    paid = [PartPayment(date(2026, 1, 20), Money.of(400_000)), PartPayment(date(2026, 1, 10), Money.of(600_000))]
    counted = interest(MILLION, date(2026, 1, 1), date(2026, 1, 31), InterestTerms(SME_DEFAULT), payments=paid)
    assert [(one.days, one.principal) for one in counted.segments] == [(10, MILLION), (10, Money.of(400_000))]
    out = InterestTerms(SME_DEFAULT, end="out")
    assert [
        one.days for one in interest(MILLION, date(2026, 1, 1), date(2026, 1, 31), out, payments=paid).segments
    ] == [
        9,
        10,
    ]


def test_a_payment_inside_counted_months_begins_a_new_count() -> None:
    terms = InterestTerms(Rate(Decimal("0.06")), segments="months", end="out")
    paid = [PartPayment(date(2025, 3, 1), Money.of(500_000))]
    found = interest(MILLION, date(2025, 1, 1), date(2025, 5, 1), terms, payments=paid)
    assert [(one.months, str(one.amount)) for one in found.segments] == [(2, "10000.00"), (2, "5000.00")]


def test_what_was_paid_and_taken_back_bears_interest_again() -> None:
    paid = [PartPayment(date(2026, 1, 10), Money.of(400_000)), PartPayment(date(2026, 1, 20), Money.of(-400_000))]
    found = interest(MILLION, date(2026, 1, 1), date(2026, 1, 31), InterestTerms(SME_DEFAULT), payments=paid)
    whole, less = MILLION, Money.of(600_000)
    assert [(one.days, one.principal) for one in found.segments] == [(10, whole), (10, less), (11, whole)]
    assert str(found.total) == "13500.00"


def test_what_had_been_paid_before_the_first_day_and_comes_back_raises_the_principal() -> None:
    paid = [PartPayment(date(2026, 1, 20), Money.of(-400_000))]
    found = interest(Money.of(600_000), date(2026, 1, 1), date(2026, 1, 31), InterestTerms(SME_DEFAULT), payments=paid)
    assert [(one.days, one.principal) for one in found.segments] == [(20, Money.of(600_000)), (11, MILLION)]
    assert str(found.total) == "11500.00"


def test_an_agreed_rate_is_capped_by_the_published_rate_of_the_same_time() -> None:
    """垫资 (建工解释（一）25): 3.4 % was agreed; LPR is 3.45 % up to 2024-07-21 and 3.35 % from then to 2024-10-20."""
    terms = InterestTerms(Rate(Decimal("0.034")), segments="merged", cap=LPR)
    found = interest(MILLION, date(2024, 7, 1), date(2024, 8, 31), terms, RATES)
    assert [(one.days, one.rate.share) for one in found.segments] == [(21, Decimal("0.034")), (41, Decimal("0.0335"))]
    assert str(found.total) == "5719.18"


def test_the_end_on_the_start_bears_no_interest_where_it_does_not_count() -> None:
    day = date(2024, 5, 1)
    found = interest(MILLION, day, day, InterestTerms(LPR, end="out"), RATES)
    assert (found.total, found.days, found.segments) == (Money(), 0, ())


@pytest.mark.parametrize(
    ("to", "terms", "payments"),
    [
        (date(2023, 12, 31), InterestTerms(SME_DEFAULT), ()),
        (date(2024, 2, 1), InterestTerms(SME_DEFAULT, basis=364), ()),
        (date(2024, 2, 1), InterestTerms(SME_DEFAULT, end="both"), ()),
        (date(2024, 2, 1), InterestTerms(SME_DEFAULT, segments="weeks"), ()),
        (date(2024, 2, 1), InterestTerms(SME_DEFAULT, rounding="never"), ()),
        (date(2024, 2, 1), InterestTerms(LPR), ()),
        (date(2024, 2, 1), InterestTerms(LPR, cap=LPR), ()),
        (date(2024, 2, 1), InterestTerms(SME_DEFAULT, cap=LPR), ()),
        (date(2024, 2, 1), InterestTerms(SME_DEFAULT), (PartPayment(date(2023, 12, 31), Money(1)),)),
        (date(2024, 2, 1), InterestTerms(SME_DEFAULT), (PartPayment(date(2024, 1, 5), Money.of(1_000_001)),)),
    ],
)
def test_what_makes_no_sense_is_refused(to: date, terms: InterestTerms, payments: tuple[PartPayment, ...]) -> None:
    with pytest.raises(ValueError):
        interest(MILLION, date(2024, 1, 1), to, terms, None, payments)


@pytest.mark.parametrize(
    ("text", "rate"),
    [("0.05/d", SME_DEFAULT), ("6/y", Rate(Decimal("0.06"))), (" 3.85%/Y ", Rate(Decimal("0.0385")))],
)
def test_rates_are_read_as_percent_a_day_or_a_year(text: str, rate: Rate) -> None:
    assert read_rate(text) == rate


@pytest.mark.parametrize("text", ["6", "6/m", "x/y"])
def test_a_rate_without_its_unit_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_rate(text)


@given(st.tuples(DAYS, DAYS, DAYS).map(sorted), st.sampled_from(["published", "merged"]), st.integers(1, 10**12))
def test_interest_of_two_adjoining_periods_is_that_of_the_whole(days: list[date], cut: str, fen: int) -> None:
    first, middle, last = days
    terms = InterestTerms(LPR, end="out", segments=cut, rounding="total")
    before, after, whole = (
        interest(Money(fen), start, end, terms, RATES)
        for start, end in [(first, middle), (middle, last), (first, last)]
    )
    assert before.days + after.days == whole.days == (last - first).days
    assert before.exact + after.exact == whole.exact
    assert abs((before.total + after.total - whole.total).fen) <= 1


@given(DAYS, st.integers(0, 800), st.sampled_from(["published", "merged", "fixed", "months"]), st.integers(0, 10**12))
def test_segments_follow_each_other_without_gap_and_add_up(first: date, length: int, cut: str, fen: int) -> None:
    to = min(first + timedelta(days=length), date(2026, 10, 19))
    for rounding in ("segment", "total"):
        found = interest(Money(fen), first, to, InterestTerms(LPR, segments=cut, rounding=rounding), RATES)
        assert Money.total(one.amount for one in found.segments) == found.total
        if fen:
            assert [one.first for one in found.segments[1:]] == [
                one.last + timedelta(days=1) for one in found.segments[:-1]
            ]
            assert (found.segments[0].first, found.segments[-1].last) == (first, to)


# -- a rate that is raised after so many days -----------------------------------------------------------------------

TWICE_AFTER_56 = Raised(56, TWICE)


def spans(found: Interest) -> list[tuple[str, int, str, str]]:
    return [(str(one.first), one.days, str(one.rate.share), str(one.amount)) for one in found.segments]


def test_after_56_days_late_the_rate_is_doubled() -> None:
    """GF-2017-0201 14.4.2, checked by hand: 56 days at 6 % = 9,205.48, from the 57th day on 12 %: 44 d 14,465.75."""
    terms = InterestTerms(Rate(Decimal("0.06")), raised=TWICE_AFTER_56)
    found = interest(MILLION, date(2025, 1, 1), date(2025, 4, 10), terms)
    assert spans(found) == [("2025-01-01", 56, "0.06", "9205.48"), ("2025-02-26", 44, "0.12", "14465.75")]


def test_the_days_late_are_counted_from_the_first_day_late_whatever_interest_is_asked() -> None:
    terms = InterestTerms(Rate(Decimal("0.06")), raised=TWICE_AFTER_56)
    late = date(2025, 1, 1)
    found = interest(MILLION, date(2025, 2, 1), date(2025, 4, 10), terms, late_since=late)
    assert [(str(one.first), one.days) for one in found.segments] == [("2025-02-01", 25), ("2025-02-26", 44)]
    found = interest(MILLION, date(2025, 3, 1), date(2025, 4, 10), terms, late_since=late)
    assert spans(found) == [("2025-03-01", 41, "0.12", "13479.45")]
    assert len(interest(MILLION, late, date(2025, 2, 25), terms).segments) == 1
    assert len(interest(MILLION, late, date(2025, 2, 26), terms).segments) == 2


def test_a_raised_rate_follows_the_published_ones_and_its_limit() -> None:
    """LPR 3.1 % from 2024-10-21, 3.0 % from 2025-05-20; the limit of four times LPR stays that of the day."""
    terms = InterestTerms(LPR, segments="merged", raised=TWICE_AFTER_56)
    found = interest(MILLION, date(2025, 4, 1), date(2025, 6, 30), terms, RATES)
    assert [(str(one.first), one.days, str(one.rate.share)) for one in found.segments] == [
        ("2025-04-01", 49, "0.031"), ("2025-05-20", 7, "0.03"), ("2025-05-27", 35, "0.06"),
    ]  # fmt: skip
    early = InterestTerms(LPR, segments="merged", raised=Raised(10, D2))
    assert [(one.days, str(one.rate.share)) for one in interest(
        MILLION, date(2025, 4, 1), date(2025, 6, 30), early, RATES).segments] == [
        (10, "0.031"), (39, "0.062"), (42, "0.06"),
    ]  # fmt: skip
    cap = LprRate("1y", Decimal("1.5"))
    capped = InterestTerms(Rate(Decimal("0.03")), segments="merged", cap=cap, raised=TWICE_AFTER_56)
    found = interest(MILLION, date(2025, 4, 1), date(2025, 6, 30), capped, RATES)
    assert [(one.days, str(one.rate.share)) for one in found.segments] == [
        (49, "0.03"), (7, "0.03"), (35, "0.045"),
    ]  # fmt: skip


def test_a_daily_rate_stays_one_when_it_is_raised() -> None:
    found = interest(MILLION, date(2025, 1, 1), date(2025, 1, 20), InterestTerms(SME_DEFAULT, raised=Raised(10, D2)))
    assert [(one.days, one.rate) for one in found.segments] == [
        (10, SME_DEFAULT), (10, Rate(Decimal("0.0010"), daily=True)),
    ]  # fmt: skip


D2 = Decimal(2)


# -- compounded monthly ---------------------------------------------------------------------------------------------


def test_interest_compounded_monthly_is_that_of_the_power() -> None:
    """FIDIC 14.8, checked by hand: 1,000,000 × 1.01³ = 1,030,301.00; simple interest is 30,000.00."""
    terms = InterestTerms(Rate(Decimal("0.12")), end="out", segments="months", compound=True)
    found = interest(MILLION, date(2025, 1, 31), date(2025, 4, 30), terms)
    assert str(found.total) == "30301.00"
    assert [(str(one.first), str(one.last), one.months, str(one.principal)) for one in found.segments] == [
        ("2025-01-31", "2025-02-27", 1, "1000000.00"),
        ("2025-02-28", "2025-03-30", 1, "1010000.00"),
        ("2025-03-31", "2025-04-29", 1, "1020100.00"),
    ]
    simple = InterestTerms(Rate(Decimal("0.12")), end="out", segments="months")
    assert str(interest(MILLION, date(2025, 1, 31), date(2025, 4, 30), simple).total) == "30000.00"


@pytest.mark.parametrize(("end", "to"), [("in", date(2025, 2, 28)), ("out", date(2025, 2, 28))])
def test_odd_days_of_a_compounded_month_are_days(end: str, to: date) -> None:
    """January whole, then 1,010,000.00 × 12 % × 26 ÷ 365 = 8,633.42; the whole month counts as one."""
    terms = InterestTerms(Rate(Decimal("0.12")), end=end, segments="months", compound=True)
    assert [(one.months, one.days) for one in interest(MILLION, date(2025, 1, 1), to, terms).segments] == [
        (1, 31), (1, 28),
    ]  # fmt: skip
    odd = interest(MILLION, date(2025, 1, 1), to - timedelta(2 if end == "in" else 1), terms)
    assert [(one.months, one.days) for one in odd.segments] == [(1, 31), (0, 26)]
    assert str(odd.segments[1].amount) == "8633.42"


def test_compounded_by_days_each_month_ends_where_it_began() -> None:
    """31 d: 10,191.78; 28 d on 1,010,191.78: 9,299.30 (÷ 365)."""
    terms = InterestTerms(Rate(Decimal("0.12")), compound=True)
    found = interest(MILLION, date(2025, 1, 1), date(2025, 2, 28), terms)
    assert [(one.days, str(one.principal), str(one.amount)) for one in found.segments] == [
        (31, "1000000.00", "10191.78"),
        (28, "1010191.78", "9299.30"),
    ]
    assert [one.months for one in found.segments] == [0, 0]


def test_a_daily_rate_compounds_by_days_in_whole_months_too() -> None:
    terms = InterestTerms(SME_DEFAULT, segments="months", compound=True)
    found = interest(MILLION, date(2025, 1, 1), date(2025, 2, 10), terms)
    assert [(one.months, one.days, str(one.amount)) for one in found.segments] == [
        (0, 31, "15500.00"),
        (0, 10, "5077.50"),
    ]


def test_a_payment_inside_a_month_cuts_it_and_what_was_added_stays() -> None:
    """10 d of 1,000,000 and 21 d of 600,000 at 12 %: 3,287.67 + 4,142.47; then both bear interest with 600,000."""
    paid = [PartPayment(date(2025, 1, 10), Money.of(400_000))]
    terms = InterestTerms(Rate(Decimal("0.12")), segments="months", compound=True)
    found = interest(MILLION, date(2025, 1, 1), date(2025, 2, 28), terms, payments=paid)
    assert [(one.months, one.days, str(one.principal), str(one.amount)) for one in found.segments] == [
        (0, 10, "1000000.00", "3287.67"),
        (0, 21, "600000.00", "4142.47"),
        (1, 28, "607430.14", "6074.30"),
    ]


def test_compound_interest_ends_with_the_principal() -> None:
    paid = [PartPayment(date(2025, 1, 31), MILLION)]
    terms = InterestTerms(Rate(Decimal("0.12")), compound=True)
    found = interest(MILLION, date(2025, 1, 1), date(2025, 6, 30), terms, payments=paid)
    assert [(one.days, str(one.amount)) for one in found.segments] == [(31, "10191.78")]


def test_joined_rows_that_compound_are_rounded_each_by_itself() -> None:
    """What was added to the principal is what the row shows, whatever the rounding of the total."""
    terms = InterestTerms(Rate(Decimal("0.0431")), segments="merged", compound=True)
    found = interest(Money.of("1234567.00"), date(2025, 1, 1), date(2025, 12, 31), terms)
    assert half_up(found.exact) != found.total.fen
    assert [one.amount.fen for one in found.segments] == [half_up(one.exact) for one in found.segments]
    grown = [one.principal.fen for one in found.segments]
    assert [later - now for now, later in pairwise(grown)] == [one.amount.fen for one in found.segments[:-1]]


def test_half_a_fen_that_bears_interest_is_rounded_up() -> None:
    """31 days at 0.05 % of 30.00 are 46.5 fen."""
    found = interest(Money(3_000), date(2025, 1, 1), date(2025, 2, 1), InterestTerms(SME_DEFAULT, compound=True))
    assert [one.principal.fen for one in found.segments] == [3_000, 3_047]


def test_points_on_top_of_a_published_rate_are_added_after_its_multiple() -> None:
    """FIDIC 14.8: 3 points above; LPR 3.1 % of 2025-01 taken twice is 6.2 %, with 3 points 9.2 %."""
    one = interest(
        MILLION, date(2025, 1, 1), date(2025, 1, 10), InterestTerms(LprRate("1y", D2, margin=Decimal("0.03"))), RATES
    )
    assert one.segments[0].rate == Rate(Decimal("0.092"))
