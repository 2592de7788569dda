"""An editor for one of a few choices; typing any part of one narrows the list."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QListView, QWidget

from models.drafts import Entry
from models.language import _, text
from models.problems import Problem
from ui.forms import typed
from ui.forms.typed import Unclear


class Choice(QComboBox):
    """A list of choices; typing any part of one narrows the list."""

    edited = Signal()
    left = Signal()

    def __init__(self, how: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.how = how
        self.selects_itself = True
        self._value: Any = typed.empty(how)
        self._unclear: Unclear | None = None
        self.setEditable(True)
        self.line = QLineEdit(self)
        self.setLineEdit(self.line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(16)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self._complete()
        self.lock(False)
        self.line.textEdited.connect(self._typed)
        self.activated.connect(self._chosen)
        self.relabel()

    def value(self) -> Any:
        return self._value

    def put(self, value: Any) -> None:
        self._value, self._unclear = value, None
        self._show()

    def words(self) -> str:
        return self.currentText()

    def put_words(self, words: str) -> None:
        self.setEditText(words)
        self._read(words)

    def lock(self, locked: bool) -> None:
        self.setDisabled(locked or self.how.readonly)

    def unclear(self) -> Problem | None:
        return self._unclear.problem(self.how.name) if self._unclear else None

    def relabel(self) -> None:
        kept = self.currentText()
        self.clear()
        if not self.how.required:
            self.addItem("", typed.empty(self.how))
        for key, caption in self.how.choices.items():
            self.addItem(text(caption), key)
        self.line.setPlaceholderText(text(self.how.hint) or _("Choose"))
        self.setToolTip(text(self.how.hint))
        if self._unclear:
            self.setEditText(kept)
        else:
            self._show()

    def _complete(self) -> None:
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        popup = QListView()
        popup.setProperty("role", "popup")
        completer.setPopup(popup)
        completer.activated.connect(self._completed)
        self.setCompleter(completer)

    def _show(self) -> None:
        index = next((at for at in range(self.count()) if self.itemData(at) == self._value), -1)
        self.setCurrentIndex(index)
        if index < 0:
            self.setEditText("" if self._value is None else str(self._value))
        self.line.setCursorPosition(0)

    def _typed(self, words: str) -> None:
        self._read(words)
        self.edited.emit()

    def _completed(self, words: str) -> None:
        self._read(words)
        self.edited.emit()

    def _chosen(self, index: int) -> None:
        self._value, self._unclear = self.itemData(index), None
        self.edited.emit()

    def _read(self, words: str) -> None:
        try:
            self._value, self._unclear = typed.read(self.how, words, date.min), None
        except Unclear as unclear:
            self._value, self._unclear = typed.empty(self.how), unclear

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.selects_itself and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.line.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            if self._unclear is None:
                self._show()
            self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
