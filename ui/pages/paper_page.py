"""A new paper: what is asked at the left, the very paper at the right, issued with one key."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from models import papers
from models.language import _, text
from models.problems import Problem
from ui import theme
from ui.pages import paper_work
from ui.pages.form_page import FormPage
from ui.pages.live_paper import LivePaper
from ui.pages.paper_out import PaperOut, Write
from ui.pages.paper_work import Drawn, told_about

SIZES = "preview.paper"
USUAL = [430, 780]
NORMAL = theme.SIZES["normal"]


class PaperPage(FormPage):
    """Ctrl+S issues: the number is taken, the file is kept, and nobody can change either.

    Which paper it is, its ``spec`` says in ``paper``.
    """

    def _lay_out(self) -> None:
        self.preview = LivePaper(self.workspace, self._question, parent=self)
        word = self._for_word if self.spec.word else None
        self.out = PaperOut(self.workspace, self.preview, self._file_name, self, self._as_table, word)
        self.advice = QLabel(self, wordWrap=True)
        self.advice.setProperty("tone", "warning")
        self.advice.setContentsMargins(16, 0, 16, 6)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self._left_side())
        self.splitter.addWidget(self._right_side())
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setChildrenCollapsible(False)
        usual = [USUAL[0] * theme.look().size // NORMAL, USUAL[1]]
        self.splitter.setSizes(self.workspace.state.get(SIZES, usual))
        self.save_next.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)

    def _left_side(self) -> QWidget:
        side, foot = QWidget(), QWidget()
        self.title.setContentsMargins(16, 10, 16, 0)
        foot.setProperty("role", "surface")
        line = QHBoxLayout(foot)
        line.setContentsMargins(16, 8, 16, 8)
        line.addWidget(self.back)
        line.addStretch(1)
        line.addWidget(self.save)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.title, self.form, self.advice, foot):
            column.addWidget(part, 1 if part is self.form else 0)
        side.setMinimumWidth(360 * theme.look().size // NORMAL)
        return side

    def _right_side(self) -> QWidget:
        side, foot = QWidget(), QWidget()
        foot.setProperty("role", "surface")
        line = QHBoxLayout(foot)
        line.setContentsMargins(12, 8, 16, 8)
        line.addStretch(1)
        line.addWidget(self.out)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.preview, 1)
        column.addWidget(foot)
        return side

    def _connect(self) -> None:
        super()._connect()
        self.splitter.splitterMoved.connect(self._sized)
        self.preview.came.connect(self._tell)
        self.preview.behind.connect(self._wait)
        self._tell(Drawn())
        self.preview.draw()

    def retranslate(self) -> None:
        super().retranslate()
        self.save.setText(_("Issue"))
        self.save.setToolTip(_("Take a number and keep the paper as it goes out (Ctrl+S)"))
        self.out.retranslate()
        self.preview.retranslate()

    # The paper

    def _edited(self, draft: Any) -> None:
        super()._edited(draft)
        self.preview.draw_later()

    def _question(self) -> Any:
        return partial(paper_work.drawn, self.spec.paper, self.form.draft())

    def _tell(self, made: Drawn) -> None:
        self.save.setEnabled(bool(made.pdf) and not self.preview.is_behind)
        self.advice.setText("\n".join(told_about(made)))
        self.advice.setVisible(bool(self.advice.text()))

    def _wait(self) -> None:
        """What nobody has seen cannot be issued."""
        self.save.setEnabled(False)

    # What is done with it

    def _as_table(self) -> Write:
        return partial(paper_work.write_xlsx, self.spec.paper, self.form.draft())

    def _for_word(self) -> Write:
        return partial(paper_work.write_word, self.spec.paper, self.form.draft())

    def _file_name(self) -> str:
        """What the file is called: the paper, whom it goes to, its day."""
        whose = self.form.fields.get("party")
        name = whose.editor.words().strip() if whose else ""
        day = getattr(self.form.draft(), "as_of", None)
        return " ".join(filter(None, (text(papers.KINDS[self.spec.paper]), name, day.isoformat() if day else "")))

    def _save(self, begin_next: bool) -> None:
        book = self.workspace.book
        if self.preview.is_behind:
            self.advice.setText(_("The paper is being drawn anew: look at it, then issue it."))
            self.advice.show()
        if book is None or not self.save.isEnabled() or not self.form.show_all():
            return
        self._allow_saving(False)
        use_case = partial(paper_work.issue, self.spec.paper, book.folder)
        done = partial(self._saved, begin_next)
        self.workspace.act(self.spec.save.command, use_case, self.form.draft(), done, self._failed, self.kept_as)

    def _failed(self, problems: tuple[Problem, ...]) -> None:
        super()._failed(problems)
        self.save.setEnabled(bool(self.preview.content) and not self.preview.is_behind)

    def _sized(self, *_where: int) -> None:
        self.workspace.state.put(SIZES, self.splitter.sizes())
