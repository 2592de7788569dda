"""What a ledger says was received is set against what it says was valued, so that the balance is the ledger's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from models import receipts
from models.importing import recognition
from models.importing.sheets import Sheet, Workbook
from models.receipts import Receipt
from models.receipts.usecases import AllocationsDraft
from models.receivables import Allocation, Receivable, positions
from models.store.book import Book
from models.work import finish
from tests.makers import a_book
from tests.models.importing_sheets import digest

TODAY = date(2026, 11, 23)
LAKE, ROAD = "江北市临湖置业有限公司", "江北公路事业发展中心"
CONTRACTS = [
    ["合同编号", "工程名称", "甲方", "合同额", "签订日期", "已计价", "已收款", "欠款"],
    ["HT-01", "临湖花园一期", LAKE, 9000, "2022-03-01", 1500, 1100, 400],
    ["HT-02", "江北三标", ROAD, 8000, "2022-03-01", 888.88, 1000, -111.12],
    ["HT-03", "江北四标", ROAD, 7000, "2022-03-01", 600, 0, 600],
]
CERTIFICATES = [
    ["合同编号", "期次", "业主签认日期", "本期计价"],
    ["HT-01", 1, "2022-07-05", 1000],
    ["HT-01", 2, "2022-08-05", 500],
    ["HT-02", 1, "2022-08-08", 888.88],
    ["HT-03", 1, "2022-08-08", 600],
]
RECEIPTS = [
    ["到账日期", "付款单位", "合同编号", "到账金额"],
    ["2022-06-15", LAKE, "HT-01", 300],
    ["2022-09-15", LAKE, "", 800],
    ["2022-09-20", ROAD, "HT-02", 1000],
]


def a_workbook(*, receipts: list[list[Any]] = RECEIPTS, certificates: list[list[Any]] = CERTIFICATES) -> Workbook:
    sheets = {"合同台账": CONTRACTS, "验工计价": certificates, "收款": receipts}
    return Workbook("台账.xlsx", tuple(Sheet(name, rows) for name, rows in sheets.items()))


def bring(book: Book, workbook: Workbook, **answers: Any) -> recognition.Proposal:
    return finish(recognition.bring_in(book, workbook, recognition.from_plain(answers), TODAY))


def told(proposal: recognition.Proposal) -> list[tuple[str, str, str, str | None]]:
    return [(one.number, str(one.balance), str(one.unallocated), str(one.stated.amount) if one.stated else None)
            for one in proposal.balances]  # fmt: skip


def allocations(book: Book) -> list[tuple[str, str, date, str]]:
    with book.read() as session:
        rows = session.execute(
            select(Receipt.number, Receivable.document, Receivable.kind, Receivable.anchor, Allocation.allocated_on,
                   Allocation.amount)
            .join(Allocation, Allocation.receipt_id == Receipt.id)
            .join(Receivable, Receivable.id == Allocation.receivable_id)
        )  # fmt: skip
        return sorted((*row[:4], row[4], str(row[5])) for row in rows)


def test_the_balance_of_every_contract_is_the_one_the_ledger_states(book: Book) -> None:
    proposal = bring(book, a_workbook())
    assert told(proposal) == [
        ("HT-01", "400.00", "0.00", "400.00"),
        ("HT-02", "0.00", "111.12", "-111.12"),
        ("HT-03", "600.00", "0.00", "600.00"),
    ]
    assert {one.difference.fen for one in proposal.balances if one.difference is not None} == {0}
    with book.read() as session:
        assert [str(one.balance) for one in positions(session, TODAY)] == ["1000.00"]


def test_money_that_came_before_the_debt_counts_from_the_debt_on(book: Book) -> None:
    bring(book, a_workbook())
    assert {day for _, document, _, _, day, _ in allocations(book) if document == "HT-01-01"} == {
        date(2022, 7, 5),
        date(2022, 9, 15),
    }


def test_every_receipt_pays_what_the_allocation_desk_would_propose(book: Book, tmp_path: Path) -> None:
    bring(book, a_workbook())
    by_hand = a_book(tmp_path / "by_hand")
    bring(by_hand, a_workbook(), settle=False)
    assert allocations(by_hand) == []
    with by_hand.read() as session:
        rows = session.execute(select(Receipt.id).order_by(Receipt.received_on, Receipt.number))
        keys = [key for (key,) in rows]
    for key in keys:
        with by_hand.write(receipts.ALLOCATE) as session:
            draft = receipts.draft_of(session, key)
            lines = tuple(replace(line, allocated_on=None) for line in receipts.propose(session, draft))
            receipts.allocate(session, AllocationsDraft(key, lines))
    assert allocations(book) == allocations(by_hand)
    by_hand.close()


def test_it_is_asked_and_no_leaves_the_receipts_free(book: Book) -> None:
    with book.read() as session:
        asked = finish(recognition.propose(session, a_workbook(), today=TODAY))
    (question,) = [one for one in asked.questions if one.key == ("settle",)]
    assert question.proposed is True
    assert [str(amount) for _, amount in question.told[:2]] == ["2100.00", "1988.88"]
    assert str(question.told[-1][1]) == "111.12"
    assert sum(amount.fen for _, amount in question.told[2:-1]) == 198888
    proposal = bring(book, a_workbook(), settle=False)
    assert told(proposal)[0] == ("HT-01", "1500.00", "1100.00", "400.00")


def test_a_later_ledger_pays_what_the_book_has_open_and_never_more(book: Book) -> None:
    nothing = digest(book)
    bring(book, a_workbook(receipts=RECEIPTS[:2]))
    more = [RECEIPTS[0], ["2022-07-15", LAKE, "HT-01", 1150], ["2022-12-15", LAKE, "HT-01", 100]]
    proposal = bring(book, a_workbook(receipts=more, certificates=CERTIFICATES[:1]))
    assert told(proposal) == [("HT-01", "0.00", "50.00", "400.00")]
    while book.undoable():
        book.undo()
    assert digest(book) == nothing


def test_a_receipt_that_went_back_pays_nothing(book: Book) -> None:
    rows = [*RECEIPTS, ["2022-09-01", LAKE, "HT-01", -300]]
    proposal = bring(book, a_workbook(receipts=rows))
    assert told(proposal)[0][:3] == ("HT-01", "700.00", "0.00")


def test_a_contract_written_by_its_number_under_another_caption_is_not_made_again(book: Book) -> None:
    bring(book, a_workbook())
    sheet = Sheet("回款", [["到账日期", "付款单位", "合同", "到账金额"], ["2023-05-01", LAKE, "HT-01", 100]])
    proposal = bring(book, Workbook("回款.xlsx", (sheet,)))
    assert [(one["number"], one["in"]) for one in proposal.contracts] == [("HT-01", "book")]
    assert told(proposal) == [("HT-01", "300.00", "0.00", None)]


OWED = [
    ["合同台账（截至2024年6月30日）"],
    ["合同编号", "工程名称", "甲方", "合同额", "签订日期", "累计计价", "累计回款", "欠款"],
    ["HT-01", "临湖花园一期", LAKE, 9000, "2022-03-01", 5000, 3000, 2000],
]


def one_sheet(name: str, rows: list[list[Any]]) -> Workbook:
    return Workbook(f"{name}.xlsx", (Sheet(name, rows),))


def test_receipts_of_the_book_are_settled_by_a_ledger_of_contracts_that_comes_later(book: Book) -> None:
    paid = [["到账日期", "付款单位", "到账金额"], ["2023-01-05", LAKE, 1000], ["2023-05-05", LAKE, 1500]]
    bring(book, one_sheet("回款", paid))
    proposal = bring(book, one_sheet("合同台账", OWED))
    assert told(proposal) == [("HT-01", "2000.00", "0.00", "2000.00")]
    with book.read() as session:
        assert [str(one.balance) for one in positions(session, TODAY)] == ["2000.00"]
    again = bring(book, one_sheet("合同台账", OWED))
    assert {name: counts.new for name, counts in again.counts.items() if counts.new} == {}


def test_receipts_that_the_opening_balance_counts_already_do_not_come_twice(book: Book) -> None:
    bring(book, one_sheet("合同台账", OWED))
    paid = [["到账日期", "付款单位", "合同编号", "到账金额"], ["2023-01-05", LAKE, "HT-01", 1000],
            ["2024-08-05", LAKE, "HT-01", 500]]  # fmt: skip
    proposal = bring(book, one_sheet("回款", paid))
    (row,) = proposal.sheets[0].open
    assert (row.row, str(row.amount), "3,000.00" in row.reason("zh")) == (2, "1000.00", True)
    with book.read() as session:
        assert [str(one.balance) for one in positions(session, TODAY)] == ["1500.00"]


def test_receipts_of_the_book_are_settled_by_certificates_that_come_later(book: Book) -> None:
    bring(book, a_workbook(certificates=CERTIFICATES[:1]))
    later = one_sheet("验工计价", CERTIFICATES[:4])
    with book.read() as session:
        asked = recognition.plain(finish(recognition.propose(session, later, today=TODAY)), "zh")
    (figures,) = [one["figures"] for one in asked["questions"] if one["key"] == ["settle"]]
    assert figures == {"账册中未核销的回款可核销": "1988.88", "核销进度款": "1988.88"}
    proposal = bring(book, later)
    assert told(proposal) == [("HT-01", "400.00", "0.00", None), ("HT-02", "0.00", "111.12", None)]
    bring(book, later)
    with book.read() as session:
        assert [str(one.balance) for one in positions(session, TODAY)] == ["400.00"]
