"""A block of cells as spreadsheets know it: copied and pasted as text, filled down, cleared, added up."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from models.language import _
from models.money import Money
from ui.forms.grid_line import Line
from ui.forms.grid_model import GridModel

Change = Callable[[Line, int, int], Line]
"""``change(line, row, column)`` gives the line with one cell changed."""


class Block(NamedTuple):
    """A rectangle of cells, its last row and column included."""

    top: int
    left: int
    bottom: int
    right: int


def to_text(rows: Iterable[Sequence[str]]) -> str:
    """Cells as Excel and WPS put them on the clipboard: tabs between, a cell with tab, quote or line break quoted."""
    return "\r\n".join("\t".join(_quoted(cell) for cell in row) for row in rows)


def _quoted(cell: str) -> str:
    special = any(sign in cell for sign in "\t\n\r") or cell.startswith('"')
    return '"' + cell.replace('"', '""') + '"' if special else cell


def from_text(content: str) -> list[list[str]]:
    """The cells of what another program copied; quoted cells may hold line breaks, the last line break is no row."""
    plain = content.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if _is_quoted_well(plain):
        return [row or [""] for row in csv.reader(io.StringIO(plain, newline=""), delimiter="\t")] or [[""]]
    return [line.split("\t") for line in plain.split("\n")]


def _is_quoted_well(plain: str) -> bool:
    """Whether the quotes stand around whole cells; otherwise they are inch marks or part of the text."""
    try:
        list(csv.reader(io.StringIO(plain, newline=""), delimiter="\t", strict=True))
    except csv.Error:
        return False
    return '"' in plain


def copied(model: GridModel, block: Block) -> str:
    columns = range(block.left, block.right + 1)
    last = min(block.bottom, len(model.lines) - 1)
    return to_text([_copied(model, row, column) for column in columns] for row in range(block.top, last + 1))


def _copied(model: GridModel, row: int, column: int) -> str:
    """A percentage bears its sign, so that it is one wherever it is pasted."""
    words = model.words(row, column)
    is_share = (
        model.columns[column].unit == "%" and words and model.columns[column].name not in model.lines[row].unclear
    )
    return f"{words}%" if is_share else words


def clear(model: GridModel, block: Block) -> None:
    """Empty the cells."""
    existing = block._replace(bottom=min(block.bottom, len(model.lines) - 1))
    _each(model, existing, partial(_with_words, model, ""), _("Clear"))


def fill_down(model: GridModel, block: Block) -> None:
    """The first row of the block into the others; a single row takes what stands above it."""
    above = block.top if block.bottom > block.top else block.top - 1
    if 0 <= above < len(model.lines):
        rest = block._replace(top=above + 1)
        _each(model, rest, partial(_like, model, model.lines[above]), _("Fill down"))


def fill_right(model: GridModel, block: Block) -> None:
    """The first column of the block into the others; a single column takes what stands at its left."""
    first = block.left if block.right > block.left else block.left - 1
    if first >= 0:
        _each(model, block._replace(left=first + 1), partial(_from_left, model, first), _("Fill right"))


def fill_words(model: GridModel, block: Block, words: str) -> None:
    """The same text into every cell of the block."""
    _each(model, block, partial(_with_words, model, words), _("Fill cells"))


def _each(model: GridModel, block: Block, change: Change, title: str) -> None:
    """Change every writable cell of a block as one step."""
    bottom = min(block.bottom, model.rowCount() - 1)
    columns = [column for column in range(block.left, block.right + 1) if not model.columns[column].readonly]
    if model.locked or not columns or bottom < block.top:
        return
    after = []
    for row in range(block.top, bottom + 1):
        line = model.line(row)
        for column in columns:
            line = change(line, row, column)
        after.append(line)
    model.swap(block.top, min(bottom + 1, len(model.lines)) - block.top, after, title)


def _with_words(model: GridModel, words: str, line: Line, row: int, column: int) -> Line:
    return model.read(line, column, words)


def _like(model: GridModel, source: Line, line: Line, row: int, column: int) -> Line:
    return line.like(model.columns[column], source)


def _from_left(model: GridModel, first: int, line: Line, row: int, column: int) -> Line:
    return model.read(line, column, model.words(row, first))


def insert(model: GridModel, block: Block) -> None:
    """As many empty lines as are selected, above the selection."""
    if model.grows:
        many = block.bottom - block.top + 1
        model.swap(min(block.top, len(model.lines)), 0, [model.blank() for _line in range(many)], _("Insert lines"))


def remove(model: GridModel, block: Block) -> None:
    """Take the selected lines out."""
    many = min(block.bottom + 1, len(model.lines)) - block.top
    if model.grows and many > 0:
        model.swap(block.top, many, [], _("Remove lines"))


def move(model: GridModel, block: Block, by: int) -> Block:
    """The selected lines one up (-1) or down (1), past the line that stands there; gives where they are then."""
    bottom = min(block.bottom, len(model.lines) - 1)
    first, last = (block.top - 1, bottom) if by < 0 else (block.top, bottom + 1)
    if not (model.grows and model.spec.ordered) or first < 0 or last >= len(model.lines) or bottom < block.top:
        return block
    mine = [line.moved() for line in model.lines[block.top : bottom + 1]]
    passed = model.lines[first if by < 0 else last]
    after = [*mine, passed] if by < 0 else [passed, *mine]
    model.swap(first, len(after), after, _("Move lines up") if by < 0 else _("Move lines down"))
    return block._replace(top=block.top + by, bottom=bottom + by)


def total(values: Sequence[Any]) -> Any:
    """The sum of amounts or numbers, nothing left out but what is empty; None when there are none."""
    present = [value for value in values if value is not None and value != "" and not isinstance(value, bool)]
    if present and all(isinstance(value, Money) for value in present):
        return Money.total(present)
    return sum(present) if present and not any(isinstance(value, str | date) for value in present) else None


def follow(model: GridModel, after: Sequence[Line]) -> None:
    """Show other lines because what stands behind them changed: not an edit, and what is being typed stays open."""
    before, least = model.lines, min(len(model.lines), len(after))
    first = next((row for row in range(least) if before[row] != after[row]), least)
    same = (rest for rest in range(least - first) if before[-1 - rest] != after[-1 - rest])
    tail = next(same, least - first)
    if first + tail < max(len(before), len(after)):
        model.steps.clear()
        model.place(first, len(before) - first - tail, after[first : len(after) - tail])
