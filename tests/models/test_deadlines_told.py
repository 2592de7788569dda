"""What moves no day is told, and so is why a day is what it is: nothing is left out in silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models import legal_facts
from models.legal_facts import LegalFactDraft
from models.store.book import Book
from tests.models.test_deadlines import DO, FACT, LATER, LETTER, USUAL, a_debt, every, of


def served(on: date) -> LegalFactDraft:
    return replace(LETTER, sent_on=on, happened_on=on)


HINDERED = replace(FACT, kind="obstacle", happened_on=date(2025, 2, 1))
NOTES = {
    "a letter on its way": (
        replace(LETTER, happened_on=None, outcome=""), USUAL, "SX-001: sent; no day of arrival is entered",
    ),
    "another letter": (replace(LETTER, kind="notice"), USUAL, "SX-001: a letter that demands nothing restarts nothing"),
    "a demand before anything was due": (
        served(date(2022, 3, 1)), USUAL, "SX-001: came before this was due and restarts nothing",
    ),
    "a demand on the very day it fell due": (
        served(date(2022, 3, 10)), USUAL, "SX-001: came before this was due",
    ),
    "a demand the day after": (served(date(2022, 3, 11)), date(2025, 3, 11), ""),
    "an obstacle long before the end": (
        replace(HINDERED, happened_on=date(2023, 1, 1), ended_on=date(2023, 6, 1)), USUAL,
        "SX-001 puts nothing off: what hinders in the last six months does",
    ),
    "an obstacle that ended": (replace(HINDERED, ended_on=date(2025, 4, 1)), date(2025, 10, 1), ""),
    "an obstacle that lasts": (HINDERED, date(2030, 7, 1), "SX-001 still lasts: six months run from its end"),
    "an obstacle that ended later": (
        replace(HINDERED, ended_on=date(2030, 1, 2)), date(2030, 7, 1), "SX-001 still lasts",
    ),
    **{
        f"after the end: {kind}": (
            replace(FACT, kind=kind, happened_on=date(2025, 8, 1)), USUAL,
            "SX-001: the period had ended. Where the debtor agrees in it to pay, he may plead the period no more: "
            "record it as “Debtor agrees to pay after the period ended”",
        )
        for kind in ("acknowledgement", "repayment_plan", "extension", "security")
    },
    "a letter after the end": (
        served(date(2025, 8, 1)), USUAL, "2025-08-01: too late, the period had ended",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NOTES)
def test_a_limitation_tells_what_moves_it_and_what_does_not(book: Book, name: str) -> None:
    fact, last, told = NOTES[name]
    with book.write(DO) as session:
        legal_facts.record(session, replace(fact, contract=a_debt(session).id))
    found = of(book, "limitation", LATER)
    assert found.raw_end == last
    assert told in found.note.text("en")
    if not told:
        assert "SX-001" not in found.note.text("en")


def test_the_twenty_years_are_told_with_their_article(book: Book) -> None:
    """民法典 188 (2): nobody is protected longer, whatever restarted the three years."""
    with book.write(DO) as session:
        contract = a_debt(session, due_on=date(2006, 11, 30), signed_on=date(2005, 1, 1))
        for year in (2008, 2010, 2012, 2014, 2016, 2018, 2021, 2024):
            legal_facts.record(session, replace(served(date(year, 10, 1)), contract=contract.id))
    found = of(book, "limitation", date(2026, 1, 1))
    assert found.raw_end == date(2026, 11, 30)
    assert "longer than twenty years from 2006-11-30" in found.note.text("en")
    assert "twenty years" not in of(book, "limitation", date(2024, 9, 1)).note.text("en")


JUDGED = LegalFactDraft(kind="judgment", happened_on=date(2023, 12, 10), proof="判决书")
ASKED = LegalFactDraft(kind="enforcement", happened_on=date(2025, 11, 2), proof="立案通知书")


@pytest.mark.parametrize("how", ["withdrawn", "rejected"])
def test_an_application_for_enforcement_that_was_withdrawn_is_told_with_the_day_it_may_have_moved(
    book: Book, how: str
) -> None:
    """执行程序解释 20: the application interrupts; whether one that was withdrawn does is disputed."""
    with book.write(DO) as session:
        contract = a_debt(session)
        asked = replace(ASKED, contract=contract.id, ended_on=date(2026, 3, 1), ended_by=how)
        for fact in (replace(JUDGED, contract=contract.id), asked):
            legal_facts.record(session, fact)
    assert not every(book, "enforcement", date(2026, 2, 28))
    found = of(book, "enforcement", date(2026, 11, 23))
    assert found.raw_end == date(2025, 12, 10)
    assert "SX-002 was withdrawn or rejected on 2026-03-01" in found.note.text("en")
    assert "the end is 2027-11-02 at the earliest" in found.note.text("en")


def test_one_that_came_when_the_two_years_were_over_moves_nothing_either_way(book: Book) -> None:
    with book.write(DO) as session:
        contract = a_debt(session)
        late = replace(ASKED, happened_on=date(2025, 12, 20), ended_on=date(2026, 3, 1), ended_by="withdrawn")
        for fact in (JUDGED, late):
            legal_facts.record(session, replace(fact, contract=contract.id))
    assert of(book, "enforcement", LATER).note.message == ""


def test_a_demand_under_another_contract_does_not_restart_the_two_years(book: Book) -> None:
    with book.write(DO) as session:
        contract = a_debt(session)
        other = a_debt(session, number="HT-2")
        for fact in (replace(JUDGED, contract=contract.id), replace(LETTER, contract=other.id)):
            legal_facts.record(session, fact)
    assert of(book, "enforcement", LATER).raw_end == date(2025, 12, 10)
    with book.write(DO) as session:
        legal_facts.record(session, replace(LETTER, party=contract.owner_id, contract=""))
    assert of(book, "enforcement", LATER).raw_end == date(2026, 12, 3)
