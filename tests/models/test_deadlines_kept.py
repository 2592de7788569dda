"""What was done in time and what was over long ago: guarantees, judgments, priority, limitation of two years."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from models import deadlines, legal_facts
from models.contracts import Contract
from models.deadlines.record import STANDS
from models.legal_facts import LegalFactDraft
from models.store.book import Book
from tests import makers
from tests.models.test_deadlines import DO, FACT, LATER, LETTER, a_debt, every, of

GUARANTOR = "临湖担保公司"
IN_PERIOD, BEYOND = date(2022, 7, 1), date(2022, 9, 20)


def guaranteed(book: Book, kind: str, *facts: dict[str, Any], against_debtor: bool = False) -> None:
    """A debt due on 10 March 2022 (guarantee until 13 September), a guarantor of this kind, and what was done."""
    with book.write(DO) as session:
        contract = a_debt(session)
        third = makers.a_party(session, GUARANTOR).id
        began = replace(FACT, kind=kind, party=third, contract=contract.id, happened_on=date(2022, 3, 1))
        legal_facts.record(session, began)
        for how in facts:
            whom = "" if against_debtor else third
            base = LETTER if how["kind"] == "demand" else FACT
            sent = {"sent_on": how["happened_on"]} if how["kind"] == "demand" else {}
            legal_facts.record(session, replace(base, **{"party": whom, "contract": contract.id, **sent, **how}))


def clocks(book: Book, *names: str, on: date = LATER) -> list[tuple[str, date | None]]:
    return [(one.clock, one.raw_end) for name in names for one in every(book, name, on)]


PERIOD = [("guarantee", date(2022, 9, 10))]
KEPT: list[tuple[str, date | None]] = [("guarantee", None)]
BOTH = ("guarantee", "guarantee_limitation")


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ([], [("guarantee", date(2022, 9, 10))]),
        ([{"kind": "demand", "happened_on": IN_PERIOD}], [("guarantee_limitation", date(2025, 7, 1))]),
        ([{"kind": "demand", "happened_on": BEYOND}], [("guarantee", date(2022, 9, 10))]),
        ([{"kind": "demand", "happened_on": IN_PERIOD, "proof": ""}], [("guarantee", date(2022, 9, 10))]),
        (
            [{"kind": "demand", "happened_on": IN_PERIOD}, {"kind": "demand", "happened_on": date(2024, 1, 5)}],
            [("guarantee_limitation", date(2027, 1, 5))],
        ),
        ([{"kind": "suit", "happened_on": IN_PERIOD}], [("guarantee_limitation", None)]),
        (
            [{"kind": "suit", "happened_on": IN_PERIOD, "ended_on": date(2022, 8, 1), "ended_by": "withdrawn"}],
            [("guarantee", date(2022, 9, 10))],
        ),
    ],
)
def test_a_joint_guarantor_who_is_asked_in_time_owes_for_three_years(
    facts: list[dict[str, Any]], found: list[tuple[str, date | None]], book: Book
) -> None:
    """民法典 693 (2), 694 (2)."""
    guaranteed(book, "joint_guarantor", *facts)
    assert clocks(book, *BOTH) == found


@pytest.mark.parametrize(
    ("how", "against_debtor", "found", "told"),
    [
        (
            {"kind": "demand", "happened_on": IN_PERIOD},
            False,
            [("guarantee", date(2022, 9, 10))],
            "asked on 2022-07-01",
        ),
        ({"kind": "demand", "happened_on": IN_PERIOD}, True, PERIOD, "general guarantee"),
        ({"kind": "suit", "happened_on": IN_PERIOD}, True, KEPT, "Kept by the suit against the debtor"),
        ({"kind": "arbitration", "happened_on": date(2022, 9, 13)}, True, KEPT, "Kept by the suit"),
        ({"kind": "suit", "happened_on": BEYOND}, True, PERIOD, "general guarantee"),
    ],
)
def test_a_general_guarantee_is_kept_by_a_suit_against_the_debtor_only(
    how: dict[str, Any], against_debtor: bool, found: list[tuple[str, date | None]], told: str, book: Book
) -> None:
    """民法典 686 (2), 693 (1)."""
    guaranteed(book, "guarantor", how, against_debtor=against_debtor)
    assert clocks(book, *BOTH) == found
    assert told in of(book, "guarantee", LATER).note.text("en")


@pytest.mark.parametrize(
    ("ended_on", "told"), [(None, "may not send us to the debtor first"), (IN_PERIOD, "only a suit")]
)
def test_a_general_guarantor_of_a_bankrupt_is_claimed_on_himself(book: Book, ended_on: date | None, told: str) -> None:
    """民法典 687 (2)."""
    bankrupt = {"kind": "insolvency", "happened_on": date(2022, 5, 1), "ended_on": ended_on}
    guaranteed(book, "guarantor", bankrupt, against_debtor=True)
    note = of(book, "guarantee", IN_PERIOD).note.text("en")
    assert told in note


def test_a_joint_guarantor_is_listed_before_he_is_asked_with_the_day_of_his_period(book: Book) -> None:
    guaranteed(book, "joint_guarantor", {"kind": "demand", "happened_on": IN_PERIOD})
    assert clocks(book, *BOTH, on=date(2022, 6, 30)) == [("guarantee", date(2022, 9, 10))]
    found = of(book, "guarantee_limitation", LATER)
    assert (found.subject.party, len(found.behind)) == (GUARANTOR, 2)


def judged(book: Book, on: date, **how: Any) -> Contract:
    with book.write(DO) as session:
        contract = a_debt(session)
        suit = LegalFactDraft(kind="suit", contract=contract.id, happened_on=date(2024, 3, 10), proof="受理通知书",
                              ended_on=date(2024, 12, 20), ended_by="decided")  # fmt: skip
        legal_facts.record(session, suit)
        told = LegalFactDraft(kind="judgment", contract=contract.id, happened_on=on, proof="判决书", **how)
        legal_facts.record(session, told)
        return contract


def test_after_a_judgment_only_enforcement_counts(book: Book) -> None:
    """民诉法 250."""
    judged(book, date(2025, 1, 15))
    found = of(book, "limitation", LATER)
    assert (found.raw_end, found.act_by, found.level(LATER)) == (None, None, STANDS)
    assert "Decided by judgment" in found.note.text("en")
    assert of(book, "enforcement", LATER).raw_end == date(2027, 1, 15)
    assert of(book, "limitation", date(2025, 1, 14)).raw_end == date(2027, 12, 20)


@pytest.mark.parametrize(
    ("ended_by", "again", "last"), [("", True, None), ("decided", True, None), ("withdrawn", False, date(2027, 1, 15))]
)
def test_after_enforcement_was_closed_for_want_of_assets_no_two_years_bind(
    book: Book, ended_by: str, again: bool, last: date | None
) -> None:
    """民诉法解释 517; an application that was withdrawn leaves the two years as they were."""
    contract = judged(book, date(2025, 1, 15))
    with book.write(DO) as session:
        asked = LegalFactDraft(kind="enforcement", contract=contract.id, happened_on=date(2025, 3, 10), proof="立案",
                               ended_on=date(2025, 12, 1), ended_by=ended_by)  # fmt: skip
        legal_facts.record(session, asked)
    found = of(book, "limitation", LATER)
    assert found.raw_end is None
    assert ("第五百一十七条" in found.note.text("zh")) is again
    with book.read() as session:
        clocks = [one.raw_end for one in deadlines.deadlines(session, LATER) if one.clock == "enforcement"]
    assert clocks == ([last] if last else [])


def test_a_judgment_that_nothing_proves_ends_no_limitation(book: Book) -> None:
    with book.write(DO) as session:
        fact = LegalFactDraft(kind="judgment", contract=a_debt(session).id, happened_on=date(2024, 1, 15))
        legal_facts.record(session, fact)
    assert of(book, "limitation", LATER).raw_end is not None


@pytest.mark.parametrize(
    ("due", "demanded", "last", "former"),
    [
        (date(2015, 6, 30), date(2017, 7, 5), date(2017, 6, 30), True),
        (date(2015, 9, 30), date(2018, 1, 5), date(2017, 9, 30), True),
        (date(2015, 10, 1), date(2018, 1, 5), date(2021, 1, 5), False),
        (date(2014, 1, 10), date(2015, 11, 2), date(2018, 11, 2), False),
        (date(2013, 1, 10), date(2014, 11, 3), date(2016, 11, 3), True),
    ],
)
def test_what_ended_after_two_years_before_the_general_provisions_stays_ended(
    due: date, demanded: date, last: date, former: bool, book: Book
) -> None:
    """民法通则 135; 民法总则 188 since 2017-10-01 does not reach back."""
    with book.write(DO) as session:
        contract = a_debt(session, due_on=due)
        letter = replace(LETTER, contract=contract.id, sent_on=demanded, happened_on=demanded)
        legal_facts.record(session, letter)
    found = of(book, "limitation", LATER)
    assert found.raw_end == last
    assert any("article 135" in one for one in found.basis) is former


def test_a_single_debt_without_a_day_has_no_further_instalments(book: Book) -> None:
    with book.write(DO) as session:
        contract = a_debt(session, due_on=None)
        refused = LegalFactDraft(kind="refusal", contract=contract.id, happened_on=date(2024, 5, 6), proof="拒付函")
        legal_facts.record(session, refused)
    found = of(book, "limitation_undated", LATER)
    assert (found.raw_end, found.note.text("en")) == (date(2027, 5, 6), "")


def test_renewal_of_a_freezing_is_asked_for_seven_days_before_its_end(book: Book) -> None:
    """财产保全规定 18."""
    with book.write(DO) as session:
        frozen = LegalFactDraft(kind="frozen_account", contract=a_debt(session).id, happened_on=date(2025, 12, 17),
                                proof="裁定书")  # fmt: skip
        legal_facts.record(session, frozen)
    found = of(book, "frozen_account", date(2026, 11, 27))
    assert (found.raw_end, found.act_by, found.level(date(2026, 12, 3))) == (
        date(2026, 12, 17), date(2026, 12, 10), "7",
    )  # fmt: skip


def test_an_acceptance_of_bankruptcy_asks_for_the_announcement_and_its_day_counts_then(book: Book) -> None:
    with book.write(DO) as session:
        contract = a_debt(session)
        accepted = LegalFactDraft(
            kind="insolvency", party=contract.owner_id, happened_on=date(2025, 1, 10), proof="裁定"
        )
        legal_facts.record(session, accepted)
        announced = replace(accepted, kind="bankruptcy", happened_on=date(2025, 1, 25), ends_on=date(2025, 4, 20))
        legal_facts.record(session, announced)
    (before,) = every(book, "bankruptcy_filing", date(2025, 1, 20))
    assert before.raw_end == date(2025, 2, 9)
    assert "announcement is not entered" in before.note.text("en")
    (after,) = every(book, "bankruptcy_filing", date(2025, 1, 26))
    assert (after.raw_end, after.note.text("en")) == (date(2025, 4, 20), "")


def priority_of(book: Book, on: date) -> list[deadlines.Deadline]:
    return every(book, "priority", on)


ENDS = date(2023, 9, 10)


@pytest.mark.parametrize(
    ("how", "act_by", "told"),
    [
        ({}, ENDS, "A demand does not restart it"),
        ({"kind": "priority_claimed", "happened_on": date(2023, 9, 1)}, None, "Claimed in time, by 2023-09-10"),
        ({"kind": "priority_claimed", "happened_on": date(2023, 9, 1), "proof": ""}, ENDS, "A demand does not"),
        ({"kind": "priority_claimed", "happened_on": date(2023, 9, 11)}, ENDS, "claimed on 2023-09-11: too late"),
        ({"kind": "suit", "happened_on": date(2023, 9, 1)}, ENDS, "where it claims this right"),
    ],
)
def test_the_priority_right_is_kept_by_claiming_it_in_time(
    how: dict[str, Any], act_by: date | None, told: str, book: Book
) -> None:
    """民法典 807; 建工解释一 41: eighteen months from 10 March 2022."""
    with book.write(DO) as session:
        contract = a_debt(session)
        if how:
            legal_facts.record(session, replace(FACT, contract=contract.id, **how))
    (found,) = priority_of(book, date(2023, 9, 12))
    assert found.act_by == act_by
    assert told in found.note.text("en")
    assert ("legal_facts" in [noun for noun, _id in found.behind]) is (act_by is None)


SUED = replace(FACT, kind="suit", happened_on=date(2023, 6, 1))
CLAIMED = replace(FACT, kind="priority_claimed", happened_on=date(2023, 6, 1))


@pytest.mark.parametrize(
    ("facts", "act_by", "told"),
    [
        ((replace(SUED, ended_on=date(2023, 8, 1), ended_by="withdrawn"), CLAIMED), ENDS, "SX-001 was withdrawn"),
        ((replace(SUED, ended_on=date(2023, 8, 1), ended_by="rejected"), CLAIMED), ENDS, "Claim it again by this day"),
        ((replace(CLAIMED, ended_on=date(2023, 8, 1)),), ENDS, "SX-001 was withdrawn or rejected on 2023-08-01"),
        ((replace(SUED, ended_on=date(2023, 8, 1), ended_by="decided"), CLAIMED), None, "the right is kept"),
        ((replace(SUED, ended_on=date(2023, 9, 13), ended_by="withdrawn"), CLAIMED), None, "the right is kept"),
        (
            (replace(SUED, ended_on=date(2023, 8, 1), ended_by="withdrawn"), CLAIMED,
             replace(SUED, happened_on=date(2023, 8, 20))), None, "the right is kept",
        ),
    ],
    ids=["withdrawn", "rejected", "its own end", "decided", "withdrawn later", "sued again"],
)  # fmt: skip
def test_a_claim_in_a_suit_that_came_to_nothing_keeps_no_priority_right(
    book: Book, facts: tuple[LegalFactDraft, ...], act_by: date | None, told: str
) -> None:
    """建工解释一 41: at most eighteen months, which nothing interrupts."""
    with book.write(DO) as session:
        contract = a_debt(session)
        for fact in facts:
            legal_facts.record(session, replace(fact, contract=contract.id))
    (found,) = priority_of(book, date(2023, 9, 12))
    assert found.act_by == act_by
    assert told in found.note.text("en")
