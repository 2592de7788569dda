"""Interest sheets and ageing reports are asked, seen as the very paper, issued, corrected and found again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from models import papers
from models.books_checks import BooksCheck
from models.money import Money
from models.store.book import Book
from models.store.listing import Question
from tests.ui.pages.sample_window import CTRL, LAKESIDE, key_of, sample_book, sample_folder, window
from tests.ui.pages.test_statements import drawn, paper_shown, text_of, top
from ui.main_window import MainWindow
from ui.pages import attribute, books_checks, interest
from ui.pages.paper_page import PaperPage
from ui.pages.papers_page import SPECS

__all__ = ["sample_book", "sample_folder", "window"]
LATER = Question(as_of=date(2028, 1, 1))


def begun(qtbot: QtBot, window: MainWindow, page: str) -> Any:
    """A new paper of this kind, drawn."""
    window.open_page(page, "new")
    return drawn(qtbot, window)


def interest_of_lakeside(qtbot: QtBot, window: MainWindow, book: Book) -> Any:
    """From the list of debtors; the last month of LPR that the program brings is September 2026."""
    interest.OF_PARTY.run(window.workspace, key_of(book, "parties", LAKESIDE))
    qtbot.waitUntil(lambda: isinstance(top(window), PaperPage) and "2026-10" in top(window).preview.says.text())
    top(window).form.change(as_of=date(2026, 9, 30))
    return drawn(qtbot, window)


def test_the_interest_of_a_debtor_is_shown_at_once_and_follows_the_rate(
    qtbot: QtBot, window: MainWindow, sample_book: Book
) -> None:
    page = interest_of_lakeside(qtbot, window, sample_book)
    first = page.preview.content
    assert "利息计算表" in text_of(first)
    assert LAKESIDE in text_of(first)
    page.form.change(rate_kind="daily", rate=Decimal("0.0005"))
    qtbot.waitUntil(lambda: "约定日利率0.05%" in text_of(page.preview.content))


def test_what_nobody_has_seen_yet_is_not_issued(qtbot: QtBot, window: MainWindow, sample_book: Book) -> None:
    page = interest_of_lakeside(qtbot, window, sample_book)
    seen, head = page.preview.content, sample_book.head()
    page.form.change(as_of=date(2026, 6, 30))
    assert not page.save.isEnabled()
    qtbot.keyClick(page, Qt.Key.Key_S, CTRL)
    assert page.advice.isVisible()
    assert "查看" in page.advice.text()
    qtbot.waitUntil(lambda: page.save.isEnabled())
    assert page.preview.content != seen
    assert sample_book.head() == head
    qtbot.keyClick(page, Qt.Key.Key_S, CTRL)
    kept = paper_shown(qtbot, window).paper
    assert "2026年6月30日" in text_of(kept.pdf).replace(" ", "")


def test_a_missing_month_of_lpr_is_asked_for_in_place_of_the_paper(
    qtbot: QtBot, window: MainWindow, sample_book: Book
) -> None:
    page = interest_of_lakeside(qtbot, window, sample_book)
    page.form.change(as_of=date(2026, 11, 20))
    qtbot.waitUntil(lambda: not page.preview.content and "2026-10" in page.preview.says.text())
    assert not page.save.isEnabled()


def test_entries_the_rate_does_not_read_are_not_asked(qtbot: QtBot, window: MainWindow, sample_book: Book) -> None:
    page = interest_of_lakeside(qtbot, window, sample_book)
    fields = page.form.fields
    assert not fields["rate"].isVisible()
    assert fields["multiple"].isVisible()
    page.form.change(rate_kind="yearly")
    assert fields["rate"].isVisible()
    assert fields["cap"].isVisible()
    assert not fields["multiple"].isVisible()
    page.form.change(principal=Money.of(1_000_000))
    assert fields["since"].isVisible()


def test_a_report_without_a_debtor_is_issued_corrected_and_stands_in_the_register(
    qtbot: QtBot, window: MainWindow, sample_book: Book
) -> None:
    page = begun(qtbot, window, "ageing_report")
    assert "应收账款账龄分析表" in text_of(page.preview.content)
    qtbot.keyClick(top(window), Qt.Key.Key_S, CTRL)
    first = paper_shown(qtbot, window).paper
    assert "-ZL-001" in first.number
    paper_shown(qtbot, window).correct.click()
    again = drawn(qtbot, window)
    assert first.number in text_of(again.preview.content), "the draft of a correction says what it replaces"
    assert again.form.draft().corrects == first.key
    qtbot.keyClick(top(window), Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: "-ZL-002" in paper_shown(qtbot, window).paper.number)
    with sample_book.read() as session:
        rows = papers.LISTING.first(session, LATER)
    assert [row[2] for row in rows if "-ZL-" in row[1]] == ["issued", "withdrawn"]


@pytest.mark.parametrize(("by", "caption"), [("posting", "5年以上"), ("fifo", "先进先出"), ("provision", "坏账准备")])
def test_every_basis_has_its_table(qtbot: QtBot, window: MainWindow, sample_book: Book, by: str, caption: str) -> None:
    page = begun(qtbot, window, "ageing_report")
    page.form.change(by=by)
    qtbot.waitUntil(lambda: bool(page.preview.content) and caption in text_of(page.preview.content))


def test_the_check_of_a_month_goes_out_from_its_list_with_number_and_check_code(
    qtbot: QtBot, window: MainWindow, sample_book: Book
) -> None:
    with sample_book.read() as session:
        checked = session.scalars(select(BooksCheck).where(BooksCheck.void == 0)).first()
        assert checked is not None
        key, month = checked.id, checked.month
    window.open_page("books_checks", "")
    (action,) = books_checks.SPEC.actions
    action.run(window.workspace, key)
    qtbot.waitUntil(lambda: isinstance(top(window), PaperPage))
    page = drawn(qtbot, window)
    assert page.form.draft().month == month
    assert "核对" in text_of(page.preview.content)
    qtbot.keyClick(top(window), Qt.Key.Key_S, CTRL)
    kept = paper_shown(qtbot, window).paper
    assert "-HD-001" in kept.number
    assert kept.number in text_of(kept.pdf)
    with sample_book.read() as session:
        row = session.get_one(papers.IssuedPaper, kept.key)
        assert (row.kind, row.head_hash != "") == ("books_check", True)


def test_a_new_check_sheet_is_of_the_last_month_that_was_checked(qtbot: QtBot, window: MainWindow) -> None:
    page = begun(qtbot, window, "books_check_papers")
    assert page.form.draft().month
    page.form.change(month="1999-01")
    qtbot.waitUntil(lambda: not page.preview.content and "1999-01" in page.preview.says.text())
    assert not page.save.isEnabled()


@pytest.mark.parametrize("kind", sorted(SPECS))
def test_every_paper_that_can_be_asked_for_has_a_name_in_the_register(kind: str) -> None:
    spec = attribute(SPECS[kind])
    assert spec.paper == kind
    assert papers.KINDS[kind]
    assert spec.draft().corrects == ""


@pytest.mark.parametrize(("page", "code"), [("arrears", "-TZ-001"), ("unbilled_report", "-WJ-001")])
def test_a_list_of_all_contracts_is_issued(qtbot: QtBot, window: MainWindow, page: str, code: str) -> None:
    begun(qtbot, window, page)
    qtbot.keyClick(top(window), Qt.Key.Key_S, CTRL)
    assert code in paper_shown(qtbot, window).paper.number
