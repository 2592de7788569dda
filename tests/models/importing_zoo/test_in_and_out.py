"""A ledger of what came in and what was paid out, side by side: only what came in are receipts."""

from __future__ import annotations

import pytest

from models.importing.recognition import plain
from models.importing.recognition.words import CONTRACTS, RECEIPTS
from models.importing.sheets import Sheet
from models.store.book import Book
from tests.models.importing_zoo.test_told import looked_at

SIDES = ("工程款收入/工程款支出", "资金收入/资金支出", "项目收款/项目付款", "收款/付款", "收到/付出", "进账/出账",
         "收方/付方", "流入/流出", "转入金额/转出金额", "存入/支取")  # fmt: skip


@pytest.mark.parametrize("caption", ["收支类型", "收支方向"])
def test_a_column_that_says_which_rows_came_in_certifies_nothing(book: Book, caption: str) -> None:
    rows = [
        ["日期", caption, "金额", "往来单位", "项目"],
        ["2024-01-05", "收入", 100, "西陵县住房和城乡建设局", "西陵路"],
        ["2024-01-06", "支出", 30, "宏达水泥有限公司", "西陵路"],
    ]
    sheet = looked_at(book, Sheet("流水", rows)).sheets[0]
    assert (sheet.kind, sheet.understood, [one.row for one in sheet.open]) == (RECEIPTS, 1, [3])


@pytest.mark.parametrize("sides", SIDES)
def test_what_came_in_is_received_what_was_paid_out_stays_open(book: Book, sides: str) -> None:
    came, went = sides.split("/")
    rows = [
        ["西陵建设 收支台账", "", "", "", "", "", ""],
        ["项目名称：西陵路改造", "", "", "建设单位：西陵县住房和城乡建设局", "", "", "单位：元"],
        ["日期", "凭证号", "摘要", came, went, "结余", "经办人"],
        ["2024-01-15", "银收-3", "收预付款", 30000, "", 30000, "王"],
        ["2024-01-20", "银付-11", "付材料款（宏达水泥）", "", 9000, 21000, "王"],
        ["2024-03-08", "银收-17", "收1月进度款", 500.5, "", 21500.5, "李"],
        ["", "", "合计", 30500.5, 9000, 21500.5, ""],
    ]
    sheet = looked_at(book, Sheet("收支台账", rows)).sheets[0]
    assert (sheet.kind, sheet.rows, sheet.understood, sheet.first) == (RECEIPTS, 3, 2, "2024-01-15")
    assert str(sheet.sums[came]) == "30500.50"
    assert [(one.row, one.reason("zh")) for one in sheet.open] == [(5, "本行是支出 9,000.00，不是收款，不带入。")]
    assert list(sheet.parties) == ["西陵县住房和城乡建设局"]


def test_contracts_under_which_we_pay_are_none_of_ours(book: Book) -> None:
    rows = [
        ["合同编号", "合同名称", "合同类型", "合同对方", "合同金额"],
        ["SR-1", "西陵路改造", "收入合同", "西陵县住房和城乡建设局", 2_000_000],
        ["ZC-1", "钢材采购", "支出合同", "宏达钢材有限公司", 500_000],
        ["ZC-2", "劳务", "付款类", "兴旺劳务有限公司", 300_000],
    ]
    sheet = looked_at(book, Sheet("合同台账", rows)).sheets[0]
    assert (sheet.kind, sheet.understood, [one.row for one in sheet.open]) == (CONTRACTS, 1, [3, 4])


@pytest.mark.parametrize("offered", ["中标价", "中标金额", "暂定总价"])
@pytest.mark.parametrize("turned", [False, True])
def test_the_price_of_a_contract_is_what_was_agreed(book: Book, offered: str, turned: bool) -> None:
    head, row = ["合同编号", "工程名称", "发包人"], ["HT-1", "西陵路改造", "西陵县住房和城乡建设局"]
    said = [(offered, 980_000), ("合同价", 1_000_000)][:: -1 if turned else 1]
    rows = [[*head, *(caption for caption, _ in said)], [*row, *(price for _, price in said)]]
    proposal = looked_at(book, Sheet("合同台账", rows))
    assert [one["price"] for one in plain(proposal, "zh")["contracts"]] == ["1000000.00"]


def test_an_amount_of_many_times_the_price_is_doubted(book: Book) -> None:
    rows = [
        ["收款台账", "", "", "", "单位：万元"],
        ["合同编号", "业主", "合同金额", "收款日期", "收款金额"],
        ["HT-1", "西陵县住房和城乡建设局", 4_800, "2024-01-05", 1_000_000],
        ["HT-1", "西陵县住房和城乡建设局", 4_800, "2024-02-05", 500],
    ]
    told = plain(looked_at(book, Sheet("收款", rows)), "zh")["sheets"]["收款"]
    assert [one["row"] for one in told["notes"] if "十倍" in one["note"]] == [3]


def test_money_that_came_in_part_is_asked_for(book: Book) -> None:
    rows = [
        ["合同编号", "付款方", "回款日期", "回款金额", "回款状态"],
        ["HT-1", "西陵县住房和城乡建设局", "2024-01-05", 300, "部分到账"],
        ["HT-1", "西陵县住房和城乡建设局", "2024-02-05", 500, "已到账"],
    ]
    sheet = looked_at(book, Sheet("回款", rows)).sheets[0]
    assert (sheet.kind, sheet.understood, [one.row for one in sheet.open]) == (RECEIPTS, 1, [2])


def test_where_we_stand_as_the_owner_we_pay(book: Book) -> None:
    rows = [
        ["江河建设集团有限公司合同台账"],
        ["合同编号", "合同名称", "甲方", "乙方", "合同金额"],
        ["SG-1", "西陵路改造", "西陵县住房和城乡建设局", "江河建设集团有限公司", 2_000_000],
        ["FB-1", "劳务分包", "江河建设集团有限公司", "兴旺劳务有限公司", 500_000],
    ]
    sheet = looked_at(book, Sheet("合同台账", rows)).sheets[0]
    assert (sheet.kind, sheet.understood, [one.row for one in sheet.open]) == (CONTRACTS, 1, [4])


@pytest.mark.parametrize(
    "said",
    [
        "公司拨入周转金",
        "总部借款",
        "变卖废钢筋",
        "贷款发放",
        "理赔款",
        "还备用金",
        "收到银行贷款",
        "收回备用金",
        "集团拨款",
    ],
)
def test_money_of_nobody_who_owes_is_no_receipt(book: Book, said: str) -> None:
    rows = [
        ["项目名称：西陵路改造", "", "建设单位：西陵县住房和城乡建设局", "", ""],
        ["日期", "摘要", "收入", "支出", "结余"],
        ["2024-01-15", "收1月进度款", 300, "", 300],
        ["2024-01-16", said, 50, "", 350],
        ["2024-01-17", "收公司楼改造工程款", 70, "", 420],
    ]
    sheet = looked_at(book, Sheet("收支台账", rows)).sheets[0]
    assert (sheet.kind, sheet.understood, [one.row for one in sheet.open]) == (RECEIPTS, 2, [4])
