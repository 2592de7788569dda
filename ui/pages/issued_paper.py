"""A paper that went out, byte for byte; corrected by a new one, or withdrawn, never changed."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models import papers
from models.language import _, text
from ui import theme
from ui.pages import paper_work
from ui.pages.evidence_strip import EvidenceStrip
from ui.pages.page import PageWidget
from ui.pages.paper_out import PaperOut
from ui.pages.paper_preview import PaperPreview
from ui.pages.paper_work import Kept
from ui.pages.reason_box import ReasonBox
from ui.workspace import Workspace


class IssuedPaperPage(PageWidget):
    """Shows the kept file; Esc goes back to the list."""

    left = Signal()
    corrected = Signal(str)
    """The id of the paper that a new one shall correct."""

    def __init__(self, workspace: Workspace, key: str, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.key = key
        self.paper: Kept | None = None
        self.title, self.stage = QLabel(), QLabel()
        self.title.setProperty("role", "title")
        self.preview = PaperPreview(self)
        self.back, self.withdraw, self.correct = QPushButton(), QPushButton(), QPushButton()
        self.strip = EvidenceStrip(workspace, "issued_papers", key)
        self.out = PaperOut(workspace, self.preview, self._file_name, self)
        self.out.print.setProperty("role", "primary")
        self._lay_out()
        self._connect()
        self.retranslate()
        self._look()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 6)
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.stage)
        head.addStretch(1)
        for part in (self.withdraw, self.correct, self.out):
            head.addWidget(part)
        foot = QWidget()
        foot.setProperty("role", "surface")
        line = QHBoxLayout(foot)
        line.setContentsMargins(16, 8, 16, 8)
        line.addStretch(1)
        line.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.preview, 1)
        column.addWidget(self.strip)
        column.addWidget(foot)

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.withdraw.clicked.connect(self.ask_why)
        self.correct.clicked.connect(self._correct)
        self.workspace.changed.connect(self._look_again)
        QShortcut(QKeySequence("Esc"), self, self.left.emit, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @property
    def trail(self) -> list[str]:
        return [self.paper.number] if self.paper else []

    def retranslate(self) -> None:
        self.back.setText(_("Back"))
        self.back.setToolTip("Esc")
        self.withdraw.setText(_("Withdraw…"))
        self.correct.setText(_("Correct by a new one…"))
        self.out.retranslate()
        self.strip.retranslate()
        self.preview.retranslate()
        self._tell()

    def ask_why(self) -> None:
        """Ask for the reason, then the paper no longer stands from today on."""
        box = ReasonBox(1, self)
        box.given.connect(self._withdraw)
        box.open_under(self.withdraw)

    def _file_name(self) -> str:
        return f"{text(papers.KINDS[self.paper.kind])} {self.paper.number}" if self.paper else ""

    def _withdraw(self, reason: str) -> None:
        self.workspace.act(papers.WITHDRAW, partial(_withdrawn, self.key), reason, reason=reason)

    def _correct(self) -> None:
        self.corrected.emit(self.key)

    def _look_again(self, _touched: Any) -> None:
        self._look()

    def _look(self) -> None:
        book = self.workspace.book
        if book is not None:
            self.workspace.ask(partial(paper_work.kept, book.folder, self.key), self._show)

    def _show(self, paper: Kept) -> None:
        self.paper = paper
        if paper.pdf:
            self.preview.show_pdf(paper.pdf)
        else:
            self.preview.say(paper.reason, "danger")
        self._tell()
        self.trail_changed.emit(self.trail)

    def _tell(self) -> None:
        paper = self.paper
        for button in (self.withdraw, self.correct):
            button.setVisible(bool(paper and paper.withdrawn_on is None))
        if paper is None:
            return
        self.title.setText(_("{paper} {number}").format(paper=text(papers.KINDS[paper.kind]), number=paper.number))
        if paper.withdrawn_on:
            told = _("● Withdrawn on {day}: {why}").format(day=paper.withdrawn_on.isoformat(), why=paper.why)
        else:
            told = _("● Issued on {day}").format(day=paper.issued_on.isoformat())
        self.stage.setText(told)
        theme.mark(self.stage, "tone", "muted" if paper.withdrawn_on else "done")


def _withdrawn(key: str, session: Any, reason: str) -> Any:
    return paper_work.withdraw(session, key, reason)
