"""The box that asks for the cut-off date: typed, clicked, today, or the end of last month."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from models.language import _, current
from ui import theme
from ui.forms import typed


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
        plain = QTextCharFormat()
        plain.setForeground(theme.colour("muted"))
        for day_off in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.days.setWeekdayTextFormat(day_off, plain)  # red is for what is overdue
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
        self._take(date.today().replace(day=1) - timedelta(days=1))
