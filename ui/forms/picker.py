"""An editor for a record of a long list: any word or the pinyin initials find it; a new one can be made from inside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence, QStandardItemModel
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QListView,
    QWidget,
)
from shiboken6 import isValid

from models.drafts import Entry
from models.language import N_, _, text
from models.problems import Problem
from ui import theme
from ui.forms import typed
from ui.forms.picker_rows import HINT, KEY, NEW, TwoWords, item
from ui.icons import Icon

UNKNOWN = N_("Nothing is called “{typed}”. Choose from the list.")
LOOKING = N_("Looking for “{typed}” …")
PAUSE = 120


class Candidate(NamedTuple):
    """A record that can be picked: its id, what it is called, and what tells it from others of that name."""

    key: str
    title: str
    hint: str = ""


Deliver = Callable[[Sequence[Candidate]], None]
Made = Callable[[Candidate | None], None]


@dataclass(frozen=True)
class Source:
    """Where candidates come from. All answers are delivered to a callback, at once or later, on the window's thread.

    ``find(words, deliver)`` delivers what matches (no words: what is likely); ``named(key, deliver)`` the one record;
    ``new(words, asker, made)`` opens a form for a new record over the asking widget and calls ``made`` with it when it
    is saved, or with None when it is left.
    """

    find: Callable[[str, Deliver], None]
    named: Callable[[str, Deliver], None]
    new: Callable[[str, QWidget, Made], None] | None = None


def from_list(candidates: Sequence[tuple[str, str, str]], new: Any = None) -> Source:
    """A source for a list that is at hand."""
    known = [Candidate(*one) for one in candidates]

    def find(words: str, deliver: Deliver) -> None:
        wanted = words.casefold().split()
        deliver([one for one in known if all(word in f"{one.title} {one.hint}".casefold() for word in wanted)])

    def named(key: str, deliver: Deliver) -> None:
        deliver([one for one in known if one.key == key])

    return Source(find, named, new)


class Picker(QLineEdit):
    """The list opens while typing and with Down or F4; Enter takes the marked line, Esc leaves all as it was.

    Its last line, or Ctrl+N, begins a new record; ``is_making`` until that is saved or left.
    """

    edited = Signal()
    left = Signal()
    picked = Signal()
    called = Signal()
    """The name of the record that stands here is known."""

    def __init__(self, how: Entry, source: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.how, self._source = how, source
        self._value: Any = typed.empty(how)
        self._title = ""
        self._asked = 0
        self.selects_itself = True
        self._opening = self.is_making = self._awaits = False
        self._found = QStandardItemModel(self)
        self._popup = QListView()
        self._completer = self._make_completer()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._search)
        self._opener = QAction(theme.icon(Icon.CHEVRON_DOWN), "", self)
        self._opener.triggered.connect(self.open)
        self.addAction(self._opener, QLineEdit.ActionPosition.TrailingPosition)
        self.textEdited.connect(self._typed)
        self.lock(False)
        self.relabel()

    def value(self) -> Any:
        return self._value

    def put(self, value: Any) -> None:
        self._value, self._title = value, ""
        self.setText("")
        if value:
            self._source.named(value, self._named)

    def words(self) -> str:
        return self.text()

    def put_words(self, words: str) -> None:
        self._value = typed.empty(self.how)
        self.setText(words)

    def unclear(self) -> Problem | None:
        if self._value or not self.text().strip():
            return None
        return Problem(self.how.name, LOOKING if self._awaits else UNKNOWN, {"typed": self.text().strip()})

    def lock(self, locked: bool) -> None:
        self.setReadOnly(locked or self.how.readonly)
        self._opener.setVisible(not self.isReadOnly())

    def relabel(self) -> None:
        self.setPlaceholderText(text(self.how.hint) or _("Type any word or pinyin initials"))

    def take(self, candidate: Candidate) -> None:
        """A record chosen by the person."""
        self._value, self._title = candidate.key, candidate.title
        self._show_title()
        self.edited.emit()
        self.picked.emit()

    def open(self) -> None:
        """Show what can be picked."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask("" if self._value else self.text().strip(), True)

    def begin_new(self) -> None:
        """Type a new record in a form over this one; what stands here stays until it is saved."""
        if self._source.new is None or self.isReadOnly():
            return
        self._pause.stop()
        self._popup.hide()
        self._asked += 1
        self.is_making = True
        self._source.new("" if self._value else self.text().strip(), self, self._made)

    def _made(self, candidate: Candidate | None) -> None:
        if not isValid(self):
            return
        self.is_making = False
        self.activateWindow()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if candidate is not None:
            self.take(candidate)

    def _make_completer(self) -> QCompleter:
        completer = QCompleter(self._found, self)
        completer.setWidget(self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(12)
        completer.setPopup(self._popup)
        self._popup.setItemDelegate(TwoWords(self._popup))
        self._popup.setProperty("role", "popup")
        self._popup.setAccessibleName(text(self.how.caption))
        completer.activated[QModelIndex].connect(self._activated)  # type: ignore[index]
        return completer

    def _named(self, found: Sequence[Candidate]) -> None:
        if not isValid(self):
            return
        match = next((one for one in found if one.key == self._value), None)
        if match is not None:
            self._title = match.title
            self._show_title()

    def _show_title(self) -> None:
        self.setText(self._title)
        self.setCursorPosition(0)
        self.setToolTip(self._title)
        self.called.emit()

    def _typed(self, words: str) -> None:
        self._value, self._title = typed.empty(self.how), ""
        self.edited.emit()
        self._pause.start()

    def _search(self) -> None:
        self._ask(self.text().strip(), self.hasFocus())

    def _ask(self, words: str, opening: bool) -> None:
        self._pause.stop()
        self._asked += 1
        asked, self._opening = self._asked, opening
        self._awaits = not opening

        def deliver(found: Sequence[Candidate]) -> None:
            if isValid(self) and asked == self._asked:
                self._awaits = False
                self._offer(words, found)

        self._source.find(words, deliver)

    def _offer(self, words: str, found: Sequence[Candidate]) -> None:
        self._found.clear()
        for one in found:
            self._found.appendRow(item(one.title, one.key, one.hint))
        if self._source.new is not None:
            self._found.appendRow(item(_("New: {words}").format(words=words) if words else _("New …"), NEW, "Ctrl+N"))
        if not self._opening:
            exact = [one for one in found if one.title.casefold() == words.casefold()] or found
            if len(exact) == 1 and not self._value:
                self.take(exact[0])
            else:
                self.edited.emit()  # only now it is known that nothing is called so
        elif self._found.rowCount() and self.isVisible():
            self._show_popup(len(found))

    def _show_popup(self, many: int) -> None:
        margins = self.rect()
        margins.setWidth(max(margins.width(), 320))
        self._completer.complete(margins)
        if many:
            self._popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _activated(self, index: QModelIndex) -> None:
        key, title = index.data(KEY), index.data(Qt.ItemDataRole.DisplayRole)
        if key != NEW:
            self.take(Candidate(key, title, index.data(HINT)))
        else:
            self.begin_new()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        opens = event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4)
        if opens and not self.isReadOnly() and not self._popup.isVisible():
            self.open()
        elif event.matches(QKeySequence.StandardKey.New):
            self.begin_new()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, following: bool) -> bool:
        """Tab out of the open list takes the row gone to with the arrows, else what the words name exactly."""
        if self._popup.isVisible():
            chosen = self._popup.currentIndex()
            self._popup.hide()
            if chosen.row() > 0 and chosen.data(KEY) != NEW:
                self._activated(chosen)
        return super().focusNextPrevChild(following)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.selects_itself and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason or self._popup.isVisible() or self.is_making:
            return
        self._pause.stop()
        self._asked += 1  # nothing opens, and nothing is taken, once the person has gone on
        if self.text().strip() and not self._value:
            self._ask(self.text().strip(), False)
        self.left.emit()
