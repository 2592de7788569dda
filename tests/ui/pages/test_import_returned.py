"""A list that went to Excel comes back through the import page: each change is seen, ticked and kept as one step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from models import registry
from models.registry import LISTINGS
from models.store.book import Book
from models.store.listing import Question
from tests import samples
from tests.reports.returning import TODAY, column_of, edited, export, row_of
from tests.ui.pages.test_import_wizard import take, wait
from ui.main_window import MainWindow
from ui.pages.import_wizard import ImportPage
from ui.workspace import Workspace


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """The sample; the workspace closes it."""
    return registry.open_book(samples.copied(tmp_path / "book", 40))


@pytest.fixture
def page(qtbot: QtBot, open_workspace: Callable[[Any], Workspace], book: Book) -> ImportPage:
    window = MainWindow(open_workspace(book))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    found: ImportPage = window.open_page("import")
    return found


def managers(book: Book) -> list[str]:
    with book.read() as session:
        question = Question(TODAY)
        listing = LISTINGS["projects"]
        return [row[5] for row in listing.rows(session, question, listing.keys(session, question))]


def two_changes(book: Book, path: Path) -> Path:
    """The list of projects with another manager for the first two."""
    with book.read() as session:
        keys = LISTINGS["projects"].keys(session, Question(TODAY))[:2]

    def edit(sheet: Worksheet) -> None:
        for number, key in enumerate(keys):
            sheet.cell(row_of(sheet, key), column_of(sheet, "项目经理"), f"新经理{number}")

    return edited(export(book, path, "projects"), edit)


def tick(qtbot: QtBot, page: ImportPage, row: int) -> None:
    """Click the box in front of a change."""
    table = page.back.table
    at = table.visualRect(page.back.changes.index(row, 0))
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at.topLeft() + QPoint(9, at.height() // 2))


def test_changes_are_shown_with_old_and_new_and_only_those_that_are_ticked_are_kept(
    qtbot: QtBot, page: ImportPage, book: Book, tmp_path: Path
) -> None:
    before = managers(book)
    take(qtbot, page, two_changes(book, tmp_path / "projects.xlsx"))
    assert page.back.isVisible()
    assert not page.found.isVisible()
    assert page.back.table.hasFocus()
    assert page.back.changes.words(0)[0] == "改动"
    assert tuple(page.back.changes.words(0)[3:]) == (
        "项目经理",
        before[0] or "（空）",
        before[0] or "（空）",
        "新经理0",
    )
    assert page.back.bring.text() == "保存 2 处改动"
    tick(qtbot, page, 0)
    assert page.back.bring.text() == "保存 1 处改动"
    qtbot.mouseClick(page.back.bring, Qt.MouseButton.LeftButton)
    wait(qtbot, page)
    assert managers(book) == [before[0], "新经理1", *before[2:]]
    page.workspace.undo()
    qtbot.waitUntil(lambda: managers(book) == before, timeout=10_000)


def test_an_unedited_list_has_nothing_to_keep(qtbot: QtBot, page: ImportPage, book: Book, tmp_path: Path) -> None:
    take(qtbot, page, export(book, tmp_path / "contracts.xlsx", "contracts"))
    assert "一致" in page.back.verdict.text()
    assert not page.back.bring.isEnabled()


def test_what_cannot_be_kept_is_told_at_its_cell_and_nothing_is_lost(
    qtbot: QtBot, page: ImportPage, book: Book, tmp_path: Path
) -> None:
    before = managers(book)
    path = edited(
        two_changes(book, tmp_path / "projects.xlsx"),
        lambda sheet: sheet.cell(2, column_of(sheet, "开工日期"), "开春"),
    )
    take(qtbot, page, path)
    assert page.back.problems.words(0)[1:3] == ("项目", "F2")
    assert not page.back.bring.isEnabled()
    assert managers(book) == before


def test_what_saving_would_find_is_told_at_its_cell_before_and_without_it_the_rest_is_kept(
    qtbot: QtBot, page: ImportPage, book: Book, tmp_path: Path
) -> None:
    before = managers(book)
    path = two_changes(book, tmp_path / "projects.xlsx")
    edited(path, lambda sheet: sheet.cell(2, 1, sheet.cell(3, 1).value))
    take(qtbot, page, path)
    assert page.back.problems.words(0)[1:3] == ("项目", "A2")
    assert not page.back.bring.isEnabled()
    renamed = next(row for row, one in enumerate(page.back.changes.changes) if not str(one.new).startswith("新经理"))
    tick(qtbot, page, renamed)
    assert page.back.bring.text() == "保存 2 处改动"
    qtbot.mouseClick(page.back.bring, Qt.MouseButton.LeftButton)
    wait(qtbot, page)
    assert managers(book) == ["新经理0", "新经理1", *before[2:]]


def test_a_file_with_new_rows_that_is_brought_in_a_second_time_has_nothing_to_keep(
    qtbot: QtBot, page: ImportPage, book: Book, tmp_path: Path
) -> None:
    def new(sheet: Worksheet) -> None:
        last = sheet.max_row + 1
        sheet.cell(last, column_of(sheet, "项目名称"), "新开工程")
        sheet.cell(last, column_of(sheet, "项目经理"), "周工")

    path = edited(export(book, tmp_path / "projects.xlsx", "projects"), new)
    take(qtbot, page, path)
    qtbot.mouseClick(page.back.bring, Qt.MouseButton.LeftButton)
    wait(qtbot, page)
    assert managers(book).count("周工") == 1
    take(qtbot, page, path)
    assert "一致" in page.back.verdict.text()
    assert not page.back.bring.isEnabled()
    assert managers(book).count("周工") == 1
