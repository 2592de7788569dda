"""The cut-off date: every derived figure on the screen is as of this day; a past day is tinted so nobody forgets."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from models.language import _, current
from ui.forms import typed
from ui.workspace import Workspace


def month_end_before(day: date) -> date:
    """The last day of the month before the one ``day`` is in."""
    return day.replace(day=1) - timedelta(days=1)


def tint(widget: QWidget, yes: bool) -> None:
    """Let the stylesheet show this widget in the colours of a past day."""
    widget.setProperty("past", yes)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


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
        tint(self, day < date.today())

    def open(self) -> None:
        box = CalendarBox(self._workspace.as_of, self)
        box.chosen.connect(self._workspace.set_as_of)
        corner = self.mapToGlobal(QPoint(self.width(), self.height() + 2))
        box.move(corner.x() - box.sizeHint().width(), corner.y())
        box.show()
        box.line.setFocus()

    def to_month_end(self) -> None:
        """To the end of last month; again, a month further back."""
        self._workspace.set_as_of(month_end_before(self._workspace.as_of))


class CalendarBox(QFrame):
    """A day to choose: typed, clicked, today, or the end of last month."""

    chosen = Signal(object)

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        self.line = QLineEdit(day.isoformat())
        self.line.setAccessibleName(_("Cut-off date"))
        self.line.selectAll()
        self.problem = QLabel()
        self.problem.setProperty("tone", "danger")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.days = QCalendarWidget()
        self.days.setLocale(QLocale(QLocale.Language.Chinese if current() == "zh" else QLocale.Language.English))
        self.days.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.days.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.days.setSelectedDate(QDate(day.year, day.month, day.day))
        self.today, self.month_end = QPushButton(_("Today")), QPushButton(_("End of last month"))
        self._lay_out()
        self.line.returnPressed.connect(self._typed)
        self.days.clicked.connect(self._clicked)
        self.days.activated.connect(self._clicked)
        self.today.clicked.connect(self._choose_today)
        self.month_end.clicked.connect(self._choose_month_end)

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.addWidget(self.today)
        below.addStretch(1)
        below.addWidget(self.month_end)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        for part in (self.line, self.problem, self.days):
            column.addWidget(part)
        column.addLayout(below)

    def _take(self, day: date) -> None:
        self.close()
        self.chosen.emit(day)

    def _typed(self) -> None:
        try:
            self._take(typed.day(self.line.text(), date.today()))
        except typed.Unclear as unclear:
            self.problem.setText(unclear.problem("").text())
            self.problem.show()

    def _clicked(self, day: QDate) -> None:
        self._take(date(day.year(), day.month(), day.day()))

    def _choose_today(self) -> None:
        self._take(date.today())

    def _choose_month_end(self) -> None:
        self._take(month_end_before(date.today()))
