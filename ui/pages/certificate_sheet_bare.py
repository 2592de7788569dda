"""What a valuation sheet says where the contract has no line to value: certify one amount, or enter the bill first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.language import _


class NoLines(QWidget):
    """``amount_wanted``: the period is certified in one sum; ``bill_wanted``: the lines come from the bill."""

    amount_wanted, bill_wanted = Signal(), Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.says = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.says.setProperty("tone", "muted")
        self.amount, self.bill = QPushButton(), QPushButton()
        self.amount.setProperty("role", "primary")
        self.amount.clicked.connect(self.amount_wanted)
        self.bill.clicked.connect(self.bill_wanted)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self.amount, self.bill):
            button.setAutoDefault(True)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(14)
        column.addStretch(2)
        column.addWidget(self.says)
        column.addLayout(row)
        column.addStretch(3)
        self.setFocusProxy(self.amount)

    def relabel(self, posted: bool) -> None:
        """What is signed has its amounts and takes no others."""
        self.amount.setText(_("Look at its amounts") if posted else _("Certify one amount"))
        self.bill.setText(_("Enter the bill of quantities"))
        self.bill.setVisible(not posted)
        self.says.setText(
            _("This certificate has no lines.")
            if posted
            else _(
                "This contract has no bill of quantities. Certify the period in one amount, or enter the bill"
                " (typed or pasted from Excel) and value it line by line."
            )
        )
