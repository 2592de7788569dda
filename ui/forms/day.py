"""An editor for a day that may be empty: typed in many ways, or picked from a calendar."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.drafts import Entry
from models.language import _, current
from ui import theme
from ui.forms.line import Line, Today
from ui.icons import Icon

LOCALES = {"zh": QLocale.Language.Chinese, "en": QLocale.Language.English}


class Day(Line):
    """Alt+Down or F4 opens the calendar; Up and Down go a day forward and back."""

    def __init__(self, how: Entry, today: Today = date.today, parent: QWidget | None = None) -> None:
        super().__init__(how, today, parent)
        self._opener = QAction(theme.icon(Icon.CALENDAR), "", self)
        self._opener.triggered.connect(self.open)
        self.addAction(self._opener, Line.ActionPosition.TrailingPosition)
        self._opener.setVisible(not how.readonly)

    def lock(self, locked: bool) -> None:
        super().lock(locked)
        if hasattr(self, "_opener"):
            self._opener.setVisible(not self.isReadOnly())

    def open(self) -> None:
        """Show the calendar under the line."""
        calendar = _Calendar(self)
        corner = self.mapToGlobal(QPoint(0, self.height() + 2))
        room = self.screen().availableGeometry()
        size = calendar.sizeHint()
        if corner.y() + size.height() > room.bottom():
            corner = self.mapToGlobal(QPoint(0, -size.height() - 2))
        calendar.move(min(corner.x(), room.right() - size.width()), max(corner.y(), room.top()))
        calendar.show()
        calendar.days.setFocus()

    def take(self, day: date | None) -> None:
        """A day chosen by the person."""
        self.put(day)
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(key), 0)
        if self.isReadOnly():
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_F4 or (alt and step):
            self.open()
        elif step and self.value():
            self.take(self.value() + timedelta(days=step))
        else:
            super().keyPressEvent(event)


class Month(QCalendarWidget):
    """A month in the reader's language; red is kept for what is overdue, so no day is red here."""

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(QLocale(LOCALES[current()]))
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        weekend = QTextCharFormat()
        weekend.setForeground(theme.colour("muted"))
        for name in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(name, weekend)
        self.setSelectedDate(QDate(day.year, day.month, day.day))


class _Calendar(QFrame):
    """A month to choose a day from."""

    def __init__(self, line: Day) -> None:
        super().__init__(line, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        self._line = line
        self.days = Month(line.value() or line.today(), self)
        self.days.clicked.connect(self._chosen)
        self.days.activated.connect(self._chosen)
        self._today, self._none = QPushButton(_("Today"), self), QPushButton(_("No date"), self)
        self._today.clicked.connect(self._choose_today)
        self._none.clicked.connect(self._choose_none)
        below = QHBoxLayout()
        below.addWidget(self._today)
        below.addStretch()
        below.addWidget(self._none)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.days)
        layout.addLayout(below)

    def _chosen(self, day: QDate) -> None:
        self._take(date(day.year(), day.month(), day.day()))

    def _choose_today(self) -> None:
        self._take(self._line.today())

    def _choose_none(self) -> None:
        self._take(None)

    def _take(self, day: date | None) -> None:
        self.close()
        self._line.take(day)
        self._line.setFocus(Qt.FocusReason.PopupFocusReason)
