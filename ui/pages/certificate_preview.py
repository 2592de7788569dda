"""The paper of a payment certificate as it would go out, in either language: issued, printed, saved."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QWidget

from models import papers
from models.language import LANGUAGES, N_, _
from ui.pages import certificate_drawing as drawing
from ui.pages import paper_work
from ui.pages.certificate_drawing import CERTIFICATE, CertificateForm, Shown
from ui.pages.live_paper import Question
from ui.pages.paper_box import PaperBox
from ui.pages.paper_work import Drawn, told_about
from ui.workspace import Workspace

REGISTER = "statements"


class CertificatePreview(PaperBox):
    """Over the window that asked for it; Esc goes back there, Ctrl+S issues."""

    def __init__(self, workspace: Workspace, asked: CertificateForm, parent: QWidget | None = None) -> None:
        self.shown = Shown()
        super().__init__(workspace, CERTIFICATE, asked, N_("Preview the certificate"), "", parent)

    def _lay_out(self) -> None:
        super()._lay_out()
        self.detail, self.language = QCheckBox(), QComboBox()
        self.issue, self.before = QPushButton(), QPushButton()
        self.issue.setProperty("role", "primary")
        place = self.head.indexOf(self.out)
        self.head.insertWidget(place, self.detail)
        self.head.insertWidget(place + 1, self.language)
        self.head.addWidget(self.issue)
        self.foot.insertWidget(self.foot.indexOf(self.back), self.before)

    def _connect(self) -> None:
        super()._connect()
        self.out.print.setProperty("role", "")
        self.detail.setChecked(self.asked.with_detail)
        for code, name in LANGUAGES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(self.asked.language))
        self.detail.toggled.connect(self._asked_anew)
        self.language.currentIndexChanged.connect(self._asked_anew)
        self.issue.clicked.connect(self.main)
        self.before.clicked.connect(self.show_before)
        for button in (self.issue, self.before):
            button.setAutoDefault(False)

    def retranslate(self) -> None:
        super().retranslate()
        self.detail.setText(_("With computation and lines"))
        self.language.setAccessibleName(_("Language of the paper"))
        self.language.setToolTip(_("Language of the paper"))
        self.before.setText(_("Show the issued paper"))
        self._tell(self.shown)

    # The paper

    def _asked_anew(self, _changed: Any) -> None:
        chosen = str(self.language.currentData())
        self.asked = replace(self.asked, with_detail=self.detail.isChecked(), language=chosen)
        self.preview.draw()

    def _question(self) -> Question:
        return partial(drawing.drawn, self.asked)

    def _paper_of(self, answer: Any) -> Drawn:
        assert isinstance(answer, Shown)
        return answer.paper

    def _file_name(self) -> str:
        return self.shown.number

    def _tell(self, answer: Any) -> None:
        self.shown = answer
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
        self.issue.setEnabled(bool(self.shown.paper.pdf))
        QTimer.singleShot(0, self, self._centre)

    # What is done with it

    def _centre(self) -> None:
        """An annex across the page makes the whole wider than its first page."""
        bar = self.preview.view.horizontalScrollBar()
        bar.setValue((bar.minimum() + bar.maximum()) // 2)

    def main(self) -> None:
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
        self._tell(self.shown)
