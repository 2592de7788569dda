"""The paper of a payment certificate as it would go out, in either language: issued, printed, saved."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models import papers
from models.language import LANGUAGES, _
from ui.pages import certificate_drawing as drawing
from ui.pages import paper_work
from ui.pages.certificate_drawing import CERTIFICATE, CertificateForm, Shown
from ui.pages.paper_preview import PaperPreview
from ui.pages.paper_work import told_about
from ui.pages.printing import ask_and_print
from ui.pages.save_box import ask_where_to
from ui.workspace import Workspace

REGISTER = "statements"
SHARE = 0.94
"""How much of the window it covers."""


class CertificatePreview(QDialog):
    """Over the window that asked for it; Esc goes back there."""

    def __init__(self, workspace: Workspace, asked: CertificateForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.workspace = workspace
        self.asked = asked
        self.shown = Shown()
        self.title, self.advice = QLabel(), QLabel(wordWrap=True)
        self.title.setProperty("role", "title")
        self.advice.setProperty("tone", "warning")
        self.preview = PaperPreview()
        self.detail, self.language = QCheckBox(), QComboBox()
        self.table, self.keep, self.print, self.issue, self.before, self.back = self._buttons = tuple(
            QPushButton() for _button in range(6)
        )
        self.issue.setProperty("role", "primary")
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
        for part in (self.detail, self.language, self.table, self.keep, self.print, self.issue):
            head.addWidget(part)
        foot = QWidget()
        foot.setProperty("role", "surface")
        line = QHBoxLayout(foot)
        line.setContentsMargins(16, 8, 16, 8)
        line.addWidget(self.advice, 1)
        line.addWidget(self.before)
        line.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.preview, 1)
        column.addWidget(foot)

    def _connect(self) -> None:
        self.detail.setChecked(self.asked.with_detail)
        for code, name in LANGUAGES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(self.asked.language))
        self.detail.toggled.connect(self._asked_anew)
        self.language.currentIndexChanged.connect(self._asked_anew)
        self.table.clicked.connect(self.keep_table)
        self.keep.clicked.connect(self.keep_file)
        self.print.clicked.connect(self.print_it)
        self.issue.clicked.connect(self.issue_it)
        self.before.clicked.connect(self.show_before)
        self.back.clicked.connect(self.reject)
        self.workspace.changed.connect(self._book_changed)
        for key, call in {"Ctrl+S": self.issue_it, "Ctrl+P": self.print_it, "Ctrl+E": self.keep_table}.items():
            QShortcut(QKeySequence(key), self, call)
        for button in self._buttons:
            button.setAutoDefault(False)

    def retranslate(self) -> None:
        self.setWindowTitle(_("Preview the certificate"))
        self.detail.setText(_("With computation and lines"))
        self.language.setAccessibleName(_("Language of the paper"))
        self.language.setToolTip(_("Language of the paper"))
        self.table.setText(_("Export to Excel…"))
        self.table.setToolTip("Ctrl+E")
        self.keep.setText(_("Save as PDF…"))
        self.print.setText(_("Print…"))
        self.print.setToolTip("Ctrl+P")
        self.before.setText(_("Show the issued paper"))
        self.back.setText(_("Back"))
        self.back.setToolTip("Esc")
        self.preview.retranslate()
        self._tell()

    # The paper

    def _asked_anew(self, _changed: Any) -> None:
        chosen = str(self.language.currentData())
        self.asked = replace(self.asked, with_detail=self.detail.isChecked(), language=chosen)
        self._draw()

    def _book_changed(self, _touched: Any) -> None:
        self._draw()

    def _draw(self) -> None:
        self.workspace.ask(partial(drawing.drawn, self.asked), partial(self._drawn, self.asked))

    def _drawn(self, asked: CertificateForm, shown: Shown) -> None:
        if asked == self.asked:
            self.shown = shown
            if shown.paper.pdf:
                self.preview.show_pdf(shown.paper.pdf)
                QTimer.singleShot(0, self, self._centre)
            else:
                self.preview.say(shown.paper.reason, "danger")
            self._tell()

    def _tell(self) -> None:
        self.title.setText(self.shown.number)
        before = self.shown.standing
        told = told_about(self.shown.paper)
        if before:
            issued = _("{number} was issued on {day}; issuing again withdraws it.")
            told.append(issued.format(number=before.number, day=before.issued_on.isoformat()))
        self.advice.setText("\n".join(told))
        self.before.setVisible(before is not None)
        self.issue.setText(_("Issue a correction") if before else _("Issue"))
        self.issue.setToolTip(_("Take a number and keep the paper as it goes out (Ctrl+S)"))
        for button in (self.table, self.keep, self.print, self.issue):
            button.setEnabled(bool(self.shown.paper.pdf))

    # What is done with it

    def _centre(self) -> None:
        """An annex across the page makes the whole wider than its first page."""
        bar = self.preview.view.horizontalScrollBar()
        bar.setValue((bar.minimum() + bar.maximum()) // 2)

    def issue_it(self) -> None:
        """Number and keep it; one that went out before is corrected by it. It is then shown in the register."""
        book, before = self.workspace.book, self.shown.standing
        if book is None or not self.issue.isEnabled():
            return
        self.issue.setEnabled(False)
        asked = replace(self.asked, corrects=before.key if before else "")
        use_case = partial(paper_work.issue, CERTIFICATE, book.folder)
        self.workspace.act(papers.ISSUE, use_case, asked, self._issued, self._failed)

    def show_before(self) -> None:
        """Leave for the paper that went out, in the register."""
        if self.shown.standing:
            self._issued(self.shown.standing.key)

    def _issued(self, key: str) -> None:
        self.accept()
        self.workspace.go(REGISTER, key)

    def _failed(self, _problems: Any) -> None:
        self._tell()

    def keep_file(self) -> None:
        """Save what is shown."""
        write = partial(self._write, self.shown.paper.pdf)
        name = f"{self.shown.number}.pdf"
        ask_where_to(self.workspace.state, self, _("Save as PDF"), name, "PDF (*.pdf)", write)

    def keep_table(self) -> None:
        """Save the same figures as a workbook."""
        if self.shown.paper.pdf:
            kind, name = _("Workbook (*.xlsx)"), f"{self.shown.number}.xlsx"
            ask_where_to(self.workspace.state, self, _("Export"), name, kind, self._write_table)

    def print_it(self) -> None:
        if self.shown.paper.pdf:
            ask_and_print(self.workspace, self, self.shown.number, self.shown.paper.pdf)

    def _write(self, content: bytes, path: Path) -> None:
        self.workspace.ask(partial(paper_work.write_file, content, path), self._written)

    def _write_table(self, path: Path) -> None:
        self.workspace.ask(partial(paper_work.write_xlsx, CERTIFICATE, self.asked, path), self._written)

    def _written(self, path: Path) -> None:
        self.workspace.tell(_("Saved: {file}").format(file=str(path)))
