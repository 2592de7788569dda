"""Why a row without an amount stays open: nothing stands there, a dash says none, or it counts in a row above."""

from __future__ import annotations

from typing import Any

import pytest

from models.importing.sheets import Sheet
from models.store.book import Book
from tests.models.importing_zoo.test_told import looked_at

MISSING, NONE = "缺金额", "金额为零"


def reasons(book: Book, name: str, *rows: list[Any], merged: Any = ()) -> list[tuple[int, str]]:
    answers = {"sheets": {name: {"date": "2025-06-30"}}}
    proposal = looked_at(book, Sheet(name, list(rows), merged=merged), **answers)
    return [(one.row, one.reason("zh")) for one in proposal.sheets[0].open]


@pytest.mark.parametrize(("cell", "said"), [("", MISSING), ("-", NONE), ("—", NONE), ("－－", NONE), (0, NONE)])
def test_of_a_receipt(book: Book, cell: object, said: str) -> None:
    heads = ["收款日期", "付款单位", "收款金额（元）"]
    ((row, reason),) = reasons(
        book, "收款", heads, ["2025-05-01", "石桥镇政府", 41], ["2025-05-02", "石桥镇政府", cell]
    )
    assert (row, said in reason) == (3, True), reason


def test_of_a_row_whose_amount_is_merged_with_the_row_above(book: Book) -> None:
    rows = [
        ["甲方", "工程名称", "欠款金额（元）"],
        ["石桥镇政府", "东街", 52000],
        ["石桥镇政府", "西街", ""],
        ["石桥镇中学", "操场", ""],
    ]
    ((row, reason), (last, other)) = reasons(book, "欠款", *rows, merged=(((1, 2), (2, 2)),))
    assert (row, "与第 2 行合并" in reason) == (3, True), reason
    assert (last, MISSING in other) == (4, True), other
