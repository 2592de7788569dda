"""Every list goes to Excel with the captions, the order and the figures of the screen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from models.registry import LISTINGS
from models.store.book import Book
from models.store.listing import Question
from reports.listing_sheet import sheet_of
from reports.workbook import write
from tests.reports.books import FILL, a_ledger

AS_OF = date(2026, 10, 31)


@pytest.mark.parametrize("name", sorted(LISTINGS))
def test_every_list_goes_to_a_workbook(name: str, book: Book, tmp_path: Path) -> None:
    with book.write(FILL) as session:
        a_ledger(session, 3, contracts=2, movements=6)
    listing, question = LISTINGS[name], Question(AS_OF)
    path = tmp_path / "list.xlsx"
    with book.read() as session:
        sheet = sheet_of(session, listing, question)
        write(path, [sheet])
        keys = listing.keys(session, question)
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    assert rows[0] == [field.caption for field in sheet.fields]
    sums = 1 if keys and any(field.total for field in sheet.fields) else 0
    assert len(rows) == 1 + len(keys) + sums


def test_only_the_columns_that_are_shown_are_exported_in_the_order_of_the_question(book: Book, tmp_path: Path) -> None:
    with book.write(FILL) as session:
        a_ledger(session, 3, contracts=3, movements=1)
    path = tmp_path / "list.xlsx"
    with book.read() as session:
        question = Question(AS_OF, sort="number", descending=True)
        write(path, [sheet_of(session, LISTINGS["contracts"], question, ["number"])])
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == ["JB-3-2", "JB-3-1", "JB-3-0"]
