"""Editors one types into: a line (text, amount, number, day), several lines; and a box to tick."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from models.drafts import Entry
from models.language import text
from models.money import Money
from models.problems import Problem
from models.rules.words import words as capital_words
from ui import theme
from ui.forms import typed
from ui.forms.typed import Unclear

Today = Callable[[], date]


class Line(QLineEdit):
    """One line of text, an amount, a number or a day, read by ``typed.read``."""

    edited = Signal()
    left = Signal()

    def __init__(self, how: Entry, today: Today = date.today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.how, self.today = how, today
        self.kind = typed.kind_of(how)
        self.selects_itself = True
        self._value: Any = typed.empty(how)
        self._unclear: Unclear | None = None
        if self.kind in ("money", "number", "whole"):
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.lock(False)
        self.textEdited.connect(self._typed)
        self.relabel()

    def value(self) -> Any:
        return self._value

    def put(self, value: Any) -> None:
        self._value, self._unclear = value, None
        self._show()

    def words(self) -> str:
        return self.text() if self._unclear or self.hasFocus() else typed.written(self.how, self._value)

    def put_words(self, words: str) -> None:
        self.setText(words)
        self._read(words)

    def lock(self, locked: bool) -> None:
        self.setReadOnly(locked or self.how.readonly)
        theme.redress(self)

    def unclear(self) -> Problem | None:
        return self._unclear.problem(self.how.name) if self._unclear else None

    def relabel(self) -> None:
        self.setPlaceholderText("" if self.how.readonly else text(self.how.hint))
        self._show()

    def _typed(self, words: str) -> None:
        self._read(words)
        self.edited.emit()

    def _read(self, words: str) -> None:
        try:
            self._value, self._unclear = typed.read(self.how, words, self.today()), None
        except Unclear as unclear:
            self._value, self._unclear = typed.empty(self.how), unclear
        self._tell_tip()

    def _show(self) -> None:
        if self._unclear is None:
            form = typed.written if self.hasFocus() and not self.isReadOnly() else typed.displayed
            self.setText(form(self.how, self._value))
            self.setCursorPosition(0)
        self._tell_tip()

    def _tell_tip(self) -> None:
        tip = text(self.how.hint)
        if isinstance(self._value, Money):
            tip = capital_words(self._value)
        elif self.kind == "day" and self._value:
            tip = f"{self._value.isoformat()} {self.locale().dayName(self._value.isoweekday())}"
        self.setToolTip(tip)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """In a cell the focus may come when an input method has already written: then nothing is changed."""
        super().focusInEvent(event)
        if self.selects_itself and self._unclear is None:
            if self.kind != "text":
                self._show()
            if event.reason() != Qt.FocusReason.PopupFocusReason:
                self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._show()
            self.left.emit()


class Lines(QPlainTextEdit):
    """A text of several lines; Tab goes on to the next entry."""

    edited = Signal()
    left = Signal()

    def __init__(self, how: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.how, self.selects_itself = how, False
        self.setTabChangesFocus(True)
        self.lock(False)
        self._silent = False
        self.textChanged.connect(self._typed)
        self.relabel()

    def value(self) -> Any:
        return typed.read(self.how, self.toPlainText(), date.min)

    def put(self, value: Any) -> None:
        self.put_words(value or "")

    def words(self) -> str:
        return self.toPlainText()

    def put_words(self, words: str) -> None:
        self._silent = True
        self.setPlainText(words)
        self._silent = False

    def lock(self, locked: bool) -> None:
        self.setReadOnly(locked or self.how.readonly)
        theme.redress(self)

    def unclear(self) -> Problem | None:
        return None

    def relabel(self) -> None:
        self.setPlaceholderText(text(self.how.hint))
        self.ensurePolished()
        self.setFixedHeight(self.fontMetrics().lineSpacing() * self.how.lines + 18)

    def _typed(self) -> None:
        if not self._silent:
            self.edited.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class Flag(QCheckBox):
    """A statement that is true or not; its caption stands beside the box."""

    edited = Signal()
    left = Signal()

    def __init__(self, how: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.how, self.selects_itself = how, False
        self.lock(False)
        self.clicked.connect(self._clicked)
        self.relabel()

    def value(self) -> Any:
        return self.isChecked()

    def put(self, value: Any) -> None:
        self.setChecked(bool(value))

    def words(self) -> str:
        return typed.written(self.how, self.isChecked())

    def put_words(self, words: str) -> None:
        self.setChecked(typed.flag(words))

    def lock(self, locked: bool) -> None:
        self.setDisabled(locked or self.how.readonly)

    def unclear(self) -> Problem | None:
        return None

    def relabel(self) -> None:
        self.setText(text(self.how.caption))
        self.setToolTip(text(self.how.hint))

    def _clicked(self) -> None:
        self.edited.emit()
        self.left.emit()
