"""A ruled table: wraps long words, repeats its heading, carries its sums over the page, leaves no total alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate

from reports.fonts import SERIF, SERIF_BOLD, lacking, shown, width
from reports.lines import balanced, fold, unbroken
from reports.paper import Paper
from reports.pen import Pen
from reports.style import CELL, LEFT

Cells = Sequence[str]

_PAD = 4.0
_LEAST = 4.5
_AHEAD = 2


@dataclass(frozen=True)
class Column:
    """``align`` is left, right or centre; a ``weight`` shares out what the other columns leave, and wraps.

    Those that are ``even`` are all as wide as the widest of them, where there is room.
    """

    caption: str
    align: str = "left"
    weight: int = 0
    least: float = 40
    bold: bool = False
    even: bool = False


@dataclass(frozen=True)
class Table:
    """Cells are ready texts. ``totals`` close the table in bold and stay with its last rows.

    ``carried(n)`` gives the cells of the line that carries the first ``n`` rows over a page break, as
    (bottom of the page, top of the next); without it nothing is carried. ``bold`` are rows set in bold;
    ``again`` is the title of the pages it goes on to.
    """

    columns: tuple[Column, ...]
    rows: Sequence[Cells]
    totals: Sequence[Cells] = ()
    carried: Callable[[int], tuple[Cells, Cells]] | None = None
    bold: frozenset[int] = frozenset()
    size: float = CELL
    row: float = 18.0
    again: str = ""


@dataclass(frozen=True)
class _Fit:
    """The measured table: size of words, left edge and width of each column, lines and height of each row."""

    size: float
    edges: tuple[float, ...]
    lines: Sequence[Sequence[Sequence[str]]]
    heights: Sequence[float]
    head: Sequence[Sequence[str]]
    head_high: float
    totals: Sequence[Sequence[Sequence[str]]]
    totals_high: Sequence[float]


def put(paper: Paper, table: Table, after: float = 0.0) -> None:
    """Lay the table on the paper, over as many pages as it takes; its end stays with the ``after`` points below it."""
    fit = _measure(paper, table)
    ends = list(accumulate(fit.heights, initial=0.0))
    closing, count, start = sum(fit.totals_high), len(table.rows), 0
    least = fit.head_high + (ends[min(2, count)] if count > 2 else ends[count] + closing) + table.row
    if least > paper.room:
        paper.turn()
    while True:
        if start and table.again:
            paper.paragraph([(table.again, SERIF)], CELL)
        lead = table.row if start and table.carried else 0.0
        free = paper.room - fit.head_high - lead
        if ends[count] - ends[start] + closing + after <= free:
            _put_part(paper, table, fit, start, count, closes=True)
            return
        free -= table.row if table.carried else 0.0
        end = max(bisect_right(ends, ends[start] + free + 0.001) - 1, start + 1)
        end = max(start + 1, min(end, count - _AHEAD)) if closing or count - start > _AHEAD else min(end, count)
        _put_part(paper, table, fit, start, end, closes=False)
        if end >= count and not closing:
            return
        paper.turn()
        start = end


def size_of(paper: Paper, table: Table) -> float:
    """How large its words can be on this paper."""
    return _fitted(paper, table)[0]


def _put_part(paper: Paper, table: Table, fit: _Fit, start: int, end: int, closes: bool) -> None:
    """One page's share of the table as one piece."""
    rows: list[tuple[Sequence[Sequence[str]], float, bool]] = []
    if start and table.carried:
        rows.append((_single(table.carried(start)[1]), table.row, True))
    rows += [
        (lines, high, start + index in table.bold)
        for index, (lines, high) in enumerate(zip(fit.lines[start:end], fit.heights[start:end], strict=True))
    ]
    if closes:
        rows += [(lines, high, True) for lines, high in zip(fit.totals, fit.totals_high, strict=True)]
    elif table.carried and end < len(table.rows):
        rows.append((_single(table.carried(end)[0]), table.row, True))
    high = fit.head_high + sum(height for _, height, _ in rows)
    paper.put(high, partial(_paint, fit=fit, rows=rows, columns=table.columns))


def _single(cells: Cells) -> Sequence[Sequence[str]]:
    return [(shown(cell, SERIF_BOLD),) for cell in cells]


def _paint(
    pen: Pen,
    y: float,
    fit: _Fit,
    rows: Sequence[tuple[Sequence[Sequence[str]], float, bool]],
    columns: Sequence[Column],
) -> None:
    top, left, right = y, fit.edges[0], fit.edges[-1]
    pen.fill(left, y, right - left, fit.head_high, 0.945)
    _paint_row(pen, y, fit, fit.head, fit.head_high, False, columns)
    y += fit.head_high
    inner = []
    for lines, high, bold in rows:
        inner.append((left, y, right, y))
        _paint_row(pen, y, fit, lines, high, bold, columns)
        y += high
    inner += [(edge, top, edge, y) for edge in fit.edges[1:-1]]
    pen.rules(inner, 0.35, 0.25)
    pen.box(left, top, right - left, y - top, 0.7)


def _paint_row(
    pen: Pen, y: float, fit: _Fit, lines: Sequence[Sequence[str]], high: float, bold: bool, columns: Sequence[Column]
) -> None:
    size = fit.size
    for index, cell in enumerate(lines):
        align = columns[index].align
        face = SERIF_BOLD if bold or columns[index].bold else SERIF
        base = y + (high - (len(cell) - 1) * size * 1.3 + size * 0.72) / 2
        for line in cell:
            if align == "right":
                pen.right(fit.edges[index + 1] - _PAD, base, line, face, size)
            elif align == "centre":
                pen.centre((fit.edges[index] + fit.edges[index + 1]) / 2, base, line, face, size)
            else:
                pen.words(fit.edges[index] + _PAD, base, line, face, size)
            base += size * 1.3


def _measure(paper: Paper, table: Table) -> _Fit:
    """Widths from the widest cells; captions are broken, then words made smaller, until the rest has room."""
    _note_missing(paper, table)
    size, widths = _fitted(paper, table)
    edges = tuple(accumulate(widths, initial=LEFT))
    step = size * 1.3

    wrapped = [column.align != "right" for column in table.columns]

    def folded(cells: Cells, face: str) -> Sequence[Sequence[str]]:
        """Amounts are never broken."""
        return [
            fold(cell, face, wide - 2 * _PAD + 0.01, size) if wraps else (shown(cell, face),)
            for cell, wide, wraps in zip(cells, widths, wrapped, strict=True)
        ]

    def height(lines: Sequence[Sequence[str]]) -> float:
        return table.row + (max(map(len, lines)) - 1) * step

    head = [
        balanced(column.caption, SERIF, wide - 2 * _PAD, size)
        for column, wide in zip(table.columns, widths, strict=True)
    ]
    lines = [folded(cells, SERIF_BOLD if index in table.bold else SERIF) for index, cells in enumerate(table.rows)]
    totals = [folded(cells, SERIF_BOLD) for cells in table.totals]
    return _Fit(
        size, edges, lines, [height(one) for one in lines], head, height(head), totals, [height(one) for one in totals]
    )


def _fitted(paper: Paper, table: Table) -> tuple[float, list[float]]:
    size = table.size
    while True:
        widths = _widths(table, size, paper.wide, 1) or _widths(table, size, paper.wide, 2)
        if widths or size <= _LEAST:
            return size, widths or [paper.wide / len(table.columns)] * len(table.columns)
        size -= 0.5


def _widths(table: Table, size: float, room: float, lines: int) -> list[float] | None:
    """The width of each column with captions in so many lines, or None when the words are too large for the room."""
    found = []
    for index, column in enumerate(table.columns):
        if column.weight:
            found.append(0.0)
            continue
        caption = shown(column.caption, SERIF)
        named = width(caption, SERIF, size)
        if lines > 1 and len(caption) > 4:
            named = max(named / lines + size, unbroken(caption, SERIF, size))
        found.append(max(_widest(table, index, size), named) + 2 * _PAD + 1)
    return _shared_out(table, _evened(table, found), room) or _shared_out(table, found, room)


def _evened(table: Table, found: Sequence[float]) -> list[float]:
    widest = max((wide for wide, column in zip(found, table.columns, strict=True) if column.even), default=0.0)
    return [widest if column.even else wide for wide, column in zip(found, table.columns, strict=True)]


def _shared_out(table: Table, found: Sequence[float], room: float) -> list[float] | None:
    """The columns that have a weight take what the others leave of the room."""
    rest = room - sum(found)
    weights = sum(column.weight for column in table.columns)
    if not weights:
        return [wide + rest / len(found) for wide in found] if rest >= 0 else None
    if any(column.weight and rest * column.weight / weights < column.least for column in table.columns):
        return None
    return [
        rest * column.weight / weights if column.weight else wide
        for wide, column in zip(found, table.columns, strict=True)
    ]


def _widest(table: Table, index: int, size: float) -> float:
    """The widest cell of a column; of the ordinary rows only the longest text is measured."""
    longest = max((cells[index] for cells in table.rows), key=len, default="")
    closing = [cells[index] for cells in table.totals]
    if table.carried and table.rows:
        closing += [cells[index] for cells in table.carried(len(table.rows))]
    closing += [table.rows[row][index] for row in table.bold]
    if table.columns[index].bold:
        closing += [table.columns[index].caption, longest]
    bold = max((width(shown(cell, SERIF_BOLD), SERIF_BOLD, size) for cell in closing), default=0.0)
    return max(bold, width(shown(longest, SERIF), SERIF, size) * 1.02)


def _note_missing(paper: Paper, table: Table) -> None:
    captions = [column.caption for column in table.columns]
    for cells in (captions, *table.rows, *table.totals):
        for cell in cells:
            if not cell.isascii():
                paper.missing |= lacking(cell)
