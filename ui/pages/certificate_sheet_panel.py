"""Beside a valuation sheet: from the value of the period to what is due, worked out while it is typed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from models.language import _, text
from models.money import Money
from models.rules.captions import Working
from models.rules.words import words
from ui import theme
from ui.drawings.wrapping import Wrapping
from ui.pages.certificate_sheet_figures import Figures
from ui.pages.certificate_sheet_trace import caption_of, rule_of, told

WIDTH = 318
EDGE = 14
INSIDE = 8
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_MAIN = ("gross", "due")
_ASIDE = ("later", "disputed", "gross_to_date", "held", "difference", "wages")
_ALWAYS = ("gross", "due", "disputed")


def shown(figures: Figures) -> list[Working]:
    """The lines a person wants to see: nothing that is nothing, the tax in a sentence of its own below."""
    found = []
    for one in figures.workings:
        kind = one.name.partition(".")[0]
        is_all = kind == "progress" and one.amount == figures.assessment.gross
        same = kind == "gross_to_date" and one.amount == figures.assessment.gross
        if kind not in ("net", "vat") and (one.amount or kind in _ALWAYS) and not (is_all or same):
            found.append(one)
    return found


def amount_of(working: Working) -> str:
    """The amount; what does not count into what is due stands in brackets."""
    kind = working.name.partition(".")[0]
    amount = working.values["amount"] if kind == "disputed" else working.amount
    assert isinstance(amount, Money)
    return f"（{told(amount)}）" if kind in ("later", "disputed", "held", "difference", "wages") else told(amount)


class WorkingsModel(QAbstractTableModel):
    """Two columns: caption and amount."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.workings: list[Working] = []

    def put(self, workings: list[Working]) -> None:
        """Show other figures; the rows stay while their names do, and so does the cursor."""
        same = [one.name for one in workings] == [one.name for one in self.workings]
        if not same:
            self.beginResetModel()
        self.workings = workings
        if not same:
            self.endResetModel()
        elif workings:
            self.dataChanged.emit(self.index(0, 0), self.index(len(workings) - 1, 1))

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.workings)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 2

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        working = self.workings[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return amount_of(working) if index.column() else caption_of(working)
        if role == Qt.ItemDataRole.ToolTipRole:
            return rule_of(working)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{caption_of(working)} {amount_of(working)}"
        return None


class _Painter(QStyledItemDelegate):
    def __init__(self, rows: WorkingsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        kind, rect = self._kind(index), option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(_font(kind))
        tone = "muted" if kind in _ASIDE else "strong" if kind in _MAIN else "text"
        painter.setPen(theme.colour("accent" if kind == "due" and index.column() else tone))
        side = Qt.AlignmentFlag.AlignRight if index.column() else Qt.AlignmentFlag.AlignLeft
        inside = rect.adjusted(INSIDE, 0, -INSIDE, 0)
        words = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, side | Qt.AlignmentFlag.AlignVCenter, words)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As wide as it is written: half an amount is another amount."""
        written = QFontMetrics(_font(self._kind(index))).horizontalAdvance(index.data())
        return super().sizeHint(option, index).expandedTo(QSize(written + 2 * INSIDE + 2, 0))

    def _kind(self, index: _Index) -> str:
        return self._rows.workings[index.row()].name.partition(".")[0]


def _font(kind: str) -> QFont:
    return theme.font(kind in _MAIN, 1 if kind == "due" else 0)


class WorkingsView(QTableView):
    """Every line can be asked where it comes from: by a click, Enter or F2."""

    asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows = WorkingsModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Painter(self.rows, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setStyleSheet("QTableView { border: none; background: transparent; }")
        self.clicked.connect(self._ask)

    def show_workings(self, workings: list[Working]) -> None:
        name = self.current_name()
        self.rows.put(workings)
        for row, one in enumerate(workings):
            self.setRowHeight(row, theme.look().row + (6 if one.name == "due" else 0))
            if one.name == name:
                self.setCurrentIndex(self.rows.index(row, 0))
        self.updateGeometry()

    def current_name(self) -> str:
        row = self.currentIndex().row()
        return self.rows.workings[row].name if 0 <= row < len(self.rows.workings) else ""

    def select(self, name: str) -> None:
        names = [one.name for one in self.rows.workings]
        if name in names:
            self.selectRow(names.index(name))

    def corner_of(self, name: str) -> QPoint:
        """Where the row of this name begins, in pixels of the screen."""
        names = [one.name for one in self.rows.workings]
        top = self.rowViewportPosition(names.index(name)) if name in names else 0
        return self.viewport().mapToGlobal(QPoint(0, top))

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, sum(self.rowHeight(row) for row in range(self.rows.rowCount())))

    def minimumSizeHint(self) -> QSize:
        return QSize(WIDTH // 2, min(self.sizeHint().height(), 6 * theme.look().row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._ask()
        else:
            super().keyPressEvent(event)

    def _ask(self, _index: _Index | None = None) -> None:
        if name := self.current_name():
            self.asked.emit(name)


class Panel(QFrame):
    """``show_figures`` after every edit; ``asked`` names the working somebody wants explained."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sunken")
        self.title, self.live = QLabel(), QLabel()
        self.title.setProperty("role", "heading")
        self.live.setProperty("tone", "muted")
        self.table = WorkingsView(self)
        self.words = QLabel(wordWrap=True)
        self.words.setProperty("tone", "muted")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.tax = QPushButton()
        self.tax.setProperty("role", "link")
        self.buttons = Wrapping(across=8, down=8)
        self._lay_out()
        self.table.asked.connect(self.asked)
        self.tax.clicked.connect(self._ask_tax)
        self.retranslate()

    def show_figures(self, figures: Figures) -> None:
        self.table.show_workings(shown(figures))
        self.words.setText(words(figures.due))
        found = figures.assessment
        tax = _("Net {net} · VAT {vat}").format(net=told(found.net), vat=told(found.vat))
        self.tax.setText(tax)
        self.tax.setVisible(figures.draft.kind != "advance" and bool(found.vat))

    def retranslate(self) -> None:
        wide = WIDTH * theme.look().size // theme.SIZES["normal"]
        self.setMaximumWidth(wide)
        self.setMinimumWidth(min(wide, max(WIDTH, wide * 3 // 5)))
        self.tax.setStyleSheet(f"QPushButton {{ color: {theme.colours().muted}; text-align: left; padding: 0; }}")
        self.title.setText(text("Due now"))
        self.live.setText(_("worked out as you type"))
        self.table.setAccessibleName(_("From the value of the period to what is due"))
        self.table.setAccessibleDescription(_("Enter or F2 shows where a figure comes from."))

    def below(self) -> QPoint:
        """Where a card has room under the figures, in pixels of the screen."""
        return self.tax.mapToGlobal(QPoint(0, self.tax.height() + 10))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.live)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, 10, EDGE, 16)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.table)
        column.addWidget(self.words)
        column.addWidget(self.tax, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        column.addLayout(self.buttons)

    def _ask_tax(self) -> None:
        self.asked.emit("net")
