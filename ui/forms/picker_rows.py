"""A row of the list a picker opens: what a record is called, and what tells it from others of that name."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QStandardItem
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import theme

KEY, HINT, NEW = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1, "\0new"


def item(title: str, key: str, hint: str) -> QStandardItem:
    item = QStandardItem(title)
    item.setData(key, KEY)
    item.setData(hint, HINT)
    item.setData(f"{title} {hint}".strip(), Qt.ItemDataRole.AccessibleTextRole)
    return item


class TwoWords(QStyledItemDelegate):
    """The title at the left, what tells it from others in grey at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        title, hint = shown.text, str(index.data(HINT) or "")
        shown.text = ""
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, option.widget)
        rect = option.rect.adjusted(8, 0, -8, 0)
        width = min(shown.fontMetrics.horizontalAdvance(hint) + 4, rect.width() // 2)
        painter.save()
        painter.setPen(theme.colour("accent" if index.data(KEY) == NEW else "text"))
        left = QRect(rect.left(), rect.top(), rect.width() - width - 12, rect.height())
        _write(painter, left, title, shown, Qt.AlignmentFlag.AlignLeft)
        painter.setPen(theme.colour("muted"))
        _write(
            painter,
            QRect(rect.right() - width, rect.top(), width, rect.height()),
            hint,
            shown,
            Qt.AlignmentFlag.AlignRight,
        )
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        return QSize(240, theme.look().row)


def _write(painter: QPainter, rect: QRect, words: str, option: Any, side: Qt.AlignmentFlag) -> None:
    elided = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, elided)
