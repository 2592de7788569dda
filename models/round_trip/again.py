"""Rows without a key that the book has already: who brings the same file in twice changes nothing.

A row that says its number is the record that bears it; a row without one is a record that was made since the list went
out and says the same in every cell that was filled in. Rows of the file stand for themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.importing.names import Names
from models.round_trip.returned import Returned
from models.store.history import ChangeRow
from models.store.listing import Question, Row

_AT_ONCE = 500


@dataclass
class Typed:
    """A row without key: what its cells say, and where they stand, by column."""

    row: int
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)


def found_again(
    session: Session, returned: Returned, question: Question, new: Sequence[Typed], names: Names
) -> dict[int, Row]:
    """By the row of the sheet, the record that it already is; no record is two rows."""
    if not new or returned.edited is None:
        return {}
    book = _Beside(session, returned, question, names)
    return {typed.row: row for typed in new if (row := book.take(typed)) is not None}


class _Beside:
    """The records of the book that no row of the file stands for, by what they are called and by what they say."""

    def __init__(self, session: Session, returned: Returned, question: Question, names: Names) -> None:
        assert returned.edited is not None
        self._returned, self._names = returned, names
        known = [column.name for column in returned.listing.columns]
        self._called = [name for name in returned.edited.called if name in known]
        self._asked = [name for name, how in returned.edited.entries.items() if how.required and name in known]
        self._by_name: dict[Hashable, list[Row]] = defaultdict(list)
        self._made: dict[Hashable, list[Row]] = defaultdict(list)
        self._taken: set[str] = set()
        made = _made_since(session, returned)
        for row in _beside(session, returned, question):
            said = {name: returned.now(row, name) for name in known}
            self._by_name[self._told(self._called, said)].append(row)
            if row[0] in made:
                self._made[self._told(self._asked, said)].append(row)

    def take(self, typed: Typed) -> Row | None:
        """The record of a row, which from now on is no other's."""
        is_named = bool(self._called) and all(name in typed.values for name in self._called)
        found = self._by_name if is_named else self._made
        called = self._told(self._called if is_named else self._asked, typed.values)
        rows = [row for row in found.get(called, ()) if row[0] not in self._taken]
        same = next((row for row in rows if self._says(row, typed)), rows[0] if is_named and len(rows) == 1 else None)
        if same is not None:
            self._taken.add(same[0])
        return same

    def _says(self, row: Row, typed: Typed) -> bool:
        """Whether a record says everything that the row says."""
        now = {name: self._returned.now(row, name) for name in typed.values}
        return self._told(list(now), now) == self._told(list(now), typed.values)

    def _told(self, columns: Sequence[str], values: Any) -> Hashable:
        return tuple(self._returned.meaning(self._names, name, values.get(name)) for name in columns)


def _beside(session: Session, returned: Returned, question: Question) -> list[Row]:
    keys = [key for key in returned.listing.keys(session, question) if key not in returned.keys]
    pieces = (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))
    return [row for piece in pieces for row in returned.listing.rows(session, question, piece)]


def _made_since(session: Session, returned: Returned) -> set[str]:
    """What was made after the list went out."""
    since = (ChangeRow.step > returned.origin.head, ChangeRow.before.is_(None))
    return set(session.scalars(select(ChangeRow.record).where(ChangeRow.noun == returned.listing.noun, *since)))
