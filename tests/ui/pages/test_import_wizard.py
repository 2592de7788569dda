"""A workbook is checked before anything is kept, brought in as one step, and never doubles what is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from models import registry
from models.store.book import Book
from models.store.history import steps
from tests.models.importing_sheets import SITE, digest
from tests.ui.pages.sample_window import CTRL
from ui.main_window import MainWindow
from ui.pages.import_wizard import ImportPage
from ui.workspace import Workspace

WAIT = 20_000


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """An empty book; the workspace closes it."""
    return registry.create_book(tmp_path / "book", "JB")


@pytest.fixture
def window(qtbot: QtBot, open_workspace: Callable[[Any], Workspace], book: Book) -> MainWindow:
    shown = MainWindow(open_workspace(book))
    qtbot.addWidget(shown)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    return shown


@pytest.fixture
def page(window: MainWindow) -> ImportPage:
    found: ImportPage = window.open_page("import")
    return found


def a_file(path: Path, sheets: Mapping[str, list[list[Any]]] = SITE) -> Path:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
    made.save(path)
    return path


def spoilt() -> dict[str, list[list[Any]]]:
    """The same site with an amount in words, a day that does not exist, an unknown contract, and a foreign sheet."""
    sheets = deepcopy(dict(SITE))
    sheets["合同"][1][4] = "四千万"
    sheets["合同"][2][5] = "2026-02-30"
    sheets["变更"][1][0] = "HT-9"
    sheets["目录"] = [["a", "b"], ["c", "d"]]
    return sheets


def take(qtbot: QtBot, page: ImportPage, path: Path) -> None:
    page.take(path)
    wait(qtbot, page)


def wait(qtbot: QtBot, page: ImportPage) -> None:
    qtbot.waitUntil(lambda: not page._is_busy, timeout=WAIT)


def bring(qtbot: QtBot, page: ImportPage) -> None:
    qtbot.mouseClick(page.found.bring, Qt.MouseButton.LeftButton)
    wait(qtbot, page)


def told(page: ImportPage) -> list[tuple[str, ...]]:
    return [tuple(page.found.problems.words(row)) for row in range(page.found.problems.rowCount())]


def test_the_way_is_said_before_a_file_is_chosen(page: ImportPage) -> None:
    assert page.steps.isVisible()
    assert not page.found.isVisible()
    assert page.file.choose.text() == "选择文件…"


def test_every_problem_has_its_sheet_its_cell_and_what_to_do(
    qtbot: QtBot, page: ImportPage, book: Book, tmp_path: Path
) -> None:
    before = digest(book)
    take(qtbot, page, a_file(tmp_path / "台账.xlsx", spoilt()))
    assert told(page)[:3] == [
        ("需改正", "合同", "E2", "“四千万”不是数字。请只填数字，例如 1234.50。"),
        ("需改正", "合同", "F3", "没有 2026-02-30 这一天。请核对月份和日期。"),
        ("需改正", "变更", "A2", "没有合同“HT-9”。请在“合同”表中补上，或更正编号。"),
    ]
    assert ("提示", "目录", "", "模板中没有这张表（2 行），未导入。") in told(page)
    assert page.found.verdict.text().startswith("● 有 3 处需先改正")
    assert not page.found.bring.isEnabled()
    assert digest(book) == before


def test_problems_are_narrowed_by_weight_and_sheet(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    take(qtbot, page, a_file(tmp_path / "台账.xlsx", spoilt()))
    qtbot.keyClick(page.found.weight, Qt.Key.Key_Down)
    page.found.weight.activated.emit(1)
    assert {row[0] for row in told(page)} == {"需改正"}
    page.found.sheet.setCurrentIndex(page.found.sheet.findText("变更"))
    page.found.sheet.activated.emit(0)
    assert [row[2] for row in told(page)] == ["A2"]
    page.found.table.selectRow(0)
    assert page.found.told.text() == told(page)[0][-1]


def test_the_list_of_problems_goes_to_whoever_keeps_the_ledger(
    qtbot: QtBot, window: MainWindow, page: ImportPage, tmp_path: Path
) -> None:
    take(qtbot, page, a_file(tmp_path / "台账.xlsx", spoilt()))
    page.write_problems(tmp_path / "问题.xlsx")
    qtbot.waitUntil(lambda: "问题.xlsx" in window.bar.told.text())
    rows = [[cell.value for cell in row] for row in load_workbook(tmp_path / "问题.xlsx").active.iter_rows()]
    assert rows[0] == ["类别", "工作表", "单元格", "问题与处理办法"]
    assert rows[1][:3] == ["需改正", "合同", "E2"]
    assert len(rows) == 1 + len(told(page))


def test_a_corrected_file_is_checked_again_and_brought_in(
    qtbot: QtBot, window: MainWindow, page: ImportPage, book: Book, tmp_path: Path
) -> None:
    path = a_file(tmp_path / "台账.xlsx", spoilt())
    take(qtbot, page, path)
    a_file(path)
    qtbot.mouseClick(page.found.check, Qt.MouseButton.LeftButton)
    wait(qtbot, page)
    assert page.found.verdict.text().startswith("● 可以导入")
    sums = {words[0]: words[-1] for row in range(page.found.sums.rowCount()) for words in [page.found.sums.words(row)]}
    assert sums["合同"] == "60,600,000.00"
    bring(qtbot, page)
    assert window.bar.told.text() == "已导入 台账.xlsx：新增 26 行，更新 0 行"
    assert page.found.verdict.text().startswith("● 已全部写入账册")
    with book.read() as session:
        (step,) = steps(session.connection())
    assert step.command == "importing.bring_in"


def test_an_import_is_taken_back_from_the_message_bar(
    qtbot: QtBot, window: MainWindow, page: ImportPage, book: Book, tmp_path: Path
) -> None:
    before = digest(book)
    take(qtbot, page, a_file(tmp_path / "台账.xlsx"))
    bring(qtbot, page)
    assert digest(book) != before
    undo: QPushButton = window.bar.undo
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: digest(book) == before, timeout=WAIT)
    qtbot.waitUntil(lambda: page.found.bring.isEnabled(), timeout=WAIT)


def test_the_same_file_again_brings_nothing(qtbot: QtBot, page: ImportPage, book: Book, tmp_path: Path) -> None:
    path = a_file(tmp_path / "台账.xlsx")
    take(qtbot, page, path)
    bring(qtbot, page)
    once = digest(book)
    take(qtbot, page, path)
    assert page.found.verdict.text().startswith("● 账册中已有全部内容")
    assert not page.found.bring.isEnabled()
    assert digest(book) == once


def test_a_newer_file_updates_what_is_not_posted_when_that_is_chosen(
    qtbot: QtBot, page: ImportPage, book: Book, tmp_path: Path
) -> None:
    take(qtbot, page, a_file(tmp_path / "台账.xlsx"))
    bring(qtbot, page)
    newer = deepcopy(dict(SITE))
    newer["项目"][1][1] = "江北三标（一期）"
    newer["项目"][1][0] = "XM-1"
    take(qtbot, page, a_file(tmp_path / "台账.xlsx", {"项目": newer["项目"], "单位": newer["单位"]}))
    kept = {page.found.sums.words(row)[0]: page.found.sums.words(row) for row in range(page.found.sums.rowCount())}
    assert kept["单位"][5] == "2"
    qtbot.mouseClick(page.file._ways["update"], Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    wait(qtbot, page)
    assert page.choices.existing == "update"
    same = {page.found.sums.words(row)[0]: page.found.sums.words(row) for row in range(page.found.sums.rowCount())}
    assert same["单位"][4] == "2"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("没有.xlsx", None, "找不到文件"),
        ("文本.xlsx", b"hello", "不是工作簿"),
        ("空.xlsx", b"", "0 字节"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_in_a_sentence(
    qtbot: QtBot, page: ImportPage, tmp_path: Path, name: str, content: bytes | None, sentence: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    take(qtbot, page, tmp_path / name)
    assert sentence in page.found.verdict.text()
    assert not page.found.bring.isEnabled()
    assert not page.found.side.isVisible()


def test_a_check_can_be_cancelled(qtbot: QtBot, page: ImportPage, book: Book, tmp_path: Path) -> None:
    before = digest(book)
    page.take(a_file(tmp_path / "台账.xlsx"))
    page.workspace.cancel()
    wait(qtbot, page)
    assert digest(book) == before
    assert page.found.check.isEnabled()


def test_a_workbook_is_dropped_on_the_page_and_nothing_else_is(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    drop(page, tmp_path / "照片.jpg")
    assert page.path is None
    drop(page, a_file(tmp_path / "台账.xlsx"))
    wait(qtbot, page)
    assert page.path == tmp_path / "台账.xlsx"
    assert page.found.verdict.text().startswith("● 可以导入")


def drop(page: ImportPage, path: Path) -> None:
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, carried, buttons, keys))


def test_the_template_is_saved_and_can_be_brought_back(
    qtbot: QtBot, window: MainWindow, page: ImportPage, tmp_path: Path
) -> None:
    page.write_template(tmp_path / "模板.xlsx")
    qtbot.waitUntil(lambda: "模板.xlsx" in window.bar.told.text(), timeout=WAIT)
    assert load_workbook(tmp_path / "模板.xlsx").sheetnames[:3] == ["单位", "项目", "合同"]
    take(qtbot, page, tmp_path / "模板.xlsx")
    assert page.found.verdict.text().startswith("● 文件里还没有内容")


def test_ctrl_enter_brings_in_and_the_contracts_are_one_click_away(
    qtbot: QtBot, window: MainWindow, page: ImportPage, tmp_path: Path
) -> None:
    take(qtbot, page, a_file(tmp_path / "台账.xlsx"))
    page.found.bring.setFocus()
    qtbot.keyClick(page.found.bring, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.is_in, timeout=WAIT)
    qtbot.mouseClick(page.found.look, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: getattr(window.page(), "spec", None) is not None and window.page().spec.name == "contracts")


def test_from_a_checked_file_the_tabs_are_reached_again_by_escape_and_by_the_rail(
    qtbot: QtBot, window: MainWindow, page: ImportPage, tmp_path: Path
) -> None:
    tabs = window._places["exchange"].tabs
    take(qtbot, page, a_file(tmp_path / "台账.xlsx"))
    assert tabs.isHidden()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert tabs.isVisible()
    assert page.steps.isVisible()
    take(qtbot, page, a_file(tmp_path / "台账.xlsx"))
    qtbot.mouseClick(window.rail.buttons["exchange"], Qt.MouseButton.LeftButton)
    assert tabs.isVisible()
    assert page.path is None
