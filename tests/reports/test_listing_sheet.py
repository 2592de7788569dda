"""Every list goes to Excel with the captions, the order and the figures of the screen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from models import receipts
from models.money import Money
from models.receipts import ReceiptDraft
from models.registry import LISTINGS
from models.store.book import Book
from models.store.listing import Question
from reports.listing_sheet import sheet_of
from reports.workbook import write
from tests import makers
from tests.reports.books import FILL, a_ledger
from tests.reports.read_back import as_csv

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


@pytest.fixture
def abroad(book: Book) -> Book:
    """Three receipts in two currencies."""
    with book.write(FILL) as session:
        payer = makers.a_party(session).id
        for currency, amount in (("CNY", 300_000), ("USD", 30_000), ("CNY", 7)):
            draft = ReceiptDraft(payer=payer, received_on=AS_OF, amount=Money.of(amount), currency=currency)
            receipts.record(session, draft)
    return book


def exported(book: Book, path: Path, **scope: str) -> None:
    with book.read() as session:
        write(path, [sheet_of(session, LISTINGS["receipts"], Question(AS_OF, scope), ["number", "amount"])])


def shown(path: Path) -> list[list[object]]:
    """The first sheet without the hidden column of keys."""
    return [row[:-1] for row in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()]


def test_each_currency_has_its_own_totals_below_the_list(abroad: Book, tmp_path: Path) -> None:
    exported(abroad, tmp_path / "list.xlsx")
    rows = shown(tmp_path / "list.xlsx")
    assert rows[0] == ["回款编号", "币种", "金额"]
    assert sorted(row[1:] for row in rows[1:4]) == [["人民币", 7], ["人民币", 300_000], ["美元", 30_000]]
    assert rows[4:] == [["合计 人民币", "", 300_007], ["合计 美元", "", 30_000]]


def test_the_totals_of_two_currencies_are_worked_out_by_other_programs(abroad: Book, tmp_path: Path) -> None:
    exported(abroad, tmp_path / "list.xlsx")
    without_results = openpyxl.load_workbook(tmp_path / "list.xlsx")
    without_results.save(tmp_path / "formulas.xlsx")
    assert [row[:3] for row in as_csv(tmp_path / "formulas.xlsx")[-2:]] == [
        ["合计 人民币", "", "300,007.00"],
        ["合计 美元", "", "30,000.00"],
    ]


def test_a_list_in_our_currency_does_not_say_so(abroad: Book, tmp_path: Path) -> None:
    exported(abroad, tmp_path / "list.xlsx", currency="CNY")
    rows = shown(tmp_path / "list.xlsx")
    assert (rows[0], rows[3]) == (["回款编号", "金额"], ["合计", 300_007])
