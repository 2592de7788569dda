"""A part of a picture that is reached with Tab, opened with a click, Enter or F2, and read aloud with its figures."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui import theme


class Spot(QAbstractButton):
    """Subclasses draw themselves in ``draw``; ``name`` and ``told`` are what a screen reader says."""

    def __init__(self, name: str, told: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText(name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(told)
        self.setToolTip(told)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def draw(self, painter: QPainter) -> None:
        """Draw within the widget's own rectangle."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.fillRect(self.rect(), theme.colour("accent_soft"))
        self.draw(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.click()
        else:
            super().keyPressEvent(event)


def mixed(first: str, second: str, share: float) -> QColor:
    """A colour between two of the theme: ``share`` of the second."""
    one, other = theme.colour(first), theme.colour(second)
    parts = ((one.redF(), other.redF()), (one.greenF(), other.greenF()), (one.blueF(), other.blueF()))
    return QColor.fromRgbF(*(a + (b - a) * share for a, b in parts))


def width_of(words: str, bold: bool = False, step: int = 0) -> int:
    """How wide these words are in the font of the moment."""
    return QFontMetrics(theme.font(bold, step)).horizontalAdvance(words)


def line_height(step: int = 0) -> int:
    return QFontMetrics(theme.font(step=step)).height()
