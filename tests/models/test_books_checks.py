"""Our balance of a customer beside the ledger's: what is not booked explains itself, reasons explain the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import bookings, books_checks
from models.bookings import BookDraft
from models.books_checks import BalanceDraft, BooksCheck, BooksCheckDraft, ReasonDraft, worked_out
from models.certificates import PaymentCertificate
from models.importing import UPDATE
from models.money import Money
from models.problems import Invalid, Refused
from models.receipts import Receipt
from models.store.book import Book
from reports.books_check import BOOKS_CHECK, BooksCheckPaper
from reports.report import pdf, write_xlsx
from tests import makers
from tests.models.importing_sheets import bring_in, problems, sentences, workbook
from tests.reports.books import FILL, a_certificate, a_receipt

M = Money.of
AMOUNTS = st.integers(-(10**9), 10**9)


def a_month(session: Session) -> str:
    """June booked, July not: 300,000 certified, 120,000 received of which 20,000 is unallocated; the customer's id."""
    contract = makers.a_contract(session, recovery_rule="none", advance=None)
    for day in (date(2024, 5, 20), date(2024, 6, 3), date(2024, 7, 3)):
        a_certificate(session, contract, day, M(100_000))
    a_receipt(session, contract, date(2024, 6, 20), M(70_000))
    a_receipt(session, contract, date(2024, 7, 20), M(30_000))
    a_receipt(session, contract, date(2024, 7, 21), M(20_000), settle=False)
    makers.a_deposit(session, contract, paid_on=date(2024, 6, 1))
    june = select(PaymentCertificate.id).where(PaymentCertificate.certified_on == date(2024, 6, 3))
    bookings.book(session, BookDraft("certificates", tuple(session.scalars(june)), "记-6", date(2024, 6, 30)))
    first = select(Receipt.id).where(Receipt.received_on == date(2024, 6, 20))
    bookings.book(session, BookDraft("receipts", tuple(session.scalars(first)), "银-6", date(2024, 6, 30)))
    return contract.owner_id


def line(draft: BooksCheckDraft) -> tuple[str, ...]:
    one = draft.balances[0]
    names = ("ours", "amount", "apart", "documents", "receipts", "explained", "unexplained")
    return tuple(str(getattr(one, name) or Money()) for name in names)


def test_what_is_not_booked_explains_itself_and_reasons_the_rest(book: Book) -> None:
    with book.write(FILL) as session:
        customer = a_month(session)
        draft = books_checks.with_book(session, BooksCheckDraft(month="2024.7"))
        assert [one.party for one in draft.balances] == [customer]
        told = worked_out(replace(draft, balances=(replace(draft.balances[0], amount=M(129_000)),)))
        assert line(told) == (
            "180000.00", "129000.00", "51000.00", "100000.00", "-50000.00", "0.00", "1000.00",
        )  # fmt: skip
        (advice,) = books_checks.check(told)
        assert (advice.advice, advice.text("en")) == (True, "1,000.00 is not explained.")
        row = books_checks.record(session, told)
        reason = ReasonDraft(customer, "CNY", "elsewhere", M(1_000), "检测费记在 122103")
        row = books_checks.record(session, replace(books_checks.draft_of(session, row.id), reasons=(reason,)))
        whole = books_checks.draft_of(session, row.id)
        assert line(whole)[-2:] == ("1000.00", "0.00")
        assert books_checks.unexplained(whole) == {}
        assert row.month == "2024-07"


def test_deposits_count_where_their_accounts_are_checked_too(book: Book) -> None:
    with book.write(FILL) as session:
        a_month(session)
        draft = BooksCheckDraft(month="2024-06")
        assert line(books_checks.with_book(session, draft))[0] == "130000.00"
        assert line(books_checks.with_book(session, replace(draft, covers="all")))[0] == "730000.00"


def test_several_accounts_of_a_customer_are_compared_together(book: Book) -> None:
    with book.write(FILL) as session:
        customer = a_month(session)
        two = (BalanceDraft(customer, account="112201", amount=M(100_000)), BalanceDraft(customer, account="112202",
               amount=M(30_000)))  # fmt: skip
        draft = books_checks.with_book(session, BooksCheckDraft(month="2024-06", balances=two))
        assert line(draft)[2:] == ("0.00", "0.00", "0.00", "0.00", "0.00")
        assert draft.balances[1].ours is None


def test_what_cannot_be_is_refused_in_words(book: Book) -> None:
    with book.write(FILL) as session:
        customer = a_month(session)
        row = books_checks.record(session, BooksCheckDraft(month="2024-06"))
        with pytest.raises(Invalid, match="2024-06 was checked already"):
            books_checks.record(session, BooksCheckDraft(month="2024年6月"))
        with pytest.raises(Invalid, match="is not a month"):
            books_checks.record(session, BooksCheckDraft(month="六月"))
        twice = (BalanceDraft(customer), BalanceDraft(customer))
        with pytest.raises(Invalid, match="stands here twice"):
            books_checks.record(session, BooksCheckDraft(month="2024-05", balances=twice))
        reason = ReasonDraft(customer, "USD", "other", M(1), "汇率")
        with pytest.raises(Invalid, match="no line above in this currency"):
            books_checks.record(session, BooksCheckDraft(month="2024-05", balances=twice[:1], reasons=(reason,)))
        books_checks.void(session, row.id, "重做")
        with pytest.raises(Refused, match="void already"):
            books_checks.void(session, row.id, "")
        assert books_checks.record(session, BooksCheckDraft(month="2024-06")).month == "2024-06"


def test_the_paper_adds_up_and_says_what_is_unexplained(book: Book, tmp_path: Path) -> None:
    with book.write(FILL) as session:
        makers.a_company(session)
        a_month(session)
        draft = books_checks.with_book(session, BooksCheckDraft(month="2024-07"))
        with pytest.raises(Refused, match="was not checked yet"):
            BOOKS_CHECK.collect(session, BooksCheckPaper("2024-07"))
        books_checks.record(session, replace(draft, balances=(replace(draft.balances[0], amount=M(129_000)),)))
        data = BOOKS_CHECK.collect(session, BooksCheckPaper("2024-07", language="en"))
        assert [str(one) for one in data.groups[0].rows[0][1:]] == [
            "180000.00", "129000.00", "51000.00", "100000.00", "-50000.00", "0.00", "1000.00",
        ]  # fmt: skip
        assert data.notes == ("Not explained: 1,000.00 CNY.",)
        assert BOOKS_CHECK.contradictions(data) == []
        assert pdf(BOOKS_CHECK, data)[0].startswith(b"%PDF")
        write_xlsx(BOOKS_CHECK, data, tmp_path / "check.xlsx")


def test_the_balances_of_the_ledger_come_in_from_a_sheet_of_their_own(book: Book) -> None:
    with book.write(FILL) as session:
        a_month(session)
    head = ["核对月份", "客户", "科目", "账面余额"]
    sheet = {
        "账面余额": [head, ["2024-7", makers.OWNER, "1122", 129_000.0]],
        "核对差异": [["核对月份", "客户", "差异类型", "差异金额", "原因"],
                  ["2024-07", makers.OWNER, "其他", 1_000.0, "检测费"]],
    }  # fmt: skip
    outcome = bring_in(book, workbook(sheet))
    assert outcome.ready
    with book.read() as session:
        key = session.scalars(select(BooksCheck.id)).one()
        assert line(books_checks.draft_of(session, key))[-2:] == ("1000.00", "0.00")
    sheet["账面余额"][1][3] = 130_000.0
    assert bring_in(book, workbook(sheet), existing=UPDATE).counts["ledger_balances"].updated == 1
    with book.read() as session:
        assert line(books_checks.draft_of(session, key))[-1] == "-1000.00"
    found = sentences(problems(book, workbook({"账面余额": [head, ["七月", "没有这家", "1122", 1.0]]})))
    assert any(one.startswith("账面余额!B2: There is no party") for one in found)
    assert any("is not a month" in one for one in found)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9)), max_size=4), st.integers(0, 10**9)
)
def test_the_parts_of_every_difference_add_up_to_it(lines: list[tuple[int, int]], told: int) -> None:
    balances = tuple(
        BalanceDraft(str(place % 2), amount=Money(theirs), ours=Money(ours), documents=Money(7))
        for place, (ours, theirs) in enumerate(lines)
    )
    reasons = (ReasonDraft("0", "CNY", "other", Money(told), "x"),)
    for one in worked_out(BooksCheckDraft(month="2024-07", balances=balances, reasons=reasons)).balances:
        parts = (one.documents, one.receipts, one.explained, one.unexplained)
        assert (one.apart or Money()) == Money.total(part or Money() for part in parts)
