"""A ledger that comes again corrected doubles nothing in silence: the row stays open, and is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from models import receipts
from models.certificates import PaymentCertificate
from models.importing import recognition
from models.importing.sheets import Sheet, Workbook
from models.money import Money
from models.parties import Party
from models.receipts import Receipt, ReceiptDraft
from models.store.book import Book
from models.work import finish
from tests.models.importing_zoo.test_again import LAKE, ROAD, TODAY, Rows

HEAD = ["日期", "付款单位", "收款金额"]
MARCH, APRIL = ["2024-03-08", LAKE, 100000], ["2024-04-08", LAKE, 50000]


def bring(book: Book, rows: Rows, name: str = "收款", **answers: str) -> dict[str, Any]:
    workbook = Workbook("台账.xlsx", (Sheet(name, rows),))
    said = recognition.from_plain({"doubled": {f"{name}!{row[1:]}": one for row, one in answers.items()}})
    proposal = finish(recognition.bring_in(book, workbook, said, TODAY))
    told = recognition.plain(proposal, "zh")
    sheet = told["sheets"][name]
    return {
        "open": {one["row"]: one["reason"] for one in sheet["open"]},
        "notes": {one["row"]: one["note"] for one in sheet["notes"]},
        "asked": [one["key"][1] for one in told["questions"] if one["key"][0] == "doubled"],
    }


def amounts(book: Book, column: Any = Receipt.amount) -> list[str]:
    with book.read() as session:
        return sorted(str(one) for one in session.scalars(select(column)))


def test_a_corrected_receipt_is_no_second_one(book: Book) -> None:
    bring(book, [HEAD, MARCH, APRIL])
    told = bring(book, [HEAD, MARCH, ["2024-04-08", LAKE, 50001], ["2024-05-08", LAKE, 7]])
    assert list(told["open"]) == [3]
    assert "账册中有 2024-04-08 的 50,000.00（TZ-20240408-" in told["open"][3]
    assert "本表各笔合计 150,008.00，带入后账册合计 150,007.00" in told["notes"][1]
    assert told["asked"] == ["收款!3"]
    assert amounts(book) == ["100000.00", "50000.00", "7.00"]
    told = bring(book, [HEAD, MARCH, ["2024-04-08", LAKE, 50001], ["2024-05-08", LAKE, 7]], r3="both")
    assert (told["open"], told["asked"]) == ({}, [])
    assert amounts(book) == ["100000.00", "50000.00", "50001.00", "7.00"]


def test_a_receipt_whose_day_was_corrected_is_no_second_one(book: Book) -> None:
    bring(book, [HEAD, MARCH, APRIL])
    told = bring(book, [HEAD, MARCH, ["2024-04-18", LAKE, 50000]])
    assert list(told["open"]) == [3]
    assert amounts(book) == ["100000.00", "50000.00"]


def test_a_ledger_of_which_the_book_has_most_rows_otherwise_comes_again(book: Book) -> None:
    bring(book, [HEAD, MARCH, APRIL, ["2024-05-08", ROAD, 9]])
    told = bring(book, [HEAD, ["2024-03-31", LAKE, 100000], ["2024-04-30", LAKE, 50000]])
    assert list(told["open"]) == [2, 3]


def test_an_account_of_the_debtor_doubles_no_receipt_of_the_book_and_the_other_way_round(book: Book) -> None:
    account: Rows = [
        [f"客户：{LAKE}"],
        ["日期", "凭证号", "摘要", "借方", "贷方", "方向", "余额"],
        ["2024-03-08", "记-1", "收款", "", 100000, "贷", 100000],
        ["2024-04-08", "记-2", "收款", "", 50000, "贷", 150000],
        ["2024-05-08", "记-3", "收款", "", 70000, "贷", 220000],
    ]
    deals = [["合同编号", "工程名称", "甲方", "合同金额", "签订日期"], ["K-1", "一院", LAKE, 10000000, "2023-01-01"]]
    bring(book, [*deals, ["K-2", "二院", LAKE, 20000000, "2023-01-01"]], "合同")
    head, march, april = ([*row, more] for row, more in ((HEAD, "合同编号"), (MARCH, "K-1"), (APRIL, "K-2")))
    bring(book, [head, march, april])
    assert list(bring(book, account, "明细账")["open"]) == [3, 4]
    assert amounts(book) == ["100000.00", "50000.00", "70000.00"]
    assert list(bring(book, [head, march, april, ["2024-05-08", LAKE, 70000, "K-1"]], "新收款")["open"]) == [4]
    assert amounts(book) == ["100000.00", "50000.00", "70000.00"]


def test_the_next_month_with_the_same_amount_is_a_receipt_of_its_own(book: Book) -> None:
    bring(book, [HEAD, ["2024-03-08", LAKE, 100000]])
    told = bring(book, [HEAD, ["2024-04-08", LAKE, 100000]])
    assert told == {"open": {}, "notes": told["notes"], "asked": []}
    assert amounts(book) == ["100000.00", "100000.00"]


def test_another_ledger_with_a_receipt_of_the_same_day_is_asked_and_both_count(book: Book) -> None:
    bring(book, [HEAD, MARCH])
    rows = [HEAD, ["2024-03-08", LAKE, 3]]
    told = bring(book, rows)
    assert (told["open"], told["asked"]) == ({}, ["收款!2"])
    assert "本行作为另一笔带入" in told["notes"][2]
    assert amounts(book) == ["100000.00", "3.00"]
    book.undo()
    assert list(bring(book, rows, r2="once")["open"]) == [2]
    assert amounts(book) == ["100000.00"]


def test_a_receipt_that_was_typed_comes_in_once(book: Book) -> None:
    bring(book, [HEAD, ["2024-01-08", LAKE, 1]])
    with book.write(receipts.RECORD) as session:
        payer = session.scalars(select(Party.id).where(Party.name == LAKE)).one()
        draft = ReceiptDraft(payer=payer, received_on=date(2024, 3, 8), amount=Money.of(100000))
        receipts.record(session, draft)
    told = bring(book, [HEAD, MARCH])
    assert "只登记一次" in told["open"][2]
    assert amounts(book) == ["1.00", "100000.00"]


def test_what_has_a_number_of_its_own_and_says_otherwise_stays_open(book: Book) -> None:
    heads = [["收款编号", *HEAD], ["计价单号", "合同名称", "业主", "计价日期", "计价金额"]]
    bring(book, [heads[0], ["SK-1", *MARCH]])
    told = bring(book, [heads[0], ["SK-1", "2024-03-08", LAKE, 100001], ["SK-2", *APRIL]])
    assert list(told["open"]) == [2]
    assert "SK-1 为 2024-03-08、100,000.00" in told["open"][2]
    bring(book, [heads[1], ["JL-1", "花园", LAKE, "2024-03-25", 700]], "计价")
    told = bring(book, [heads[1], ["JL-1", "花园", LAKE, "2024-03-25", 800]], "计价")
    assert list(told["open"]) == [2]
    assert amounts(book, PaymentCertificate.work) == ["700.00"]


def test_a_corrected_certificate_is_no_second_one(book: Book) -> None:
    head = ["合同名称", "业主", "计价日期", "计价金额"]
    first, second = ["花园", LAKE, "2024-03-25", 700], ["花园", LAKE, "2024-04-25", 800]
    bring(book, [head, first, second], "计价")
    told = bring(book, [head, first, ["花园", LAKE, "2024-04-25", 810]], "计价")
    assert list(told["open"]) == [3]
    assert amounts(book, PaymentCertificate.work) == ["700.00", "800.00"]


def test_what_takes_back_a_receipt_that_stays_out_stays_out_too(book: Book) -> None:
    bring(book, [HEAD, MARCH, APRIL])
    told = bring(book, [HEAD, MARCH, ["2024-04-08", LAKE, 50001], ["2024-06-08", LAKE, -50001]])
    assert list(told["open"]) == [3, 4]
    assert amounts(book) == ["100000.00", "50000.00"]


def test_an_account_of_the_customer_brings_no_receipt_again(book: Book) -> None:
    bring(book, [HEAD, MARCH, APRIL])
    account = [
        ["日期", "摘要", "客户", "工程名称", "借方", "贷方", "余额"],
        ["2024-02-08", "计量款", LAKE, "临湖花园", 500000, None, 500000],
        ["2024-03-08", "回款", LAKE, "临湖花园", None, 100000, 400000],
        ["2024-04-08", "回款", LAKE, "临湖花园", None, 50000, 350000],
    ]
    told = bring(book, account, "往来明细账")
    assert list(told["open"]) == [3, 4]
    assert amounts(book) == ["100000.00", "50000.00"]


MONTHS = [[f"2025-{month:02d}-07", LAKE, 900 + month] for month in range(1, 10)]
OF_MONTHS: Rows = [
    [f"客户：{LAKE}"],
    ["日期", "凭证号", "摘要", "借方", "贷方", "方向", "余额"],
    *([day, f"记-{at}", "收款", "", amount, "贷", ""] for at, (day, _, amount) in enumerate(MONTHS, 1)),
]


def test_many_rows_that_the_book_has_alike_are_asked_about_once(book: Book) -> None:
    deals = [["合同编号", "工程名称", "甲方", "合同金额", "签订日期"], ["K-1", "一院", LAKE, 10000000, "2023-01-01"]]
    bring(book, [*deals, ["K-2", "二院", LAKE, 20000000, "2023-01-01"]], "合同")
    bring(book, [[*HEAD, "合同编号"], *([*row, "K-1"] for row in MONTHS)])
    before = amounts(book)
    told = bring(book, OF_MONTHS, "明细账")
    assert (list(told["open"]), told["asked"]) == ([*range(3, 12)], ["明细账!*"])
    assert amounts(book) == before
    told = bring(book, OF_MONTHS, "明细账", _5="both")  # one row is said to be another receipt
    assert (len(told["open"]), told["asked"], len(amounts(book))) == (8, ["明细账!*"], 10)


def test_the_one_question_about_many_rows_is_answered_for_all_of_them(book: Book) -> None:
    deals = [["合同编号", "工程名称", "甲方", "合同金额", "签订日期"], ["K-1", "一院", LAKE, 10000000, "2023-01-01"]]
    bring(book, [*deals, ["K-2", "二院", LAKE, 20000000, "2023-01-01"]], "合同")
    bring(book, [[*HEAD, "合同编号"], *([*row, "K-1"] for row in MONTHS)])
    told = bring(book, OF_MONTHS, "明细账", **{"r*": "both", "r3": "once"})
    assert (list(told["open"]), told["asked"]) == ([3], [])
    assert len(amounts(book)) == 9 + 8
