"""A table in which some cells are chosen: Space takes the other choice or opens them, F2 and a click open them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from models.language import text
from ui import theme
from ui.pages.import_tables import PlainModel, PlainTable

_Index = QModelIndex | QPersistentModelIndex
Choice = tuple[Any, str]
"""A value and the msgid of what it means."""


class ChoiceModel(PlainModel):
    """Rows of which some cells offer choices; a choice is only told, whoever asks puts the rows anew."""

    decided = Signal(object, object)
    """The key of what was answered, and the answer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Any] = ()

    def put(self, rows: Sequence[Any]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def count(self) -> int:
        return len(self.rows)

    def choices(self, row: int, column: int) -> Sequence[Choice]:
        """What the cell may be; nothing where nothing can be chosen."""
        return ()

    def value(self, row: int, column: int) -> Any:
        return None

    def key(self, row: int, column: int) -> Hashable:
        """What the cell answers."""
        return ()

    def choose(self, row: int, column: int, value: Any) -> None:
        if value != self.value(row, column):
            self.decided.emit(self.key(row, column), value)

    def ticked(self, row: int, column: int) -> bool | None:
        """Whether a box in the cell is ticked; None where there is none."""
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        boxed = index.isValid() and self.ticked(index.row(), index.column()) is not None
        return flags | Qt.ItemFlag.ItemIsUserCheckable if boxed else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.CheckStateRole:
            ticked = self.ticked(index.row(), index.column())
            return None if ticked is None else Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        chosen = bool(self.choices(index.row(), index.column()))
        if role == Qt.ItemDataRole.DisplayRole and chosen:
            return f"{self.words(index.row())[index.column()]} ▾"
        if role == Qt.ItemDataRole.ForegroundRole and chosen:
            return theme.colour("accent")
        if role == Qt.ItemDataRole.FontRole and chosen:
            font: QFont = theme.font(True)
            return font
        return super().data(index, role)

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or self.ticked(index.row(), index.column()) is None:
            return False
        self.decided.emit(self.key(index.row(), index.column()), Qt.CheckState(value) == Qt.CheckState.Checked)
        return True


class ChoiceTable(PlainTable):
    """Shows a ``ChoiceModel``; the row that was looked at stays the current one when the rows are put anew."""

    def __init__(self, model: ChoiceModel, widths: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(model, widths, parent)
        self.offered = model
        self._kept = (0, 0)
        self.clicked.connect(self._clicked)
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._take_place)

    def _keep_place(self) -> None:
        here = self.currentIndex()
        self._kept = (here.row(), here.column()) if here.isValid() else self._kept

    def _take_place(self) -> None:
        row, column = self._kept
        if self.offered.count():
            self.setCurrentIndex(self.offered.index(min(row, self.offered.count() - 1), column))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_F2) and self.currentIndex().isValid():
            self._decide(self.currentIndex().row(), self.currentIndex().column(), event.key() == Qt.Key.Key_Space)
        else:
            super().keyPressEvent(event)

    def _decide(self, row: int, column: int, at_once: bool) -> None:
        """Turn the box or the choice of the cell, else of the first cell of the row that has one."""
        model = self.offered
        ticked = model.ticked(row, column)
        if ticked is not None and at_once:
            model.decided.emit(model.key(row, column), not ticked)
            return
        columns = (column, *range(model.columnCount()))
        place = next((one for one in columns if model.choices(row, one)), None)
        if place is None:
            return
        offered = [value for value, _ in model.choices(row, place)]
        if at_once and len(offered) == 2:
            model.choose(row, place, offered[1 - offered.index(model.value(row, place))])
        else:
            self.offer(row, place)

    def _clicked(self, index: QModelIndex) -> None:
        if self.offered.choices(index.row(), index.column()):
            self.offer(index.row(), index.column())

    def offer(self, row: int, column: int) -> QMenu:
        """Open the choices of a cell below it."""
        menu, now = QMenu(self), self.offered.value(row, column)
        for value, meaning in self.offered.choices(row, column):
            action = menu.addAction(text(meaning))
            action.setCheckable(True)
            action.setChecked(value == now)
            action.triggered.connect(partial(self.offered.choose, row, column, value))
            if value == now:
                menu.setActiveAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        below = self.visualRect(self.offered.index(row, column)).bottomLeft()
        menu.popup(self.viewport().mapToGlobal(below))
        return menu
