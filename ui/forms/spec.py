"""How a form is laid out: which entries stand in which section, and what its grids add up.

A page declares one ``FormSpec`` for its draft; without sections the entries follow the draft, in the order declared.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.drafts import Entry, entries, faults, part
from models.problems import Problem


@dataclass(frozen=True)
class Section:
    """A card of the form: its title (a msgid, may be empty) and the names of its entries, filled left to right."""

    title: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Derived:
    """A column worked out from the line, never typed: ``value(line)`` is Money, Decimal, date, text or None."""

    name: str
    caption: str
    kind: Any
    value: Callable[[Any], Any]
    unit: str = ""
    places: int = 2

    @property
    def entry(self) -> Entry:
        return Entry(self.name, self.caption, self.kind, unit=self.unit, places=self.places, readonly=True)


def nothing(draft: Any) -> Iterable[Problem]:
    """A check that finds nothing wrong beyond what is missing."""
    return faults(draft)


def same(draft: Any) -> Any:
    """Nothing is derived."""
    return draft


def none_of_them(draft: Any) -> Collection[str]:
    """Every entry applies."""
    return ()


def as_hinted(draft: Any, today: date) -> Mapping[str, str]:
    """An empty entry shows its hint."""
    return {}


def as_pasted(lines: Sequence[Any], _names: Collection[str]) -> Sequence[Any]:
    """New lines stay as they were copied."""
    return lines


def no_table(_cells: Sequence[Sequence[str]]) -> None:
    """Every copied table has the columns of the grid."""


@dataclass(frozen=True)
class GridSpec:
    """``columns`` names entries and derived columns in order (all when empty); ``frozen`` of them stay in sight.

    ``ordered``: the order of the lines says something, so lines can be moved up and down.
    ``totals`` are added up at the foot; ``widths`` are in characters; ``fixed`` forbids adding and removing lines;
    ``new(lines)`` makes the draft of the next line; ``settle(line)`` fills in what follows from the other entries of a
    line that was typed into; ``rows`` are visible at least. Of a table pasted with its captions ``also`` are other
    captions of a column, ``match`` the columns that find a line again, ``within`` those that tell lines of one name
    apart, and ``arrange(lines, names)`` puts new lines in order (``names`` are the entries the table had).
    ``table(cells)`` reads a table that says what the lines say in columns of its own: their drafts, and what is to be
    told; None where it is no such table.
    """

    columns: tuple[str, ...] = ()
    derived: tuple[Derived, ...] = ()
    totals: tuple[str, ...] = ()
    frozen: int = 0
    widths: Mapping[str, int] = field(default_factory=dict)
    fixed: bool = False
    ordered: bool = False
    new: Callable[[tuple[Any, ...]], Any] | None = None
    settle: Callable[[Any], Any] = same
    rows: int = 5
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    match: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    arrange: Callable[[Sequence[Any], Collection[str]], Sequence[Any]] = as_pasted
    table: Callable[[Sequence[Sequence[str]]], tuple[Sequence[Any], Sequence[str]] | None] = no_table


@dataclass(frozen=True)
class FormSpec:
    """``check`` is pure and runs on every edit; ``settle`` fills derived entries of the draft;
    ``idle`` names the entries that do not apply to the draft as it is, and are not shown;
    ``given`` those that follow from another entry of it, and are only shown.
    ``empty(draft, today)`` says by name what an empty entry stands for.
    """

    draft: type
    sections: tuple[Section, ...] = ()
    check: Callable[[Any], Iterable[Problem]] = nothing
    settle: Callable[[Any], Any] = same
    idle: Callable[[Any], Collection[str]] = none_of_them
    given: Callable[[Any], Collection[str]] = none_of_them
    empty: Callable[[Any, date], Mapping[str, str]] = as_hinted
    grids: Mapping[str, GridSpec] = field(default_factory=dict)


def sections_of(spec: FormSpec) -> tuple[Section, ...]:
    """The sections as declared, or one per ``section`` of the entries, with a card of its own for every grid."""
    if spec.sections:
        return spec.sections
    plain: dict[str, list[str]] = {}
    grids = []
    for name, how in entries(spec.draft).items():
        if how.shown and part(how.kind):
            grids.append(Section("", (name,)))
        elif how.shown:
            plain.setdefault(how.section, []).append(name)
    return (*(Section(title, tuple(names)) for title, names in plain.items()), *grids)


def columns_of(line: type, spec: GridSpec) -> tuple[Entry, ...]:
    """The columns of a grid whose lines are drafts of the class ``line``."""
    known = {name: how for name, how in entries(line).items() if how.shown and not part(how.kind)}
    known |= {one.name: one.entry for one in spec.derived}
    return tuple(known[name] for name in spec.columns) if spec.columns else tuple(known.values())
