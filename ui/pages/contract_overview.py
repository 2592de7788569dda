"""The overview of a contract: its way to cash, the ages of what is open, what falls due, its largest open items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from models import behind, opening
from models.behind import Behind
from models.language import _, text
from models.receivables import CLASSES
from models.store.listing import Question
from ui import theme
from ui.pages import trace
from ui.pages.home_cards import LinesCard
from ui.pages.owed_cards import AgesCard, ExpectedCard, PictureUnit, WayCard
from ui.pages.owed_figures import Owed, owed
from ui.pages.page import PageWidget
from ui.tables.formats import money
from ui.workspace import Workspace

MOST = 10
WIDE = 62


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
        self.way, self.ages, self.expected, self.largest = WayCard(), AgesCard(), ExpectedCard(), LinesCard()
        self.opening = QPushButton()
        self.opening.setProperty("role", "link")
        self.unit = PictureUnit(workspace, self)
        self.shown: Overview | None = None
        self._is_wide: bool | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        board = QWidget()
        self.grid = QGridLayout(board)
        self.grid.setContentsMargins(16, 12, 16, 12)
        self.grid.setSpacing(12)
        self.largest.head.addWidget(self.opening)
        self._arrange(True)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(board)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)

    def _arrange(self, wide: bool) -> None:
        if wide == self._is_wide:
            return
        self._is_wide = wide
        self.grid.addWidget(self.way, 0, 0, 1, 3 if wide else 2)
        self.grid.addWidget(self.ages, 1, 0)
        self.grid.addWidget(self.expected, 1, 1)
        self.grid.addWidget(self.largest, *((1, 2) if wide else (2, 0, 1, 2)))
        for column, stretch in enumerate((12, 12, 13 if wide else 0)):
            self.grid.setColumnStretch(column, stretch)
        self.grid.setRowStretch(1, 1)

    def _connect(self) -> None:
        for card in (self.way, self.ages, self.expected):
            card.list_wanted.connect(self.list_wanted)
        self.way.traced.connect(self.traced)
        self.opening.clicked.connect(self.opening_wanted)
        for signal in (self.workspace.changed, self.workspace.as_of_changed):
            signal.connect(self._look_again)
        for signal in (self.workspace.unit_changed, self.workspace.look_changed):
            signal.connect(self._show)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self.width() >= WIDE * theme.look().size)

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
        self._arrange(self.width() >= WIDE * theme.look().size)
        for card in (self.way, self.ages, self.expected):
            card.show_owed(found.owed, self.unit.in_wan, self.unit.words())
        lines = []
        for item in found.largest.items:
            words = f"{item.document} · {text(CLASSES.get(item.kind, item.kind))}"
            when = _("{days} days late").format(days=item.days) if item.days else str(item.due_on or _("no date"))
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
    largest = behind.behind(session, as_of, behind.BALANCE, found.currency, MOST, contract=key)
    opened = bool(opening.LISTING.first(session, Question(as_of, {"contract": key}), 1))
    return Overview(found, largest, opened)
