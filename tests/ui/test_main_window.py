"""The frame works by keys and by clicks, and shows nothing that leads nowhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from models.language import text
from models.pinyin import initials
from models.store.unfinished import Unfinished
from models.work import Progress
from tests.ui import fake_pages
from tests.ui.fakes import FakeBook
from ui.frame.calendar_box import CalendarBox
from ui.frame.command_box import Choice
from ui.frame.wording import says
from ui.main_window import MainWindow
from ui.pages.list_page import ListPage
from ui.pages.settings import SettingsPage
from ui.window_state import WindowState
from ui.workspace import Workspace

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[Workspace], MainWindow]:
    """``show(workspace)`` opens a window that has the keyboard."""

    def shown(workspace: Workspace) -> MainWindow:
        window = MainWindow(workspace, fake_pages.PAGES)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    return shown


@pytest.fixture
def window(show: Callable[[Workspace], MainWindow], workspace: Workspace) -> MainWindow:
    return show(workspace)


def box_of(window: MainWindow) -> Any:
    assert window._box is not None
    return window._box


def test_the_rail_shows_only_places_that_have_a_page(window: MainWindow) -> None:
    assert list(window.rail.buttons) == ["home", "receipts", "parties", "settings"]
    assert window.rail.buttons["receipts"].text() == "回款与发票"
    assert window.rail.buttons["receipts"].key == "4"


def test_a_place_opens_by_its_digit_and_by_a_click(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_4, CTRL)
    assert isinstance(window.page(), ListPage)
    assert window.rail.buttons["receipts"].isChecked()
    assert window.top.trail.accessibleName() == "回款"
    qtbot.mouseClick(window.rail.buttons["settings"], Qt.MouseButton.LeftButton)
    assert isinstance(window.page(), SettingsPage)


def test_without_a_book_only_pages_that_need_none_open(
    qtbot: QtBot, show: Callable[[Workspace], MainWindow], dressed: QApplication
) -> None:
    workspace = Workspace()
    window = show(workspace)
    assert not window.rail.buttons["receipts"].isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_4, CTRL)
    assert window.open_page("receipts") is None
    window.open_place("settings")
    assert isinstance(window.page(), SettingsPage)
    workspace.close()


def test_pages_of_one_place_are_tabs(qtbot: QtBot, window: MainWindow) -> None:
    window.open_place("parties")
    tabs = window.stack.currentWidget().tabs
    assert [tabs.tabText(n) for n in range(tabs.count())] == ["合同", "证据"]
    tabs.setCurrentIndex(1)
    assert isinstance(window.page(), SettingsPage)
    assert window.top.trail.accessibleName() == "证据"


def test_ctrl_k_finds_pages_commands_and_records(qtbot: QtBot, window: MainWindow, fake_book: FakeBook) -> None:
    object.__setattr__(fake_pages.LISTING, "words", (lambda parts: parts,))
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    box = box_of(window)
    assert "回款" in box.titles()[1]
    qtbot.keyClicks(box.line, "2026-000321")
    qtbot.waitUntil(lambda: any("2026-000321" in title for title in box.titles()))
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.top.trail.accessibleName() == "回款 › 2026-000321")


def test_ctrl_k_begins_a_record(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    box = box_of(window)
    qtbot.keyClicks(box.line, initials(text("New receipt")))
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: text("New receipt") in window.top.trail.accessibleName())


@pytest.mark.parametrize("words", ["新增回款", "xzhk", "登记回款"])
def test_ctrl_k_knows_a_new_record_by_the_name_of_its_page_too(qtbot: QtBot, window: MainWindow, words: str) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    box = box_of(window)
    box.line.insert(words)
    assert box.titles()[0].startswith("登记回款")
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: text("New receipt") in window.top.trail.accessibleName())


def test_an_amount_finds_its_record(qtbot: QtBot, window: MainWindow) -> None:
    window.open_command_box()
    box = box_of(window)
    box.line.setText("1,556.50")
    qtbot.waitUntil(lambda: any("2026-000322" in title for title in box.titles()))


def test_long_hits_of_ctrl_k_are_shortened_in_their_middle_never_at_the_end(qtbot: QtBot, window: MainWindow) -> None:
    window.open_command_box()
    box = box_of(window)
    assert box.list.textElideMode() is Qt.TextElideMode.ElideMiddle
    box._show([Choice("江北市城市建设投资集团有限公司 " * 4, str, "回款")])
    last = box.list.model().index(box.list.count() - 1, 0)
    assert box.list.visualRect(last).width() <= box.list.viewport().width()
    assert not box.list.horizontalScrollBar().isVisible()
    assert box.list.item(box.list.count() - 1).toolTip().endswith("回款")
    qtbot.keyClick(box.line, Qt.Key.Key_Escape)


def test_the_search_button_always_shows_its_key(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1366, 700)
    window.top.search.setMaximumWidth(200)
    qtbot.waitUntil(lambda: window.top.search.width() <= 200)
    window.top.resize(window.top.width() - 1, window.top.height())
    words = window.top.search.text()
    assert words.endswith("Ctrl+K")
    assert window.top.search.fontMetrics().horizontalAdvance(words) <= window.top.search.width()


def test_arrows_move_through_what_was_found(qtbot: QtBot, window: MainWindow) -> None:
    window.open_command_box()
    box = box_of(window)
    qtbot.keyClick(box.line, Qt.Key.Key_Down)
    assert box.list.currentRow() == 1
    qtbot.keyClick(box.line, Qt.Key.Key_Up)
    qtbot.keyClick(box.line, Qt.Key.Key_Up)
    assert box.list.currentRow() == box.list.count() - 1
    qtbot.keyClick(box.line, Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("title", "words", "found"),
    [("新增回款", "回款", True), ("新增回款", "xzhk", True), ("新增回款", "合同", False), ("Settings", "SET", True)],
)
def test_titles_are_found_by_words_and_initials(title: str, words: str, found: bool) -> None:
    assert says(title, words) is found


def test_a_past_cut_off_day_is_tinted(qtbot: QtBot, window: MainWindow) -> None:
    assert window.top.property("past") is not True
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL | SHIFT)
    last = date.today().replace(day=1) - timedelta(days=1)
    assert window.workspace.as_of == last
    assert window.top.cut_off.text() == f"截至 {last.isoformat()}"
    assert window.top.property("past") is True
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL | SHIFT)
    assert window.workspace.as_of == last.replace(day=1) - timedelta(days=1)
    window.workspace.set_as_of(None)
    assert window.top.property("past") is False


def test_the_cut_off_day_is_typed_or_chosen(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.mouseClick(window.top.cut_off, Qt.MouseButton.LeftButton)
    box = window.top.cut_off.findChild(CalendarBox)
    box.line.setText("nonsense")
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert box.problem.isVisible()
    box.line.setText("-1")
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert window.workspace.as_of == date.today() - timedelta(days=1)


def test_the_message_bar_says_what_happened_and_takes_it_back(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    undone: list[bool] = []
    monkeypatch.setattr(window.workspace, "undo", lambda: undone.append(True))
    window.workspace.tell("已保存：登记回款", True)
    assert window.bar.told.text() == "已保存：登记回款"
    qtbot.mouseClick(window.bar.undo, Qt.MouseButton.LeftButton)
    assert undone == [True]
    window.workspace.tell("Something else")
    assert not window.bar.undo.isVisible()


def test_a_long_work_shows_how_far_it_is_with_a_way_out(qtbot: QtBot, window: MainWindow) -> None:
    window.workspace.progress.emit("导入", Progress(3, 12, "reading rows"))
    assert window.bar.bar.isVisible()
    assert (window.bar.bar.value(), window.bar.bar.maximum()) == (3, 12)
    assert window.bar.doing.text() == "导入 · 正在读取 3/12"
    window.workspace.progress.emit("", None)
    assert not window.bar.cancel.isVisible()


def test_ctrl_u_turns_yuan_into_ten_thousands(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_U, CTRL)
    assert window.workspace.in_wan
    assert "万元" in window.bar.unit.text()
    qtbot.mouseClick(window.bar.unit, Qt.MouseButton.LeftButton)
    assert not window.workspace.in_wan


def test_undo_names_the_step(qtbot: QtBot, window: MainWindow) -> None:
    assert not window.top.undo.isEnabled()
    window.workspace.steps_changed.emit("登记回款 2026-041", "")
    assert window.top.undo.isEnabled()
    assert window.top.undo.text().startswith("登记回款")
    assert window.top.undo.text().endswith("2026-041"), "the number tells two steps apart"
    window.workspace.steps_changed.emit("登记业主签认 JB-2025-008-06", "")
    assert window.top.undo.text() == "登记业主签认 JB-…25-008-06"
    assert not window.top.redo.isVisible()
    window.workspace.steps_changed.emit("", "登记回款 2026-041")
    assert window.top.redo.isVisible()


def test_undo_in_an_entry_is_the_entrys_own(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window.open_place("receipts")
    words = window.page().panel.filters.words
    words.setFocus()
    qtbot.keyClicks(words, "abc")
    qtbot.keyClick(words, Qt.Key.Key_Z, CTRL)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    assert words.text() == ""


def test_unfinished_drafts_are_offered_again(qtbot: QtBot, window: MainWindow) -> None:
    kept = Unfinished("receipts/new-1", "receipts", '{"number":"2026-9"}', "2026-11-23T10:00:00+08:00")
    window.workspace.typing.listed.emit([kept])
    assert window.bar.drafts.text() == "未完成草稿 1"
    menu = window.bar.kept_menu()
    assert menu.actions()[0].text() == "回款 · 11-23 10:00"
    menu.actions()[0].trigger()
    page = window.page()
    qtbot.waitUntil(lambda: page.trail != [])
    assert page.stack.currentWidget().form.draft().number == "2026-9"
    assert page.stack.currentWidget().kept_as == "receipts/new-1"


def test_the_language_is_switched_without_losing_what_is_typed(qtbot: QtBot, window: MainWindow) -> None:
    window.open_page("receipts", "new")
    page = window.page()
    qtbot.waitUntil(lambda: page.trail != [])
    form = page.stack.currentWidget().form
    qtbot.keyClicks(form.fields["number"].editor, "2026-77")
    window.workspace.speak("en")
    assert window.rail.buttons["receipts"].text() == "Receipts and invoices"
    assert page.stack.currentWidget().form is form
    assert form.draft().number == "2026-77"


def test_the_window_remembers_its_size(qtbot: QtBot, workspace: Workspace) -> None:
    first = MainWindow(workspace, fake_pages.PAGES)
    first.resize(1024, 650)
    first.show()
    first.close()
    second = MainWindow(workspace, fake_pages.PAGES)
    qtbot.addWidget(second)
    assert (second.width(), second.height()) == (1024, 650)


@pytest.mark.parametrize(("room", "filling"), [((1366, 728), True), ((1280, 1024), True), ((1920, 1040), False)])
def test_a_screen_that_would_hide_the_edges_is_filled_at_the_first_start(
    qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, room: tuple[int, int], filling: bool
) -> None:
    monkeypatch.setattr(MainWindow, "room", lambda _window: QSize(*room))
    first = MainWindow(workspace, fake_pages.PAGES)
    qtbot.addWidget(first)
    first.appear()
    assert first.isMaximized() is filling
    first.close()
    again = MainWindow(workspace, fake_pages.PAGES)
    qtbot.addWidget(again)
    again.resize(1024, 650)
    again.close()
    last = MainWindow(workspace, fake_pages.PAGES)
    qtbot.addWidget(last)
    last.appear()
    assert (last.width(), last.height(), last.isMaximized()) == (1024, 650, False)


def test_every_control_of_the_frame_has_a_name(window: MainWindow) -> None:
    for part in (window.top, window.bar, window.rail):
        for button in part.findChildren(QLineEdit) + list(window.rail.buttons.values()):
            assert button.accessibleName() or button.text()


def test_the_state_of_the_window_survives_a_broken_file(tmp_path: Any) -> None:
    file = tmp_path / "settings.json"
    file.write_text("{broken", encoding="utf-8")
    state = WindowState(file)
    assert state.get("size", "normal") == "normal"
    state.put("size", "large")
    assert WindowState(file).get("size") == "large"
    state.put("columns.a", {"order": []})
    state.forget("columns.")
    assert WindowState(file).get("columns.a") is None


def test_a_search_without_a_hit_says_so(qtbot: QtBot, window: MainWindow) -> None:
    window.open_command_box()
    box = window._box
    assert box is not None
    qtbot.keyClicks(box.line, "zzzqqq")
    qtbot.waitUntil(box.nothing.isVisible)
    box.line.clear()
    qtbot.keyClicks(box.line, "a")
    assert not box.nothing.isVisible()
    box.close()
