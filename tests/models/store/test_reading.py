"""Who only asks a book is in nobody's way."""

from __future__ import annotations

import pytest
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


def test_no_book_is_said_so(book: Book) -> None:
    with pytest.raises(Refused):
        is_current(book.folder / "nothing")
