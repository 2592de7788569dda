"""The words of a filter; keys of the list and of the window stay theirs while it has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

THEIRS = (Qt.Key.Key_E, Qt.Key.Key_U, Qt.Key.Key_K, Qt.Key.Key_D)
"""With Ctrl some desktops make these move or delete in an entry; here they export, turn the unit, search, copy."""


class FilterLine(QLineEdit):
    """An entry that lets go of those keys."""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_theirs(event):
            event.ignore()
            return False
        return super().event(event)


def _is_theirs(event: QKeyEvent) -> bool:
    return event.key() in THEIRS and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
