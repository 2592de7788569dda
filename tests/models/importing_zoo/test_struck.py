"""Rows that are struck through stay out where a total of the sheet proves them void; else they are told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.importing import recognition
from models.importing.sheets import Sheet, Workbook
from models.store.book import Book
from models.work import finish
from tests.models.importing_zoo.test_received_to_date import LAKE, ROAD

ROWS: list[list[Any]] = [
    ["付款单位", "收款日期", "收款金额（元）", "备注"],
    [LAKE, "2023-01-05", 100000, "a"],
    [LAKE, "2023-02-06", 200000, "b"],
    [ROAD, "2023-03-07", 300000.5, "c"],
]


def seen(book: Book, rows: list[list[Any]], struck: set[tuple[int, int]]) -> recognition.SheetProposal:
    made = Workbook("台账.xlsx", (Sheet("回款", rows, struck=frozenset(struck)),))
    with book.read() as session:
        return finish(recognition.propose(session, made, recognition.NOBODY, date(2026, 11, 23))).sheets[0]


def test_a_struck_row_that_the_total_does_not_count_stays_out(book: Book) -> None:
    sheet = seen(book, [*ROWS, ["合计", "", 400000.5, ""]], {(2, 2)})
    assert [(one.row, str(one.amount)) for one in sheet.open] == [(3, "200000.00")]
    assert "第 5 行合计也未计入" in sheet.open[0].reason("zh")
    assert (sheet.understood, str(sheet.sums["收款金额（元）"])) == (2, "400000.50")
    assert [str(one.ours) for one in sheet.stated_totals] == ["400000.50"]


@pytest.mark.parametrize("total", [[["合计", "", 600000.5, ""]], [["合计", "", 1, ""]], []])
def test_a_struck_row_that_no_total_speaks_against_comes_in_and_is_told(book: Book, total: list[list[Any]]) -> None:
    sheet = seen(book, [*ROWS, *total], {(2, 2)})
    assert (sheet.open, sheet.understood) == ((), 3)
    assert ["C3 画有删除线" in note.text("zh") for row, note in sheet.notes if row == 2] == [True]


def test_the_subtotal_of_a_part_proves_it_for_that_part_alone(book: Book) -> None:
    rows = [*ROWS[:3], ["小计", "", 100000, ""], *ROWS[3:], [ROAD, "2023-04-07", 50, "d"], ["小计", "", 300050.5, ""]]
    sheet = seen(book, rows, {(2, 2), (5, 2)})
    assert [one.row for one in sheet.open] == [3]
    assert str(sheet.sums["收款金额（元）"]) == "400050.50"
