"""The wizard for a site's own ledger: four steps, each with what is proposed; nothing is kept until 导入 is pressed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.importing.forms import form
from models.importing.recognition import Proposal
from models.language import N_, _, text
from ui import theme
from ui.pages.import_answers import RESULT, SHEETS, Conversation
from ui.pages.import_ledger_steps import STEPS, Step
from ui.pages.import_work import Checked

TITLES = (N_("1  Sheets"), N_("2  Columns"), N_("3  Names"), N_("4  Result"))


class LedgerCard(QFrame):
    """The way through the steps on top, one step in the middle, back and on below."""

    answered = Signal()
    again = Signal()
    wanted = Signal()
    saved = Signal()
    loaded = Signal()
    template_wanted = Signal()
    other_wanted = Signal()
    left = Signal()
    """Back was pressed on the first step."""
    looked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.talk = Conversation()
        self._checked, self._busy, self._is_in = Checked(), "", False
        self.verdict, self.told = QLabel(self, wordWrap=True), QLabel(self, wordWrap=True)
        self.told.setProperty("tone", "muted")
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.ways = [QPushButton(self) for _title in TITLES]
        self.steps = [step(self) for step in STEPS]
        self.stack = QStackedWidget(self)
        self.more = QPushButton(self)
        self.menu = QMenu(self.more)
        self.load, self.save, self.template, self.other = (self.menu.addAction("") for _deed in range(4))
        self.more.setMenu(self.menu)
        self.check, self.back, self.next = QPushButton(self), QPushButton(self), QPushButton(self)
        self.bring, self.look = QPushButton(self), QPushButton(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head, foot, group = QHBoxLayout(), QHBoxLayout(), QButtonGroup(self)
        for way in self.ways:
            way.setCheckable(True)
            group.addButton(way)
            head.addWidget(way)
        head.addStretch(1)
        foot.addWidget(self.more)
        foot.addStretch(1)
        for step in self.steps:
            self.stack.addWidget(step)
        for button in (self.check, self.back, self.next, self.look, self.bring):
            foot.addWidget(button)
        for button in (self.next, self.bring):
            button.setProperty("role", "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.verdict)
        column.addWidget(self.stack, 1)
        column.addWidget(self.told)
        column.addLayout(foot)

    def _connect(self) -> None:
        for place, way in enumerate(self.ways):
            way.clicked.connect(partial(self.show_step, place))
        for step in self.steps:
            step.decided.connect(self._decided)
            step.row_shown.connect(self._tell)
        deeds = {self.load: self.loaded, self.save: self.saved, self.template: self.template_wanted,
                 self.other: self.other_wanted}  # fmt: skip
        for deed, signal in deeds.items():
            deed.triggered.connect(signal)
        for button, signal in {self.check: self.again, self.bring: self.wanted, self.look: self.looked}.items():
            button.clicked.connect(signal)
        self.next.clicked.connect(self.go_on)
        self.back.clicked.connect(self.go_back)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key in ("Return", "Enter"):
            QShortcut(QKeySequence(key), self, self._enter, context=inside)

    # The way

    @property
    def step(self) -> Step:
        return self.steps[self.stack.currentIndex()]

    def show_step(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self._tell("")
        self._say()
        self.step.panes.show_first()

    def go_on(self) -> None:
        """Accept what stands and go to the next step; on the last one bring it in."""
        if self.step.shows_questions():
            return
        if self.stack.currentIndex() < RESULT:
            self.show_step(self.stack.currentIndex() + 1)
        elif self.bring.isEnabled() and self.bring.isVisible():
            self.wanted.emit()

    def go_back(self) -> None:
        if self.stack.currentIndex() > SHEETS and not self._is_in:
            self.show_step(self.stack.currentIndex() - 1)
        else:
            self.left.emit()

    def _tell(self, words: str) -> None:
        """The text of the row that is looked at, below the step."""
        self.told.setText(words)
        self.told.setVisible(bool(words))

    def _enter(self) -> None:
        """Enter presses the button that has the keyboard, else goes on."""
        here = self.focusWidget()
        if isinstance(here, QPushButton) and here.hasFocus():
            here.click()
        else:
            self.go_on()

    # What is shown

    def begin(self, talk: Conversation) -> None:
        """A new file, or answers from elsewhere."""
        self.talk = talk
        self.stack.setCurrentIndex(SHEETS)

    def show_checked(self, checked: Checked, busy: str, is_in: bool) -> None:
        """``busy`` says what is being done, nothing when nothing is."""
        proposal, workbook = checked.proposal, checked.workbook
        if proposal is None or workbook is None:
            return
        if checked is not self._checked:
            self.talk.hear(proposal)
            for step in self.steps:
                step.show_state(self.talk, proposal, workbook, checked.known)
                if is_in:
                    step.close_questions()
        self._checked, self._busy, self._is_in = checked, busy, is_in
        self._say()

    def take_keyboard(self) -> None:
        """The keyboard is on the step, unless it is somewhere on it already."""
        here = self.window().focusWidget()
        if here is None or not self.stack.isAncestorOf(here) or not here.isVisible():
            self.step.panes.show_first()

    def retranslate(self) -> None:
        for way, title in zip(self.ways, TITLES, strict=True):
            way.setText(text(title))
        for step in self.steps:
            step.retranslate()
        self.load.setText(_("Use kept answers…"))
        self.save.setText(_("Save the answers…"))
        self.template.setText(_("As our template"))
        self.other.setText(_("Another file…"))
        self.more.setText(_("More"))
        self.check.setText(_("Check again"))
        self.check.setToolTip(_("Read the file once more, after it was corrected in Excel (Ctrl+R)"))
        self.back.setText(_("Back (Esc)"))
        self.next.setText(_("Next (Enter)"))
        self.look.setText(_("Look at the contracts"))
        proposal, workbook = self._checked.proposal, self._checked.workbook
        if proposal is not None and workbook is not None:
            for step in self.steps:
                step.show_state(self.talk, proposal, workbook, self._checked.known)
        self._say()

    def _decided(self, key: tuple[str, ...], value: object) -> None:
        if not self._is_in:
            self.talk.answer(key, value)
            for step in self.steps:
                step.show_answers(self.talk)
            self.answered.emit()

    def _say(self) -> None:
        proposal, place = self._checked.proposal, self.stack.currentIndex()
        for number, way in enumerate(self.ways):
            way.setChecked(number == place)
        if proposal is None:
            return
        sentence, tone = _verdict(proposal, self._checked, self._busy, self._is_in)
        self.verdict.setText(sentence)
        theme.mark(self.verdict, "tone", tone)
        count = coming(proposal)
        self.bring.setText(_("Bring in {count} records").format(count=f"{count:,}"))
        self.bring.setEnabled(bool(count) and not self._busy and not self._checked.reason)
        last = place == RESULT
        self.next.setVisible(not last and not self._is_in)
        self.bring.setVisible(last and not self._is_in)
        self.look.setVisible(self._is_in)
        self.check.setVisible(not self._is_in)
        for part in (self.check, self.template, self.load, self.save, self.other):
            part.setEnabled(not self._busy)
        for deed in (self.template, self.load, self.save):
            deed.setVisible(not self._is_in)


_BESIDE = ("parties", "projects", "milestones", "adjustments", "deposit_deductions", "allocations")
"""What rows bring along besides what they are about."""


def coming(proposal: Proposal) -> int:
    """How many contracts, certificates, receipts and old items come in that the book does not have already."""
    return sum(one.new + one.updated for name, one in proposal.counts.items() if name not in _BESIDE)


def _records(proposal: Proposal) -> str:
    """What the rows become, kind by kind: a row may bring several records, or one that others share."""
    made = {name: one.new + one.updated for name, one in proposal.counts.items() if one.new + one.updated}
    words = {name: f"{form(name).title()} {count:,}" for name, count in made.items()}
    of_rows = "、".join(word for name, word in words.items() if name not in _BESIDE)
    beside = "、".join(word for name, word in words.items() if name in _BESIDE)
    known = sum(one.skipped + one.unchanged for name, one in proposal.counts.items() if name not in _BESIDE)
    parts = [_("They become: {records}.").format(records=of_rows)] if of_rows else []
    parts += [_("With them: {records}.").format(records=beside)] if beside else []
    parts += [_("{count} are in the book already.").format(count=f"{known:,}")] if known else []
    return " ".join(parts)


def _verdict(proposal: Proposal, checked: Checked, busy: str, is_in: bool) -> tuple[str, str]:
    """One sentence that says how far it is, and its tone."""
    sheets = [sheet for sheet in proposal.sheets if sheet.kind and not sheet.left_out]
    rows, understood = sum(sheet.rows for sheet in sheets), sum(sheet.understood for sheet in sheets)
    if busy:
        return text(busy), "muted"
    if checked.reason:
        return checked.reason, "danger"
    if is_in and understood < rows:
        told = _("● {understood} rows are in the book, in one step; {open} rows stay out, as is told below. “Undo” "
                 "below takes it back as a whole.")  # fmt: skip
        return told.format(understood=f"{understood:,}", open=f"{rows - understood:,}"), "warning"
    if is_in:
        return _("● Everything is in the book, in one step. “Undo” below takes it back as a whole."), "done"
    if not sheets:
        return _("● No sheet of it comes in. Choose below what a sheet is, or tick one."), "warning"
    if not rows:
        return _("● There are captions but no rows below them: nothing to bring in."), "warning"
    if not coming(proposal) and understood:
        told = _("● The book has all that was understood already ({understood} of {rows} rows): nothing to bring in.")
        return told.format(understood=f"{understood:,}", rows=f"{rows:,}"), "muted" if rows == understood else "warning"
    told = _("● A ledger of your own: {rows} rows, {understood} understood, {open} stay out. Nothing is kept until it "
             "is brought in.")  # fmt: skip
    counts = {"rows": rows, "understood": understood, "open": rows - understood}
    sentence = told.format(**{name: f"{count:,}" for name, count in counts.items()})
    differing = sum(1 for one in proposal.balances if one.difference)
    differs = _("{count} contracts owe something else than the ledger says: look at the differences on the last step.")
    lines = (sentence, _records(proposal), differs.format(count=f"{differing:,}") if differing else "")
    return "\n".join(filter(None, lines)), "done" if rows == understood and not differing else "warning"
