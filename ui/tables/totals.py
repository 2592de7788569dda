"""Under a table: what all filtered rows add up to, a line for each currency, each sum below its column."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QTableView, QWidget

from models.currencies import called, is_foreign
from models.language import _, ngettext, text
from models.store.listing import Total
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
        model.totals_changed.connect(self._totals_changed)
        model.workspace.unit_changed.connect(self._repaint)
        model.workspace.language_changed.connect(self._repaint)
        self.setAccessibleName(_("Totals of the filtered rows"))

    def sizeHint(self) -> QSize:
        return QSize(200, self._line() * max(len(self._model.totals), 1) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def _line(self) -> int:
        return theme.look().row

    def told(self) -> list[dict[str, str]]:
        """A line for each currency: the sums by column name as they are shown, and ``""`` for the caption."""
        named = is_foreign(self._model.totals)
        return [self._told(total, named) for total in self._model.totals]

    def _told(self, total: Total, named: bool) -> dict[str, str]:
        sums = {
            column.name: shown(total.sums.get(column.name), column, self._model.workspace.in_wan)
            for column in self._model.listing.columns
            if column.total
        }
        count, currency = f"{total.count:,}", text(called(total.currency))
        if named:
            return {
                "": ngettext("Total {currency} ({count} row)", "Total {currency} ({count} rows)", total.count).format(
                    currency=currency, count=count
                ),
                **sums,
            }
        return {"": ngettext("Total ({count} row)", "Total ({count} rows)", total.count).format(count=count), **sums}

    def _totals_changed(self, _totals: Any) -> None:
        self.updateGeometry()
        self.update()

    def _repaint(self, *_what: Any) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("sunken"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(self.rect().topLeft(), self.rect().topRight())
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour("strong"))
        for number, told in enumerate(self.told()):
            line = QRect(0, 1 + number * self._line(), self.width(), self._line())
            taken = self._paint_sums(painter, told, line)
            beside = line.adjusted(MARGIN + 1, 0, taken - line.width() - MARGIN, 0)
            painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, told[""])

    def _paint_sums(self, painter: QPainter, told: dict[str, str], line: QRect) -> int:
        """Paint each sum under its column; returns where the leftmost text begins."""
        header, first = self._table.horizontalHeader(), self.width()
        left = self._table.viewport().x()
        for number, column in enumerate(self._model.listing.columns):
            words = told.get(column.name, "")
            if not words or header.isSectionHidden(number):
                continue
            end = left + header.sectionViewportPosition(number) + header.sectionSize(number) - MARGIN
            if end > left + self._table.viewport().width():
                continue  # half a figure would be another figure
            width = painter.fontMetrics().horizontalAdvance(words)
            start = end - width if is_numeric(column) else end - header.sectionSize(number) + 2 * MARGIN
            if column.name and column.total:
                place = QRect(start, line.top(), width + 2, line.height())
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
                first = min(first, start)
        return first
