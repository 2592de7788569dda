"""The four steps of the wizard for a site's own ledger: sheets, columns, names, result."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from models.importing.recognition import Proposal, sheet_of
from models.importing.sheets import Workbook
from models.language import _
from ui.pages.import_answers import COLUMNS, NAMES, RESULT, SHEETS, Conversation
from ui.pages.import_choosing import Choice, ChoiceTable
from ui.pages.import_ledger_models import (
    Asked,
    ColumnsModel,
    ContractsModel,
    Deal,
    QuestionModel,
    SettingsModel,
    SheetsModel,
    row_text,
)
from ui.pages.import_ledger_results import OwedModel, RemarksModel, SidesModel, side_of, sides_of
from ui.pages.import_panes import Pane, Panes, Spec
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
    """The whole text of the row that is looked at, or why what was typed is no answer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.questions = QuestionModel(self)
        self.asked = ChoiceTable(self.questions, (390, 190), self)
        self.asking = QLabel(self, wordWrap=True)
        self.asking.setProperty("tone", "muted")
        self.question_box = self.box(self.asking, self.asked)
        self._asked: set[tuple[str, ...]] = set()
        self._waiting = False
        self.listen(self.asked)

    def listen(self, table: ChoiceTable) -> None:
        """Take what is answered in a table; the row that is looked at is told in full."""
        table.offered.decided.connect(self.decided)
        table.offered.refused.connect(self.row_shown)
        table.told.connect(self.row_shown)

    def lay_out(self, spec: Spec) -> None:
        """Show these parts, and below them the questions of the step."""
        self.panes = Panes(spec, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panes)
        for before, after in pairwise(self.panes.panes):  # Tab goes as one reads, whatever was made first
            self.setTabOrder(before.first, after.first)

    def questions_pane(self, rows: int = 3, share: int = 1) -> Pane:
        return Pane(self.question_box, self.asked, rows, share=share)

    def box(self, *parts: QWidget) -> QWidget:
        """Parts below each other, the last taking the room."""
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in parts:
            column.addWidget(part, 1 if part is parts[-1] else 0)
        return box

    def show_state(self, talk: Conversation, proposal: Proposal, workbook: Workbook, known: Known) -> None:
        self.questions.known = _known_names(proposal, known)
        self.questions.put([Asked(one, talk.value(one)) for one in talk.on(self.number)])
        waiting = sum(one.question.key in talk.asked for one in self.questions.rows)
        keys = {one.question.key for one in self.questions.rows if one.question.key in talk.asked}
        if keys - self._asked:
            self.panes.forget(self.question_box)
        self._asked, self._waiting = keys, bool(waiting)
        title = _("To decide ({count})").format(count=f"{waiting:,}")
        self.panes.name(self.question_box, title, bool(self.questions.rows))

    def show_answers(self, talk: Conversation) -> None:
        """An answer stands at once; what follows from it is worked out meanwhile."""
        self.questions.put([Asked(one.question, talk.value(one.question)) for one in self.questions.rows])

    def close_questions(self) -> None:
        """Everything is in the book: there is nothing to decide any more."""
        self.panes.name(self.question_box, "", False)

    def shows_questions(self) -> bool:
        """Show the questions that stand on a tab nobody has looked at; False where there are none."""
        return self._waiting and self.panes.show_unseen(self.question_box)

    def retranslate(self) -> None:
        self.asking.setText(_("To decide here. The proposed answer stands; Space changes it, Enter goes on."))
        self.asked.setAccessibleName(_("Questions"))


class SheetsStep(Step):
    """What each sheet is, and whether it comes in."""

    number = SHEETS

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sheets = SheetsModel(self)
        self.table = ChoiceTable(self.sheets, (150, 124, 56, 66, 66, 92, 124, 124), self)
        self.listen(self.table)
        self.lay_out([Pane(self.table, self.table, 4, 700, share=3), self.questions_pane(2, share=2)])

    def show_state(self, talk: Conversation, proposal: Proposal, workbook: Workbook, known: Known) -> None:
        super().show_state(talk, proposal, workbook, known)
        self.sheets.put(proposal.sheets)
        self.panes.name(self.table, _("Sheets of the workbook"))

    def retranslate(self) -> None:
        super().retranslate()
        self.table.setAccessibleName(_("Sheets of the workbook"))


class ColumnsStep(Step):
    """What each column is, in which unit, with or without tax; where the captions stand, whose the rows are."""

    number = COLUMNS

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.columns, self.settings = ColumnsModel(self), SettingsModel(self)
        self.sheet = QComboBox(self)
        self.table = ChoiceTable(self.columns, (40, 118, 132, 84, 62, 74, 110), self)
        self.whole = ChoiceTable(self.settings, (150,), self)
        for table in (self.table, self.whole):
            self.listen(table)
        self.sheet.activated.connect(self._show_sheet)
        self.asked.selectionModel().currentRowChanged.connect(self._show_asked)
        self.of_sheet = self.box(self.sheet, self.table)
        beside = [Pane(self.of_sheet, self.table, 6, 560, share=5), Pane(self.whole, self.whole, 6, 300, share=2)]
        self.lay_out([beside, self.questions_pane(share=2)])
        self._proposal: Proposal | None = None
        self._workbook: Workbook | None = None
        self._talk = Conversation()

    def show_state(self, talk: Conversation, proposal: Proposal, workbook: Workbook, known: Known) -> None:
        super().show_state(talk, proposal, workbook, known)
        self._proposal, self._workbook, self._talk = proposal, workbook, talk
        names = [sheet.name for sheet in proposal.sheets if sheet.rows and not sheet.left_out]
        now = self.sheet.currentText()
        self.sheet.clear()
        self.sheet.addItems(names)
        self.sheet.setCurrentIndex(max(0, self.sheet.findText(now)))
        self.sheet.setVisible(len(names) > 1)
        self.settings.known = self.questions.known
        self._show_sheet()
        self.panes.name(self.of_sheet, _("Columns of the sheet"))
        self.panes.name(self.whole, _("About the whole sheet"))

    def show_answers(self, talk: Conversation) -> None:
        super().show_answers(talk)
        self.settings.put([Asked(one.question, talk.value(one.question)) for one in self.settings.rows])

    def _show_asked(self, here: QModelIndex) -> None:
        """Who goes through the questions sees the columns of the sheet that each is about."""
        asked = self.questions.rows[here.row() :][:1] if here.isValid() and self.asked.hasFocus() else ()
        whole, *rest = asked[0].question.key if asked else ("",)
        place = self.sheet.findText(rest[0]) if whole == "sheets" else -1
        if place >= 0 and place != self.sheet.currentIndex():
            self.sheet.setCurrentIndex(place)
            self._show_sheet()

    def _show_sheet(self, _place: int = 0) -> None:
        name = self.sheet.currentText()
        sheets = self._proposal.sheets if self._proposal else ()
        proposed = next((one for one in sheets if one.name == name), None)
        self.columns.show_sheet(proposed, sheet_of(self._workbook, name))
        self.settings.put([Asked(one, self._talk.value(one)) for one in self._talk.about(name)])

    def retranslate(self) -> None:
        super().retranslate()
        self.sheet.setAccessibleName(_("Sheet"))
        self.table.setAccessibleName(_("Columns of the sheet"))
        self.whole.setAccessibleName(_("About the whole sheet"))


class NamesStep(Step):
    """Which spellings are one party, which contracts are meant."""

    number = NAMES

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.contracts = ContractsModel(self)
        self.table = ChoiceTable(self.contracts, (130, 260, 230, 130), self)
        self.listen(self.table)
        self.dealing = QLabel(self, wordWrap=True)
        self.dealing.setProperty("tone", "muted")
        self.deals = self.box(self.dealing, self.table)
        self.lay_out([self.questions_pane(), Pane(self.deals, self.table, 4, 600)])

    def show_state(self, talk: Conversation, proposal: Proposal, workbook: Workbook, known: Known) -> None:
        super().show_state(talk, proposal, workbook, known)
        self.contracts.known = self.questions.known
        by_owner: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for number, name, owner in known:
            by_owner[owner].append((number, f"{number} {name}"))
        self.contracts.put([_deal(told, talk, by_owner) for told in proposal.contracts])
        found = sum(one["in"] == "book" for one in proposal.contracts)
        told = _("Contracts: {found} found in the book, {new} to be made")
        self.dealing.setText(told.format(found=f"{found:,}", new=f"{len(proposal.contracts) - found:,}"))
        asked = sum(one.question.key in talk.asked for one in self.questions.rows)
        named = _("Parties: {count}").format(count=f"{len(proposal.parties):,}")
        told = _("Written in several ways: the same party or not? What is confirmed is remembered.")
        silent = _("No party is written in several ways; there is nothing to confirm.")
        self.asking.setText(f"{named} · {told if asked else silent}")
        self.panes.name(self.deals, _("Contracts"), bool(proposal.contracts))

    def retranslate(self) -> None:
        super().retranslate()
        self.table.setAccessibleName(_("Contracts"))


class ResultStep(Step):
    """What was understood, what stays out and why, sums beside sums."""

    number = RESULT

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sums, self.balances, self.remarks = SidesModel(self), OwedModel(self), RemarksModel(self)
        self.added = PlainTable(self.sums, (110, 100, 112, 112, 90), self)
        self.owed = PlainTable(self.balances, (116, 70, 92, 98, 84, 84), self)
        self.left = PlainTable(self.remarks, (58, 76, 38, 96), self)
        self.left.chosen.connect(self._show_row)
        for table in (self.added, self.owed):
            table.told.connect(self.row_shown)
        sums = [Pane(self.added, self.added, 3, 560, share=6), Pane(self.owed, self.owed, 3, 560, share=6)]
        self.lay_out([[sums, Pane(self.left, self.left, 4, 420, share=5)], self.questions_pane(2, share=2)])
        self._workbook: Workbook | None = None

    def show_state(self, talk: Conversation, proposal: Proposal, workbook: Workbook, known: Known) -> None:
        super().show_state(talk, proposal, workbook, known)
        self._workbook = workbook
        coming = [sheet for sheet in proposal.sheets if sheet.kind and not sheet.left_out]
        self.sums.put([side for sheet in coming for side in sides_of(sheet)])
        self.balances.put([side_of(one) for one in proposal.balances])
        self.remarks.put(proposal.sheets, proposal.advice)
        self.panes.name(self.added, _("Sums"))
        self.panes.name(self.owed, _("Owed"), bool(proposal.balances))
        self.panes.name(self.left, _("Stays out ({count})").format(count=f"{self.remarks.stays:,}"))

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
        self.owed.setAccessibleName(_("Owed by each contract as the list of contracts shows it, beside the ledger"))
        self.left.setAccessibleName(_("Rows that stay out, and notes"))
        for table in (self.added, self.owed, self.left):
            table.setToolTip(table.accessibleName())


def _known_names(proposal: Proposal, known: Known) -> Mapping[str, Sequence[Choice]]:
    """What may be typed where a party or a contract is asked: those of the book and of the ledger."""
    parties = dict.fromkeys((*proposal.parties, *(owner for _number, _name, owner in known)))
    deals = {number: f"{number} {name}" for number, name, _owner in known}
    deals |= {one["number"]: f"{one['number']} {one['name']}" for one in proposal.contracts}
    return {"party": [(name, name) for name in parties], "contract": list(deals.items())}


def _deal(told: Mapping[str, str], talk: Conversation, by_owner: Mapping[str, list[tuple[str, str]]]) -> Deal:
    """A contract of the ledger; those of the same party in the book may be meant by it, any other may be typed."""
    meant = talk.answers.contracts.items()
    chosen_for = next((name for name, number in meant if number == told["number"]), "")
    return Deal(told, by_owner.get(told["party"], [])[:_FEW], chosen_for)


STEPS: tuple[type[Step], ...] = (SheetsStep, ColumnsStep, NamesStep, ResultStep)
