"""What a recorded receipt has settled so far, line by line, each of which can be released."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.language import N_, _, ngettext, text
from models.money import Money
from models.receivables import CLASSES
from models.settlements import Settlement
from ui import theme
from ui.tables.formats import money

CAPTIONS = (N_("Allocated on"), N_("Document"), N_("Class"), N_("Amount allocated"), "")
AMOUNT = 3
MOST, ALONE = 8, 16


class SettledTable(QTableWidget):
    """Enter shows the receivable, Delete releases the allocation."""

    opened = Signal()
    released = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(CAPTIONS), parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setStyleSheet("QTableView { border: none; }")
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setStretchLastSection(True)
        self.itemDoubleClicked.connect(self._open)

    def _open(self, _item: QTableWidgetItem) -> None:
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.released.emit()
        else:
            super().keyPressEvent(event)


class Settled(QWidget):
    """The allocations with their sum; ``released`` and ``opened`` tell the one the cursor is on."""

    released = Signal(object)
    opened = Signal(str)
    """The receivable of the line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Settlement, ...] = ()
        self.may_release, self._most = False, MOST
        self.title, self.sum = QLabel(), QLabel()
        self.title.setProperty("role", "heading")
        self.sum.setProperty("tone", "muted")
        self.release = QPushButton()
        self.table = SettledTable()
        head = QHBoxLayout()
        head.setContentsMargins(12, 10, 12, 8)
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addWidget(self.sum)
        head.addStretch(1)
        head.addWidget(self.release)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.table)
        self.release.clicked.connect(self._release)
        self.table.released.connect(self._release)
        self.table.opened.connect(self._open)
        self.table.itemSelectionChanged.connect(self._look)

    def show_lines(self, lines: Sequence[Settlement], may_release: bool, alone: bool = False) -> None:
        """Show these allocations, the cursor stays on its line; ``alone`` where nothing is listed below."""
        at = self.table.currentRow()
        self._most = ALONE if alone else MOST
        self.lines, self.may_release = tuple(lines), may_release
        self.retranslate()
        self.table.setCurrentCell(min(max(at, 0), len(self.lines) - 1), 0)
        self._look()

    def retranslate(self) -> None:
        self.title.setText(_("Settled with it"))
        count = sum(one.standing for one in self.lines)
        total = Money.total(one.amount for one in self.lines if one.standing)
        self.sum.setText(
            ngettext("{count} allocation, {sum}", "{count} allocations, {sum}", count).format(
                count=count, sum=money(total)
            )
        )
        self.release.setText(_("Release…"))
        self.release.setToolTip(_("The receivable is open again, the money unallocated (Delete)"))
        self.table.setAccessibleName(self.title.text())
        self.table.setHorizontalHeaderLabels([text(caption) for caption in CAPTIONS])
        self.table.setRowCount(len(self.lines))
        for row, one in enumerate(self.lines):
            self._fill(row, one)
        self._fit()

    def current(self) -> Settlement | None:
        row = self.table.currentRow()
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def _fill(self, row: int, one: Settlement) -> None:
        told = "" if one.standing else _("Takes back") if one.reverses else _("Released")
        kind = text(CLASSES.get(one.kind, one.kind))
        cells = (one.allocated_on.isoformat(), one.document, kind, money(one.amount), told)
        for column, words in enumerate(cells):
            item = QTableWidgetItem(words)
            side = Qt.AlignmentFlag.AlignRight if column == AMOUNT else Qt.AlignmentFlag.AlignLeft
            item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            if not one.standing:
                item.setForeground(theme.colour("muted"))
            self.table.setItem(row, column, item)

    def _fit(self) -> None:
        row = theme.look().row
        header = self.table.horizontalHeaderItem(AMOUNT)
        if header is not None:
            header.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.table.verticalHeader().setMinimumSectionSize(row)
        self.table.verticalHeader().setDefaultSectionSize(row)
        self.table.setFixedHeight((min(len(self.lines), self._most) + 1) * row + 6)

    def _look(self) -> None:
        one = self.current()
        self.release.setVisible(self.may_release)
        self.release.setEnabled(one is not None and one.standing)

    def _release(self) -> None:
        one = self.current()
        if self.may_release and one is not None and one.standing:
            self.released.emit(one)

    def _open(self) -> None:
        one = self.current()
        if one is not None:
            self.opened.emit(one.receivable)
