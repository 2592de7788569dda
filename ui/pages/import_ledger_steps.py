"""The four steps of the wizard for a site's own ledger: sheets, columns, names, result."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QSplitter, QVBoxLayout, QWidget

from models.importing.recognition import Proposal
from models.importing.sheets import Sheet, Workbook
from models.language import _
from ui import theme
from ui.pages.import_answers import COLUMNS, NAMES, RESULT, SHEETS, Conversation
from ui.pages.import_choosing import ChoiceTable
from ui.pages.import_ledger_models import (
    Asked,
    ColumnsModel,
    ContractsModel,
    Deal,
    QuestionModel,
    SheetsModel,
    row_text,
)
from ui.pages.import_ledger_results import OwedModel, RemarksModel, SidesModel, side_of, sides_of
from ui.pages.import_tables import PlainTable

_FEW = 12
"""So many contracts of the book are offered for one of the ledger."""
Known = Sequence[tuple[str, str, str]]
"""Number, name and owner of every contract of the book."""


class Step(QWidget):
    """A step: its tables under headings, and what is asked on it."""

    number = SHEETS
    decided = Signal(object, object)
    row_shown = Signal(str)
    """The whole text of the row that is looked at."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.questions = QuestionModel(self)
        self.asked = ChoiceTable(self.questions, (390, 150), self)
        self.asked.setMinimumHeight(theme.look().row * 5 // 2 + 4)
        self.asking, self.silent = QLabel(self, wordWrap=True), QLabel(self, wordWrap=True)
        for label in (self.asking, self.silent):
            label.setProperty("tone", "muted")
        self.questions.decided.connect(self.decided)
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.split, 1)

    def box(self, *parts: QWidget) -> QWidget:
        """Parts below each other, the last taking the room."""
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in parts:
            column.addWidget(part, 1 if part is parts[-1] else 0)
        return box

    def questions_box(self) -> QWidget:
        self.question_box = self.box(self.asking, self.asked)
        return self.question_box

    def first(self) -> QWidget:
        """What has the keyboard when the step is shown."""
        return self.asked

    def show_state(self, talk: Conversation, proposal: Proposal, workbook: Workbook, known: Known) -> None:
        self.questions.put([Asked(one, talk.value(one)) for one in talk.on(self.number)])
        self.question_box.setVisible(bool(self.questions.rows))

    def retranslate(self) -> None:
        self.asking.setText(_("To decide here. The proposed answer stands; Space changes it, Enter goes on."))
        self.asked.setAccessibleName(_("Questions"))


class SheetsStep(Step):
    """What each sheet is, and whether it comes in."""

    number = SHEETS

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sheets = SheetsModel(self)
        self.table = ChoiceTable(self.sheets, (110, 124, 44, 80, 72, 84, 118, 118), self)
        self.sheets.decided.connect(self.decided)
        self.split.addWidget(self.table)
        self.split.addWidget(self.questions_box())
        self.split.setSizes([280, 200])

    def first(self) -> QWidget:
        return self.table

    def show_state(self, talk: Conversation, proposal: Proposal, workbook: Workbook, known: Known) -> None:
        super().show_state(talk, proposal, workbook, known)
        self.sheets.put(proposal.sheets)

    def retranslate(self) -> None:
        super().retranslate()
        self.table.setAccessibleName(_("Sheets of the workbook"))


class ColumnsStep(Step):
    """What each column is, in which unit, with or without tax."""

    number = COLUMNS

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.columns = ColumnsModel(self)
        self.sheet = QComboBox(self)
        self.table = ChoiceTable(self.columns, (48, 124, 148, 66, 72, 116), self)
        self.columns.decided.connect(self.decided)
        self.sheet.activated.connect(self._show_sheet)
        self.split.addWidget(self.box(self.sheet, self.table))
        self.split.addWidget(self.questions_box())
        self.split.setSizes([330, 170])
        self._proposal: Proposal | None = None
        self._workbook: Workbook | None = None

    def first(self) -> QWidget:
        return self.table

    def show_state(self, talk: Conversation, proposal: Proposal, workbook: Workbook, known: Known) -> None:
        super().show_state(talk, proposal, workbook, known)
        self._proposal, self._workbook = proposal, workbook
        names = [sheet.name for sheet in proposal.sheets if sheet.kind and not sheet.left_out]
        now = self.sheet.currentText()
        self.sheet.clear()
        self.sheet.addItems(names)
        self.sheet.setCurrentIndex(max(0, self.sheet.findText(now)))
        self.sheet.setVisible(len(names) > 1)
        self._show_sheet()

    def _show_sheet(self, _place: int = 0) -> None:
        name = self.sheet.currentText()
        sheets = self._proposal.sheets if self._proposal else ()
        proposed = next((one for one in sheets if one.name == name), None)
        self.columns.show_sheet(proposed, sheet_of(self._workbook, name))

    def retranslate(self) -> None:
        super().retranslate()
        self.sheet.setAccessibleName(_("Sheet"))
        self.table.setAccessibleName(_("Columns of the sheet"))


class NamesStep(Step):
    """Which spellings are one party, which contracts are meant."""

    number = NAMES

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.contracts = ContractsModel(self)
        self.table = ChoiceTable(self.contracts, (130, 260, 230, 130), self)
        self.contracts.decided.connect(self.decided)
        self.naming, self.dealing = QLabel(self, wordWrap=True), QLabel(self, wordWrap=True)
        for label in (self.naming, self.dealing):
            label.setProperty("tone", "muted")
        self.split.addWidget(self.box(self.naming, self.silent, self.questions_box()))
        self.split.addWidget(self.box(self.dealing, self.table))

    def first(self) -> QWidget:
        return self.asked if self.questions.rows else self.table

    def show_state(self, talk: Conversation, proposal: Proposal, workbook: Workbook, known: Known) -> None:
        super().show_state(talk, proposal, workbook, known)
        self.silent.setVisible(not self.questions.rows)
        by_owner: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for number, name, owner in known:
            by_owner[owner].append((number, f"{number} {name}"))
        self.contracts.put([_deal(told, talk, by_owner) for told in proposal.contracts])
        found = sum(one["in"] == "book" for one in proposal.contracts)
        self.naming.setText(_("Parties: {count}").format(count=f"{len(proposal.parties):,}"))
        told = _("Contracts: {found} found in the book, {new} to be made")
        self.dealing.setText(told.format(found=f"{found:,}", new=f"{len(proposal.contracts) - found:,}"))

    def retranslate(self) -> None:
        super().retranslate()
        self.asking.setText(_("Written in several ways: the same party or not? What is confirmed is remembered."))
        self.silent.setText(_("No party is written in several ways; there is nothing to confirm."))
        self.table.setAccessibleName(_("Contracts"))


class ResultStep(Step):
    """What was understood, what stays out and why, sums beside sums."""

    number = RESULT

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sums, self.balances, self.remarks = SidesModel(self), OwedModel(self), RemarksModel(self)
        self.added = PlainTable(self.sums, (136, 96, 118, 118), self)
        self.owed = PlainTable(self.balances, (136, 96, 118, 118), self)
        self.left = PlainTable(self.remarks, (74, 76, 42), self)
        self.left.chosen.connect(self._show_row)
        across, left = QSplitter(Qt.Orientation.Horizontal, self), QSplitter(Qt.Orientation.Vertical, self)
        for splitter in (across, left):
            splitter.setChildrenCollapsible(False)
        left.addWidget(self.added)
        left.addWidget(self.owed)
        across.addWidget(left)
        across.addWidget(self.left)
        across.setSizes([600, 520])
        self.split.addWidget(across)
        self.split.addWidget(self.questions_box())
        self.split.setSizes([380, 96])
        self._workbook: Workbook | None = None

    def first(self) -> QWidget:
        return self.left if self.remarks.rows else self.added

    def show_state(self, talk: Conversation, proposal: Proposal, workbook: Workbook, known: Known) -> None:
        super().show_state(talk, proposal, workbook, known)
        self._workbook = workbook
        coming = [sheet for sheet in proposal.sheets if sheet.kind and not sheet.left_out]
        self.sums.put([side for sheet in coming for side in sides_of(sheet)])
        self.balances.put([side_of(one) for one in proposal.balances])
        self.owed.setVisible(bool(proposal.balances))
        self.remarks.put(proposal.sheets, proposal.advice)

    def _show_row(self, place: int) -> None:
        if not 0 <= place < len(self.remarks.rows):
            return
        one = self.remarks.rows[place]
        sheet = sheet_of(self._workbook, one.sheet)
        written = row_text(sheet, one.row) if sheet else ""
        self.row_shown.emit(f"{one.sheet} {one.row}: {written}\n{one.sentence}" if written else one.sentence)

    def retranslate(self) -> None:
        super().retranslate()
        self.added.setAccessibleName(_("Sums: the sheet beside the rows that come in"))
        self.owed.setAccessibleName(_("Owed by each contract, less what is received and free, beside the ledger"))
        self.left.setAccessibleName(_("Rows that stay out, and notes"))
        for table in (self.added, self.owed, self.left):
            table.setToolTip(table.accessibleName())


def sheet_of(workbook: Workbook | None, name: str) -> Sheet | None:
    return next((one for one in workbook.sheets if one.name == name), None) if workbook else None


def _deal(told: Mapping[str, str], talk: Conversation, by_owner: Mapping[str, list[tuple[str, str]]]) -> Deal:
    """A contract of the ledger; those of the same party in the book may be meant by it."""
    meant = talk.answers.contracts.items()
    chosen_for = next((name for name, number in meant if number == told["number"]), "")
    return Deal(told, by_owner.get(told["party"], [])[:_FEW], chosen_for)


STEPS: tuple[type[Step], ...] = (SheetsStep, ColumnsStep, NamesStep, ResultStep)
