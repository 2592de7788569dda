"""Any paper that is looked at, printed and saved without being issued: over the window that asked for it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.language import _, text
from ui.pages import paper_work
from ui.pages.paper_preview import PaperPreview
from ui.pages.paper_work import Drawn, told_about
from ui.pages.printing import ask_and_print
from ui.pages.save_box import ask_where_to
from ui.workspace import Workspace

SHARE = 0.94
"""How much of the window it covers."""


class PaperBox(QDialog):
    """``kind`` names the report, ``asked`` is its draft, ``name`` the file it is offered as; Esc goes back."""

    def __init__(
        self, workspace: Workspace, kind: str, asked: Any, title: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.workspace, self.shown = workspace, Drawn()
        self._kind, self._asked, self._title, self._name = kind, asked, title, name
        self.title, self.advice = QLabel(), QLabel(wordWrap=True)
        self.title.setProperty("role", "title")
        self.advice.setProperty("tone", "warning")
        self.preview = PaperPreview()
        self.table, self.keep, self.print, self.back = self._buttons = tuple(QPushButton() for _button in range(4))
        self.print.setProperty("role", "primary")
        self._lay_out()
        self._connect()
        self.retranslate()
        self.preview.say(_("Drawing the paper…"))
        self.preview.view.setFocus()
        if parent is not None:
            self.resize(parent.window().size() * SHARE)
        self._draw()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 6)
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addStretch(1)
        for button in (self.table, self.keep, self.print):
            head.addWidget(button)
        foot = QWidget()
        foot.setProperty("role", "surface")
        line = QHBoxLayout(foot)
        line.setContentsMargins(16, 8, 16, 8)
        line.addWidget(self.advice, 1)
        line.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.preview, 1)
        column.addWidget(foot)

    def _connect(self) -> None:
        self.table.clicked.connect(self.keep_table)
        self.keep.clicked.connect(self.keep_file)
        self.print.clicked.connect(self.print_it)
        self.back.clicked.connect(self.reject)
        self.workspace.changed.connect(self._book_changed)
        for key, call in {"Ctrl+P": self.print_it, "Ctrl+E": self.keep_table, "Ctrl+S": self.keep_file}.items():
            QShortcut(QKeySequence(key), self, call)
        for button in self._buttons:
            button.setAutoDefault(False)

    def retranslate(self) -> None:
        self.setWindowTitle(text(self._title))
        self.title.setText(text(self._title))
        self.table.setText(_("Export to Excel…"))
        self.table.setToolTip("Ctrl+E")
        self.keep.setText(_("Save as PDF…"))
        self.keep.setToolTip("Ctrl+S")
        self.print.setText(_("Print…"))
        self.print.setToolTip("Ctrl+P")
        self.back.setText(_("Back"))
        self.back.setToolTip("Esc")
        self.preview.retranslate()
        self._tell()

    def _book_changed(self, _touched: Any) -> None:
        self._draw()

    def _draw(self) -> None:
        self.workspace.ask(partial(paper_work.drawn, self._kind, self._asked), self._drawn)

    def _drawn(self, shown: Drawn) -> None:
        self.shown = shown
        if shown.pdf:
            self.preview.show_pdf(shown.pdf)
        else:
            self.preview.say(shown.reason or "\n".join(one.text() for one in shown.problems), "danger")
        self._tell()

    def _tell(self) -> None:
        self.advice.setText("\n".join(told_about(self.shown)))
        for button in (self.table, self.keep, self.print):
            button.setEnabled(bool(self.shown.pdf))

    def keep_table(self) -> None:
        """The same figures as a workbook."""
        if self.table.isEnabled():
            kind, name = _("Workbook (*.xlsx)"), f"{self._name}.xlsx"
            ask_where_to(self.workspace.state, self, _("Export"), name, kind, self.write_table)

    def keep_file(self) -> None:
        if self.keep.isEnabled():
            ask_where_to(self.workspace.state, self, _("Save"), f"{self._name}.pdf", "PDF (*.pdf)", self.write_file)

    def write_table(self, path: Path) -> None:
        self.workspace.ask(partial(paper_work.write_xlsx, self._kind, self._asked, path), self._written)

    def write_file(self, path: Path) -> None:
        self.workspace.ask(partial(paper_work.write_file, self.shown.pdf, path), self._written)

    def print_it(self) -> None:
        if self.print.isEnabled():
            ask_and_print(self.workspace, self, self._name, self.shown.pdf)

    def _written(self, path: Path) -> None:
        self.workspace.tell(_("Saved: {file}").format(file=str(path)))
