"""A party that was entered twice is made one from the list: what will move is said first, and it can be taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from models import contracts, parties
from models.store.book import Book
from tests import makers
from tests.models.store import digests
from tests.ui.pages.a_site import empty_book, window
from ui.main_window import MainWindow
from ui.pages.merge_box import MergeBox

__all__ = ["empty_book", "window"]
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHORT, LONG = "江北交通", "江北交通建设公司"


@pytest.fixture
def two(empty_book: Book) -> tuple[str, str]:
    """The same party twice; the one with the long name has a contract."""
    with empty_book.write(contracts.RECORD) as session:
        short = makers.a_party(session, SHORT).id
        long = makers.a_party(session, LONG).id
        makers.a_contract(session, owner=long)
    return short, long


def list_of(qtbot: QtBot, window: MainWindow, *keys: str) -> Any:
    """The list of parties with these rows selected, the first of them current."""
    page: Any = window.open_page("parties")
    qtbot.waitUntil(lambda: page.panel.model.rowCount() == 2)
    table = page.panel.table
    table.select_key(keys[0])
    rows = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for key in keys[1:]:
        row = page.panel.model.keys().index(key)
        table.selectionModel().select(page.panel.model.index(row, 0), rows)
    return page


def asked(qtbot: QtBot, page: Any) -> MergeBox:
    (button,) = [one for one in page.findChildren(QPushButton) if one.text() == "合并单位…"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), MergeBox))
    box: Any = QApplication.activeWindow()
    return box


def sentence(box: MergeBox) -> str:
    return box.form.fields["goes"].sentence.text()


def test_two_selected_parties_become_one_and_two_again(
    qtbot: QtBot, window: MainWindow, empty_book: Book, two: tuple[str, str]
) -> None:
    short, long = two
    before = digests.of_records(empty_book)
    box = asked(qtbot, list_of(qtbot, window, short, long))
    qtbot.waitUntil(lambda: "合同 1" in sentence(box))
    assert f"将转到“{SHORT}”名下" in sentence(box)
    qtbot.keyClick(box, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: window.page().panel.model.rowCount() == 1)
    with empty_book.read() as session:
        found = parties.named(session, LONG)
        assert found is not None
        assert (found.id, found.name) == (short, SHORT)
    qtbot.waitUntil(window.bar.undo.isVisible)
    assert "合并往来单位" in window.bar.told.text()
    qtbot.mouseClick(window.bar.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.page().panel.model.rowCount() == 2)
    assert digests.of_records(empty_book) == before


def test_the_other_name_may_stay(qtbot: QtBot, window: MainWindow, empty_book: Book, two: tuple[str, str]) -> None:
    short, long = two
    box = asked(qtbot, list_of(qtbot, window, short, long))
    qtbot.keyClick(box, Qt.Key.Key_X, ALT)
    qtbot.waitUntil(lambda: "没有记录" in sentence(box))
    assert box.form.fields["stays"].editor.words() == LONG
    qtbot.keyClick(box, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: window.page().panel.model.rowCount() == 1)
    with empty_book.read() as session:
        assert [one.name for one in parties.draft_of(session, long).aliases] == [SHORT]


def test_with_one_selected_the_other_is_picked(
    qtbot: QtBot, window: MainWindow, empty_book: Book, two: tuple[str, str]
) -> None:
    short, long = two
    box = asked(qtbot, list_of(qtbot, window, short))
    qtbot.keyClick(box, Qt.Key.Key_S, CTRL)
    assert "请填写" in sentence(box) or "不能为空" in sentence(box)
    box.form.go_to("goes")
    qtbot.keyClicks(box.form.fields["goes"].editor, "jbjtjs")
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "合同 1" in sentence(box))
    assert box.form.draft().goes == long
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert window.page().panel.model.rowCount() == 2


def test_two_credit_codes_are_said_before_anything_is_tried(
    qtbot: QtBot, window: MainWindow, empty_book: Book, two: tuple[str, str]
) -> None:
    codes = ("91350100M000100Y43", "91320100134758943K")
    with empty_book.write(parties.RECORD) as session:
        for key, code in zip(two, codes, strict=True):
            parties.record(session, replace(parties.draft_of(session, key), credit_code=code))
    before = digests.of_records(empty_book)
    box = asked(qtbot, list_of(qtbot, window, *two))
    qtbot.waitUntil(lambda: "信用代码不同" in sentence(box))
    qtbot.keyClick(box, Qt.Key.Key_S, CTRL)
    assert box.isVisible()
    assert digests.of_records(empty_book) == before
