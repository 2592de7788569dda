"""The list of steps says what stands: a step that was undone and done again is not undone."""

from __future__ import annotations

from datetime import date

from models import parties, steps
from models.store.book import Book
from models.store.listing import Question
from tests import makers


def undone(book: Book) -> list[bool]:
    """Whether the first step of the book, and whatever was done about it since, is undone; oldest first."""
    with book.read() as session:
        place = 1 + [column.name for column in steps.LISTING.columns].index("undone")
        rows = steps.LISTING.first(session, Question(date.today(), sort="n"))
    return [bool(row[place]) for row in rows]


def test_a_step_is_undone_until_it_is_done_again(book: Book) -> None:
    with book.write(parties.RECORD) as session:
        makers.a_party(session)
    before = undone(book)
    assert not before[-1]
    expected = [[True, False], [False, True, False], [True, True, False, False]]
    for turn, shown in zip((book.undo, book.redo, book.undo), expected, strict=True):
        turn()
        assert undone(book)[len(before) - 1 :] == shown
