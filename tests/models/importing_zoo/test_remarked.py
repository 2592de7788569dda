"""What remarks, brackets and years above rows tell of receipts: bills, bounced bills, whose a column is."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from models.importing import recognition
from models.parties import Party
from models.receipts import Receipt
from models.store.book import Book
from models.work import finish
from tests.models.importing_zoo.test_inside import TODAY, made, proposed

NORTH = "北岸置业有限公司"
CAPTIONS = ["到账日期", "付款方", "金额（元）", "备注"]


def test_a_bill_of_the_remark_is_one_and_falls_due_then(book: Book) -> None:
    rows = [CAPTIONS, ["2026-03-31", NORTH, 500, "商票，2026.9.30到期"], ["2026-04-01", NORTH, 60, "商票贴现"]]
    finish(recognition.bring_in(book, made(回款=rows), recognition.NOBODY, TODAY))
    with book.read() as session:
        found = session.execute(select(Receipt.method, Receipt.matures_on).order_by(Receipt.received_on)).all()
    assert found == [("commercial_bill", date(2026, 9, 30)), ("transfer", None)]


def test_a_bill_that_bounced_after_its_term_takes_back_the_only_one_of_its_amount(book: Book) -> None:
    rows = [CAPTIONS, ["2025-05-10", NORTH, 500.5, "商承"], ["2025-06-10", NORTH, 80, ""],
            ["2025-11-12", NORTH, -500.5, "到期拒付"]]  # fmt: skip
    (sheet,) = proposed(book, made(回款=rows)).sheets
    assert (sheet.open, str(sheet.sums["金额（元）"])) == ((), "80.00")


def test_a_column_of_a_project_names_its_party_in_brackets(book: Book) -> None:
    rows = [
        ["各项目2025年收款表（元）"],
        ["月份", "凤凰城(凤凰置业)", "农贸市场(供销社)"],
        ["1月", 120.5, 30],
        ["2月", None, 20],
    ]
    finish(recognition.bring_in(book, made(收款=rows), recognition.NOBODY, TODAY))
    with book.read() as session:
        paid = select(Party.name, Receipt.amount).join(Party, Party.id == Receipt.payer_id).order_by(Receipt.amount)
        found = [(name, str(amount)) for name, amount in session.execute(paid)]
    assert found == [("供销社", "20.00"), ("供销社", "30.00"), ("凤凰置业", "120.50")]


def test_a_year_above_rows_is_no_contract(book: Book) -> None:
    rows = [
        ["往来（元）", None, None],
        ["日期", "内容", "计价金额"],
        ["2024年", None, None],
        ["3月5日", "1期计价", 1500],
    ]
    (sheet,) = proposed(book, made(往来=rows)).sheets
    assert ["2024年" in one.reason("zh") for one in sheet.open] == [False]
