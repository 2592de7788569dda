"""Balances of several days side by side: the last is what is owed, on its day; the others and what changed are not."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from models.importing import recognition
from models.importing.recognition.days_beside import day_in
from models.importing.sheets import Sheet, Workbook
from models.opening_position import OpeningPosition
from models.store.book import Book
from models.work import finish
from tests.models.importing_zoo.test_beyond_owed import owed_in
from tests.models.importing_zoo.test_told import looked_at

OWED = [("北沟渠", "progress", "31.25"), ("南沟渠", "progress", "700.00")]


def begun(book: Book, *rows: list[Any]) -> tuple[list[tuple[str, str, str]], set[str]]:
    """What is owed once the sheet is in the book, and the days on which its contracts begin."""
    proposal = finish(recognition.bring_in(book, Workbook("表.xlsx", (Sheet("表", list(rows)),)), recognition.NOBODY))
    assert not proposal.sheets[0].open
    with book.read() as session:
        return owed_in(book), {day.isoformat() for day in session.scalars(select(OpeningPosition.taken_on))}


@pytest.mark.parametrize(
    ("one", "other", "day"),
    [
        ("2023年末", "2024年末", "2024-12-31"),
        ("2023年底余额", "2024年底余额", "2024-12-31"),
        ("2025年3月末欠款", "2025年6月末欠款", "2025-06-30"),
        ("2024年2月29日", "2024年11月5日", "2024-11-05"),
        ("2023年末应收账款", "2024年末应收账款", "2024-12-31"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_the_last_of_several_days_is_what_is_owed(book: Book, one: str, other: str, day: str, turned: bool) -> None:
    def row(name: str, project: str, before: object, after: object, more: object) -> list[Any]:
        return [name, project, *((after, before) if turned else (before, after)), more]

    assert begun(
        book,
        ["应收账款对比表（单位：元）"],
        row("客户", "工程", one, other, "增减额"),
        row("沟渠管理所", "北沟渠", 99, 31.25, -67.75),
        row("沟渠管理所", "南沟渠", 1, 700, 699),
        row("合计", "", 100, 731.25, 631.25),
    ) == (OWED, {day})


def test_bare_days_on_a_sheet_that_speaks_of_no_debt_are_not_guessed(book: Book) -> None:
    rows = [["产值完成表"], ["客户", "工程", "2023年末", "2024年末"], ["沟渠管理所", "北沟渠", 9, 8]]
    assert looked_at(book, Sheet("表", rows)).sheets[0].kind == ""


def test_what_was_received_between_two_days_does_not_take_off_the_later_balance(book: Book) -> None:
    assert begun(
        book,
        ["客户", "工程", "2025年3月末欠款（元）", "本季回款（元）", "2025年6月末欠款（元）"],
        ["沟渠管理所", "北沟渠", 41.25, 10, 31.25],
        ["沟渠管理所", "南沟渠", 750, 50, 700],
    ) == (OWED, {"2025-06-30"})


def test_figures_up_to_the_last_of_several_days_count(book: Book) -> None:
    heads = ["项目", "业主", "合同额（元）", "截至2024年末累计计价", "2025年1-6月计价", "截至2025年6月末累计计价",
             "截至2025年6月末累计收款", "截至2025年6月末欠款"]  # fmt: skip
    assert begun(
        book,
        heads,
        ["北沟渠", "沟渠管理所", 5000, 300, 50, 350, 318.75, 31.25],
        ["南沟渠", "沟渠管理所", 4000, 900, 80, 980, 280, 700],
    ) == (OWED, {"2025-06-30"})
    with book.read() as session:
        assert sorted(str(one) for one in session.scalars(select(OpeningPosition.certified))) == ["350.00", "980.00"]


@pytest.mark.parametrize("caption", ["2024年", "2024年收款", "2024年2月30日", "年末余额", "2024年末已收"])
def test_these_are_no_balance_of_a_day(caption: str) -> None:
    assert day_in(caption) is None
