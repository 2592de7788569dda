"""A table whose rows are worked out by a rule and not by the database: sorted, searched and summed all the same.

How to add one: give ``ComputedListing`` the columns (their ``value`` is never asked) and ``made(session, as_of)``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.language import current
from models.store.history import StepRow, Writing
from models.store.listing import Column, Condition, Listing, Question, Row, Total
from models.store.searching import meant


@dataclass(frozen=True)
class Made:
    """One row: its key, its values in the order of the columns, and the ids of what it belongs to, by scope."""

    key: str
    values: tuple[Any, ...]
    scope: Mapping[str, str] = field(default_factory=dict)


def _nothing(_session: Session, _as_of: date) -> Sequence[Made]:
    return ()


def never(*_what: Any) -> Any:
    """What the database is never asked of such a list."""
    raise AssertionError("this list is worked out, not queried")


def worked(name: str, caption: str, kind: str, **how: Any) -> Column:
    """A column of a worked-out list."""
    return Column(name, caption, kind, never, **how)


@dataclass(frozen=True)
class ComputedListing(Listing):
    """``made`` gives every row as of a day, in the reader's language; its texts are what typing searches."""

    made: Callable[[Session, date], Sequence[Made]] = _nothing

    def first(self, session: Session, question: Question, limit: int = 200) -> list[Row]:
        return self.rows(session, question, self.keys(session, question, limit))

    def keys(self, session: Session, question: Question, limit: int | None = None) -> list[str]:
        return [one.key for one in self._asked(session, question)[:limit]]

    def rows(self, session: Session, question: Question, keys: Sequence[str]) -> list[Row]:
        found = {one.key: one for one in self._every(session, question.as_of)}
        return [_row(found[key]) for key in keys if key in found]

    def totals(self, session: Session, question: Question) -> tuple[Total, ...]:
        summed = [(place, column.name) for place, column in enumerate(self.columns) if column.total]
        by: dict[str, list[Made]] = {}
        for one in self._asked(session, question):
            by.setdefault(one.values[self._place(self.currency)] if self.currency else "", []).append(one)
        return tuple(
            Total(currency, len(rows), {name: _sum(one.values[place] for one in rows) for place, name in summed})
            for currency, rows in sorted(by.items())
        ) or (Total(sums={name: None for _place, name in summed}),)

    def _asked(self, session: Session, question: Question) -> list[Made]:
        """What the question asks for, as it was made or in the order asked; the key breaks ties in that direction."""
        found = [one for one in self._every(session, question.as_of) if self._belongs(one, question)]
        if not question.sort:
            return found
        place = self._place(question.sort)

        def order(one: Made) -> tuple[Any, ...]:
            value = one.values[place]
            return value is not None, "" if value is None else value, one.key

        return sorted(found, key=order, reverse=question.descending)

    def _belongs(self, one: Made, question: Question) -> bool:
        scoped = all(
            (one.values[self._place(name)] if name == self.currency else one.scope.get(name)) == value
            for name, value in question.scope.items()
        )
        return (
            scoped
            and all(self._tells(word, one) for word in question.words.split())
            and all(_met(one.values[self._place(each.column)], each) for each in question.having)
        )

    def _tells(self, word: str, one: Made) -> bool:
        """As a list of the database finds it."""
        if any(word.lower() in value.lower() for value in one.values if isinstance(value, str)):
            return True
        ranges = meant(word)
        kinds = zip(self.columns, one.values, strict=True)
        inside = [(*ranges[column.kind], value) for column, value in kinds if column.kind in ranges]
        return any(value is not None and least <= value <= most for least, most, value in inside)

    def _place(self, name: str) -> int:
        return self.columns.index(self.column(name))

    def _every(self, session: Session, as_of: date) -> Sequence[Made]:
        """The rows of a day; remembered until the next Step, for a person who scrolls asks the same for every page."""
        writes = exists(select(Writing.place)).label("writes")
        newest = select(StepRow.n, StepRow.hash, writes).order_by(StepRow.key.desc()).limit(1)
        head = session.execute(newest).first()
        if head is None or head.writes:
            return self.made(session, as_of)
        state = (as_of, current(), head.n, head.hash)
        known = _remembered.get(self.name)
        if known is None or known[0] != state:
            known = _remembered[self.name] = (state, self.made(session, as_of))
        return known[1]


_remembered: dict[str, tuple[Any, Sequence[Made]]] = {}


def _row(one: Made) -> Row:
    return (one.key, *one.values)


def _sum(values: Iterable[Any]) -> Any:
    found = [value for value in values if value is not None]
    return sum(found[1:], found[0]) if found else None


def _met(value: Any, condition: Condition) -> bool:
    """As the database meets it: nothing is neither above nor below anything."""
    wanted, operator = condition.value, condition.operator
    if operator == "missing":
        return value is None or value == ""
    if operator == "not":
        return bool(value != wanted)
    if value is None:
        return False
    if operator == "contains":
        return str(wanted).lower() in str(value).lower()
    if operator == "from":
        return bool(value >= wanted)
    return bool(value <= wanted) if operator == "to" else bool(value == wanted)
