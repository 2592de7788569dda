"""What was not answered in time is not asked for as if silence meant nothing; what was not handed in is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models import deadlines, variations
from models.final_accounts import ReviewDraft
from models.money import Money
from models.store.book import Book
from models.variations import StageDraft
from reports.letter import LETTER
from reports.letter_draft import LetterDraft
from reports.letter_figures import Letter
from tests import makers
from tests.reports.test_letter import DO


def letter(book: Book, kind: str, contract: str, day: date) -> Letter:
    with book.read() as session:
        data: Letter = LETTER.collect(session, LetterDraft(kind=kind, contract=contract, as_of=day, dated_on=day))
    return data


def told(data: Letter) -> str:
    return " ".join(one.text("zh") for one in data.advice)


@pytest.fixture
def works(book: Book) -> tuple[Book, str]:
    """One variation handed in on 15 May 2024 and one that was only instructed, without a price."""
    with book.write(DO) as session:
        makers.a_company(session)
        contract = makers.a_contract(session)
        row = makers.a_variation(session, contract)
        variations.submit(session, StageDraft(row.id, date(2024, 5, 15), row.amount))
        makers.a_variation(
            session, contract, number="BG-002", name="加设围挡", instructed_on=date(2024, 5, 8), priced_on=None,
            amount=None,
        )  # fmt: skip
        return book, contract.id


def test_a_notice_of_variations_counts_from_the_day_each_was_handed_in(works: tuple[Book, str]) -> None:
    (group,) = letter(works[0], "variation", works[1], date(2024, 5, 20)).groups
    assert [(one.document, one.due_on, one.days) for one in group.items] == [
        ("BG-001 基坑支护改为咬合桩", date(2024, 5, 15), 5), ("BG-002 加设围挡", date(2024, 5, 8), 12),
    ]  # fmt: skip


@pytest.mark.parametrize(("day", "silent"), [(date(2024, 5, 29), False), (date(2024, 5, 30), True)])
def test_a_notice_of_variations_takes_back_nothing_that_silence_accepted(
    works: tuple[Book, str], day: date, silent: bool
) -> None:
    """GF-2017-0201 10.4.2: fourteen days after it was handed in."""
    data = letter(*_first(works), day)
    words = "".join(data.paragraphs)
    assert ("BG-001：贵方未在合同期限内答复" in words) is silent
    assert ("届满日2024年5月29日" in words.replace(" ", "")) is silent
    assert ("答复期限已于 2024-05-29 届满" in told(data)) is silent
    assert "BG-002" not in words
    assert "BG-002：尚未报送价款" in told(data)
    assert "BG-001：尚未报送" not in told(data)


def _first(works: tuple[Book, str]) -> tuple[Book, str, str]:
    return works[0], "variation", works[1]


@pytest.mark.parametrize(
    ("reviewed", "day", "silent"),
    [
        (None, date(2025, 7, 29), False),
        (None, date(2025, 7, 30), True),
        (date(2025, 7, 29), date(2025, 9, 1), False),
        (date(2025, 7, 30), date(2025, 9, 1), True),
    ],
)
def test_a_letter_about_a_final_account_reserves_what_silence_accepted_unless_it_was_reviewed_in_time(
    book: Book, reviewed: date | None, day: date, silent: bool
) -> None:
    reviews: Any = (ReviewDraft("first", "江北诚信", reviewed, Money.of(1_100_000)),) if reviewed else ()
    with book.write(DO) as session:
        makers.a_company(session)
        contract = makers.a_contract(session)
        number = makers.a_final_account(session, contract, reviews=reviews).number
        key = contract.id
    data = letter(book, "settlement", key, day)
    assert (f"{number}：贵方未在合同期限内答复" in "".join(data.paragraphs)) is silent
    hint = f"{number}：答复期限已于 2025-07-29 届满"
    assert (hint in told(data)) is (silent or reviewed is not None)
    assert ("期内已有 2025-07-29 的审核" in told(data)) is (reviewed == date(2025, 7, 29))
    with book.read() as session:
        (clock,) = (one for one in deadlines.deadlines(session, day) if one.clock == "final_account_silence")
    assert ("期内已有 2025-07-29 江北诚信 的审核" in clock.note.text("zh")) is (reviewed == date(2025, 7, 29))
