"""The priority right starts neither while works go on nor before they end; a contract that ended starts it (807)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models import contracts, legal_facts
from models.store.book import Book
from tests.models.test_deadlines import DO, FACT, LATER, a_debt, every, of


@pytest.mark.parametrize(
    ("done", "last"),
    [(date(2022, 12, 1), date(2024, 6, 1)), (date(2022, 1, 31), date(2023, 9, 10))],
)
def test_progress_due_before_completion_starts_nothing_before_it(book: Book, done: date, last: date) -> None:
    """Progress due on 10 March 2022; eighteen months."""
    with book.write(DO) as session:
        contract = a_debt(session, kind="progress", signed_on=date(2021, 3, 1), start_on=date(2021, 3, 1))
    assert every(book, "priority", LATER) == []
    with book.write(DO) as session:
        contracts.record(session, replace(contracts.draft_of(session, contract.id), completed_on=done))
    found = of(book, "priority", LATER)
    assert found.raw_end == last
    assert "may not have begun yet" in found.note.text("en")


@pytest.mark.parametrize(
    ("ended", "proof", "last"),
    [
        (date(2024, 5, 31), "解除通知、EMS 回执", date(2025, 11, 30)),
        (date(2022, 1, 31), "解除协议", date(2023, 9, 10)),
        (date(2024, 5, 31), "", None),
    ],
)
def test_a_contract_that_ended_before_completion_starts_it(
    book: Book, ended: date, proof: str, last: date | None
) -> None:
    with book.write(DO) as session:
        contract = a_debt(session, kind="progress")
        fact = replace(FACT, kind="terminated", contract=contract.id, happened_on=ended, proof=proof)
        legal_facts.record(session, fact)
    assert [one.raw_end for one in every(book, "priority", LATER)] == ([last] if last else [])
