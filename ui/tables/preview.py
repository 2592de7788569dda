"""Beside a table: the current row read from top to bottom, hidden columns included."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from models.language import _, text
from models.store.listing import Row
from ui.tables.delegates import tone
from ui.tables.formats import shown
from ui.tables.model import ListingModel


class RowPreview(QScrollArea):
    """Shows every column of one row; a page may put a preview of its own in this place."""

    def __init__(self, model: ListingModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._key = ""
        self.setWidgetResizable(True)
        self.setProperty("role", "preview")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Preview"))
        self._show(None)

    def show_record(self, key: str) -> None:
        """Show this row; the empty key shows the hint."""
        self._key = key
        if not key:
            self._show(None)
            return
        listing, question = self._model.listing, self._model.question
        self._model.workspace.ask(lambda session: listing.rows(session, question, [key]), partial(self._came, key))

    def refresh(self, _why: Any = None) -> None:
        self.show_record(self._key)

    def _came(self, key: str, rows: list[Row]) -> None:
        if key == self._key:
            self._show(rows[0] if rows else None)

    def _show(self, row: Row | None) -> None:
        inside = QWidget()
        inside.setProperty("role", "sunken")
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 12, 14, 12)
        if row is None:
            hint = QLabel(_("Choose a row to read all of it here."))
            hint.setProperty("tone", "muted")
            hint.setWordWrap(True)
            column.addWidget(hint)
        else:
            column.addLayout(self._pairs(row))
        column.addStretch(1)
        self.setWidget(inside)

    def _pairs(self, row: Row) -> QFormLayout:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setVerticalSpacing(6)
        form.setHorizontalSpacing(14)
        for column, value in zip(self._model.listing.columns, row[1:], strict=True):
            told = shown(value, column, self._model.workspace.in_wan)
            if told:
                caption, words = QLabel(text(column.caption)), QLabel(told)
                caption.setProperty("tone", "muted")
                words.setProperty("tone", tone(value, column))
                words.setWordWrap(True)
                words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                form.addRow(caption, words)
        return form
