"""A table copied with its captions, put into a grid: its columns are found by caption, its rows by what names them.

A unit in brackets (万元) counts; rows of totals are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from models.importing.captions import plain, unit_of
from models.importing.days import looks_like_day
from models.importing.figures import looks_like_number
from models.importing.recognition.total_words import is_total
from models.importing.table import TOTALS
from models.importing.values import folded
from models.language import LANGUAGES, _, text
from ui.forms.grid_block import Block
from ui.forms.grid_line import Line
from ui.forms.grid_model import GridModel
from ui.forms.pasted import Pasted
from ui.forms.pasted_cells import Cells, Putting, overruled, unread

SERIALS = frozenset("序号 序 行号 项次 顺序号 行次 编次 no no. #".split())
"""Captions of columns that only count the rows: nothing is missed where they find no place."""
PRICED = frozenset(["price", "unit"])
"""Entries of a line that no total has."""
FIRST = 3
"""So many texts of a row may say that it is a total."""
_BEHIND = re.compile(r"(?:金额|人民币|[(（](?:人民币|[万千]?元)[)）]|[:：])+$")
_CARRIED = re.compile(r"承前页|过次页|页计$|总价$|大写")


def captions(model: GridModel) -> Mapping[str, int]:
    """Every name a column may bear in a copied table → its place."""
    found: dict[str, int] = {}
    for at, how in enumerate(model.columns):
        for msgid in (how.caption, *model.spec.also.get(how.name, ())):
            for language in LANGUAGES:
                found.setdefault(plain(text(msgid, language)), at)
    for at, how in enumerate(model.columns):
        for word in (*how.synonyms, how.name):
            found.setdefault(plain(word), at)
    found.pop("", None)
    return found


def captioned(model: GridModel, cells: Sequence[Cells]) -> dict[int, int]:
    """Place in the copied table → column, when its first row are captions: most of them known, and rows below."""
    known, first = captions(model), cells[0]
    filled = [at for at, cell in enumerate(first) if cell.strip()]
    found: dict[int, int] = {}
    for at in filled:
        column = known.get(plain(first[at]))
        if column is not None and column not in found.values():
            found[at] = column
    if len(cells) < 2 or len(found) < min(2, len(filled)):
        return {}
    is_head = 2 * len(found) >= len(filled) or not any(_says_something(first[at]) for at in filled)
    return found if is_head else {}


def _says_something(cell: str) -> bool:
    """Whether a cell holds a figure or a day, as no caption does."""
    return looks_like_number(cell) or looks_like_day(cell)


def by_captions(model: GridModel, block: Block, cells: Sequence[Cells], columns: Mapping[int, int]) -> Pasted | None:
    """Put a table whose captions are known into the grid; None when nothing could be written."""
    rows = [row for row in cells[1:] if any(_cell(row, at) for at in columns)]
    priced = [at for at, column in columns.items() if _name(model, column) in PRICED]
    lines = [row for row in rows if any(_cell(row, at) for at in priced) or not _is_total(row)]
    totals, rows = len(rows) - len(lines), lines
    if model.locked or not rows:
        return None
    whole, below = _filled_down(model, rows, columns)
    put = Putting(model, {column: unit_of(cells[0][at]) for at, column in columns.items()})
    pasted = _put(model, block, whole, columns, put)
    unknown = (cell.strip() for at, cell in enumerate(cells[0]) if at not in columns)
    strange = tuple(cell for cell in unknown if cell and folded(cell) not in SERIALS)
    return pasted and replace(pasted, strange=strange, months=put.months, totals=totals, below=below)


def _filled_down(
    model: GridModel, rows: Sequence[Cells], columns: Mapping[int, int]
) -> tuple[Sequence[Cells], tuple[str, ...]]:
    """Rows with the choice of the row above where they have none, as under merged cells; the captions of such."""
    made, said = [list(row) for row in rows], list[str]()
    for at, column in columns.items():
        if model.kinds[column] != "choice" or not any(_cell(row, at) for row in made):
            continue
        for above, row in pairwise(made):
            if not _cell(row, at) and _cell(above, at):
                row += [""] * (at + 1 - len(row))
                row[at] = above[at]
                said.append(text(model.columns[column].caption))
    return made, tuple(dict.fromkeys(said))


def _put(
    model: GridModel, block: Block, rows: Sequence[Cells], columns: Mapping[int, int], put: Putting
) -> Pasted | None:
    names = [model.columns[column].name for column in columns.values()]
    if set(names) & set(model.spec.match):
        return _to_their_lines(model, rows, columns, put)
    if not model.grows:
        below = [[_cell(row, at) for at in columns] for row in rows]
        return _downwards(model, block.top, below, list(columns.values()), put)
    added = [_filled(model, model.blank(), len(model.lines), row, columns, put) for row in rows]
    added = list(model.spec.arrange(added, names))
    first = len(model.lines)
    model.swap(first, 0, added, _("Paste"))
    where = Block(first, min(columns.values()), first + len(added) - 1, max(columns.values()))
    gave_way = overruled(model, first, added, list(columns.values()))
    return Pasted(where, len(added), unread(added, names), by_captions=True, overruled=gave_way)


def _is_total(row: Cells) -> bool:
    """Whether a row says of itself in one of its first texts that it adds up others, or carries their sum on."""
    texts = [_BEHIND.sub("", folded(cell)) for cell in row if cell.strip()][:FIRST]
    return bool(texts) and (texts[0] in TOTALS or is_total(texts) or any(map(_CARRIED.match, texts)))


def _filled(
    model: GridModel,
    line: Line,
    place: int,
    row: Cells,
    columns: Mapping[int, int],
    put: Putting,
) -> Line:
    for at, column in columns.items():
        if at < len(row) and row[at].strip() and model.is_writable(place, column):
            line = put(line, column, row[at])
    return line


def _downwards(
    model: GridModel,
    top: int,
    rows: Sequence[Cells],
    columns: Sequence[int],
    put: Putting,
) -> Pasted | None:
    """Into the lines that stand there, from the cursor on, each cell in the column of its caption."""
    height = min(len(rows), len(model.lines) - top)
    if height <= 0:
        return None
    places = dict(enumerate(columns))
    after = [_filled(model, model.line(top + down), top + down, rows[down], places, put) for down in range(height)]
    model.swap(top, height, after, _("Paste"))
    names = [model.columns[column].name for column in columns]
    where = Block(top, min(columns), top + height - 1, max(columns))
    gave_way = overruled(model, top, after, columns)
    left = sum(bool(cell.strip()) for row in rows[height:] for cell in row)
    return Pasted(where, height, unread(after, names), by_captions=True, left=left, overruled=gave_way)


def _to_their_lines(model: GridModel, rows: Sequence[Cells], columns: Mapping[int, int], put: Putting) -> Pasted:
    """Each row to the line of its code or name, in whatever order; rows without a line are added, or told as lost.

    Of rows that belong to one line none goes in: no one of them says more than the others.
    """
    keys = [(at, column) for name in model.spec.match for at, column in columns.items() if _name(model, column) == name]
    beside = {at: column for at, column in columns.items() if _name(model, column) in model.spec.within}
    rest = {at: column for at, column in columns.items() if (at, column) not in keys and at not in beside}
    places = _places(model, [column for _at, column in keys], list(rest.values()), list(beside.values()))
    rows = [row for row in rows if any(_cell(row, at) for at in rest)]
    found = [_place_of(row, keys, list(beside), places) for row in rows]
    often = {place for place, count in Counter(found).items() if count > 1}
    after, added, lost, doubled, touched = list(model.lines), list[Line](), list[str](), list[str](), list[int]()
    for row, place in zip(rows, found, strict=True):
        called = next((_cell(row, at) for at, _column in keys if _cell(row, at)), "?")
        if place is None and model.grows:
            added.append(_filled(model, model.blank(), len(model.lines), row, columns, put))
        elif place is None:
            lost.append(called)
        elif place in often:
            doubled.append(called)
        else:
            after[place] = _filled(model, after[place], place, row, rest, put)
            touched.append(place)
    model.swap(0, len(model.lines), [*after, *added], _("Paste"))
    first = min(touched, default=0)
    gave_way = overruled(model, 0, [*after, *added], list(rest.values()))
    where = Block(first, min(columns.values()), max([*touched, first]), max(columns.values()))
    marked = unread([after[place] for place in touched] + added, [_name(model, column) for column in columns.values()])
    return Pasted(
        where, len(touched) + len(added), marked, tuple(lost), True,
        doubled=tuple(dict.fromkeys(doubled)), overruled=gave_way,
    )  # fmt: skip


def _cell(row: Cells, at: int) -> str:
    return row[at].strip() if at < len(row) else ""


def _place_of(
    row: Cells, keys: Sequence[tuple[int, int]], beside: Sequence[int], places: Mapping[tuple[object, ...], int]
) -> int | None:
    """The line a row belongs to: by the first of its names that is known."""
    more = tuple(folded(_cell(row, at)) for at in beside)
    named = ((column, folded(_cell(row, at)), *more) for at, column in keys if _cell(row, at))
    return next((places[one] for one in named if one in places), None)


def _name(model: GridModel, column: int) -> str:
    return model.columns[column].name


def _places(
    model: GridModel, keys: Sequence[int], into: Sequence[int], beside: Sequence[int]
) -> dict[tuple[object, ...], int]:
    """Where a code or a name stands among the lines that can be written into; what stands twice means nothing.

    ``beside`` it is what tells lines of one name apart.
    """
    found: dict[tuple[object, ...], int] = {}
    twice = set[tuple[object, ...]]()
    for place in range(len(model.lines)):
        if not any(model.is_writable(place, column) for column in into):
            continue
        for column in keys:
            one = (column, folded(model.words(place, column)), *(folded(model.words(place, at)) for at in beside))
            twice.update({one} & found.keys())
            found[one] = place
    return {one: place for one, place in found.items() if one not in twice and one[1]}
