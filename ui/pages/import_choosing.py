"""A table in which some cells are answered: Space takes the other choice or opens them, F2 and a click open them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from models.importing.recognition import read_answer, written_answer
from models.importing.texts import Misread
from models.language import _, text
from models.problems import Problem
from ui import theme
from ui.pages.import_tables import PlainModel, PlainTable
from ui.pages.import_typing import TypingDelegate

_Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
_ANSWERED = (_ROLE.DisplayRole, _ROLE.EditRole, _ROLE.ForegroundRole, _ROLE.FontRole)
"""What of a cell is otherwise where it can be answered."""
Choice = tuple[Any, str]
"""A value and the msgid of what it means."""


class ChoiceModel(PlainModel):
    """Rows of which some cells offer choices; a choice is only told, whoever asks puts the rows anew."""

    decided = Signal(object, object)
    """The key of what was answered, and the answer."""
    refused = Signal(str)
    """Why what was typed is no answer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Any] = ()
        self.known: Mapping[str, Sequence[Choice]] = {}

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

    def typing(self, row: int, column: int) -> str:
        """What may be typed into the cell (see ``recognition.read_answer``); nothing where nothing can be."""
        return ""

    def suggestions(self, row: int, column: int) -> Sequence[Choice]:
        """What is known of what may be typed: values and what they are called."""
        return self.known.get(self.typing(row, column), ())

    def place_of(self, key: Hashable, column: int) -> int:
        """The row that answers this; -1 when none does any more."""
        return next((row for row in range(self.count()) if self.key(row, column) == key), -1)

    def ticked(self, row: int, column: int) -> bool | None:
        """Whether a box in the cell is ticked; None where there is none."""
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self.ticked(index.row(), index.column()) is not None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        if index.isValid() and self.typing(index.row(), index.column()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.CheckStateRole:
            ticked = self.ticked(index.row(), index.column())
            return None if ticked is None else Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role not in _ANSWERED:
            return super().data(index, role)
        typed = self.typing(index.row(), index.column())
        chosen = bool(self.choices(index.row(), index.column())) or bool(typed)
        if role == Qt.ItemDataRole.EditRole:
            return written_answer(typed, self.value(index.row(), index.column()))
        if role == Qt.ItemDataRole.DisplayRole and chosen:
            return f"{self.words(index.row())[index.column()]} ▾"
        if role == Qt.ItemDataRole.ForegroundRole and chosen:
            return theme.colour("accent")
        if role == Qt.ItemDataRole.FontRole and chosen:
            font: QFont = theme.font(True)
            return font
        return super().data(index, role)

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role == Qt.ItemDataRole.EditRole:
            return self._typed(index.row(), index.column(), str(value))
        if role != Qt.ItemDataRole.CheckStateRole or self.ticked(index.row(), index.column()) is None:
            return False
        self.decided.emit(self.key(index.row(), index.column()), Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def _typed(self, row: int, column: int, written: str) -> bool:
        named = next((value for value, name in self.suggestions(row, column) if name == written.strip()), None)
        try:
            answer = read_answer(self.typing(row, column), written, date.today()) if named is None else named
        except Misread as misread:
            self.refused.emit(Problem("", misread.message, misread.values).text())
            return False
        self.choose(row, column, answer)
        return True


class ChoiceTable(PlainTable):
    """Shows a ``ChoiceModel``; the row that was looked at stays the current one when the rows are put anew."""

    def __init__(self, model: ChoiceModel, widths: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(model, widths, parent)
        self.offered = model
        self._kept: tuple[int, int, Hashable, str | None] = (0, 0, None, None)
        self.typist = TypingDelegate(self)
        self.setItemDelegate(self.typist)
        self.clicked.connect(self._clicked)
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._take_place)

    def _keep_place(self) -> None:
        here = self.currentIndex()
        typed = self.typist.line.text() if self.typist.line is not None else None
        if here.isValid() and here.row() < self.offered.count():
            self._kept = (here.row(), here.column(), self.offered.key(here.row(), here.column()), typed)

    def _take_place(self) -> None:
        """The row that answers the same is current again; what was being typed in it is typed on."""
        row, column, key, typed = self._kept
        if not self.offered.count():
            return
        found = self.offered.place_of(key, column)
        here = self.offered.index(found if found >= 0 else min(row, self.offered.count() - 1), column)
        self.setCurrentIndex(here)
        if typed is not None and found >= 0:
            self.edit(here)
            if self.typist.line is not None:
                self.typist.line.setText(typed)

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
        place = next((one for one in columns if model.choices(row, one) or model.typing(row, one)), None)
        if place is None:
            return
        offered = [value for value, _meaning in model.choices(row, place)]
        if at_once and len(offered) == 2 and model.value(row, place) in offered:
            model.choose(row, place, offered[1 - offered.index(model.value(row, place))])
        else:
            self.offer(row, place)

    def _clicked(self, index: QModelIndex) -> None:
        if self.offered.choices(index.row(), index.column()) or self.offered.typing(index.row(), index.column()):
            self.offer(index.row(), index.column())

    def type_in(self, row: int, column: int) -> None:
        """Type an answer into the cell."""
        here = self.offered.index(row, column)
        self.setCurrentIndex(here)
        self.edit(here)

    def offer(self, row: int, column: int) -> QMenu | None:
        """Open the choices of a cell below it; where nothing but typing is possible, type."""
        now, choices = self.offered.value(row, column), self.offered.choices(row, column)
        typing = self.offered.typing(row, column)
        if typing and all(value in ("", 0, ()) for value, _meaning in choices):
            self.type_in(row, column)
            return None
        menu = QMenu(self)
        for value, meaning in choices:
            action = menu.addAction(text(meaning))
            action.setCheckable(True)
            action.setChecked(value == now)
            action.triggered.connect(partial(self.offered.choose, row, column, value))
            if value == now:
                menu.setActiveAction(action)
        if typing:
            menu.addSeparator()
            menu.addAction(_("Type another answer…")).triggered.connect(partial(self.type_in, row, column))
        menu.aboutToHide.connect(menu.deleteLater)
        below = self.visualRect(self.offered.index(row, column)).bottomLeft()
        menu.popup(self.viewport().mapToGlobal(below))
        return menu
