"""A ledger of receipts whose only day is that of its entry: 登记日; the day of the money counts where it stands."""

from __future__ import annotations

from models.importing.sheets import Sheet
from models.store.book import Book
from tests.models.importing_zoo.test_told import looked_at

MILL = "石坝面粉有限公司"


def test_the_day_of_the_entry_is_taken_where_no_other_stands(book: Book) -> None:
    rows = [["登记日", "付款方", "统一社会信用代码", "到账金额", "用途"], ["2025-04-03", MILL, "", 61.5, "货款"]]
    sheet = looked_at(book, Sheet("账", rows)).sheets[0]
    assert (sheet.kind, sheet.first, str(sheet.sums["到账金额"])) == ("receipts", "2025-04-03", "61.50")


def test_the_day_of_the_money_comes_before_it(book: Book) -> None:
    rows = [["登记日期", "付款方", "到账日期", "到账金额"], ["2025-04-03", MILL, "2025-03-31", 61.5]]
    sheet = looked_at(book, Sheet("账", rows)).sheets[0]
    assert (sheet.kind, sheet.first) == ("receipts", "2025-03-31")


def test_figures_to_decide_by_add_up_all_that_stands_side_by_side(book: Book) -> None:
    rows = [
        ["收款日期", "付款单位", "现金（元）", "承兑（元）", "合计（元）"],
        ["2025-01-03", MILL, 5, 60, 65],
        ["2025-02-03", MILL, 0.5, "", 0.5],
    ]
    proposal = looked_at(book, Sheet("收款", rows))
    (asked,) = [one for one in proposal.answerable if one.key[-1] == "cumulative" and one.told]
    assert [str(amount) for _, amount in asked.told] == ["65.50", "60.50"]
