"""The overview of a contract: its way to cash, the ages of what is open, what falls due, its largest open items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models import behind, opening
from models.behind import Behind
from models.language import _, ngettext, text
from models.receivables import CLASSES
from models.store.listing import Question
from ui.pages import trace
from ui.pages.home_cards import LinesCard
from ui.pages.owed_board import OwedBoard
from ui.pages.owed_cards import PictureUnit
from ui.pages.owed_figures import Owed, owed
from ui.pages.page import PageWidget
from ui.tables.formats import money
from ui.workspace import Workspace

MOST = 10


@dataclass(frozen=True)
class Overview:
    """What the tab shows, asked at once."""

    owed: Owed
    largest: Behind
    opened: bool


class ContractOverview(PageWidget):
    """Asked when it comes into view, when something was saved, or when another day is looked at."""

    list_wanted = Signal(str, tuple)
    opening_wanted = Signal()
    traced = Signal(object, str)

    def __init__(self, workspace: Workspace, key: str, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.key = key
        self.largest = LinesCard()
        self.board = OwedBoard(self.largest)
        self.opening = QPushButton()
        self.opening.setProperty("role", "link")
        self.unit = PictureUnit(workspace, self)
        self.shown: Overview | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.largest.head.addWidget(self.opening)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.board)

    def _connect(self) -> None:
        self.board.list_wanted.connect(self.list_wanted)
        self.board.traced.connect(self.traced)
        self.opening.clicked.connect(self.opening_wanted)
        for signal in (self.workspace.changed, self.workspace.as_of_changed):
            signal.connect(self._look_again)
        for signal in (self.workspace.unit_changed, self.workspace.look_changed):
            signal.connect(self._show)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()

    def retranslate(self) -> None:
        self._show()

    def _look_again(self, _why: Any = None) -> None:
        self._soon.start()

    def _ask(self) -> None:
        if self.isVisible() and self.workspace.book is not None:
            self.workspace.ask(partial(_overview, self.key, self.workspace.as_of), self._came)

    def _came(self, found: Overview) -> None:
        self.shown = found
        self._show()

    def _show(self, _why: Any = None) -> None:
        found = self.shown
        if found is None:
            return
        self.board.show_owed(found.owed, self.unit.in_wan, self.unit.words())
        lines = []
        for item in found.largest.items:
            words = f"{item.document} · {text(CLASSES.get(item.kind, item.kind))}"
            when = (
                ngettext("{days} day late", "{days} days late", item.days).format(days=f"{item.days:,}")
                if item.days
                else str(item.due_on or _("no date"))
            )
            aside = f"{when}   {money(item.open, self.unit.in_wan)}"
            page = trace.PAPERS.get(item.noun, "receivables")
            key = item.record if item.noun in trace.PAPERS else item.key
            lines.append((words, aside, "danger" if item.days else "muted", partial(self._open, page, key)))
        self.largest.say(_("Largest open items"), "")
        self.largest.show_lines(lines, _("Nothing is open."))
        self.opening.setText(_("Opening balances ›") if found.opened else _("Enter opening balances ›"))

    def _open(self, page: str, key: str) -> None:
        self.workspace.go(page, key)


def _overview(key: str, as_of: date, session: Any) -> Overview:
    """Everything the tab shows; runs on a reader lane."""
    found = next(iter(owed(session, as_of, contract=key)), Owed(as_of))
    largest = behind.behind(session, as_of, behind.BALANCE, found.currency, {"contract": key}, MOST)
    opened = bool(opening.LISTING.first(session, Question(as_of, {"contract": key}), 1))
    return Overview(found, largest, opened)
