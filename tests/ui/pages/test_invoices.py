"""Invoices are typed, advised, taken back, received and booked in the window, by keys; a month is checked there too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from models.bookings import Booking
from models.books_checks import BooksCheck
from models.contracts import Contract
from models.invoices import VatInvoice
from models.money import Money
from models.registry import create_book
from models.store.book import Book
from models.store.listing import Question
from tests import makers
from tests.reports.books import FILL, a_certificate, a_receipt
from tests.ui.pages.test_final_accounts import form_of, typed
from tests.ui.pages.valuing import until
from ui.pages import books_checks, invoices
from ui.pages.form_box import FormBox
from ui.pages.list_page import ListPage
from ui.workspace import Workspace

CTRL = Qt.KeyboardModifier.ControlModifier
DAY = date(2025, 6, 30)
NUMBERS = ("25322000000000000001", "25322000000000000002")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = create_book(tmp_path / "book", "JB")
    with made.write(FILL) as session:
        contract = makers.a_contract(session, recovery_rule="none", advance=None)
        for day in (date(2025, 3, 25), date(2025, 4, 25)):
            a_certificate(session, contract, day, Money.of(100_000))
        a_receipt(session, contract, date(2025, 5, 20), Money.of(50_000))
    yield made
    made.close()


@pytest.fixture
def workspace(open_workspace: Callable[[Any], Workspace], book: Book) -> Workspace:
    made = open_workspace(book)
    made.set_as_of(DAY)
    return made


@pytest.fixture
def show(qtbot: QtBot, workspace: Workspace) -> Callable[[QWidget], Any]:
    """Show a list and wait until its rows are there."""

    def shown(page: Any) -> Any:
        qtbot.addWidget(page)
        page.resize(1216, 690)
        page.show()
        qtbot.waitExposed(page)
        until(qtbot, lambda: page.panel.model.is_settled)
        return page

    return shown


def boxes() -> list[FormBox]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, FormBox) and one.isVisible()]


def box(qtbot: QtBot) -> FormBox:
    until(qtbot, lambda: any(one.isActiveWindow() for one in boxes()))
    return boxes()[0]


def saved(qtbot: QtBot, where: QWidget) -> None:
    qtbot.keyClick(where, Qt.Key.Key_S, CTRL)


def kept(book: Book, kind: Any, *columns: Any) -> list[tuple[Any, ...]]:
    with book.read() as session:
        return [tuple(row) for row in session.execute(select(*columns).order_by(kind.id))]


def numbers(book: Book) -> list[tuple[Any, ...]]:
    return kept(book, VatInvoice, VatInvoice.number, VatInvoice.gross)


def test_chosen_documents_are_invoiced_with_the_number_alone(
    qtbot: QtBot, workspace: Workspace, book: Book, show: Any
) -> None:
    page = show(invoices.UninvoicedPage(workspace))
    table = page.panel.table
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_A, CTRL)
    page._run(page.spec.actions[0])
    asked = box(qtbot)
    assert [str(line.amount) for line in asked.form.draft().lines] == ["100000.00", "100000.00"]
    saved(qtbot, asked)
    qtbot.wait(50)
    assert boxes(), "without a number nothing is saved and nothing typed is lost"
    typed(qtbot, asked.form, "number", NUMBERS[0])
    saved(qtbot, asked)
    until(qtbot, lambda: numbers(book) == [(NUMBERS[0], Money.of(200_000))])
    until(qtbot, lambda: page.panel.model.is_settled and not page.panel.model.keys())


def test_an_invoice_is_typed_advised_received_booked_and_taken_back(
    qtbot: QtBot, workspace: Workspace, book: Book, show: Any
) -> None:
    with book.read() as session:
        contract = session.scalars(select(Contract.id)).one()
    page: ListPage = show(ListPage(workspace, invoices.SPEC, {"contract": contract}))
    page.begin_record()
    form = form_of(qtbot, page).form
    until(qtbot, lambda: form.draft().agreed_rate is not None)
    typed(qtbot, form, "number", NUMBERS[0])
    typed(qtbot, form, "gross", "109000")
    until(qtbot, lambda: any("发票没有对应的计价单据" in one.text() for one in form.problems()))
    typed(qtbot, form, "net", "100000")
    typed(qtbot, form, "vat", "9001")
    saved(qtbot, form_of(qtbot, page))
    until(qtbot, lambda: any("109,001.00" in one.text() for one in form.problems()))
    assert numbers(book) == []
    typed(qtbot, form, "vat", "9000")
    saved(qtbot, form_of(qtbot, page))
    until(qtbot, lambda: numbers(book) == [(NUMBERS[0], Money.of(109_000))])
    until(qtbot, lambda: page.panel.table.current_key() != "")
    red, receive, booking, _correct = page.spec.actions
    page._run(receive)
    typed(qtbot, box(qtbot).form, "received_on", "2025-07-03")
    saved(qtbot, box(qtbot))
    until(qtbot, lambda: kept(book, VatInvoice, VatInvoice.received_on) == [(date(2025, 7, 3),)] and not boxes())
    page._run(booking)
    typed(qtbot, box(qtbot).form, "voucher", "Z-06-018")
    saved(qtbot, box(qtbot))
    until(qtbot, lambda: kept(book, Booking, Booking.voucher, Booking.month) == [("Z-06-018", "2025-06")])
    until(qtbot, lambda: not boxes())
    page._run(red)
    asked = box(qtbot)
    assert str(asked.form.draft().gross) == "-109000.00"
    typed(qtbot, asked.form, "number", NUMBERS[1])
    saved(qtbot, asked)
    until(qtbot, lambda: (NUMBERS[1], Money.of(-109_000)) in numbers(book))


def test_a_month_is_checked_with_the_ledger_in_the_window(
    qtbot: QtBot, workspace: Workspace, book: Book, show: Any
) -> None:
    page = show(ListPage(workspace, books_checks.SPEC))
    page.begin_record()
    form = form_of(qtbot, page).form
    assert form.draft().month == "2025-05"
    assert [str(one.unexplained) for one in form.draft().balances] == ["150000.00"]
    typed(qtbot, form, "month", "2025-04")
    until(qtbot, lambda: [str(one.ours) for one in form.draft().balances] == ["200000.00"])
    typed(qtbot, form, "month", "June")
    saved(qtbot, form_of(qtbot, page))
    until(qtbot, lambda: any("June" in one.text() for one in form.problems()))
    typed(qtbot, form, "month", "2025-04")
    saved(qtbot, form_of(qtbot, page))
    until(qtbot, lambda: kept(book, BooksCheck, BooksCheck.month) == [("2025-04",)])
    until(qtbot, lambda: page.panel.model.is_settled)
    with book.read() as session:
        rows = books_checks.SPEC.listing.first(session, Question(DAY))
    assert [row[3] for row in rows] == [1], "one customer"
