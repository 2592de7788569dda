"""A new record from inside another form: the ordinary form of its page in a box over that form."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from models.drafts import changed, entries
from ui.pages.list_spec import ListPageSpec, begun
from ui.workspace import Workspace

SHARE = 0.9
"""How much of the window it covers: enough for a contract, and what is below stays in sight."""
Ended = Callable[[str], None]
"""Called with the id of what was saved, or with nothing."""


def begin(workspace: Workspace, spec: ListPageSpec, words: str, asker: QWidget, ended: Ended) -> None:
    """Open the form over the widget that asks, with what was typed there as its name."""

    def show(draft: Any) -> None:
        RecordBox(workspace, spec, _called(draft, words), asker.window(), ended).start()

    workspace.ask(partial(begun, spec, {}, workspace.as_of), show, lambda _problems: ended(""))


class RecordBox(QDialog):
    """Ctrl+S saves through the same door and goes back with the new record; Esc goes back without one."""

    def __init__(self, workspace: Workspace, spec: ListPageSpec, draft: Any, parent: QWidget, ended: Ended) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ended = ended
        self.page = spec.form_page(workspace, spec, draft)
        self.page.save_next.hide()
        self.setWindowTitle(self.page.name)
        for button in self.page.findChildren(QPushButton):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.resize(parent.size() * SHARE)
        self.page.saved.connect(self._saved)
        self.page.left.connect(self._left)

    def start(self) -> None:
        """Open with the cursor in the first entry."""
        self.open()
        self.page.form.begin()

    def reject(self) -> None:
        """However the box is closed, what was typed in it is kept."""
        self.page.leave()

    def _saved(self, key: str, _begin_next: bool) -> None:
        self.done(QDialog.DialogCode.Accepted)
        self._ended(key)

    def _left(self) -> None:
        self.done(QDialog.DialogCode.Rejected)
        self._ended("")


def _called(draft: Any, words: str) -> Any:
    """What was typed becomes the name of the record, or its number where it looks like one."""
    known = entries(draft.__class__)
    is_number = words.isascii() and any(letter.isdigit() for letter in words)
    name = "number" if "number" in known and (is_number or "name" not in known) else "name"
    return changed(draft, **{name: words}) if words and name in known else draft
