"""Amounts as bars: lying under each other for ages, standing side by side for days to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.drawings.spot import Spot, line_height, mixed, width_of

THICK, ROW = 20, 46
WIDE, GAP = 40, 22


@dataclass(frozen=True)
class Bar:
    """One bar, ready to be read: ``share`` of the longest; ``heat`` 0 … 1 from calm to alarming."""

    name: str
    caption: str
    amount: str
    share: float
    heat: float = 0.0
    told: str = ""


class BarSpot(Spot):
    """A bar with its caption and amount; ``room`` is the width of the captions or the height of the tallest bar."""

    def __init__(self, bar: Bar, parent: QWidget) -> None:
        super().__init__(f"{bar.caption} {bar.amount}", bar.told, parent)
        self.bar = bar
        self.room = 0


class Lying(BarSpot):
    """A bar from left to right."""

    def draw(self, painter: QPainter) -> None:
        middle = self.height() // 2
        vertical = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(step=-1))
        painter.setPen(theme.colour("text"))
        painter.drawText(QRect(4, 0, self.room, self.height()), vertical, self.bar.caption)
        left = self.room + 16
        longest = self.width() - left - width_of(self.bar.amount) - 16
        long = max(round(longest * self.bar.share), 1 if self.bar.share else 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(heat(self.bar.heat))
        painter.drawRoundedRect(QRectF(left, middle - THICK / 2, long, THICK), 2, 2)
        painter.setPen(theme.colour("strong" if self.bar.share else "muted"))
        painter.drawText(QRect(left + long + 8, 0, self.width(), self.height()), vertical, self.bar.amount)


class Standing(BarSpot):
    """A bar from bottom to top."""

    def draw(self, painter: QPainter) -> None:
        high = line_height(-1)
        tall = max(round(self.room * self.bar.share), 1 if self.bar.share else 0)
        bottom = self.height() - high - 10
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent_line"))
        wide = min(WIDE, self.width() - 8)
        painter.drawRoundedRect(QRectF((self.width() - wide) / 2, bottom - tall, wide, tall), 2, 2)
        painter.setFont(theme.font(step=-1))
        painter.setPen(theme.colour("strong" if self.bar.share else "muted"))
        centre = Qt.AlignmentFlag.AlignCenter
        painter.drawText(QRect(0, bottom - tall - high - 2, self.width(), high), centre, self.bar.amount)
        painter.setPen(theme.colour("muted"))
        painter.setFont(theme.font(step=-2))
        painter.drawText(QRect(0, bottom + 4, self.width(), high), centre, self.bar.caption)


class _Bars(QWidget):
    """Bars of one picture; a click tells the bar."""

    chosen = Signal(str)
    kind: type[BarSpot] = BarSpot

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spots: list[BarSpot] = []

    def show_bars(self, bars: Sequence[Bar], name: str) -> None:
        """Draw these bars; ``name`` is what the whole picture is called."""
        held = next((spot.bar.name for spot in self.spots if spot.hasFocus()), "")
        for spot in self.spots:
            spot.hide()
            spot.deleteLater()
        self.spots = [self.kind(bar, self) for bar in bars]
        for spot in self.spots:
            spot.clicked.connect(self._chosen)
            spot.show()
            if spot.bar.name == held:
                spot.setFocus()
        self.setAccessibleName(name)
        self.setAccessibleDescription("; ".join(bar.told for bar in bars))
        self._arrange()
        self.updateGeometry()

    def _chosen(self) -> None:
        spot = self.sender()
        if isinstance(spot, BarSpot):
            self.chosen.emit(spot.bar.name)

    def _arrange(self) -> None:
        """Place the bars in the room there is."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


class LyingBars(_Bars):
    """Bars under each other, as for ages."""

    kind = Lying

    def _arrange(self) -> None:
        room = max((width_of(spot.bar.caption) for spot in self.spots), default=0)
        row = min(ROW + theme.look().size - 13, self.height() // max(len(self.spots), 1))
        for place, spot in enumerate(self.spots):
            spot.room = room
            spot.setGeometry(QRect(QPoint(0, place * row), QSize(self.width(), row)))

    def minimumSizeHint(self) -> QSize:
        row = max(THICK + 6, line_height() + 4)
        return QSize(18 * theme.look().size, row * len(self.spots))


class StandingBars(_Bars):
    """Bars side by side, as for the days to come."""

    kind = Standing

    def _arrange(self) -> None:
        if not self.spots:
            return
        step = min(max(WIDE + GAP, self._widest() + 8), self.width() // len(self.spots))
        tall = min(self.height(), 300 + 4 * line_height())
        for place, spot in enumerate(self.spots):
            spot.room = tall - 2 * line_height(-1) - 16
            spot.setGeometry(QRect(place * step, 0, step, tall))

    def _widest(self) -> int:
        return max(max(width_of(one.bar.amount, step=-1), width_of(one.bar.caption, step=-2)) for one in self.spots)

    def minimumSizeHint(self) -> QSize:
        wide = (self._widest() + 4) * len(self.spots) if self.spots else 0
        return QSize(wide, 90 + 2 * line_height())


def heat(share: float) -> QColor:
    """From the calm accent over amber to red; the last is a deep red."""
    if share <= 0:
        return mixed("accent_fill", "surface", 0.3)
    if share < 0.5:
        return mixed("warning", "surface", 0.5 - share)
    return mixed("warning", "danger", (share - 0.5) * 2)
