"""The program starts with its frame, opens the book of yesterday, and there is only one window of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from models import language
from models.registry import create_book
from models.store.placement import LEDGER as LEDGER_OF_A_BOOK
from ui import application, theme
from ui.application import LEDGER, Program
from ui.frame.first_start import FirstStart
from ui.one_window import OneWindow, call_first

Start = Callable[..., Program]


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """``start(book)`` starts the program with its settings in a folder of this test."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    started: list[Program] = []

    def make(book: Path | None = None) -> Program:
        program = Program(qapp, tmp_path / "home")
        started.append(program)
        with qtbot.waitExposed(program.window):
            program.start(book)
        return program

    yield make
    for program in started:
        program.window.close()
        program.window.deleteLater()
    theme.apply(qapp)


def opened(qtbot: QtBot, program: Program) -> None:
    qtbot.waitUntil(lambda: program.workspace.book is not None)


def test_a_first_start_offers_ways_to_begin(qtbot: QtBot, start: Start) -> None:
    program = start()
    qtbot.waitUntil(lambda: isinstance(program.window.page(), FirstStart))
    page = program.window.page()
    assert len({card.y() for card in page.cards}) == 1, "three stand in a row, without a hole"
    cards = {card.offer.name: card for card in page.cards}
    card = cards["new"]
    card.name.setText("江北项目部")
    qtbot.mouseClick(card.begin, Qt.MouseButton.LeftButton)
    opened(qtbot, program)
    assert program.workspace.book is not None
    assert program.workspace.book.site == "JB"
    assert program.window.bar.book.text() == "账册：江北项目部"


def test_a_name_that_is_no_folder_is_refused_and_can_be_changed(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    program = start()
    qtbot.waitUntil(lambda: isinstance(program.window.page(), FirstStart))
    (card,) = (card for card in program.window.page().cards if card.offer.name == "new")
    card.name.setText("测试公司/账册")
    qtbot.mouseClick(card.begin, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "名称里不能有" in program.window.bar.told.text())
    assert not (tmp_path / "home" / "books" / "测试公司").exists()
    card.name.setText("测试公司")
    qtbot.waitUntil(card.begin.isEnabled)
    qtbot.mouseClick(card.begin, Qt.MouseButton.LeftButton)
    opened(qtbot, program)


def test_the_sample_is_made_with_progress_and_can_be_cancelled(
    qtbot: QtBot, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = start()
    qtbot.waitUntil(lambda: isinstance(program.window.page(), FirstStart))
    (card,) = (card for card in program.window.page().cards if card.offer.name == "sample")
    qtbot.mouseClick(card.begin, Qt.MouseButton.LeftButton)
    assert program.window.bar.cancel.isVisible()
    qtbot.mouseClick(program.window.bar.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not program.window.bar.cancel.isVisible(), timeout=20_000)
    assert program.workspace.book is None
    assert not (tmp_path / "home" / "books" / "sample").exists()


def test_while_one_way_is_begun_no_other_can_be_chosen(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    program = start()
    qtbot.waitUntil(lambda: isinstance(program.window.page(), FirstStart))
    page = program.window.page()
    cards = {card.offer.name: card for card in page.cards}
    assert program.window.focusWidget() is cards["sample"].begin, "Enter begins with the sample"
    qtbot.mouseDClick(cards["sample"].begin, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(cards["sample"].begin, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(cards["new"].begin, Qt.MouseButton.LeftButton)
    assert not page.isEnabled()
    assert not (tmp_path / "home" / "books" / cards["new"].name.text()).exists()
    qtbot.mouseClick(program.window.bar.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.window.page().isEnabled(), timeout=20_000)
    assert isinstance(program.window.page(), FirstStart)
    assert program.workspace.book is None


def test_what_was_said_of_one_book_is_not_said_of_the_next(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    elsewhere = create_book(tmp_path / "elsewhere", "JB")
    program = start(tmp_path / "elsewhere")
    qtbot.waitUntil(lambda: "只能查看" in program.window.bar.told.text())
    program.create_book("自己的")
    qtbot.waitUntil(lambda: program.workspace.book_name == "自己的")
    assert program.window.bar.told.text() == ""
    elsewhere.close()


def test_the_book_of_yesterday_is_opened_again(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    create_book(tmp_path / "book", "JB").close()
    first = start(tmp_path / "book")
    opened(qtbot, first)
    first.window.close()
    second = start()
    opened(qtbot, second)
    assert second.workspace.book is not None
    assert second.workspace.book.folder == tmp_path / "book"


def test_a_book_that_cannot_be_opened_is_told_and_the_first_page_shown(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / LEDGER).write_bytes(b"this is no ledger" * 100)
    program = start()
    with qtbot.waitSignal(program.workspace.message):
        program.open_book(folder)
    qtbot.waitUntil(lambda: isinstance(program.window.page(), FirstStart))
    assert program.window.bar.told.text() != ""


def test_a_book_open_elsewhere_can_be_read_and_says_so(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    other = create_book(tmp_path / "book", "JB")
    program = start()
    with qtbot.waitSignal(program.workspace.message) as told:
        program.open_book(tmp_path / "book")
    assert "只能查看" in told.args[0]
    other.close()


def test_looks_and_language_change_while_it_runs_and_are_remembered(
    qtbot: QtBot, start: Start, qapp: QApplication
) -> None:
    program = start()
    program.window.open_place("settings")
    page = program.window.page()
    qtbot.mouseClick(page.mode["dark"], Qt.MouseButton.LeftButton)
    assert theme.colours() is theme.DARK
    qtbot.mouseClick(page.text_size["large"], Qt.MouseButton.LeftButton)
    assert theme.look().size == theme.SIZES["large"]
    qtbot.mouseClick(page.language["en"], Qt.MouseButton.LeftButton)
    assert program.window.windowTitle() == "Qingshou"
    assert page.reset.text() == "Put all columns back"
    program.window.close()
    language.use("zh")
    again = start()
    assert again.window.windowTitle() == "Qingshou"
    assert theme.colours() is theme.DARK


def test_qts_own_words_are_chinese_too(qtbot: QtBot, start: Start) -> None:
    program = start()
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "取消"
    program.workspace.speak("en")
    other = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(other)
    assert other.button(QDialogButtonBox.StandardButton.Cancel).text() == "Cancel"


def test_my_name_stands_in_every_later_step(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    create_book(tmp_path / "book", "JB").close()
    program = start(tmp_path / "book")
    opened(qtbot, program)
    program.window.open_place("settings")
    page = program.window.page()
    page.person.setText("王轼")
    page.person.editingFinished.emit()
    assert program.workspace.book is not None
    assert program.workspace.book.actor == "王轼"
    assert program.window.top.who.text() == "book · 王轼"


def test_a_second_start_raises_the_first_window(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> None:
    assert not call_first(tmp_path, "")
    first = OneWindow(tmp_path)
    with qtbot.waitSignal(first.called) as called:
        assert call_first(tmp_path, "/books/other")
    assert called.args == ["/books/other"]
    first.close()
    assert not call_first(tmp_path, "")


def test_the_ledger_is_looked_for_under_its_own_name() -> None:
    assert LEDGER == LEDGER_OF_A_BOOK


LATER = "sqlalchemy reportlab multiprocessing subprocess concurrent.futures hashlib ui.frame.command_box"
"""What would keep the first paint waiting; each of these takes milliseconds to import."""


def test_nothing_that_can_wait_is_imported_before_the_first_paint() -> None:
    code = f"import sys, main, ui.application; print(*set('{LATER}'.split()) & set(sys.modules))"
    root = Path(application.__file__).parents[1]
    ended = subprocess.run([sys.executable, "-c", code], cwd=root, check=True, capture_output=True, text=True)
    assert ended.stdout.strip() == ""


def test_the_book_is_opened_after_the_first_paint(start: Start, tmp_path: Path, qtbot: QtBot) -> None:
    program = start(tmp_path / "nothing")
    assert program.first is None, "nothing but the window so far"
    qtbot.waitUntil(lambda: program.first is not None)
    assert program.window.isVisible()
