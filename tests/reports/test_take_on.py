"""The take-on sheet prints what the book began with: every old item, its sums in digits and words, three signatures."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import contracts, opening, receipts
from models.contracts.record import Contract
from models.money import Money
from models.opening import OpeningDraft, OpeningItemDraft
from models.problems import Refused
from models.receivables.position import positions
from models.receivables.record import Receivable
from models.store.book import Book
from reports.report import pdf, to_json, write_xlsx
from reports.take_on import TAKE_ON
from reports.take_on_draft import TakeOnDraft
from reports.take_on_figures import TakeOnSheet
from tests import makers

TAKEN = date(2026, 1, 1)
ITEMS = (
    OpeningItemDraft(
        "progress", "JB-2019-07", date(2021, 3, 31), date(2021, 4, 28), Money.of("300000.32"), "04412", "孙工"
    ),
    OpeningItemDraft("retention", "质保金", date(2020, 12, 31), None, Money.of(90_000), "", "赵六"),
)
SIGNED = {"giver": "周移交", "taker": "吴接收", "witness": "郑监交"}


@pytest.fixture
def party(book: Book) -> str:
    """A debtor with two contracts that were taken over."""
    with book.write(contracts.RECORD) as session:
        makers.a_company(session)
        for number in ("HT-1", "HT-2"):
            contract = makers.a_contract(session, number=number, handler="赵六")
            draft = OpeningDraft(
                contract=contract.id, taken_on=TAKEN, items=ITEMS, stated=Money.of("390000.32"), **SIGNED
            )
            opening.take_on(session, replace(draft, certified=Money.of(5_000_000)))
        return contract.owner_id


def sheet(book: Book, **asked: str) -> TakeOnSheet:
    with book.read() as session:
        return TAKE_ON.collect(session, TakeOnDraft(**asked))


def words_of(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).replace("\n", "")


def test_every_item_of_every_contract_is_on_the_sheet_with_sums_in_digits_and_words(book: Book, party: str) -> None:
    data = sheet(book, party=party)
    assert [one.total for one in data.contracts] == [Money.of("390000.32")] * 2
    assert [(one.currency, one.total) for one in data.totals] == [("CNY", Money.of("780000.64"))]
    told = words_of(pdf(TAKE_ON, data)[0])
    for said in (
        "JB-2019-07",
        "04412",
        "孙工",
        "2021-04-28",
        "300,000.32",
        "叁拾玖万元零叁角贰分",
        "柒拾捌万元零陆角肆分",
    ):
        assert said in told
    for name in ("移交人：", "周移交", "接收人：", "吴接收", "监交人：", "郑监交"):
        assert name in told


def test_the_same_figures_go_to_excel_and_json(book: Book, party: str, tmp_path: Path) -> None:
    data = sheet(book, party=party)
    write_xlsx(TAKE_ON, data, tmp_path / "sheet.xlsx")
    rows = CalamineWorkbook.from_path(str(tmp_path / "sheet.xlsx")).get_sheet_by_index(0).to_python()
    assert [row[-1] for row in rows[1:5]] == [90000.0, 300000.32] * 2
    told = json.loads(to_json(TAKE_ON, data))
    assert (told["contracts"][0]["total"], told["contradictions"]) == ("390000.32", [])


def test_a_difference_to_the_signed_sheet_must_be_explained_before_it_prints(book: Book, party: str) -> None:
    with book.write(opening.TAKE_ON) as session:
        key = opening.LISTING.keys(session, opening.Question(TAKEN))[0]
        draft = opening.draft_of(session, key)
        opening.take_on(session, replace(draft, stated=Money.of(400_000)))
    with pytest.raises(Refused, match="400,000"):
        pdf(TAKE_ON, sheet(book, party=party))
    with book.write(opening.TAKE_ON) as session:
        opening.take_on(session, replace(draft, stated=Money.of(400_000), explanation="另有零星签证未列"))
    assert "另有零星签证未列" in words_of(pdf(TAKE_ON, sheet(book, party=party))[0])


def test_one_contract_alone_and_nothing_taken_on(book: Book, party: str) -> None:
    with book.write(contracts.RECORD) as session:
        bare = makers.a_contract(session, number="HT-3").id
        first = contracts.numbered(session, "HT-1")
    assert first is not None
    assert [one.number for one in sheet(book, contract=first.id).contracts] == ["HT-1"]
    with pytest.raises(Refused):
        sheet(book, contract=bare)


def a_receipt_before(session: Session, owing: Contract, amount: int, allocated: int = 0, **changes: Any) -> None:
    """Money of the owner that came in before the book began, allocated to its first old item or waiting."""
    draft = receipts.ReceiptDraft(
        payer=owing.owner_id, contract=owing.id, received_on=date(2024, 8, 15), amount=Money.of(amount)
    )
    row = receipts.record(session, replace(draft, **changes))
    if allocated:
        progress = Receivable.contract_id == owing.id, Receivable.kind == "progress"
        first = session.scalars(select(Receivable).where(*progress)).one()
        line = receipts.AllocationDraft(first.id, amount=Money.of(allocated), allocated_on=date(2024, 8, 15))
        receipts.allocate(session, receipts.AllocationsDraft(row.id, (line,)))


def balance_on(book: Book, day: date) -> Money:
    """What is owed less what waits for allocation, as the program answers it for that day."""
    with book.read() as session:
        owed = Money.total(one.balance for one in positions(session, day))
        return owed - Money.total(one.unallocated for one in receipts.beside(session, day).values())


def test_money_that_came_in_before_takes_off_in_a_line_of_its_own_and_the_sheet_is_the_balance_of_the_day(
    book: Book, party: str
) -> None:
    with book.write(contracts.RECORD) as session:
        first = contracts.numbered(session, "HT-1")
        a_receipt_before(session, first, 120_000, 100_000, number="SK-1")
        a_receipt_before(session, first, 5_000, received_on=TAKEN + timedelta(1), number="SK-2")
    data = sheet(book, party=party)
    assert [(one.kind, one.document, one.amount) for one in data.contracts[0].items[2:]] == [
        ("Receipt", "SK-1", Money.of(-100_000)),
        ("Receipt, not allocated", "SK-1", Money.of(-20_000)),
    ]
    assert data.contracts[0].total == Money.of("270000.32")
    assert [one.received for one in data.contracts] == [
        Money.of(120_000),
        Money(),
    ]  # as its lines say
    assert data.totals[0].total == balance_on(book, TAKEN) == Money.of("660000.64")
    assert sheet(book, contract=data.contract_id or first.id).totals[0].total == Money.of("270000.32")
    with pytest.raises(Refused, match=r"270,000\.32"):
        pdf(TAKE_ON, data)


def test_a_whole_book_is_one_sheet_with_every_debtor_and_money_of_no_contract(
    book: Book, party: str, tmp_path: Path
) -> None:
    with book.write(contracts.RECORD) as session:
        other = makers.a_contract(session, number="HT-0", owner=makers.a_party(session, "乙方置业").id)
        opening.take_on(session, OpeningDraft(contract=other.id, taken_on=TAKEN, items=ITEMS[1:]))
        a_receipt_before(session, other, 15_000, contract="", number="SK-3")
    data = sheet(book)
    owed = {(makers.OWNER, 2, Money.of("780000.64")), ("乙方置业", 1, Money.of(75_000))}
    assert {(one.party, one.contracts, one.total) for one in data.debtors} == owed
    assert [one.total for one in data.totals] == [balance_on(book, TAKEN)] == [Money.of("855000.64")]
    assert (data.party, data.party_id) == ("", "")
    told = words_of(pdf(TAKE_ON, data)[0])
    for said in ("全部单位：2 家", "乙方置业", "未指明合同的款项", "-15,000.00", "75,000.00", "855,000.64"):
        assert said in told
    write_xlsx(TAKE_ON, data, tmp_path / "all.xlsx")
    rows = CalamineWorkbook.from_path(tmp_path / "all.xlsx").get_sheet_by_index(0).to_python()
    assert rows[-1][-1] == 855000.64
