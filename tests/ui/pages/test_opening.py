"""Opening balances are entered from a contract's workspace; their old items are owed with their own dates."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models import opening
from models.contracts import RECORD
from models.money import Money
from models.opening import OpeningItemDraft
from models.store.book import Book
from models.store.listing import Question
from tests import makers
from tests.ui.pages.a_site import TODAY, empty_book, window
from ui.main_window import MainWindow
from ui.pages.contract_workspace import ContractWorkspace
from ui.pages.form_page import FormPage
from ui.pages.opening import SHEET, WHOLE
from ui.pages.paper_box import PaperBox

__all__ = ["empty_book", "window"]
WAIT = 20_000
CTRL = Qt.KeyboardModifier.ControlModifier
OLD = OpeningItemDraft("progress", "2021-07", date(2021, 8, 1), date(2021, 9, 1), Money.of(700_000))


def workspace_of(qtbot: QtBot, window: MainWindow, book: Book) -> ContractWorkspace:
    with book.write(RECORD) as session:
        key = makers.a_contract(session, advance=None).id
    page = window.open_page("contracts", key)
    qtbot.waitUntil(lambda: isinstance(page._top(), ContractWorkspace))
    top: ContractWorkspace = page._top()
    qtbot.waitUntil(lambda: top.standing is not None)
    return top


def begun(qtbot: QtBot, top: ContractWorkspace) -> tuple[Any, FormPage]:
    overview = top.open_tab("overview")
    qtbot.waitUntil(lambda: overview.shown is not None)
    qtbot.mouseClick(overview.opening, Qt.MouseButton.LeftButton)
    terms: Any = top.stack.currentWidget()
    page = terms.stack.currentWidget()
    page.begin_record()
    qtbot.waitUntil(lambda: isinstance(page._top(), FormPage))
    return page, page._top()


def test_old_items_become_receivables_with_their_own_dates(qtbot: QtBot, window: MainWindow, empty_book: Book) -> None:
    top = workspace_of(qtbot, window, empty_book)
    page, form = begun(qtbot, top)
    assert form.form.draft().contract == top.key
    form.form.change(
        taken_on=date(2024, 1, 1), certified=Money.of(5_000_000), received=Money.of(4_300_000), items=(OLD,)
    )
    qtbot.keyClick(form, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: bool(page.panel.model.rowCount() == 1))
    qtbot.waitUntil(lambda: top.head.figures["overdue"].text() == "700,000.00")
    assert top.head.figures["certified"].text() == "41.7 %"
    assert top.head.figures["received"].text() == "35.8 %"
    names = [column.name for column in opening.LISTING.columns]
    assert page.panel.model.row_at(0)[1 + names.index("items")] == Money.of(700_000)


def test_an_old_item_is_not_posted_after_the_book_began(qtbot: QtBot, window: MainWindow, empty_book: Book) -> None:
    _page, form = begun(qtbot, workspace_of(qtbot, window, empty_book))
    form.form.change(taken_on=date(2021, 1, 1), items=(OLD,))
    qtbot.keyClick(form, Qt.Key.Key_S, CTRL)
    assert [problem.entry for problem in form.form.problems()] == ["items.0.posted_on"]
    with empty_book.read() as session:
        assert opening.LISTING.keys(session, Question(TODAY)) == []


def test_a_contract_is_taken_on_once(qtbot: QtBot, window: MainWindow, empty_book: Book) -> None:
    top = workspace_of(qtbot, window, empty_book)
    with empty_book.write(opening.TAKE_ON) as session:
        opening.take_on(session, opening.OpeningDraft(contract=top.key, taken_on=date(2024, 1, 1), items=(OLD,)))
    _page, form = begun(qtbot, top)
    qtbot.keyClick(form, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: bool(form.form.fields["contract"].sentence.text()))
    with empty_book.read() as session:
        assert len(opening.LISTING.keys(session, Question(TODAY))) == 1


def test_the_take_on_sheet_is_compared_while_typing_and_shown_over_the_list(
    qtbot: QtBot, window: MainWindow, empty_book: Book
) -> None:
    top = workspace_of(qtbot, window, empty_book)
    page, form = begun(qtbot, top)
    form.form.change(taken_on=date(2024, 1, 1), items=(OLD,), stated=Money.of(710_000))
    assert form.form.fields["difference"].editor.words() == "10000.00"
    form.form.change(explanation="零星签证一万元未列")
    assert form.form.fields["difference"].editor.words() == ""
    qtbot.keyClick(form, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: bool(page.panel.model.rowCount() == 1))
    for wanted in (SHEET, WHOLE):
        button = next(button for button, action in page.acts.buttons if action is wanted)
        page.panel.table.selectRow(0)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), PaperBox), timeout=WAIT)
        box: Any = QApplication.activeWindow()
        qtbot.waitUntil(lambda box=box: bool(box.preview.pages), timeout=WAIT)  # type: ignore[misc]
        assert box.asked.contract == (top.key if wanted is SHEET else "")
        assert box.preview.pages == 1
        assert box.out.print.isEnabled()
        box.reject()
