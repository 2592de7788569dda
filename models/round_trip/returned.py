"""A list that came back, on its sheet: where its captions stand, which row is which record, which rows are new."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from models.importing.captions import is_blank
from models.importing.names import Names
from models.importing.sheets import Cell, Sheet, Workbook, cell_name
from models.importing.table import TOTALS
from models.importing.values import folded
from models.language import N_
from models.problems import Problem
from models.round_trip import cells
from models.round_trip.edited import EDITED, Edited
from models.round_trip.origin import Origin, key_cell, row_told, valued
from models.store.listing import Column, Listing, Row


@dataclass
class Returned:
    """One list on its sheet: where its captions stand, and its rows by key; ``new`` are the rows without one."""

    workbook: Workbook
    sheet: Sheet
    listing: Listing
    origin: Origin
    head: int
    places: dict[str, int]
    keys: dict[str, int] = field(default_factory=dict)
    foreign: set[str] = field(default_factory=set)
    new: list[int] = field(default_factory=list)

    @cached_property
    def columns(self) -> list[tuple[int, Column, int]]:
        """Each known column of the sheet: its place among the exported ones, itself, its place in the sheet."""
        known = {column.name: column for column in self.listing.columns}
        every = enumerate(self.origin.columns.values())
        return [(at, known[name], self.places[name]) for at, name in every if name in known and name in self.places]

    @cached_property
    def edited(self) -> Edited | None:
        return EDITED.get(self.listing.name)

    def where(self, row: int, column: int = 0) -> str:
        return f"{self.sheet.name}!{cell_name((row, column))}"

    def cell(self, row: int, place: int) -> Cell:
        cells_of_row = self.sheet.rows[row]
        return cells_of_row[place] if place < len(cells_of_row) else ""

    @cached_property
    def _places(self) -> Mapping[str, int]:
        """Where each column stands in a row of the list."""
        return {column.name: place for place, column in enumerate(self.listing.columns, 1)}

    def now(self, row: Row, name: str) -> Any:
        """What a row of the list says in a column."""
        return row[self._places[name]]

    def meaning(self, names: Names, name: str, value: Any) -> Hashable:
        """What a value stands for, so that two ways to write it are alike: of a name, who bears it."""
        how = self.edited.entries.get(name) if self.edited else None
        if how is not None and names.knows(how.pick) and isinstance(value, str):
            return names.known(how.pick, value) or value
        return cells.meaning(value, self.listing.column(name))

    def old(self, key: str, row: Row) -> Sequence[Any]:
        """The values as they went out, in the order of the exported columns; as the book has them if that is lost."""
        kept = None if key in self.foreign else self.origin.rows.get(key)
        kinds = {column.name: column.kind for column in self.listing.columns}
        if kept is None:
            return [self.now(row, name) if name in self._places else None for name in self.origin.columns.values()]
        return [valued(one, kinds.get(name, "")) for one, name in zip(kept, self.origin.columns.values(), strict=True)]


def placed(
    workbook: Workbook, sheet: Sheet, listing: Listing, origin: Origin, head: int, keys: int | Mapping[int, str],
    problems: list[Problem],
) -> Returned:  # fmt: skip
    """Find captions, keys and new rows of a sheet; ``keys`` is their column, or what it said, by row."""
    key_column = keys if isinstance(keys, int) else None
    places: dict[str, int] = {}
    known = {column.name for column in listing.columns}
    for place, caption in enumerate(sheet.rows[head]):
        name = origin.columns.get(caption.strip()) if isinstance(caption, str) else None
        name = name if name in known else None
        if name is not None and name not in places:
            places[name] = place
        elif place != key_column and not (isinstance(caption, str) and not caption.strip()):
            message = N_("The column “{caption}” is not one of this list and is not read.")
            problems.append(
                Problem("", message, {"caption": str(caption)}, True, f"{sheet.name}!{cell_name((head, place))}")
            )
    returned = Returned(workbook, sheet, listing, origin, head, places)
    _find_rows(returned, keys, problems)
    return returned


def _find_rows(returned: Returned, keys_at: int | Mapping[int, str], problems: list[Problem]) -> None:
    """Rows by key; of a row that was copied in Excel the one left as it was keeps the key, the others are new."""
    doubled: dict[str, list[int]] = {}
    for row in range(returned.head + 1, len(returned.sheet.rows)):
        values = [cell for place, cell in enumerate(returned.sheet.rows[row]) if place != keys_at]
        if is_blank(values):
            continue
        written = str(returned.cell(row, keys_at)) if isinstance(keys_at, int) else keys_at.get(row, "")
        key = written.partition(".")[0]
        if key:
            doubled.setdefault(key, []).append(row)
            told = returned.origin.rows.get(key)
            if key not in returned.origin.rows or (told is not None and key_cell(key, row_told(told)) != written):
                returned.foreign.add(key)
        elif not _is_total(values):
            returned.new.append(row)
    for key, rows in doubled.items():
        returned.keys[key] = rows[0]
        if len(rows) > 1:
            kept = next((row for row in rows if _is_untouched(returned, key, row)), None)
            returned.keys[key] = rows[0] if kept is None else kept
            others = [row for row in rows if row != returned.keys[key]]
            returned.new += others
            message = N_("This row is a copy of row {row}: it is taken for a new one.")
            problems += [
                Problem("", message, {"row": returned.keys[key] + 1}, True, returned.where(row)) for row in others
            ]
    returned.new.sort()


def _is_total(values: Sequence[Cell]) -> bool:
    first = next((cell for cell in values if cell != ""), "")
    return isinstance(first, str) and folded(first) in TOTALS


def _is_untouched(returned: Returned, key: str, row: int) -> bool:
    old = returned.origin.rows.get(key)
    return old is not None and all(
        cells.is_as_it_was(returned.cell(row, place), valued(old[at], column.kind), column)
        for at, column, place in returned.columns
    )
