"""What of a receipt came into the wage account (农民工工资专户) is kept with it, or told where it cannot be."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from models.receipts import Receipt
from models.store.book import Book
from tests.models.importing_zoo.test_stated import a_workbook, bring

LAKE = "江北市临湖置业有限公司"
CONTRACTS = [["合同编号", "合同名称", "建设单位", "合同额（元）"], ["H-1", "一标", LAKE, 900000]]
HEADS = ["合同编号", "付款单位", "收款日期", "收款金额"]


def wages_in(book: Book) -> list[tuple[str, str, str]]:
    rows = select(Receipt.amount, Receipt.wages, Receipt.remark).order_by(Receipt.received_on, Receipt.amount)
    with book.read() as session:
        return [(str(amount), str(wages), remark) for amount, wages, remark in session.execute(rows)]


def notes(told: dict[str, Any], sheet: str) -> str:
    return " ".join(one["note"] for one in told["sheets"][sheet]["notes"])


def test_a_column_beside_the_receipt_says_what_of_it_is_wages(book: Book) -> None:
    told = bring(book, a_workbook(合同=CONTRACTS, 收款=[
        [*HEADS, "其中：农民工工资专户"], ["H-1", LAKE, "2024-01-31", 235000, 35000],
        ["H-1", LAKE, "2024-02-28", 300000, None], ["H-1", LAKE, "2024-03-28", 1000, 2000],
        ["合计", "", "", 536000, 37000],
    ]))  # fmt: skip
    assert wages_in(book) == [("235000.00", "35000.00", ""), ("300000.00", "0.00", ""), ("1000.00", "0.00", "")]
    sheet = told["sheets"]["收款"]
    assert (sheet["understood"], sheet["sums"]) == (3, {"收款金额": "536000.00", "其中：农民工工资专户": "37000.00"})
    assert "“其中：农民工工资专户”2,000.00 大于本笔收款 1,000.00" in notes(told, "收款")


def test_the_account_lines_below_one_caption_in_ten_thousands(book: Book) -> None:
    bring(book, a_workbook(合同=CONTRACTS, 收款=[
        [*HEADS[:3], "回款（万元）", "", ""], ["", "", "", "小计", "基本户", "民工工资专用账户"],
        ["H-1", LAKE, "2024-01-31", 23.5, 20, 3.5],
    ]))  # fmt: skip
    assert wages_in(book) == [("235000.00", "35000.00", "")]


def test_two_accounts_without_their_sum_are_two_receipts(book: Book) -> None:
    bring(book, a_workbook(合同=CONTRACTS, 收款=[
        [*HEADS[:3], "基本户到账", "农民工工资专户到账"], ["H-1", LAKE, "2024-01-31", 20000, 3500],
        ["H-1", LAKE, "2024-02-28", 100, None],
    ]))  # fmt: skip
    assert wages_in(book) == [("3500.00", "3500.00", ""), ("20000.00", "0.00", ""), ("100.00", "0.00", "")]


def test_a_row_that_names_the_wage_account_came_there_whole(book: Book) -> None:
    bring(book, a_workbook(合同=CONTRACTS, 收款=[
        [*HEADS, "收款账户"], ["H-1", LAKE, "2024-01-31", 3500, "农民工工资专户"],
        ["H-1", LAKE, "2024-01-31", 20000, "基本户"],
    ]))  # fmt: skip
    assert wages_in(book) == [("3500.00", "3500.00", ""), ("20000.00", "0.00", "")]


def test_beside_certificates_it_is_of_what_came_in(book: Book) -> None:
    heads = ["合同编号", "建设单位", "计价日期", "计价金额", "收款日期", "收款金额", "其中：工资专户"]
    bring(book, a_workbook(计价=[heads, ["H-1", LAKE, "2024-01-31", 500000, "2024-02-10", 235000, 35000]]))
    assert wages_in(book) == [("235000.00", "35000.00", "")]
    book.undo()
    moved = [*heads[:4], heads[6], *heads[4:6]]
    told = bring(book, a_workbook(计价=[moved, ["H-1", LAKE, "2024-01-31", 500000, 100000, "2024-02-10", 235000]]))
    assert wages_in(book) == [("235000.00", "0.00", "")]
    assert "不带入：其中：工资专户" in notes(told, "计价")


def test_without_a_contract_it_is_kept_in_words(book: Book) -> None:
    told = bring(book, a_workbook(收款=[[*HEADS[1:], "其中：农民工工资专户"], [LAKE, "2024-01-31", 23500, 5000]]))
    assert wages_in(book) == [("23500.00", "0.00", "其中：农民工工资专户：5,000.00")]
    assert "工资专户归属于合同" in notes(told, "收款")


def test_what_goes_back_takes_its_wages_along(book: Book) -> None:
    bring(book, a_workbook(合同=CONTRACTS, 收款=[
        [*HEADS, "农民工工资专户"], ["H-1", LAKE, "2024-01-31", 23500, 500], ["H-1", LAKE, "2024-02-28", -23500, -500],
        ["H-1", LAKE, "2024-03-31", 1000, 800], ["H-1", LAKE, "2024-04-28", -300, None],
    ]))  # fmt: skip
    assert [(amount, wages) for amount, wages, _ in wages_in(book)] == [
        ("23500.00", "500.00"), ("-23500.00", "-500.00"), ("300.00", "100.00"), ("700.00", "700.00"),
        ("-300.00", "-100.00"),
    ]  # fmt: skip
