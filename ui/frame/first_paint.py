"""Tells when a window was painted for the first time: what takes long is begun then, and not before."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow

LONGEST = 500
"""Milliseconds; a window that starts minimised is never painted, and its book is opened all the same."""


class FirstPaint(QObject):
    """``done`` comes once, when the paint is over."""

    done = Signal()

    def __init__(self, window: QWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_done = False
        window.installEventFilter(self)
        QTimer.singleShot(LONGEST, self, self._end)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Expose:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._end)
        return False

    def _end(self) -> None:
        if not self._is_done:
            self._is_done = True
            self.done.emit()
