"""Draws the cells of a grid and opens the editor in one; Enter, Tab and arrows mean there what they mean in Excel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication, QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from shiboken6 import isValid

from models.language import _, text
from ui import theme
from ui.forms.choice import Choice
from ui.forms.editors import editor_for
from ui.forms.grid_model import BLAME, GridModel, Index
from ui.forms.picker import Candidate, Picker, Source

_MOVES = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}
_ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class GridDelegate(QStyledItemDelegate):
    """``quick`` is Excel's enter mode: typing began at once, so arrows leave the cell instead of moving inside it."""

    moved = Signal(int, int)
    """Rows and columns to go on by, after an edit."""
    filled = Signal(str)
    """Ctrl+Enter: the same text into everything selected."""

    def __init__(
        self, model: GridModel, sources: Mapping[str, Source], today: Callable[[], date], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._model, self._sources, self._today = model, sources, today
        self.quick = False
        self._editor: QWidget | None = None

    def finish(self) -> None:
        """Take over what is being typed into a cell, as before saving."""
        if self._editor is not None and isValid(self._editor) and self._editor.isVisible():
            self._end(self._editor, 0, 0)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        how = self._model.columns[index.column()]
        editor = editor_for(how, self._sources, self._today, parent)
        editor.setProperty("role", "cell")
        editor.selects_itself = False
        row = index.row() + 1
        editor.setAccessibleName(_("{caption}, line {row}").format(caption=text(how.caption), row=row))
        if isinstance(editor, Picker):
            editor.picked.connect(self._picked)
        if isinstance(editor, Choice):
            editor.activated.connect(self._picked)
        self._editor = editor
        return self._editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        shown: Any = editor
        row, column = index.row(), index.column()
        if self._is_typed_into(editor):
            return
        if isinstance(editor, Picker) and row < len(self._model.lines) and self._model.value(row, column):
            editor.put(self._model.value(row, column))
        else:
            shown.put_words(self._model.words(row, column))
        (editor.line if isinstance(editor, Choice) else shown).selectAll()

    @staticmethod
    def _is_typed_into(editor: QWidget) -> bool:
        """What is being typed stays when the line behind it changes."""
        return isinstance(editor, QLineEdit) and editor.isModified()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        shown: Any = editor
        if isinstance(editor, Picker) and editor.value():
            if editor.value() != self._model.value(index.row(), index.column()):
                model.setData(index, Candidate(editor.value(), editor.words()))
        else:
            model.setData(index, shown.words())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        view: Any = self.parent()
        rect = QRect(option.rect)
        if isinstance(editor, Picker):
            rect.setWidth(max(rect.width(), 260))
            rect.moveRight(min(rect.right(), view.viewport().width() - 1))
        editor.setGeometry(rect.adjusted(0, 0, 0, 1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, Picker) and watched.is_making and event.type() == QEvent.Type.FocusOut:
            return False  # a new record is typed over the grid; the cell waits for it
        pressed = event if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) else None
        if pressed is not None and isinstance(watched, QWidget) and self._key(watched, pressed):
            return True
        return super().eventFilter(watched, event)

    def _key(self, editor: QWidget, event: QKeyEvent) -> bool:
        """Whether the key ended the edit."""
        key, shift = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        moves = dict(_MOVES)
        if self.quick and not isinstance(editor, Choice | Picker):
            moves |= _ARROWS
        if key not in moves or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            shown: Any = editor
            words = shown.words()
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
            self.filled.emit(words)
            return True
        down, right = moves[key]
        turned = -1 if shift and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) else 1
        self._end(editor, down * turned, right)
        return True

    def _picked(self) -> None:
        editor = self.sender()
        if isinstance(editor, QWidget) and self.quick:
            self._end(editor, 1, 0)

    def _end(self, editor: QWidget, down: int, right: int) -> None:
        self._editor = None
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.moved.emit(down, right)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        blame = index.data(BLAME)
        view: Any = self.parent()
        is_current = index == view.currentIndex()
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        shown.state &= ~QStyle.StateFlag.State_HasFocus
        if is_current:
            shown.state &= ~QStyle.StateFlag.State_Selected
        if blame and not shown.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.colour("danger_soft" if blame == "error" else "warning_soft"))
        elif self._model.columns[index.column()].readonly:
            painter.fillRect(option.rect, theme.colour("sunken"))
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, option.widget)
        if blame:
            _frame(painter, option.rect, "danger" if blame == "error" else "warning", 1)
        if is_current:
            _frame(painter, option.rect, "accent" if view.hasFocus() else "accent_line", 2)


def _frame(painter: QPainter, rect: QRect, tone: str, width: int) -> None:
    painter.save()
    painter.setPen(QPen(theme.colour(tone), width))
    shift = width // 2
    painter.drawRect(rect.adjusted(shift, shift, -1 - (width - 1) // 2, -1 - (width - 1) // 2))
    painter.restore()
