"""The way from applying to cash as a row of boxes: how much came this far, and between them what waits and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.drawings.spot import Spot, line_height, mixed, width_of

TALLEST, BETWEEN = 70, 10
PALEST = 0.55


@dataclass(frozen=True)
class Gate:
    """One box, ready to be read: ``share`` of the tallest; over the arrow ``waiting``, below ``why`` and ``since``.

    ``told`` is the box in full, ``why_told`` what waits behind it.
    """

    name: str
    caption: str
    amount: str
    share: float
    waiting: str = ""
    why: str = ""
    since: str = ""
    tone: str = "muted"
    told: str = ""
    why_told: str = ""


class GateSpot(Spot):
    """A box with its caption and amount: how much came this far."""

    def __init__(self, gate: Gate, shade: float, last: bool, parent: QWidget) -> None:
        super().__init__(f"{gate.caption} {gate.amount}", gate.told, parent)
        self.gate, self._shade, self._last = gate, shade, last

    def draw(self, painter: QPainter) -> None:
        colour = mixed("done", "surface", 0.2) if self._last else mixed("accent_fill", "surface", self._shade)
        tall = max(round(TALLEST * self.gate.share), 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(4, 4 + TALLEST - tall, self.width() - 8, tall), 2, 2)
        self._write(painter)

    def _write(self, painter: QPainter) -> None:
        top, high = TALLEST + 8, line_height()
        centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font(step=-1))
        painter.drawText(QRect(0, top, self.width(), high), centre, self.gate.caption)
        painter.setPen(theme.colour("strong"))
        painter.setFont(theme.font(bold=True))
        painter.drawText(QRect(0, top + high - 1, self.width(), high), centre, self.gate.amount)


class GapSpot(Spot):
    """The arrow to the next box with what waits and why; where nothing waits there is nothing to choose."""

    def __init__(self, gate: Gate, parent: QWidget) -> None:
        super().__init__(f"{gate.why} {gate.waiting}".strip(), gate.why_told, parent)
        self.gate = gate
        self.setEnabled(bool(gate.waiting))

    def draw(self, painter: QPainter) -> None:
        wide = self.width()
        middle = 4 + TALLEST * 0.68
        painter.setPen(QPen(theme.colour("control"), 1))
        begin, end = wide / 2 - 15, wide / 2 + 15
        painter.drawLine(QPointF(begin, middle), QPointF(end, middle))
        painter.drawLine(QPointF(end - 7, middle - 6), QPointF(end, middle))
        painter.drawLine(QPointF(end - 7, middle + 6), QPointF(end, middle))
        painter.setPen(theme.colour(self.gate.tone))
        painter.setFont(theme.font(step=-2))
        high = line_height(-2)
        over = QRectF(0, middle - 11 - high, wide, high)
        under = QRectF(0, middle + 7, wide, high)
        painter.drawText(over, Qt.AlignmentFlag.AlignCenter, self.gate.waiting)
        painter.drawText(under, Qt.AlignmentFlag.AlignCenter, self.gate.why)
        painter.drawText(under.translated(0, high), Qt.AlignmentFlag.AlignCenter, self.gate.since)


class Flow(QWidget):
    """The boxes side by side, in several rows where the window is too narrow; a click tells the gate.

    ``chosen`` for a box, ``waiting_chosen`` for what waits behind it.
    """

    chosen = Signal(str)
    waiting_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spots: list[GateSpot] = []
        self.gaps: list[GapSpot] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_gates(self, gates: Sequence[Gate], name: str) -> None:
        """Draw these gates; ``name`` is what the whole picture is called."""
        held = next(((type(spot), spot.gate.name) for spot in self._all() if spot.hasFocus()), None)
        for spot in self._all():
            spot.hide()
            spot.deleteLater()
        last = len(gates) - 1
        shades = [0.1 + PALEST * place / max(last, 1) for place in range(len(gates))]
        self.spots = [GateSpot(gate, shades[place], place == last, self) for place, gate in enumerate(gates)]
        self.gaps = [GapSpot(gate, self) for gate in gates[:-1]]
        for spot in self._all():
            spot.clicked.connect(self._chosen)
            spot.show()
            if (type(spot), spot.gate.name) == held:
                spot.setFocus()
        for before, after in pairwise(self._all()):
            QWidget.setTabOrder(before, after)
        self.setAccessibleName(name)
        told = (words for one in gates for words in (one.told, one.why_told) if words)
        self.setAccessibleDescription("; ".join(told))
        self._arrange()

    def box(self, name: str) -> GateSpot:
        """The box of this gate."""
        return next(spot for spot in self.spots if spot.gate.name == name)

    def _all(self) -> list[GateSpot | GapSpot]:
        """Boxes and what waits behind them, from left to right."""
        return [one for both in zip_longest(self.spots, self.gaps) for one in both if one is not None]

    def _chosen(self) -> None:
        spot = self.sender()
        if isinstance(spot, GateSpot):
            self.chosen.emit(spot.gate.name)
        elif isinstance(spot, GapSpot):
            self.waiting_chosen.emit(spot.gate.name)

    def _row(self) -> int:
        return TALLEST + 10 + 2 * line_height()

    def _measures(self) -> tuple[int, list[int]]:
        """The least width of a box, and of each arrow behind one."""
        gates = [spot.gate for spot in self.spots]
        box = max((max(width_of(one.amount, True), width_of(one.caption, step=-1)) for one in gates), default=0) + 14
        told = [max(width_of(words, step=-2) for words in (one.waiting, one.why, one.since)) for one in gates[:-1]]
        return box, [max(wide + 6, 46) for wide in told]

    def _rows(self, box: int, gaps: Sequence[int]) -> int:
        """In how many rows the boxes stand: one when all fit, else two, else three."""
        count, widest = len(self.spots), max(gaps, default=0)
        if count * box + sum(gaps) <= self.width():
            return 1
        return 2 if ceil(count / 2) * (box + widest) <= self.width() else 3

    def _arrange(self) -> None:
        if not self.spots:
            return
        box, gaps = self._measures()
        rows = self._rows(box, gaps)
        across = ceil(len(self.spots) / rows)
        if rows > 1:
            gaps = [max(gaps)] * len(self.spots)
        self.setFixedHeight(rows * self._row() + (rows - 1) * BETWEEN)
        taken = gaps[: across - 1 if rows == 1 else across]
        spare = max(self.width() - across * box - sum(taken), 0)
        box += spare * 6 // 10 // across
        gaps = [gap + spare * 4 // 10 // max(len(taken), 1) for gap in gaps]
        self._place(across, box, gaps)
        self.updateGeometry()

    def _place(self, across: int, box: int, gaps: Sequence[int]) -> None:
        left = 0
        for place, spot in enumerate(self.spots):
            row, column = divmod(place, across)
            left, top = (left if column else 0), row * (self._row() + BETWEEN)
            spot.setGeometry(left, top, box, self._row())
            if place < len(self.gaps):
                self.gaps[place].setGeometry(left + box, top, gaps[place], self._row())
                left += box + gaps[place]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        box, gaps = self._measures()
        return QSize(ceil(len(self.spots) / 3) * (box + max(gaps, default=0)), self._row())
