"""Registers and overviews of offices: what stands in them beside what owners owe is never taken for it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

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
