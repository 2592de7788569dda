"""A block or a whole table copied in Excel or WPS, put into a grid: read as an import reads it, taken back as one step.

A first row of known captions is recognised: its columns are found by caption, a unit in brackets (万元) counts, rows of
totals are left out. Lines are found again by what names them where the grid says so; other rows are added at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.language import _
from ui.forms.copied_table import headed
from ui.forms.grid_block import Block, from_text
from ui.forms.grid_line import Line
from ui.forms.grid_model import GridModel
from ui.forms.pasted import Pasted
from ui.forms.pasted_cells import Cells, Putting, overruled, reader, unread
from ui.forms.pasted_table import by_captions, captioned, captions
from ui.forms.typed import Unclear


def paste(model: GridModel, block: Block, content: str) -> Pasted | None:
    """Write copied cells into a grid; None when nothing could be written."""
    cells = from_text(content)
    if not model.locked and (found := model.spec.table(cells)):
        return _added(model, *found)
    table = headed(cells, captions(model))
    columns = captioned(model, table)
    if columns:
        return by_captions(model, block, table, columns)
    return _from_corner(model, block, cells)


def _added(model: GridModel, drafts: Sequence[Any], notes: Sequence[str]) -> Pasted:
    """The lines of a table that has columns of its own, below those that stand there."""
    first = len(model.lines)
    model.swap(first, 0, [Line(draft) for draft in drafts], _("Paste"))
    where = Block(first, 0, first + max(len(drafts), 1) - 1, len(model.columns) - 1)
    return Pasted(where, len(drafts), by_captions=True, notes=tuple(notes))


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
    put, after, there = Putting(model), list[Line](), max(0, len(model.lines) - block.top)
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
    marked = unread(after, [model.columns[at].name for at in range(where.left, where.right + 1)])
    return Pasted(
        where, len(after), marked, left=_left(model, block, cells, height), months=put.months,
        overruled=overruled(model, block.top, after, range(block.left, block.left + width)),
    )  # fmt: skip


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
