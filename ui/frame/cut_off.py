"""The cut-off date: every derived figure on the screen is as of this day; a past day is tinted so nobody forgets."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton, QWidget

from models.language import _
from ui import theme
from ui.workspace import Workspace


def tint(widget: QWidget, yes: bool) -> None:
    """Let the stylesheet show this widget in the colours of a past day."""
    theme.mark(widget, "past", yes)


class CutOffButton(QPushButton):
    """Shows the day; a click, Enter or Space opens the calendar."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setProperty("role", "day")
        self.clicked.connect(self.open)
        workspace.as_of_changed.connect(self._show)
        self.retranslate()

    def retranslate(self) -> None:
        self.setToolTip(_("Every figure on the screen is as of this day. Ctrl+Shift+M goes to the end of last month."))
        self._show()

    def _show(self, _day: Any = None) -> None:
        day = self._workspace.as_of
        self.setText(_("As of {day}").format(day=day.isoformat()))
        self.setAccessibleName(self.text())
        tint(self, day < self._workspace.today())

    def open(self) -> None:
        from ui.frame.calendar_box import CalendarBox

        box = CalendarBox(self._workspace.as_of, self)
        box.chosen.connect(self._workspace.set_as_of)
        corner = self.mapToGlobal(QPoint(self.width(), self.height() + 2))
        box.move(corner.x() - box.sizeHint().width(), corner.y())
        box.show()
        box.line.setFocus()

    def to_month_end(self) -> None:
        """To the end of last month; again, a month further back."""
        self._workspace.set_as_of(self._workspace.as_of.replace(day=1) - timedelta(days=1))
