"""What the window asks of a page: a title trail, a record to show, a new one to begin, and leave to go."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget


class PageWidget(QWidget):
    """A page; the methods do nothing here, a page overrides those it has a use for."""

    trail_changed = Signal(list)
    """Where the person is within the page: ``["JB-2025-07", "No. 6"]``, shown behind the page's title."""

    def __init__(self, workspace: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace

    def show_record(self, key: str) -> None:
        """Open the record with this id."""

    def begin_record(self) -> None:
        """Begin a new record."""

    def show_filtered(self, conditions: tuple[Any, ...]) -> None:
        """Show the list with only what meets these conditions (``Condition``); the person can take them away."""

    def resume(self, kept: Any) -> None:
        """Go on with typing that was kept (an ``Unfinished``)."""

    def show_root(self) -> None:
        """Go back to where the page begins; typing on the way is kept."""

    def retranslate(self) -> None:
        """Speak the language that was switched to."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.workspace.selection_told.emit("")
        QTimer.singleShot(0, self, self.take_keyboard)

    def take_keyboard(self) -> None:
        """Whoever works without a mouse starts on the page, not nowhere: its first control, unless it chose one."""
        here = self.window().focusWidget()
        if not self.isVisible() or (here is not None and (here is self or self.isAncestorOf(here))):
            return
        widget = self.nextInFocusChain()
        while widget is not None and widget is not self:
            takes = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
            if takes and self.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled():
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            widget = widget.nextInFocusChain()

    @property
    def trail(self) -> list[str]:
        return []
