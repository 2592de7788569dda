"""Ctrl+K: one box for pages, commands and records; what is typed narrows the list, Enter takes the marked line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from models.language import _, text
from ui import theme
from ui.frame.wording import says
from ui.icons import Icon
from ui.pages import Page
from ui.workspace import Workspace

PAUSE = 120
WIDTH = 640
CALL = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Choice:
    """One line of the box; ``hint`` stands behind the title (a shortcut, or where it leads); ``also`` finds it too."""

    title: str
    call: Callable[[], None]
    hint: str = ""
    icon: Icon = Icon.CHEVRON_RIGHT
    also: str = ""


class CommandBox(QFrame):
    """``choices`` are pages and commands; records are asked of the lists of ``pages``."""

    def __init__(
        self, workspace: Workspace, choices: Sequence[Choice], pages: Sequence[Page], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        self._workspace = workspace
        self._choices = choices
        self._pages = [page for page in pages if page.listing or page.spec]
        self._asked: Future[Any] | None = None
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Contract, party, amount, document number, or a command"))
        self.line.setAccessibleName(_("Search or command"))
        self.line.installEventFilter(self)
        self.list = QListWidget()
        self.list.setProperty("role", "popup")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(_("What was found"))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._search)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.line)
        self.nothing = QLabel(_("Nothing found. Try part of a name, a number or an amount."), wordWrap=True)
        self.nothing.setProperty("tone", "muted")
        self.nothing.hide()
        column.addWidget(self.nothing)
        column.addWidget(self.list)
        self.line.textChanged.connect(self._typed)
        self.line.returnPressed.connect(self._take)
        self.list.itemClicked.connect(self._clicked)
        self._show([])

    def open(self, corner: QPoint) -> None:
        """Open with its upper right corner here."""
        self.resize(WIDTH, theme.look().row * 13)
        self.move(corner.x() - WIDTH, corner.y())
        self.show()
        self.line.setFocus()

    def titles(self) -> list[str]:
        return [self.list.item(row).text() for row in range(self.list.count())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.list.count():
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
        return super().eventFilter(watched, event)

    def _typed(self, _words: str) -> None:
        self._show([])
        self._pause.start()

    def _search(self) -> None:
        words = self.line.text().strip()
        if self._asked is not None:
            self._asked.cancel()
        if words and self._pages and self._workspace.book is not None:
            from ui.frame.record_search import find

            question = partial(find, self._pages, words, self._workspace.as_of)
            self._asked = self._workspace.ask(question, partial(self._found, words))

    def _found(self, words: str, hits: list[Any]) -> None:
        if words == self.line.text().strip():
            self._show([choice for hit in hits for choice in self._choices_of(hit)])
            self.nothing.setVisible(not self.list.count())

    def _choices_of(self, hit: Any) -> Iterator[Choice]:
        if hit.way is None:
            call = partial(self._workspace.go, hit.page.name, hit.key)
            yield Choice(hit.title, call, text(hit.page.title), Icon.FILE_TEXT)
        for way in hit.page.ways[:1] if hit.way is None else (hit.way,):
            title = f"{text(way.title)}  {hit.title}"
            yield Choice(title, partial(self._workspace.go, way.page, way.key.format(key=hit.key)), "", Icon.MAIL)

    def _show(self, records: Sequence[Choice]) -> None:
        words = self.line.text().strip()
        known = [choice for choice in self._choices if says(choice.title, words) or says(choice.also, words)]
        self.list.clear()
        self.nothing.hide()
        for choice in [*known, *records]:
            item = QListWidgetItem(theme.icon(choice.icon), choice.title)
            if choice.hint:
                item.setText(f"{choice.title}    {choice.hint}")
            item.setData(CALL, choice.call)
            item.setToolTip(item.text())
            item.setSizeHint(QSize(1, theme.look().row))
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _clicked(self, item: QListWidgetItem) -> None:
        call = item.data(CALL)
        self.close()
        call()

    def _take(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._clicked(item)
