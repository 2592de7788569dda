"""The time limits of claims by the published forms of contract, across months, leap years and holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.published import published_holidays
from models.rules.calendar import Holidays
from models.rules.claims import (
    ACCEPTED,
    ANSWER,
    DENIED,
    FIDIC1999,
    FIDIC2017,
    FINAL,
    FORMS,
    GF2017,
    NOTHING,
    NOTICE,
    REPORT,
    REVIEW,
    WINDOWS,
    ClaimDays,
    Window,
    terms_of,
    windows,
)

HOLIDAYS = published_holidays()
days = st.integers(0, 3_000).map(lambda n: date(2020, 1, 1) + timedelta(n))


def last_days(form: str, known: ClaimDays) -> dict[str, str]:
    return {one.name: str(one.last_on) for one in windows(terms_of(form, {}), known, HOLIDAYS)}


def test_gf_2017_0201_clause_19() -> None:
    """19.1: notice 28 days after we knew, report 28 days after the notice, final report 28 after the effect; 19.2."""
    known = ClaimDays(
        date(2026, 3, 2), date(2026, 5, 10), date(2026, 3, 20), date(2026, 4, 10), date(2026, 5, 30), date(2026, 5, 30)
    )
    assert last_days(GF2017, known) == {
        NOTICE: "2026-03-30", REPORT: "2026-04-17", FINAL: "2026-06-07", REVIEW: "2026-06-13", ANSWER: "2026-06-27",
    }  # fmt: skip
    assert terms_of(GF2017, {}).silence == ACCEPTED


@pytest.mark.parametrize(
    ("form", "report", "review", "answer", "silence"),
    [
        (FIDIC1999, "2026-04-13", "2026-05-22", None, NOTHING),
        (FIDIC2017, "2026-05-25", "2026-05-22", "2026-07-03", DENIED),
    ],
)
def test_fidic_counts_the_detailed_claim_from_the_day_we_knew(
    form: str, report: str, review: str, answer: str | None, silence: str
) -> None:
    """20.1 of 1999: 28 and 42 days; 20.2 of 2017: 28 and 84 days, 3.7.3: 42 and 42 days."""
    known = ClaimDays(date(2026, 3, 2), None, date(2026, 3, 20), date(2026, 4, 10), date(2026, 4, 10))
    found = last_days(form, known)
    assert (found[NOTICE], found[REPORT], found[REVIEW]) == ("2026-03-30", report, review)
    assert found.get(ANSWER) == answer
    assert terms_of(form, {}).silence == silence


@pytest.mark.parametrize("form", [FIDIC1999, FIDIC2017])
def test_fidic_wants_the_final_claim_28_days_after_the_effect(form: str) -> None:
    """20.1 of 1999, 20.2.6 of 2017: 10 May + 28 days."""
    known = ClaimDays(date(2026, 3, 2), date(2026, 5, 10), date(2026, 3, 20), date(2026, 4, 10), date(2026, 4, 10))
    assert last_days(form, known)[FINAL] == "2026-06-07"


def test_what_the_contract_agrees_goes_before_its_form() -> None:
    agreed = terms_of(GF2017, {NOTICE: 14, REPORT: None}, NOTHING)
    assert (agreed.days[NOTICE], agreed.days[REPORT], agreed.silence) == (14, 28, NOTHING)
    assert terms_of("unknown", {}) == FORMS[GF2017]


def test_a_last_day_on_a_holiday_shows_both_days_and_none_while_holidays_are_not_announced() -> None:
    (notice,) = windows(terms_of(GF2017, {}), ClaimDays(date(2026, 9, 3)), HOLIDAYS)
    assert (notice.last_on, notice.rolled_on) == (date(2026, 10, 1), date(2026, 10, 8))
    (unknown,) = windows(terms_of(GF2017, {}), ClaimDays(date(2026, 9, 3)), Holidays())
    assert unknown.rolled_on is None


@pytest.mark.parametrize(
    ("known", "last"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2024, 2, 1), date(2024, 2, 29)),
        (date(2026, 12, 20), date(2027, 1, 17)),
    ],
)
def test_the_notice_ends_28_days_later_across_months_and_years(known: date, last: date) -> None:
    assert windows(terms_of(GF2017, {}), ClaimDays(known), HOLIDAYS)[0].last_on == last


def test_what_was_done_after_the_last_day_is_late_by_its_own_day() -> None:
    window = Window(NOTICE, date(2026, 3, 2), date(2026, 3, 30), date(2026, 3, 30), date(2026, 4, 2))
    assert window.late(date(2026, 9, 1)) == 3
    assert replace(window, done_on=date(2026, 3, 20)).late(date(2026, 9, 1)) == 0
    assert Window(NOTICE, date(2026, 3, 2), date(2026, 3, 30), None).late(date(2026, 3, 30)) == 0
    assert Window(NOTICE, date(2026, 3, 2), date(2026, 3, 30), None).late(date(2026, 3, 31)) == 1


def test_a_claim_reported_at_once_after_the_effect_has_no_final_report_of_its_own() -> None:
    known = ClaimDays(date(2026, 3, 2), date(2026, 3, 4), date(2026, 3, 20), date(2026, 4, 10), date(2026, 4, 10))
    assert FINAL not in last_days(GF2017, known)


def test_a_review_before_the_last_report_is_none_of_it_and_a_decision_ends_the_wait() -> None:
    known = ClaimDays(
        date(2026, 1, 5), None, date(2026, 1, 6), date(2026, 1, 7), date(2026, 3, 1), None, date(2026, 2, 1),
        date(2026, 3, 20),
    )  # fmt: skip
    done = {one.name: one.done_on for one in windows(terms_of(GF2017, {}), known, HOLIDAYS)}
    assert done[REVIEW] == done[ANSWER] == date(2026, 3, 20)


@given(form=st.sampled_from(sorted(FORMS)), known=days, notified=st.none() | days, reported=st.none() | days)
def test_every_window_ends_its_days_after_it_starts_and_never_moves_forward(
    form: str, known: date, notified: date | None, reported: date | None
) -> None:
    terms = terms_of(form, {})
    for one in windows(terms, ClaimDays(known, None, notified, reported, reported), HOLIDAYS):
        assert one.name in WINDOWS
        assert (one.last_on - one.starts_on).days == terms.days[one.name]
        assert one.rolled_on is None or one.rolled_on >= one.last_on


def test_windows_answers_and_forms_are_kept_in_books_under_names_that_stay() -> None:
    assert list(WINDOWS) == ["notice", "report", "final", "review", "answer"]
    assert (ACCEPTED, DENIED, NOTHING) == ("accepted", "denied", "nothing")
    assert list(FORMS) == ["gf2017", "fidic1999", "fidic2017"]


def done_on(known: ClaimDays) -> dict[str, date | None]:
    return {one.name: one.done_on for one in windows(terms_of(GF2017, {}), known, HOLIDAYS)}


KNOWN, NOTIFIED, REPORTED, ENDED = date(2026, 3, 2), date(2026, 3, 20), date(2026, 4, 10), date(2026, 5, 10)


def test_notice_is_given_by_the_notice_or_else_by_the_report() -> None:
    assert done_on(ClaimDays(KNOWN))[NOTICE] is None
    assert done_on(ClaimDays(KNOWN, notified_on=NOTIFIED))[NOTICE] == NOTIFIED
    assert done_on(ClaimDays(KNOWN, reported_on=REPORTED))[NOTICE] == REPORTED
    assert done_on(ClaimDays(KNOWN, notified_on=NOTIFIED, reported_on=REPORTED))[NOTICE] == NOTIFIED


@pytest.mark.parametrize(("first_report", "wanted"), [(None, True), (ENDED, True), (ENDED + timedelta(1), False)])
def test_a_final_report_is_wanted_unless_the_first_one_came_after_the_effect(
    first_report: date | None, wanted: bool
) -> None:
    """GF-2017-0201 19.1 (4): within 28 days after the effect has ended."""
    assert (FINAL in done_on(ClaimDays(KNOWN, ENDED, NOTIFIED, first_report))) is wanted


@pytest.mark.parametrize(
    ("reviewed", "decided", "done"),
    [
        (REPORTED, ENDED, REPORTED),  # on the day of the report
        (REPORTED - timedelta(1), ENDED, ENDED),  # of an earlier report
        (REPORTED - timedelta(1), None, None),
        (None, ENDED, ENDED),
        (ENDED, None, ENDED),
    ],
)
def test_a_review_is_one_of_the_last_report_or_a_decision(
    reviewed: date | None, decided: date | None, done: date | None
) -> None:
    known = ClaimDays(KNOWN, None, NOTIFIED, REPORTED, REPORTED, None, reviewed, decided)
    assert done_on(known)[REVIEW] == done
    assert done_on(known)[ANSWER] == decided
