"""What restarts a period, and from which day: the events of the law, alone and in any order (民法典 194, 195)."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from models.rules import restarts
from models.rules.calendar import Holidays
from models.rules.clocks import Course, Interruption, course
from models.rules.periods import CLOCKS
from models.rules.restarts import EVENTS

NOBODY_OFF = Holidays(frozenset(range(2000, 2100)))
DUE = date(2020, 3, 2)
LIMITATION = CLOCKS["limitation"]

LETTER, PROCEDURE, REVIVAL, TELLS = "arrives", "procedure", "revives", "tells"
RESTARTING = {
    # 民法典 195 (1), (2); 时效规定 8, 14, 17: at once, a letter from its arrival
    "demand": LETTER, "answered": "", "assignment": LETTER, "public_notice": "", "acknowledgement": "",
    "part_payment": "",
    "repayment_plan": "", "extension": "", "security": "",
    # 民法典 195 (3), (4); 时效规定 10-13, 16: from the end of the procedure
    "suit": PROCEDURE, "arbitration": PROCEDURE, "payment_order": PROCEDURE, "joined_to_suit": PROCEDURE,
    "set_off_in_suit": PROCEDURE, "claim_filed": PROCEDURE, "enforcement": PROCEDURE, "mediation": PROCEDURE,
    "police_report": PROCEDURE, "subrogation": PROCEDURE,
    # 时效规定 11: the application itself; the suit must follow (民诉法 104)
    "preservation": "",
    # 时效规定 19: although the period had ended
    "new_promise": REVIVAL,
}  # fmt: skip
TELLING = {
    "reconciled": (), "notice": (), "obstacle": (), "joint_debtor": (), "refusal": (),
    # 民法典 692; 民诉法 250; 民诉解释 485; 企业破产法 45; 票据法 17: each begins a period of its own
    "guarantor": ("guarantee",), "joint_guarantor": ("guarantee",), "priority_claimed": (), "terminated": (),
    "judgment": ("enforcement",), "frozen_account": ("frozen_account",),
    "seized_movables": ("seized_movables",), "seized_property": ("seized_property",),
    "bankruptcy": ("bankruptcy_filing",), "bill_refused": ("bill_recourse",),
    # 保障中小企业款项支付条例 16, and its rules on complaints
    "confirmation_asked": ("sme_confirmation",), "complaint": ("complaint_transfer", "complaint_result"),
    "complaint_passed_on": ("complaint_result",), "insolvency": ("bankruptcy_filing",),
}  # fmt: skip


def test_every_event_is_one_that_restarts_or_one_that_only_tells() -> None:
    assert set(EVENTS) == set(RESTARTING) | set(TELLING)
    assert {name for name, event in EVENTS.items() if event.restarts} == set(RESTARTING)


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_restarts_as_its_article_says(name: str) -> None:
    event, how = EVENTS[name], RESTARTING.get(name, "")
    assert (event.is_procedure, event.revives) == (how == PROCEDURE, how == REVIVAL)
    assert event.arrives == (how == LETTER or name == "notice")
    assert event.lasts == (name in ("obstacle", "insolvency", "assignment", "priority_claimed"))
    assert event.starts == (("suit_after_preservation",) if name == "preservation" else TELLING.get(name, ()))
    assert event.caption
    assert event.basis
    assert event.paper
    assert event.checked_on == date(2026, 11, 23)


def test_what_an_event_starts_is_a_period_and_its_name_is_its_key() -> None:
    assert all(name in CLOCKS for event in EVENTS.values() for name in event.starts)
    assert all(event.name == name for name, event in EVENTS.items())
    named = {value for key, value in vars(restarts).items() if key.isupper() and isinstance(value, str)}
    assert set(restarts.SUITS) <= {name for name, event in EVENTS.items() if event.is_procedure}
    assert named - {restarts._DEBTOR, restarts._COURT} <= set(EVENTS)


def suit(on: date, until: date | None) -> Interruption:
    return Interruption(on, "suit", is_procedure=True, until=until)


DEMAND = Interruption(date(2021, 5, 1), "demand")


def test_a_procedure_restarts_at_its_end_and_what_happened_meanwhile_adds_nothing() -> None:
    """民法典 195: 从中断、有关程序终结时起，诉讼时效期间重新计算."""
    filed = suit(date(2021, 2, 1), date(2022, 6, 30))
    for order in permutations([filed, DEMAND]):
        assert course(LIMITATION, DUE, order, NOBODY_OFF) == Course(date(2022, 6, 30), filed)


def test_of_two_procedures_that_overlap_the_one_that_ends_last_counts() -> None:
    first, second = suit(date(2021, 2, 1), date(2022, 6, 30)), suit(date(2021, 9, 1), date(2023, 1, 10))
    for order in permutations([first, second]):
        assert course(LIMITATION, DUE, order, NOBODY_OFF).start == date(2023, 1, 10)


@pytest.mark.parametrize("filed", [date(2021, 4, 30), date(2021, 5, 1)])
def test_while_a_procedure_is_pending_the_period_stands_still(filed: date) -> None:
    """Also where the demand was served on the day of the filing, or a payment came during the suit."""
    pending = suit(filed, None)
    paid = Interruption(date(2021, 8, 1), "part_payment")
    for order in permutations([pending, DEMAND, paid]):
        found = course(LIMITATION, DUE, order, NOBODY_OFF)
        assert (found.is_pending, found.last, found.start) == (True, pending, filed)


def test_what_was_filed_while_another_procedure_ran_stands_still_from_the_end_of_that_one() -> None:
    ended, pending = suit(date(2021, 2, 1), date(2022, 6, 30)), suit(date(2022, 1, 5), None)
    assert course(LIMITATION, DUE, [ended, pending], NOBODY_OFF) == Course(date(2022, 6, 30), pending, True)


def test_nothing_restarts_a_period_that_had_not_begun() -> None:
    """The day the debt fell due is not counted yet (民法典 201); a suit before it was about another debt."""
    early = [Interruption(DUE, "demand"), suit(date(2020, 1, 1), None), suit(DUE, date(2021, 1, 1))]
    assert course(LIMITATION, DUE, early, NOBODY_OFF) == Course(DUE)


def test_what_came_too_late_is_told_in_its_order_and_only_a_new_promise_revives() -> None:
    """2020-03-02 + 3 years = 2023-03-02, a Thursday; 时效规定 19."""
    last, late, later = (Interruption(day, "demand") for day in (date(2023, 3, 2), date(2023, 3, 3), date(2024, 1, 1)))
    assert course(LIMITATION, DUE, [last], NOBODY_OFF) == Course(date(2023, 3, 2), last)
    assert course(LIMITATION, DUE, [later, late], NOBODY_OFF) == Course(DUE, late=(late, later))
    promise = Interruption(date(2025, 1, 1), "promise", revives=True)
    found = course(LIMITATION, DUE, [promise, late], NOBODY_OFF)
    assert found == Course(date(2025, 1, 1), promise, late=(late,), revived=True)


def test_an_obstacle_keeps_the_period_open_for_a_demand_that_else_came_too_late() -> None:
    """In the last six months (2022-09-02 … 2023-03-02), removed on 2023-01-10: the end moves to 2023-07-10 (194)."""
    obstacle = [(date(2022, 10, 1), date(2023, 1, 10))]
    for day, start in ((date(2023, 7, 10), date(2023, 7, 10)), (date(2023, 7, 11), DUE)):
        assert course(LIMITATION, DUE, [Interruption(day)], NOBODY_OFF, obstacle).start == start


def test_a_period_that_no_demand_restarts_keeps_its_start() -> None:
    assert course(CLOCKS["priority"], DUE, [DEMAND, suit(date(2020, 5, 1), None)], NOBODY_OFF) == Course(DUE)


def test_an_interruption_says_from_when_the_period_runs_anew() -> None:
    assert DEMAND.anew_from == date(2021, 5, 1)
    assert suit(date(2021, 2, 1), None).anew_from is None
    assert suit(date(2021, 2, 1), date(2022, 6, 30)).anew_from == date(2022, 6, 30)
    assert not Interruption(DUE).revives
    assert not Interruption(DUE).is_procedure
    assert not Course(DUE).is_pending


def test_a_demand_on_the_day_a_procedure_ended_adds_nothing() -> None:
    filed, demand = suit(date(2021, 2, 1), date(2022, 6, 30)), Interruption(date(2022, 6, 30), "demand")
    assert course(LIMITATION, DUE, [demand, filed], NOBODY_OFF) == Course(date(2022, 6, 30), filed)


def test_while_holidays_are_not_announced_the_last_day_by_the_calendar_decides() -> None:
    in_time, late = Interruption(date(2023, 3, 2), "demand"), Interruption(date(2023, 3, 3), "demand")
    assert course(LIMITATION, DUE, [in_time], Holidays()).start == date(2023, 3, 2)
    assert course(LIMITATION, DUE, [late], Holidays()) == Course(DUE, late=(late,))
