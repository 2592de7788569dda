"""What is wrong with a line of a reply is told at the cell of that line, not at the reply."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.store.book import Book
from tests.makers import a_book
from tests.models.importing_sheets import Rows, bring_in, problems, workbook

SITE: dict[str, Rows] = {
    "单位": [["名称"], ["江北公路事业发展中心"]],
    "合同": [["合同编号", "合同名称", "业主", "合同金额", "签订日期", "质保金比例"],
             ["HT-1", "江北三标", "江北公路事业发展中心", 2_000_000.0, date(2025, 3, 1), "0%"]],
    "付款节点": [["合同编号", "event", "累计比例", "天数"], ["HT-1", "certification", "100%", 28.0]],
    "验工计价": [["合同编号", "number", "期数", "计价截止日", "签认日期", "计价金额"],
               ["HT-1", "JJ-1", 1.0, date(2025, 6, 25), date(2025, 7, 8), 600_000.0],
               ["HT-1", "JJ-2", 2.0, date(2025, 7, 25), date(2025, 8, 8), 400_000.0]],
}  # fmt: skip
REPLY: Rows = [
    ["回执编号", "对账函编号", "合同编号", "截止日期", "函证金额", "回函日期", "回函结果", "签字人"],
    ["HZ-1", "函 1", "HT-1", date(2025, 8, 31), 1_000_000.0, date(2025, 9, 9), "part", "李工"],
]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = a_book(tmp_path / "book")
    bring_in(made, workbook(SITE))
    yield made
    made.close()


@pytest.mark.parametrize(
    ("rows", "where", "said"),
    [
        ([["HZ-1", "JJ-2", 100.0], ["HZ-1", "JJ-9", 100.0]], "回函明细!B3", "There is no document “JJ-9”"),
        ([["HZ-1", "JJ-1", 1.0], ["HZ-1", "JJ-2", 400_000.5]], "回函明细!C3", "More is confirmed than was stated"),
        ([["HZ-1", "JJ-2", 1.0], ["HZ-1", "JJ-2", 5.0]], "回函明细!B3", "stands here twice"),
    ],
)
def test_a_line_that_cannot_be_is_told_at_its_cell(book: Book, rows: Rows, where: str, said: str) -> None:
    sheets = {"对账回函": REPLY, "回函明细": [["回执编号", "单据号", "确认金额"], *rows]}
    (found,) = [one for one in problems(book, workbook(sheets)) if not one.advice]
    assert found.where == where
    assert said in found.sentence("en")


def test_a_difference_without_a_reason_is_told_at_its_cell(book: Book) -> None:
    lines: Rows = [["回执编号", "单据号", "确认金额"], ["HZ-1", "JJ-1", 600_000.0]]
    told: Rows = [["回执编号", "差异金额", "差异原因"], ["HZ-1", 400_000.0, "other"]]
    (found,) = [
        one for one in problems(book, workbook({"对账回函": REPLY, "回函明细": lines, "对账差异": told}))
        if not one.advice
    ]  # fmt: skip
    assert found.where.startswith("对账差异!")
