"""Import from Excel: choose a file, see everything that is wrong with it, then bring all of it in or nothing."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.importing import SKIP, Choices
from models.language import _
from models.problems import Problem
from ui.pages import import_work
from ui.pages.import_parts import FileCard, FoundCard, StepsCard
from ui.pages.import_returned import ReturnedCard
from ui.pages.import_work import Checked
from ui.pages.page import PageWidget
from ui.pages.save_box import ask_where_to, ask_which
from ui.workspace import Workspace

ENDINGS = (".xlsx", ".xlsm", ".xls", ".et")


class ImportPage(PageWidget):
    """The file at the top, what it would bring in the middle, its problems below; one button brings it in."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.path: Path | None = None
        self.checked = Checked()
        self.is_in = False
        self._is_busy = False
        self.setAcceptDrops(True)
        self.file = FileCard(self)
        self.steps = StepsCard(self)
        self.found = FoundCard(workspace, self)
        self.back = ReturnedCard(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        for part in (self.file, self.steps, self.found, self.back):
            column.addWidget(part, 1 if part in (self.found, self.back) else 0)
        column.addStretch(0)
        self._connect()
        self.retranslate()
        self._show()

    def _connect(self) -> None:
        self.file.chosen.connect(self.ask_file)
        self.file.template.connect(self.ask_template)
        self.file.decided.connect(self.check)
        for card in (self.found, self.back):
            card.again.connect(self.check)
            card.wanted.connect(self.bring)
        self.found.listed.connect(self.ask_problems)
        self.found.looked.connect(partial(self.workspace.go, "contracts", ""))
        self.workspace.changed.connect(self._book_changed)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        keys = {"Ctrl+O": self.ask_file, "Ctrl+R": self.check, "Ctrl+Return": self.bring, "Esc": self.show_root}
        for key, call in keys.items():
            QShortcut(QKeySequence(key), self, call, context=inside)

    def retranslate(self) -> None:
        for part in (self.file, self.steps, self.found, self.back):
            part.retranslate()
        self._show()

    @property
    def trail(self) -> list[str]:
        return [self.path.name] if self.path else []

    @property
    def choices(self) -> Choices:
        return Choices(self.file.existing, self.file.rounds_off)

    # The file

    def ask_file(self) -> None:
        kind = _("Workbooks (*.xlsx *.xlsm *.xls *.et)")
        ask_which(self.workspace.state, self, _("Choose a workbook"), kind, self.take)

    def ask_template(self) -> None:
        """Save the empty workbook with notes, lists to choose from and an example in every sheet."""
        kind, name = _("Workbook (*.xlsx)"), f"{_('Import template')}.xlsx"
        ask_where_to(self.workspace.state, self, _("Import template"), name, kind, self.write_template)

    def write_template(self, path: Path) -> None:
        self.workspace.ask(partial(import_work.write_template, path), self._written)

    def take(self, path: Path) -> None:
        """Check this file; what was found in another one is gone."""
        self.path, self.checked, self.is_in = path, Checked(), False
        self.trail_changed.emit(self.trail)
        self.check()

    def show_root(self) -> None:
        """Back to choosing a file; what is being read or brought in is first seen to its end."""
        if self.path is None or self._is_busy:
            return
        self.path, self.checked, self.is_in = None, Checked(), False
        self._show()
        self.trail_changed.emit(self.trail)
        self.take_keyboard()

    def check(self) -> None:
        """Read the file again and look for problems; after it was changed in Excel nothing old is left."""
        book = self.workspace.book
        if self.path is None or book is None or self._is_busy:
            return
        self._busy(True)
        self.is_in = False
        work = partial(import_work.read_and_check, book, self.path, self.choices)
        title = _("Checking {file}").format(file=self.path.name)
        self.workspace.run(work, title, self._checked, self._stopped, writes=False)

    def bring(self) -> None:
        """Bring everything in as one step, which can be undone."""
        book, workbook = self.workspace.book, self.checked.workbook
        card = self.found if self.checked.preview is None else self.back
        if self._is_busy or book is None or workbook is None or not card.bring.isEnabled():
            return
        if self.checked.preview is None:
            work = partial(import_work.bring, book, workbook, self.choices)
        else:
            work = partial(import_work.keep, book, self.checked, self.back.accepting)
        self._busy(True)
        self.workspace.run(work, _("Importing {file}").format(file=workbook.name), self._brought, self._stopped)

    def ask_problems(self) -> None:
        kind, name = _("Workbook (*.xlsx)"), f"{_('Problems')} {self.path.stem if self.path else ''}.xlsx"
        ask_where_to(self.workspace.state, self, _("Export"), name, kind, self.write_problems)

    def write_problems(self, path: Path) -> None:
        problems = self.checked.outcome.problems
        self.workspace.ask(partial(import_work.write_problems, problems, _("Problems"), path), self._written)

    # What came of it

    def _checked(self, checked: Checked) -> None:
        self.checked = checked
        self._busy(False)

    def _brought(self, checked: Checked) -> None:
        self.checked = checked
        self.is_in = checked.outcome.ready if checked.preview is None else checked.preview.ready
        self._busy(False)
        name = checked.workbook.name if checked.workbook else ""
        if self.is_in and checked.preview is not None:
            self.workspace.tell(_("The changes of {file} are kept.").format(file=name), True)
        elif self.is_in:
            counts = checked.outcome.counts.values()
            new, updated = sum(one.new for one in counts), sum(one.updated for one in counts)
            told = _("Imported: {new} new, {updated} updated, from {file}")
            self.workspace.tell(told.format(new=f"{new:,}", updated=f"{updated:,}", file=name), True)

    def _stopped(self, _problems: tuple[Problem, ...]) -> None:
        """Cancelled, or refused in the message bar: nothing was kept."""
        self._busy(False)

    def _book_changed(self, _touched: Any) -> None:
        """What was brought in is taken back, or something else moved on: what stands here is no longer true."""
        if self.is_in and not self._is_busy:
            self.check()

    def _written(self, path: Path) -> None:
        self.workspace.tell(_("Saved: {file}").format(file=str(path)))

    def _busy(self, yes: bool) -> None:
        self._is_busy = yes
        self._show()

    def _show(self) -> None:
        begun = self.path is not None
        self.steps.setVisible(not begun)
        returned = self.checked.preview
        self.found.setVisible(begun and returned is None)
        self.back.setVisible(begun and returned is not None)
        self.file.show_file(self.path, self._is_busy, returned is not None)
        if begun and returned is not None:
            self.back.show_preview(returned, self._is_busy, self.is_in)
        elif begun:
            self.found.show_checked(self.checked, self._is_busy, self.is_in, self.choices.existing == SKIP)

    # Dropping a file

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.workspace.book is not None:
            self.workspace.ask(import_work.warm, _nothing)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()
            self.file.welcome(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.file.welcome(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.file.welcome(False)
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.take(path)


def _dropped(event: QDropEvent) -> Path | None:
    """The one workbook that is dragged; anything else is not taken."""
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 and files[0].suffix.lower() in ENDINGS else None


def _nothing(_done: Any) -> None:
    """Nobody waits for it."""
