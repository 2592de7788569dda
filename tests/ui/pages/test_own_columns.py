"""Own columns are defined from the header of a list, filled in its form, seen and filtered in the list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models import own, registry
from models.own import OwnColumnDraft
from models.store.book import Book
from tests import samples
from ui.main_window import MainWindow
from ui.pages.form_box import FormBox
from ui.pages.form_page import FormPage
from ui.pages.list_page import ListPage
from ui.pages.settings import SettingsPage
from ui.workspace import Workspace

CTRL = Qt.KeyboardModifier.ControlModifier
WAIT = 20_000


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """The sample; the workspace closes it."""
    return registry.open_book(samples.copied(tmp_path / "book", 40))


@pytest.fixture
def window(qtbot: QtBot, open_workspace: Callable[[Any], Workspace], book: Book) -> MainWindow:
    shown = MainWindow(open_workspace(book))
    qtbot.addWidget(shown)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    return shown


def listed(qtbot: QtBot, window: MainWindow, name: str) -> ListPage:
    page: ListPage = window.open_page(name)
    qtbot.waitUntil(lambda: page.panel.model.is_settled, timeout=WAIT)
    return page


def box(qtbot: QtBot) -> FormBox:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), FormBox), timeout=WAIT)
    found: Any = QApplication.activeWindow()
    return found


def define(qtbot: QtBot, page: ListPage, *columns: OwnColumnDraft) -> None:
    menu = page.panel.table.columns.menu(0)
    next(action for action in menu.actions() if action.text() == "自定义栏目…").trigger()
    shown = box(qtbot)
    shown.form.change(columns=columns)
    qtbot.keyClick(shown, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: bool(page.spec.listing.columns[-1].name.startswith("own_")), timeout=WAIT)
    qtbot.waitUntil(lambda: page.panel.model.is_settled, timeout=WAIT)


def test_a_column_is_defined_in_the_header_filled_in_the_form_and_seen_in_the_list(
    qtbot: QtBot, window: MainWindow, book: Book
) -> None:
    page = listed(qtbot, window, "parties")
    define(qtbot, page, OwnColumnDraft(caption="评级", kind="choice", choices="A、B、C"))
    name = page.spec.listing.columns[-1].name
    header = page.panel.model.headerData(len(page.spec.listing.columns) - 1, Qt.Orientation.Horizontal)
    assert header == "评级"
    key = page.panel.model.key_at(0)
    page.show_record(key)
    qtbot.waitUntil(lambda: isinstance(page._top(), FormPage), timeout=WAIT)
    form: Any = page._top()
    assert form.form._cards[-1]._title == "Own columns"
    form.form.fields[name].editor.put("B")
    form.form._entry_edited(name)
    qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page._top() is None, timeout=WAIT)
    qtbot.waitUntil(lambda: (page.panel.model.row_at(0) or ("",))[-1] == "B", timeout=WAIT)
    page.panel.filters.ask_condition(name)
    choices = page.panel.filters._box.choice
    assert [choices.itemText(at) for at in range(choices.count())] == ["A", "B", "C"]


def test_a_posted_record_has_own_columns_too(qtbot: QtBot, window: MainWindow, book: Book) -> None:
    page = listed(qtbot, window, "receipts")
    define(qtbot, page, OwnColumnDraft(caption="到账说明"))
    page.panel.table.selectRow(0)
    menu = page.panel.table.columns.menu(0)
    next(action for action in menu.actions() if action.text() == "填写当前行的自定义栏目…").trigger()
    shown = box(qtbot)
    name = page.spec.listing.columns[-1].name
    shown.form.change(**{name: "业主财务口头确认"})
    qtbot.keyClick(shown, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: (page.panel.model.row_at(0) or ("",))[-1] == "业主财务口头确认", timeout=WAIT)
    with book.read() as session:
        (column,) = own.own_of(session)["receipts"]
        assert own.values_of(session, page.panel.model.key_at(0), (column,)) == {name: "业主财务口头确认"}


def test_own_columns_are_defined_in_the_settings_by_keys_too(qtbot: QtBot, window: MainWindow, book: Book) -> None:
    page: SettingsPage = window.open_page("settings")
    names = [page.owning.itemData(place) for place in range(page.owning.count())]
    assert {"contracts", "variations", "receivables"} <= set(names)
    assert "deadlines" not in names
    page.owning.setCurrentIndex(names.index("variations"))
    page.define.setFocus()
    qtbot.keyClick(page.define, Qt.Key.Key_Space)
    shown = box(qtbot)
    shown.form.change(columns=(OwnColumnDraft(caption="签证类别", kind="choice", choices="设计、现场"),))
    qtbot.keyClick(shown, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: bool(_defined(book)), timeout=WAIT)
    assert _defined(book) == ["签证类别"]
    listed(qtbot, window, "variations")


def _defined(book: Book) -> list[str]:
    with book.read() as session:
        return [one.caption for one in own.own_of(session, "variations").get("variations", ())]


@pytest.mark.parametrize("name", ["receipts", "certificates"])
def test_the_page_of_a_document_that_is_no_form_asks_for_its_own_columns_too(
    qtbot: QtBot, window: MainWindow, book: Book, name: str
) -> None:
    page = listed(qtbot, window, name)
    page.show_record(page.panel.model.key_at(0))
    qtbot.waitUntil(lambda: hasattr(page._top(), "save") and page._top() is not page.panel, timeout=WAIT)
    shown: Any = page._top()
    strip = shown.strip if name == "receipts" else shown.foot.strip
    assert not strip.own.isVisible()
    define(qtbot, page, OwnColumnDraft(caption="经办", kind="text"))
    own_name = page.spec.listing.columns[-1].name
    qtbot.waitUntil(strip.own.isVisible, timeout=WAIT)
    strip.own.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(strip.own, Qt.Key.Key_Space)
    asked = box(qtbot)
    asked.form.change(**{own_name: "李工"})
    qtbot.keyClick(asked, Qt.Key.Key_S, CTRL)
    with book.read() as session:
        columns = own.own_of(session, name)[name]
    qtbot.waitUntil(lambda: _kept(book, strip.key, columns) == {own_name: "李工"}, timeout=WAIT)


def _kept(book: Book, key: str, columns: tuple[own.Own, ...]) -> dict[str, Any]:
    with book.read() as session:
        draft = own.with_values(session, key, own.FillDraft(key), columns)
    return {one.name: getattr(draft, one.name) for one in columns}
