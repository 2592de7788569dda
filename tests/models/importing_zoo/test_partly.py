"""A row of which something comes in is understood; what stays out of it is told, and the sums show it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from models.contracts import Contract
from models.deposits import Deposit
from models.invoices import VatInvoice
from models.receipts import Receipt
from models.receivables import Receivable
from models.store.book import Book
from tests.models.importing_zoo.test_stated import a_workbook, bring
from tests.models.importing_zoo.test_zoo import adds_up

LAKE = "江北市临湖置业有限公司"
NUMBER = "24442000000012345678"


def kept(book: Book, column: Any) -> list[str]:
    with book.read() as session:
        return [str(one) for one in session.scalars(select(column).order_by(column))]


def of(told: dict[str, Any], name: str) -> dict[str, Any]:
    sheet: dict[str, Any] = told["sheets"][name]
    assert adds_up(sheet)
    assert sheet["rows"] == sheet["understood"] + len(sheet["open"])
    return sheet


def notes(sheet: dict[str, Any], row: int) -> str:
    return " ".join(one["note"] for one in sheet["notes"] if one["row"] == row)


def test_one_of_two_receipts_of_a_row_stays_out(book: Book) -> None:
    heads = ["付款单位", "第一次收款日期", "第一次收款金额", "第二次收款日期", "第二次收款金额"]
    rows = [[LAKE, "2024-01-31", 100, "待定", 200], [LAKE, "待定", 100, "待定", 300], ["合计", "", 200, "", 500]]
    sheet = of(bring(book, a_workbook(收款=[heads, *rows])), "收款")
    assert kept(book, Receipt.amount) == ["100.00"]
    assert (sheet["understood"], [one["row"] for one in sheet["open"]]) == (1, [3])
    assert sheet["sums"] == {"第一次收款金额": "100.00", "第二次收款金额": "0.00"}
    assert sheet["open_sums"] == {"第一次收款金额": "100.00", "第二次收款金额": "500.00"}
    assert "本行有 200.00 未带入，其余已带入：D2：“待定”不是可识别的日期" in notes(sheet, 2)


def test_a_certificate_comes_in_without_the_receipt_beside_it(book: Book) -> None:
    heads = ["合同编号", "建设单位", "计价日期", "计价金额", "收款日期", "收款金额"]
    rows = [["H-1", LAKE, "2024-01-31", 500000, "待收", 235000], ["H-1", LAKE, "2024-02-29", 400000, "2024-03-05", 300]]
    sheet = of(bring(book, a_workbook(计价=[heads, *rows, ["合计", "", "", 900000, "", 235300]])), "计价")
    assert (sheet["understood"], sheet["open"]) == (2, [])
    assert kept(book, Receivable.amount) == ["400000.00", "500000.00"]
    assert kept(book, Receipt.amount) == ["300.00"]
    assert sheet["sums"] == {"计价金额": "900000.00", "收款金额": "300.00"}
    assert sheet["open_sums"] == {"计价金额": "0.00", "收款金额": "235000.00"}
    assert [(one["stated"], one["ours"]) for one in sheet["stated_totals"]] == [
        ("900000.00", "900000.00"),
        ("235300.00", "300.00"),
    ]
    assert "本行有 235,000.00 未带入，其余已带入：缺日期" in notes(sheet, 2)


def test_a_certificate_comes_in_without_a_receipt_that_the_opening_balance_counts(book: Book) -> None:
    opening = [
        ["客户名称", "合同编号", "建账日期", "入账日期", "余额（元）"],
        [LAKE, "H-1", "2023-12-31", "2023.1.1", 1000],
    ]
    heads = ["合同编号", "计价日期", "计价金额", "收款日期", "收款金额"]
    told = bring(book, a_workbook(期初=opening, 计价=[heads, ["H-1", "2024-01-31", 500, "2023-10-01", 200]]))
    sheet = of(told, "计价")
    assert kept(book, Receivable.amount) == ["500.00", "1000.00"]
    assert (kept(book, Receipt.amount), sheet["open_sums"]["收款金额"]) == ([], "200.00")
    assert "已含在期初余额中" in notes(sheet, 2)


def test_a_certificate_comes_in_without_a_negative_receipt_that_takes_nothing_back(book: Book) -> None:
    heads = ["合同编号", "建设单位", "计价日期", "计价金额", "收款日期", "收款金额"]
    sheet = of(bring(book, a_workbook(计价=[heads, ["H-1", LAKE, "2024-01-31", 500, "2024-02-10", -200]])), "计价")
    assert (sheet["understood"], kept(book, Receivable.amount), kept(book, Receipt.amount)) == (1, ["500.00"], [])
    assert sheet["open_sums"]["收款金额"] == "-200.00"


def test_an_invoice_and_a_receipt_of_a_row_do_without_each_other(book: Book) -> None:
    heads = [
        "合同编号",
        "合同名称",
        "付款单位",
        "合同额（元）",
        "收款日期",
        "收款金额",
        "发票号码",
        "开票日期",
        "开票金额",
    ]
    about = ["H-1", "一标", LAKE, 5000000]
    sheet = of(bring(book, a_workbook(收款=[
        heads, [*about, None, 7000, NUMBER, "2024-01-30", 7000],
        [*about, "2024-02-10", 8000, NUMBER, "2024-01-31", 8000],
        [*about, "2024-03-10", 9000, "24442000000012345679", "2024-03-01", -9000],
    ])), "收款")  # fmt: skip
    assert (sheet["understood"], sheet["open"]) == (3, [])
    assert (kept(book, Receipt.amount), kept(book, VatInvoice.gross)) == (["8000.00", "9000.00"], ["7000.00"])
    assert (sheet["open_sums"]["收款金额"], sheet["open_sums"]["开票金额"]) == ("7000.00", "-9000.00")
    assert f"发票 {NUMBER} 按 收款!2 的 7,000.00、2024-01-30 带入；本行的金额或日期不同" in notes(sheet, 3)


def test_a_deposit_comes_in_without_a_return_of_no_day(book: Book) -> None:
    heads = ["合同编号", "建设单位", "保证金类型", "缴纳日期", "缴纳金额", "退还日期", "退还金额"]
    sheet = of(
        bring(book, a_workbook(保证金=[heads, ["H-1", LAKE, "履约保证金", "2024-01-31", 100, "待退", 50]])), "保证金"
    )
    assert (sheet["understood"], kept(book, Deposit.amount), kept(book, Receipt.amount)) == (1, ["100.00"], [])
    assert sheet["open_sums"] == {"缴纳金额": "0.00", "退还金额": "50.00"}
    assert "没有退还日期" in notes(sheet, 2)


def test_a_title_alone_at_the_left_is_no_caption_of_the_first_column(book: Book) -> None:
    rows = [["2024年收款"], ["付款单位", "1月", "2月", "3月"], [LAKE, 100, "约200", 300]]
    sheet = of(bring(book, a_workbook(收款=rows)), "收款")
    assert (sheet["header"], sheet["understood"]) == ([2], 1)
    assert (sheet["dates"], kept(book, Receipt.amount)) == ({"from": "2024-01", "to": "2024-03"}, ["100.00", "300.00"])
    assert kept(book, Contract.number) == []
