"""Who only asks a book is in nobody's way."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from models.problems import Refused
from models.registry import open_book
from models.store.book import Book
from models.store.reading import is_current, reading


def test_a_book_that_is_read_can_be_opened_to_write(book: Book) -> None:
    book.close()
    with reading(book.folder) as session:
        assert session.execute(text("SELECT count(*) FROM contracts")).scalar_one() == 0
        opened = open_book(book.folder)
        assert opened.writable
        opened.close()


def test_who_only_asks_cannot_write(book: Book) -> None:
    with pytest.raises((Refused, OperationalError)), reading(book.folder) as session:
        session.execute(text("DELETE FROM book_facts"))
    assert book.head() is None


def test_a_book_of_another_shape_is_not_current(book: Book) -> None:
    assert is_current(book.folder)
    with book.keep_aside() as session:
        session.execute(text("UPDATE book_facts SET value = '0' WHERE name = 'schema'"))
    assert not is_current(book.folder)


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        ("ALTER TABLE contract_terms DROP COLUMN interest_free", "contract_terms.interest_free"),
        ("ALTER TABLE contract_terms ADD COLUMN of_later TEXT", "contract_terms.of_later"),
        ("DROP TABLE disputes", "disputes"),
        ("ALTER TABLE parties RENAME TO persons", "parties"),
    ],
)
def test_a_book_of_another_state_of_the_same_shape_ends_in_a_sentence(book: Book, change: str, differs: str) -> None:
    book.close()
    altered(book.folder, change)
    assert not is_current(book.folder)
    with pytest.raises(Refused) as refused:
        open_book(book.folder)
    assert str(book.folder / "ledger.db") in refused.value.text()
    assert f"：{differs}。" in refused.value.text()


def test_of_many_differences_the_first_are_named(book: Book) -> None:
    book.close()
    altered(book.folder, *(f"ALTER TABLE parties ADD COLUMN z{place} TEXT" for place in range(4)))
    with pytest.raises(Refused, match=r": parties.z0, parties.z1, parties.z2 …\. "):
        open_book(book.folder)


def test_a_database_of_something_else_is_no_book(book: Book) -> None:
    book.close()
    altered(book.folder, "DROP TABLE book_facts")
    for opening in (is_current, open_book):
        with pytest.raises(Refused, match="not a book"):
            opening(book.folder)


def altered(folder: Path, *statements: str) -> None:
    connection = driver.connect(str(folder / "ledger.db"))
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_no_book_is_said_so(book: Book) -> None:
    with pytest.raises(Refused):
        is_current(book.folder / "nothing")
