"""Any paper that is looked at, printed and saved without being issued: over the window that asked for it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.language import _, text
from ui.pages import paper_work
from ui.pages.live_paper import LivePaper, Question
from ui.pages.paper_out import PaperOut, Write
from ui.pages.paper_work import Drawn, told_about
from ui.workspace import Workspace

SHARE = 0.94
"""How much of the window it covers."""


class PaperBox(QDialog):
    """``kind`` names the report, ``asked`` is its draft, ``name`` the file it is offered as; Esc goes back.

    One that asks or does more puts its parts into ``head`` and ``foot``.
    """

    def __init__(
        self, workspace: Workspace, kind: str, asked: Any, title: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.workspace, self.asked, self.kind = workspace, asked, kind
        self._title, self._name = title, name
        self.title, self.advice, self.back = QLabel(), QLabel(wordWrap=True), QPushButton()
        self.title.setProperty("role", "title")
        self.advice.setProperty("tone", "warning")
        self.preview = LivePaper(workspace, self._question, self._paper_of)
        self.out = PaperOut(workspace, self.preview, self._file_name, self, self._as_table)
        self.head, self.foot = QHBoxLayout(), QHBoxLayout()
        self._lay_out()
        self._connect()
        self.retranslate()
        self.preview.view.setFocus()
        if parent is not None:
            self.resize(parent.window().size() * SHARE)
        self.preview.draw()

    def _lay_out(self) -> None:
        self.head.setContentsMargins(16, 10, 16, 6)
        self.head.setSpacing(8)
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        self.head.addWidget(self.out)
        foot = QWidget()
        foot.setProperty("role", "surface")
        foot.setLayout(self.foot)
        self.foot.setContentsMargins(16, 8, 16, 8)
        self.foot.addWidget(self.advice, 1)
        self.foot.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.head)
        column.addWidget(self.preview, 1)
        column.addWidget(foot)

    def _connect(self) -> None:
        self.preview.came.connect(self._tell)
        self.back.clicked.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+S"), self, self.main)
        self.back.setAutoDefault(False)
        self.out.print.setProperty("role", "primary")

    def retranslate(self) -> None:
        self.setWindowTitle(text(self._title))
        self.title.setText(text(self._title))
        self.back.setText(_("Back"))
        self.back.setToolTip("Esc")
        self.out.retranslate()
        self.preview.retranslate()

    def main(self) -> None:
        """What Ctrl+S does."""
        self.out.keep_file()

    def _question(self) -> Question:
        return partial(paper_work.drawn, self.kind, self.asked)

    def _paper_of(self, answer: Any) -> Drawn:
        assert isinstance(answer, Drawn)
        return answer

    def _tell(self, answer: Any) -> None:
        self.advice.setText("\n".join(told_about(self._paper_of(answer))))

    def _file_name(self) -> str:
        return self._name

    def _as_table(self) -> Write:
        return partial(paper_work.write_xlsx, self.kind, self.asked)
