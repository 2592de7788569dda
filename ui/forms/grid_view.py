"""The table of a grid: every key means what it means in Excel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QKeyCombination, QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QWidget

from models.language import _
from ui import theme
from ui.forms import grid_block, pasting
from ui.forms.grid_block import Block
from ui.forms.grid_delegate import GridDelegate
from ui.forms.grid_frozen import Frozen
from ui.forms.grid_keys import known_keys, show_menu
from ui.forms.grid_model import GridModel, Index
from ui.forms.picker import Source

Trigger = QAbstractItemView.EditTrigger
_Flag = QItemSelectionModel.SelectionFlag


class GridView(QTableView):
    """Keys that a grid does not know go on to the form."""

    delegate_class: type[GridDelegate] = GridDelegate

    left = Signal()
    pasted = Signal(str)
    """What is to be said about a paste."""
    summed = Signal()
    resized = Signal()
    traced = Signal(int, int)
    """Row and column of a derived figure somebody pressed F2 on."""

    def __init__(
        self, model: GridModel, sources: Mapping[str, Source], today: Callable[[], date], frozen: int, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.grid, self._today = model, today
        self.setModel(model)
        self.delegate = self.delegate_class(model, sources, today, self)
        self.delegate.moved.connect(self.step)
        self.delegate.filled.connect(self._fill_words)
        self.setItemDelegate(self.delegate)
        self.setEditTriggers(Trigger.AnyKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().setSectionResizeMode(self.verticalHeader().ResizeMode.Fixed)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.horizontalHeader().setHighlightSections(False)
        self._keys = known_keys(self)
        self.frozen = Frozen(self, frozen)
        self.fit()

    def fit(self) -> None:
        """Rows as high as the size of text shown now wants."""
        for header in (self.verticalHeader(), self.frozen.verticalHeader()):
            header.setMinimumSectionSize(theme.look().row)
            header.setDefaultSectionSize(theme.look().row)

    # Where the cursor is

    def block(self) -> Block:
        """The selected rectangle; the current cell when nothing is selected."""
        ranges = self.selectionModel().selection()
        if not ranges:
            at = self.currentIndex()
            return Block(max(at.row(), 0), max(at.column(), 0), max(at.row(), 0), max(at.column(), 0))
        one = ranges.first()
        return Block(one.top(), one.left(), one.bottom(), one.right())

    def select(self, block: Block) -> None:
        corner = self.grid.index(block.top, block.left)
        self.selectionModel().setCurrentIndex(corner, _Flag.NoUpdate)
        area = QItemSelection(corner, self.grid.index(block.bottom, block.right))
        self.selectionModel().select(area, _Flag.ClearAndSelect)
        self.scrollTo(corner)

    def step(self, down: int, right: int) -> None:
        """Go on by so many cells; Tab at the end of a line goes to the next, and out of the grid at its end."""
        at = self.currentIndex()
        row, column = at.row() + down, at.column() + right
        last = len(self.grid.columns) - 1
        if column > last:
            row, column = row + 1, 0
        elif column < 0:
            row, column = row - 1, last
        if right and not 0 <= row < self.grid.rowCount():
            self.focusNextPrevChild(right > 0)
        else:
            self.setCurrentIndex(self.grid.index(min(max(row, 0), self.grid.rowCount() - 1), column))

    def jump(self, down: int, right: int, keep: bool) -> None:
        """Ctrl+arrow: to the edge of what is filled. ``keep`` stretches the selection."""
        at = self.currentIndex()
        row, column = at.row(), at.column()
        filled = self._is_filled(row, column) and self._is_filled(row + down, column + right)
        while self._is_inside(row + down, column + right):
            if filled and not self._is_filled(row + down, column + right):
                break
            row, column = row + down, column + right
            if not filled and self._is_filled(row, column):
                break
        target = self.grid.index(row, column)
        if keep:
            block = self.block()
            top, left = min(block.top, row), min(block.left, column)
            bottom, right = max(block.bottom, row), max(block.right, column)
            area = QItemSelection(self.grid.index(top, left), self.grid.index(bottom, right))
            self.selectionModel().setCurrentIndex(target, _Flag.NoUpdate)
            self.selectionModel().select(area, _Flag.ClearAndSelect)
        else:
            self.setCurrentIndex(target)

    def _is_inside(self, row: int, column: int) -> bool:
        return 0 <= row < self.grid.rowCount() and 0 <= column < len(self.grid.columns)

    def _is_filled(self, row: int, column: int) -> bool:
        return self._is_inside(row, column) and bool(self.grid.words(row, column))

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """A cell may not hide under the frozen columns."""
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if index.column() < self.frozen.many:
            bar.setValue(before)
        else:
            hidden = self.frozen.reach() - self.visualRect(index).left()
            bar.setValue(bar.value() - max(0, hidden))

    def edit(self, index: Index, *how: Any) -> bool:  # type: ignore[override]
        """An editor may not hide under the frozen columns; ``how`` is what triggered it, when Qt calls."""
        if how and index.column() < self.frozen.many and self.grid.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.horizontalScrollBar().setValue(0)
        return bool(super().edit(index, *how))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.frozen.place()
        self.resized.emit()

    # Keys

    def _does(self, event: QKeyEvent) -> Callable[[], None] | None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Plus:
            held &= ~Qt.KeyboardModifier.ShiftModifier
        return self._keys.get(QKeyCombination(held, Qt.Key(event.key())).toCombined())

    def event(self, event: QEvent) -> bool:
        """Keys of the grid are not taken by shortcuts of the window while the grid has the focus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._does(event):
            event.accept()
            return True
        tabs = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in tabs:
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        does = self._does(event)
        if does is not None and self.state() != QAbstractItemView.State.EditingState:
            does()
            event.accept()
            return
        self.delegate.quick = True
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Typing Chinese replaces too; Qt drops a text that comes without having been composed in the cell."""
        was_editing = self.state() == QAbstractItemView.State.EditingState
        self.delegate.quick = self.delegate.quick or not was_editing
        super().inputMethodEvent(event)
        editor = QApplication.focusWidget()
        if event.commitString() and not was_editing and editor is not None and self.isAncestorOf(editor):
            QApplication.sendEvent(editor, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        inside = QApplication.focusWidget()
        if event.reason() != Qt.FocusReason.PopupFocusReason and not (inside and self.isAncestorOf(inside)):
            self.left.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = self.indexAt(event.position().toPoint())
        if at.isValid():
            self.open(at)

    # What keys and menu do

    def copy(self) -> None:
        QApplication.clipboard().setText(grid_block.copied(self.grid, self.block()))

    def cut(self) -> None:
        self.copy()
        self.clear()

    def paste(self) -> None:
        """Put what Excel or WPS copied where it belongs, as one step."""
        content = QApplication.clipboard().text()
        if not content:
            self.pasted.emit(_("There is no text on the clipboard: copy cells in Excel or WPS first."))
            return
        pasted = pasting.paste(self.grid, self.block(), content)
        if pasted is not None:
            self.select(pasted.block)
            if sentence := pasted.told():
                self.pasted.emit(sentence)

    def clear(self) -> None:
        self.on_block(grid_block.clear)

    def leave(self) -> None:
        """Go on to the next entry of the form."""
        self.focusNextPrevChild(True)

    def on_block(self, change: Callable[[GridModel, Block], None]) -> None:
        block = self.block()
        change(self.grid, block)
        bottom = min(block.bottom, self.grid.rowCount() - 1)
        if bottom >= 0:
            self.select(block._replace(top=min(block.top, bottom), bottom=bottom))

    def move_lines(self, by: int) -> None:
        """The selected lines up or down; they stay selected."""
        self.select(grid_block.move(self.grid, self.block(), by))

    def _fill_words(self, words: str) -> None:
        grid_block.fill_words(self.grid, self.block(), words)

    def write_today(self) -> None:
        at = self.currentIndex()
        if at.isValid():
            self.grid.setData(at, self._today().isoformat())

    def open(self, at: QModelIndex) -> None:
        """F2 and double click: edit the cell, or explain the derived figure in it."""
        self.delegate.quick = False
        if at.isValid() and self.grid.columns[at.column()].readonly:
            self.traced.emit(at.row(), at.column())
        elif self.grid.flags(at) & Qt.ItemFlag.ItemIsEditable:
            self.edit(at)

    def edit_current(self) -> None:
        self.open(self.currentIndex())

    def empty_and_edit(self) -> None:
        at = self.currentIndex()
        if self.grid.flags(at) & Qt.ItemFlag.ItemIsEditable:
            self.grid.setData(at, "")
            self.edit_current()

    def toggle(self) -> None:
        at = self.currentIndex()
        if self.grid.flags(at) & Qt.ItemFlag.ItemIsUserCheckable:
            checked = at.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            turned = Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked
            self.grid.setData(at, turned, Qt.ItemDataRole.CheckStateRole)
        elif self.grid.flags(at) & Qt.ItemFlag.ItemIsEditable:
            self.delegate.quick = True
            self.edit(at)

    def select_line(self) -> None:
        block = self.block()
        self.select(Block(block.top, 0, block.bottom, len(self.grid.columns) - 1))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        show_menu(self, self._keys, event.globalPos())
