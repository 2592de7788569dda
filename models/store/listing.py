"""Listing: a long table, which records and which columns; sorted, searched and summed by the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import (
    ClauseElement,
    ColumnClause,
    ColumnElement,
    FromClause,
    Join,
    Select,
    and_,
    bindparam,
    false,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql import operators, visitors

from models.drafts import Entry
from models.store.searching import meant

Row = tuple[Any, ...]
"""A key, then one value per column in order."""


@dataclass(frozen=True)
class Condition:
    """A filter on one column: ``is``, ``not``, ``from``, ``to``, ``contains`` a value, or is ``missing``."""

    column: str
    operator: str
    value: Any = None


@dataclass(frozen=True)
class Question:
    """What a table asks: as of a day, within a scope (``{"contract": id}``), filtered, sorted."""

    as_of: date
    scope: Mapping[str, str] = field(default_factory=dict)
    words: str = ""
    sort: str = ""
    descending: bool = False
    having: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Total:
    """What the rows in one currency add up to: how many there are, and the sum of each total column (None: nothing).

    ``currency`` is empty in a list that knows none.
    """

    currency: str = ""
    count: int = 0
    sums: Mapping[str, Any] = field(default_factory=dict)


Sources = Mapping[str, Any]
"""The parts of a listing's FROM clause by name, as its ``source`` made them for one question."""


@dataclass(frozen=True)
class Column:
    """One column; ``kind``: text, money, quantity, percent, date, days, number, choice, flag; width in characters.

    By a ``reference`` a record is told from others: its texts differ in the last characters, so they are read whole.
    """

    name: str
    caption: str
    kind: str
    value: Callable[[Sources], ColumnElement[Any]] = field(compare=False)
    width: int = 12
    total: bool = False
    shown: bool = True
    choices: Mapping[str, str] = field(default_factory=dict)
    places: int = 2
    reference: bool = False


def column(how: Entry, value: Callable[[Sources], ColumnElement[Any]], kind: str, **more: Any) -> Column:
    """A column with the caption and choices of a draft's entry, so that form and table use the same words."""
    return Column(how.name, how.caption, kind, value, choices=how.choices, places=how.places, **more)


@dataclass(frozen=True)
class Listing:
    """``source(question)`` gives the FROM clause, its named parts and the condition of what belongs to the list.

    ``scopes`` are columns a contract, party or project narrows the list by; ``words`` are the columns typing searches.
    ``currency`` names the column that says in which currency a row is: sums are made by it, and it is a scope too.
    """

    name: str
    title: str
    noun: str
    columns: tuple[Column, ...]
    source: Callable[[Question], tuple[FromClause, Sources, ColumnElement[bool]]]
    key: Callable[[Sources], ColumnElement[str]]
    scopes: Mapping[str, Callable[[Sources], ColumnElement[str]]] = field(default_factory=dict)
    words: tuple[Callable[[Sources], ColumnElement[Any]], ...] = ()
    sort: str = ""
    descending: bool = False
    empty: str = ""
    currency: str = ""

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def first(self, session: Session, question: Question, limit: int = 200) -> list[Row]:
        """The first rows in order: their keys by LIMIT, then the rows, so that only what is shown is worked out."""
        return self.rows(session, question, self.keys(session, question, limit))

    def keys(self, session: Session, question: Question, limit: int | None = None) -> list[str]:
        """Every key in order, once."""
        source, parts, where = self._source(question)
        order = self._order(question, parts)
        source = needed(source, [self.key(parts), where, *order])
        statement = select(self.key(parts)).select_from(source).where(where).order_by(*order).limit(limit)
        return list(session.execute(statement).scalars())

    def rows(self, session: Session, question: Question, keys: Sequence[str]) -> list[Row]:
        """The rows of these keys, in the order of the keys; keys that are gone are left out."""
        listing, asked, statement = _asked.get(self.name, (None, None, None))
        if listing is not self or asked is not question or statement is None:
            whole, parts = self._select(question)
            statement = whole.where(self.key(parts).in_(bindparam("keys", expanding=True)))
            _asked[self.name] = (self, question, statement)
        # Straight from the connection: rows hold values only, and the session would look at each of them again.
        rows = session.connection().execute(statement, {"keys": list(keys)})
        found = {row[0]: row for row in rows}
        return [tuple(found[key]) for key in keys if key in found]

    def totals(self, session: Session, question: Question) -> tuple[Total, ...]:
        """What everything the question asks for adds up to, by currency; one line of nothing when there is no row."""
        source, parts, where = self._source(question)
        summed = [column for column in self.columns if column.total]
        sums = [func.sum(column.value(parts)).label(column.name) for column in summed]
        currency = self.column(self.currency).value(parts) if self.currency else None
        by = (literal("") if currency is None else currency).label("by")
        statement = select(by, func.count(), *sums).select_from(needed(source, [where, by, *sums])).where(where)
        if currency is not None:
            statement = statement.group_by(currency).order_by(currency)
        names = [column.name for column in summed]
        found = [Total(row[0], row[1], dict(zip(names, row[2:], strict=True))) for row in session.execute(statement)]
        return tuple(found) or (Total(sums=dict.fromkeys(names)),)

    def _source(self, question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
        source, parts, belongs = self.source(question)
        where = [belongs]
        where += [self._scope(name)(parts) == value for name, value in question.scope.items()]
        where += [self._said(word, parts) for word in question.words.split()]
        where += [_met(self.column(one.column), one, parts) for one in question.having]
        return source, parts, and_(*where)

    def _said(self, word: str, parts: Sources) -> ColumnElement[bool]:
        """A word stands in one of the columns that typing searches, or is the amount, quantity or day of any column."""
        pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        found = [words(parts).operate(operators.ilike_op, pattern, escape="\\") for words in self.words]
        ranges = meant(word)
        for column in self.columns:
            if column.kind in ranges:
                least, most = ranges[column.kind]
                found.append(and_(column.value(parts) >= least, column.value(parts) <= most))
        return or_(false(), *found)

    def _scope(self, name: str) -> Callable[[Sources], ColumnElement[str]]:
        return self.column(name).value if name == self.currency else self.scopes[name]

    def _select(self, question: Question) -> tuple[Select[Any], Sources]:
        source, parts, where = self._source(question)
        values = [column.value(parts).label(column.name) for column in self.columns]
        return select(self.key(parts).label("key"), *values).select_from(source).where(where), parts

    def _order(self, question: Question, parts: Sources) -> list[ColumnElement[Any]]:
        """The key breaks ties in the same direction, so that the order turned round is the order upside down."""
        name, descending = question.sort or self.sort, question.descending if question.sort else self.descending
        order = [self.column(name).value(parts)] if name else []
        order.append(self.key(parts))
        return [one.desc() if descending else one.asc() for one in order]


_asked: dict[str, tuple[Listing, Question, Select[Any]]] = {}
"""The last question of each listing, with its statement: a person who scrolls asks the same for every page."""


def needed(source: FromClause, clauses: Iterable[ClauseElement]) -> FromClause:
    """A FROM clause without the outer joins that none of the clauses speaks of.

    They neither add nor remove a row: what is joined by an outer join is joined by its key.
    """
    named = {one.table for clause in clauses for one in visitors.iterate(clause) if isinstance(one, ColumnClause)}
    return _without_unused(source, named)


def _without_unused(source: FromClause, named: set[Any]) -> FromClause:
    if not isinstance(source, Join):
        return source
    if source.isouter and source.right not in named:
        return _without_unused(source.left, named)
    assert source.onclause is not None
    spoken_of = {one.table for one in visitors.iterate(source.onclause) if isinstance(one, ColumnClause)}
    left = _without_unused(source.left, named | spoken_of)
    return left.join(source.right, source.onclause, isouter=source.isouter)


def _met(column: Column, condition: Condition, parts: Sources) -> ColumnElement[bool]:
    value = column.value(parts)
    if condition.operator == "missing":
        return or_(value.is_(None), value == "") if column.kind in ("text", "choice") else value.is_(None)
    if condition.operator == "contains":
        return value.contains(condition.value, autoescape=True)
    known = {"from": operators.ge, "to": operators.le, "not": operators.is_distinct_from}
    return and_(value.operate(known.get(condition.operator, operators.eq), condition.value))
