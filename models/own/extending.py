"""A list and a draft with the own columns of a book: form, table, import, export and problems take them from here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, make_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache, partial
from typing import Any, cast

from sqlalchemy import ColumnElement, FromClause, Table, and_, select
from sqlalchemy.orm import Session

from models.drafts import entry
from models.language import N_
from models.money import Money
from models.own.record import OwnColumn, OwnValue
from models.store.computed import ComputedListing
from models.store.listing import Column, Listing, Question, Sources

PREFIX = "own_"
TEXT, NUMBER, MONEY, DATE, CHOICE = "text", "number", "money", "date", "choice"
KINDS = {
    TEXT: N_("Text"),
    NUMBER: N_("A number"),
    MONEY: N_("Amount of money"),
    DATE: N_("Date"),
    CHOICE: N_("Choice"),
}
HELD_IN = {TEXT: "words", NUMBER: "number", MONEY: "amount", DATE: "day", CHOICE: "words"}
"""The column of ``own_values`` that holds a value of each kind."""
SECTION = N_("Own columns")
_TYPES: Mapping[str, Any] = {TEXT: str, NUMBER: Decimal | None, MONEY: Money | None, DATE: date | None, CHOICE: str}
_AS_COLUMN = {TEXT: "text", NUMBER: "quantity", MONEY: "money", DATE: "date", CHOICE: "choice"}
_WIDTHS = {TEXT: 16, NUMBER: 10, MONEY: 14, DATE: 11, CHOICE: 10}
PLACES = 6
_SAID = (TEXT, CHOICE)
"""The kinds that typing searches."""
_VALUES = cast(Table, OwnValue.__table__)


@dataclass(frozen=True)
class Own:
    """One own column as it is defined now; ``name`` is that of its entry and its column."""

    id: str
    caption: str
    kind: str
    choices: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return PREFIX + self.id.replace("-", "_")


def own_of(session: Session, listing: str = "") -> dict[str, tuple[Own, ...]]:
    """The own columns by list, in their order; of one list when it is named."""
    rows = select(OwnColumn).where(OwnColumn.retired == 0).order_by(OwnColumn.listing, OwnColumn.position)
    if listing:
        rows = rows.where(OwnColumn.listing == listing)
    found: dict[str, tuple[Own, ...]] = {}
    for row in session.execute(rows).scalars():
        one = Own(row.id, row.caption, row.kind, tuple(row.choices.splitlines()))
        found[row.listing] = (*found.get(row.listing, ()), one)
    return found


def may_own(listing: Listing) -> bool:
    """Whether a list can have own columns: one that is worked out has no records they could belong to."""
    return not isinstance(listing, ComputedListing)


@cache
def extended_draft(draft: type, columns: tuple[Own, ...]) -> type:
    """The draft class with an entry for each own column, in a section of their own at the end."""
    if not columns:
        return draft
    fields = [(one.name, _TYPES[one.kind], _entry(one)) for one in columns]
    made = make_dataclass(draft.__name__, fields, bases=(draft,), frozen=True)
    made.__module__ = draft.__module__
    return made


def _entry(one: Own) -> Any:
    how: dict[str, Any] = {"section": SECTION}
    if one.kind == CHOICE:
        how["choices"] = {choice: choice for choice in one.choices}
    if one.kind == NUMBER:
        how["places"] = PLACES
    return entry(one.caption, "" if one.kind in (TEXT, CHOICE) else None, **how)


def extended_listing(listing: Listing, columns: tuple[Own, ...]) -> Listing:
    """The list with its own columns, searched by what is typed; keys and sums join only those that they need."""
    if not columns:
        return listing
    return replace(
        listing,
        columns=(*listing.columns, *map(_column, columns)),
        source=partial(_source, listing.source, listing.key, columns),
        words=(*listing.words, *(partial(_value, one.name, HELD_IN[one.kind]) for one in columns if one.kind in _SAID)),
    )


def _column(one: Own) -> Column:
    return Column(
        one.name, one.caption, _AS_COLUMN[one.kind], partial(_value, one.name, HELD_IN[one.kind]),
        _WIDTHS[one.kind], one.kind in (NUMBER, MONEY), choices={choice: choice for choice in one.choices},
    )  # fmt: skip


def _value(name: str, held_in: str, sources: Sources) -> ColumnElement[Any]:
    found: ColumnElement[Any] = sources[name][held_in]
    return found


def _source(
    source: Callable[[Question], tuple[FromClause, Sources, ColumnElement[bool]]],
    key: Callable[[Sources], ColumnElement[str]],
    columns: Iterable[Own],
    question: Question,
) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    joined, parts, where = source(question)
    parts = dict(parts)
    for one in columns:
        value = _VALUES.alias(one.name)
        joined = joined.outerjoin(value, and_(value.c.record == key(parts), value.c.column_id == one.id))
        parts[one.name] = value.c
    return joined, parts, where
