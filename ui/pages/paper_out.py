"""What can be taken out of a paper that is shown: its table, a text for Word, the PDF itself, a print."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from models.language import _
from ui.pages import paper_work
from ui.pages.paper_preview import PaperPreview
from ui.pages.printing import ask_and_print
from ui.pages.save_box import ask_where_to
from ui.workspace import Workspace

Write = Callable[[Path, Any], Path]
"""``write(path, session)`` on a reader lane."""


class PaperOut(QWidget):
    """Its buttons are live while the preview shows a paper; ``name()`` is what the files are called.

    ``table()`` and ``word()`` give what writes the paper that is asked now, ``owner`` is where the keys are heard.
    """

    def __init__(
        self,
        workspace: Workspace,
        preview: PaperPreview,
        name: Callable[[], str],
        owner: QWidget,
        table: Callable[[], Write] | None = None,
        word: Callable[[], Write] | None = None,
    ) -> None:
        super().__init__(owner)
        self.workspace, self._preview, self._name = workspace, preview, name
        self._table, self._word = table, word
        self.table, self.word, self.keep, self.print = self.buttons = tuple(QPushButton() for _button in range(4))
        self._lay_out()
        self._connect(owner)
        self.look()
        self.retranslate()

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for button in self.buttons:
            button.setAutoDefault(False)
            line.addWidget(button)
        self.table.setVisible(self._table is not None)
        self.word.setVisible(self._word is not None)

    def _connect(self, owner: QWidget) -> None:
        self.table.clicked.connect(self.keep_table)
        self.word.clicked.connect(self.keep_word)
        self.keep.clicked.connect(self.keep_file)
        self.print.clicked.connect(self.print_it)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key, button in {"Ctrl+P": self.print, "Ctrl+E": self.table}.items():
            QShortcut(QKeySequence(key), owner, button.click, context=inside)
        self._preview.turned.connect(self.look)

    def retranslate(self) -> None:
        self.table.setText(_("Export to Excel…"))
        self.table.setToolTip("Ctrl+E")
        self.word.setText(_("Save for Word…"))
        self.keep.setText(_("Save as PDF…"))
        self.print.setText(_("Print…"))
        self.print.setToolTip("Ctrl+P")

    def look(self) -> None:
        """Only what is shown can be taken out."""
        for button in self.buttons:
            button.setEnabled(bool(self._preview.content))

    def keep_table(self) -> None:
        """Save the same figures as a workbook."""
        if self._table is not None:
            self._ask(_("Export"), "xlsx", _("Workbook (*.xlsx)"), self._table())

    def keep_word(self) -> None:
        """Save the same words for a word processor, to be worked on."""
        if self._word is not None:
            self._ask(_("Save for Word"), "docx", _("Document (*.docx)"), self._word())

    def keep_file(self) -> None:
        """Save what is shown; a draft says so on every page."""
        self._ask(_("Save as PDF"), "pdf", "PDF (*.pdf)", partial(paper_work.write_file, self._preview.content))

    def print_it(self) -> None:
        if self._preview.content:
            ask_and_print(self.workspace, self, self._name(), self._preview.content)

    def _ask(self, title: str, ending: str, kind: str, write: Write) -> None:
        if self._preview.content:
            name = f"{self._name()}.{ending}"
            ask_where_to(self.workspace.state, self, title, name, kind, partial(self.write, write))

    def write(self, write: Write, path: Path) -> None:
        """Write into this file and say so."""
        self.workspace.ask(partial(write, path), self._written)

    def _written(self, path: Path) -> None:
        self.workspace.tell(_("Saved: {file}").format(file=str(path)))
