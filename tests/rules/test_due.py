"""A due date follows from what was agreed, else from the law: published periods, and nothing is invented."""

from __future__ import annotations

from datetime import date

import pytest

from models.rules import due

POSTED = date(2025, 7, 1)


def test_agreed_days_run_from_posting_or_from_the_event() -> None:
    assert due.due_on("certification", 28, POSTED, {}) == date(2025, 7, 29)
    assert due.due_on("acceptance", 0, POSTED, {"acceptance": date(2025, 9, 1)}) == date(2025, 9, 1)
    assert due.due_on("acceptance", 28, POSTED, {"hand_over": date(2025, 9, 1)}) is None
    assert due.due_on("acceptance", None, POSTED, {"acceptance": date(2025, 9, 1)}) is None
    both = {"acceptance": date(2025, 9, 1), "hand_over": date(2025, 9, 1)}
    assert due.due_on("acceptance", None, POSTED, both) is None
    over = {"defects_end": date(2027, 9, 1)}
    assert due.due_on("defects_end", None, POSTED, over) == date(2027, 9, 1)
    assert due.due_on("defects_end", 14, POSTED, over) == date(2027, 9, 15)
    assert due.due_on("defects_end", None, date(2028, 1, 5), over) == date(2028, 1, 5)
    assert due.due_on("defects_end", None, POSTED, both) is None


def test_what_was_below_the_minimum_runs_from_the_certificate_that_takes_it_in() -> None:
    """Undated until then (FIDIC 14.6); without agreed days as the law says, but not before."""
    taken_in, handed = {"carried": date(2025, 8, 25)}, {"hand_over": date(2026, 2, 1)}
    assert due.due_on("carried", 14, POSTED, handed) is None
    assert due.due_on("carried", None, POSTED, handed, 30) is None
    assert due.due_on("carried", 14, POSTED, taken_in) == date(2025, 9, 8)
    assert due.due_on("carried", None, POSTED, {**taken_in, **handed}, 30) == date(2025, 9, 24)
    assert due.due_on("carried", None, POSTED, {**taken_in, **handed}) == date(2026, 2, 1)
    assert due.due_on("carried", None, POSTED, taken_in) is None


@pytest.mark.parametrize("anchor", ["", "certification"])
def test_nothing_agreed_is_due_at_hand_over_else_submission_else_suit(anchor: str) -> None:
    """法释〔2020〕25号 建工解释（一）27."""
    happened = {"suit": date(2026, 3, 1), "final_account_submitted": date(2026, 1, 1), "hand_over": date(2026, 2, 1)}
    assert due.due_on(anchor, None, POSTED, happened) == date(2026, 2, 1)
    del happened["hand_over"]
    assert due.due_on(anchor, None, POSTED, happened) == date(2026, 1, 1)
    del happened["final_account_submitted"]
    assert due.due_on(anchor, None, POSTED, happened) == date(2026, 3, 1)
    assert due.due_on(anchor, None, POSTED, {}) is None


def test_the_law_on_small_creditors_speaks_where_nothing_is_agreed() -> None:
    happened = {"hand_over": date(2026, 2, 1), "final_account": date(2026, 5, 1)}
    assert due.due_on("", None, POSTED, happened, 60) == date(2025, 8, 30)
    assert due.due_on("certification", None, POSTED, happened, 30) == date(2025, 7, 31)
    assert due.due_on("certification", 90, POSTED, happened, 30) == date(2025, 9, 29)
    assert due.due_on("final_account", None, POSTED, happened, 30) == date(2026, 5, 31)


@pytest.mark.parametrize(
    ("debtor", "signed_on", "days", "most"),
    [
        ("public", date(2020, 8, 31), None, None),
        ("public", date(2020, 9, 1), 30, 60),
        ("public", date(2025, 6, 1), 30, 60),
        ("public", None, 30, 60),
        ("large", date(2025, 5, 31), None, None),
        ("large", date(2025, 6, 1), 60, None),
        ("large", None, 60, None),
        ("", None, None, None),
    ],
)
def test_small_creditors_are_paid_within_the_days_of_the_regulation_in_force_at_the_contract(
    debtor: str, signed_on: date | None, days: int | None, most: int | None
) -> None:
    """国务院令第728号 article 8 from 2020-09-01, 第802号 article 9 from 2025-06-01."""
    rule = due.small_creditor(debtor, signed_on)
    assert (rule and rule.days, rule and rule.most) == (days, most)


def test_each_rule_names_the_decree_it_comes_from() -> None:
    named = {(one.debtor, one.since.year): "728" if "728" in one.basis else "802" for one in due.SMALL_CREDITOR}
    assert named == {("public", 2020): "728", ("public", 2025): "802", ("large", 2025): "802"}


@pytest.mark.parametrize(("signed_on", "decree"), [(date(2025, 5, 31), "728"), (date(2025, 6, 1), "802")])
def test_the_decree_is_that_of_the_day_of_the_contract(signed_on: date, decree: str) -> None:
    rule = due.small_creditor("public", signed_on)
    assert rule is not None
    assert decree in rule.basis


def test_retention_without_an_agreed_period_waits_two_years() -> None:
    """法释〔2020〕25号 建工解释（一）17."""
    assert due.RETENTION_MONTHS == 24


def test_the_days_run_from_the_later_of_event_and_posting() -> None:
    early, posted, late = date(2025, 2, 28), date(2025, 4, 1), date(2025, 6, 1)
    assert due.due_on("defects_end", 28, posted, {"defects_end": early}) == date(2025, 4, 29)
    assert due.due_on("defects_end", 28, posted, {"defects_end": late}) == date(2025, 6, 29)
    assert due.due_on("defects_end", 0, posted, {"defects_end": early}) == posted
