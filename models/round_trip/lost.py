"""Lists that lost what tells their rows apart: their column of keys, or the hidden sheet they went out with.

Who copies a sheet into a workbook of his own leaves the hidden sheet behind; who copies a block, the hidden column.
Without keys a row is the record that is called like it; without the hidden sheet the digest in the key says whether
the record is still what it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.importing.captions import is_blank
from models.importing.sheets import Cell, Sheet, cell_name
from models.importing.values import folded
from models.language import LANGUAGES, N_, text
from models.problems import Problem
from models.round_trip.edited import EDITED
from models.round_trip.origin import DEEPEST, Origin, book_of, key_cell, plain, row_told
from models.store.listing import Column, Listing, Question

_AT_ONCE = 500
_OTHER = "another"
"""A book whose hash is not known."""


@dataclass(frozen=True)
class Keyless:
    """A sheet without keys that was a list of ours: ``head`` is the row of its captions."""

    origin: Origin
    head: int


def without_keys(sheet: Sheet, origins: Mapping[str, Origin]) -> Keyless | None:
    """The list this sheet was before its column of keys was deleted: most captions of one row are those of it."""
    for row, cells in enumerate(sheet.rows[:DEEPEST]):
        said = {cell.strip() for cell in cells if isinstance(cell, str) and cell.strip()}
        for origin in origins.values():
            if len(said & origin.columns.keys()) > len(origin.columns) / 2:
                return Keyless(origin, row)
    return None


def keys_by_name(listing: Listing, origin: Origin, sheet: Sheet, head: int) -> dict[int, str] | None:
    """By the row of the sheet, what the column of keys said of the record that is called so; None where no entry of
    this list names a record.

    A name that two records bear, in the sheet or in the list that went out, is nobody's.
    """
    edited = EDITED.get(listing.name)
    called = edited.called if edited is not None else ()
    order = list(origin.columns.values())
    captions = [cell.strip() if isinstance(cell, str) else "" for cell in sheet.rows[head]]
    places = {origin.columns[caption]: place for place, caption in enumerate(captions) if caption in origin.columns}
    if not called or not all(name in order and name in places for name in called):
        return None
    columns = [listing.column(name) for name in called]
    sent = {
        key: tuple(_written(told[order.index(column.name)], column, origin.language) for column in columns)
        for key, told in origin.rows.items()
        if told is not None
    }
    often = Counter(sent.values())
    by_name = {name: key_cell(key, row_told(origin.rows[key] or ()))
               for key, name in sent.items() if often[name] == 1 and any(name)}  # fmt: skip
    rows = {row: tuple(_named(sheet.rows[row], places[name]) for name in called)
            for row in range(head + 1, len(sheet.rows))}  # fmt: skip
    here = Counter(rows.values())
    return {row: by_name[name] for row, name in rows.items() if here[name] == 1 and name in by_name}


def _written(value: object, column: Column, language: str) -> str:
    """How a name stands in the sheet, folded."""
    return "" if value is None else folded(text(column.choices.get(str(value), str(value)), language))


def _named(cells: Sequence[Cell], place: int) -> str:
    """A cell that names a record, folded; a day as it is kept."""
    cell = _cell(cells, place)
    return folded(str(cell.date() if isinstance(cell, datetime) else cell))


def _cell(cells: Sequence[Cell], place: int) -> Cell:
    return cells[place] if place < len(cells) else ""


def tell_named(sheet: Sheet, head: int, keys: Mapping[int, str]) -> Iterator[Problem]:
    """What is to be known of a sheet whose rows were found by their names."""
    rows = sum(not is_blank(cells) for cells in sheet.rows[head + 1 :])
    message = N_(
        "The hidden column with the keys of this list is gone: {known} of {rows} rows are known by number or name. "
        "A row whose number or name was changed counts as a new one."
    )
    yield Problem("", message, {"known": len(keys), "rows": rows}, True, sheet.name)


def origin_again(session: Session, listing: Listing, sheet: Sheet, key_at: tuple[int, int], today: date,
                 problems: list[Problem]) -> Origin:  # fmt: skip
    """The origin of a list whose hidden sheet is gone, as far as keys and captions tell it; it is of another
    book when this one knows none of its keys.

    A row whose digest fits the book went out as the book has it; what another one was is not known.
    """
    head, key_column = key_at
    captions = {text(column.caption, language): column.name for language in LANGUAGES for column in listing.columns}
    said = [cell.strip() if isinstance(cell, str) else "" for cell in sheet.rows[head]]
    columns = {caption: captions[caption] for caption in said if caption in captions}
    written = {key: cell for row in range(head + 1, len(sheet.rows))
               for cell in (str(_cell(sheet.rows[row], key_column)),) if (key := cell.partition(".")[0])}  # fmt: skip
    order = [column.name for column in listing.columns]
    places = [1 + order.index(name) for name in columns.values()]
    rows: dict[str, list[object] | None] = {}
    for start in range(0, len(written), _AT_ONCE):
        for row in listing.rows(session, Question(today), list(written)[start : start + _AT_ONCE]):
            values = [row[place] for place in places]
            is_as_sent = key_cell(row[0], row_told(values)) == written[row[0]]
            rows[row[0]] = [plain(value) for value in values] if is_as_sent else None
    moved = sum(told is None for told in rows.values())
    if rows:
        message = N_(
            "The hidden sheet that came with this list is gone. {same} rows stand in the book as they went out; what "
            "{moved} others were when they went out is not known: look at their changes one by one."
        )
        values_ = {"same": len(rows) - moved, "moved": moved}
        problems.append(Problem("", message, values_, True, f"{sheet.name}!{cell_name((head, key_column))}"))
    ours = book_of(session) if rows or not written else _OTHER
    return Origin(listing.name, ours, 0, today, "", columns, rows)
