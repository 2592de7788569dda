"""Choosing in which currency figures are shown, where a book has several."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget


class Currencies(QWidget):
    """One button a currency, where a book has more than one."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(4)
        self.buttons: dict[str, QPushButton] = {}
        self.hide()

    def show_currencies(self, codes: list[str], shown: str) -> None:
        for code in [one for one in self.buttons if one not in codes]:
            self.buttons.pop(code).deleteLater()
        for code in codes:
            if code not in self.buttons:
                button = self.buttons[code] = QPushButton(code, self)
                button.setCheckable(True)
                button.clicked.connect(self._clicked)
                self._line.addWidget(button)
            self.buttons[code].setProperty("role", "chip" if code == shown else "link")
            self.buttons[code].setChecked(code == shown)
            self.buttons[code].style().polish(self.buttons[code])
        self.setVisible(len(codes) > 1)

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.chosen.emit(button.text())
