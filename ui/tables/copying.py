"""A piece of a table on the clipboard, so that Excel and WPS paste it as figures, dates and texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from PySide6.QtCore import QMimeData

from models.language import text
from models.store.listing import Column
from ui.tables.formats import copied, is_numeric

_FORMATS = {"money": "#,##0.00", "percent": "0.00%", "date": "yyyy\\-mm\\-dd", "days": "0", "number": "0"}


def as_table(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> QMimeData:
    """Rows of values, one per column, as tab-separated text and as an HTML table, captions first."""
    captions = [text(column.caption) for column in columns]
    lines, cells = ["\t".join(captions)], [_line("th", "", captions)]
    for row in rows:
        texts = [copied(value, column) for value, column in zip(row, columns, strict=True)]
        lines.append("\t".join(_harmless(one, column) for one, column in zip(texts, columns, strict=True)))
        cells.append("<tr>" + "".join(map(_cell, texts, columns)) + "</tr>")
    copy = QMimeData()
    copy.setText("\n".join(lines) + "\n")
    copy.setHtml('<html><head><meta charset="utf-8"></head><body><table>' + "".join(cells) + "</table></body></html>")
    return copy


def _line(tag: str, style: str, texts: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<{tag}{style}>{escape(one)}</{tag}>" for one in texts) + "</tr>"


def _cell(told: str, column: Column) -> str:
    """A text cell is marked as text: an account number keeps all its digits and ``=…`` never becomes a formula."""
    form = _FORMATS.get(column.kind, "General" if is_numeric(column) else "\\@")
    return f"<td style=\"mso-number-format:'{form}'\">{escape(told)}</td>"


def _harmless(told: str, column: Column) -> str:
    """One line, one cell; a text that a spreadsheet would take for a formula gets an apostrophe."""
    flat = " ".join(told.split())
    return f"'{flat}" if not is_numeric(column) and flat[:1] in ("=", "+", "-", "@") else flat
