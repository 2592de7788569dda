"""Service of a letter that is registered again: the same attempt is completed, another one is a second fact."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from models import legal_facts
from models.papers import IssuedPaper
from models.store.book import Book
from tests import makers
from tests.models.test_deadlines import DO

TODAY = date(2024, 10, 1)
SENT, CAME = date(2024, 9, 3), date(2024, 9, 6)
EMS = {"sent_on": SENT, "way": "ems", "tracking": "1023"}
ARRIVED = {"outcome": "delivered", "happened_on": CAME}
PAPER = {"proof": "EMS 1023 回执"}
OTHER_DAY = date(2024, 9, 20)

COMPLETED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "sent, then it arrived": (EMS, ARRIVED),
    "sent, then the number of the parcel": ({"sent_on": SENT, "way": "ems"}, {"tracking": "1023"}),
    "sent, then the way": ({"sent_on": SENT, "way": "ems"}, {"way": "signed"}),
    "arrived, then the receipt": (EMS | ARRIVED, PAPER),
    "arrived, then all of it again": (EMS | ARRIVED, EMS | ARRIVED | PAPER),
    "the same parcel, another day of arrival": (EMS | ARRIVED, {"tracking": "1023", "happened_on": OTHER_DAY}),
    "the same parcel, sent on another day": (EMS, {"tracking": "1023", "sent_on": OTHER_DAY}),
}
SECOND: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "sent again on another day": ({"sent_on": SENT, "way": "ems"}, {"sent_on": OTHER_DAY}),
    "another parcel": (EMS, {"tracking": "2046"}),
    "returned, then it arrived": (EMS | {"outcome": "returned", "happened_on": CAME}, ARRIVED | {"sent_on": OTHER_DAY,
                                                                                           "happened_on": OTHER_DAY}),
    "by EMS, and by e-mail on the same day": (EMS | ARRIVED | PAPER, {"sent_on": SENT, "way": "email"}),
}  # fmt: skip


@pytest.fixture
def paper(book: Book) -> str:
    with book.write(DO) as session:
        makers.a_company(session)
        return makers.a_paper(session, book.folder, makers.a_party(session).id).id


def register(book: Book, paper: str, said: dict[str, Any], by: str) -> None:
    """As the command does, or as the window does: typed over what it offers."""
    with book.write(legal_facts.RECORD) as session:
        row = session.get_one(IssuedPaper, paper)
        if by == "window":
            begun = legal_facts.attempt(session, row, TODAY)
            legal_facts.serve(session, begun, replace(begun, **said), TODAY)
        else:
            legal_facts.record(session, replace(legal_facts.attempt(session, row, TODAY, said), **said))


def attempts(book: Book, paper: str) -> list[dict[str, Any]]:
    with book.read() as session:
        found = legal_facts.of_paper(session, paper)
        return [{name: getattr(one, name) for name in ("number", *legal_facts.SERVICE)} for one in found]


@pytest.mark.parametrize("by", ["window", "command"])
@pytest.mark.parametrize("case", COMPLETED)
def test_the_same_attempt_is_completed(book: Book, paper: str, case: str, by: str) -> None:
    first, then = COMPLETED[case]
    register(book, paper, first, by)
    (begun,) = attempts(book, paper)
    register(book, paper, then, by)
    (ended,) = attempts(book, paper)
    assert ended == begun | then


@pytest.mark.parametrize("by", ["window", "command"])
@pytest.mark.parametrize("case", SECOND)
def test_another_attempt_is_a_second_fact_and_the_first_stays(book: Book, paper: str, case: str, by: str) -> None:
    first, then = SECOND[case]
    if by == "window" and "sent_on" not in then:
        then = then | {"sent_on": OTHER_DAY}
    register(book, paper, first, by)
    (begun,) = attempts(book, paper)
    register(book, paper, then, by)
    both = attempts(book, paper)
    assert begun in both
    (second,) = [one for one in both if one != begun]
    assert {name: second[name] for name in then} == then


def test_what_was_sent_first_is_completed_though_a_second_attempt_is_open(book: Book, paper: str) -> None:
    for said in (EMS, {"sent_on": OTHER_DAY, "tracking": "2046"}, {"tracking": "1023", **ARRIVED, **PAPER}):
        register(book, paper, said, "command")
    first, second = attempts(book, paper)
    assert (first["tracking"], first["outcome"], first["proof"]) == ("1023", "delivered", PAPER["proof"])
    assert (second["tracking"], second["outcome"]) == ("2046", "")


def test_in_the_window_the_number_of_an_earlier_parcel_completes_that(book: Book, paper: str) -> None:
    register(book, paper, EMS | {"outcome": "returned", "happened_on": CAME}, "window")
    with book.read() as session:
        begun = legal_facts.attempt(session, session.get_one(IssuedPaper, paper), TODAY)
        assert (begun.id, begun.sent_on) == ("", TODAY), "a new attempt is offered"
    register(book, paper, {"tracking": "1023", **PAPER}, "window")
    (one,) = attempts(book, paper)
    assert (one["sent_on"], one["outcome"], one["proof"]) == (SENT, "returned", PAPER["proof"])
