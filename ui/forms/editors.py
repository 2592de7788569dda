"""Which editor an entry gets, and what form and grid may ask of every editor.

Every editor keeps what was typed, says what it understood, and never changes by the mouse wheel.
How to add one: a class with the members of ``Editor``, its kind in ``typed.kind_of`` and here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from models.drafts import Entry
from models.problems import Problem
from ui.forms import typed
from ui.forms.choice import Choice
from ui.forms.day import Day
from ui.forms.line import Flag, Line, Lines, Today
from ui.forms.picker import Picker, Source


class Editor(Protocol):
    """``edited`` is sent only when a person changes something, ``left`` when the person goes on to another entry.

    With ``selects_itself`` the text is selected when the focus comes.
    """

    how: Entry
    selects_itself: bool
    edited: Any
    left: Any

    def value(self) -> Any:
        """What was understood; the empty value while it is not."""

    def put(self, value: Any) -> None:
        """Show a value; nothing is sent."""

    def words(self) -> str:
        """What stands in the editor, understood or not."""

    def put_words(self, words: str) -> None:
        """Put text as if a person had typed it; nothing is sent."""

    def unclear(self) -> Problem | None:
        """Why what was typed cannot be understood."""

    def lock(self, locked: bool) -> None:
        """Only show, do not take typing."""

    def relabel(self) -> None:
        """Show hints and choices in the language spoken now."""


def editor_for(
    how: Entry, sources: Mapping[str, Source], today: Today = date.today, parent: QWidget | None = None
) -> Any:
    """The editor (a QWidget and an ``Editor``) of an entry; ``sources`` gives the records a picker offers."""
    kind = typed.kind_of(how)
    if kind == "pick":
        return Picker(how, sources[how.pick], parent)
    if kind == "choice":
        return Choice(how, parent)
    if kind == "lines":
        return Lines(how, parent)
    if kind == "flag":
        return Flag(how, parent)
    return Day(how, today, parent) if kind == "day" else Line(how, today, parent)
