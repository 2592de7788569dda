"""A record that is always open in its form, such as our company or the terms of a contract: saved in place."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.drafts import from_json
from ui.pages.form_page import FormPage
from ui.pages.list_spec import ListPageSpec
from ui.pages.page import PageWidget
from ui.workspace import Workspace


class StandingForm(PageWidget):
    """Shows what ``load(session)`` finds in the form of a spec; what is saved elsewhere is shown too."""

    def __init__(self, workspace: Workspace, spec: ListPageSpec, load: Any, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.spec, self._load = spec, load
        self.page: FormPage | None = None
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._ask)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        workspace.changed.connect(self._book_changed)
        self._ask()

    def retranslate(self) -> None:
        if self.page is not None:
            self.page.retranslate()

    def show_root(self) -> None:
        """What was typed is kept."""
        if self.page is not None and self.page.form.is_changed():
            self.page.leave()

    def resume(self, kept: Any) -> None:
        self._put(from_json(self.spec.draft, kept.draft), kept.key)

    def _ask(self) -> None:
        if self.workspace.book is not None:
            self.workspace.ask(self._load, self._came)

    def _came(self, draft: Any) -> None:
        if self.page is None or not self.page.form.is_changed():
            self._put(draft, "")

    def _put(self, draft: Any, kept_as: str) -> None:
        held = self.page is not None and self.page.isAncestorOf(self.window().focusWidget() or self)
        if self.page is not None:
            self._column.removeWidget(self.page)
            self.page.hide()
            self.page.deleteLater()
        self.page = self.spec.form_page(self.workspace, self.spec, draft, kept_as)
        self.page.title.hide()
        self.page.back.hide()
        self.page.save_next.hide()
        self.page.saved.connect(self._saved)
        self._column.addWidget(self.page)
        QTimer.singleShot(0, self, self.take_keyboard)
        self.page.show()
        if held:
            self.page.form.begin()

    def _saved(self, _key: str, _begin_next: bool) -> None:
        """The form takes what was saved as its beginning."""
        if self.page is not None:
            self.workspace.ask(self._load, partial(self._put, kept_as=""))

    def _book_changed(self, touched: dict[str, set[str]]) -> None:
        if self.spec.listing.noun in touched:
            self._again.start()
