"""The check with the ledger of the sample: last month, with what is not booked yet and what is booked elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from models import books_checks
from models.books_checks import BalanceDraft, BooksCheckDraft, ReasonDraft
from models.money import Money
from models.store.book import Book

ELSEWHERE = Money.of("38600.00")
ACCOUNT = "112201"


def keep_check(book: Book, today: date) -> None:
    """The ledger of the last month-end as finance has it."""
    month = f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"
    with book.write(books_checks.RECORD) as session:
        draft = books_checks.with_book(session, BooksCheckDraft(month=month))
        if not draft.balances:
            return
        first = draft.balances[0]
        reason = ReasonDraft(
            first.party, first.currency, "elsewhere", ELSEWHERE, "代垫检测费财务记在其他应收款 122103，下月调整"
        )
        lines = tuple(_of_ledger(one, one is first) for one in draft.balances)
        books_checks.record(session, replace(draft, balances=lines, reasons=(reason,)))


def _of_ledger(line: BalanceDraft, booked_elsewhere: bool) -> BalanceDraft:
    known = (line.ours or Money()) - (line.documents or Money()) - (line.receipts or Money())
    return replace(line, account=ACCOUNT, amount=known - (ELSEWHERE if booked_elsewhere else Money()))
