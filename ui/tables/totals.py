"""Under a table: what all filtered rows add up to, each sum below its column."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QTableView, QWidget

from models.language import _
from ui import theme
from ui.tables.delegates import MARGIN
from ui.tables.formats import is_numeric, shown
from ui.tables.model import ListingModel


class TotalsRow(QWidget):
    """Follows the header of its table: moved, resized and hidden columns, and scrolling sideways."""

    def __init__(self, table: QTableView, model: ListingModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._model = model
        header = table.horizontalHeader()
        for moved in (header.sectionResized, header.sectionMoved, header.geometriesChanged):
            moved.connect(self._repaint)
        table.horizontalScrollBar().valueChanged.connect(self._repaint)
        model.totals_changed.connect(self._repaint)
        model.workspace.unit_changed.connect(self._repaint)
        model.workspace.language_changed.connect(self._repaint)
        self.setAccessibleName(_("Totals of the filtered rows"))

    def sizeHint(self) -> QSize:
        return QSize(200, theme.look().row + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme.look().row + 2)

    def told(self) -> dict[str, str]:
        """The sums by column name as they are shown, and ``""`` for the caption."""
        totals = self._model.totals
        if not totals:
            return {}
        sums = {
            column.name: shown(totals.get(column.name), column, self._model.workspace.in_wan)
            for column in self._model.listing.columns
            if column.total
        }
        return {"": _("Total ({count} rows)").format(count=f"{totals.get('count', 0):,}"), **sums}

    def _repaint(self, *_what: Any) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("sunken"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(self.rect().topLeft(), self.rect().topRight())
        told = self.told()
        if told:
            painter.setFont(theme.font(bold=True))
            painter.setPen(theme.colour("strong"))
            taken = self._paint_sums(painter, told)
            line = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(QRect(MARGIN + 1, 0, max(taken - MARGIN, 0), self.height()), line, told[""])

    def _paint_sums(self, painter: QPainter, told: dict[str, str]) -> int:
        """Paint each sum under its column; returns where the leftmost text begins."""
        header, first = self._table.horizontalHeader(), self.width()
        left = self._table.viewport().x()
        for number, column in enumerate(self._model.listing.columns):
            text = told.get(column.name, "")
            if not text or header.isSectionHidden(number):
                continue
            end = left + header.sectionViewportPosition(number) + header.sectionSize(number) - MARGIN
            if end > left + self._table.viewport().width():
                continue  # half a figure would be another figure
            width = painter.fontMetrics().horizontalAdvance(text)
            start = end - width if is_numeric(column) else end - header.sectionSize(number) + 2 * MARGIN
            if column.name and column.total:
                painter.drawText(QRect(start, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
                first = min(first, start)
        return first
