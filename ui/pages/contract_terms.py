"""The terms of a contract: the contract itself, what was agreed since, and where it stood when the book began."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from models import contracts
from models.language import N_, text
from ui.pages import agreements, contract_form, opening
from ui.pages.list_page import ListPage
from ui.pages.page import PageWidget
from ui.pages.standing_form import StandingForm
from ui.workspace import Workspace

CONTRACT, AGREEMENTS, OPENING = range(3)
TITLES = (N_("Contract"), N_("Supplementary agreements"), N_("Opening balances"))


class ContractTerms(PageWidget):
    """Three pages behind small tabs, each made when it is first shown."""

    def __init__(self, workspace: Workspace, key: str, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.key = key
        self.tabs, self.stack = QTabBar(), QStackedWidget()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self._made: dict[int, Any] = {}
        for title in TITLES:
            self.tabs.addTab(text(title))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)
        self.tabs.currentChanged.connect(self._turned)
        self._turned(0)

    def open(self, place: int) -> Any:
        """Show the contract, its agreements or its opening balances."""
        self.tabs.setCurrentIndex(place)
        return self._made[place]

    def retranslate(self) -> None:
        for place, title in enumerate(TITLES):
            self.tabs.setTabText(place, text(title))
        for page in self._made.values():
            page.retranslate()

    def show_root(self) -> None:
        for page in self._made.values():
            page.show_root()

    @property
    def trail(self) -> list[str]:
        place = self.tabs.currentIndex()
        made = self._made.get(place)
        return [*([text(TITLES[place])] if place else []), *(made.trail if made is not None else [])]

    def _turned(self, place: int) -> None:
        if place not in self._made:
            page = self._made[place] = self._make(place)
            page.trail_changed.connect(self._trail_moved)
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(self._made[place])
        self.trail_changed.emit(self.trail)

    def _make(self, place: int) -> PageWidget:
        if place == CONTRACT:
            return StandingForm(self.workspace, contract_form.SPEC, partial(_draft, self.key))
        spec = agreements.SPEC if place == AGREEMENTS else opening.SPEC
        return ListPage(self.workspace, spec, {"contract": self.key})

    def _trail_moved(self, _parts: list[str]) -> None:
        self.trail_changed.emit(self.trail)


def _draft(key: str, session: Any) -> contracts.ContractDraft:
    return contracts.draft_of(session, key)
