"""What 本页合计 closes begins where its page does; figures written in two ways on one sheet are not mixed up."""

from __future__ import annotations

from models.importing.sheets import Sheet
from models.store.book import Book
from tests.models.importing_zoo.test_told import HEAD, looked_at

MILL = "石坝面粉有限公司"


def test_the_total_of_a_page_adds_up_its_rows(book: Book) -> None:
    rows = [
        ["收款登记簿"],
        HEAD,
        ["2025-01-02", MILL, 51],
        ["2025-01-03", MILL, 52.5],
        ["过次页", "", 103.5],
        HEAD,
        ["承前页", "", 103.5],
        ["2025-02-02", MILL, 7],
        ["2025-02-03", MILL, 8],
        ["本页合计", "", 15],
        ["累计", "", 118.5],
    ]
    sheet = looked_at(book, Sheet("收款", rows)).sheets[0]
    assert [(one.row, str(one.stated), str(one.ours)) for one in sheet.stated_totals] == [
        (10, "15.00", "15.00"),
        (11, "118.50", "118.50"),
    ]
    assert {caption: str(amount) for caption, amount in sheet.sums.items()} == {"收款金额（元）": "118.50"}


def test_thousands_beside_decimal_commas_are_thousands(book: Book) -> None:
    rows = [
        HEAD,
        ["2025-01-02", MILL, "１１，２３４．５０"],
        ["2025-01-03", MILL, "￥3,000元整"],
        ["2025-01-04", MILL, "1.234,56"],
    ]
    sheet = looked_at(book, Sheet("收款", rows)).sheets[0]
    assert [one.row for one in sheet.open] == [4]
    assert {caption: str(amount) for caption, amount in sheet.sums.items()} == {"收款金额（元）": "14234.50"}


def test_a_thousand_alone_beside_a_decimal_comma_is_one(book: Book) -> None:
    rows = [HEAD, ["2025-01-03", MILL, "3,000"], ["2025-01-04", MILL, "1.234,56"]]
    sheet = looked_at(book, Sheet("收款", rows)).sheets[0]
    assert ([one.row for one in sheet.open], str(sheet.sums["收款金额（元）"])) == ([3], "3000.00")
