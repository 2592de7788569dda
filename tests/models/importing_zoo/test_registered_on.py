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
