"""Where an exported list comes from, and each of its rows as it was then: kept in the workbook on a hidden sheet.

Each row also carries its key in a hidden column, so that it is known again however the table was sorted or cut.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.importing.sheets import Sheet, Workbook
from models.money import Money
from models.store.history import StepRow
from models.store.listing import Listing, Question

MARK = "qingshou-list-1"
"""Stands in the first cell of the hidden sheet."""
SHEET = "清收通"
KEY = "清收通键:"
"""The caption of the hidden column with the keys: this and the name of the list."""
KEY_KIND = "key"
_DIGITS = 12
DEEPEST = 20
"""Captions are looked for in so many rows."""


@dataclass(frozen=True)
class Origin:
    """The list, the book (the hash of its first step), its last step, the day, the language; ``columns`` by caption."""

    listing: str
    book: str
    head: int
    as_of: date
    language: str
    columns: Mapping[str, str]
    rows: Mapping[str, Sequence[Any] | None] = field(default_factory=dict)
    """Each exported row by key: the plain values of ``columns`` in order (None: too long to be kept, or damaged)."""

    def told(self) -> str:
        """Everything but the rows, as one line of JSON."""
        plain = {name: getattr(self, name) for name in ("listing", "book", "head", "language", "columns")}
        return json.dumps({**plain, "as_of": self.as_of.isoformat()}, ensure_ascii=False)


def origin_of(
    session: Session, listing: Listing, question: Question, columns: Mapping[str, str], language: str
) -> Origin:
    """What is written beside a list that goes out now; ``columns`` is the name of each column by its caption."""
    return Origin(listing.name, book_of(session), head_of(session), question.as_of, language, columns)


def book_of(session: Session) -> str:
    """What tells this book from every other: the hash of its first step; empty while nothing was written."""
    return session.scalar(select(StepRow.hash).order_by(StepRow.key).limit(1)) or ""


def head_of(session: Session) -> int:
    """How many steps the book has, those of others included."""
    return session.scalar(select(StepRow.key).order_by(StepRow.key.desc()).limit(1)) or 0


def key_cell(key: str, told: str) -> str:
    """What the hidden column says of a row: its key, and a digest of the row as it went out."""
    return f"{key}.{hashlib.sha256(told.encode()).hexdigest()[:_DIGITS]}"


def plain(value: Any) -> Any:
    """A value of a list as JSON keeps it: amounts in fen, numbers as texts, days ISO; nothing is null."""
    if value is None or value == "":
        return None
    if isinstance(value, Money):
        return value.fen
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def valued(kept: Any, kind: str) -> Any:
    """The value again, for a column of this kind; None when there was none."""
    if kept is None:
        return None
    if kind == "money":
        return Money(int(kept))
    if kind in ("quantity", "percent"):
        return Decimal(kept)
    if kind == "date":
        return date.fromisoformat(kept)
    return bool(kept) if kind == "flag" else kept


def row_told(values: Sequence[Any]) -> str:
    return json.dumps([plain(value) for value in values], ensure_ascii=False, separators=(",", ":"))


def is_export(workbook: Workbook) -> bool:
    """Whether lists of this program went out in this workbook: it has the hidden sheet, or a hidden column of keys."""
    return any(is_hidden_sheet(sheet) or key_place(sheet) is not None for sheet in workbook.sheets)


def key_place(sheet: Sheet) -> tuple[int, int, str] | None:
    """Row and column of the caption of the keys, and the list they belong to; people put titles above it."""
    for row, cells in enumerate(sheet.rows[:DEEPEST]):
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and cell.startswith(KEY):
                return row, column, cell.removeprefix(KEY)
    return None


def origins_of(workbook: Workbook) -> dict[str, Origin]:
    """By list, what the hidden sheet says; a damaged line is as if it were not there."""
    found: dict[str, Origin] = {}
    for sheet in workbook.sheets:
        if is_hidden_sheet(sheet):
            for origin in _read(sheet):
                found[origin.listing] = origin
    return found


def is_hidden_sheet(sheet: Sheet) -> bool:
    return bool(sheet.rows) and bool(sheet.rows[0]) and sheet.rows[0][0] == MARK


def _read(sheet: Sheet) -> Iterator[Origin]:
    rows: dict[str, Any] = {}
    current: Origin | None = None
    for first, second, *_rest in (list(row[:2]) for row in sheet.rows[1:] if len(row) > 1):
        try:
            told = json.loads(str(second))
        except json.JSONDecodeError:
            told = None
        if isinstance(told, dict):
            rows = {}
            current = _origin(told, rows)
            if current is not None:
                yield current
        elif first and current is not None:
            whole = isinstance(told, list) and len(told) == len(current.columns)
            rows[str(first)] = told if whole else None


def _origin(told: dict[str, Any], rows: dict[str, Any]) -> Origin | None:
    try:
        day = date.fromisoformat(told["as_of"])
        head, columns = int(told["head"]), dict(told["columns"])
        return Origin(told["listing"], told["book"], head, day, told["language"], columns, rows)
    except (KeyError, TypeError, ValueError):
        return None
