"""Finding a record from anywhere: words, numbers, initials or an amount, asked of every list that has a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.language import text
from models.money import Money
from models.store.listing import Condition, Listing, Question, Row
from ui.frame.wording import says
from ui.pages import Page
from ui.pages.declaring import Way
from ui.tables.formats import shown

EACH = 4
"""Records of one list that are offered."""


@dataclass(frozen=True)
class Hit:
    """A record that was found, and the page that shows it."""

    page: Page
    key: str
    title: str
    way: Way | None = None


def find(pages: Iterable[Page], words: str, as_of: date, session: Any) -> list[Hit]:
    """What was asked to be done with a record that is named beside it, then the records, a few of each page."""
    hits: dict[tuple[str, str, str], Hit] = {}
    pages = [page for page in pages if page.searched is not None]
    for page in pages:
        for way, rest in _wanted(page.ways, words):
            for row in _rows(page.searched, rest, as_of, session):
                hits.setdefault((page.name, row[0], way.page), Hit(page, row[0], _title(page.searched, row), way))
    for page in pages:
        for row in _rows(page.searched, words, as_of, session):
            hits.setdefault((page.name, row[0], ""), Hit(page, row[0], _title(page.searched, row)))
    return list(hits.values())


def _wanted(ways: Iterable[Way], words: str) -> Iterator[tuple[Way, str]]:
    """The ways that one of several words speaks of, each with the other words: they name the record."""
    each = words.split()
    for way in ways if len(each) > 1 else ():
        rest = [word for word in each if not says(text(way.title), word)]
        if rest and len(rest) < len(each):
            yield way, " ".join(rest)


def _rows(listing: Listing, words: str, as_of: date, session: Any) -> Iterator[Row]:
    if listing.words:
        yield from listing.first(session, Question(as_of=as_of, words=words), EACH)
    amount = _amount(words)
    if amount is not None:
        for column in listing.columns:
            if column.kind == "money":
                question = Question(as_of=as_of, having=(Condition(column.name, "is", amount),))
                yield from listing.first(session, question, EACH)


def _amount(words: str) -> Money | None:
    try:
        return Money.parse(words)
    except ValueError:
        return None


def _title(listing: Listing, row: Row) -> str:
    """The first few values, as the list shows them."""
    told = [shown(value, column) for column, value in zip(listing.columns, row[1:], strict=True) if column.shown]
    return "  ".join([one for one in told if one][:4])
