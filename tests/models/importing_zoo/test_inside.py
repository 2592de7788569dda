"""Debts keep their classes and days, and what a ledger says is owed is compared with the same thing of ours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from models.importing import recognition
from models.importing.sheets import Sheet, Workbook
from models.receivables import Receivable, items
from models.store.base import Fen
from models.store.book import Book
from models.work import finish
from tests.models.importing_zoo.inside import ANIMALS
from tests.models.importing_zoo.messy import ANIMALS as MESSY

TODAY = date(2026, 11, 23)


def made(**sheets: Sequence[Sequence[Any]]) -> Workbook:
    return Workbook("台账.xlsx", tuple(Sheet(name, [["" if cell is None else cell for cell in row] for row in rows])
                                     for name, rows in sheets.items()))  # fmt: skip


def page(name: str) -> Workbook:
    one = next(animal for animal in (*ANIMALS, *MESSY) if animal.name == name)
    return made(**{sheet.name: sheet.rows for sheet in one.pages})


def proposed(book: Book, workbook: Workbook) -> recognition.Proposal:
    with book.read() as session:
        return finish(recognition.propose(session, workbook, recognition.NOBODY, TODAY))


def differences(proposal: recognition.Proposal) -> dict[str, str]:
    return {one.name: str(one.difference) for one in proposal.balances}


def test_parts_of_a_debt_are_of_their_class_and_come_to_the_whole(book: Book) -> None:
    finish(recognition.bring_in(book, page("retention_and_deposits_inside_what_is_owed"), recognition.NOBODY, TODAY))
    with book.read() as session:
        rows = select(Receivable.kind, func.sum(Receivable.amount, type_=Fen())).group_by(Receivable.kind)
        found = {kind: str(amount) for kind, amount in session.execute(rows)}
    assert found == {"progress": "1250.30", "retention": "900.25", "deposit": "200.00"}


def test_what_is_left_of_amounts_due_is_not_compared_with_what_waits(book: Book) -> None:
    proposal = proposed(book, page("progress_with_what_was_received"))
    (one,) = proposal.balances
    assert (str(one.balance), str(one.later), str(one.difference)) == ("1100000.00", "440000.00", "0.00")


def test_each_certificate_that_says_what_is_left_of_its_due_part_adds_up(book: Book) -> None:
    rows = [
        ["单位：元"],
        ["工程名称", "甲方", "计价日期", "计价金额", "应付75%", "实付", "付款时间", "欠付"],
        ["一期", "北岸置业有限公司", "2024-04-30", 1000, 750, 700, "2024-06-05", 50],
        ["一期", "北岸置业有限公司", "2024-07-31", 2000.4, 1500.3, 1400.3, "2024-09-20", 100],
    ]
    (one,) = proposed(book, made(计价=rows)).balances
    assert one.stated is not None
    assert (str(one.stated.amount), str(one.later), str(one.difference)) == ("150.00", "750.10", "0.00")


def test_money_received_beyond_what_was_due_is_no_difference(book: Book) -> None:
    rows = [
        ["截至2025年12月31日", "单位：元"],
        ["单位", "项目", "欠款"],
        ["北岸置业有限公司", "一期", 12000.5],
        ["北岸置业有限公司", "二期", "(2000.50)"],
    ]
    assert differences(proposed(book, made(欠款=rows))) == {"一期": "0.00", "二期": "0.00"}


def test_a_summary_without_a_day_is_compared_with_the_certificates_beside_it(book: Book) -> None:
    works = [
        ["合同编号", "工程名称", "甲方", "计价日期", "计价金额"],
        ["A-1", "一期", "北岸置业有限公司", "2024-05-25", 500],
        ["A-1", "一期", "北岸置业有限公司", "2024-08-25", 600.6],
    ]
    paid = [["日期", "付款单位", "合同编号", "金额"], ["2024-09-01", "北岸置业有限公司", "A-1", 400]]
    whole = [["合同编号", "工程名称", "累计计价", "累计收款", "未收"], ["A-1", "一期", 1100.6, 400, 700.6]]
    proposal = proposed(book, made(汇总=whole, 计价=works, 回款=paid))
    assert [one.key for one in proposal.questions if one.key[-1] == "date"] == []
    assert differences(proposal) == {"一期": "0.00"}
    (balance,) = proposal.balances
    assert balance.stated is not None
    assert (balance.stated.sheet, str(balance.stated.amount)) == ("汇总", "700.60")


def test_a_debt_is_no_younger_than_its_due_day(book: Book) -> None:
    rows = [["截至2026年6月30日外欠工程款"], ["客户", "工程", "欠款金额（元）", "到期日"],
            ["北岸置业有限公司", "一期", 820, "2026.3.1"], ["北岸置业有限公司", "二期", 300, "2025年底"]]  # fmt: skip
    proposal = finish(recognition.bring_in(book, made(欠款=rows), recognition.NOBODY, TODAY))
    assert [one for sheet in proposal.sheets for one in sheet.open] == []
    with book.read() as session:
        found = session.scalars(select(Receivable.posted_on).order_by(Receivable.amount)).all()
    assert found == [date(2025, 12, 31), date(2026, 3, 1)]


def test_retention_inside_a_debt_does_not_fall_due_with_the_rest_of_it(book: Book) -> None:
    rows = [["应收账款明细（截至2026年6月30日）"],
            ["合同编号", "客户", "欠款（元）", "其中：质保金", "到期日"],
            ["HT-1", "临湖公司", 2050000, 355500, "2026.3.31"],
            ["HT-2", "临湖公司", 80000, 80000, "2026.3.31"]]  # fmt: skip
    told = recognition.plain(finish(recognition.bring_in(book, made(明细=rows), recognition.NOBODY, TODAY)), "zh")
    with book.read() as session:
        item = items(date(2026, 11, 27))
        found = session.execute(select(item.c.kind, item.c.open, item.c.due_on).order_by(item.c.open)).all()
    assert [(kind, str(amount), day) for kind, amount, day in found] == [
        ("retention", "80000.00", date(2026, 3, 31)),
        ("retention", "355500.00", None),
        ("progress", "1694500.00", date(2026, 3, 31)),
    ]
    assert any("质保金按合同约定" in one["note"] for one in told["sheets"]["明细"]["notes"])
