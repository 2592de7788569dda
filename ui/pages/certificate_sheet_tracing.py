"""Trace a number in a valuation sheet: from a line of the figures, or from a derived cell of the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect

from ui.pages.certificate_sheet_trace import trace_of, trace_of_line
from ui.pages.trace_card import Trace, TraceCard

if TYPE_CHECKING:
    from ui.pages.certificate_sheet import CertificateSheet


class SheetTracing(QObject):
    """Shows the card where it hides neither the figure nor what is due; it follows the figures while they change."""

    def __init__(self, page: CertificateSheet) -> None:
        super().__init__(page)
        self._page = page
        self.card = TraceCard(page.workspace, page)
        self._name = ""

    def trace(self, name: str) -> None:
        """Explain a figure of the panel."""
        page = self._page
        found = trace_of(name, page.figures, page.sheet)
        self._name = name if found is not None else ""
        if found is None:
            self.close()
            return
        page.panel.table.select(name)
        corner = page.mapFromGlobal(page.panel.table.corner_of(name))
        self._show(found, page.mapFromGlobal(page.panel.below()), corner)

    def trace_cell(self, path: str) -> None:
        """Explain a derived figure of a line: ``3.remaining``."""
        row, _dot, column = path.partition(".")
        page, view = self._page, self._page.grid.view
        self._name = ""
        rect = view.visualRect(view.currentIndex())
        below = page.mapFromGlobal(view.viewport().mapToGlobal(rect.bottomLeft()))
        above = page.mapFromGlobal(view.viewport().mapToGlobal(rect.topLeft()))
        self._show(trace_of_line(page.grid.lines()[int(row)], column, page.sheet), below, above)

    def look_again(self) -> None:
        """The figures changed under the card."""
        if self.card.isVisible() and self._name:
            self.trace(self._name)

    def close(self) -> bool:
        """Close the card; False when there was none."""
        shown = self.card.isVisible()
        self.card.close_card()
        return shown

    def _show(self, found: Trace, below: QPoint, beside: QPoint) -> None:
        room = QRect(8, 8, self._page.width() - 16, self._page.height() - 16)
        self.card.show_trace(found, room, below, beside)
