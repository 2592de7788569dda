"""What a ledger says is certified and neither received nor owed: retention on top of the debt, and the rest."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from models.contracts import Contract
from models.receivables import Receivable
from models.store.book import Book
from tests.models.importing_zoo.test_stated import a_workbook, bring

TITLE = ["截至2025年12月31日工程款台账"]
HEADS = ["项目名称", "业主单位", "累计计价(元)", "累计收款(元)", "欠款(元)", "质保金(元)"]


def owed_in(book: Book) -> list[tuple[str, str, str]]:
    one = select(Contract.name, Receivable.kind, Receivable.amount)
    rows = one.join(Receivable, Receivable.contract_id == Contract.id).order_by(Contract.name, Receivable.kind)
    with book.read() as session:
        return [(name, kind, str(amount)) for name, kind, amount in session.execute(rows)]


def asked(told: dict[str, Any]) -> dict[str, Any]:
    return {one["key"][-1]: one for one in told["questions"]}


def notes(told: dict[str, Any]) -> str:
    return " ".join(one["note"] for sheet in told["sheets"].values() for one in sheet["notes"])


def test_retention_that_the_figures_to_date_leave_over_is_owed_on_top(book: Book) -> None:
    told = bring(book, a_workbook(台账=[
        TITLE, HEADS, ["一标", "甲公司", 1000000, 700000, 200000, 100000], ["二标", "乙公司", 500000, 500000, 0, None],
        ["三标", "丙公司", 300000, 291000, None, 9000],
    ]))  # fmt: skip
    assert owed_in(book) == [
        ("一标", "progress", "200000.00"),
        ("一标", "retention", "100000.00"),
        ("三标", "retention", "9000.00"),
    ]
    assert not {"on_top", "not_due"} & set(asked(told))
    assert "“质保金(元)”100,000.00 不在“欠款(元)”之内" in notes(told)
    first = next(one for one in told["balances"] if one["name"] == "一标")
    assert (first["balance"], first["later"], first["stated"]["amount"]) == ("300000.00", "100000.00", "200000.00")


def test_retention_inside_what_is_owed_comes_in_once(book: Book) -> None:
    told = bring(book, a_workbook(台账=[TITLE, HEADS, ["一标", "甲公司", 1000000, 700000, 300000, 100000]]))
    assert owed_in(book) == [("一标", "progress", "300000.00")]
    assert "on_top" not in asked(told)


@pytest.mark.parametrize("on_top", [True, False])
def test_where_no_figure_decides_it_is_asked_with_both_sums(book: Book, on_top: bool) -> None:
    rows = [TITLE, ["项目名称", "业主单位", "欠款(元)", "质保金(元)"], ["一标", "甲公司", 200000, 100000]]
    told = bring(book, a_workbook(台账=rows))
    assert asked(told)["on_top"]["proposed"] is False
    assert list(asked(told)["on_top"]["figures"].values()) == ["200000.00", "100000.00"]
    book.undo()
    bring(book, a_workbook(台账=rows), sheets={"台账": {"on_top": on_top}})
    more = [("一标", "retention", "100000.00")] if on_top else []
    assert owed_in(book) == [("一标", "progress", "200000.00"), *more]


DUE = ["项目名称", "业主单位", "验工计价(万元)", "应收款(万元)", "实收款(万元)", "欠款(万元)"]
PARTLY = [
    TITLE,
    DUE,
    ["一标", "甲公司", 18234.5612, 15499.377, 14200, 1299.377],
    ["二标", "乙公司", 500, 500, 400, 100],
]


def test_what_is_certified_and_not_due_yet_is_asked_and_stays_out_until_somebody_says_so(book: Book) -> None:
    told = bring(book, a_workbook(台账=PARTLY))
    assert owed_in(book) == [("一标", "progress", "12993770.00"), ("二标", "progress", "1000000.00")]
    assert asked(told)["not_due"]["proposed"] is False
    assert list(asked(told)["not_due"]["figures"].values()) == ["13993770.00", "27351842.00"]
    assert "27,351,842.00 视为尚未到期，不带入" in notes(told)


def test_what_is_not_due_yet_comes_in_without_a_due_day(book: Book) -> None:
    told = bring(book, a_workbook(台账=PARTLY), sheets={"台账": {"not_due": True}})
    assert owed_in(book)[:2] == [("一标", "final", "27351842.00"), ("一标", "progress", "12993770.00")]
    first = next(one for one in told["balances"] if one["name"] == "一标")
    assert (first["balance"], first["later"], first["difference"]) == ("40345612.00", "27351842.00", "0.00")


def test_a_ledger_of_contracts_tells_the_same(book: Book) -> None:
    heads = [
        "合同编号",
        "合同名称",
        "建设单位",
        "合同金额(元)",
        "累计计价(元)",
        "累计收款(元)",
        "质保金(元)",
        "欠款(元)",
    ]
    bring(book, a_workbook(合同台账=[
        ["合同台账（截至2025年12月31日）"], heads,
        ["H-1", "一标", "甲公司", 2000000, 1000000, 700000, 30000, 200000],
        ["H-2", "二标", "乙公司", 900000, 500000, 485000, 15000, 0],
    ]), sheets={"合同台账": {"not_due": True}})  # fmt: skip
    assert owed_in(book) == [
        ("一标", "final", "70000.00"),
        ("一标", "progress", "200000.00"),
        ("一标", "retention", "30000.00"),
        ("二标", "retention", "15000.00"),
    ]


def test_what_rounding_of_three_columns_leaves_over_is_nothing(book: Book) -> None:
    told = bring(
        book, a_workbook(台账=[TITLE, DUE, ["一标", "甲公司", 100.01, 90, 80, 20], ["二标", "乙公司", 5, 5, 4, 1]])
    )
    assert "not_due" not in asked(told)


def test_the_day_of_a_month_is_asked_before_anything_comes_in(book: Book) -> None:
    told = bring(book, a_workbook(台账=[HEADS, ["一标", "甲公司", 1000000, 900000, None, 100000]]))
    assert owed_in(book) == []
    assert asked(told)["date"]["proposed"] == ""
    book.undo()
    bring(book, a_workbook(台账=[HEADS, ["一标", "甲公司", 1000000, 900000, None, 100000]]),
          sheets={"台账": {"date": date(2025, 12, 31).isoformat()}})  # fmt: skip
    assert owed_in(book) == [("一标", "retention", "100000.00")]


def test_a_list_of_final_accounts_says_that_retention_is_not_in_what_is_owed(book: Book) -> None:
    heads = ["项目", "发包人", "审定值", "质保金（3%）", "已付工程款", "欠付工程款（不含质保金）", "未付质保金"]
    bring(book, a_workbook(竣工结算=[
        ["竣工结算项目收款情况表"], ["截止：2025-09-30"], heads,
        ["桂园6#楼", "桂园地产", 53987654.32, 1619629.63, 48000000, 4368024.69, 1619629.63],
        ["桂园幼儿园", "桂园地产", 9200000, 276000, 8924000, 0, 276000],
    ]))  # fmt: skip
    assert owed_in(book) == [
        ("桂园6#楼", "progress", "4368024.69"),
        ("桂园6#楼", "retention", "1619629.63"),
        ("桂园幼儿园", "retention", "276000.00"),
    ]


def test_what_was_received_paid_the_progress_first_and_retention_is_what_is_left(book: Book) -> None:
    bring(book, a_workbook(清欠=[
        ["2025年末工程款回收情况表（单位：万元）"],
        ["建设单位", "工程名称", "应收进度款", "应收质保金", "已收工程款", "期末欠款"],
        ["甲公司", "一标", 19400.119753, 600.003703, 18500.5, 1499.623456],
        ["甲公司", "二标", 7760, 240, 5000, 3000],
        ["乙公司", "三标", 2910.485, 90.015, 2910.485, 90.015],
    ]))  # fmt: skip
    assert owed_in(book) == [
        ("一标", "progress", "8996197.53"),
        ("一标", "retention", "6000037.03"),
        ("三标", "retention", "900150.00"),
        ("二标", "progress", "27600000.00"),
        ("二标", "retention", "2400000.00"),
    ]


def test_all_that_is_owed_comes_in_where_another_column_says_what_of_it_is_due(book: Book) -> None:
    heads = [
        "合同编号",
        "工程名称",
        "发包方",
        "合同总额",
        "已确权",
        "应收款（确权80%）",
        "累计收款",
        "到期欠款",
        "全部欠款",
    ]
    bring(book, a_workbook(合同台账=[
        ["截至2026年6月30日合同履约及收款台账（单位：万元）"], heads,
        ["SG-1", "望江府", "望江地产", 10299.5, 7500, 6000, 5500, 500, 2000],
        ["SG-2", "望江小学", "望江区教育局", 3000, 3000, 2400, 2400, 0, 600],
    ]))  # fmt: skip
    assert owed_in(book) == [("望江小学", "progress", "6000000.00"), ("望江府", "progress", "20000000.00")]


def test_what_is_left_of_each_invoice_adds_up_however_many_receipts_paid_it(book: Book) -> None:
    heads = ["客户", "工程", "开票日期", "发票号码", "开票金额", "收款日期", "收款金额", "未收"]
    told = bring(book, a_workbook(开票收款=[
        ["开票及收款对照表（元）"], heads,
        ["凤鸣公司", "凤鸣馆", "2025.3.1", "24442000000012345678", 1000000, "2025.4.1", 400000, None],
        ["凤鸣公司", "凤鸣馆", "2025.3.1", "24442000000012345678", None, "2025.5.1", 350000.25, 249999.75],
        ["凤鸣公司", "凤鸣馆", "2025.6.1", "24442000000012345679", 500000, None, None, 500000],
    ]), sheets={"开票收款": {"date": "2025-06-30"}})  # fmt: skip
    assert [(one["balance"], one["stated"]["amount"]) for one in told["balances"]] == [("749999.75", "749999.75")]


def test_retention_of_which_part_was_given_back_is_owed_by_what_is_unpaid_of_it(book: Book) -> None:
    heads = ["项目", "发包人", "审定值", "质保金（3%）", "已付工程款", "欠付工程款（不含质保金）", "未付质保金"]
    told = bring(book, a_workbook(竣工结算=[
        ["竣工结算项目收款情况表"], ["截止：2025-09-30"], heads,
        ["桂园6#楼", "桂园地产", 53987654.32, 1619629.63, 48619629.63, 4368024.69, 1000000],
        ["桂园幼儿园", "桂园地产", 9200000, 276000, 9200000, 0, 0],
    ]))  # fmt: skip
    assert owed_in(book) == [("桂园6#楼", "progress", "4368024.69"), ("桂园6#楼", "retention", "1000000.00")]
    assert not {"owed", "not_due", "on_top"} & set(asked(told))


def test_where_nothing_was_received_nothing_is_asked_about_taking_it_off(book: Book) -> None:
    heads = ["合同", "业主", "应收金额", "已收金额", "欠款", "截止日"]
    told = bring(book, a_workbook(签证=[heads, ["一标", "丙公司", 50.5, 0, 50.5, "2025-12-31"]]))
    assert "owed" not in asked(told)
    assert owed_in(book) == [("一标", "progress", "50.50")]
