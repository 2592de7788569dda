"""The list of receipts, and what happens to a recorded one: its rest, a release, a bill, a return, a correction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models import contracts, receipts
from models.money import Money
from models.registry import create_book
from models.store.book import Book
from tests import makers
from tests.ui.pages.owing import (
    LATER,
    PAID,
    a_recorded,
    an_owing_book,
    balance,
    box,
    on_top,
    received,
    recorded,
    shown,
)
from tests.ui.summed import count_of, sum_of
from ui.pages import at, named
from ui.pages.allocation_desk import AllocationDesk
from ui.pages.allocation_desk_recorded import RecordedReceipt
from ui.pages.form_box import FormBox
from ui.pages.reason_box import ReasonBox
from ui.pages.receipts import ReceiptsPage
from ui.workspace import Workspace

CTRL = Qt.KeyboardModifier.ControlModifier
NOTHING, HALF, ALL_OWED = Money(), Money.of(500_000), Money.of(2_000_000)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Closed by the workspace that opens it."""
    made = create_book(tmp_path / "book", "JB")
    an_owing_book(made)
    return made


@pytest.fixture
def workspace(book: Book, open_workspace: Callable[[Any], Workspace]) -> Workspace:
    opened = open_workspace(book)
    opened.set_as_of(LATER)
    return opened


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> ReceiptsPage:
    made: ReceiptsPage = shown(qtbot, ReceiptsPage(workspace))
    return made


def press(qtbot: QtBot, button: Any) -> None:
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def answer(qtbot: QtBot, **entries: Any) -> None:
    """Fill in the box that is open, and do what it says."""
    asked = box(qtbot, FormBox)
    asked.form.change(**entries)
    press(qtbot, asked.verb)


def test_the_pages_stand_at_their_places() -> None:
    billed = ["invoices", "uninvoiced", "unpaid_invoices", "books_checks", "books_check_papers"]
    billed += ["contradictions", "bookings", "wages"]
    assert [page.name for page in at("receipts")] == ["receipts", *billed]
    ages = ["ageing", "interest", "ageing_report", "provisions", "individual_provisions"]
    money = ["receivables", "deposits", "debit_notes", "sales_plans", *ages]
    assert [page.name for page in at("receivables")] == money
    assert named("receipts").searched is receipts.LISTING


def test_quick_filters_show_what_is_unallocated_and_which_bills_are_in_hand(
    qtbot: QtBot, page: ReceiptsPage, book: Book
) -> None:
    received(book, 500_000, allocate=False)
    received(book, 100_000)
    received(book, 200_000, method="bank_bill", matures_on=date(2024, 12, 31))
    qtbot.waitUntil(lambda: page.panel.model.rowCount() == 3)
    everything, unallocated, in_hand = page.quick.buttons
    press(qtbot, unallocated)
    qtbot.waitUntil(lambda: count_of(page.panel.model) == page.panel.model.rowCount() == 1)
    assert sum_of(page.panel.model, "unallocated") == HALF
    assert page.quick.in_force() == 1
    press(qtbot, in_hand)
    qtbot.waitUntil(lambda: sum_of(page.panel.model, "in_hand") == Money.of(200_000))
    press(qtbot, everything)
    qtbot.waitUntil(lambda: page.panel.model.rowCount() == 3)


def test_the_preview_leads_to_what_was_settled(
    qtbot: QtBot, page: ReceiptsPage, book: Book, workspace: Workspace
) -> None:
    key = received(book, 900_000)
    qtbot.waitUntil(lambda: page.panel.model.rowCount() == 1)
    page.panel.table.select_when_here(key)
    qtbot.waitUntil(lambda: len(page.panel.preview.links) == 2)
    with qtbot.waitSignal(workspace.wanted) as wanted:
        page.panel.preview.links[0].click()
    assert wanted.args[0] == "receivables"


def test_a_tab_of_a_contract_shows_its_receipts_only(qtbot: QtBot, book: Book, workspace: Workspace) -> None:
    with book.write(contracts.RECORD) as session:
        own, other = (makers.a_contract(session, number=number).id for number in ("JB-2", "JB-3"))
    received(book, 100_000, allocate=False, contract=own)
    received(book, 200_000, allocate=False, contract=other)
    page = shown(qtbot, named("receipts").build(workspace, {"contract": own}))
    qtbot.waitUntil(lambda: sum_of(page.panel.model, "amount") == Money.of(100_000))
    assert page.panel.model.rowCount() == 1


def test_the_rest_of_a_recorded_receipt_is_allocated_later(qtbot: QtBot, page: ReceiptsPage, book: Book) -> None:
    desk = a_recorded(qtbot, page, received(book, 500_000, allocate=False))
    assert desk.form.fields["amount"].editor.isReadOnly()
    assert desk.panel.figures.rest.text() == "0.00"
    assert [(line.amount, line.allocated_on) for line in desk.lines[:2]] == [(HALF, LATER), (None, None)]
    qtbot.keyClick(desk.grid.view, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: len(desk.settled.lines) == 1)
    assert desk.lines == ()
    assert not desk.panel.save.isVisible()
    assert balance(book, date(2024, 7, 31)) == ALL_OWED
    assert balance(book, LATER) == Money.of(1_500_000)


def test_a_release_opens_the_receivable_again_from_its_day(qtbot: QtBot, page: ReceiptsPage, book: Book) -> None:
    desk = a_recorded(qtbot, page, received(book, 900_000))
    assert [one.amount for one in desk.settled.lines] == [Money.of(800_000), Money.of(100_000)]
    desk.settled.table.setFocus()
    desk.settled.table.setCurrentCell(1, 0)
    qtbot.keyClick(desk.settled.table, Qt.Key.Key_Delete)
    answer(qtbot, on=LATER)
    qtbot.waitUntil(lambda: len(desk.settled.lines) == 3)
    assert [one.standing for one in desk.settled.lines] == [True, False, False]
    assert desk.money == Money.of(100_000)
    assert recorded(book)[0][2] == Money.of(100_000)
    assert balance(book, PAID) == Money.of(1_100_000)
    assert balance(book, LATER) == Money.of(1_200_000)


def test_a_release_before_the_allocation_is_refused_beside_the_day(
    qtbot: QtBot, page: ReceiptsPage, book: Book
) -> None:
    desk = a_recorded(qtbot, page, received(book, 900_000))
    press(qtbot, desk.settled.release)
    answer(qtbot, on=date(2024, 6, 30))
    asked = box(qtbot, FormBox)
    assert [problem.entry for problem in asked.form.problems()] == ["on"]
    assert balance(book, LATER) == Money.of(1_100_000)
    asked.reject()


def test_a_bill_is_in_hand_until_it_is_paid(qtbot: QtBot, page: ReceiptsPage, book: Book) -> None:
    key = received(book, 500_000, method="bank_bill", matures_on=LATER)
    desk = a_recorded(qtbot, page, key)
    assert "2024-08-01" in desk.head.standing.text()
    press(qtbot, desk.head.collect)
    answer(qtbot)
    qtbot.waitUntil(lambda: not desk.head.collect.isVisible())
    assert desk.head.standing.property("tone") == "done"
    with book.read() as session:
        assert receipts.beside(session, LATER)["CNY"].in_hand == NOTHING


def test_a_dishonoured_bill_restores_the_debt(qtbot: QtBot, page: ReceiptsPage, book: Book) -> None:
    desk = a_recorded(qtbot, page, received(book, 500_000, method="commercial_bill", matures_on=LATER))
    press(qtbot, desk.head.reverse)
    asked = box(qtbot, FormBox)
    assert asked.form.draft().how == "dishonoured"
    asked.do_it()
    assert asked.isVisible(), "a reason is asked"
    answer(qtbot, on=LATER, reason="出票人账户余额不足")
    qtbot.waitUntil(lambda: desk.head.standing.property("tone") == "danger")
    assert "SK-2024-001-R" in desk.head.standing.text()
    assert not desk.head.correct.isVisible()
    assert desk.lines == ()
    assert balance(book, PAID) == Money.of(1_500_000)
    assert balance(book, LATER) == ALL_OWED


def test_a_correction_is_prefilled_and_leaves_one_receipt(qtbot: QtBot, page: ReceiptsPage, book: Book) -> None:
    recorded_one = a_recorded(qtbot, page, received(book, 900_000))
    press(qtbot, recorded_one.head.correct)
    desk = on_top(qtbot, page, AllocationDesk)
    assert desk.form.draft().number == "SK-2024-001"
    assert [line.open for line in desk.lines[:2]] == [Money.of(800_000), Money.of(800_000)]
    assert [line.by_hand for line in desk.lines[:2]] == [False, False]
    assert not desk.panel.save_next.isVisible()
    desk.form.change(amount=Money.of(1_000_000))
    assert [line.amount for line in desk.lines[:2]] == [Money.of(800_000), Money.of(200_000)]
    desk.save()
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 0)
    assert recorded(book) == [("SK-2024-001", Money.of(1_000_000), NOTHING)]
    assert balance(book, LATER) == Money.of(1_000_000)


def test_void_asks_why_and_counts_nowhere(qtbot: QtBot, page: ReceiptsPage, book: Book) -> None:
    desk = a_recorded(qtbot, page, received(book, 900_000))
    press(qtbot, desk.head.void)
    asked = box(qtbot, ReasonBox)
    qtbot.keyClicks(asked.reason, "recorded twice")
    qtbot.keyClick(asked.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 0)
    assert recorded(book) == []
    assert balance(book, PAID) == ALL_OWED


def test_further_allocations_that_were_left_are_gone_on_with(
    qtbot: QtBot, page: ReceiptsPage, book: Book, workspace: Workspace
) -> None:
    key = received(book, 500_000, allocate=False)
    desk = a_recorded(qtbot, page, key)
    first, second = desk.lines[:2]
    desk.grid.desk.setData(desk.grid.model.index(1, 5), "200000")
    assert [line.amount for line in desk.lines[:2]] == [Money.of(300_000), Money.of(200_000)]
    with qtbot.waitSignal(workspace.typing.listed, check_params_cb=bool) as listed:
        desk.leave()
    page.resume(listed.args[0][0])
    again = on_top(qtbot, page, RecordedReceipt)
    assert [(line.receivable, line.amount) for line in again.lines[:2]] == [
        (first.receivable, Money.of(300_000)),
        (second.receivable, Money.of(200_000)),
    ]


def test_a_duplicate_is_of_today_and_proposed_anew(qtbot: QtBot, page: ReceiptsPage, book: Book) -> None:
    page.duplicate(received(book, 900_000))
    desk = on_top(qtbot, page, AllocationDesk)
    draft = desk.form.draft()
    assert (draft.id, draft.number, draft.received_on) == ("", "", LATER)
    assert [(line.open, line.amount) for line in desk.lines[:1]] == [(Money.of(700_000), Money.of(700_000))]
    assert desk.panel.figures.rest.text() == "0.00"
