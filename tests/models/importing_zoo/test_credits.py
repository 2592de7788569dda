"""Balances on the side of the customer: money that came in before it was due, of a party, and no debt of anybody."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from models.importing import recognition
from models.importing.sheets import Sheet, Workbook
from models.parties import Party
from models.receipts import Receipt
from models.store.book import Book
from models.work import finish
from tests.models.importing_zoo.test_beyond_owed import owed_in

Free = list[tuple[str, str, str]]


def brought(book: Book, *rows: list[Any], name: str = "余额", **said: Any) -> tuple[recognition.Proposal, Free]:
    """What was proposed, and the receipts that came in: payer, amount, day."""
    answers = recognition.from_plain({"sheets": {name: said}})
    proposal = finish(recognition.bring_in(book, Workbook("余额.xlsx", (Sheet(name, list(rows)),)), answers))
    with book.read() as session:
        every = session.execute(select(Party.name, Receipt.amount, Receipt.received_on)
                                .join(Party, Party.id == Receipt.payer_id).order_by(Party.name))  # fmt: skip
        return proposal, [(party, str(amount), day.isoformat()) for party, amount, day in every]


def test_parties_under_an_account_of_prepayments_have_money_with_us(book: Book) -> None:
    proposal, free = brought(
        book,
        ["科目余额表"],
        ["2025年12月31日"],
        ["科目编码", "科目名称", "期末借方", "期末贷方"],
        ["1122", "应收账款", 880, 45],
        ["112201", "沙湾港务", 880, ""],
        ["112202", "沙湾渔业", "", 45],
        ["2203", "预收账款", "", 370.5],
        ["220301", "沙湾盐业", "", 370.5],
        ["2205", "合同负债", "", 12],
        ["220501", "沙湾港务", "", 12],
    )
    assert owed_in(book) == [("沙湾港务", "progress", "880.00")]
    assert free == [
        ("沙湾渔业", "45.00", "2025-12-31"),
        ("沙湾港务", "12.00", "2025-12-31"),
        ("沙湾盐业", "370.50", "2025-12-31"),
    ]
    assert [one["name"] for one in proposal.contracts] == ["沙湾港务"]


def test_a_row_may_be_owed_and_have_money_with_us(book: Book) -> None:
    proposal, free = brought(
        book,
        ["客户", "应收账款", "预收账款", "截止日期"],
        ["沙湾港务", 500.25, 60, "2025-06-30"],
        ["沙湾盐业", "", 7.75, "2025-06-30"],
    )
    assert owed_in(book) == [("沙湾港务", "progress", "500.25")]
    assert free == [("沙湾港务", "60.00", "2025-06-30"), ("沙湾盐业", "7.75", "2025-06-30")]
    assert [(str(one.balance), str(one.difference)) for one in proposal.balances] == [("500.25", "0.00")]
    assert not [one for one in proposal.questions if one.key == ("settle",)]


def test_customers_that_owe_nothing_bring_no_contract_and_no_party(book: Book) -> None:
    proposal, free = brought(
        book,
        ["客户", "期末余额", "截止日期"],
        ["沙湾港务", 0, "2025-06-30"],
        ["沙湾盐业", 81, "2025-06-30"],
        ["沙湾渔业", -9, "2025-06-30"],
    )
    assert (proposal.sheets[0].rows, proposal.sheets[0].understood) == (3, 3)
    assert owed_in(book) == [("沙湾盐业", "progress", "81.00")]
    assert free == [("沙湾渔业", "9.00", "2025-06-30")]
    assert {one: counts.rows for one, counts in proposal.counts.items() if counts.rows} == {
        "parties": 2, "contracts": 1, "opening": 1, "receipts": 1}  # fmt: skip


def test_a_contract_that_is_named_comes_in_though_nothing_is_owed(book: Book) -> None:
    proposal, _ = brought(
        book, ["客户", "工程名称", "期末余额", "截止日期"], ["沙湾港务", "南堤", 0, "2025-06-30"]
    )  # fmt: skip
    assert proposal.counts["contracts"].rows == 1


def test_without_a_day_the_row_waits_for_it(book: Book) -> None:
    rows = [["客户", "借方余额", "贷方余额"], ["沙湾盐业", "", 81], ["沙湾港务", 5, ""]]
    proposal, free = brought(book, *rows)
    assert ([one.row for one in proposal.sheets[0].open], free) == ([2, 3], [])
    _, free = brought(book, *rows, date="2025-05-31")
    assert free == [("沙湾盐业", "81.00", "2025-05-31")]


CUSTOMERS = ["科目编码", "科目名称", "客户编号", "客户名称"]


def test_balances_of_customers_under_the_accounts_they_stand_in(book: Book) -> None:
    proposal, free = brought(
        book,
        ["客户科目余额表"],
        ["期间:2025.11-2025.11"],
        [*CUSTOMERS, "方向", "期初余额", "本期借方", "本期贷方", "方向", "期末余额"],
        ["1122", "应收账款", "", "", "借", 590, 60, 90, "借", 560],
        ["112201", "应收账款", "001", "沙湾港务", "贷", 10, 640, 30, "借", 600],
        ["112201", "应收账款", "002", "沙湾渔业", "借", 20, "", 60, "贷", 40],
        ["2203", "预收账款", "003", "沙湾盐业", "贷", 8, 1, "", "贷", 7],
        ["2203", "预收账款", "004", "沙湾船厂", "贷", 1, 4, "", "借", 3],
    )
    assert owed_in(book) == [("沙湾港务", "progress", "600.00"), ("沙湾船厂", "progress", "3.00")]
    assert free == [("沙湾渔业", "40.00", "2025-11-30"), ("沙湾盐业", "7.00", "2025-11-30")]
    notes = {row + 1: note.text("zh") for row, note in proposal.sheets[0].notes}
    assert "其下 2 行明细之和 560.00" in notes[4]


def test_what_was_booked_in_a_period_is_no_balance_and_the_balance_of_before_neither(book: Book) -> None:
    _, free = brought(
        book,
        ["客户往来余额（2025年11月30日）"],
        ["客户", "期初余额", "借方", "贷方", "余额"],
        ["沙湾港务", 100, 30, 45, 85],
        ["沙湾盐业", 0, 12, 13, -1],
    )
    assert owed_in(book) == [("沙湾港务", "progress", "85.00")]
    assert free == [("沙湾盐业", "1.00", "2025-11-30")]


def test_accounts_in_the_first_column_do_not_lay_the_table_on_its_side(book: Book) -> None:
    _, free = brought(
        book,
        ["客户余额表（2025-06-30）"],
        ["科目名称", "客户名称", "余额"],
        ["应收账款", "沙湾港务", 93],
        ["应收账款", "沙湾渔业", 64],
        ["预收账款", "沙湾盐业", 7],
    )
    assert owed_in(book) == [("沙湾渔业", "progress", "64.00"), ("沙湾港务", "progress", "93.00")]
    assert free == [("沙湾盐业", "7.00", "2025-06-30")]


def test_prepaid_is_theirs_with_a_minus_and_without(book: Book) -> None:
    _, free = brought(
        book,
        ["客户", "工程名称", "款项性质", "余额", "形成日期", "截止日期"],
        ["沙湾港务", "南堤", "进度款", 91, "2025-01-31", "2025-06-30"],
        ["沙湾港务", "南堤", "预收款", -16, "2025-02-28", "2025-06-30"],
        ["沙湾盐业", "盐仓", "预收款", 4, "2025-03-31", "2025-06-30"],
    )
    assert owed_in(book)[0] == ("南堤", "progress", "91.00")
    assert free == [("沙湾港务", "16.00", "2025-02-28"), ("沙湾盐业", "4.00", "2025-03-31")]
    assert len(owed_in(book)) == 1
