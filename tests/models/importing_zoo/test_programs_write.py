"""Ledgers as programs, banks and offices write them: captions of their own for the same entries."""

from __future__ import annotations

import pytest

from models.importing.recognition.words import ACCOUNT, CERTIFICATES, INVOICES, OPENING, RECEIPTS
from models.importing.sheets import Sheet
from models.store.book import Book
from tests.models.importing_zoo.test_told import looked_at, notes

MILL, BOARD = "石坝面粉有限公司", "石坝县教育局"


def test_month_and_day_below_the_year_are_a_day(book: Book) -> None:
    rows = [
        ["客户往来明细账"],
        ["账套：[008]江北建设集团有限公司"],
        ["科目：112201 应收账款-工程款", "", "", f"客户：QS001 {MILL}", "", "", "期间：2024.01-2024.12"],
        ["2024年", "", "凭证号", "摘要", "借方", "贷方", "方向", "余额"],
        ["月", "日", "", "", "本币", "本币", "", "本币"],
        ["", "", "", "上年结转", "", "", "借", 1250],
        [1, 31, "转-45", "确认1月工程款", 800, "", "借", 2050],
        [2, 8, "收-12", "收到工程款", "", 500, "借", 1550],
    ]
    proposal = looked_at(book, Sheet("明细账", rows, merged=(((3, 0), (3, 1)),)))
    sheet = proposal.sheets[0]
    assert (sheet.kind, sheet.understood, sheet.first, sheet.last) == (ACCOUNT, 3, "2024-01-01", "2024-02-08")
    assert {one.party: str(one.balance) for one in proposal.balances} == {MILL: "1550.00"}


def test_year_and_month_without_a_day_are_a_month(book: Book) -> None:
    rows = [["年", "月", "日", "付款单位", "收款金额"], [2024, 3, 8, MILL, 5], [2024, 4, "", MILL, 7]]
    sheet = looked_at(book, Sheet("收款", rows)).sheets[0]
    assert (sheet.kind, sheet.understood, sheet.last) == (RECEIPTS, 2, "2024-04")


@pytest.mark.parametrize(
    ("side", "whose", "came", "went"),
    [
        ("交易类型[ Transaction Type ]", "付款人名称[ Payer's Name ]", "来账", "往账"),
        ("借贷标志", "收/付方名称", "贷", "借"),
        ("收支方向", "对方户名", "收入", "支出"),
        ("借/贷标识", "对方名称", "C", "D"),
    ],
)
def test_one_amount_and_a_side_tell_what_came_in(book: Book, side: str, whose: str, came: str, went: str) -> None:
    rows = [
        ["活期账户交易明细"],
        [side, whose, "交易日期[ Transaction Date ]", "交易金额[ Trade Amount ]", "账户余额", "摘要"],
        [came, MILL, "20241101", 300, 1300, "工程款"],
        [went, "江北砂石厂", "20241105", 80, 1220, "材料款"],
        [came, BOARD, "20241120", 450.25, 1670.25, "进度款"],
    ]
    proposal = looked_at(book, Sheet("明细", rows))
    sheet = proposal.sheets[0]
    assert (sheet.kind, sheet.understood, [one.row for one in sheet.open]) == (RECEIPTS, 2, [4])
    assert "本行是支出 80.00" in sheet.open[0].reason("zh")
    assert not [one for one in proposal.balances if one.stated]


@pytest.mark.parametrize(
    ("buyer", "code", "first", "second"),
    [
        ("购方企业名称", "购方税号", "发票号码", "数电发票号码"),
        ("购买方名称", "购方识别号", "数电发票号码", "发票号码"),
    ],
)
def test_invoices_name_their_buyer_and_have_either_number(
    book: Book, buyer: str, code: str, first: str, second: str
) -> None:
    head = ["合同编号", first, second, "销方识别号", code, buyer, "开票日期", "税额", "价税合计"]
    rows = [
        ["合同编号", "工程名称", "甲方", "合同额", "签订日期"],
        ["HT-1", "面粉厂", MILL, 9000, "2023-01-01"],
    ]
    ours, his = "91500000203291872B", "91500225305012345A"
    bills = [
        head,
        ["HT-1", "", "24502000000011112222", ours, his, MILL, "2024-11-05 18:00:11", 81, 981],
        ["HT-1", "24502000000011113333", "", ours, his, MILL, "2024-12-01", 27, 327],
    ]
    proposal = looked_at(book, Sheet("合同台账", rows), Sheet("发票", bills))
    sheet = proposal.sheets[1]
    assert (sheet.kind, sheet.understood, list(sheet.parties)) == (INVOICES, 2, [MILL])


def test_what_the_owner_paid_into_the_account_for_wages_came_in(book: Book) -> None:
    rows = [
        ["农民工工资专用账户收支台账"],
        ["项目名称：滨江路改造", "", "", f"建设单位：{BOARD}", "", "单位：元"],
        ["月份", "应拨付人工费", "业主拨入日期", "业主拨入金额", "发放日期", "发放金额", "账户余额"],
        ["2024年1月", 300, "2024-01-25", 300, "2024-01-30", 285, 15],
        ["2024年2月", 350, "2024-02-26", 280.75, "2024-02-28", 280, 15.75],
    ]
    sheet = looked_at(book, Sheet("专户", rows)).sheets[0]
    assert (sheet.kind, str(sheet.sums["业主拨入金额"])) == (RECEIPTS, "580.75")
    assert (sheet.first, sheet.last, list(sheet.parties)) == ("2024-01-25", "2024-02-26", [BOARD])


@pytest.mark.parametrize("arose", ["原入账日期", "原始入账日期", "债权形成时间", "业务发生日期"])
@pytest.mark.parametrize("due", ["应付款时间", "约定付款日期", "应收款日", "到期日"])
def test_old_items_keep_the_day_they_arose_and_the_day_they_fell_due(book: Book, arose: str, due: str) -> None:
    rows = [
        ["应收款项交接表"],
        ["建账日期：2024年12月31日"],
        ["客户", "合同编号", "款项性质", arose, due, "金额"],
        [MILL, "JH-1", "进度款", "2023-06-30", "2023-07-28", 300],
    ]
    proposal = looked_at(book, Sheet("交接", rows))
    assert (proposal.sheets[0].kind, proposal.sheets[0].first) == (OPENING, "2023-06-30")
    roles = {one.caption: one.role for one in proposal.sheets[0].columns}
    assert (roles[arose], roles[due]) == ("posted_on", "due_on")


def test_what_a_ledger_of_final_accounts_says_is_owed_is_of_the_final_account(book: Book) -> None:
    rows = [
        ["竣工结算台账   单位：元"],
        ["工程名称", "建设单位", "合同编号", "审定金额", "定案日期", "累计已付款", "尚欠工程款"],
        ["老街改造", BOARD, "LJ-1", 4987.5, "2024-05-20", 4500, 487.5],
    ]
    proposal = looked_at(book, Sheet("结算", rows))
    assert [(str(one.balance), str(one.later)) for one in proposal.balances] == [("487.50", "487.50")]


def test_a_heading_of_a_project_is_that_of_the_receipts_below_it(book: Book) -> None:
    rows = [
        ["2024年工程款回收明细表"],
        ["序号", "收款日期", "收款金额", "付款单位"],
        ["一、石坝大道道路工程", "", "", ""],
        [1, "2024-01-05", 100, MILL],
        ["小计", "", 100, ""],
        [2, "2024-02-05", 7, MILL],
        ["二、其他回款", "", "", ""],
        [1, "2024-03-05", 50.5, BOARD],
    ]
    proposal = looked_at(book, Sheet("收款", rows))
    assert "石坝大道道路工程" in notes(proposal, 4)
    assert "账册中没有合同" not in notes(proposal, 6) + notes(proposal, 8)


def test_a_register_in_english_has_its_days(book: Book) -> None:
    rows = [
        ["Contract No.", "Employer", "Certificate No.", "Certified date", "Amount certified (RMB)",
         "Amount received (RMB)", "Received date"],
        ["HK-01", "Qingshan Port Authority", "PC-1", "2024-01-15", 1000, 800, "2024-02-20"],
    ]  # fmt: skip
    proposal = looked_at(book, Sheet("Register", rows))
    assert (proposal.sheets[0].kind, proposal.counts["receipts"].new) == (CERTIFICATES, 1)
    assert str(proposal.balances[0].balance) == "200.00"
