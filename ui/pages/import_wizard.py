"""Import from Excel: choose a file, see everything that is wrong with it, then bring all of it in or nothing."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.importing import SKIP, Choices
from models.importing.recognition import Answers, accepted
from models.language import _
from models.problems import Problem
from ui.pages import import_work
from ui.pages.import_answers import Conversation
from ui.pages.import_files import dropped, kinds
from ui.pages.import_ledger import LedgerCard, coming
from ui.pages.import_parts import FileCard, FoundCard, StepsCard
from ui.pages.import_returned import ReturnedCard
from ui.pages.import_work import LEDGER, TEMPLATE, Checked, Reading
from ui.pages.page import PageWidget
from ui.pages.save_box import ask_where_to, ask_which
from ui.workspace import Workspace


class ImportPage(PageWidget):
    """The file at the top, what it would bring in the middle, its problems below; one button brings it in."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.path: Path | None = None
        self.checked = Checked()
        self._left: dict[tuple[str, Path], Conversation] = {}
        self.is_in = self._was_in = False
        self._is_busy = self._is_asked_again = False
        self._doing = self._way = ""
        self.setAcceptDrops(True)
        self.file = FileCard(self)
        self.steps = StepsCard(self)
        self.found = FoundCard(workspace, self)
        self.back = ReturnedCard(self)
        self.ledger = LedgerCard(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        for part in (self.file, self.steps, self.found, self.back, self.ledger):
            column.addWidget(part, 0 if part in (self.file, self.steps) else 1)
        column.addStretch(0)
        self._connect()
        self.retranslate()
        self._show()

    def _connect(self) -> None:
        self.file.chosen.connect(self.ask_file)
        self.file.template.connect(self.ask_template)
        self.file.decided.connect(self.check)
        for card in (self.found, self.back, self.ledger):
            card.again.connect(self.check)
            card.wanted.connect(self.bring)
        self.found.listed.connect(self.ask_problems)
        for asking in (self.found, self.ledger):
            asking.looked.connect(partial(self.workspace.go, "contracts", ""))
        self.found.ledger_wanted.connect(partial(self.read_as, LEDGER))
        self.ledger.other_wanted.connect(self.ask_file)
        self.ledger.template_wanted.connect(partial(self.read_as, TEMPLATE))
        self.ledger.answered.connect(self.ask_again)
        self.ledger.left.connect(self.show_root)
        self.ledger.saved.connect(self.ask_where_answers)
        self.ledger.loaded.connect(self.ask_answers)
        self.workspace.changed.connect(self._book_changed)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        keys = {"Ctrl+O": self.ask_file, "Ctrl+R": self.check, "Ctrl+Return": self.bring, "Esc": self.go_back}
        for key, call in keys.items():
            QShortcut(QKeySequence(key), self, call, context=inside)

    def retranslate(self) -> None:
        for part in (self.file, self.steps, self.found, self.back, self.ledger):
            part.retranslate()
        self._show()

    @property
    def trail(self) -> list[str]:
        return [self.path.name] if self.path else []

    @property
    def choices(self) -> Choices:
        return Choices(self.file.existing, self.file.rounds_off)

    @property
    def reading(self) -> Reading:
        return Reading(self.choices, self._way, self.ledger.talk.answers)

    # The file

    def ask_file(self) -> None:
        ask_which(self.workspace.state, self, _("Choose a workbook"), kinds(), self.take)

    def ask_template(self) -> None:
        """Save the empty workbook with notes, lists to choose from and an example in every sheet."""
        kind, name = _("Workbook (*.xlsx)"), f"{_('Import template')}.xlsx"
        ask_where_to(self.workspace.state, self, _("Import template"), name, kind, self.write_template)

    def write_template(self, path: Path) -> None:
        self.workspace.ask(partial(import_work.write_template, path), self._written)

    def take(self, path: Path) -> None:
        """Check this file; what was found in another one is gone. One that is being read is first seen to its end."""
        if self._is_busy:
            return self.workspace.tell(_("Another file is being read. Wait for it or cancel it, then open this one."))
        self.path, self.checked, self._way = path, Checked(), ""
        self.is_in = self._was_in = False
        self.ledger.begin(self._left.get((self.workspace.book_name, path)) or Conversation())
        self.trail_changed.emit(self.trail)
        self.check()

    def show_root(self) -> None:
        """Back to choosing a file; what is being read or brought in is first seen to its end."""
        if self.path is None or self._is_busy:
            return
        self._left[self.workspace.book_name, self.path] = self.ledger.talk
        self.path, self.checked, self.is_in = None, Checked(), False
        self._show()
        self.trail_changed.emit(self.trail)
        self.take_keyboard()

    def go_back(self) -> None:
        """One step back in a ledger, else back to choosing a file."""
        if self.card is self.ledger and self.path is not None:
            self.ledger.go_back()
        else:
            self.show_root()

    @property
    def card(self) -> FoundCard | ReturnedCard | LedgerCard:
        """The card that shows this kind of file."""
        if self.checked.proposal is not None:
            return self.ledger
        return self.found if self.checked.preview is None else self.back

    def check(self) -> None:
        """Read the file again and look for problems; after it was changed in Excel nothing old is left."""
        book = self.workspace.book
        if self.path is None or book is None or self._is_busy:
            return
        self._busy(True)
        self.is_in = False
        work = partial(import_work.read_and_check, book, self.path, self.reading)
        title = _("Checking {file}").format(file=self.path.name)
        self.workspace.run(work, title, self._checked, self._stopped, writes=False)

    def read_as(self, way: str) -> None:
        """Read the file as what the person says it is."""
        self._way = way
        self.ledger.begin(Conversation(self.ledger.talk.answers))
        self.check()

    def ask_again(self) -> None:
        """Work the ledger out with one more answer; answers that come meanwhile are taken in the next round."""
        book, workbook = self.workspace.book, self.checked.workbook
        self._is_asked_again = self._is_busy
        if self._is_busy or book is None or workbook is None:
            return
        self._busy(True)
        work = partial(import_work.check_again, book, workbook, self.reading)
        title = _("Checking {file}").format(file=workbook.name)
        self.workspace.run(work, title, self._checked, self._stopped, writes=False)

    def bring(self) -> None:
        """Bring everything in as one step, which can be undone."""
        book, workbook = self.workspace.book, self.checked.workbook
        card = self.card
        if self._is_busy or self.is_in or book is None or workbook is None or not card.bring.isEnabled():
            return
        if card is self.ledger:
            work = partial(import_work.bring_ledger, book, self.checked, self.reading)
        elif card is self.back:
            work = partial(import_work.keep, book, self.checked, self.back.accepting)
        else:
            work = partial(import_work.bring, book, workbook, self.choices)
        self._busy(True, import_work.WRITING)
        self.workspace.run(work, _("Importing {file}").format(file=workbook.name), self._brought, self._stopped)

    def ask_problems(self) -> None:
        kind, name = _("Workbook (*.xlsx)"), f"{_('Problems')} {self.path.stem if self.path else ''}.xlsx"
        ask_where_to(self.workspace.state, self, _("Export"), name, kind, self.write_problems)

    def write_problems(self, path: Path) -> None:
        problems = self.checked.outcome.problems
        self.workspace.ask(partial(import_work.write_problems, problems, _("Problems"), path), self._written)

    def ask_where_answers(self) -> None:
        """Save what was answered, for the next workbook of this form and for the command line."""
        kind, name = _("Answers (*.json)"), f"{_('Answers')} {self.path.stem if self.path else ''}.json"
        ask_where_to(self.workspace.state, self, _("Save the answers"), name, kind, self.write_answers)

    def write_answers(self, path: Path) -> None:
        if self.checked.proposal is not None:
            answers = accepted(self.checked.proposal)
            self.workspace.ask(partial(import_work.write_answers, answers, path), self._written)

    def ask_answers(self) -> None:
        ask_which(self.workspace.state, self, _("Use kept answers"), _("Answers (*.json)"), self.take_answers)

    def take_answers(self, path: Path) -> None:
        self.workspace.ask(partial(import_work.read_answers, path), self._take_answers)

    def _take_answers(self, answers: Answers) -> None:
        self.ledger.begin(Conversation(answers))
        self.ask_again()

    # What came of it

    def _checked(self, checked: Checked) -> None:
        self.checked = checked
        self._busy(False)
        if self._is_asked_again:
            self.ask_again()

    def _brought(self, checked: Checked) -> None:
        self.checked = checked
        kept = checked.outcome if checked.preview is None else checked.preview
        self.is_in = kept.ready if checked.proposal is None else not checked.reason
        self._was_in = self._was_in or self.is_in
        self._busy(False)
        name = checked.workbook.name if checked.workbook else ""
        if self.is_in and checked.proposal is not None:
            count = f"{coming(checked.proposal):,}"
            self.workspace.tell(_("Imported: {count} records, from {file}").format(count=count, file=name), True)
        elif self.is_in and checked.preview is not None:
            self.workspace.tell(_("The changes of {file} are kept.").format(file=name), True)
        elif self.is_in:
            counts = checked.outcome.counts.values()
            new, updated = sum(one.new for one in counts), sum(one.updated for one in counts)
            told = _("Imported: {new} new, {updated} updated, from {file}")
            self.workspace.tell(told.format(new=f"{new:,}", updated=f"{updated:,}", file=name), True)

    def _stopped(self, _problems: tuple[Problem, ...]) -> None:
        """Cancelled, or refused in the message bar: nothing was kept, and what was answered last is as before."""
        if self.checked.proposal is not None:
            self.ledger.talk.answers = self.checked.proposal.answers
            self.checked = replace(self.checked)
        elif self.checked.workbook is None:
            self.checked = Checked(reason=_("● It was not read to its end; nothing was kept. Press “Check again”."))
        self._is_asked_again = False
        self._busy(False)

    def _book_changed(self, _touched: Any) -> None:
        """What was brought in is taken back, or something else moved on: what stands here is no longer true."""
        if self._was_in and not self._is_busy:
            self.check()

    def _written(self, path: Path) -> None:
        self.workspace.tell(_("Saved: {file}").format(file=str(path)))

    def _busy(self, yes: bool, doing: str = import_work.CHECKING) -> None:
        self._is_busy, self._doing = yes, doing if yes else ""
        self._show()
        if not yes:  # while it ran the buttons were off, and the keyboard nowhere
            self.card.take_keyboard()

    def _show(self) -> None:
        begun = self.path is not None
        self.steps.setVisible(not begun)
        card, returned = self.card, self.checked.preview
        for one in (self.found, self.back, self.ledger):
            one.setVisible(begun and one is card)
        self.file.setVisible(not begun or card is not self.ledger)
        self.file.show_file(self.path, self._is_busy, card is not self.found, card is not self.back)
        if card is self.ledger:
            self.ledger.show_checked(self.checked, self._doing, self.is_in)
        elif begun and returned is not None:
            self.back.show_preview(returned, self._is_busy, self.is_in)
        elif begun:
            self.found.show_checked(self.checked, self._is_busy, self.is_in, self.choices.existing == SKIP)

    # Dropping a file

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.workspace.book is not None:
            self.workspace.ask(import_work.warm, lambda _done: None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event) is not None:
            event.acceptProposedAction()
            self.file.welcome(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.file.welcome(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.file.welcome(False)
        path = dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.take(path)
