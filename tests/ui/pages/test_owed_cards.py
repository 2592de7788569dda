"""The cards of what is owed find a place for their note at every width."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.pages.owed_cards import EDGE, Card


class Moving(Card):
    """Remembers each move of its note."""

    def __init__(self) -> None:
        super().__init__()
        self.moves: list[bool] = []

    def _fit_note(self) -> None:
        before = self.head.indexOf(self.note)
        super()._fit_note()
        after = self.head.indexOf(self.note)
        if after != before:
            self.moves.append(after >= 0)


@pytest.mark.parametrize("button", ["", "Enter opening balances ›"])
def test_the_note_of_a_card_moves_once_while_the_card_grows(qtbot: QtBot, dressed: QApplication, button: str) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    row, card = QHBoxLayout(around), Moving()
    row.addWidget(card)
    if button:
        card.head.addWidget(QPushButton(button))
    card.say("Money expected in the next 90 days", "10,000 yuan")
    around.resize(100, 300)
    around.show()
    card.moves.clear()
    wanted = card.head.sizeHint().width() + card.note.sizeHint().width() + 2 * EDGE
    for width in range(wanted - 60, wanted + 60):
        around.resize(width, 300)
        QApplication.processEvents()
    assert card.moves == [True]
