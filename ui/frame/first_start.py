"""The first page: a sample to look around in, a new book, or one that is brought along."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from models.language import N_, _, text
from ui import theme
from ui.icons import Icon

NAME = N_("My first book")


@dataclass(frozen=True)
class Offer:
    """A way to begin: what it is called, what it means, and what is done (with the name of a book, if it asks one)."""

    name: str
    title: str
    meaning: str
    icon: Icon
    begin: Callable[[str], None]
    asks_name: bool = False


class OfferCard(QFrame):
    """One way to begin; the whole sentence is on it, so that nobody has to try."""

    begun = Signal()

    def __init__(self, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offer = offer
        self.setProperty("role", "card")
        picture, self.title, self.meaning = QLabel(), QLabel(), QLabel()
        picture.setPixmap(theme.icon(offer.icon, "accent").pixmap(28, 28))
        self.title.setProperty("role", "heading")
        self.meaning.setProperty("tone", "muted")
        self.meaning.setWordWrap(True)
        self.name = QLineEdit(text(NAME))
        self.name.setVisible(offer.asks_name)
        self.begin = QPushButton()
        self.begin.setProperty("role", "primary" if offer.name == "sample" else "")
        self.begin.clicked.connect(self._begin)
        self.name.returnPressed.connect(self._begin)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(8)
        for part in (picture, self.title, self.meaning):
            column.addWidget(part)
        column.addStretch(1)
        line = QHBoxLayout()
        line.addWidget(self.name, 1)
        line.addWidget(self.begin)
        line.addStretch(0 if offer.asks_name else 1)
        column.addLayout(line)
        self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(text(self.offer.title))
        self.meaning.setText(text(self.offer.meaning))
        self.begin.setText(_("Create") if self.offer.asks_name else _("Open the book"))
        self.begin.setAccessibleName(text(self.offer.title))
        self.name.setAccessibleName(_("Name of the book"))

    def _begin(self) -> None:
        name = self.name.text().strip()
        if name or not self.offer.asks_name:
            self.begun.emit()
            self.offer.begin(name)


class FirstStart(QWidget):
    """Shown while no book is open. One way is begun at a time: until it ends nothing else can be chosen."""

    browsed = Signal()

    def __init__(self, offers: Sequence[Offer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = [OfferCard(offer) for offer in offers]
        for card in self.cards:
            card.begun.connect(self._begun)
        self.title, self.meaning = QLabel(), QLabel()
        self.title.setProperty("role", "figure")
        self.meaning.setProperty("tone", "muted")
        self.other = QPushButton()
        self.other.setProperty("role", "link")
        self.other.clicked.connect(self.browsed)
        grid = QGridLayout()
        grid.setSpacing(14)
        across = 3 if len(self.cards) == 3 else 2  # no card stands alone beside a hole
        for number, card in enumerate(self.cards):
            card.setMinimumSize(270, 150)
            card.setMaximumWidth(440)
            grid.addWidget(card, number // across, number % across)
        column = QVBoxLayout(self)
        column.addStretch(2)
        inside = QVBoxLayout()
        inside.setSpacing(14)
        inside.addWidget(self.title)
        inside.addWidget(self.meaning)
        inside.addLayout(grid)
        inside.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addLayout(inside)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(3)
        self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.cards[0].begin.setFocus()

    def _begun(self) -> None:
        self.setEnabled(False)

    def retranslate(self) -> None:
        self.title.setText(_("What owners owe you, proven and collected"))
        self.meaning.setText(_("Everything stays on this computer. Begin with one of these:"))
        self.other.setText(_("Open a book from another folder…"))
        for card in self.cards:
            card.retranslate()
