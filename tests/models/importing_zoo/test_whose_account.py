"""Whose money rows are about: the account of a bank, of several customers in turn, requests to confirm, plans."""

from __future__ import annotations

import pytest

from models.importing.recognition.words import ACCOUNT, CERTIFICATES, OPENING, RECEIPTS, RETENTION
from models.importing.sheets import Sheet
from models.store.book import Book
from tests.models.importing_zoo.test_told import looked_at, notes

MILL, BOARD, STEEL = "石坝面粉有限公司", "石坝县教育局", "西陵钢材有限公司"


@pytest.mark.parametrize(
    ("went", "came", "when"),
    [
        ("借方发生额/元(支取)", "贷方发生额/元(收入)", "交易时间"),
        ("借方发生额（支出）", "贷方发生额（收入）", "交易日期"),
        ("支出金额", "收入金额", "交易日期"),
    ],
)
def test_the_running_balance_of_a_bank_is_owed_by_nobody(book: Book, went: str, came: str, when: str) -> None:
    rows = [
        ["石坝农商行活期账户明细"],
        [when, went, came, "余额", "币种", "对方户名", "对方账号", "摘要", "备注"],
        ["20240805 09:10:02", "0", "8800.00", "9000.00", "人民币元", BOARD, "32", "电汇", "石坝小学工程款"],
        ["20240820 15:24:03", "21.00", "0", "8979.00", "人民币元", "中国电信", "1", "话费", ""],
        ["20240905 10:00:00", "700.00", "0", "8279.00", "人民币元", STEEL, "4", "转账", "钢材款"],
        ["20240911 10:00:00", "0", "50.00", "8329.00", "人民币元", STEEL, "4", "退款", "多付退回"],
    ]
    sheet = looked_at(book, Sheet("活期账户明细", rows)).sheets[0]
    assert (sheet.kind, sheet.rows, sheet.understood) == (RECEIPTS, 4, 1)
    assert str(sheet.sums[came]) == "8800.00"
    assert [one.row for one in sheet.open] == [4, 5, 6]
    assert "退回我方" in sheet.open[2].reason("zh")


def _of_dimensions(name: str, period: str, above: str) -> list[list[object]]:
    return [
        ["核算维度明细账"],
        [above],
        [name, "日期", period, "凭证字号", "摘要", "借方金额", "贷方金额", "余额方向", "余额"],
        [BOARD, "", "2024.1", "", "期初余额", "", "", "借", 365],
        [BOARD, "2024-03-12", "2024.3", "记-56", "收回工程款", "", 200, "借", 165],
        [MILL, "", "2024.1", "", "期初余额", "", "", "借", 1123.45],
        [MILL, "2024-02-29", "2024.2", "记-88", "签证结算", 200, "", "借", 1323.45],
        [MILL, "2024-05-06", "2024.5", "记-12", "收工程款", "", 150, "借", 1173.45],
    ]


@pytest.mark.parametrize("name", ["核算维度名称", "辅助核算项目名称", "维度名称"])
@pytest.mark.parametrize("period", ["期间", "会计期间", "分录号"])
def test_each_customer_of_an_account_has_his_own_balance(book: Book, name: str, period: str) -> None:
    above = "账簿：江北建设集团有限公司  科目：1122.01 应收账款_工程款 币别：人民币  期间：2024.1 至 2024.6"
    proposal = looked_at(book, Sheet("Sheet1", _of_dimensions(name, period, above)))
    assert proposal.sheets[0].kind == ACCOUNT
    assert {one.party: str(one.balance) for one in proposal.balances} == {BOARD: "165.00", MILL: "1173.45"}
    assert (proposal.sheets[0].first, "期初余额没有日期" in notes(proposal, 4)) == ("2024-01-01", False)


def test_a_day_guessed_for_a_balance_brought_forward_is_told(book: Book) -> None:
    proposal = looked_at(book, Sheet("Sheet1", _of_dimensions("核算维度名称", "分录号", "科目：应收账款")))
    assert "期初余额没有日期，暂按 2024-03-01" in notes(proposal, 4)
    assert "期初余额没有日期，暂按 2024-02-01" in notes(proposal, 6)


def test_the_book_named_beside_the_customer_is_ours_and_he_is_the_customer(book: Book) -> None:
    rows = [
        ["客户往来明细账"],
        [f"账簿：江北建设集团有限公司  客户：QS01 {MILL}"],
        ["日期", "凭证号", "摘要", "借方", "贷方", "方向", "余额"],
        ["2024-01-31", "转-1", "确认工程款", 800, "", "借", 800],
        ["2024-02-08", "收-2", "收到工程款", "", 300, "借", 500],
    ]
    proposal = looked_at(book, Sheet("Sheet1", rows))
    assert {one.party: str(one.balance) for one in proposal.balances} == {MILL: "500.00"}


@pytest.mark.parametrize("whom", ["被函证单位", "函证单位", "被询证单位名称"])
def test_whom_a_request_to_confirm_goes_to_owes_and_not_his_account(book: Book, whom: str) -> None:
    rows = [
        ["往来款项函证控制表"],
        ["被审计单位：江北建设集团有限公司", "", "截止日：2024年12月31日"],
        ["编号", whom, "科目", "账面余额", "回函金额", "差异"],
        ["HZ-1", MILL, "应收账款", 2050.55, 2050.55, 0],
        ["HZ-2", BOARD, "应收账款", 165, 160, 5],
        ["HZ-3", STEEL, "预收账款", 300, 300, 0],
    ]
    proposal = looked_at(book, Sheet("函证", rows))
    assert proposal.sheets[0].kind == OPENING
    assert {one.party: str(one.balance - one.unallocated) for one in proposal.balances if one.number} == {
        MILL: "2050.55", BOARD: "165.00"}  # fmt: skip
    assert dict(proposal.counts["receipts"].__dict__)["new"] == 1  # what the third paid in advance


def test_an_account_alone_owes_nothing(book: Book) -> None:
    rows = [["科目", "账面余额"], ["应收账款", 2050.55], ["预收账款", 300]]
    sheet = looked_at(book, Sheet("应收余额", rows)).sheets[0]
    assert (sheet.kind, sheet.understood) == (OPENING, 0)


def test_a_plan_below_or_above_what_came_is_no_receipt(book: Book) -> None:
    head = ["日期", "付款单位", "款项", "金额"]
    came, planned = ["2024.11.12", MILL, "10期进度款", 200], ["2024.11.20", MILL, "11期进度款", 500]
    for first, second in (("二、本周回款情况（元）", "三、下周回款计划（元）"),
                          ("（一）本月到款", "（二）下月预计收款"), ("1. 收款明细", "2. 拟收款")):  # fmt: skip
        rows = [["项目部周报"], [first], head, came, ["小计", "", "", 200], [second], head, planned]
        sheet = looked_at(book, Sheet("周报", rows)).sheets[0]
        assert (sheet.kind, sheet.understood, str(sheet.sums["金额"])) == (RECEIPTS, 1, "200.00")
        assert [(one.row, "尚未到账" in one.reason("zh")) for one in sheet.open] == [(8, True)]
        turned = [["项目部周报"], [second], head, planned, [first], head, came]
        sheet = looked_at(book, Sheet("周报", turned)).sheets[0]
        assert (sheet.understood, str(sheet.sums["金额"])) == (1, "200.00")


def test_a_register_in_dollars_brings_no_yuan(book: Book) -> None:
    rows = [
        ["Interim Payment Certificates Register"],
        ["Employer: Ministry of Works", "", "", "Contract No.: MRB/2022/01", "", "Contract Price: USD 18,500,000.00"],
        ["IPC No.", "Period ending", "Date certified", "Gross value of work this period (USD)", "Retention 10%",
         "Advance payment recovery", "Net amount certified", "Date paid", "Amount paid"],
        ["IPC-01", "31-Jan-2023", "15-Feb-2023", 1200, 120, 0, 1080, "30-Mar-2023", 1080],
        ["IPC-02", "30-Apr-2023", "14-May-2023", 980.5, 98.05, 98.05, 784.4, "", ""],
    ]  # fmt: skip
    proposal = looked_at(book, Sheet("IPC Register", rows))
    sheet = proposal.sheets[0]
    assert (sheet.kind, sheet.understood, not proposal.contracts) == (CERTIFICATES, 0, True)
    assert [one.currency for one in sheet.open] == ["USD", "USD"]
    yuan = [[cell.replace("(USD)", "(RMB)").replace("USD ", "") if isinstance(cell, str) else cell for cell in row]
            for row in rows]  # fmt: skip
    proposal = looked_at(book, Sheet("IPC Register", yuan))
    assert [(one.number, one.party, str(one.balance)) for one in proposal.balances] == [
        ("MRB/2022/01", "Ministry of Works", "1002.45")]  # fmt: skip
    assert (proposal.sheets[0].first, proposal.sheets[0].last) == ("2023-02-15", "2023-05-14")


def test_a_schedule_of_retention_in_english_is_one(book: Book) -> None:
    rows = [
        ["Retention Money Schedule as of 31 Dec 2024"],
        ["Project", "Employer", "Contract No.", "Retention withheld", "Released to date", "Release date",
         "Balance held", "Due date (end of DNP)"],
        ["Airport apron", "Airports Authority", "AA-7", 8800, 800, "01-Feb-2024", 8000, "30-Jun-2026"],
    ]  # fmt: skip
    proposal = looked_at(book, Sheet("Retention", rows))
    assert proposal.sheets[0].kind == RETENTION
    assert [(one.party, str(one.balance)) for one in proposal.balances] == [("Airports Authority", "8000.00")]
