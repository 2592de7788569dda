"""The totals under a grid, each under its column."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.language import _, ngettext, text
from ui import theme
from ui.forms import typed
from ui.forms.grid_block import total
from ui.forms.grid_view import GridView

PADDING = 8


class Footer(QWidget):
    """Adds up again only after the lines changed."""

    def __init__(self, view: GridView, names: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._view, self._names = view, names
        self._sums: dict[int, str] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        view.horizontalHeader().sectionResized.connect(self.update)
        view.horizontalScrollBar().valueChanged.connect(self.update)

    def sums(self) -> dict[int, str]:
        """The totals as shown, by column."""
        if self._sums is None:
            grid = self._view.grid
            chosen = [at for at, how in enumerate(grid.columns) if how.name in self._names]
            values = {at: total([grid.value(row, at) for row in range(len(grid.lines))]) for at in chosen}
            self._sums = {at: typed.displayed(grid.columns[at], value) for at, value in values.items()}
            told = (f"{text(grid.columns[at].caption)} {words}" for at, words in self._sums.items())
            self.setAccessibleName(self.title() + " " + _(", ").join(told))
        return self._sums

    def title(self) -> str:
        return ngettext("Total ({count} line)", "Total ({count} lines)", len(self._view.grid.lines)).format(
            count=len(self._view.grid.lines)
        )

    def refresh(self) -> None:
        self._sums = None
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, theme.look().row)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("sunken"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        painter.setPen(theme.colour("strong"))
        painter.setFont(theme.font(bold=True))
        left = self._view.frameWidth() + self._view.verticalHeader().width()
        first = self.width()
        painter.setClipRect(self.rect().adjusted(left, 0, 0, 0))
        for column, words in self.sums().items():
            width = self._view.columnWidth(column)
            start = left + self._view.columnViewportPosition(column)
            if len(self.sums()) == 1:
                start = min(start, self.width() - width)  # half a figure is another figure
            first = min(first, start)
            _write(painter, start, width, self.height(), words, Qt.AlignmentFlag.AlignRight)
        painter.setClipping(False)
        _write(painter, 0, max(first, left), self.height(), self.title(), Qt.AlignmentFlag.AlignLeft)


def _write(painter: QPainter, left: int, width: int, height: int, words: str, side: Qt.AlignmentFlag) -> None:
    rect = QRect(left + PADDING, 0, width - 2 * PADDING, height)
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, words)
