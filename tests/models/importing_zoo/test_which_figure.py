"""Of several figures for one entry the right one comes in, and what is no debt and no receipt stays out."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from models.opening_position import OpeningPosition
from models.receipts import Receipt
from models.receivables import Receivable
from models.store.book import Book
from tests.models.importing_zoo.test_stated import a_workbook, bring

LAKE, ROAD = "江北市临湖置业有限公司", "江北公路事业发展中心"


def owed(book: Book) -> list[tuple[str, str]]:
    rows = select(Receivable.amount, Receivable.posted_on).order_by(Receivable.posted_on)
    with book.read() as session:
        return [(str(amount), str(day)) for amount, day in session.execute(rows)]


def figures(book: Book) -> list[tuple[str, str]]:
    with book.read() as session:
        return [(str(certified), str(received)) for certified, received in
                session.execute(select(OpeningPosition.certified, OpeningPosition.received))]  # fmt: skip


def received(book: Book) -> list[str]:
    with book.read() as session:
        return [str(amount) for amount in session.scalars(select(Receipt.amount))]


def reasons(told: dict[str, Any], sheet: str) -> dict[int, str]:
    return {one["row"]: one["reason"] for one in told["sheets"][sheet]["open"]}


def test_the_balance_at_the_end_comes_in_and_a_credit_is_told(book: Book) -> None:
    heads = ["客户", "期初借方", "期初贷方", "本期借方", "本期贷方", "期末借方", "期末贷方"]
    told = bring(book, a_workbook(余额表=[
        ["应收账款余额表 截止2024年12月31日"], heads, [LAKE, 1000, 0, 500, 700, 800, 0], [ROAD, 0, 0, 300, 500, 0, 200],
    ]))  # fmt: skip
    assert owed(book) == [("800.00", "2024-12-31")]
    assert reasons(told, "余额表") == {}
    assert "多收 200.00，作为 2024-12-31 的回款" in str(told["sheets"]["余额表"]["notes"])


def test_figures_of_the_year_beside_those_to_date_are_not_taken_for_them(book: Book) -> None:
    title = ["截至2025年12月31日产值及回款统计表（单位：万元）"]
    heads = ["项目名称", "业主单位", "合同额", "本年累计产值", "本年累计回款", "开累产值", "开累回款"]
    bring(book, a_workbook(产值=[title, heads, ["一标", LAKE, 9000, 300, 230, 5300, 4230]]))
    assert owed(book) == [("10700000.00", "2025-12-31")]
    assert figures(book) == [("53000000.00", "42300000.00")]


def test_what_was_received_in_a_year_alone_says_nothing_of_what_is_owed(book: Book) -> None:
    title = ["截至2025年12月31日产值及回款统计表（单位：万元）"]
    heads = ["项目名称", "业主单位", "合同额", "本年累计回款", "开累产值"]
    told = bring(book, a_workbook(产值=[title, heads, ["一标", LAKE, 9000, 230, 5300]]))
    assert (owed(book), figures(book)) == ([], [])
    assert "不带入：本年累计回款、开累产值" in told["sheets"]["产值"]["notes"][0]["note"]


def test_what_the_owner_agreed_to_is_certified_and_not_what_was_only_done(book: Book) -> None:
    heads = ["项目名称", "业主", "开累产值", "开累确权", "开累收款", "应收未收"]
    bring(book, a_workbook(周报=[["截至2025年3月31日（单位：万元）"], heads, ["一期", LAKE, 8000, 7500, 6000, 1500]]))
    assert (owed(book), figures(book)) == ([("15000000.00", "2025-03-31")], [("75000000.00", "60000000.00")])


def test_a_title_that_ends_with_day_and_unit_says_the_day_of_the_ages(book: Book) -> None:
    heads = ["客户名称", "期末余额", "1年以内", "1-2年", "3年以上"]
    bring(book, a_workbook(账龄=[["应收账款账龄分析表 2025年12月31日 单位：元"], heads, [LAKE, 1000, 600, 300, 100]]))
    assert owed(book) == [("100.00", "2022-12-30"), ("300.00", "2024-12-30"), ("600.00", "2025-12-31")]


def test_interest_of_the_bank_is_no_receipt(book: Book) -> None:
    heads = ["交易时间", "收入金额", "支出金额", "账户余额", "对方户名", "摘要"]
    told = bring(book, a_workbook(流水=[
        heads, ["2024-03-05", 500000, "", 500000, LAKE, "工程款"],
        ["2024-03-21", 3.21, "", 500003.21, "工商银行", "结息"],
        ["2024-03-22", 100, "", 500103.21, LAKE, "逾期付款利息"],
    ]))  # fmt: skip
    assert sorted(received(book)) == ["100.00", "500000.00"]
    assert list(reasons(told, "流水")) == [3]


def test_variations_are_no_certificates(book: Book) -> None:
    heads = ["编号", "合同编号", "甲方", "内容", "申报金额", "申报日期", "审批金额", "审批日期"]
    rows = [heads, ["BG-1", "H-1", LAKE, "土方", 100000, "2024-03-01", 80000, "2024-04-01"]]
    told = bring(book, a_workbook(变更签证台账=rows))
    assert (owed(book), told["sheets"]["变更签证台账"]["kind"]) == ([], None)
    assert "变更签证或索赔台账" in told["sheets"]["变更签证台账"]["reason"]
    bring(book, a_workbook(变更签证台账=rows), sheets={"变更签证台账": {"kind": "certificates"}})
    assert owed(book) == [("80000.00", "2024-04-01")]


def test_a_register_of_bills_names_its_project_and_what_became_of_them(book: Book) -> None:
    heads = ["收票日期", "前手", "票据种类", "票号", "票面金额", "到期日", "背书/贴现", "对应项目"]
    contracts = [["合同编号", "合同名称", "建设单位", "合同额（元）"], ["H-1", "一标工程", LAKE, 9000000]]
    rows = [heads, ["2025-01-10", LAKE, "银承", "130000000001", 1000000, "2025-07-05", "2025-03-01背书", "一标工程"]]
    told = bring(book, a_workbook(合同=contracts, 承兑汇票备查簿=rows))
    assert told["balances"][0]["unallocated"] == "1000000.00"
    columns = told["sheets"]["承兑汇票备查簿"]["columns"]
    assert (columns["背书/贴现"], columns["对应项目"]) == ("ended", "contract_name")


def test_a_value_above_the_table_ends_before_the_comma(book: Book) -> None:
    rows = [["收款明细（建设单位：江北公路事业发展中心，单位：万元）"], ["收款日期", "收款金额"], ["2024-01-05", 12.5]]
    assert list(bring(book, a_workbook(收款=rows))["parties"]) == [ROAD]


def test_what_the_owner_has_not_agreed_to_is_owed_by_nobody(book: Book) -> None:
    heads = ["合同编号", "业主", "计价周期", "计价金额", "审批状态"]
    told = bring(book, a_workbook(计价=[
        heads, ["H-1", LAKE, "2024-01", 100, "已审批"], ["H-1", LAKE, "2024-02", 200, "未审批"],
        ["H-1", LAKE, "2024-03", 300, "退回"], ["H-1", LAKE, "2024.3.26-2024.4.25", 400, "业主已签认"],
    ]))  # fmt: skip
    assert owed(book) == [("100.00", "2024-01-31"), ("400.00", "2024-04-25")]
    assert {row: why[:9] for row, why in reasons(told, "计价").items()} == {
        3: "台账写着“未审批”",
        4: "台账写着“退回”：",
    }


def test_what_was_paid_back_by_an_agreement_is_received(book: Book) -> None:
    heads = ["债务人", "期数", "约定还款日", "约定还款金额", "实际还款日", "实际还款金额"]
    rows = [[LAKE, 1, "2025-01-31", 500000, "2025-02-05", 500000], [LAKE, 2, "2025-02-28", 500000, "", ""]]
    told = bring(book, a_workbook(还款=[["还款协议履行台账"], heads, *rows]))
    assert (received(book), list(reasons(told, "还款"))) == (["500000.00"], [4])


def test_a_provisional_price_gives_way_to_the_price(book: Book) -> None:
    heads = ["合同编号", "工程名称", "发包人", "暂定合同价（万元）", "下浮率", "合同价（万元）"]
    told = bring(book, a_workbook(合同=[heads, ["H-1", "一标", LAKE, 1000, "5%", 950]]))
    assert told["contracts"][0]["price"] == "9500000.00"
    book.undo()
    alone = bring(book, a_workbook(合同=[heads[:4], ["H-1", "一标", LAKE, 1000]]))
    assert alone["contracts"][0]["price"] == "10000000.00"
