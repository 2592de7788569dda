"""Lists that go to Excel and come back in tests: exported, edited with another library, read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from models import registry
from models.importing import Workbook
from models.registry import LISTINGS
from models.round_trip import KEY, Accepting, Preview, bring_back, look
from models.store.book import Book
from models.store.listing import Question
from models.work import finish
from reports.listing_sheet import sheet_of
from reports.reading.workbook import read_workbook
from reports.workbook import write
from tests import samples

TODAY = date(2026, 11, 23)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Book]:
    opened = registry.open_book(samples.copied(tmp_path / "site", 40))
    yield opened
    opened.close()


def rows_of(book: Book, name: str) -> list[tuple[Any, ...]]:
    with book.read() as session:
        question = Question(TODAY)
        return LISTINGS[name].rows(session, question, LISTINGS[name].keys(session, question))


def export(book: Book, path: Path, *names: str, shown: Sequence[str] | None = None, **how: Any) -> Path:
    """These lists (all when none is named) with every column in a workbook."""
    with book.read() as session:
        sheets = []
        for name in names or LISTINGS:
            listing = LISTINGS[name]
            columns = [column.name for column in listing.columns] if shown is None else shown
            sheets.append(sheet_of(session, listing, Question(TODAY, **how), columns))
        write(path, sheets)
    return path


def edited(path: Path, change: Callable[[Worksheet], None], sheet: int = 0) -> Path:
    """The workbook after somebody changed a sheet in another program."""
    book = openpyxl.load_workbook(path)
    change(book.worksheets[sheet])
    book.save(path)
    return path


def column_of(page: Worksheet, caption: str) -> int:
    """The place of a caption in the first row, from 1."""
    return next(cell.column for cell in page[1] if cell.value == caption)


def row_of(page: Worksheet, key: str) -> int:
    """The row of a record, from 1."""
    keys = next(cell.column for cell in page[1] if str(cell.value).startswith(KEY))
    return next(row for row in range(2, page.max_row + 1) if str(page.cell(row, keys).value).startswith(key))


def preview(book: Book, path: Path) -> Preview:
    return finish(look(book, read_workbook(path), today=TODAY))


def brought(book: Book, path: Path, accepting: Accepting | None = None) -> Preview:
    return finish(bring_back(book, read(path), accepting or Accepting(), TODAY))


def read(path: Path) -> Workbook:
    return read_workbook(path)
