"""Finding a record from anywhere: words, numbers, initials or an amount, asked of every list that has a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.money import Money
from models.store.listing import Condition, Listing, Question, Row
from ui.pages import Page
from ui.tables.formats import shown

EACH = 4
"""Records of one list that are offered."""


@dataclass(frozen=True)
class Hit:
    """A record that was found, and the page that shows it."""

    page: Page
    key: str
    title: str


def find(pages: Iterable[Page], words: str, as_of: date, session: Any) -> list[Hit]:
    """The records that match, a few of each page."""
    hits: dict[tuple[str, str], Hit] = {}
    for page in pages:
        listing: Listing | None = page.searched
        if listing is None:
            continue
        for row in _rows(listing, words, as_of, session):
            hits.setdefault((page.name, row[0]), Hit(page, row[0], _title(listing, row)))
    return list(hits.values())


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
