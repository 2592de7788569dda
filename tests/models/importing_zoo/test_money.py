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
