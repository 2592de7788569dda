"""What to do first in an empty book: who we are, who owes, under which contract; or everything from a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.language import N_, _, text
from ui.pages import PAGES
from ui.pages.owed_cards import Card
from ui.workspace import Workspace


@dataclass(frozen=True)
class First:
    """One thing to do first: ``page`` and ``key`` are where it is done."""

    name: str
    title: str
    meaning: str
    verb: str
    page: str
    key: str = ""


FIRSTS = (
    First(
        "import",
        N_("Bring everything in from Excel"),
        N_("Parties, contracts, certificates and receipts from one workbook; it is checked before anything is kept."),
        N_("Import a workbook"),
        "import",
    ),
    First(
        "company",
        N_("Say who we are"),
        N_("The name, bank accounts and signatories that statements and letters are printed with."),
        N_("Our company"),
        "company",
    ),
    First(
        "party",
        N_("Enter who owes"),
        N_("The owner or other debtor; only the name is needed."),
        N_("New party"),
        "parties",
        "new",
    ),
    First(
        "contract",
        N_("Enter the first contract"),
        N_("Number, name, owner and price; usual payment terms are filled in."),
        N_("New contract"),
        "contracts",
        "new",
    ),
)


class Welcome(QWidget):
    """Shown on the home page while the book has no contract; what is done already is ticked."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.card = Card()
        self.meaning = QLabel(wordWrap=True)
        self.meaning.setProperty("tone", "muted")
        self.card.column.addWidget(self.meaning)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(14)
        grid.setColumnStretch(1, 1)
        self.card.column.addLayout(grid)
        self._firsts = [one for one in FIRSTS if any(page.name == one.page for page in PAGES)]
        self._told: dict[str, tuple[QLabel, QLabel, QLabel]] = {}
        self.buttons: dict[str, QPushButton] = {}
        for row, one in enumerate(self._firsts):
            self._add(grid, row, one)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.card, 3)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addLayout(line)
        column.addStretch(2)
        self.retranslate()

    def _add(self, grid: QGridLayout, row: int, first: First) -> None:
        mark, title, meaning, button = QLabel(), QLabel(), QLabel(wordWrap=True), QPushButton()
        title.setProperty("role", "heading")
        meaning.setProperty("tone", "muted")
        button.setProperty("role", "primary" if row == 0 else "")
        button.clicked.connect(partial(self._workspace.go, first.page, first.key))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(meaning)
        grid.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(words, row, 1)
        grid.addWidget(button, row, 2, Qt.AlignmentFlag.AlignVCenter)
        self._told[first.name] = mark, title, meaning
        self.buttons[first.name] = button

    def retranslate(self) -> None:
        self.card.say(_("This book is still empty"))
        self.meaning.setText(_("Begin with one of these; each can be taken back."))
        for one in self._firsts:
            _mark, title, meaning = self._told[one.name]
            title.setText(text(one.title))
            meaning.setText(text(one.meaning))
            self.buttons[one.name].setText(text(one.verb))

    def show_done(self, done: frozenset[str]) -> None:
        """Tick what has been done."""
        for name, (mark, _title, _meaning) in self._told.items():
            mark.setText("✓" if name in done else "○")
            mark.setProperty("tone", "done" if name in done else "muted")
            mark.style().polish(mark)
