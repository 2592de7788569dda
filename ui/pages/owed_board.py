"""The board the pictures of what is owed stand on: in three columns, in two, or in one, as the window allows."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.pages.owed_cards import AgesCard, ExpectedCard, WayCard
from ui.pages.owed_figures import Owed

THREE, TWO = 62, 50
"""Letters across from which there is room for so many columns."""


class OwedBoard(QWidget):
    """The three pictures and, at their right or below them, ``side``."""

    list_wanted = Signal(str, tuple)
    traced = Signal(object, str)
    arranged = Signal(int)
    """How many columns there are now."""

    def __init__(self, side: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.way, self.ages, self.expected, self.side = WayCard(), AgesCard(), ExpectedCard(), side
        self.columns = 0
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(16, 14, 16, 14)
        self._grid.setSpacing(12)
        self._arrange(3)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)
        for card in (self.way, self.ages, self.expected):
            card.list_wanted.connect(self.list_wanted)
        self.way.traced.connect(self.traced)

    def show_owed(self, owed: Owed, in_wan: bool, unit: str) -> None:
        self.fit()
        for card in (self.way, self.ages, self.expected):
            card.show_owed(owed, in_wan, unit)

    def fit(self) -> None:
        """Take as many columns as the width and the size of the text allow."""
        letters = self.width() // theme.look().size
        self._arrange(3 if letters >= THREE else 2 if letters >= TWO else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _arrange(self, columns: int) -> None:
        if columns == self.columns:
            return
        self.columns = columns
        self._grid.addWidget(self.way, 0, 0, 1, columns)
        places = {3: ((1, 0), (1, 1), (1, 2)), 2: ((1, 0), (1, 1), (2, 0, 1, 2)), 1: ((1, 0), (2, 0), (3, 0))}
        for card, place in zip((self.ages, self.expected, self.side), places[columns], strict=True):
            self._grid.addWidget(card, *place)
        for column, stretch in enumerate((13, 13 if columns > 1 else 0, 12 if columns > 2 else 0)):
            self._grid.setColumnStretch(column, stretch)
        self._grid.setRowStretch(1, 1)
        self.arranged.emit(columns)
