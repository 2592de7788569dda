"""Whatever is changed behind the program's back is found, and the first bad step is named."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event, text

from models import contracts, parties
from models.store.book import Book
from models.store.verify import Verdict, verify
from models.work import finish
from tests import makers


@pytest.fixture
def told(book: Book) -> Book:
    """A book of three steps."""
    for name in ("甲", "乙"):
        with book.write(parties.RECORD) as session:
            makers.a_party(session, name)
    with book.write(contracts.RECORD) as session:
        makers.a_contract(session)
    return book


def test_many_steps_are_read_in_as_many_queries_as_few(told: Book) -> None:
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement)

    event.listen(told._readers, "before_cursor_execute", note)
    assert finish(verify(told)).holds
    few = len(asked)
    for name in ("丙", "丁", "戊"):
        with told.write(parties.RECORD) as session:
            makers.a_party(session, name)
    asked.clear()
    assert finish(verify(told)).holds
    assert len(asked) == few


def tampered(book: Book, *statements: str) -> Verdict:
    """The verdict after somebody wrote to the file with another tool."""
    with book._writer.connect() as connection:
        for name in list(connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars()):
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.commit()
    return finish(verify(book))


def first(verdict: Verdict) -> str:
    assert not verdict.holds
    return verdict.findings[0].text("en")


def test_an_honest_book_holds(told: Book) -> None:
    verdict = finish(verify(told))
    head = told.head()
    assert head is not None
    assert (verdict.findings, verdict.steps, verdict.head) == ((), 3, head.hash)
    assert verdict.rows > 5


@pytest.mark.parametrize("column", "site at actor device program command title reason".split())
def test_a_changed_header_is_found(told: Book, column: str) -> None:
    found = first(tampered(told, f"UPDATE steps SET {column} = {column} || 'x' WHERE n = 2"))
    assert "JB" in found
    assert "2" in found


@pytest.mark.parametrize("column", ["noun", "record", "after"])
def test_a_changed_change_names_its_step(told: Book, column: str) -> None:
    found = first(tampered(told, f"UPDATE changes SET {column} = {column} || ' ' WHERE step = 2"))
    assert found.startswith("The changes of step JB-1-2")


def test_a_change_slipped_in_or_taken_out_is_found(told: Book) -> None:
    found = first(tampered(told, "INSERT INTO changes (step, noun, record, after) VALUES (1, 'parties', 'x', '{}')"))
    assert found.startswith("The changes of step JB-1-1")


def test_steps_that_were_swapped_or_taken_away_are_found(told: Book) -> None:
    assert "missing before step JB-1-3" in first(
        tampered(told, "DELETE FROM changes WHERE step = 2", "DELETE FROM steps WHERE n = 2")
    )


def test_two_steps_that_changed_places_are_found(told: Book) -> None:
    swap = [f"UPDATE steps SET n = {new} WHERE n = {old}" for old, new in ((1, 99), (2, 1), (99, 2))]
    assert "JB-1-" in first(tampered(told, *swap))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE parties SET name = '丙' WHERE name = '甲'",
        "UPDATE contracts SET price = price + 1",
        "DELETE FROM milestones WHERE position = 0",
        "INSERT INTO parties SELECT 'new', site, name, nature, credit_code, legal_representative, agent, agent_until, "
        "address, contact, phone, email, region, own, parent_id, statements, remark, initials "
        "FROM parties WHERE name = '甲'",
    ],
)
def test_a_row_that_was_altered_added_or_taken_away_is_found(told: Book, statement: str) -> None:
    assert first(tampered(told, statement)).startswith("A row of")


def test_a_truncated_tail_is_found_against_an_anchor(told: Book) -> None:
    printed = told.head()
    assert printed is not None
    verdict = tampered(
        told,
        "DELETE FROM milestones",
        "DELETE FROM contract_events",
        "DELETE FROM contract_terms",
        "DELETE FROM contracts",
        "DELETE FROM parties WHERE id IN (SELECT record FROM changes WHERE step = 3)",
        "DELETE FROM changes WHERE step = 3",
        "DELETE FROM steps WHERE n = 3",
    )
    assert verdict.holds
    assert verdict.head != printed.hash
