"""Every receipt of a ledger settles what it says it is for, and nothing is counted twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from models.importing import recognition
from models.importing.sheets import Sheet, Workbook
from models.receivables import Allocation, Receivable
from models.store.base import Fen
from models.store.book import Book
from models.work import finish
from tests.makers import a_book
from tests.models.importing_zoo.money import OPENING, PAID, SCHOOLS

TODAY = date(2026, 11, 23)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = a_book(tmp_path / "book")
    yield made
    made.close()


def a_workbook(**sheets: list[list[Any]]) -> Workbook:
    return Workbook("台账.xlsx", tuple(Sheet(name, [["" if cell is None else cell for cell in row] for row in rows])
                                       for name, rows in sheets.items()))  # fmt: skip


def bring(book: Book, workbook: Workbook, **answers: Any) -> recognition.Proposal:
    return finish(recognition.bring_in(book, workbook, recognition.from_plain(answers), TODAY))


def looked_at(book: Book, workbook: Workbook, **answers: Any) -> recognition.Proposal:
    with book.read() as session:
        return finish(recognition.propose(session, workbook, recognition.from_plain(answers), TODAY))


def open_by_class(book: Book) -> dict[str, str]:
    """What is owed less what is allocated, by class."""
    with book.read() as session:
        owed = dict(session.execute(select(Receivable.kind, func.sum(Receivable.amount, type_=Fen()))
                                    .where(Receivable.void == 0).group_by(Receivable.kind)).all())  # fmt: skip
        paid = select(Receivable.kind, func.sum(Allocation.amount, type_=Fen()))
        paid = paid.join(Allocation, Allocation.receivable_id == Receivable.id).group_by(Receivable.kind)
        for kind, amount in session.execute(paid):
            owed[kind] -= amount
        return {kind: str(amount) for kind, amount in sorted(owed.items())}


def test_progress_money_leaves_the_retention_alone(book: Book) -> None:
    proposal = bring(book, a_workbook(期初余额=OPENING, 回款=PAID))
    assert open_by_class(book) == {"progress": "0.00", "retention": "300000.00"}
    assert [(str(one.balance), str(one.unallocated)) for one in proposal.balances] == [("300000.00", "150000.00")]


def test_money_for_retention_settles_it_and_nothing_else_first(book: Book) -> None:
    paid = [PAID[0], ["2024.4.1", SCHOOLS, "HT-1", 250000, "质保金退还"]]
    bring(book, a_workbook(期初余额=OPENING, 回款=paid))
    assert open_by_class(book) == {"progress": "1000000.00", "retention": "50000.00"}


def test_the_proposal_shows_what_the_receipts_settle_by_class(book: Book) -> None:
    proposal = looked_at(book, a_workbook(期初余额=OPENING, 回款=PAID))
    (question,) = [one for one in recognition.plain(proposal, "zh")["questions"] if one["key"] == ["settle"]]
    assert question["figures"] == {
        "收款": "1150000.00", "其中可核销": "1000000.00", "核销进度款": "1000000.00", "仍未核销": "150000.00",
    }  # fmt: skip


def test_receipts_of_a_later_ledger_that_the_opening_balance_counts_stay_out(book: Book) -> None:
    bring(book, a_workbook(期初余额=OPENING))
    proposal = bring(book, a_workbook(回款=PAID))
    (row,) = proposal.sheets[0].open
    assert (row.row, str(row.amount)) == (2, "400000.00")
    assert open_by_class(book) == {"progress": "0.00", "retention": "300000.00"}


def test_receipts_stay_in_beside_a_ledger_of_retention_and_do_not_settle_it(book: Book) -> None:
    retained = [
        ["合同编号", "工程名称", "业主", "竣工日期", "质保金金额（元）", "到期日", "余额（元）"],
        ["HT-1", "一中", SCHOOLS, "2023.5.31", 300000, "2023.6.30", 300000],
    ]
    paid = [PAID[0], ["2023.3.1", SCHOOLS, "HT-1", 100000, ""], ["2023.7.1", SCHOOLS, "HT-1", 50000, ""]]
    proposal = bring(book, a_workbook(质保金台账=retained, 回款=paid))
    assert [sheet.open for sheet in proposal.sheets] == [(), ()]
    assert open_by_class(book) == {"retention": "250000.00"}
    assert [str(one.unallocated) for one in proposal.balances] == ["100000.00"]


@pytest.mark.parametrize("sheet", ["期初余额", "回款"])
def test_money_that_is_owed_or_paid_is_not_asked_for_its_tax(book: Book, sheet: str) -> None:
    proposal = looked_at(book, a_workbook(期初余额=OPENING, 回款=PAID))
    assert [one.key for one in proposal.questions if one.key[1:2] == (sheet,) and one.key[-2] == "tax"] == []


CERTIFIED = [
    ["合同编号", "工程名称", "甲方", "期次", "计价日期", "本期完成产值（元）", "扣质保金", "应付款", "已付款"],
    ["Q-1", "Q工程", "丁公司", "第1期", "2023.3.31", 1000000, 50000, 700000, 600000],
    ["Q-1", "Q工程", "丁公司", "第2期", "2023.4.30", 2000000, 100000, 1400000, 0],
]


def owed_by_class(book: Book) -> dict[str, str]:
    with book.read() as session:
        rows = select(Receivable.kind, func.sum(Receivable.amount, type_=Fen())).group_by(Receivable.kind)
        return {kind: str(amount) for kind, amount in sorted(session.execute(rows).all())}


def test_new_contracts_get_the_terms_that_their_certificates_show(book: Book) -> None:
    proposal = bring(book, a_workbook(验工计价=CERTIFIED))
    assert owed_by_class(book) == {"final": "750000.00", "progress": "2100000.00", "retention": "150000.00"}
    assert open_by_class(book)["progress"] == "1500000.00"
    said = "".join(note.text("zh") for _, note in proposal.sheets[0].notes)
    assert "计价的 70 % 为应付款，5 % 扣作质保金；付款期 28 天" in said
    assert "按此条件应付 2,100,000.00，台账列示应付 2,100,000.00" in said
    assert "作为计价当日的回款带入，共 600,000.00" in said


def test_terms_and_what_was_received_are_asked_with_the_money(book: Book) -> None:
    told = recognition.plain(looked_at(book, a_workbook(验工计价=CERTIFIED)), "zh")["questions"]
    asked = {one["key"][-1]: (one["proposed"], one["figures"]) for one in told}
    assert asked["terms"] == (True, {
        "台账列示应付": "2100000.00", "按此条件应付": "2100000.00", "按通常条件应付": "2400000.00"})  # fmt: skip
    assert asked["received"] == (True, {"收款": "600000.00"})


def test_no_keeps_the_usual_terms_and_leaves_the_money_out_and_both_are_told(book: Book) -> None:
    no = {"验工计价": {"terms": False, "received": False}}
    proposal = bring(book, a_workbook(验工计价=CERTIFIED), sheets=no)
    assert open_by_class(book)["progress"] == "2400000.00"
    said = "".join(note.text("zh") for _, note in proposal.sheets[0].notes)
    assert "按通常付款条件：应付 2,400,000.00，台账列示应付 2,100,000.00" in said
    assert "已付款" in said


def test_rows_that_disagree_give_no_terms_and_that_is_told(book: Book) -> None:
    rows = [*CERTIFIED[:2], [*CERTIFIED[2][:7], 1700000, 0]]
    proposal = bring(book, a_workbook(验工计价=rows))
    said = "".join(note.text("zh") for _, note in proposal.sheets[0].notes)
    assert "不一致，按通常条件假定：计价后 28 天付 80 %。按此条件应付 2,400,000.00，台账列示应付 2,400,000.00" in said


def test_terms_that_nothing_shows_are_said_to_be_assumed(book: Book) -> None:
    proposal = bring(book, a_workbook(验工计价=[row[:6] for row in CERTIFIED]))
    said = "".join(note.text("zh") for _, note in proposal.sheets[0].notes)
    assert "按通常条件假定：合同 Q-1 计价后 28 天付 80 %" in said
    assert "计价 3,000,000.00 中应付 2,400,000.00" in said


def test_what_was_received_to_date_comes_in_by_its_differences(book: Book) -> None:
    rows = [[*CERTIFIED[0][:8], "累计已付款"], [*CERTIFIED[1][:8], 600000], [*CERTIFIED[2][:8], 1000000]]
    proposal = bring(book, a_workbook(验工计价=rows))
    assert str(proposal.counts["receipts"].totals["CNY"]) == "1000000.00"
    assert open_by_class(book)["progress"] == "1100000.00"


def test_a_ledger_of_receipts_tells_better_what_was_received(book: Book) -> None:
    paid = [["收款日期", "付款单位", "合同编号", "收款金额"], ["2023.5.1", "丁公司", "Q-1", 650000]]
    proposal = bring(book, a_workbook(验工计价=CERTIFIED, 收款=paid))
    assert str(proposal.counts["receipts"].totals["CNY"]) == "650000.00"
    assert "“已付款”600,000.00 不带入：该合同的回款另有登记" in "".join(
        note.text("zh") for _, note in proposal.sheets[0].notes
    )


def test_the_same_certificates_come_in_once_with_their_money(book: Book) -> None:
    bring(book, a_workbook(验工计价=CERTIFIED))
    again = bring(book, a_workbook(验工计价=CERTIFIED))
    assert {name: counts.new for name, counts in again.counts.items() if counts.new} == {}
