"""An import stopped in its middle leaves nothing in the book, the window usable, the file importable at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models import registry
from models.importing.masters import MAKING
from models.importing.table import READING as ROWS
from models.importing.unsaved import WRITING
from models.store.book import Book
from models.store.history import steps
from models.store.listing import Question
from models.work import Progress, Work
from reports.reading.reader import READING as FILE
from tests.models.importing_sheets import digest
from tests.ui.pages.sample_window import CTRL
from tests.ui.pages.test_import_wizard import WAIT, a_file, book, page, take, wait, window
from ui.main_window import MainWindow
from ui.pages import import_work
from ui.pages.import_wizard import ImportPage

__all__ = ["book", "page", "window"]

MANY = 2_400
"""Receipts: each stage goes on in several pieces, so that there is a middle."""
FIRST = date(2024, 1, 1)
MASTERS: dict[str, list[list[Any]]] = {
    "单位": [["名称"], ["临湖置业"]],
    "合同": [["合同编号", "合同名称", "业主", "合同金额"], ["HT-1", "临湖花园一期施工合同", "临湖置业", 900_000_000]],
}
TEMPLATE, LEDGER = (
    ("收款", ["收款编号", "付款单位", "合同编号", "收款日期", "金额"]),
    ("回款台账", ["流水号", "付款单位", "合同号", "到账日期", "回款金额"]),
)


@pytest.fixture(params=[TEMPLATE, LEDGER], ids=["template", "ledger"])
def large(request: pytest.FixtureRequest, qtbot: QtBot, page: ImportPage, tmp_path: Path) -> Path:
    """A workbook of many receipts, under a contract that the book has."""
    take(qtbot, page, a_file(tmp_path / "主.xlsx", MASTERS))
    qtbot.mouseClick(page.found.bring, Qt.MouseButton.LeftButton)
    wait(qtbot, page)
    name, head = request.param
    rows = ([f"SK-{n}", "临湖置业", "HT-1", FIRST + timedelta(n % 900), 1_000 + n] for n in range(MANY))
    return a_file(tmp_path / "大.xlsx", {name: [head, *rows]})


class Middle:
    """Holds a work in the middle of a stage until somebody has cancelled it."""

    def __init__(self, patch: pytest.MonkeyPatch, name: str, stage: str) -> None:
        self.reached, self.go_on, self._stage = threading.Event(), threading.Event(), stage
        self._patch, self._name, self._work = patch, name, getattr(import_work, name)
        patch.setattr(import_work, name, self._held)

    def _held(self, *told: Any) -> Work[Any]:
        work = self._work(*told)
        try:
            while True:
                progress: Progress = next(work)
                if progress.doing == self._stage and progress.done and not self.reached.is_set():
                    self.reached.set()
                    assert self.go_on.wait(WAIT / 1000)
                yield progress
        except StopIteration as end:
            return end.value
        finally:
            work.close()

    def cancel(self, qtbot: QtBot, window: MainWindow, page: ImportPage, by_key: bool = False) -> None:
        """By a click on the link in the message bar, or a key on it, while the work stands in its middle."""
        qtbot.waitUntil(self.reached.is_set, timeout=WAIT)
        assert window.bar.cancel.isVisible()
        if by_key:
            window.bar.cancel.setFocus(Qt.FocusReason.TabFocusReason)
            QTest.keyClick(window.bar.cancel, Qt.Key.Key_Space)
        else:
            qtbot.mouseClick(window.bar.cancel, Qt.MouseButton.LeftButton)
        self.go_on.set()
        wait(qtbot, page)
        self._patch.undo()


@pytest.fixture
def hold(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Middle]:
    return lambda name, stage: Middle(monkeypatch, name, stage)


def count_steps(book: Book) -> int:
    with book.read() as session:
        return len(list(steps(session.connection())))


def press(qtbot: QtBot, window: MainWindow, page: ImportPage, key: Qt.Key, modifier: Any = None) -> None:
    """A key for whoever has the keyboard."""
    here = window.focusWidget()
    assert here is not None
    assert page.isAncestorOf(here) or here is page, "the keyboard is nowhere on the page"
    QTest.keyClick(here, key, modifier or Qt.KeyboardModifier.NoModifier)
    wait(qtbot, page)


def bring_by_keys(qtbot: QtBot, window: MainWindow, page: ImportPage) -> None:
    """Ctrl+Enter brings it in, after Enter has gone through the steps of a ledger."""
    while page.card is page.ledger and page.ledger.next.isVisible():
        press(qtbot, window, page, Qt.Key.Key_Return)
    press(qtbot, window, page, Qt.Key.Key_Return, CTRL)


def expect_all_in(book: Book, page: ImportPage, before: int) -> None:
    """Every receipt once, in one step."""
    assert page.is_in
    assert count_steps(book) == before + 1
    with book.read() as session:
        assert len(registry.LISTINGS["receipts"].keys(session, Question(date(2026, 11, 23)))) == MANY


@pytest.mark.parametrize("stage", [FILE, ROWS, MAKING], ids=["file", "rows", "checks"])
def test_reading_and_checking_stopped_in_the_middle_leaves_nothing_and_the_file_is_read_again_by_a_key(
    qtbot: QtBot,
    window: MainWindow,
    page: ImportPage,
    book: Book,
    large: Path,
    hold: Callable[[str, str], Middle],
    stage: str,
) -> None:
    before, count = digest(book), count_steps(book)
    middle = hold("read_and_check", stage)
    page.take(large)
    middle.cancel(qtbot, window, page)
    assert not window.bar.cancel.isVisible()
    assert (digest(book), count_steps(book)) == (before, count)
    assert page.path == large
    assert not page.found.bring.isEnabled()
    assert "尚未读完" in page.checked.reason
    press(qtbot, window, page, Qt.Key.Key_R, CTRL)
    bring_by_keys(qtbot, window, page)
    expect_all_in(book, page, count)


@pytest.mark.parametrize(("stage", "by_key"), [(MAKING, False), (WRITING, True)], ids=["checks", "writing"])
def test_bringing_in_stopped_in_the_middle_leaves_nothing_and_the_same_file_is_brought_in_at_once(
    qtbot: QtBot,
    window: MainWindow,
    page: ImportPage,
    book: Book,
    large: Path,
    hold: Callable[[str, str], Middle],
    stage: str,
    by_key: bool,
) -> None:
    take(qtbot, page, large)
    before, count = digest(book), count_steps(book)
    middle = hold("bring_ledger" if page.card is page.ledger else "bring", stage)
    bring_by_keys_until_asked(qtbot, window, page)
    middle.cancel(qtbot, window, page, by_key)
    assert not window.bar.cancel.isVisible()
    assert (digest(book), count_steps(book)) == (before, count)
    assert not page.is_in
    assert page.card.bring.isEnabled()
    bring_by_keys(qtbot, window, page)
    expect_all_in(book, page, count)
    page.workspace.undo()
    qtbot.waitUntil(lambda: digest(book) == before, timeout=WAIT)
    wait(qtbot, page)


def bring_by_keys_until_asked(qtbot: QtBot, window: MainWindow, page: ImportPage) -> None:
    """The same keys, without waiting for what the last one began."""
    while page.card is page.ledger and page.ledger.next.isVisible():
        press(qtbot, window, page, Qt.Key.Key_Return)
    here = window.focusWidget()
    assert here is not None
    QTest.keyClick(here, Qt.Key.Key_Return, CTRL)
