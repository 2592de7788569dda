"""How a cell is painted: figures to the right, overdue in red, nothing else coloured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from models.money import Money
from ui import theme
from ui.tables.formats import is_numeric, shown

if TYPE_CHECKING:
    from models.store.listing import Column
    from ui.tables.model import ListingModel

MARGIN = 8
_Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


def tone(value: object, column: Column) -> str:
    """The colour a value is read in: red only for what is overdue, or is less than nothing where money is owed."""
    if ("overdue" in column.name or column.name == "days") and value:
        amount = value.fen if isinstance(value, Money) else value
        return "danger" if isinstance(amount, int) and amount > 0 else "text"
    if column.name == "remaining" and str(value).startswith("-"):
        return "danger"
    return "text"


class CellDelegate(QStyledItemDelegate):
    """Paints a cell with one look at the row, so that scrolling costs what it shows and no more."""

    def __init__(self, model: ListingModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, theme.colour("selection"))
        painter.setPen(theme.colour("line_soft"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        row = self._model.row_at(index.row())
        if row is None:
            return
        column = self._model.listing.columns[index.column()]
        value = row[index.column() + 1]
        told = shown(value, column, self._model.workspace.in_wan)
        if not told:
            return
        painter.setPen(theme.colour(tone(value, column)))
        inside = rect.adjusted(MARGIN, 0, -MARGIN, 0)
        metrics = option.fontMetrics
        if metrics.horizontalAdvance(told) > inside.width():
            told = _shortened(told, is_numeric(column), metrics, inside.width())
        painter.drawText(inside, _RIGHT if is_numeric(column) else _LEFT, told)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(self._model.listing.columns[index.column()].width * 8, theme.look().row)


def _shortened(told: str, is_figure: bool, metrics: QFontMetrics, width: int) -> str:
    """A text that does not fit ends in …; half a figure would be another figure, so it becomes ###."""
    if is_figure:
        return "###"
    return metrics.elidedText(told, Qt.TextElideMode.ElideRight, width)
