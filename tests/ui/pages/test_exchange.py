"""The book says what it is, whether it was altered, what was done in it; and it goes out to other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select, text

from models import parties, steps
from models.parties import PartyDraft
from models.registry import LISTINGS
from models.store.book import Book
from models.store.history import ChangeRow
from models.store.listing import Question
from tests.ui.pages.sample_window import TODAY, key_of, sample_book, sample_folder, window
from ui.main_window import MainWindow
from ui.pages.exchange import BookPage
from ui.pages.exchange_work import size_in_words
from ui.pages.history import HistoryPage

__all__ = ["sample_book", "sample_folder", "window"]
WAIT = 20_000


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> BookPage:
    found: BookPage = window.open_page("book")
    qtbot.waitUntil(lambda: found.about is not None, timeout=WAIT)
    return found


@pytest.fixture
def history(qtbot: QtBot, window: MainWindow) -> HistoryPage:
    found: HistoryPage = window.open_page("history")
    qtbot.waitUntil(lambda: found.panel.model.is_settled and bool(found.panel.model.keys()), timeout=WAIT)
    return found


def add_party(book: Book, name: str = "江北市水务局", reason: str = "") -> str:
    with book.write(parties.RECORD, reason=reason) as session:
        return parties.record(session, PartyDraft(name=name)).id


def titles(history: HistoryPage) -> list[str]:
    model = history.panel.model
    found = [model.row_at(row) for row in range(model.rowCount())]
    return [row[4] for row in found if row is not None]


def test_the_book_says_where_it_lies_and_how_far_it_is(page: BookPage, sample_book: Book) -> None:
    assert page.facts["folder"].text() == str(sample_book.folder)
    assert page.facts["site"].text() == "JB"
    head = sample_book.head()
    assert head is not None
    assert page.facts["steps"].text() == str(head.n)
    assert page.facts["code"].text().startswith(f"JB-{head.n}-")
    assert page.facts["size"].text().endswith("MB")


def test_what_is_saved_is_counted_at_once(qtbot: QtBot, page: BookPage, sample_book: Book) -> None:
    before = int(page.facts["steps"].text())
    add_party(sample_book)
    qtbot.waitUntil(lambda: page.facts["steps"].text() == str(before + 1), timeout=WAIT)


def test_a_sound_book_is_found_sound(qtbot: QtBot, page: BookPage) -> None:
    qtbot.mouseClick(page.check, Qt.MouseButton.LeftButton)
    assert not page.check.isEnabled()
    qtbot.waitUntil(lambda: page.verdict is not None, timeout=WAIT)
    assert page.found.text().startswith("● 未发现改动")
    assert page.findings.isHidden()


def test_a_row_changed_behind_the_programs_back_is_named(qtbot: QtBot, page: BookPage, sample_book: Book) -> None:
    with sample_book._writer.begin() as connection:
        connection.execute(text("DROP TRIGGER receipts_update"))
        connection.execute(text("UPDATE receipts SET remark = '改' WHERE id = (SELECT min(id) FROM receipts)"))
    qtbot.mouseClick(page.check, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.verdict is not None, timeout=WAIT)
    assert page.found.text().startswith("● 发现改动")
    assert any("receipts" in page.findings.item(row).text() for row in range(page.findings.count()))


def test_every_list_goes_into_one_workbook(
    qtbot: QtBot, window: MainWindow, page: BookPage, tmp_path: Path, sample_book: Book
) -> None:
    page.write_lists(tmp_path / "全部.xlsx")
    qtbot.waitUntil(lambda: "全部.xlsx" in window.bar.told.text(), timeout=WAIT)
    made = load_workbook(tmp_path / "全部.xlsx", read_only=True)
    assert sum(sheet.sheet_state == "visible" for sheet in made.worksheets) == len(LISTINGS)
    with sample_book.read() as session:
        count = len(LISTINGS["receipts"].keys(session, Question(TODAY)))
    numbers = [row[0] for row in made["回款"].iter_rows(values_only=True)]
    assert len([number for number in numbers if str(number).startswith("SK-")]) == count


@pytest.mark.parametrize(("form", "word"), [("hledger", "account Assets:Receivable"), ("beancount", " open Assets:")])
def test_journals_are_written_for_other_programs(
    qtbot: QtBot, window: MainWindow, page: BookPage, tmp_path: Path, form: str, word: str
) -> None:
    page.write_journal(form, tmp_path / "book.journal")
    qtbot.waitUntil(lambda: "book.journal" in window.bar.told.text(), timeout=WAIT)
    assert word in (tmp_path / "book.journal").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_is_said(
    qtbot: QtBot, window: MainWindow, page: BookPage, tmp_path: Path
) -> None:
    page.write_journal("hledger", tmp_path / "no" / "book.journal")
    qtbot.waitUntil(lambda: "book.journal" in window.bar.told.text(), timeout=WAIT)
    assert "已保存" not in window.bar.told.text()


def test_the_page_leads_to_the_import_and_to_the_steps(qtbot: QtBot, window: MainWindow, page: BookPage) -> None:
    qtbot.mouseClick(page.bring, Qt.MouseButton.LeftButton)
    assert window.page() is not page
    window.open_page("book")
    qtbot.mouseClick(page.steps, Qt.MouseButton.LeftButton)
    assert isinstance(window.page(), HistoryPage)


def test_steps_are_listed_in_words_the_newest_first(qtbot: QtBot, history: HistoryPage, sample_book: Book) -> None:
    add_party(sample_book)
    qtbot.waitUntil(lambda: titles(history)[:1] == ["保存单位 江北市水务局"], timeout=WAIT)


def test_steps_are_found_by_the_words_the_reader_sees(qtbot: QtBot, history: HistoryPage, sample_book: Book) -> None:
    add_party(sample_book, reason="发现新的付款单位")
    history.panel.filters.words.insert("保存单位")
    qtbot.waitUntil(lambda: titles(history) == ["保存单位 江北市水务局"], timeout=WAIT)
    history.panel.filters.words.setText("新的付款")
    qtbot.waitUntil(lambda: titles(history) == ["保存单位 江北市水务局"], timeout=WAIT)


def test_a_step_tells_what_went_from_what_to_what(qtbot: QtBot, history: HistoryPage, sample_book: Book) -> None:
    key = key_of(sample_book, "parties", "江北市临湖置业有限公司")
    with sample_book.write(parties.RECORD) as session:
        draft = parties.draft_of(session, key)
        parties.record(session, PartyDraft(**{**vars(draft), "phone": "138 0000 0000"}))
    qtbot.waitUntil(lambda: titles(history)[0].startswith("保存单位"), timeout=WAIT)
    history.panel.table.select_row(0)
    preview: Any = history.panel.preview
    qtbot.waitUntil(lambda: any("→ 138 0000 0000" in line for line in preview.lines), timeout=WAIT)


def test_a_step_is_taken_back_and_marked(qtbot: QtBot, history: HistoryPage, sample_book: Book) -> None:
    add_party(sample_book)
    qtbot.waitUntil(lambda: history.undo.isEnabled() and "水务局" in history.undo.toolTip(), timeout=WAIT)
    qtbot.mouseClick(history.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: titles(history)[:2] == ["撤销 保存单位 江北市水务局", "保存单位 江北市水务局"], timeout=WAIT
    )
    row = history.panel.model.row_at(1)
    assert row is not None
    assert row[6]
    qtbot.waitUntil(history.redo.isEnabled, timeout=WAIT)
    qtbot.mouseClick(history.redo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: titles(history)[0].startswith("重做"), timeout=WAIT)


def test_a_large_step_is_counted_not_listed(sample_book: Book) -> None:
    with sample_book.write(parties.RECORD) as session:
        for n in range(steps.MANY + 1):
            parties.record(session, PartyDraft(name=f"江北市第{n}工程处"))
    with sample_book.read() as session:
        key = session.scalars(select(ChangeRow.step).group_by(ChangeRow.step).having(func.count() > steps.MANY)).one()
        told = steps.told(session, str(key))
        assert told is not None
        assert told.lines == (f"新增单位 {steps.MANY + 1:,} 条",)
        rows = steps.LISTING.first(session, Question(TODAY))
        assert max(len(one.lines) for row in rows if (one := steps.told(session, row[0]))) < steps.MANY
        assert steps.told(session, "999999") is None


def test_sizes_read_as_in_a_file_manager() -> None:
    assert [size_in_words(size) for size in (0, 999, 1_000, 4_900_000, 2_000_000_000)] == [
        "0 字节", "999 字节", "1.0 kB", "4.9 MB", "2.0 GB",
    ]  # fmt: skip
