"""The first columns of a grid stay in sight while the others are scrolled."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from ui.forms.grid_delegate import GridDelegate

if TYPE_CHECKING:
    from ui.forms.grid_view import GridView


class Frozen(QTableView):
    """A second look at the same cells, laid over the first columns once they would scroll out of sight."""

    def __init__(self, view: GridView, many: int) -> None:
        super().__init__(view)
        self.view, self.many = view, many
        self.hide()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if not many:
            return
        self.setModel(view.model())
        self.setSelectionModel(view.selectionModel())
        self.setItemDelegate(GridDelegate(view.grid, {}, date.today, view))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QTableView { border: none; }")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(view.verticalScrollMode())
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(self.horizontalHeader().ResizeMode.Fixed)
        for column in range(many, view.model().columnCount()):
            self.setColumnHidden(column, True)
        view.horizontalHeader().sectionResized.connect(self._resized)
        view.horizontalScrollBar().valueChanged.connect(self._scrolled)
        view.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(view.verticalScrollBar().setValue)

    def reach(self) -> int:
        """How many pixels of the view these columns cover."""
        return sum(self.view.columnWidth(column) for column in range(self.many))

    def place(self) -> None:
        """Lie exactly over the first columns of the view."""
        if self.many:
            view = self.view
            left, top = view.frameWidth() + view.verticalHeader().width(), view.frameWidth()
            height = view.viewport().height() + view.horizontalHeader().height()
            self.setGeometry(left, top, self.reach(), height)
            self.horizontalHeader().setFixedHeight(view.horizontalHeader().height())

    def _resized(self, column: int, before: int, width: int) -> None:
        if column < self.many:
            self.setColumnWidth(column, width)
            self.place()

    def _scrolled(self, value: int) -> None:
        self.place()
        self.setVisible(value > 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.view.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = self.indexAt(event.position().toPoint())
        if at.isValid():
            self.view.open(at)
