"""What the receipt can pay: the lines with their sums above, and in their place a sentence when there are none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from models.language import _, ngettext
from models.money import Money
from ui.pages.allocation_desk_grid import DeskGrid
from ui.pages.allocation_desk_lines import DeskLine, Opened
from ui.tables.formats import money


class Payables(QWidget):
    """``restored``: the person wants the proposal back."""

    restored = Signal()

    def __init__(self, today: Any = date.today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.sum, self.keys = QLabel(), QLabel(), QLabel()
        self.title.setProperty("role", "heading")
        for label in (self.sum, self.keys):
            label.setProperty("tone", "muted")
        self.keys.setProperty("role", "small")
        self.keys.setContentsMargins(12, 8, 12, 10)
        for label in (self.sum, self.keys):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.restore = QPushButton()
        self.grid = DeskGrid(self, today)
        self.says = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.says.setProperty("tone", "muted")
        self.says.setContentsMargins(40, 40, 40, 40)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.grid)
        self.stack.addWidget(self.says)
        head = QHBoxLayout()
        head.setContentsMargins(12, 10, 12, 8)
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addWidget(self.sum, 1)
        head.addWidget(self.restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        column.addWidget(self.keys)
        self.restore.clicked.connect(self.restored)
        self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(_("What it can pay"))
        self.restore.setText(_("Restore the proposal"))
        self.restore.setToolTip("Ctrl+Backspace")
        self.keys.setText(
            _("F2 edit    Tab next    Ctrl+D fill down    Delete leave out    Ctrl+Z take back    Ctrl+S save")
        )
        self.grid.relabel()

    def tell(self, lines: Sequence[DeskLine], has_payer: bool, shown: Opened) -> None:
        """How many lines there are; without any, why."""
        total = Money.total(line.open for line in lines if line.open)
        order = _("in the order of the law: due first, then the earliest (Civil Code 560)")
        self.sum.setText(
            ngettext("{count} item, {sum} open", "{count} items, {sum} open", len(lines)).format(
                count=len(lines), sum=money(total)
            )
        )
        self.sum.setToolTip(order)
        self.restore.setVisible(any(line.is_typed or line.by_hand for line in lines))
        self.stack.setCurrentWidget(self.grid if lines else self.says)
        for part in (self.sum, self.keys):
            part.setVisible(bool(lines))
        self.title.setVisible(bool(lines) or not shown.is_recorded)
        self.says.setText("" if lines else _why_none(has_payer, shown))


def _why_none(has_payer: bool, shown: Opened) -> str:
    standing = shown.standing
    if standing is not None and not standing.counts:
        return _("This receipt settles nothing any more.")
    if standing is not None and not standing.unallocated:
        return _("All of it is allocated. Release an allocation to use its money for something else.")
    if not has_payer:
        return _("Choose the payer or the contract: what it owes appears here, with what the money pays filled in.")
    return _("Nothing is open here. The money is kept as unallocated until there is something to pay.")
