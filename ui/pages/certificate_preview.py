"""The paper of a payment certificate as it would be printed: with or without what is behind it, in either language."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.language import LANGUAGES, _, current
from reports.certificate_draft import CertificatePaperDraft
from ui.pages import certificate_drawing as drawing
from ui.pages.certificate_drawing import Drawn
from ui.pages.paper_preview import PaperPreview
from ui.pages.printing import ask_and_print
from ui.pages.save_box import ask_where_to
from ui.pages.statement_drawing import write_file
from ui.workspace import Workspace

SHARE = 0.94
"""How much of the window it covers."""


class CertificatePreview(QDialog):
    """Over the window that asked for it; Esc goes back there."""

    def __init__(self, workspace: Workspace, key: str, number: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.workspace = workspace
        self.asked = CertificatePaperDraft(key, language=current())
        self.paper = Drawn(number)
        self.title, self.advice = QLabel(), QLabel(wordWrap=True)
        self.title.setProperty("role", "title")
        self.advice.setProperty("tone", "warning")
        self.preview = PaperPreview()
        self.detail, self.language = QCheckBox(), QComboBox()
        self.table, self.keep, self.print, self.back = (QPushButton() for _button in range(4))
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
        for part in (self.detail, self.language, self.table, self.keep, self.print):
            head.addWidget(part)
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
        self.detail.setChecked(self.asked.with_detail)
        for code, name in LANGUAGES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(self.asked.language))
        self.detail.toggled.connect(self._asked_anew)
        self.language.currentIndexChanged.connect(self._asked_anew)
        self.table.clicked.connect(self.keep_table)
        self.keep.clicked.connect(self.keep_file)
        self.print.clicked.connect(self.print_it)
        self.back.clicked.connect(self.reject)
        self.workspace.changed.connect(self._book_changed)
        for key, call in {"Ctrl+P": self.print_it, "Ctrl+E": self.keep_table}.items():
            QShortcut(QKeySequence(key), self, call)
        for button in (self.table, self.keep, self.print, self.back):
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

    def _drawn(self, asked: CertificatePaperDraft, paper: Drawn) -> None:
        if asked == self.asked:
            self.paper = paper
            if paper.pdf:
                self.preview.show_pdf(paper.pdf)
                QTimer.singleShot(0, self, self._centre)
            else:
                self.preview.say(paper.reason, "danger")
            self._tell()

    def _tell(self) -> None:
        self.title.setText(self.paper.name)
        told = _("These characters cannot be printed and appear as 〓: {letters}").format(letters=self.paper.missing)
        self.advice.setText(told if self.paper.missing else "")
        for button in (self.table, self.keep, self.print):
            button.setEnabled(bool(self.paper.pdf))

    # What is done with it

    def _centre(self) -> None:
        """An annex across the page makes the whole wider than its first page."""
        bar = self.preview.view.horizontalScrollBar()
        bar.setValue((bar.minimum() + bar.maximum()) // 2)

    def keep_file(self) -> None:
        """Save what is shown."""
        write = partial(self._write, self.paper.pdf)
        name = f"{self.paper.name}.pdf"
        ask_where_to(self.workspace.state, self, _("Save as PDF"), name, "PDF (*.pdf)", write)

    def keep_table(self) -> None:
        """Save the same figures as a workbook."""
        if self.paper.pdf:
            kind, name = _("Workbook (*.xlsx)"), f"{self.paper.name}.xlsx"
            ask_where_to(self.workspace.state, self, _("Export"), name, kind, self._write_table)

    def print_it(self) -> None:
        if self.paper.pdf:
            ask_and_print(self.workspace, self, self.paper.name, self.paper.pdf)

    def _write(self, content: bytes, path: Path) -> None:
        self.workspace.ask(partial(write_file, content, path), self._written)

    def _write_table(self, path: Path) -> None:
        self.workspace.ask(partial(drawing.write_xlsx, self.asked, path), self._written)

    def _written(self, path: Path) -> None:
        self.workspace.tell(_("Saved: {file}").format(file=str(path)))
