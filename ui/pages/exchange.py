"""This book: where it lies, what can be taken out and brought in, and whether anybody altered it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from models.checking import Checked, check
from models.language import N_, _, text
from models.problems import Problem
from ui import theme
from ui.icons import Icon
from ui.pages import exchange_work
from ui.pages.exchange_work import About
from ui.pages.page import PageWidget
from ui.pages.save_box import ask_where_to
from ui.workspace import Workspace

FACTS = (
    ("folder", N_("Folder")),
    ("site", N_("Letters of its numbers")),
    ("steps", N_("Steps")),
    ("last", N_("Last step")),
    ("size", N_("Size")),
    ("code", N_("Check code")),
)
MOST = 200
"""Findings of a check that are listed; more would say nothing new."""


class BookPage(PageWidget):
    """Cards: the book itself, its check, taking out, bringing in, other books."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._captions: list[tuple[Any, str]] = []
        self.about: About | None = None
        self.verdict: Checked | None = None
        self._is_checking = False
        grid, inside = QGridLayout(), QWidget()
        grid.setSpacing(12)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.addWidget(self._book_card(), 0, 0)
        grid.addWidget(self._check_card(), 0, 1)
        grid.addWidget(self._out_card(), 1, 0)
        grid.addWidget(self._in_card(), 1, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(2, 1)
        inside.setLayout(grid)
        area = QScrollArea(widgetResizable=True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)
        workspace.changed.connect(self._look_again)
        self.retranslate()

    # The cards

    def _book_card(self) -> QWidget:
        card, column = self._card(N_("This book"))
        form = QFormLayout()
        form.setHorizontalSpacing(20)
        self.facts: dict[str, QLabel] = {}
        for name, caption in FACTS:
            label = self.facts[name] = QLabel(wordWrap=True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            form.addRow(self._words(QLabel(), caption, "muted"), label)
        column.addLayout(form)
        column.addStretch(1)
        self.folder = self._button(N_("Show the folder"), Icon.FOLDER_OPEN, self.show_folder)
        self.other = self._button(N_("Open or create another book…"), Icon.DATABASE, self.workspace.start_wanted.emit)
        column.addLayout(_line(self.folder, self.other))
        return card

    def _check_card(self) -> QWidget:
        card, column = self._card(N_("Has anything been altered?"))
        promise = N_(
            "Every step is sealed together with the one before it. The check works out every seal again and compares "
            "every row with the step that made it: what was changed behind the program’s back is found."
        )
        column.addWidget(self._words(QLabel(wordWrap=True), promise, "muted"))
        self.found = QLabel(card, wordWrap=True)
        self.findings = QListWidget(card)
        self.findings.setVisible(False)
        column.addWidget(self.found)
        column.addWidget(self.findings, 1)
        column.addStretch(1)
        self.check = self._button(N_("Check now"), Icon.SHIELD_CHECK, self.check_book)
        self.steps = self._button(N_("Look at the steps"), Icon.HISTORY, partial(self.workspace.go, "history", ""))
        column.addLayout(_line(self.check, self.steps))
        return card

    def _out_card(self) -> QWidget:
        card, column = self._card(N_("Take out"))
        told = N_("Every list also goes out by itself, as it is filtered, with “Export” on its page (Ctrl+E).")
        column.addWidget(self._words(QLabel(wordWrap=True), told, "muted"))
        column.addStretch(1)
        self.lists = self._button(N_("Every list to Excel…"), Icon.TABLE, self.ask_lists)
        self.hledger = self._button(N_("hledger journal…"), Icon.FILE_EXPORT, partial(self.ask_journal, "hledger"))
        self.beancount = self._button(
            N_("beancount journal…"), Icon.FILE_EXPORT, partial(self.ask_journal, "beancount")
        )
        column.addLayout(_line(self.lists, self.hledger, self.beancount))
        return card

    def _in_card(self) -> QWidget:
        card, column = self._card(N_("Bring in"))
        told = N_("Contracts, bills, variations, certificates, receipts and opening balances from a workbook.")
        column.addWidget(self._words(QLabel(wordWrap=True), told, "muted"))
        column.addStretch(1)
        self.bring = self._button(N_("Import from Excel"), Icon.FILE_IMPORT, partial(self.workspace.go, "import", ""))
        column.addLayout(_line(self.bring))
        return card

    def _card(self, title: str) -> tuple[QFrame, QVBoxLayout]:
        card, heading = QFrame(), QLabel()
        card.setProperty("role", "card")
        heading.setProperty("role", "heading")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(10)
        column.addWidget(self._words(heading, title))
        return card, column

    def _words(self, label: QLabel, words: str, tone: str = "") -> QLabel:
        label.setProperty("tone", tone)
        self._captions.append((label, words))
        return label

    def _button(self, words: str, icon: Icon, call: Callable[[], Any]) -> QPushButton:
        button = QPushButton()
        button.setIcon(theme.icon(icon))
        button.clicked.connect(lambda _checked=False: call())
        self._captions.append((button, words))
        return button

    # What the page says

    def retranslate(self) -> None:
        for widget, words in self._captions:
            widget.setText(text(words))
        self.findings.setAccessibleName(_("What was found"))
        self._tell_book()
        self._tell_verdict()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def _look_again(self, _touched: Any) -> None:
        self.verdict = None
        self._tell_verdict()
        if self.isVisible():
            self._look()

    def _look(self) -> None:
        if self.workspace.book is not None:
            self.workspace.ask(partial(exchange_work.about, self.workspace.book), self._show_book)

    def _show_book(self, about: About) -> None:
        self.about = about
        self._tell_book()

    def _tell_book(self) -> None:
        if self.about is None:
            return
        told = {
            "folder": str(self.about.folder),
            "site": self.about.site,
            "steps": f"{self.about.steps:,}",
            "last": f"{self.about.last_at}　{self.about.last_by}",
            "size": exchange_work.size_in_words(self.about.size),
            "code": self.about.code or _("none yet"),
        }
        for name, words in told.items():
            self.facts[name].setText(words)

    # The check

    def check_book(self) -> None:
        """Check the whole book with progress; the verdict holds until something is saved."""
        book = self.workspace.book
        if book is not None and not self._is_checking:
            self._is_checking, self.verdict = True, None
            self._tell_verdict()
            self.workspace.run(
                partial(check, book), _("Checking the book"), self._verified, self._stopped, writes=False
            )

    def _verified(self, verdict: Checked) -> None:
        self._is_checking, self.verdict = False, verdict
        self._tell_verdict()

    def _stopped(self, _problems: tuple[Problem, ...]) -> None:
        self._is_checking = False
        self._tell_verdict()

    def _tell_verdict(self) -> None:
        verdict = self.verdict
        self.check.setEnabled(not self._is_checking)
        self.findings.setVisible(bool(verdict and verdict.findings))
        self.findings.clear()
        if verdict is None:
            self.found.setText(_("Checking… the progress stands below.") if self._is_checking else "")
            return
        files = f"{verdict.evidence + verdict.papers:,}"
        counts = {
            "steps": f"{verdict.steps:,}",
            "rows": f"{verdict.rows:,}",
            "files": files,
            "count": f"{len(verdict.findings):,}",
        }
        if verdict.holds:
            told = _("● Nothing was altered: {steps} steps and {rows} rows agree; {files} kept files too.")
        else:
            told = _("● Something was altered ({count} findings). Keep this book as it is, and restore a backup.")
        self.found.setText(told.format(**counts))
        theme.mark(self.found, "tone", "done" if verdict.holds else "danger")
        self.findings.addItems([finding.text() for finding in verdict.findings[:MOST]])

    # Taking out

    def show_folder(self) -> None:
        if self.workspace.book is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.workspace.book.folder)))

    def ask_lists(self) -> None:
        name = f"{self.workspace.book_name} {self.workspace.as_of.isoformat()}.xlsx"
        kind = _("Workbook (*.xlsx)")
        ask_where_to(self.workspace.state, self, _("Every list to Excel"), name, kind, self.write_lists)

    def ask_journal(self, form: str) -> None:
        ending = {"hledger": "journal", "beancount": "beancount"}[form]
        name = f"{self.workspace.book_name}.{ending}"
        kind = _("Journal (*.{ending})").format(ending=ending)
        ask_where_to(self.workspace.state, self, _("Journal"), name, kind, partial(self.write_journal, form))

    def write_lists(self, path: Path) -> None:
        book = self.workspace.book
        if book is not None:
            work = partial(exchange_work.write_lists, book, self.workspace.as_of, path)
            self.workspace.run(work, _("Exporting every list"), self._written, writes=False)

    def write_journal(self, form: str, path: Path) -> None:
        book = self.workspace.book
        if book is not None:
            work = partial(exchange_work.write_journal, book, form, path)
            self.workspace.run(work, _("Exporting the journal"), self._written, writes=False)

    def _written(self, path: Path) -> None:
        self.workspace.tell(_("Saved: {file}").format(file=str(path)))


def _line(*buttons: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    for button in buttons:
        line.addWidget(button)
    line.addStretch(1)
    return line
