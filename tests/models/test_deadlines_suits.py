"""A suit is one fact, at the contract and among the facts: what it interrupts, and what a withdrawn one leaves open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from models import contracts, deadlines, legal_facts, merging
from models.receivables import Receivable
from models.store.book import Book
from tests import makers
from tests.models.test_deadlines import DO, FACT, LATER, LETTER, USUAL, a_debt, every, of

SUED = date(2024, 12, 3)
"""Before the usual end of the debt's limitation."""


@pytest.mark.parametrize("kind", ["suit", "arbitration"])
def test_a_suit_is_one_day_at_the_contract_and_among_the_facts(book: Book, kind: str) -> None:
    with book.write(DO) as session:
        contract = a_debt(session)
        row = legal_facts.record(session, replace(FACT, kind=kind, contract=contract.id, happened_on=SUED))
        key, fact = contract.id, row.id

    def day() -> date | None:
        with book.read() as session:
            return contracts.draft_of(session, key).sued_on

    def change(**how: Any) -> None:
        with book.write(DO) as session:
            legal_facts.record(session, replace(legal_facts.draft_of(session, fact), **how))

    assert day() == SUED
    with book.write(DO) as session:
        contracts.record(session, replace(contracts.draft_of(session, key), sued_on=None))
    assert day() == SUED
    change(happened_on=date(2024, 12, 9))
    assert day() == date(2024, 12, 9)
    with book.write(DO) as session:
        legal_facts.record(session, replace(FACT, kind=kind, contract=key, happened_on=date(2025, 1, 9)))
    assert day() == date(2024, 12, 9)
    change(kind="mediation")
    assert day() == date(2025, 1, 9)
    with book.write(DO) as session:
        legal_facts.void(session, legal_facts.record(session, replace(FACT, kind=kind, contract=key)).id, "误录")
    assert day() == date(2025, 1, 9)
    change(kind=kind)
    with book.write(DO) as session:
        legal_facts.void(session, fact, "误录")
        contracts.record(session, replace(contracts.draft_of(session, key), sued_on=date(2024, 11, 1)))
    assert day() == date(2024, 11, 1)


def test_a_day_at_the_contract_alone_interrupts_nothing_and_says_what_to_do(book: Book) -> None:
    with book.write(DO) as session:
        contract = a_debt(session)
        contracts.record(session, replace(contracts.draft_of(session, contract.id), sued_on=SUED))
        key = contract.id
    found = of(book, "limitation", LATER)
    assert (found.raw_end, found.behind) == (USUAL, ())
    assert found.note.text("en").startswith("JB-2024-001: of the suit or arbitration of 2024-12-03 no paper is entered")
    assert of(book, "limitation", date(2024, 12, 2)).note.message == ""
    with book.write(DO) as session:
        legal_facts.record(session, replace(FACT, kind="suit", contract=key, happened_on=SUED))
    pending = of(book, "limitation", LATER)
    assert (pending.raw_end, pending.level(LATER)) == (None, "stands")
    assert "no paper is entered" not in pending.note.text("en")


@pytest.mark.parametrize(("ended_on", "last"), [(None, None), (date(2026, 8, 31), date(2029, 8, 31))])
def test_a_suit_that_itself_makes_the_debt_due_interrupts_its_limitation(
    book: Book, ended_on: date | None, last: date | None
) -> None:
    """建工解释一 27 (3) and 民法典 195 (3): without the suit nothing would be due at all."""
    with book.write(DO) as session:
        contract = a_debt(session, due_on=None)
        item = session.scalars(select(Receivable)).one()
        item.anchor, item.days = "certification", None
        suit = replace(FACT, kind="suit", contract=contract.id, happened_on=date(2025, 10, 15), ended_on=ended_on)
        legal_facts.record(session, suit)
    day = date(2026, 9, 1)
    with book.read() as session:
        (before,) = [one for one in deadlines.deadlines(session, date(2025, 10, 14)) if "limitation" in one.clock]
    assert (before.clock, before.raw_end) == ("limitation_undated", None)
    found = of(book, "limitation", day)
    assert found.raw_end == last
    assert "SX-001" in found.because.text("en")


@pytest.mark.parametrize("first", ["the suit", "the contract"])
def test_a_suit_without_a_contract_stands_at_every_contract_of_the_debtor_signed_by_then(
    book: Book, first: str
) -> None:
    """建工解释一 27 (3): what no day was agreed for falls due with the suit, whichever was entered first."""
    with book.write(DO) as session:
        owner = makers.a_party(session, "业主甲").id
        other, payer = makers.a_party(session, "业主乙").id, makers.a_party(session, "代付单位").id
        suit = replace(FACT, kind="suit", party=owner, happened_on=SUED)
        fact = legal_facts.record(session, suit).id if first == "the suit" else ""
        whose = {
            "旧": {"owner": owner, "signed_on": date(2020, 1, 9)}, "无": {"owner": owner, "signed_on": None},
            "付": {"owner": other, "payer": owner, "signed_on": SUED}, "他": {"owner": other},
            "新": {"owner": owner, "signed_on": date(2024, 12, 4)}, "转": {"owner": owner, "payer": payer},
        }  # fmt: skip
        keys = {one: makers.a_contract(session, number=f"HT-{one}", **how).id for one, how in whose.items()}
        fact = fact or legal_facts.record(session, suit).id

    def sued() -> set[str]:
        with book.read() as session:
            days = {one: contracts.draft_of(session, key).sued_on for one, key in keys.items()}
        assert set(days.values()) <= {SUED, None}
        return {one for one, day in days.items() if day}

    assert sued() == {"旧", "无", "付", "转"}
    with book.write(DO) as session:
        legal_facts.record(session, replace(legal_facts.draft_of(session, fact), contract=keys["旧"]))
    assert sued() == {"旧"}
    with book.write(DO) as session:
        legal_facts.record(session, replace(legal_facts.draft_of(session, fact), contract="", party=other))
    assert sued() == {"付", "他"}
    with book.write(DO) as session:
        legal_facts.void(session, fact, "误录")
    assert sued() == set()


def test_a_suit_without_a_contract_makes_due_what_no_day_was_agreed_for(book: Book) -> None:
    with book.write(DO) as session:
        contract = a_debt(session, due_on=None)
        item = session.scalars(select(Receivable)).one()
        item.anchor, item.days = "certification", None
        legal_facts.record(session, replace(FACT, kind="suit", party=contract.owner_id, happened_on=date(2025, 10, 15)))
        key = contract.id
    found = of(book, "limitation", date(2026, 9, 1))
    assert (found.start, found.raw_end) == (date(2025, 10, 15), None)
    assert "fell due" not in found.because.text("en")
    with book.read() as session:
        assert legal_facts.suits.only_at_contracts(session, date(2026, 9, 1)) == []
        assert contracts.draft_of(session, key).sued_on == date(2025, 10, 15)


def test_the_form_says_what_a_suit_without_a_contract_does() -> None:
    def told(**how: Any) -> list[str]:
        draft = replace(FACT, party="p", **how)
        return [one.entry for one in legal_facts.check(draft) if "names no contract" in one.message]

    assert told(kind="suit") == told(kind="arbitration") == ["contract"]
    assert told(kind="suit", contract="k") == told(kind="suit", receivable="r") == told(kind="mediation") == []


def test_two_that_are_one_have_the_suit_against_either_at_their_contracts(book: Book) -> None:
    with book.write(DO) as session:
        stays, goes = makers.a_party(session, "业主甲").id, makers.a_party(session, "业主甲（公司）").id
        key = makers.a_contract(session, owner=stays).id
        legal_facts.record(session, replace(FACT, kind="suit", party=goes, happened_on=SUED))
        assert contracts.draft_of(session, key).sued_on is None
        merging.merge(session, merging.MergeDraft(stays, goes))
    with book.read() as session:
        assert contracts.draft_of(session, key).sued_on == SUED


@pytest.mark.parametrize("how", ["withdrawn", "rejected"])
@pytest.mark.parametrize("kind", ["suit", "arbitration", "payment_order"])
def test_a_suit_that_came_to_nothing_moves_no_day_and_the_dispute_is_told_with_both_days(
    book: Book, how: str, kind: str
) -> None:
    with book.write(DO) as session:
        contract = a_debt(session)
        suit = replace(FACT, kind=kind, contract=contract.id, ended_on=date(2025, 6, 30), ended_by=how)
        legal_facts.record(session, suit)
    assert of(book, "limitation", date(2025, 6, 29)).raw_end is None
    found = of(book, "limitation", LATER)
    assert found.raw_end == USUAL
    told = found.note.text("en")
    assert "SX-001 ended on 2025-06-30 without a decision: whether it interrupted is disputed" in told
    assert "If it is, the end is 2028-06-30" in told


@pytest.mark.parametrize("how", ["", "decided", "settled"])
def test_a_suit_that_was_decided_or_settled_restarts_at_its_end(book: Book, how: str) -> None:
    with book.write(DO) as session:
        suit = replace(FACT, kind="suit", contract=a_debt(session).id, ended_on=date(2025, 6, 30), ended_by=how)
        legal_facts.record(session, suit)
    found = of(book, "limitation", LATER)
    assert found.raw_end == date(2028, 6, 30)
    assert "SX-001 ended on 2025-06-30. What it grants is enforced within two years" in found.note.text("en")


@pytest.mark.parametrize("how", ["decided", "settled", ""])
@pytest.mark.parametrize("kind", ["suit", "arbitration", "payment_order"])
def test_what_was_decided_is_enforced_within_two_years_though_nobody_entered_the_judgment(
    book: Book, kind: str, how: str
) -> None:
    """民诉法 250; 执行程序解释 20: a demand in the two years restarts them; counted from the end of the procedure."""
    with book.write(DO) as session:
        contract = a_debt(session)
        suit = replace(FACT, kind=kind, contract=contract.id, ended_on=date(2025, 6, 30), ended_by=how)
        legal_facts.record(session, suit)
    found = of(book, "enforcement", LATER)
    assert (found.raw_end, found.subject.document) == (
        date(2027, 6, 30),
        of(book, "limitation", LATER).subject.document,
    )
    assert "That day is not entered" in found.note.text("en")
    assert not every(book, "enforcement", date(2025, 6, 29))
    with book.write(DO) as session:
        legal_facts.record(session, replace(LETTER, contract=contract.id, happened_on=date(2025, 9, 1)))
    assert of(book, "enforcement", LATER).raw_end == date(2027, 9, 1)
    with book.write(DO) as session:
        judgment = replace(FACT, kind="judgment", contract=contract.id, happened_on=date(2025, 7, 20))
        legal_facts.record(session, judgment)
    assert [one.raw_end for one in every(book, "enforcement", LATER)] == [date(2027, 9, 1)]
    assert of(book, "limitation", LATER).raw_end is None


@pytest.mark.parametrize("how", [{"ended_by": "withdrawn"}, {"ended_by": "rejected"}, {"proof": ""}])
def test_what_came_to_nothing_or_is_proven_by_nothing_is_not_enforced(book: Book, how: dict[str, str]) -> None:
    with book.write(DO) as session:
        suit = replace(FACT, kind="suit", contract=a_debt(session).id, ended_on=date(2025, 6, 30), **how)
        legal_facts.record(session, suit)
    assert not every(book, "enforcement", LATER)


def test_after_a_suit_that_was_withdrawn_its_service_counts_as_the_demand_it_was(book: Book) -> None:
    with book.write(DO) as session:
        contract = a_debt(session)
        suit = replace(FACT, kind="suit", contract=contract.id, ended_on=date(2025, 6, 30), ended_by="withdrawn")
        legal_facts.record(session, suit)
        legal_facts.record(session, replace(LETTER, contract=contract.id, way="court", happened_on=date(2024, 12, 20)))
    found = of(book, "limitation", LATER)
    assert found.raw_end == date(2027, 12, 20)
    assert "If it is, the end is 2028-06-30" in found.note.text("en")
