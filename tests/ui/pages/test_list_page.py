"""The ordinary page saves, begins the next, voids with a reason, and loses nothing that was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from models import parties
from models.language import text
from models.registry import create_book
from models.store.book import Book
from models.store.listing import Question
from tests.ui import fake_pages, fake_parties
from tests.ui.fakes import FakeBook
from ui.pages import list_page, picking
from ui.pages.form_page import FormPage
from ui.pages.list_page import ListPage
from ui.pages.reason_box import ReasonBox
from ui.tables.exporting import export
from ui.workspace import Workspace

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[ListPage], ListPage]:
    def shown(page: ListPage) -> ListPage:
        qtbot.addWidget(page)
        page.resize(1100, 700)
        with qtbot.waitSignal(page.panel.model.settled), qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        return page

    return shown


@pytest.fixture
def page(workspace: Workspace, show: Callable[[ListPage], ListPage]) -> ListPage:
    return show(ListPage(workspace, fake_pages.SPEC))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = create_book(tmp_path / "book", "JB")
    yield made
    made.close()


def form_of(qtbot: QtBot, page: ListPage) -> FormPage:
    qtbot.waitUntil(lambda: isinstance(page.stack.currentWidget(), FormPage))
    top: Any = page.stack.currentWidget()
    return top


def opened(qtbot: QtBot, page: ListPage, row: int) -> FormPage:
    page.panel.table.select_row(row)
    page.panel.table.setFocus()
    qtbot.keyClick(page.panel.table, Qt.Key.Key_Return)
    return form_of(qtbot, page)


def on_the_list(page: ListPage) -> bool:
    return page.stack.currentIndex() == 0


def test_enter_opens_and_escape_goes_back(qtbot: QtBot, page: ListPage) -> None:
    form = opened(qtbot, page, 2)
    assert form.form.draft().number == "2026-000003"
    assert page.trail == ["2026-000003"]
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert on_the_list(page)
    assert page.trail == []


def test_ctrl_s_saves_and_selects_what_was_saved(qtbot: QtBot, page: ListPage, fake_book: FakeBook) -> None:
    form = opened(qtbot, page, 2)
    form.form.fields["payer"].editor.setFocus()
    form.form.change(payer="新付款人")
    qtbot.keyClick(form, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: on_the_list(page))
    assert fake_book.commands == ["receipts.record"]
    qtbot.waitUntil(lambda: page.panel.table.current_key() == "id-000003")
    assert next(row for row in fake_book.rows if row[0] == "id-000003")[2] == "新付款人"


def test_ctrl_shift_s_begins_the_next(qtbot: QtBot, page: ListPage) -> None:
    form = opened(qtbot, page, 2)
    qtbot.keyClick(form, Qt.Key.Key_S, CTRL | SHIFT)
    qtbot.waitUntil(lambda: page.trail == [text("New receipt")])
    assert form_of(qtbot, page).form.draft() == fake_pages.ReceiptDraft()


def test_what_is_missing_is_said_before_anything_is_asked(qtbot: QtBot, page: ListPage, fake_book: FakeBook) -> None:
    page.panel.table.setFocus()
    qtbot.keyClick(page.panel.table, Qt.Key.Key_N, CTRL)
    form = form_of(qtbot, page)
    qtbot.keyClick(form, Qt.Key.Key_S, CTRL)
    qtbot.wait(50)
    assert fake_book.commands == []
    assert {problem.entry for problem in form.form.problems()} == {"number", "payer", "amount"}


def test_what_the_book_finds_wrong_stands_beside_its_entry(qtbot: QtBot, page: ListPage) -> None:
    form = opened(qtbot, page, 2)
    form.form.change(number="2026-000001")
    qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(problem.message == "This number is taken." for problem in form.form.problems()))
    assert form.save.isEnabled()
    assert not on_the_list(page)


def test_a_duplicate_begins_with_everything_but_the_number(qtbot: QtBot, page: ListPage) -> None:
    page.panel.table.select_row(2)
    page.panel.table.setFocus()
    qtbot.keyClick(page.panel.table, Qt.Key.Key_D, CTRL | SHIFT)
    draft = form_of(qtbot, page).form.draft()
    assert (draft.id, draft.number, draft.payer) == ("", "", "江北公路事业发展中心")


def test_delete_voids_with_a_reason(qtbot: QtBot, page: ListPage, fake_book: FakeBook) -> None:
    page.panel.table.select_row(0)
    page.panel.table.setFocus()
    qtbot.keyClick(page.panel.table, Qt.Key.Key_Delete)
    (box,) = page.findChildren(ReasonBox)
    assert not box.void.isEnabled()
    qtbot.keyClick(box.reason, Qt.Key.Key_Return)
    assert fake_book.commands == []
    qtbot.keyClicks(box.reason, "twice")
    with qtbot.waitSignal(page.panel.model.settled):
        qtbot.keyClick(box.reason, Qt.Key.Key_Return)
    assert fake_book.reasons == ["twice"]
    assert page.panel.model.key_at(0) == "id-000002"


def test_delete_says_why_nothing_can_be_voided_in_a_list_without_it(
    qtbot: QtBot, workspace: Workspace, show: Callable[[ListPage], ListPage]
) -> None:
    page = show(ListPage(workspace, replace(fake_pages.SPEC, void=None)))
    page.panel.table.select_row(0)
    with qtbot.waitSignal(workspace.message) as told:
        qtbot.keyClick(page.panel.table, Qt.Key.Key_Delete)
    assert told.args[0] == "本列表的记录不作废：请打开记录修改，或用 Ctrl+Z 撤销登记它的那一步。"
    assert not page.findChildren(ReasonBox)


def test_the_button_that_voids_says_what_it_does(qtbot: QtBot, page: ListPage) -> None:
    page.panel.table.select_row(0)
    qtbot.keyClick(page.panel.table, Qt.Key.Key_Delete)
    (box,) = page.findChildren(ReasonBox)
    assert box.void.text() == "作废"


def test_escape_takes_the_filter_away_from_a_list_it_left_empty(qtbot: QtBot, page: ListPage) -> None:
    words = page.panel.filters.words
    words.setFocus()
    qtbot.keyClicks(words, "zzzz")
    with qtbot.waitSignal(page.panel.model.settled):
        qtbot.keyClick(words, Qt.Key.Key_Return)
    assert page.panel.model.rowCount() == 0
    with qtbot.waitSignal(page.panel.model.settled):
        qtbot.keyClick(page.panel.table, Qt.Key.Key_Escape)
    assert words.text() == ""
    assert page.panel.model.rowCount() > 0


def test_ctrl_e_exports_while_the_filter_has_the_keyboard(
    qtbot: QtBot, page: ListPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(list_page, "ask_and_export", lambda *what: asked.append(what))
    page.panel.filters.words.setFocus()
    qtbot.keyClick(page.panel.filters.words, Qt.Key.Key_E, CTRL)
    assert len(asked) == 1
    kept = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_U, CTRL)
    page.panel.filters.words.event(kept)
    assert not kept.isAccepted()


def test_what_was_selected_on_another_page_is_not_told_here(qtbot: QtBot, workspace: Workspace, page: ListPage) -> None:
    told: list[str] = []
    workspace.selection_told.connect(told.append)
    page.panel.table.select_row(0)
    qtbot.waitUntil(lambda: bool(told) and bool(told[-1]))
    page.hide()
    page.show()
    qtbot.waitUntil(lambda: told[-1] == "")


def test_typing_that_was_left_is_kept_and_gone_on_with(
    qtbot: QtBot, book: Book, open_workspace: Callable[[Any], Workspace], show: Callable[[ListPage], ListPage]
) -> None:
    workspace = open_workspace(book)
    page = show(ListPage(workspace, fake_parties.SPEC))
    page.begin_record()
    form = form_of(qtbot, page)
    qtbot.keyClicks(form.form.fields["name"].editor, "Linhu")
    kept_as_something = qtbot.waitSignal(workspace.typing.listed, check_params_cb=bool)
    with kept_as_something as listed, qtbot.waitSignal(workspace.message):
        qtbot.keyClick(form, Qt.Key.Key_Escape)
    page.resume(listed.args[0][0])
    again = form_of(qtbot, page)
    assert again.form.draft().name == "Linhu"
    with qtbot.waitSignal(workspace.typing.listed, check_params_cb=lambda kept: kept == []):
        qtbot.keyClick(again, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: page.panel.model.rowCount() == 1)


def test_a_real_noun_is_listed_opened_and_changed(
    qtbot: QtBot, book: Book, open_workspace: Callable[[Any], Workspace], show: Callable[[ListPage], ListPage]
) -> None:
    with book.write(parties.RECORD) as session:
        for name in ("江北公路事业发展中心", "湖东管网投资有限公司"):
            parties.record(session, parties.PartyDraft(name=name))
    page = show(ListPage(open_workspace(book), fake_parties.SPEC))
    with qtbot.waitSignal(page.panel.model.settled):
        page.panel.filters.set("hdgw", ())
    form = opened(qtbot, page, 0)
    assert form.form.draft().name == "湖东管网投资有限公司"
    form.form.change(contact="李工", parent="")
    qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: on_the_list(page))
    with book.read() as session:
        key = page.panel.model.key_at(0)
        assert parties.draft_of(session, key).contact == "李工"


def test_a_parent_company_is_picked_by_its_initials(
    qtbot: QtBot, book: Book, open_workspace: Callable[[Any], Workspace]
) -> None:
    with book.write(parties.RECORD) as session:
        parties.record(session, parties.PartyDraft(name="江北公路事业发展中心"))
    workspace = open_workspace(book)
    source = picking.source(workspace, parties.LISTING)
    found: list[Any] = []
    source.find("jbgl", found.extend)
    qtbot.waitUntil(lambda: bool(found))
    assert found[0].title == "江北公路事业发展中心"
    named: list[Any] = []
    source.named(found[0].key, named.extend)
    qtbot.waitUntil(lambda: named == found)
    assert set(picking.picks(parties.PartyDraft)) == {"parties"}


def test_a_list_is_exported_as_it_is_filtered(
    qtbot: QtBot, book: Book, open_workspace: Callable[[Any], Workspace], tmp_path: Path
) -> None:
    with book.write(parties.RECORD) as session:
        for name in ("江北公路", "湖东管网"):
            parties.record(session, parties.PartyDraft(name=name, nature="sme"))
    workspace = open_workspace(book)
    with qtbot.waitSignal(workspace.message):
        question = Question(workspace.as_of, words="湖东")
        export(workspace, parties.LISTING, question, ["name", "nature"], str(tmp_path / "out.xlsx"))
    sheet = load_workbook(tmp_path / "out.xlsx").active
    rows = [[cell.value for cell in row][:2] for row in sheet.iter_rows(max_row=2)]
    assert rows[0][0] == "名称"
    assert rows[1] == ["湖东管网", "中小企业"]


def test_a_posted_record_can_only_be_read(qtbot: QtBot, workspace: Workspace, page: ListPage) -> None:
    draft = fake_pages.ReceiptDraft(id="id-000003", number="2026-000003")
    form = FormPage(workspace, fake_pages.SPEC, draft, fixed=True)
    qtbot.addWidget(form)
    form.show()
    assert not form.save.isVisible()
    form.save_it()
    assert workspace.book is not None
    assert workspace.book.commands == []  # type: ignore[attr-defined]


def offered(qtbot: QtBot, page: ListPage) -> dict[str, Any]:
    """The menu of a row that is open now, caption → action."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.panel.table.findChildren(QMenu)))
    (menu,) = (one for one in page.panel.table.findChildren(QMenu) if one.isVisible())
    menu.hide()
    return {action.text(): action for action in menu.actions() if action.text()}


def test_the_right_button_offers_what_can_be_done_with_the_row(qtbot: QtBot, page: ListPage) -> None:
    table = page.panel.table
    at = table.visualRect(page.panel.model.index(3, 0)).center()
    pressed = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, table.viewport().mapToGlobal(at))
    QApplication.sendEvent(table.viewport(), pressed)
    assert table.current_key() == "id-000004"
    found = offered(qtbot, page)
    assert list(found) == ["打开", "新增", "复制新增", "复制", "导出", "修改记录", "作废…"]
    found["打开"].trigger()
    assert form_of(qtbot, page).form.draft().number == "2026-000004"


@pytest.mark.parametrize("key", [(Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_F10, SHIFT)])
def test_the_menu_key_offers_the_same_of_the_current_row(qtbot: QtBot, page: ListPage, key: Any) -> None:
    page.panel.table.select_row(2)
    page.panel.table.setFocus()
    qtbot.keyClick(page.window().windowHandle(), *key)
    offered(qtbot, page)["复制新增"].trigger()
    again = form_of(qtbot, page).form.draft()
    assert (again.number, again.payer) == ("", page.panel.model.index(2, 1).data())


def test_the_history_of_a_row_lies_over_the_list(qtbot: QtBot, page: ListPage) -> None:
    page.panel.table.select_row(2)
    page.show_history(page.panel.table.current_key())
    assert page.trail == ["修改记录"]
    qtbot.keyClick(page.stack.currentWidget(), Qt.Key.Key_Escape)
    assert on_the_list(page)
