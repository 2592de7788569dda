"""The register of letters: numbered by direction, answered by a letter or otherwise, late from the day after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models import agenda, contracts, correspondence
from models.correspondence import LetterDraft
from models.exchange import dump, load
from models.problems import Invalid, Refused
from models.store.book import Book
from models.store.listing import Question
from models.wholesale import LOAD
from models.work import finish
from tests import makers

DUE = date(2024, 6, 10)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = makers.a_book(tmp_path / "book")
    yield made
    made.close()


def shown(book: Book, as_of: date) -> dict[str, dict[str, object]]:
    listing = correspondence.LISTING
    with book.read() as session:
        ask = Question(as_of)
        rows = listing.rows(session, ask, listing.keys(session, ask))
    names = [one.name for one in listing.columns]
    return {str(row[1]): dict(zip(names, row[1:], strict=True)) for row in rows}


def test_letters_in_and_out_are_numbered_apart(book: Book) -> None:
    with book.write(correspondence.RECORD) as session:
        numbers = [makers.a_letter(session, direction=way).number for way in ("in", "in", "out", "in")]
    assert numbers == ["SW-0001", "SW-0002", "FW-0001", "SW-0003"]


def test_an_answer_is_late_from_the_day_after_it_was_due_until_it_came(book: Book) -> None:
    with book.write(correspondence.RECORD) as session:
        asked = makers.a_letter(session)
        makers.a_letter(session, direction="out", answers=asked.id, dated_on=date(2024, 6, 14), reply_due_on=None)
    late = {day: shown(book, date(2024, 6, day))["SW-0001"]["days"] for day in (9, 10, 11, 13, 14)}
    assert late == {9: None, 10: None, 11: 1, 13: 3, 14: None}
    assert shown(book, date(2024, 6, 14))["SW-0001"]["answered"] == date(2024, 6, 14)
    with book.read() as session:
        waits = [
            (day, [row.number for row in correspondence.unanswered(session, date(2024, 6, day), DUE, 9)])
            for day in (13, 14)
        ]
    assert waits == [(13, ["SW-0001"]), (14, [])]


def test_a_letter_can_be_answered_without_a_letter(book: Book) -> None:
    with book.write(correspondence.RECORD) as session:
        makers.a_letter(session, answered_on=date(2024, 6, 12))
    assert shown(book, date(2024, 6, 11))["SW-0001"]["days"] == 1
    assert shown(book, date(2024, 6, 12))["SW-0001"]["days"] is None


def test_what_waits_for_an_answer_stands_among_the_duties_of_the_week(book: Book) -> None:
    with book.write(correspondence.RECORD) as session:
        makers.a_letter(session)
        makers.a_letter(session, direction="out", reply_due_on=date(2024, 8, 1))
    with book.read() as session:
        told = [
            (one.subject, one.day) for one in agenda.duties(session, date(2024, 6, 12)) if one.noun == "correspondence"
        ]
    assert told == [("SW-0001", DUE)]


def test_an_answer_takes_party_and_contract_of_the_letter_it_answers(book: Book) -> None:
    with book.write(contracts.RECORD) as session:
        contract = makers.a_contract(session)
        asked = makers.a_letter(session, contract=contract.id)
        answer = makers.a_letter(session, direction="out", answers=asked.id, reply_due_on=None)
        assert (answer.contract_id, answer.party_id) == (contract.id, contract.owner_id)


@pytest.mark.parametrize(
    ("wrong", "entry"),
    [
        ({"about": ""}, "about"),
        ({"dated_on": None}, "dated_on"),
        ({"reply_due_on": date(2024, 6, 1)}, "reply_due_on"),
        ({"number": "SW-0001"}, "number"),
    ],
)
def test_what_cannot_be_is_said_beside_its_entry(book: Book, wrong: dict[str, object], entry: str) -> None:
    with book.write(correspondence.RECORD) as session:
        makers.a_letter(session)
    with pytest.raises(Invalid) as invalid, book.write(correspondence.RECORD) as session:
        makers.a_letter(session, **wrong)
    assert [problem.entry for problem in invalid.value.problems] == [entry]


def test_an_answer_is_not_written_before_what_it_answers(book: Book) -> None:
    with book.write(correspondence.RECORD) as session:
        asked = makers.a_letter(session).id
    with pytest.raises(Invalid, match="written later"), book.write(correspondence.RECORD) as session:
        makers.a_letter(session, answers=asked, dated_on=date(2024, 6, 1), reply_due_on=None)


def test_a_voided_letter_answers_nothing_and_is_not_voided_twice(book: Book) -> None:
    with book.write(correspondence.RECORD) as session:
        asked = makers.a_letter(session)
        answer = makers.a_letter(session, direction="out", answers=asked.id, reply_due_on=None).id
    with book.write(correspondence.VOIDED) as session:
        correspondence.void(session, answer, "误录")
    assert shown(book, date(2024, 6, 12))["SW-0001"]["days"] == 2
    with pytest.raises(Refused, match="void already"), book.write(correspondence.VOIDED) as session:
        correspondence.void(session, answer, "误录")
    with pytest.raises(Refused, match="void already"), book.write(correspondence.RECORD) as session:
        correspondence.record(session, replace(correspondence.draft_of(session, answer), about="x"))


def test_a_copy_of_the_book_has_the_same_register(book: Book, tmp_path: Path) -> None:
    with book.write(contracts.RECORD) as session:
        contract = makers.a_contract(session).id
        asked = makers.a_letter(session, contract=contract)
        correspondence.record(
            session, LetterDraft(direction="out", answers=asked.id, about="回复", dated_on=date(2024, 6, 5))
        )
    with book.read() as session:
        told = list(dump(session))
    copy = makers.a_book(tmp_path / "copy")
    with copy.write(LOAD) as session:
        finish(load(session, told))
    assert shown(copy, DUE) == shown(book, DUE)
    copy.close()
