"""Registers and overviews of offices: what stands in them beside what owners owe is never taken for it."""

# ruff: noqa: E501 - a row of a sheet stays on one line
from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from models.contracts import Contract
from models.opening_position import OpeningPosition
from models.receipts import Receipt
from models.receipts.usecases import COLLECTED
from models.receivables import Receivable
from models.stages import Stage
from models.store.book import Book
from tests.models.importing_zoo.test_stated import a_workbook, bring

LAKE, ROAD = "云城地产有限公司", "雾城管委会"


def owed(book: Book) -> dict[str, str]:
    """What is owed by class."""
    every = select(Receivable.kind, func.sum(Receivable.amount)).group_by(Receivable.kind)
    with book.read() as session:
        return {kind: str(amount) for kind, amount in session.execute(every)}


def came(book: Book) -> list[tuple[str, str]]:
    every = select(Receipt.received_on, Receipt.amount).order_by(Receipt.received_on, Receipt.amount)
    with book.read() as session:
        return [(str(day), str(amount)) for day, amount in session.execute(every)]


def sheet(told: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = told["sheets"][name]
    return found


PAID_ON = [
    ["在建项目收付款情况表"],
    ["统计时间：2024年第三季度", "", "", "", "", "", "", "", "", "单位：万元"],
    ["序号", "项目名称", "业主", "收款情况", "", "", "付款情况", "", "", "资金余缺"],
    ["", "", "", "合同额", "应收", "已收", "分包合同额", "应付", "已付", ""],
    [1, "昆仑路", LAKE, 1000, 800, 600, 700, 500, 450, 150],
    [2, "泰山路", ROAD, 2000, 1000, 1000, 1500, 900, 900, 100],
    ["", "合计", "", 3000, 1800, 1600, 2200, 1400, 1350, 250],
]


def test_what_we_pay_on_is_no_receipt_of_what_owners_owe(book: Book) -> None:
    told = sheet(bring(book, a_workbook(收付=PAID_ON)), "收付")
    assert (told["understood"], told["open"]) == (2, [])
    assert owed(book) == {"progress": "2000000.00"}
    assert [told["columns"][name] for name in ("付款情况分包合同额", "付款情况应付", "付款情况已付")] == ["", "", ""]
    with book.read() as session:
        assert {str(day) for day in session.scalars(select(OpeningPosition.taken_on))} == {"2024-09-30"}


def test_a_debt_of_nothing_without_a_day_is_asked_for_the_day(book: Book) -> None:
    rows = [PAID_ON[0], ["", "", "", "", "", "", "", "", "", "单位：万元"], *PAID_ON[2:]]
    told = sheet(bring(book, a_workbook(收付=rows)), "收付")
    assert [one["row"] for one in told["open"]] == [5, 6]
    assert all("没有欠款形成日期" in one["reason"] for one in told["open"])


def test_work_that_nobody_certified_is_in_the_total_and_not_owed(book: Book) -> None:
    told = sheet(bring(book, a_workbook(清欠台账=[
        ["清收清欠台账（2024年9月）"],
        ["填报单位：某某建筑公司", "", "", "", "", "", "", "金额单位：万元"],
        ["序号", "债务单位", "项目名称", "应收账款", "", "", "已完工未结算", "欠款合计"],
        ["", "", "", "进度款", "结算款", "质保金", "", ""],
        [1, LAKE, "云城一期", 100, 50.55, 30.0001, 50, 230.5501],
        [2, LAKE, "云城二期", 200, None, 20, 100, 320],
        [3, ROAD, "雾城厂房", "—", 100, 30, 50, 180],
        ["", "合计", "", 300, 150.55, 80.0001, 200, 730.5501],
    ])), "清欠台账")  # fmt: skip
    assert (told["understood"], told["open"]) == (3, [])
    assert owed(book) == {"progress": "3000000.00", "final": "1505500.00", "retention": "800001.00"}
    assert "“已完工未结算”2,000,000.00 无人确认" in "".join(one["note"] for one in told["notes"])


def test_a_register_of_bills_says_what_became_of_each(book: Book) -> None:
    heads = ["收票日期", "票据种类", "票据号码", "前手（付款单位）", "票面金额", "到期日", "处理方式", "处理日期"]
    bring(book, a_workbook(应收票据=[
        ["应收票据备查簿（元）"], heads,
        ["2024.1.10", "银行承兑汇票", "130500001", LAKE, 500000, "2024.7.5", "到期托收", "2024.7.6"],
        ["2024.2.10", "商业承兑汇票", "230500002", LAKE, 300000, "2024.8.1", "拒付", "2024.8.2"],
        ["2024.3.10", "银行承兑汇票", "130500003", LAKE, 200000.01, "2024.9.1", "背书转让", "2024.4.1"],
        ["2024.4.10", "电子商票", "230500004", LAKE, 100000, "2027.4.1", "在手", ""],
        ["2024.4.11", "电子商业承兑汇票", "230500005", LAKE, 7, "2027.4.1", "托收中", "2026.4.1"],
    ]))  # fmt: skip
    with book.read() as session:
        gone = select(Stage.reached_on).where(Stage.stage == COLLECTED).order_by(Stage.reached_on)
        assert [*map(str, session.scalars(gone))] == ["2024-04-01", "2024-07-06"]
        back = session.scalars(select(Receipt.amount).where(Receipt.reverses_id.is_not(None)))
        assert [str(amount) for amount in back] == ["-300000.00"]
        methods = session.scalars(select(Receipt.method).where(Receipt.bill_number.in_(["230500004", "230500005"])))
        assert [*methods] == ["commercial_bill"] * 2


def test_a_statement_of_the_bank_tells_its_purposes_in_one_column_of_two_names(book: Book) -> None:
    told = sheet(bring(book, a_workbook(工行=[
        ["账户交易明细"],
        ["交易时间", "对方户名", "借方金额", "贷方金额", "账户余额", "用途/附言"],
        ["20240105 09:00:01", LAKE, None, 1000000, 5000000, "工程款"],
        [20240107101111, LAKE, None, 250000.55, 5250000.55, "进度款"],
        ["20240201", ROAD, None, 3000000, 8250000.55, "保证金退还"],
        ["借方笔数：0", "贷方笔数：3"],
    ])), "工行")  # fmt: skip
    assert came(book) == [("2024-01-05", "1000000.00"), ("2024-01-07", "250000.55")]
    assert [one["row"] for one in told["open"]] == [5]
    assert [*told["parties"]] == [LAKE, ROAD]


def test_the_row_that_numbers_the_columns_is_none_and_what_is_owed_is_to_date(book: Book) -> None:
    told = sheet(bring(book, a_workbook(明细=[
        ["报送单位：第五分公司", "", "", "报送日期：2024/3/25", "", "单位：人民币元"],
        ["行次", "工程名称", "建设单位", "验工计价", "", "", "", "拨付"],
        ["", "", "", "截至上年末累计", "本年累计", "本月", "自开工累计", "自开工累计拨付"],
        ["甲", "乙", "丙", "1", "2", "3", "4=1+2", "5"],
        [1, "太湖隧道", LAKE, 10000000, 3000000, 1000000, 13000000, 11000000],
        [2, "太湖大桥", LAKE, 0, 500000.55, 500000.55, 500000.55, 0],
        ["", "合计", "", 10000000, 3500000.55, 1500000.55, 13500000.55, 11000000],
    ])), "明细")  # fmt: skip
    assert (told["rows"], told["understood"], [*told["parties"]]) == (2, 2, [LAKE])
    assert [one["stated"] == one["ours"] for one in told["stated_totals"]] == [True] * 5
    assert owed(book) == {"progress": "2500000.55"}


@pytest.mark.parametrize("title", [
    "收款台账（万元，截至2024.6.30）", "收款台账  人民币:万元", "收款台账（货币单位为：人民币万元）", "收款台账（单位:RMB 万元）", "收款台账/万元",
    "万元", "已竣工项目收款表（截至2024.6.30，单位万元）",
])  # fmt: skip
def test_the_unit_is_read_wherever_the_sheet_says_it(book: Book, title: str) -> None:
    rows = [[title], ["收款日期", "付款单位", "收款金额"], ["2024-01-05", LAKE, 10.5], ["2024-02-05", LAKE, 2]]
    assert sheet(bring(book, a_workbook(收款=rows)), "收款")["unit"] == "万元"
    assert came(book) == [("2024-01-05", "105000.00"), ("2024-02-05", "20000.00")]


def test_the_unit_may_stand_in_a_note_under_the_table(book: Book) -> None:
    rows = [["收款日期", "付款单位", "收款金额"], ["2024-01-05", LAKE, 10.5], ["注：本表金额单位为万元", "", ""]]
    assert sheet(bring(book, a_workbook(收款=rows)), "收款")["unit"] == "万元"
    assert came(book) == [("2024-01-05", "105000.00")]


@pytest.mark.parametrize(
    "title", ["收款100万元", "收款台账（合同额1000万元，甲方：临湖）", "第3/5标段", "业主拨款（元旦后，共2笔）"]
)
def test_an_amount_in_the_title_is_no_unit(book: Book, title: str) -> None:
    rows = [[title], ["收款日期", "付款单位", "收款金额"], ["2024-01-05", LAKE, 10.5]]
    assert sheet(bring(book, a_workbook(收款=rows)), "收款")["unit"] == "元"


def test_a_column_says_the_unit_of_each_row(book: Book) -> None:
    heads = ["业主", "收款日期", "收款金额", "单位"]
    told = sheet(bring(book, a_workbook(收款=[
        heads, [LAKE, "2023-2-5", 12, "万元"], [LAKE, "2023-3-5", "500", "千元"], [LAKE, "2023-4-5", "￥3,000.00", "元"],
        [LAKE, "2023-5-5", 1.23456, "万"], [LAKE, "2023-6-5", "2万元", "万元"],
    ])), "收款")  # fmt: skip
    assert [amount for _, amount in came(book)] == ["120000.00", "500000.00", "3000.00", "12345.60", "20000.00"]
    assert not any("单位" in one["note"] for one in told["notes"])


def test_the_price_of_a_contract_is_what_it_comes_to_now(book: Book) -> None:
    heads = ["合同编号", "合同名称", "甲方", "原合同额", "补充协议额", "变更后合同额", "状态"]
    told = sheet(bring(book, a_workbook(合同=[
        ["合同台账（含补充协议）单位：元"], heads,
        ["C-1", "索道", LAKE, "10,000,000.00", 500000, 10500000, "在建"],
        ["C-2", "酒店", LAKE, 20000000, -1000000, 19000000, "已结算"],
        ["C-3", "码头", LAKE, 300000, 0, None, ""],
        ["C-4", "监理", LAKE, 400000, 0, 400000, "作废"],
    ])), "合同")  # fmt: skip
    with book.read() as session:
        every = select(Contract.number, Contract.price, Contract.remark).order_by(Contract.number)
        kept = [(number, str(price), remark) for number, price, remark in session.execute(every)]
    assert [one[:2] for one in kept] == [("C-1", "10500000.00"), ("C-2", "19000000.00"), ("C-3", "300000.00")]
    assert "原合同额：10,000,000.00" in kept[0][2]
    assert [(one["row"], "作废" in one["reason"]) for one in told["open"]] == [(6, True)]
    assert [one["row"] for one in told["notes"] if "带入；原先的" in one["note"]] == [3, 4]


def test_the_price_is_the_sum_with_agreements_and_what_is_owed_what_was_confirmed(book: Book) -> None:
    told = sheet(bring(book, a_workbook(合同=[
        ["在建项目合同台账（截至2024年11月30日，单位：万元）"],
        ["合同编号", "工程名称", "发包单位", "签约合同价", "补充协议", "合计合同价", "累计产值", "累计确认计价", "累计收款", "应收账款（计价-收款）"],
        ["W-1", "汝州馆", LAKE, 1000, 100, 1100, 900, 800, 600, 200],
    ])), "合同")  # fmt: skip
    assert (told["columns"]["累计产值"], told["columns"]["累计确认计价"]) == ("", "certified.to_date")
    assert owed(book) == {"progress": "2000000.00"}
    with book.read() as session:
        assert [str(one) for one in session.scalars(select(Contract.price))] == ["11000000.00"]


def test_of_retention_only_what_is_left_is_owed(book: Book) -> None:
    bring(book, a_workbook(质保金=[
        ["质保金到期统计表", "单位：元"],
        ["工程名称", "甲方", "竣工验收日期", "质保金总额", "其中：防水（5年）", "其他（2年）", "2年期已收", "欠质保金"],
        ["绿城花园", LAKE, "2021-6-30", 1000000, 400000, 600000, 600000, 400000],
        ["蓝城花园", LAKE, "2023年12月31日", 500000.55, 200000, 300000.55, "", 500000.55],
    ]))  # fmt: skip
    assert owed(book) == {"retention": "900000.55"}


@pytest.mark.parametrize("numbers", [["甲", "乙", "丙", "丁", "1"], ["(1)", "(2)", "(3)", "(4)", "(5)=(3)-(4)"]])
def test_every_row_that_numbers_the_columns_is_passed_over(book: Book, numbers: list[str]) -> None:
    heads = ["序号", "收款日期", "付款单位", "工程名称", "收款金额"]
    rows = [["收款台账"], heads, numbers, [1, "2024-01-05", LAKE, "水厂", 100]]
    told = sheet(bring(book, a_workbook(收款=rows)), "收款")
    assert (told["rows"], [*told["parties"]], came(book)) == (1, [LAKE], [("2024-01-05", "100.00")])


def test_what_the_bank_adds_says_that_a_deposit_came_back(book: Book) -> None:
    heads = ["交易日期", "对方户名", "收入", "支出", "交易附言"]
    rows = [["2024-02-01", ROAD, 3000000, "", "履约保证金退还"], ["2024-02-02", LAKE, 100, "", "工程进度款"],
            ["2024-02-03", "某银行", 5.21, "", "存款利息"]]  # fmt: skip
    told = sheet(bring(book, a_workbook(流水=[["银行流水"], heads, *rows])), "流水")
    assert (came(book), [one["row"] for one in told["open"]]) == ([("2024-02-02", "100.00")], [3, 5])


def test_what_an_account_moves_elsewhere_is_no_money_and_what_is_set_off_no_transfer(book: Book) -> None:
    heads = ["日期", "凭证号", "摘要", "借方", "贷方", "余额"]
    told = sheet(bring(book, a_workbook(明细账=[
        ["应收账款明细账", "客户：" + LAKE], heads,
        ["2024-01-31", "记-1", "1期计价", 600, "", 600],
        ["2024-02-10", "收-1", "收工程款", "", 100, 500],
        ["2024-03-31", "记-9", "计提质保金转长期应收", "", 18, 482],
        ["2024-04-30", "记-12", "三方抵账（抵房）", "", 200, 282],
        ["2024-05-31", "收-4", "业主转入质保金", "", 2, 280],
    ])), "明细账")  # fmt: skip
    assert [(one["row"], "结转" in one["reason"]) for one in told["open"]] == [(5, True)]
    with book.read() as session:
        every = session.execute(select(Receipt.amount, Receipt.method).order_by(Receipt.received_on))
        assert [(str(amount), method) for amount, method in every] == [
            ("100.00", "transfer"), ("200.00", "goods"), ("2.00", "transfer")]  # fmt: skip
    assert any(one["row"] == 6 and "没有款项到账" in one["note"] for one in told["notes"])


def test_an_answer_for_one_owner_moves_no_row_of_another(book: Book) -> None:
    heads = ["合同编号", "合同名称", "甲方", "合同额"]
    contracts = [heads, ["T-1", "安置房一期", LAKE, 1000000], ["T-2", "安置房一期", ROAD, 2000000]]
    receipts = [
        ["收款日期", "付款单位", "工程名称", "收款金额"],
        ["2024-01-05", "", "安置房一期", 3],
        ["2024-01-06", ROAD, "安置房一期", 4],
    ]
    bring(book, a_workbook(合同=contracts, 收款=receipts), contracts={"安置房一期": "T-1"})
    with book.read() as session:
        every = select(Receipt.amount, Contract.number).join(Contract, Contract.id == Receipt.contract_id)
        assert {(str(amount), number) for amount, number in session.execute(every)} == {
            ("3.00", "T-1"),
            ("4.00", "T-2"),
        }
