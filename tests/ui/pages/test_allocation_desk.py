"""A receipt is typed with the keyboard, allocated in the order of the law, and what a hand typed stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models import receipts
from models.money import Money
from models.registry import create_book
from models.store.book import Book
from tests import makers
from tests.ui.pages.owing import (
    LATER,
    PAID,
    a_desk,
    an_owing_book,
    balance,
    on_top,
    received,
    recorded,
    shown,
)
from ui.pages.allocation_desk import AllocationDesk
from ui.pages.receipts import ReceiptsPage
from ui.workspace import Workspace

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
FULL, PART = Money.of(800_000), Money.of(100_000)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Closed by the workspace that opens it."""
    made = create_book(tmp_path / "book", "JB")
    an_owing_book(made)
    return made


@pytest.fixture
def workspace(book: Book, open_workspace: Callable[[Any], Workspace]) -> Workspace:
    opened = open_workspace(book)
    opened.set_as_of(PAID)
    return opened


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> ReceiptsPage:
    made: ReceiptsPage = shown(qtbot, ReceiptsPage(workspace))
    return made


def keys(qtbot: QtBot, words: str) -> None:
    """Type where the focus is."""
    qtbot.keyClicks(QApplication.focusWidget(), words)


def press(qtbot: QtBot, key: Qt.Key, held: Any = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key, held)


def type_receipt(qtbot: QtBot, desk: AllocationDesk, amount: str) -> None:
    """Payer by initials, day, amount, with Tab between them, as a cashier does it."""
    qtbot.waitUntil(lambda: desk.form.fields["payer"].editor.hasFocus())
    keys(qtbot, "jbslhzyyxgs")
    press(qtbot, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: bool(desk.form.draft().payer))
    desk.form.fields["amount"].editor.setFocus(Qt.FocusReason.TabFocusReason)
    keys(qtbot, amount)
    qtbot.waitUntil(lambda: len(desk.lines) == 6)


def amounts(desk: AllocationDesk) -> list[Money | None]:
    return [line.amount for line in desk.lines]


def type_cell(qtbot: QtBot, desk: AllocationDesk, row: int, words: str) -> None:
    desk.grid.go_to(f"{row}.amount")
    qtbot.keyClick(desk.grid.view, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    editor.selectAll()  # type: ignore[union-attr]
    qtbot.keyClicks(editor, words)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def test_what_is_due_first_is_proposed_while_it_is_typed(qtbot: QtBot, page: ReceiptsPage, book: Book) -> None:
    desk = a_desk(qtbot, page)
    type_receipt(qtbot, desk, "=9*100000")
    assert [line.due_on for line in desk.lines[:2]] == [date(2024, 6, 6), date(2024, 7, 7)]
    assert amounts(desk) == [FULL, PART, None, None, None, None]
    assert desk.lines[0].days == 25
    assert desk.panel.figures.rest.text() == "0.00"
    assert desk.panel.figures.rest.property("tone") == "done"
    with book.read() as session:
        proposed = receipts.propose(session, desk.form.draft())
    assert [(one.receivable, one.amount, one.allocated_on) for one in proposed] == [
        (line.receivable, line.amount, line.allocated_on) for line in desk.lines if line.amount
    ]


def test_tab_goes_from_the_amount_into_the_lines(qtbot: QtBot, page: ReceiptsPage) -> None:
    desk = a_desk(qtbot, page)
    type_receipt(qtbot, desk, "900000")
    press(qtbot, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is desk.grid.view
    at = desk.grid.view.currentIndex()
    assert (at.row(), desk.grid.model.columns[at.column()].name) == (0, "amount")
    press(qtbot, Qt.Key.Key_Tab)
    assert desk.grid.model.columns[desk.grid.view.currentIndex().column()].name == "allocated_on"
    press(qtbot, Qt.Key.Key_Tab)
    assert desk.grid.view.currentIndex().row() == 1


def test_what_was_typed_by_hand_stays_and_the_rest_follows(qtbot: QtBot, page: ReceiptsPage) -> None:
    desk = a_desk(qtbot, page)
    type_receipt(qtbot, desk, "900000")
    assert not desk.payables.restore.isVisible()
    type_cell(qtbot, desk, 1, "300000")
    assert amounts(desk)[:2] == [Money.of(600_000), Money.of(300_000)]
    assert [line.by_hand for line in desk.lines[:2]] == [False, True]
    desk.form.fields["amount"].editor.setFocus()
    keys(qtbot, "1000000")
    assert amounts(desk)[:2] == [Money.of(700_000), Money.of(300_000)]
    qtbot.mouseClick(desk.payables.restore, Qt.MouseButton.LeftButton)
    assert amounts(desk)[:2] == [FULL, Money.of(200_000)]
    desk.grid.view.setFocus()
    qtbot.keyClick(desk.grid.view, Qt.Key.Key_Z, CTRL)
    assert amounts(desk)[:2] == [Money.of(700_000), Money.of(300_000)]


def test_a_block_with_captions_finds_its_documents_whatever_their_order(qtbot: QtBot, page: ReceiptsPage) -> None:
    desk = a_desk(qtbot, page)
    type_receipt(qtbot, desk, "900000")
    names, whole, told = [one.name for one in desk.grid.model.columns], amounts(desk), list[str]()
    desk.grid.view.pasted.connect(told.append)
    document, kind = desk.lines[1].document, desk.grid.model.words(1, names.index("kind"))
    rows = ["单据\t款项\t核销金额", f"{document}\t{kind}\t200.5", f"JB-9\t{kind}\t5"]
    QApplication.clipboard().setText("\n".join(rows))
    desk.grid.go_to("0.amount")
    qtbot.keyClick(desk.grid.view, Qt.Key.Key_V, CTRL)
    assert told == ["已按栏目名称粘贴 1 行。未找到：JB-9。"]
    assert amounts(desk)[:2] == [whole[0], Money.of("200.50")]
    assert [line.by_hand for line in desk.lines] == [False, True, *[False] * (len(desk.lines) - 2)]
    qtbot.keyClick(desk.grid.view, Qt.Key.Key_Z, CTRL)
    assert amounts(desk) == whole


def test_a_line_that_was_emptied_is_left_out(qtbot: QtBot, page: ReceiptsPage) -> None:
    desk = a_desk(qtbot, page)
    type_receipt(qtbot, desk, "900000")
    desk.grid.go_to("0.amount")
    qtbot.keyClick(desk.grid.view, Qt.Key.Key_Delete)
    assert amounts(desk)[:2] == [None, FULL]
    assert desk.panel.figures.rest.text() == "0.00"
    assert amounts(desk)[2:].count(None) < 4


def test_too_much_is_told_under_its_line_and_not_saved(qtbot: QtBot, page: ReceiptsPage, book: Book) -> None:
    desk = a_desk(qtbot, page)
    type_receipt(qtbot, desk, "900000")
    type_cell(qtbot, desk, 0, "850000")
    assert "50,000.00" in desk.grid.desk.advice[0].text()
    press(qtbot, Qt.Key.Key_S, CTRL)
    qtbot.wait(50)
    assert recorded(book) == []
    type_cell(qtbot, desk, 0, "800000")
    type_cell(qtbot, desk, 1, "200000")
    assert desk.panel.figures.rest.text() == "−100,000.00"
    assert desk.panel.figures.rest.property("tone") == "danger"
    press(qtbot, Qt.Key.Key_S, CTRL)
    qtbot.wait(50)
    assert recorded(book) == []
    assert desk.grid.view.currentIndex().row() == 1


def test_what_cannot_be_read_stays_in_its_cell_and_is_not_saved(qtbot: QtBot, page: ReceiptsPage, book: Book) -> None:
    desk = a_desk(qtbot, page)
    type_receipt(qtbot, desk, "900000")
    type_cell(qtbot, desk, 0, "many")
    assert desk.grid.model.words(0, 5) == "many"
    assert desk.grid.desk.advice
    press(qtbot, Qt.Key.Key_S, CTRL)
    qtbot.wait(50)
    assert recorded(book) == []


def test_ctrl_s_saves_and_the_message_bar_takes_it_back(
    qtbot: QtBot, page: ReceiptsPage, book: Book, workspace: Workspace
) -> None:
    desk = a_desk(qtbot, page)
    type_receipt(qtbot, desk, "1000000")
    with qtbot.waitSignal(workspace.message, check_params_cb=lambda _said, undoable: undoable):
        press(qtbot, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 0)
    assert recorded(book) == [("SK-2024-001", Money.of(1_000_000), Money())]
    assert balance(book, PAID) == Money.of(1_000_000)
    qtbot.waitUntil(lambda: page.panel.model.rowCount() == 1)
    workspace.undo()
    qtbot.waitUntil(lambda: page.panel.model.rowCount() == 0)
    assert balance(book, PAID) == Money.of(2_000_000)


def test_ctrl_shift_s_saves_and_begins_the_next(qtbot: QtBot, page: ReceiptsPage, book: Book) -> None:
    first = a_desk(qtbot, page)
    type_receipt(qtbot, first, "800000")
    press(qtbot, Qt.Key.Key_S, CTRL | SHIFT)
    qtbot.waitUntil(lambda: isinstance(page.stack.currentWidget(), AllocationDesk) and page._top() is not first)
    assert recorded(book) == [("SK-2024-001", FULL, Money())]
    assert page._top().form.draft().payer == ""


def test_an_overpayment_stays_unallocated_in_amber(qtbot: QtBot, page: ReceiptsPage, book: Book) -> None:
    desk = a_desk(qtbot, page)
    type_receipt(qtbot, desk, "2500000")
    assert desk.panel.figures.rest.text() == "500,000.00"
    assert desk.panel.figures.rest.property("tone") == "warning"
    press(qtbot, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: len(recorded(book)) == 1)
    assert recorded(book)[0][2] == Money.of(500_000)


def test_only_bills_ask_for_number_and_maturity(qtbot: QtBot, page: ReceiptsPage) -> None:
    desk = a_desk(qtbot, page)
    assert not desk.form.fields["matures_on"].isVisible()
    desk.form.change(method="bank_bill")
    assert desk.form.fields["matures_on"].isVisible()


def test_a_contract_fills_in_who_pays(qtbot: QtBot, book: Book, workspace: Workspace) -> None:
    with book.write(receipts.RECORD) as session:
        other = makers.a_party(session, "云岭县财政国库支付中心").id
        contract = makers.a_contract(session, number="JB-2", payer=other).id
    page = shown(qtbot, ReceiptsPage(workspace, {"contract": contract}))
    desk = a_desk(qtbot, page)
    assert (desk.form.draft().contract, desk.form.draft().payer) == (contract, other)
    assert desk.lines == ()
    assert desk.payables.stack.currentWidget() is desk.payables.says


def test_the_day_of_the_receipt_moves_the_allocations_but_not_a_typed_day(qtbot: QtBot, page: ReceiptsPage) -> None:
    desk = a_desk(qtbot, page)
    type_receipt(qtbot, desk, "900000")
    desk.grid.go_to("1.allocated_on")
    qtbot.keyClick(desk.grid.view, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    editor.selectAll()  # type: ignore[union-attr]
    qtbot.keyClicks(editor, "20240801")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    desk.form.change(received_on=date(2024, 7, 5))
    assert [line.allocated_on for line in desk.lines[:2]] == [date(2024, 7, 5), LATER]


def test_typing_that_was_left_is_gone_on_with_hand_and_all(
    qtbot: QtBot, page: ReceiptsPage, workspace: Workspace, book: Book
) -> None:
    desk = a_desk(qtbot, page)
    type_receipt(qtbot, desk, "900000")
    type_cell(qtbot, desk, 1, "300000")
    with qtbot.waitSignal(workspace.typing.listed, check_params_cb=bool) as listed:
        press(qtbot, Qt.Key.Key_Escape)
    assert page.stack.currentIndex() == 0
    page.resume(listed.args[0][0])
    again: AllocationDesk = on_top(qtbot, page, AllocationDesk)
    assert amounts(again)[:2] == [Money.of(600_000), Money.of(300_000)]
    assert [line.by_hand for line in again.lines[:2]] == [False, True]
    with qtbot.waitSignal(workspace.typing.listed, check_params_cb=lambda kept: kept == []):
        again.save()
    assert recorded(book) == [("SK-2024-001", Money.of(900_000), Money())]


def test_what_another_receipt_settles_meanwhile_is_not_proposed_twice(
    qtbot: QtBot, page: ReceiptsPage, book: Book
) -> None:
    desk = a_desk(qtbot, page)
    type_receipt(qtbot, desk, "900000")
    received(book, 700_000)
    qtbot.waitUntil(lambda: desk.lines[0].open == PART)
    assert amounts(desk)[:2] == [PART, FULL]


def test_f2_explains_what_is_open(qtbot: QtBot, page: ReceiptsPage, book: Book) -> None:
    received(book, 300_000)
    desk = a_desk(qtbot, page)
    type_receipt(qtbot, desk, "900000")
    desk.grid.go_to("0.open")
    qtbot.keyClick(desk.grid.view, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: desk.tracer.card.isVisible())
    shown_now = desk.tracer.card.shown
    assert shown_now is not None
    assert shown_now.value == "500,000.00"
    assert [step.value for step in shown_now.steps] == ["800,000.00", "−300,000.00", "500,000.00"]
    desk.leave()
    assert not desk.tracer.card.isVisible()
    assert page.stack.currentWidget() is desk
