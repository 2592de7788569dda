"""Over which window a box opens: never over a box that has just closed, which would take the new one along."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QDialog, QWidget


def window_below() -> QWidget | None:
    """The active window, else the one that is there; of a closed box the window it stood over."""
    found: QWidget | None = QApplication.activeWindow()
    while isinstance(found, QDialog) and not found.isVisible():
        parent = found.parentWidget()
        found = parent.window() if parent is not None else None
    return found or next((one for one in QApplication.topLevelWidgets() if _stays(one)), None)


def _stays(window: QWidget) -> bool:
    return window.isVisible() and not isinstance(window, QDialog)
