"""What came of a file: the sentence that says so, what stands against it, reading it again, bringing it in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from models.language import _
from ui import theme
from ui.pages.import_tables import PlainTable, ProblemModel

Verdict = tuple[str, str]
"""A sentence and its tone."""


class ResultCard(QFrame):
    """The card under the file; what stands in its middle is for those that are made of it."""

    again = Signal()
    wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.verdict = QLabel(self, wordWrap=True)
        self.problems = ProblemModel(self)
        self.blamed = PlainTable(self.problems, (62, 84, 62), self)
        self.told = QLabel(self, wordWrap=True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.told.setProperty("tone", "muted")
        self.check, self.bring = QPushButton(self), QPushButton(self)
        self.bring.setProperty("role", "primary")
        self.check.clicked.connect(self.again)
        self.bring.clicked.connect(self.wanted)
        self.blamed.chosen.connect(self._tell_row)

    def take_keyboard(self) -> None:
        """To what is to be read first, so that nothing else is done by Enter before it is."""
        (self.blamed if self.problems.rowCount() else self.check).setFocus(Qt.FocusReason.OtherFocusReason)

    def stand(self, middle: QSplitter, further: Sequence[QPushButton]) -> None:
        """The sentence above, the middle, and the buttons in a row below, the last one brings in."""
        middle.setChildrenCollapsible(False)
        foot = QHBoxLayout()
        foot.addWidget(self.told, 1)
        for button in (*further, self.check, self.bring):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.verdict)
        column.addWidget(middle, 1)
        column.addLayout(foot)

    def retranslate(self) -> None:
        self.check.setText(_("Check again"))
        self.check.setToolTip(_("Read the file once more, after it was corrected in Excel (Ctrl+R)"))
        self.blamed.setAccessibleName(_("Problems"))

    def say(self, verdict: Verdict) -> None:
        sentence, tone = verdict
        self.verdict.setText(sentence)
        theme.mark(self.verdict, "tone", tone)

    def _tell_row(self, row: int) -> None:
        """The whole sentence of the row that is marked; in the table it may be cut."""
        self.told.setText(self.problems.words(row)[-1] if 0 <= row < len(self.problems.shown) else "")


def underway(busy: bool, is_in: bool) -> Verdict | None:
    """What is said while it is checked, and once it is in the book."""
    if busy:
        return _("Checking… The progress stands below; nothing is written meanwhile."), "muted"
    if is_in:
        return _("● Everything is in the book, in one step. “Undo” below takes it back as a whole."), "done"
    return None
