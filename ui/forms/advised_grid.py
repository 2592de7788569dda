"""A grid that is a whole screen: only fine lines between the rows, and under a line what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QVBoxLayout, QWidget

from models.problems import Problem
from ui import theme
from ui.forms.grid import Grid
from ui.forms.grid_delegate import GridDelegate
from ui.forms.grid_model import GridModel, Index
from ui.forms.grid_view import GridView

INDENT = 21


class AdvisedModel(GridModel):
    """All that is to be said about its lines shows at once; ``advice`` is the gravest of each row."""

    advised = Signal()
    """Other lines than before have a problem or advice."""

    def __init__(self, *what: Any) -> None:
        super().__init__(*what)
        self.advice: dict[int, Problem] = {}

    def put(self, drafts: Sequence[Any]) -> None:
        super().put(drafts)
        self.complains_everywhere = True
        self.advice = {}

    def is_derived(self, row: int, column: int) -> bool:
        """Whether the cell holds a figure that somebody may want explained."""
        return False

    def set_problems(self, problems: Sequence[Problem]) -> None:
        super().set_problems(problems)
        gravest: dict[int, Problem] = {}
        for problem in problems:
            row, _dot, _name = problem.entry.partition(".")
            if row.isdigit() and (int(row) not in gravest or gravest[int(row)].advice):
                gravest[int(row)] = problem
        changed = gravest.keys() != self.advice.keys()
        self.advice = gravest
        if changed:
            self.advised.emit()


class AdvisedDelegate(GridDelegate):
    """A cell has the height of a row, however much is said under it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown = QStyleOptionViewItem(option)
        shown.rect = _cell(option.rect)
        super().paint(painter, shown, index)
        painter.setPen(theme.colour("line_soft"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        shown = QStyleOptionViewItem(option)
        shown.rect = _cell(option.rect)
        super().updateEditorGeometry(editor, shown, index)


def _cell(rect: QRect) -> QRect:
    return QRect(rect.left(), rect.top(), rect.width(), min(rect.height(), theme.look().row))


class AdvisedView(GridView):
    """Rows with advice are two rows high; the sentence is drawn over their whole width."""

    delegate_class = AdvisedDelegate
    grid: AdvisedModel
    _tall: frozenset[int] = frozenset()

    def __init__(self, *what: Any) -> None:
        super().__init__(*what)
        self.setShowGrid(False)
        self.setStyleSheet("QTableView { border: none; }")
        self.verticalHeader().hide()
        self.verticalHeader().setFixedWidth(0)
        self.grid.advised.connect(self.fit_rows)
        self.grid.modelReset.connect(self._all_low)

    def fit(self) -> None:
        super().fit()
        self._heighten(self._tall)

    def open(self, at: QModelIndex) -> None:
        """Edit the cell, or explain the figure in it that cannot be typed."""
        if at.isValid() and not self.grid.is_writable(at.row(), at.column()):
            self.delegate.quick = False
            if self.grid.is_derived(at.row(), at.column()):
                self.traced.emit(at.row(), at.column())
        else:
            super().open(at)

    def fit_rows(self) -> None:
        """Make room under the lines that have something said about them."""
        before, self._tall = self._tall, frozenset(self.grid.advice)
        self._heighten(before ^ self._tall)

    def _heighten(self, rows: frozenset[int]) -> None:
        for row in rows:
            height = theme.look().row * (2 if row in self._tall else 1)
            self.setRowHeight(row, height)
            self.frozen.setRowHeight(row, height)

    def _all_low(self) -> None:
        self._tall = frozenset()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        row = max(self.rowAt(0), 0)
        while row < self.grid.rowCount() and self.rowViewportPosition(row) < self.viewport().height():
            problem = self.grid.advice.get(row)
            if problem is not None and row in self._tall:
                self._say(painter, self.rowViewportPosition(row) + theme.look().row, problem)
            row += 1

    def _say(self, painter: QPainter, top: int, problem: Problem) -> None:
        strip = QRect(0, top, self.viewport().width(), theme.look().row - 1)
        tone = "warning" if problem.advice else "danger"
        painter.fillRect(strip, theme.colour(f"{tone}_soft"))
        painter.setPen(theme.colour(tone))
        hidden = self.frozen.reach() if self.frozen.isVisible() else 0
        inside = strip.adjusted(max(INDENT, hidden + 8), 0, -8, 0)
        told = self.fontMetrics().elidedText(problem.text(), Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, told)


class AdvisedGrid(Grid):
    """Problems are told under the lines, not under the table; it has neither heading nor tools."""

    model_class = AdvisedModel
    view_class = AdvisedView

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say under each line what is wrong with it; problems are seen from the form (``lines.2.amount``)."""
        self.set_problems([problem for problem in problems if problem.entry.startswith(f"{self.how.name}.")])

    def _lay_out(self) -> None:
        self._table_into(QVBoxLayout(self))

    def _table_into(self, layout: QVBoxLayout) -> None:
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.footer)
        self.heading.hide()

    def _say(self) -> None:
        """Under each line, not under the table."""
