"""A block or a whole table copied in Excel or WPS, put into a grid: read as an import reads it, taken back as one step.

A first row of known captions is recognised: its columns are found by caption, a unit in brackets (万元) counts, rows of
totals are left out. Lines are found again by what names them where the grid says so; other rows are added at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from models.drafts import Entry
from models.importing.captions import plain, unit_of
from models.importing.cells import Habits, entry_reader
from models.importing.table import TOTALS
from models.importing.texts import Misread
from models.importing.values import folded
from models.language import LANGUAGES, _, text
from ui.forms import typed
from ui.forms.arithmetic import is_sum
from ui.forms.copied_table import headed
from ui.forms.grid_block import Block, from_text
from ui.forms.grid_line import Line
from ui.forms.grid_model import GridModel
from ui.forms.pasted import Pasted
from ui.forms.typed import Unclear

Cells = Sequence[str]
Read = Callable[[str], Any]
SERIALS = frozenset("序号 序 行号 项次 顺序号 行次 编次 no no. #".split())
"""Captions of columns that only count the rows: nothing is missed where they find no place."""


def paste(model: GridModel, block: Block, content: str) -> Pasted | None:
    """Write copied cells into a grid; None when nothing could be written."""
    cells = from_text(content)
    table = headed(cells, captions(model))
    columns = _captioned(model, table)
    if columns:
        return _by_captions(model, block, table, columns)
    return _from_corner(model, block, cells)


def reader(how: Entry, today: date, unit: int = 0) -> Read:
    """What reads the pasted texts of one column: as the import does, and sums that begin with ``=``."""
    return partial(_read, how, entry_reader(how, unit, Habits(today)), today)


def _read(how: Entry, read: Callable[[Any], Any], today: date, words: str) -> Any:
    if not words.strip():
        return typed.empty(how)
    if is_sum(words) and typed.kind_of(how) in ("money", "number"):
        return typed.read(how, words, today)
    try:
        value = read(words)
    except Misread as misread:
        raise Unclear(misread.message, **misread.values) from misread
    return typed.empty(how) if value == "" else value


def _readers(model: GridModel, units: Mapping[int, int]) -> Callable[[Line, int, str], Line]:
    """What puts a text into a column of a line; names of records are looked for."""
    known: dict[int, Read] = {}

    def put(line: Line, column: int, words: str) -> Line:
        how = model.columns[column]
        if model.kinds[column] == "pick":
            return model.read(line, column, words)
        read = known.get(column) or known.setdefault(column, reader(how, model.today(), units.get(column, 0)))
        try:
            return line.with_value(how, read(words))
        except Unclear as unclear:
            return line.with_words(how, words, unclear)

    return put


# From the cursor on


def _from_corner(model: GridModel, block: Block, cells: Sequence[Cells]) -> Pasted | None:
    """Cells from the upper left corner on, adding lines where needed.

    One cell, or a block that fits several times, fills the whole selection. Cells that cannot be written swallow
    their text. An empty row empties a line that stands there, and adds none.
    """
    high, wide = len(cells), max(len(row) for row in cells)
    height = high * _times(block.bottom - block.top + 1, high)
    height = height if model.grows else min(height, len(model.lines) - block.top)
    width = min(wide * _times(block.right - block.left + 1, wide), len(model.columns) - block.left)
    if height <= 0 or model.locked:
        return None
    put, after, there = _readers(model, {}), list[Line](), max(0, len(model.lines) - block.top)
    for down in range(height):
        if down >= there and not any(words.strip() for words in cells[down % high]):
            continue  # an empty row says nothing of a line that is not there yet
        row, line = cells[down % high], model.line(block.top + down)
        for right in range(width):
            column, at = block.left + right, right % wide
            if at < len(row) and model.is_writable(block.top + down, column):
                line = put(line, column, row[at])
        after.append(line)
    model.swap(block.top, min(height, there), after, _("Paste"))
    where = Block(block.top, block.left, block.top + max(len(after), 1) - 1, block.left + width - 1)
    unread = _unread(after, [model.columns[at].name for at in range(where.left, where.right + 1)])
    return Pasted(where, len(after), unread, left=_left(model, block, cells, height))


def _left(model: GridModel, block: Block, cells: Sequence[Cells], height: int) -> int:
    """How many cells with something in them went nowhere: beyond the last column or line, or into what follows."""
    return sum(
        bool(words.strip()) and not _has_place(model, block.top + down, block.left + right, words, down < height)
        for down, row in enumerate(cells)
        for right, words in enumerate(row)
    )


def _has_place(model: GridModel, row: int, column: int, words: str, is_line: bool) -> bool:
    """Whether a cell was written, or says already what is pasted."""
    if not is_line or column >= len(model.columns):
        return False
    if model.is_writable(row, column):
        return True
    shown = model.words(row, column).strip() if row < len(model.lines) else ""
    try:
        return words.strip() == shown or bool(
            reader(model.columns[column], model.today())(words) == model.value(row, column)
        )
    except Unclear:
        return False


def _times(selected: int, pasted: int) -> int:
    return selected // pasted if selected % pasted == 0 else 1


def _unread(lines: Sequence[Line], names: Sequence[str]) -> int:
    return sum(name in line.unclear for line in lines for name in names)


# By captions


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


def _captioned(model: GridModel, cells: Sequence[Cells]) -> dict[int, int]:
    """Place in the copied table → column, when its first row are captions: most of them known, and rows below."""
    known, first = captions(model), cells[0]
    filled = [at for at, cell in enumerate(first) if cell.strip()]
    found: dict[int, int] = {}
    for at in filled:
        column = known.get(plain(first[at]))
        if column is not None and column not in found.values():
            found[at] = column
    is_head = len(cells) > 1 and bool(found) and 2 * len(found) >= len(filled)
    return found if is_head and len(found) >= min(2, len(filled)) else {}


def _by_captions(model: GridModel, block: Block, cells: Sequence[Cells], columns: Mapping[int, int]) -> Pasted | None:
    rows = [row for row in cells[1:] if any(row[at].strip() for at in columns if at < len(row)) and not _is_total(row)]
    if model.locked or not rows:
        return None
    put = _readers(model, {column: unit_of(cells[0][at]) for at, column in columns.items()})
    names = [model.columns[column].name for column in columns.values()]
    unknown = (cell.strip() for at, cell in enumerate(cells[0]) if at not in columns)
    strange = tuple(cell for cell in unknown if cell and folded(cell) not in SERIALS)
    if model.spec.match and set(names) & set(model.spec.match):
        return replace(_to_their_lines(model, rows, columns, put), strange=strange)
    if not model.grows:
        below = [[row[at] if at < len(row) else "" for at in columns] for row in rows]
        pasted = _downwards(model, block.top, below, list(columns.values()), put)
        return pasted and replace(pasted, strange=strange)
    added = [_filled(model, model.blank(), len(model.lines), row, columns, put) for row in rows]
    added = list(model.spec.arrange(added, names))
    first = len(model.lines)
    model.swap(first, 0, added, _("Paste"))
    where = Block(first, min(columns.values()), first + len(added) - 1, max(columns.values()))
    return Pasted(where, len(added), _unread(added, names), by_captions=True, strange=strange)


def _is_total(row: Cells) -> bool:
    return folded(next((cell for cell in row if cell.strip()), "")) in TOTALS


def _filled(
    model: GridModel,
    line: Line,
    place: int,
    row: Cells,
    columns: Mapping[int, int],
    put: Callable[[Line, int, str], Line],
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
    put: Callable[[Line, int, str], Line],
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
    left = sum(bool(cell.strip()) for row in rows[height:] for cell in row)
    return Pasted(where, height, _unread(after, names), by_captions=True, left=left)


def _to_their_lines(
    model: GridModel, rows: Sequence[Cells], columns: Mapping[int, int], put: Callable[[Line, int, str], Line]
) -> Pasted:
    """Each row to the line of its code or name, in whatever order; rows without a line are added, or told as lost."""
    keys = [(at, column) for name in model.spec.match for at, column in columns.items() if _name(model, column) == name]
    beside = {at: column for at, column in columns.items() if _name(model, column) in model.spec.within}
    rest = {at: column for at, column in columns.items() if (at, column) not in keys and at not in beside}
    places = _places(model, [column for _at, column in keys], list(rest.values()), list(beside.values()))
    after, added, lost, touched = list(model.lines), list[Line](), list[str](), list[int]()
    for row in rows:
        if not any(at < len(row) and row[at].strip() for at in rest):
            continue
        more = tuple(folded(row[at]) if at < len(row) else "" for at in beside)
        named = [(column, folded(row[at]), *more) for at, column in keys if at < len(row) and row[at].strip()]
        place = next((places[one] for one in named if one in places), None)
        if place is not None:
            after[place] = _filled(model, after[place], place, row, rest, put)
            touched.append(place)
        elif model.grows:
            added.append(_filled(model, model.blank(), len(model.lines), row, columns, put))
        else:
            lost.append(next((row[at].strip() for at, _column in keys if at < len(row) and row[at].strip()), "?"))
    model.swap(0, len(model.lines), [*after, *added], _("Paste"))
    first = min(touched, default=0)
    last = max([*touched, first])
    where = Block(first, min(columns.values()), last, max(columns.values()))
    unread = _unread([after[place] for place in touched] + added, [_name(model, column) for column in columns.values()])
    return Pasted(where, len(touched) + len(added), unread, tuple(lost), True)


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
    for place, line in enumerate(model.lines):
        if not any(model.is_writable(place, column) for column in into):
            continue
        for column in keys:
            name = folded(str(getattr(line.draft, _name(model, column)) or ""))
            one = (column, name, *(folded(model.words(place, at)) for at in beside))
            twice.update({one} & found.keys())
            found[one] = place
    return {one: place for one, place in found.items() if one not in twice and one[1]}
