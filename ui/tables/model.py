"""A long table that feels short: its first rows at once, all its keys behind, the rows in view by key."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from models.language import text
from models.store.listing import Condition, Listing, Question, Row, Total
from ui.tables.formats import is_numeric, shown
from ui.workspace import Workspace

PIECE = 200
"""Rows that are fetched together."""
PIECES = 25
"""Pieces that are remembered: the view shows one or two of them."""
RAW = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class ListingModel(QAbstractTableModel):
    """One listing in a table: sorted, searched and summed by the database, refreshed when something changed.

    Nothing is asked until ``show_rows(True)``; while hidden, changes only make it stale.
    """

    totals_changed = Signal(tuple)
    """A ``Total`` for each currency."""
    settled = Signal()
    """All keys of the present question are here."""

    def __init__(self, workspace: Workspace, listing: Listing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.listing = listing
        self.question = Question(as_of=workspace.as_of)
        self.totals: tuple[Total, ...] = ()
        self.is_settled = False
        self._keys: list[str] = []
        self._pieces: OrderedDict[int, list[Row | None]] = OrderedDict()
        self._wanted: set[int] = set()
        self._coming: set[int] = set()
        self._asked: list[Future[Any]] = []
        self._round = 0
        self._is_shown = False
        self._is_stale = True
        self._fetching = QTimer(self, singleShot=True, interval=0)
        self._fetching.timeout.connect(self._fetch)
        self._refreshing = QTimer(self, singleShot=True, interval=30)
        self._refreshing.timeout.connect(self._refresh)
        workspace.changed.connect(self.refresh)
        workspace.as_of_changed.connect(self._day_changed)
        workspace.book_changed.connect(self.refresh)
        workspace.unit_changed.connect(self._look_changed)
        workspace.language_changed.connect(self._look_changed)

    # What the page says

    def show_rows(self, yes: bool) -> None:
        """The table came into view, or went out of it."""
        self._is_shown = yes
        if yes and self._is_stale:
            self._ask(keeping=bool(self._keys))

    def ask(self, question: Question) -> None:
        """Ask something else: other words, another order, another scope."""
        if question != self.question or self._is_stale:
            self.question = question
            self._is_stale = True
            if self._is_shown:
                self._ask(keeping=False)

    def redefine(self, listing: Listing) -> None:
        """Show the same list with other columns; what is sorted or filtered by one that is gone is forgotten."""
        names = {column.name for column in listing.columns}
        having = tuple(one for one in self.question.having if one.column in names)
        sort = self.question.sort if self.question.sort in names else ""
        self.beginResetModel()
        self.listing = listing
        self.question = replace(self.question, having=having, sort=sort)
        self._keys, self._is_stale = [], True
        self._pieces.clear()
        self.endResetModel()
        if self._is_shown:
            self._ask(keeping=False)

    def search(self, words: str, having: tuple[Condition, ...] = ()) -> None:
        self.ask(replace(self.question, words=words, having=having))

    def refresh(self, _touched: Any = None) -> None:
        """Something changed in the book: look again, keeping rows where they are as far as possible."""
        self._is_stale = True
        self._refreshing.start()

    def key_at(self, row: int) -> str:
        return self._keys[row]

    def keys(self) -> list[str]:
        return self._keys

    def currency_of(self, row: Row) -> str:
        """In which currency a row is; empty in a list that knows none."""
        named = self.listing.currency
        return str(row[self.listing.columns.index(self.listing.column(named)) + 1]) if named else ""

    def row_at(self, row: int) -> Row | None:
        """The row if it is here; else it is fetched and None is returned."""
        number, within = divmod(row, PIECE)
        piece = self._pieces.get(number)
        if piece is not None:
            self._pieces.move_to_end(number)
            return piece[within] if within < len(piece) else None
        if number not in self._coming:
            self._wanted.add(number)
            self._fetching.start()
        return None

    def rows_here(self, first: int, last: int) -> list[Row]:
        """Those of these rows that are here; none is fetched."""
        pieces = range(max(first, 0) // PIECE, max(last, -1) // PIECE + 1)
        found = [(number, self._pieces[number]) for number in pieces if number in self._pieces]
        rows = [(number * PIECE + place, row) for number, piece in found for place, row in enumerate(piece)]
        return [row for place, row in rows if row is not None and first <= place <= last]

    def is_here(self, row: int) -> bool:
        return row // PIECE in self._pieces

    # What Qt asks

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.listing.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.listing.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if is_numeric(column) else _LEFT
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, RAW):
            return None
        row = self.row_at(index.row())
        if row is None:
            return None
        value = row[index.column() + 1]
        return value if role == RAW else shown(value, column, self.workspace.in_wan)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.listing.columns):
            return None
        column = self.listing.columns[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return text(column.caption)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return (_RIGHT if is_numeric(column) else _LEFT) | int(Qt.TextFlag.TextWordWrap)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column in the database; -1 is the listing's own order."""
        name = self.listing.columns[column].name if column >= 0 else ""
        self.ask(replace(self.question, sort=name, descending=bool(name) and order is Qt.SortOrder.DescendingOrder))

    # Asking the book

    def _refresh(self) -> None:
        if self._is_shown and self._is_stale:
            self._ask(keeping=True)

    def _ask(self, keeping: bool) -> None:
        for future in self._asked:
            future.cancel()
        self._asked.clear()
        if self.workspace.book is None:
            return
        self._is_stale = False
        self.is_settled = False
        self._round += 1
        self._start(self._first(), partial(self._first_came, self._round, keeping))

    def _first(self) -> Callable[[Any], list[Row]]:
        listing, question = self.listing, self.question
        return lambda session: listing.first(session, question, PIECE)

    def _first_came(self, turn: int, keeping: bool, rows: list[Row]) -> None:
        if turn != self._round:
            return
        listing, question = self.listing, self.question
        if not keeping or not self._keys:
            self._replace([row[0] for row in rows], rows)
        if len(rows) < PIECE:
            self._keys_came(turn, rows, [row[0] for row in rows])
        else:
            self._start(lambda session: listing.keys(session, question), partial(self._keys_came, turn, rows))
        self._start(lambda session: listing.totals(session, question), partial(self._totals_came, turn))

    def _keys_came(self, turn: int, first: list[Row], keys: list[str]) -> None:
        if turn != self._round:
            return
        if keys[: len(first)] != [row[0] for row in first]:
            first = []  # somebody saved between the two questions
        present = len(self._keys)
        if keys[:present] == self._keys:
            self._pieces.clear()
            if first:
                self._put(0, list(first))
            if len(keys) > present:
                self.beginInsertRows(_NOWHERE, present, len(keys) - 1)
                self._keys = keys
                self.endInsertRows()
            self._coming.clear()
            self._look_changed()
        else:
            self._replace(keys, first)
        self.is_settled = True
        self.settled.emit()

    def _totals_came(self, turn: int, totals: tuple[Total, ...]) -> None:
        if turn == self._round:
            self.totals = totals
            self.totals_changed.emit(totals)

    def _replace(self, keys: list[str], first: list[Row]) -> None:
        self.beginResetModel()
        self._keys = keys
        self._pieces.clear()
        self._wanted.clear()
        self._coming.clear()
        if first:
            self._put(0, list(first))
        self.endResetModel()

    def _fetch(self) -> None:
        for number in sorted(self._wanted):
            keys = self._keys[number * PIECE : (number + 1) * PIECE]
            listing, question = self.listing, self.question
            asking = partial(_rows, listing, question, keys)
            self._coming.add(number)
            self._start(asking, partial(self._piece_came, self._round, number, keys))
        self._wanted.clear()

    def _piece_came(self, turn: int, number: int, keys: list[str], rows: list[Row]) -> None:
        if turn != self._round or self._keys[number * PIECE : (number + 1) * PIECE] != keys:
            return
        self._coming.discard(number)
        found = {row[0]: row for row in rows}
        self._put(number, [found.get(key) for key in keys])
        first, last = number * PIECE, number * PIECE + len(keys) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))

    def _put(self, number: int, rows: list[Row | None]) -> None:
        self._pieces[number] = rows
        self._pieces.move_to_end(number)
        while len(self._pieces) > PIECES:
            self._pieces.popitem(last=False)

    def _start(self, question: Callable[[Any], Any], done: Callable[[Any], None]) -> None:
        self._asked = [future for future in self._asked if not future.done()]
        self._asked.append(self.workspace.ask(question, done))

    def _day_changed(self, day: Any) -> None:
        self.question = replace(self.question, as_of=day)
        self.refresh()

    def _look_changed(self, _how: Any = None) -> None:
        if self._keys:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._keys) - 1, self.columnCount() - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)


def _rows(listing: Listing, question: Question, keys: list[str], session: Any) -> list[Row]:
    return listing.rows(session, question, keys)
