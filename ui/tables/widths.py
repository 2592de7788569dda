"""How the width of a table is shared: figures are read whole, words give way, what is left goes to the names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QTextBoundaryFinder, Signal
from PySide6.QtGui import QFont, QFontMetrics

from models.money import Money
from models.store.listing import Column, Total
from ui import theme
from ui.tables.formats import shown
from ui.tables.model import ListingModel

MARGINS = 16
NARROWEST = 36
"""No column is narrower than this, so that its edge can be taken hold of."""
NAME = 16
"""Characters from which a column of words holds names: it takes what is left of the width."""
LEAST = 8
"""Characters a column of words keeps, however little room there is."""
LEAST_NAME = 12
"""Characters a name keeps: six Chinese ones tell one company from another."""
REFERENCE = 20
"""Characters of a reference that are read whole."""
REFERENCES = frozenset({"number", "document", "other_number", "letter", "last"})
"""Columns by which a row of every list is told from others: they are references wherever they stand."""
WIDEST = 3
"""Texts that are kept of each column, because the longest in letters need not be the widest in pixels."""
WORDS = frozenset({"text", "choice"})


def usual_width(characters: int) -> int:
    """Pixels for so many characters at the size of the text: most of them are figures and Latin letters."""
    return characters * theme.look().size * 5 // 8 + MARGINS


def caption_width(caption: str, metrics: QFontMetrics, lines: int = 1) -> int:
    """Pixels of a caption on one line, or broken where its two lines are shortest."""
    if lines == 1:
        return metrics.horizontalAdvance(caption)
    finder, breaks = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Line, caption), []
    while (at := finder.toNextBoundary()) > 0:
        breaks.append(at)
    parts = [(caption[:at].rstrip(), caption[at:]) for at in breaks]
    return min((max(map(metrics.horizontalAdvance, pair)) for pair in parts), default=0)


@dataclass(frozen=True)
class Widths:
    """The widths of one column, each at least the one before: ``least``, as declared or as long as what it says
    (``snug``), with all it says (``whole``), and as declared too (``airy``)."""

    least: int
    snug: int
    whole: int
    airy: int
    is_name: bool = False


def widths(column: Column, caption: int, content: int) -> Widths:
    """Of a column with so many pixels of caption and of content; only words may be cut, for they say so by …."""
    usual, whole = max(usual_width(column.width), caption), max(content, caption, NARROWEST)
    airy = max(usual, whole)
    if column.kind not in WORDS:
        return Widths(whole, whole, whole, airy)
    is_name = column.kind == "text" and column.width >= NAME
    kept = (
        REFERENCE
        if column.reference or column.name in REFERENCES
        else min(column.width, LEAST_NAME if is_name else LEAST)
    )
    least = min(max(usual_width(kept), caption), whole)
    snug = max(least, min(usual, whole))
    return Widths(least, snug, whole, airy, is_name)


def shared(room: int, wishes: Sequence[Widths]) -> list[int]:
    """So much for each column that they fill the room; wider than it only if the least of all are."""
    rungs = [[getattr(one, name) for one in wishes] for name in ("least", "snug", "whole", "airy")]
    for lower, upper in pairwise(rungs):
        if sum(upper) > room:
            return _between(room, lower, upper)
    named = [one.is_name for one in wishes]
    names = named if any(named) else [one.least < one.airy for one in wishes]
    share = (room - sum(rungs[-1])) // max(sum(names), 1)
    return [width + (share if takes else 0) for width, takes in zip(rungs[-1], names, strict=True)]


def _between(room: int, lower: Sequence[int], upper: Sequence[int]) -> list[int]:
    """What ``lower`` leaves of the room is divided in proportion to what is missing to ``upper``."""
    left, missing = max(room - sum(lower), 0), max(sum(upper) - sum(lower), 1)
    return [low + (high - low) * left // missing for low, high in zip(lower, upper, strict=True)]


class Contents(QObject):
    """The widest texts of each column among the rows that were here: they are added to, so that typing a filter
    moves no column; another unit or language begins anew."""

    grew = Signal()

    def __init__(self, model: ListingModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._cells: dict[str, list[str]] = {}
        self._sums: dict[str, list[str]] = {}
        model.modelReset.connect(self._reset)
        model.rowsInserted.connect(self._inserted)
        model.dataChanged.connect(self._changed)
        model.totals_changed.connect(self._add_totals)
        model.workspace.unit_changed.connect(self._anew)
        model.workspace.language_changed.connect(self._anew)

    @property
    def is_known(self) -> bool:
        return bool(self._cells)

    def width(self, column: Column, font: QFont) -> int:
        """Pixels of the widest text of a column, its sums included; 0 when nothing is in it."""
        cells = _widest(self._cells.get(column.name, ()), font)
        sums = _widest(self._sums.get(column.name, ()), theme.font(bold=True))
        return max(cells, sums) + MARGINS + 2 if cells or sums else 0

    def _anew(self, *_what: Any) -> None:
        self._cells, self._sums = {}, {}
        self._add_totals(self._model.totals)
        self._add_rows(0, self._model.rowCount() - 1)

    def _reset(self) -> None:
        self._add_rows(0, self._model.rowCount() - 1)

    def _inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._add_rows(first, last)

    def _changed(self, first: QModelIndex, last: QModelIndex, _roles: Any = None) -> None:
        self._add_rows(first.row(), last.row())

    def _add_rows(self, first: int, last: int) -> None:
        if rows := self._model.rows_here(first, last):
            told = {one.name: [row[n] for row in rows] for n, one in enumerate(self._model.listing.columns, 1)}
            self._add(self._cells, told)

    def _add_totals(self, totals: Iterable[Total]) -> None:
        told = {one.name: [total.sums.get(one.name) for total in totals] for one in self._model.listing.columns}
        self._add(self._sums, told)

    def _add(self, kept: dict[str, list[str]], values: Mapping[str, Sequence[Any]]) -> None:
        """Keep the widest of what was kept and what came."""
        before = dict(kept)
        for column in self._model.listing.columns:
            told = {shown(one, column, self._model.workspace.in_wan) for one in _telling(values[column.name])}
            kept[column.name] = nlargest(WIDEST, {*kept.get(column.name, ()), *told}, key=_weight)
        if kept != before:
            self.grew.emit()


def _telling(values: Sequence[Any]) -> set[Any]:
    """Of amounts the least and the greatest are the longest; everything else is looked at once."""
    found = {one for one in values if one is not None}
    return {min(found), max(found)} if found and all(isinstance(one, Money) for one in found) else found


def _weight(told: str) -> tuple[int, str]:
    """A Chinese character is as wide as two letters."""
    return len(told.encode("gb18030", "replace")), told


def _widest(told: Iterable[str], font: QFont) -> int:
    metrics = QFontMetrics(font)
    return max((metrics.horizontalAdvance(one) for one in told), default=0)
