"""What came counts once: sums beside their parts and figures to date are checks; what did not come yet stays open."""

from __future__ import annotations

import pytest

from models.importing.recognition.words import RECEIPTS
from models.importing.sheets import Sheet
from models.store.book import Book
from tests.models.importing_zoo.test_told import looked_at, notes

BRIDGES, STORES = "南城建设局", "东方粮库"


@pytest.mark.parametrize("total", ["已收合计", "收款合计", "累计收款金额", "实收小计"])
@pytest.mark.parametrize("times", [("第一次收款", "第二次收款"), ("首笔回款", "第2笔回款"), ("收款1", "收款2")])
def test_a_sum_beside_several_receipts_is_none_of_them(book: Book, total: str, times: tuple[str, str]) -> None:
    rows = [
        ["工程款收取情况一览表"],
        ["合同号", "工程名称", "甲方", "合同价", times[0], "", times[1], "", total],
        ["", "", "", "", "日期", "金额", "日期", "金额", ""],
        ["D-01", "一号仓库", STORES, 4000, "2023.5.1", 1000, "2023.8.1", 500.25, 1500.25],
        ["D-02", "二号仓库", STORES, 900, "2023.6.1", 300, "", "", 300],
    ]
    sheet = Sheet("台账", rows, merged=(((1, 4), (1, 5)), ((1, 6), (1, 7))))
    proposal = looked_at(book, sheet)
    assert proposal.sheets[0].kind == RECEIPTS
    assert {one.number: str(one.unallocated) for one in proposal.balances} == {"D-01": "1500.25", "D-02": "300.00"}
    assert proposal.sheets[0].first == "2023-05-01"


@pytest.mark.parametrize(("total", "before"), [(600.33, 0), (650.33, 1)])
def test_one_figure_to_date_over_the_rows_of_a_contract_is_of_all_of_them(
    book: Book, total: float, before: int
) -> None:
    rows = [
        ["合同编号", "合同名称", "业主单位", "合同金额", "收款日期", "收款金额", "累计收款"],
        ["C-01", "南门桥", BRIDGES, 1000, "2024-01-05", 100, total],
        ["C-01", "南门桥", BRIDGES, 1000, "2024-02-05", 200, ""],
        ["C-01", "南门桥", BRIDGES, 1000, "2024-03-05", 300.33, ""],
    ]
    for merged in ((), (((1, 6), (3, 6)),)):
        proposal = looked_at(book, Sheet("收款", rows, merged=merged))
        assert str(proposal.sheets[0].sums["收款金额"]) == "600.33"
        assert (proposal.counts["receipts"].new, "opening" in proposal.counts) == (3, bool(before))


@pytest.mark.parametrize(
    ("caption", "came", "not_yet"),
    [
        ("状态", "已到账", "未到账"),
        ("是否到账", "是", "否"),
        ("到账情况", "到账", "待收"),
        ("备注", "", "此笔尚未到账"),
    ],
)
def test_what_has_not_come_yet_stays_open(book: Book, caption: str, came: str, not_yet: str) -> None:
    rows = [
        ["付款方", "回款日期", "回款金额", caption],
        [STORES, "2024-01-05", 100, came],
        [STORES, "2024-02-05", 200, not_yet],
        [STORES, "2024-03-05", 50, came],
    ]
    sheet = looked_at(book, Sheet("回款", rows)).sheets[0]
    assert (sheet.understood, str(sheet.sums["回款金额"])) == (2, "150.00")
    assert [(one.row, "尚未到账" in one.reason("zh")) for one in sheet.open] == [(3, True)]


def test_what_was_received_to_date_on_no_day_is_asked_about(book: Book) -> None:
    rows = [
        ["F-01合同段计价台账", "", "", "业主：丁建设局"],
        ["期次", "计价日期", "开累计价金额", "开累应付金额(80%)", "开累已付金额"],
        ["4", "2024-03-25", 500, 400, 400],
        ["5", "2024-06-25", 1200, 960, 900],
        ["6", "2024-09-25", 1900.5, 1520.4, 1300],
    ]
    proposal = looked_at(book, Sheet("计价", rows))
    assert "作为计价当日的回款带入，共 1,300.00" in notes(proposal, 2)
    assert any(one.key[-1] == "received" for one in proposal.questions)
