"""A file that cannot be read is refused in one sentence that names it; the import goes on with the next, by keys."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from models.store.book import Book
from reports.reading.reader import Reader
from tests.models.importing_sheets import digest
from tests.reports.reading.workbooks import SHEET, bent
from tests.ui.pages.sample_window import CTRL
from tests.ui.pages.test_import_ledger import OWN, press, words
from tests.ui.pages.test_import_wizard import WAIT, a_file, book, page, wait, window
from ui.pages.import_wizard import ImportPage

__all__ = ["book", "page", "window"]

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_HELD = """
import pathlib
plain = pathlib.Path.read_bytes
def read_bytes(self):
    if (self.parent / ("~$" + self.name)).exists():
        raise PermissionError(13, "sharing violation", str(self))
    return plain(self)
pathlib.Path.read_bytes = read_bytes
from reports.reading.serving import serve
serve()
"""
"""A reader on a machine where an owner file (~$台账.xlsx) beside a workbook means that Excel keeps it to itself."""


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    made = Reader([sys.executable, "-c", _HELD])
    monkeypatch.setattr("reports.reading.reader.READER", made)
    yield made
    made.close()


def choose(qtbot: QtBot, page: ImportPage, path: Path) -> None:
    """Ctrl+O, the name pasted, Enter."""
    press_with_ctrl(qtbot, page, Qt.Key.Key_O)
    dialog = page.findChildren(QFileDialog)[-1]
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    QApplication.clipboard().setText(str(path))
    qtbot.keyClick(name, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(name, Qt.Key.Key_V, CTRL)
    qtbot.keyClick(name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.path == path, timeout=WAIT)
    wait(qtbot, page)
    page.window().activateWindow()  # without a window manager nobody does when the dialog is gone
    qtbot.waitUntil(page.isActiveWindow, timeout=WAIT)


def press_with_ctrl(qtbot: QtBot, page: ImportPage, key: Qt.Key) -> None:
    """Where the keyboard is, without a click that would move it."""
    here = page.window().focusWidget()
    assert here is not None
    assert page.isAncestorOf(here)
    qtbot.keyClick(here, key, CTRL)


def held(path: Path) -> Path:
    a_file(path, OWN)
    owner_of(path).write_bytes(b"owner")
    return path


def owner_of(path: Path) -> Path:
    return path.parent / f"~${path.name}"


def protected(path: Path) -> Path:
    path.write_bytes(_OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(600))
    return path


def damaged(path: Path) -> Path:
    return bent(a_file(path, OWN), SHEET, lambda xml: xml[: len(xml) // 2])


def empty(path: Path) -> Path:
    path.touch()
    return path


def too_large(path: Path) -> Path:
    with path.open("wb") as stream:
        stream.truncate(20_000_001)
    return path


def a_picture(path: Path) -> Path:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    return path


def unreadable_text(path: Path) -> Path:
    path.write_bytes(bytes(range(256)) * 40)
    return path


REFUSED: list[tuple[Callable[[Path], Path], str, str, str]] = [
    (held, "在用.xlsx", "打不开", "在其他程序中关闭"),
    (protected, "加密.xlsx", "设有密码", "取消密码后保存"),
    (damaged, "损坏.xlsx", "已损坏", "另存为新文件"),
    (empty, "空.xlsx", "0 字节", "重新复制或下载"),
    (too_large, "过大.xlsx", "有 21 MB，最多可导入 20 MB", "拆成几个文件"),
    (a_picture, "照片.xls", "不是工作簿", "另存为 .xlsx"),
    (unreadable_text, "乱码.csv", "不是可读的文本表格", "另存为 .xlsx"),
]


@pytest.mark.parametrize(("make", "name", "what", "to_do"), REFUSED, ids=[name for _, name, _, _ in REFUSED])
def test_it_is_refused_by_name_and_the_next_file_comes_in(
    make: Callable[[Path], Path], name: str, what: str, to_do: str,
    qtbot: QtBot, page: ImportPage, book: Book, tmp_path: Path,
) -> None:  # fmt: skip
    before = digest(book)
    choose(qtbot, page, make(tmp_path / name))
    said = page.found.verdict.text()
    assert [word for word in (name, what, to_do) if word not in said] == []
    assert page.found.verdict.isVisible()
    assert not page.found.bring.isEnabled()
    assert digest(book) == before
    choose(qtbot, page, a_file(tmp_path / "台账.xlsx", OWN))
    assert page.ledger.isVisible()
    for _step in range(4):
        press(qtbot, page, Qt.Key.Key_Return)
    assert page.is_in
    assert digest(book) != before


def test_what_was_answered_outlasts_a_file_that_excel_took_meanwhile(
    qtbot: QtBot, page: ImportPage, book: Book, tmp_path: Path
) -> None:
    path = a_file(tmp_path / "台账.xlsx", OWN)
    choose(qtbot, page, path)
    sheets = page.ledger.steps[0].sheets
    row = next(place for place, line in enumerate(words(sheets)) if line[0] == "收款（旧）")
    page.ledger.steps[0].table.selectRow(row)
    press(qtbot, page, Qt.Key.Key_Space)
    answered = page.ledger.talk.answers
    owner_of(path).write_bytes(b"owner")
    press_with_ctrl(qtbot, page, Qt.Key.Key_R)
    wait(qtbot, page)
    assert "台账.xlsx" in page.found.verdict.text()
    assert page.ledger.talk.answers == answered
    owner_of(path).unlink()
    press_with_ctrl(qtbot, page, Qt.Key.Key_R)
    wait(qtbot, page)
    assert page.ledger.isVisible()
    assert page.ledger.talk.answers.of("收款（旧）").include is True


@pytest.mark.parametrize(("ending", "encoding"), [(".csv", "gb18030"), (".csv", "utf-8-sig"), (".txt", "gbk")])
def test_a_table_of_text_is_read_whatever_it_is_written_in(
    ending: str, encoding: str, qtbot: QtBot, page: ImportPage, book: Book, tmp_path: Path
) -> None:
    separator = "\t" if ending == ".txt" else ","
    lines = [separator.join(map(str, row)) for row in OWN["收款"][1:3]]
    path = tmp_path / f"收款台账{ending}"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    choose(qtbot, page, path)
    assert page.ledger.isVisible()
    assert words(page.ledger.steps[0].sheets)[0][:3] == ["收款台账", "回款台账", "1"]
