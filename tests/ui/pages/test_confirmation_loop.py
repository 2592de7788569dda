"""The loop of confirmation in the window by keys alone: issue to all, seal, serve, reply in part, explain, close."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.confirmations import replies_to
from models.money import Money
from models.store.book import Book
from tests.ui.pages.sample_window import CTRL, TODAY, sample_book, sample_folder, window
from tests.ui.pages.test_confirmations import stood
from ui.main_window import MainWindow
from ui.pages.form_box import FormBox
from ui.pages.form_page import FormPage

__all__ = ["sample_book", "sample_folder", "window"]
Key = Qt.Key


class Hands:
    """Two hands on a keyboard: every key goes to whatever has the keyboard, and nothing else is touched."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window

    @property
    def at(self) -> QWidget:
        front = QApplication.activeModalWidget()
        if front is None and not self.window.isActiveWindow():
            self.window.activateWindow()  # what a desktop does when a box has closed
            self.qtbot.waitUntil(self.window.isActiveWindow)
        front = front or self.window
        return front.focusWidget() or front

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.at, key, modifier)

    def type(self, words: str) -> None:
        if words.isascii():
            QTest.keyClicks(self.at, words)
        else:  # as an input method gives them
            event = QInputMethodEvent()
            event.setCommitString(words)
            QApplication.sendEvent(self.at, event)

    def tab_to(self, named: str) -> None:
        """With Tab to what a screen reader calls so."""
        for _ in range(90):
            here = self.at
            said = here.text() if isinstance(here, QPushButton) else here.accessibleName()
            if said.startswith(named):
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"Tab never comes to {named}")

    def fill(self, named: str, words: str) -> None:
        self.tab_to(named)
        self.press(Key.Key_A, CTRL)
        self.type(words)

    def front(self, kind: type[Any]) -> Any:
        """The box that stands in front, once the keyboard is in it."""
        self.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
        found: Any = QApplication.activeModalWidget()
        self.qtbot.waitUntil(lambda: found.isActiveWindow() and found.focusWidget() is not None)
        return found

    def closed(self) -> None:
        self.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


@pytest.fixture
def hands(qtbot: QtBot, window: MainWindow) -> Hands:
    return Hands(qtbot, window)


def to_row(hands: Hands, number: str) -> None:
    """Down the list to the row of this statement."""
    hands.tab_to("对账确认")
    panel = hands.window.page().panel  # type: ignore[union-attr]
    hands.press(Key.Key_Home, CTRL)
    for _ in range(panel.model.rowCount()):
        row = panel.model.row_at(panel.table.currentIndex().row())
        if row is not None and row[1] == number:
            return
        hands.press(Key.Key_Down)
    raise AssertionError(f"{number} is not in the list")


def test_from_all_statements_to_a_closed_difference_by_keys_alone(
    qtbot: QtBot, window: MainWindow, hands: Hands, sample_book: Book, tmp_path: Path
) -> None:
    window.open_page("confirmations")
    page: Any = window.page()
    qtbot.waitUntil(lambda: len(page.panel.model.keys()) == 3)
    hands.tab_to("批量发对账函")
    hands.press(Key.Key_Space)
    hands.front(FormBox)
    hands.press(Key.Key_Return, CTRL)
    hands.front(QFileDialog)
    hands.press(Key.Key_A, CTRL)
    hands.type(str(tmp_path))
    hands.press(Key.Key_Return)
    hands.closed()
    qtbot.waitUntil(lambda: bool(list(tmp_path.glob("*–*.pdf"))), timeout=60_000)
    first = min(stood(sample_book))
    qtbot.waitUntil(lambda: len(page.panel.model.keys()) == 3 + len(stood(sample_book)))

    to_row(hands, first)
    for _stage in range(3):
        hands.press(Key.Key_F6)
        hands.front(FormBox)
        hands.fill("经办人", "Li Huijun")
        hands.press(Key.Key_S, CTRL)
        hands.closed()
    assert stood(sample_book)[first] == "to_serve"

    hands.press(Key.Key_F7)
    hands.front(FormBox)
    hands.fill("邮件号", "EMS 1188")
    hands.fill("送达结果", "已送达")
    hands.fill("发生", TODAY.isoformat())
    hands.fill("证明材料", "EMS 1188 回执")
    hands.press(Key.Key_S, CTRL)
    hands.closed()
    qtbot.waitUntil(lambda: stood(sample_book)[first] == "waiting")

    hands.press(Key.Key_F9)
    qtbot.waitUntil(lambda: isinstance(window.page()._top(), FormPage))  # type: ignore[union-attr]
    form = window.page()._top().form  # type: ignore[union-attr]
    stated = form.draft().stated
    hands.fill("回函结果", "部分相符")
    hands.fill("确认金额", str(stated - Money.of(500)))
    hands.fill("签字人", "钱敏")
    hands.fill("印章种类", "公章")
    hands.fill("销差日期", TODAY.isoformat())
    assert form.draft().unexplained == Money.of(500)
    hands.tab_to("差异明细")
    hands.press(Key.Key_Home, CTRL)
    hands.press(Key.Key_5)
    hands.type("00")
    hands.press(Key.Key_Tab)
    hands.type("单价")
    hands.press(Key.Key_Tab)
    hands.press(Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: stood(sample_book)[first] == "closed")
    with sample_book.read() as session:
        (kept,) = replies_to(session, first)
        assert [(one.amount, one.reason) for one in kept.differences] == [(Money.of(500), "price")]
        assert (kept.signatory, kept.seal, kept.is_strong) == ("钱敏", "official", True)
