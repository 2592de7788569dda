"""Projects that stand as captions, above a column of a day grid or above a group of day and amount that repeats."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from models.importing import recognition
from models.importing.sheets import Sheet, Workbook
from models.receipts import Receipt
from models.store.book import Book
from models.work import finish
from tests.models.importing_zoo.test_told import looked_at

GROUPS = ["东塔", "", "", "西塔", "", "", "裙楼", "", ""]
BELOW = ["日期", "金额（万元）", "备注"] * 3
ROWS: list[list[Any]] = [
    ["2025-02-01", 3.1, "首付", "2025-02-03", 4.25, "", "2025-02-05", 0.5, ""],
    ["2025-03-01", 1, "", "", "", "", "2025-03-05", 7, "尾款"],
    ["合计", 4.1, "", "", 4.25, "", "", 7.5, ""],
]
PAID = [
    ("2025-02-01", "31000.00", "东塔", "首付"),
    ("2025-02-03", "42500.00", "西塔", ""),
    ("2025-02-05", "5000.00", "裙楼", ""),
    ("2025-03-01", "10000.00", "东塔", ""),
    ("2025-03-05", "70000.00", "裙楼", "尾款"),
]


def paid(book: Book, *rows: list[Any], merged: Any = ()) -> list[tuple[str, str, str, str]]:
    """What came in by day, the project of each (which has no contract) and what else its remark says."""
    workbook = Workbook("收款.xlsx", (Sheet("收款", list(rows), merged=merged),))
    answers = recognition.from_plain({"sheets": {"收款": {"party": "云岭建投"}}})
    proposal = finish(recognition.bring_in(book, workbook, answers))
    assert not proposal.sheets[0].open
    with book.read() as session:
        every = session.scalars(select(Receipt).order_by(Receipt.received_on)).all()
        words = [next((name for name in ("东塔", "西塔", "裙楼") if name in one.remark), "") for one in every]
        also = [next((said for said in ("首付", "尾款") if said in one.remark), "") for one in every]
        return [(one.received_on.isoformat(), str(one.amount), name, said)
                for one, name, said in zip(every, words, also, strict=True)]  # fmt: skip


@pytest.mark.parametrize("above", [[], [["各楼收款"]], [["各楼收款"], ["2025 年"]]])
def test_a_group_of_day_and_amount_is_of_the_project_above_it(book: Book, above: list[list[Any]]) -> None:
    assert paid(book, *above, GROUPS, BELOW, *ROWS) == PAID


def test_merged_names_beside_columns_that_are_merged_downwards(book: Book) -> None:
    heads = [["序号", *GROUPS, "合计（万元）"], ["", *BELOW, ""]]
    rows = [[at, *row, ""] for at, row in enumerate(ROWS[:2], 1)]
    merged = [((0, 0), (1, 0)), ((0, 10), (1, 10)), *(((0, at), (0, at + 2)) for at in (1, 4, 7))]
    assert paid(book, *heads, *rows, merged=tuple(merged)) == PAID


def test_debtors_above_the_groups_need_no_answer(book: Book) -> None:
    names = ["云岭水务有限公司", "", "", "云岭教育局", "", "", "南塔（云岭城投）", "", ""]
    proposal = looked_at(book, Sheet("收款", [names, BELOW, *ROWS]))
    assert set(proposal.parties) == {"云岭水务有限公司", "云岭教育局", "云岭城投"}
    assert not proposal.sheets[0].open


@pytest.mark.parametrize(
    "names",
    [
        ["工商银行", "", "", "建设银行", "", "", "农业银行", "", ""],
        ["第一次", "", "", "第二次", "", "", "第三次", "", ""],
        ["首批", "", "", "二批", "", "", "尾款", "", ""],
        ["2023年", "", "", "2024年", "", "", "2025年", "", ""],
        ["预付款", "", "", "进度款", "", "", "质保金", "", ""],
    ],
)
def test_accounts_instalments_years_and_kinds_are_no_projects(book: Book, names: list[str]) -> None:
    proposal = looked_at(book, Sheet("收款", [names, BELOW, *ROWS]), sheets={"收款": {"party": "云岭建投"}})
    assert set(proposal.parties) == {"云岭建投"}
    assert not proposal.contracts
    assert not any("没有合同" in note.text("zh") for _, note in proposal.sheets[0].notes)


def test_a_day_grid_that_names_no_owner_makes_each_contract_one_to_be_named(book: Book) -> None:
    rows = [
        ["日期", "东塔（万元）", "西塔（万元）", "裙楼（万元）"],
        ["2025-02-01", 3.1, 4.25, ""],
        ["2025-03-01", "", "", 7.5],
        ["2025-03-02", 1, "", ""],
    ]
    proposal = looked_at(book, Sheet("收款日报", rows))
    assert not proposal.sheets[0].open
    assert [(one.party, str(one.unallocated)) for one in proposal.balances] == [
        ("东塔 的甲方（待补）", "41000.00"),
        ("西塔 的甲方（待补）", "42500.00"),
        ("裙楼 的甲方（待补）", "75000.00"),
    ]
    (asked,) = [one for one in proposal.questions if one.key[-1] == "party"]
    assert asked.proposed == ""


def test_certificates_of_projects_side_by_side_without_an_owner(book: Book) -> None:
    rows = [
        ["东塔", "", "", "西塔", "", ""],
        ["期次", "计价金额（元）", "计价日期", "期次", "计价金额（元）", "计价日期"],
        [1, 810, "2025-01-31", 1, 77.5, "2025-01-31"],
        [2, 90, "2025-02-28", "", "", ""],
    ]
    proposal = looked_at(book, Sheet("计价", rows))
    assert not proposal.sheets[0].open
    assert [(one.name, one.party, str(one.balance)) for one in proposal.balances] == [
        ("东塔", "东塔 的甲方（待补）", "900.00"),
        ("西塔", "西塔 的甲方（待补）", "77.50"),
    ]
