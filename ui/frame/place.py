"""A place of the rail: its page, or several pages behind tabs; pages are made when they are first shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from models.language import text
from ui.pages import Page
from ui.workspace import Workspace


class PlaceWidget(QWidget):
    """Holds the pages of one place; ``trail_changed`` tells the titles from the page downwards."""

    trail_changed = Signal(list)

    def __init__(self, workspace: Workspace, pages: Sequence[Page], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._pages = list(pages)
        self._made: dict[str, Any] = {}
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)
        for page in self._pages:
            self.tabs.addTab(text(page.title))
        self.tabs.setVisible(len(self._pages) > 1)
        self.tabs.currentChanged.connect(self._turned)

    def open(self, name: str = "") -> Any:
        """Show this page (the one last seen when empty) and return its widget."""
        number = next((n for n, page in enumerate(self._pages) if page.name == name), max(self.tabs.currentIndex(), 0))
        if number == self.tabs.currentIndex():
            self._turned(number)
        else:
            self.tabs.setCurrentIndex(number)
        return self.stack.currentWidget()

    @property
    def page_name(self) -> str:
        """The name of the page that is shown."""
        return self._pages[max(self.tabs.currentIndex(), 0)].name

    @property
    def trail(self) -> list[str]:
        page = self._pages[max(self.tabs.currentIndex(), 0)]
        made = self._made.get(page.name)
        return [text(page.title), *(made.trail if made is not None else [])]

    def pages(self) -> list[Any]:
        """The page widgets that have been made."""
        return list(self._made.values())

    def retranslate(self) -> None:
        for number, page in enumerate(self._pages):
            self.tabs.setTabText(number, text(page.title))
        for made in self._made.values():
            made.retranslate()

    def _turned(self, number: int) -> None:
        page = self._pages[number]
        if page.name not in self._made:
            made = page.build(self._workspace)
            made.trail_changed.connect(self._trail_moved)
            self._made[page.name] = made
            self.stack.addWidget(made)
        self.stack.setCurrentWidget(self._made[page.name])
        self._show_tabs()
        self.trail_changed.emit(self.trail)

    def _trail_moved(self, _parts: list[str]) -> None:
        self._show_tabs()
        self.trail_changed.emit(self.trail)

    def _show_tabs(self) -> None:
        """An open record has the room of the tabs; the trail leads back to them."""
        self.tabs.setVisible(len(self._pages) > 1 and len(self.trail) == 1)
