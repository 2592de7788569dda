"""The cards of the import: the file with what to do about documents that exist, the way it goes, what was found."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from models.importing import EXISTING, SKIP
from models.language import N_, _, text
from ui import theme
from ui.icons import Icon
from ui.pages.import_result import ResultCard, Verdict, underway
from ui.pages.import_tables import ADVICE, ALL, FAULTS, PlainTable, SummaryModel
from ui.pages.import_work import Checked
from ui.workspace import Workspace

STEPS = (
    (Icon.DOWNLOAD, N_("1  Take the template"), N_("Its sheets say what goes where; or use your own ledger: columns "
        "may stand in any order, and usual captions are understood.")),
    (Icon.EYE, N_("2  Choose the file"), N_("It is only read and checked. Every problem is listed with its sheet and "
        "cell and what to do; correct it in Excel and check again.")),
    (Icon.FILE_IMPORT, N_("3  Bring it in"), N_("All of it in one step, which can be undone, or nothing. What the book "
        "has already is recognised by its number and never doubled.")),
)  # fmt: skip


class FileCard(QFrame):
    """Which file, and what is done with documents that are in the book already."""

    chosen = Signal()
    template = Signal()
    decided = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.name, self.hint = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self.name.setProperty("role", "title")
        self.hint.setProperty("tone", "muted")
        self.choose, self.fetch = QPushButton(), QPushButton()
        self.choose.setIcon(theme.icon(Icon.FOLDER_OPEN))
        self.fetch.setIcon(theme.icon(Icon.DOWNLOAD))
        self.choose.clicked.connect(self.chosen)
        self.fetch.clicked.connect(self.template)
        self.asked, self.round_off = QLabel(), QCheckBox()
        self.asked.setProperty("tone", "muted")
        self._ways: dict[str, QRadioButton] = {}
        self._lay_out()
        self.round_off.clicked.connect(self.decided)

    def _lay_out(self) -> None:
        top, below = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.name)
        top.addWidget(self.hint, 1)
        top.addWidget(self.fetch)
        top.addWidget(self.choose)
        below.setSpacing(14)
        below.addWidget(self.asked)
        group = QButtonGroup(self)
        for name in EXISTING:
            button = self._ways[name] = QRadioButton(self)
            button.setChecked(name == SKIP)
            button.clicked.connect(self.decided)
            group.addButton(button)
            below.addWidget(button)
        below.addSpacing(18)
        below.addWidget(self.round_off)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 10)
        column.addLayout(top)
        column.addLayout(below)

    @property
    def existing(self) -> str:
        return next((name for name, button in self._ways.items() if button.isChecked()), SKIP)

    @property
    def rounds_off(self) -> bool:
        return self.round_off.isChecked()

    def show_file(self, path: Path | None, busy: bool, is_known: bool = False, rounds: bool = True) -> None:
        """Which file it is; what stands in the book is asked only of the template, rounding not of a returned list."""
        for part in (self.asked, *self._ways.values()):
            part.setVisible(not is_known)
        self.round_off.setVisible(rounds)
        self.name.setText(path.name if path else _("Import from Excel"))
        self.name.setToolTip(str(path or ""))
        self.hint.setText("" if path else _("Drop a workbook here, or choose it (Ctrl+O)."))
        self.choose.setText(_("Another file…") if path else _("Choose a file…"))
        theme.mark(self.choose, "role", "" if path else "primary")
        self.choose.setIcon(theme.icon(Icon.FOLDER_OPEN, "muted" if path else "on_accent"))
        for part in (self.choose, self.round_off, *self._ways.values()):
            part.setEnabled(not busy)

    def welcome(self, yes: bool) -> None:
        """A file hangs over the page."""
        self.setStyleSheet(f"QFrame[role=card] {{ border-color: {theme.colours().accent}; }}" if yes else "")

    def retranslate(self) -> None:
        self.fetch.setText(_("Template…"))
        self.choose.setToolTip("Ctrl+O")
        self.asked.setText(_("Documents that are in the book already:"))
        for name, button in self._ways.items():
            button.setText(text(EXISTING[name]))
        self.round_off.setText(_("Round amounts with more than two decimals to the fen"))


class StepsCard(QWidget):
    """How it goes, while no file is chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._words: list[tuple[QLabel, str]] = []
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        for icon, title, meaning in STEPS:
            card, picture = QFrame(), QLabel()
            heading, told = QLabel(), QLabel(wordWrap=True)
            card.setProperty("role", "card")
            picture.setPixmap(theme.icon(icon, "accent").pixmap(28, 28))
            heading.setProperty("role", "heading")
            told.setProperty("tone", "muted")
            told.setAlignment(Qt.AlignmentFlag.AlignTop)
            column = QVBoxLayout(card)
            column.setContentsMargins(16, 14, 16, 14)
            for part in (picture, heading, told):
                column.addWidget(part)
            column.addStretch(1)
            line.addWidget(card, 1)
            self._words += [(heading, title), (told, meaning)]

    def retranslate(self) -> None:
        for label, words in self._words:
            label.setText(text(words))


class FoundCard(ResultCard):
    """The verdict in one sentence, what each sheet brings, every problem, and the button that brings it in."""

    listed = Signal()
    looked = Signal()
    ledger_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.sums = SummaryModel(self)
        self.summary = PlainTable(self.sums, (76, 54, 54, 62, 54, 54), self)
        self.table = self.blamed
        self.weight, self.sheet = QComboBox(self), QComboBox(self)
        self.list, self.look, self.ledger = QPushButton(self), QPushButton(self), QPushButton(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.side = QWidget(self)
        under, line = QVBoxLayout(self.side), QHBoxLayout()
        under.setContentsMargins(12, 0, 0, 0)
        for part in (self.weight, self.sheet):
            line.addWidget(part)
        line.addStretch(1)
        line.addWidget(self.list)
        under.addLayout(line)
        under.addWidget(self.table, 1)
        both = QSplitter(Qt.Orientation.Horizontal, self)
        both.addWidget(self.summary)
        both.addWidget(self.side)
        both.setStretchFactor(1, 1)
        both.setSizes([500, 640])
        self.stand(both, (self.ledger, self.look))

    def _connect(self) -> None:
        self.list.clicked.connect(self.listed)
        self.look.clicked.connect(self.looked)
        self.ledger.clicked.connect(self.ledger_wanted)
        self.weight.activated.connect(self._narrow)
        self.sheet.activated.connect(self._narrow)

    def retranslate(self) -> None:
        super().retranslate()
        self.ledger.setText(_("Read as a ledger of our own"))
        self.list.setText(_("Export the list…"))
        self.look.setText(_("Look at the contracts"))
        self.summary.setAccessibleName(_("What each sheet brings"))
        self.weight.setAccessibleName(_("Weight"))
        self.sheet.setAccessibleName(_("Sheet"))
        self._fill_choices()

    def show_checked(self, checked: Checked, busy: bool, is_in: bool, skipping: bool) -> None:
        """Show what was found in the file; while the work runs nothing can be pressed."""
        self.problems.put(checked.outcome.problems)
        self.sums.put(checked.outcome.counts)
        self.summary.setVisible(bool(checked.outcome.counts))
        faults, advice = self.problems.counts()
        self.side.setVisible(bool(faults + advice))
        self._fill_choices()
        self.told.clear()
        self.say(underway(busy, is_in and not checked.reason) or _verdict(checked, faults, advice, skipping))
        changes = checked.outcome.changes
        ready = checked.outcome.ready and bool(changes)
        self.bring.setEnabled(ready and not busy and not is_in)
        self.bring.setText(_("Bring in {count} rows").format(count=f"{changes:,}") if ready else _("Bring in"))
        self.bring.setVisible(not is_in)
        self.look.setVisible(is_in)
        self.ledger.setVisible(not is_in and checked.workbook is not None)
        for button in (self.ledger, self.check):
            button.setEnabled(not busy)
        self.check.setVisible(not is_in)

    def _fill_choices(self) -> None:
        faults, advice = self.problems.counts()
        self.weight.clear()
        self.weight.addItem(_("All ({count})").format(count=faults + advice), ALL)
        self.weight.addItem(_("To correct ({count})").format(count=faults), FAULTS)
        self.weight.addItem(_("Advice ({count})").format(count=advice), ADVICE)
        self.sheet.clear()
        self.sheet.addItem(_("All sheets"), "")
        for name in self.problems.sheets():
            self.sheet.addItem(name, name)

    def _narrow(self, _index: int) -> None:
        self.problems.narrow(self.weight.currentData(), self.sheet.currentData())


def _verdict(checked: Checked, faults: int, advice: int, skipping: bool) -> Verdict:
    """One sentence that says whether it can be brought in, and its tone."""
    changes = checked.outcome.changes
    if checked.reason:
        return checked.reason, "danger"
    if faults:
        told = _("● {count} problems must be put right first. Correct them in Excel, save, then check again.")
        return told.format(count=f"{faults:,}"), "danger"
    if not any(counts.rows for counts in checked.outcome.counts.values()):
        return _("● There are no rows in it yet. Fill in the sheets, save, then check again."), "muted"
    if not changes:
        more = _("Choose “Update” above if the file is newer than the book.") if skipping else ""
        return _("● The book has all of this already; there is nothing to bring in.") + more, "muted"
    if advice:
        told = _("● It can be brought in. {count} pieces of advice are worth a look.")
        return told.format(count=f"{advice:,}"), "warning"
    return _("● It can be brought in: nothing stands against it."), "done"
