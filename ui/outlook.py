"""What every page sees alike: the cut-off date, the unit of amounts, the language, the looks."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Signal

from models import language
from ui.window_state import WindowState


class Outlook(QObject):
    """The choices of the person that change how pages read; all but the cut-off date are remembered."""

    as_of_changed = Signal(object)
    unit_changed = Signal(bool)
    language_changed = Signal(str)
    look_changed = Signal()
    """Light or dark, or the size of the text, was chosen anew."""

    def __init__(self, state: WindowState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = state
        self._as_of: date | None = None

    def today(self) -> date:
        """The day of the calendar."""
        return date.today()

    @property
    def as_of(self) -> date:
        """The day every derived figure is as of: today unless the person chose another."""
        return self._as_of or self.today()

    @property
    def is_today(self) -> bool:
        return self._as_of is None

    def set_as_of(self, day: date | None) -> None:
        """Look at the book as of this day; today (or None) follows the calendar again."""
        chosen = None if day == self.today() else day
        if chosen != self._as_of:
            self._as_of = chosen
            self.as_of_changed.emit(self.as_of)

    @property
    def in_wan(self) -> bool:
        """Whether screens show 万元; papers always print 元."""
        return bool(self.state.get("in_wan", False))

    def show_in_wan(self, yes: bool) -> None:
        self.state.put("in_wan", yes)
        self.unit_changed.emit(yes)

    def speak(self, spoken: str) -> None:
        """Switch the language of the window; what is open stays open."""
        language.use(spoken)
        self.state.put("language", language.current())
        self.language_changed.emit(language.current())
