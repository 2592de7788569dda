"""What a summary says was received to date: one receipt a contract where no receipts come, else a check."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from models.contracts import Contract
from models.receipts import Receipt
from models.store.book import Book
from tests.models.importing_zoo.test_stated import a_workbook, bring

LAKE, ROAD = "江北市临湖置业有限公司", "江北公路事业发展中心"
CERTIFIED = [
    ["合同编号", "计价日期", "计价金额"],
    ["H-1", "2025-03-31", 500000],
    ["H-1", "2025-06-30", 400000],
    ["H-2", "2025-06-30", 300000],
]
HEADS = ["合同编号", "合同名称", "建设单位", "累计计价", "累计收款", "欠款"]
ROWS = [["H-1", "一标", LAKE, 900000, 700000.25, 199999.75], ["H-2", "二标", ROAD, 300000, 100000, 200000]]
TOTAL = ["合计", "", "", 1200000, 800000.25, 399999.75]
SUMMARY = [["工程款汇总表（截至2025年12月31日）"], HEADS, *ROWS, TOTAL]


def received(book: Book) -> list[tuple[str, str, str, str]]:
    rows = select(Contract.number, Receipt.received_on, Receipt.amount, Receipt.remark)
    rows = rows.join(Receipt, Receipt.contract_id == Contract.id).order_by(Receipt.received_on, Contract.number)
    with book.read() as session:
        return [(number, str(day), str(amount), remark) for number, day, amount, remark in session.execute(rows)]


def questions(told: dict[str, Any]) -> dict[str, Any]:
    return {one["key"][-1]: one for one in told["questions"]}


def test_one_receipt_a_contract_comes_in_of_the_day_of_the_summary_and_is_asked(book: Book) -> None:
    told = bring(book, a_workbook(计价台账=CERTIFIED, 汇总=SUMMARY))
    assert received(book) == [
        ("H-1", "2025-12-31", "700000.25", "累计收款汇总"),
        ("H-2", "2025-12-31", "100000.00", "累计收款汇总"),
    ]
    asked = questions(told)["received"]
    assert (asked["key"], asked["proposed"], asked["figures"]) == (
        ["sheets", "汇总", "received"],
        True,
        {"收款": "800000.25"},
    )
    sheet = told["sheets"]["汇总"]
    assert (sheet["rows"], sheet["understood"], sheet["open"]) == (2, 2, [])
    assert [one["ours"] == one["stated"] for one in sheet["stated_totals"]] == [True] * 3
    assert [(one["balance"], one["difference"]) for one in told["balances"]] == [
        ("199999.75", "0.00"),
        ("200000.00", "0.00"),
    ]
    notes = " ".join(one["note"] for one in sheet["notes"])
    assert "截至 2025-12-31 累计收款 700,000.25 按该日一笔回款带入" in notes
    assert "本行只作核对" in notes


def test_declined_it_is_only_compared(book: Book) -> None:
    told = bring(book, a_workbook(计价台账=CERTIFIED, 汇总=SUMMARY), sheets={"汇总": {"received": False}})
    assert received(book) == []
    assert [one["difference"] for one in told["balances"]] == ["700000.25", "100000.00"]
    assert "received" not in questions(told)


def test_where_receipts_come_it_is_a_check_only(book: Book) -> None:
    paid = [["合同编号", "收款日期", "收款金额"], ["H-1", "2025-05-31", 600000], ["H-2", "", 100000]]
    told = bring(book, a_workbook(计价台账=CERTIFIED, 汇总=SUMMARY, 收款台账=paid))
    assert received(book) == [("H-1", "2025-05-31", "600000.00", "")]
    assert "received" not in questions(told)
    assert [one["difference"] for one in told["balances"]] == ["100000.25", "100000.00"]


def test_receipts_that_name_only_their_payer_count_as_well(book: Book) -> None:
    paid = [["付款单位", "收款日期", "收款金额"], [LAKE, "2025-05-31", 600000]]
    other = [["合同编号", "合同名称", "建设单位", "合同额（元）"], ["H-3", "三标", LAKE, 900000]]
    bring(book, a_workbook(合同台账=other, 计价台账=CERTIFIED, 汇总=SUMMARY, 收款台账=paid))
    assert [one[:3] for one in received(book)] == [("H-2", "2025-12-31", "100000.00")]


def test_a_ledger_of_contracts_tells_the_same(book: Book) -> None:
    heads = ["合同编号", "合同名称", "建设单位", "合同金额（元）", "累计收款（元）"]
    rows = [["合同台账（截至2025年12月31日）"], heads, ["H-1", "一标", LAKE, 2000000, 700000]]
    told = bring(book, a_workbook(合同台账=rows, 计价台账=CERTIFIED[:3]))
    assert [one[:3] for one in received(book)] == [("H-1", "2025-12-31", "700000.00")]
    assert questions(told)["received"]["proposed"] is True


def test_the_day_is_asked_where_the_summary_names_none(book: Book) -> None:
    rows = a_workbook(计价台账=CERTIFIED, 汇总=[HEADS, *ROWS])
    told = bring(book, rows)
    assert received(book) == []
    assert questions(told)["date"]["key"] == ["sheets", "汇总", "date"]
    bring(book, rows, sheets={"汇总": {"date": "2025-12-31"}})
    assert [one[1] for one in received(book)] == ["2025-12-31"] * 2


def test_the_next_summary_adds_what_came_since_and_receipts_of_before_are_asked(book: Book) -> None:
    bring(book, a_workbook(计价台账=CERTIFIED, 汇总=SUMMARY))
    later = [["工程款汇总表（截至2026年3月31日）"], HEADS, ["H-1", "一标", LAKE, 900000, 750000, 150000]]
    bring(book, a_workbook(汇总=later))
    assert [one[:3] for one in received(book)][2:] == [("H-1", "2026-03-31", "49999.75")]
    other = [["工程款汇总表（截至2026年3月31日）"], HEADS, ["H-1", "一标", LAKE, 900000, 760000, 140000]]
    told = bring(book, a_workbook(汇总=other))
    assert len(received(book)) == 3
    assert "账册已有截至 2026-03-31 的累计收款 750,000.00" in " ".join(
        one["note"] for one in told["sheets"]["汇总"]["notes"]
    )
    paid = [["合同编号", "付款单位", "收款日期", "收款金额"], ["H-1", LAKE, "2025-05-31", 700000.25],
            ["H-1", LAKE, "2026-05-31", 1000]]  # fmt: skip
    told = bring(book, a_workbook(收款台账=paid))
    assert [one[:3] for one in received(book)][3:] == [("H-1", "2026-05-31", "1000.00")]
    assert questions(told)["inside"]["figures"] == {"已计入的累计收款": "750000.00", "本表期初以前收款": "700000.25"}
    assert "一笔汇总" in told["sheets"]["收款台账"]["open"][0]["reason"]


def test_a_summary_without_balances_is_one_too(book: Book) -> None:
    rows = [["工程款汇总表（截至2025年12月31日）"], HEADS[:5], ROWS[0][:5]]
    told = bring(book, a_workbook(计价台账=CERTIFIED[:3], 汇总=rows))
    assert told["sheets"]["汇总"]["kind"] == "opening"
    assert [one[:3] for one in received(book)] == [("H-1", "2025-12-31", "700000.25")]
