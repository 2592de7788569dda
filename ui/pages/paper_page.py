"""A new paper: what is asked at the left, the very paper at the right, issued with one key."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from models import papers
from models.language import _, text
from models.problems import Problem
from ui import theme
from ui.pages import paper_work
from ui.pages.form_page import FormPage
from ui.pages.paper_preview import PaperPreview
from ui.pages.paper_work import Drawn, told_about
from ui.pages.printing import ask_and_print
from ui.pages.save_box import ask_where_to

PAUSE = 250
"""Milliseconds after the last edit until the paper is drawn again."""
SIZES = "preview.paper"
USUAL = [430, 780]
NORMAL = theme.SIZES["normal"]


class PaperPage(FormPage):
    """Ctrl+S issues: the number is taken, the file is kept, and nobody can change either.

    Which paper it is, its ``spec`` says in ``paper``.
    """

    def _lay_out(self) -> None:
        self._turn, self._asked_for = 0, ""
        self._drawing: Future[Any] | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._draw)
        self.preview = PaperPreview(self)
        self.keep, self.table, self.print = QPushButton(), QPushButton(), QPushButton()
        self.word = QPushButton()
        self.word.setVisible(self.spec.word)
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
        line.setSpacing(8)
        line.addStretch(1)
        for button in (self.table, self.word, self.keep, self.print):
            line.addWidget(button)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.preview, 1)
        column.addWidget(foot)
        return side

    def _connect(self) -> None:
        super()._connect()
        self.keep.clicked.connect(self.keep_file)
        self.table.clicked.connect(self.keep_table)
        self.word.clicked.connect(self.keep_word)
        self.print.clicked.connect(self.print_it)
        self.splitter.splitterMoved.connect(self._sized)
        self.workspace.changed.connect(self._draw_again)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+P"), self, self.print.click, context=inside)
        self._show_drawn(Drawn())
        self._draw()

    def retranslate(self) -> None:
        super().retranslate()
        self.save.setText(_("Issue"))
        self.save.setToolTip(_("Take a number and keep the paper as it goes out (Ctrl+S)"))
        self.keep.setText(_("Save as PDF…"))
        self.table.setText(_("Export to Excel…"))
        self.word.setText(_("Save for Word…"))
        self.print.setText(_("Print…"))
        self.print.setToolTip("Ctrl+P")
        self.preview.retranslate()

    # The paper

    def _edited(self, draft: Any) -> None:
        super()._edited(draft)
        self._pause.start()

    def _draw_again(self, _touched: Any) -> None:
        self._pause.start()

    def _draw(self) -> None:
        """Draw on a reader lane what is asked now; an older drawing that has not begun is dropped."""
        if self._drawing is not None:
            self._drawing.cancel()
        self._turn += 1
        question = partial(paper_work.drawn, self.spec.paper, self.form.draft())
        self._drawing = self.workspace.ask(question, partial(self._drawn, self._turn))

    def _drawn(self, turn: int, made: Drawn) -> None:
        if turn == self._turn:
            self._show_drawn(made)

    def _show_drawn(self, made: Drawn) -> None:
        if made.pdf:
            self.preview.show_pdf(made.pdf)
        else:
            reason = made.reason or next((problem.text() for problem in made.problems), "")
            refused = bool(made.reason)
            self.preview.say(reason or _("Drawing the paper…"), "danger" if refused else "muted")
        for button in (self.keep, self.table, self.word, self.print):
            button.setEnabled(bool(made.pdf))
        self.save.setEnabled(bool(made.pdf))
        self.advice.setText("\n".join(told_about(made)))
        self.advice.setVisible(bool(self.advice.text()))

    # What is done with it

    def keep_file(self) -> None:
        """Save what is shown; it stays a draft and says so on every page."""
        kind, content = "PDF (*.pdf)", self.preview.content
        write = partial(self._write, content)
        ask_where_to(self.workspace.state, self, _("Save as PDF"), f"{self._file_name()}.pdf", kind, write)

    def keep_table(self) -> None:
        """Save the same figures as a workbook."""
        kind, write = _("Workbook (*.xlsx)"), partial(self._write_table, self.form.draft())
        ask_where_to(self.workspace.state, self, _("Export"), f"{self._file_name()}.xlsx", kind, write)

    def keep_word(self) -> None:
        """Save the same words for a word processor, to be worked on."""
        kind, write = _("Document (*.docx)"), partial(self._write_word, self.form.draft())
        ask_where_to(self.workspace.state, self, _("Save for Word"), f"{self._file_name()}.docx", kind, write)

    def print_it(self) -> None:
        ask_and_print(self.workspace, self, self._file_name(), self.preview.content)

    def _write(self, content: bytes, path: Path) -> None:
        self.workspace.ask(partial(paper_work.write_file, content, path), self._written)

    def _write_table(self, draft: Any, path: Path) -> None:
        self.workspace.ask(partial(paper_work.write_xlsx, self.spec.paper, draft, path), self._written)

    def _write_word(self, draft: Any, path: Path) -> None:
        self.workspace.ask(partial(paper_work.write_word, self.spec.paper, draft, path), self._written)

    def _written(self, path: Path) -> None:
        self.workspace.tell(_("Saved: {file}").format(file=str(path)))

    def _file_name(self) -> str:
        """What the file is called: the paper, whom it goes to, its day."""
        whose = self.form.fields.get("party")
        name = whose.editor.words().strip() if whose else ""
        day = getattr(self.form.draft(), "as_of", None)
        return " ".join(filter(None, (text(papers.KINDS[self.spec.paper]), name, day.isoformat() if day else "")))

    def _save(self, begin_next: bool) -> None:
        book = self.workspace.book
        if book is None or not self.save.isEnabled() or not self.form.show_all():
            return
        self._allow_saving(False)
        use_case = partial(paper_work.issue, self.spec.paper, book.folder)
        done = partial(self._saved, begin_next)
        self.workspace.act(self.spec.save.command, use_case, self.form.draft(), done, self._failed, self.kept_as)

    def _failed(self, problems: tuple[Problem, ...]) -> None:
        super()._failed(problems)
        self.save.setEnabled(bool(self.preview.content))

    def _sized(self, *_where: int) -> None:
        self.workspace.state.put(SIZES, self.splitter.sizes())
