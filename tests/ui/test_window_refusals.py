"""What the window cannot do it says in one sentence; the book stays as it was, and what was typed stays typed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver
from filelock import FileLock
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from models import parties, registry
from models.parties import AccountDraft
from models.store import connections
from tests import samples
from tests.samples import Run, run
from tests.test_bad_input import OLE
from tests.ui.forms.contract_draft import type_into
from tests.ui.test_application import Start, start
from tests.ui.test_command_line_refusals import records
from ui import application
from ui.application import Program
from ui.frame.first_start import FirstStart
from ui.pages.form_page import FormPage
from ui.pages.import_wizard import ImportPage

__all__ = ["run", "start"]
CTRL = Qt.KeyboardModifier.ControlModifier
NAME = "湖东水务有限公司"


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    """A small sample book; after the test its records are what they were before."""
    folder = samples.copied(tmp_path / "book", 24)
    before = kept_in(folder)
    yield folder
    assert kept_in(folder) == before


def kept_in(folder: Path) -> list[Any]:
    """What is kept in the book but for unfinished typing, which may come and go."""
    connection = driver.connect(str(folder / "ledger.db"))
    connection.execute("DELETE FROM unfinished")
    connection.commit()
    connection.close()
    return records(folder)


def opened(qtbot: QtBot, start: Start, folder: Path) -> Program:
    program = start(folder)
    qtbot.waitUntil(lambda: program.workspace.book is not None)
    return program


def typing(qtbot: QtBot, program: Program) -> FormPage:
    """A party that is being typed by hand."""
    page = program.window.open_page("parties", "new")
    qtbot.waitUntil(lambda: isinstance(page._top(), FormPage))
    form: FormPage = page._top()
    form.form.go_to("name")
    type_into(form.form.fields["name"].editor, NAME)
    return form


def told(program: Program) -> str:
    return program.window.bar.told.text()


def shows_start(program: Program) -> bool:
    return isinstance(program.window.page(), FirstStart)


def test_a_disk_that_is_full_while_saving(
    qtbot: QtBot, start: Start, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = connections.pragmas
    small = registry.open_book(own)
    with small.read() as session:
        pages = session.connection().execute(text("PRAGMA page_count")).scalar_one()
    small.close()
    monkeypatch.setattr(connections, "pragmas", lambda key=None: [*usual(key), f"PRAGMA max_page_count = {pages}"])
    program = opened(qtbot, start, own)
    form = typing(qtbot, program)
    form.form.change(accounts=tuple(AccountDraft(f"6222 {line:06}", "建设银行" * 40) for line in range(400)))
    typed = form.form.draft()
    qtbot.keyClick(form, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: told(program) == "磁盘已满或无法写入。请腾出至少 200 MB 空间后再保存；所填内容没有丢失。")
    assert form.isVisible()
    assert form.save.isEnabled()
    assert (form.form.draft(), form.form.draft().name) == (typed, NAME)


def test_a_workbook_with_a_password(qtbot: QtBot, start: Start, own: Path, tmp_path: Path) -> None:
    program = opened(qtbot, start, own)
    file = tmp_path / "加密.xlsx"
    file.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le") + bytes(512))
    page: ImportPage = program.window.open_page("import")
    page.take(file)
    qtbot.waitUntil(lambda: not page._is_busy, timeout=20_000)
    assert "密码" in page.found.verdict.text()
    assert page.found.verdict.text().endswith("。")
    assert not page.found.bring.isEnabled()


def test_a_book_in_a_folder_that_cannot_be_written(
    qtbot: QtBot, start: Start, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_words: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(FileLock, "acquire", denied)
    program = start(own)
    qtbot.waitUntil(lambda: told(program) == "账册所在文件夹无法写入，请将账册移到本机的文件夹。")
    qtbot.waitUntil(lambda: shows_start(program))
    assert program.workspace.book is None


def test_a_new_book_where_nothing_can_be_written_keeps_the_name_typed_for_it(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    program = start()
    qtbot.waitUntil(lambda: shows_start(program))
    (tmp_path / "home" / "books").write_text("", encoding="utf-8")
    (card,) = [card for card in program.window.page().cards if card.offer.name == "new"]
    card.name.clear()
    type_into(card.name, "江北项目部")
    qtbot.keyClick(card.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "无法写入" in told(program))
    assert shows_start(program)
    assert program.window.page().isAncestorOf(card)
    assert card.name.text() == "江北项目部"
    assert card.isVisible()


def test_a_book_of_a_newer_program(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    folder = samples.copied(tmp_path / "book", 24)
    connection = driver.connect(str(folder / "ledger.db"))
    connection.execute("UPDATE book_facts SET value = '99' WHERE name = 'schema'")
    connection.commit()
    connection.close()
    before = records(folder)
    program = start(folder)
    qtbot.waitUntil(lambda: told(program) == "账册由较新版本的程序写成（格式 99，本程序支持到 1），请先升级程序。")
    qtbot.waitUntil(lambda: shows_start(program))
    assert records(folder) == before


def test_a_book_of_another_state_of_the_program(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    folder = samples.copied(tmp_path / "book", 24)
    connection = driver.connect(str(folder / "ledger.db"))
    connection.execute("ALTER TABLE receipts ADD COLUMN of_later TEXT")
    connection.commit()
    connection.close()
    program = start(folder)
    qtbot.waitUntil(lambda: "receipts.of_later" in told(program) and str(folder / "ledger.db") in told(program))
    qtbot.waitUntil(lambda: shows_start(program))


def test_a_second_instance_comes_to_the_first_and_takes_nothing_from_it(
    qtbot: QtBot, start: Start, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = opened(qtbot, start, own)
    form = typing(qtbot, program)
    monkeypatch.setattr(application, "home", lambda: tmp_path / "home")
    monkeypatch.setattr(application.theme, "make_application", lambda: QApplication.instance())
    other = tmp_path / "other"
    assert application.main(["--book", str(other)]) == 0
    qtbot.waitUntil(lambda: told(program) == f"本窗口已打开账册“book”。要打开 {other}，请先在“数据”中换一个账册。")
    assert program.workspace.book is not None
    assert program.workspace.book.folder == own
    assert form.form.draft().name == NAME
    assert application.main([]) == 0
    assert form.form.draft().name == NAME


def test_a_command_on_the_book_that_is_open_in_the_window(
    qtbot: QtBot, start: Start, own: Path, tmp_path: Path, run: Run
) -> None:
    program = opened(qtbot, start, own)
    form = typing(qtbot, program)
    drafts = tmp_path / "drafts.json"
    drafts.write_text(json.dumps({"parties": [{"name": "别的单位"}]}), encoding="utf-8")
    assert run("position", "--book", own, "--json").code == 0
    ended = run("load", drafts, "--book", own)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == "账册已在本程序的另一个窗口中打开。请先在那里关闭，或在那里修改。\n"
    assert form.form.draft().name == NAME
    with program.workspace.book.read() as session:  # type: ignore[union-attr]
        assert parties.named(session, "别的单位") is None


def test_a_window_on_a_book_that_a_command_holds_shows_it_and_says_so(qtbot: QtBot, start: Start, own: Path) -> None:
    other = registry.open_book(own)
    try:
        program = opened(qtbot, start, own)
        qtbot.waitUntil(lambda: "只能查看" in told(program))
        form = typing(qtbot, program)
        qtbot.keyClick(form, Qt.Key.Key_S, CTRL)
        said: Callable[[], bool] = lambda: "另一个窗口" in told(program)  # noqa: E731
        qtbot.waitUntil(said)
        assert form.isVisible()
        assert form.form.draft().name == NAME
    finally:
        other.close()
