"""A bundle by keys: proposed from what is linked, put in another order, written with progress, or stopped."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from models import bundles
from models.bundles.record import Bundle
from models.contracts import Contract
from models.evidence import LinkDraft
from models.store.book import Book
from models.work import finish
from reports.bundle.writing import LIST, LIST_WORD, SUMS, WHOLE
from reports.reading.evidence import Given, take_in
from tests.ui.pages.putting_in import looker, photos
from tests.ui.pages.sample_window import CTRL, TODAY, sample_book, sample_folder, window
from ui.main_window import MainWindow

__all__ = ["looker", "sample_book", "sample_folder", "window"]
WAIT = 60_000


@pytest.fixture
def proven(sample_book: Book, tmp_path: Path) -> str:
    """A contract with five photos linked to it."""
    with sample_book.read() as session:
        key = str(session.scalars(select(Contract.id).order_by(Contract.number)).first())
    link = LinkDraft(noun="contracts", record=key, kind="acceptance", on=date(2026, 9, 30))
    folder = tmp_path / "照片"
    folder.mkdir()
    taken = finish(take_in(sample_book, [Given(one) for one in photos(folder, 5, "验收{}.jpg")], "drop", link))
    assert not taken.refused
    return key


@pytest.fixture
def kept(qtbot: QtBot, window: MainWindow, sample_book: Book, proven: str) -> str:
    """A bundle of that contract, proposed by the form and saved with Ctrl+S."""
    page: Any = window.open_page("bundles", "new")
    qtbot.waitUntil(lambda: page._top() is not None, timeout=WAIT)
    form = page._top().form
    form.change(contract=proven, made_on=TODAY)
    qtbot.waitUntil(lambda: len(form.draft().items) >= 5, timeout=WAIT)
    qtbot.keyClick(page._top(), Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: page._top() is None, timeout=WAIT)
    with sample_book.read() as session:
        return str(session.scalars(select(Bundle.id).order_by(Bundle.id.desc())).first())


def write_to(qtbot: QtBot, window: MainWindow, key: str, target: Path) -> None:
    """Choose the row, press the button, type where to."""
    page: Any = window.page()
    qtbot.waitUntil(lambda: key in list(page.panel.model.keys()), timeout=WAIT)
    page.panel.table.select_key(key)
    button = next(button for button, _action in page.acts.buttons if button.text() == "写出…")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog), timeout=WAIT)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    line = dialog.findChild(QLineEdit)
    assert line is not None
    line.setText(str(target))
    QTest.keyClick(line, Qt.Key.Key_Return)


def pieces_in(book: Book, key: str) -> list[str]:
    with book.read() as session:
        return [one.file or one.paper for one in bundles.draft_of(session, key).items]


def test_it_is_written_with_progress_and_opens_without_this_program(
    qtbot: QtBot, window: MainWindow, sample_book: Book, kept: str, tmp_path: Path
) -> None:
    seen: list[Any] = []
    window.workspace.progress.connect(lambda _title, progress: seen.append(progress))
    write_to(qtbot, window, kept, tmp_path / "材料.zip")
    qtbot.waitUntil(lambda: "材料.zip" in window.bar.told.text(), timeout=WAIT)
    assert len([one for one in seen if one is not None]) > 1
    with zipfile.ZipFile(tmp_path / "材料.zip") as archive:
        assert archive.testzip() is None
        assert {WHOLE, LIST, LIST_WORD, SUMS} <= set(archive.namelist())
        assert len([name for name in archive.namelist() if name.startswith("原件/")]) == len(
            pieces_in(sample_book, kept)
        )


def test_another_order_numbers_the_pages_anew(
    qtbot: QtBot, window: MainWindow, sample_book: Book, kept: str, tmp_path: Path
) -> None:
    page: Any = window.page()
    page.show_record(kept)
    qtbot.waitUntil(lambda: page._top() is not None and bool(page._top().form.draft().items), timeout=WAIT)
    form = page._top().form
    before = pieces_in(sample_book, kept)
    form.change(items=tuple(reversed(form.draft().items)))
    qtbot.keyClick(page._top(), Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: page._top() is None, timeout=WAIT)
    assert pieces_in(sample_book, kept) == before[::-1]


def test_lines_are_moved_by_keys_and_buttons_and_taken_back_and_that_order_is_saved(
    qtbot: QtBot, window: MainWindow, sample_book: Book, kept: str
) -> None:
    page: Any = window.page()
    page.show_record(kept)
    qtbot.waitUntil(lambda: page._top() is not None and bool(page._top().form.draft().items), timeout=WAIT)
    form = page._top().form
    grid, before = form.grids["items"], [one.file or one.paper for one in form.draft().items]

    def order() -> list[int]:
        return [before.index(one.file or one.paper) for one in form.draft().items]

    rest, alt = list(range(3, len(before))), Qt.KeyboardModifier.AltModifier
    grid.go_to("2.title")
    qtbot.keyClick(grid.view, Qt.Key.Key_Up, alt)
    qtbot.keyClick(grid.view, Qt.Key.Key_Up, alt)
    assert order() == [2, 0, 1, *rest]
    assert grid.view.currentIndex().row() == 0, "the line moved stays the chosen one"
    qtbot.keyClick(grid.view, Qt.Key.Key_Up, alt)
    assert order() == [2, 0, 1, *rest], "nothing stands above the first"
    qtbot.keyClick(grid.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(grid.view, Qt.Key.Key_Down, alt)
    assert order() == [1, 2, 0, *rest], "two lines go together"
    qtbot.keyClick(grid.view, Qt.Key.Key_Z, CTRL)
    assert order() == [2, 0, 1, *rest]
    grid.go_to(f"{len(before) - 1}.title")
    qtbot.keyClick(grid.view, Qt.Key.Key_Down, alt)
    assert order() == [2, 0, 1, *rest], "nothing stands below the last"
    grid.go_to("0.title")
    down = next(tool for tool in grid.findChildren(QToolButton) if tool.accessibleName().startswith("下移"))
    qtbot.mouseClick(down, Qt.MouseButton.LeftButton)
    assert order() == [0, 2, 1, *rest]
    qtbot.keyClick(page._top(), Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: page._top() is None, timeout=WAIT)
    assert pieces_in(sample_book, kept) == [before[0], before[2], before[1], *before[3:]]


def test_a_line_moved_out_of_its_group_is_told_while_it_is_moved(
    qtbot: QtBot, window: MainWindow, sample_book: Book, kept: str
) -> None:
    page: Any = window.page()
    page.show_record(kept)
    qtbot.waitUntil(lambda: page._top() is not None and bool(page._top().form.draft().items), timeout=WAIT)
    form = page._top().form
    grid = form.grids["items"]
    groups = [one.group for one in form.draft().items]
    first = next(
        place for place in range(1, len(groups) - 1) if groups[place - 1] != groups[place] == groups[place + 1]
    )
    assert not grid.sentence.isVisible()
    grid.go_to(f"{first - 1}.title")
    qtbot.keyClick(grid.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    said = f"第 {first + 2} 行紧接第 {first} 行列印"
    qtbot.waitUntil(lambda: grid.sentence.isVisible() and said in grid.sentence.text(), timeout=WAIT)
    qtbot.keyClick(grid.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not grid.sentence.isVisible() or said not in grid.sentence.text(), timeout=WAIT)


def test_stopped_it_leaves_nothing(
    qtbot: QtBot, window: MainWindow, sample_book: Book, kept: str, tmp_path: Path
) -> None:
    out = tmp_path / "出"
    out.mkdir()
    ended: list[Any] = []
    window.workspace.progress.connect(lambda _title, progress: ended.append(progress))
    write_to(qtbot, window, kept, out / "材料.zip")
    qtbot.waitUntil(lambda: bool(ended), timeout=WAIT)
    qtbot.mouseClick(window.bar.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ended[-1] is None, timeout=WAIT)
    assert list(out.iterdir()) == []
