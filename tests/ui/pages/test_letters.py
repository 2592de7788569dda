"""Letters by keys and clicks: the next one, all that are due in one go, a call noted, texts of one's own."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from models import letters, opening
from models.follow_ups import FollowUp
from models.money import Money
from models.opening import OpeningDraft, OpeningItemDraft
from models.papers import IssuedPaper
from models.store.book import Book
from models.store.verify import verify
from models.work import finish
from tests import makers
from tests.models.test_deadlines import DO
from tests.ui.pages.sample_window import CTRL, LAKESIDE, key_of, sample_book, sample_folder, window
from tests.ui.pages.test_statements import drawn, issued, text_of, top
from ui.main_window import MainWindow
from ui.pages.form_box import FormBox
from ui.pages.letter_texts import LetterTextPage
from ui.pages.paper_page import PaperPage

__all__ = ["sample_book", "sample_folder", "window"]
Key = Qt.Key
WAIT = 30_000


@pytest.fixture
def dunning(qtbot: QtBot, sample_book: Book, window: MainWindow) -> Any:
    """The list of letters due, with its three debtors (the paying agency of one is none) and one more."""
    with sample_book.write(DO) as session:
        owner = makers.a_party(session, "海州港务有限公司", credit_code="").id
        contract = makers.a_contract(session, number="JB-2025-901", owner=owner, name="码头堆场工程").id
        item = OpeningItemDraft("final", "旧账-901", date(2025, 1, 5), date(2025, 3, 10), Money.of(50_000))
        opening.take_on(session, OpeningDraft(contract=contract, taken_on=date(2025, 1, 10), items=(item,)))
    page: Any = window.open_page("dunning")
    qtbot.waitUntil(lambda: page.panel.model.is_settled and len(page.panel.model.keys()) == 4, timeout=WAIT)
    page.panel.table.setFocus()
    return page


def letters_of(book: Book) -> list[str]:
    with book.read() as session:
        rows = select(IssuedPaper.number).where(IssuedPaper.kind == "letter").order_by(IssuedPaper.serial)
        return list(session.scalars(rows))


def press(qtbot: QtBot, page: Any, title: str) -> None:
    button = next(button for button, action in page.acts.buttons if button.text() == title)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def folder_chosen(qtbot: QtBot, folder: Path) -> None:
    """Type the folder where the dialog asks for it."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog), timeout=WAIT)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    line = dialog.findChild(QLineEdit)
    assert line is not None
    line.setText(str(folder))
    QTest.keyClick(line, Key.Key_Return)


def box(qtbot: QtBot) -> FormBox:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), FormBox), timeout=WAIT)
    found = QApplication.activeModalWidget()
    assert isinstance(found, FormBox)
    return found


def row_of(page: Any, key: str) -> None:
    page.panel.table.select_key(key)
    page.panel.table.setFocus()


def test_enter_on_a_debtor_writes_his_next_letter_and_ctrl_s_issues_it(
    qtbot: QtBot, window: MainWindow, dunning: Any, sample_book: Book
) -> None:
    row_of(dunning, key_of(sample_book, "parties", LAKESIDE))
    qtbot.keyClick(dunning.panel.table, Key.Key_Return)
    page = drawn(qtbot, window)
    assert page.form.draft().kind == "request"
    assert LAKESIDE in text_of(page.preview.content)
    assert page.out.word.isVisibleTo(page)
    shown = issued(qtbot, window)
    assert shown.paper is not None
    assert letters_of(sample_book) == [shown.paper.number]


def test_a_letter_to_who_promised_says_until_when_it_waits(
    qtbot: QtBot, window: MainWindow, dunning: Any, sample_book: Book
) -> None:
    row_of(dunning, key_of(sample_book, "parties", "江北市城市建设投资集团有限公司"))
    press(qtbot, dunning, "写下一步函件")
    qtbot.waitUntil(lambda: isinstance(top(window), PaperPage) and "承诺" in top(window).preview.says.text())
    assert not top(window).save.isEnabled()


def test_all_letters_due_are_issued_at_once_each_in_a_file_and_all_in_one_to_print(
    qtbot: QtBot, window: MainWindow, dunning: Any, sample_book: Book, tmp_path: Path
) -> None:
    folder = tmp_path / "函件"
    folder.mkdir()
    qtbot.keyClick(dunning.panel.table, Key.Key_A, CTRL)
    press(qtbot, dunning, "批量签发所选…")
    folder_chosen(qtbot, folder)
    qtbot.waitUntil(lambda: "已签发 3 份" in window.bar.told.text(), timeout=WAIT)
    assert "江北市城市建设投资集团有限公司" in window.bar.told.text(), "who promised to pay is left out and named"
    numbers = letters_of(sample_book)
    assert len(numbers) == 3
    files = sorted(folder.iterdir())
    single = [one for one in files if one.name.split()[0] in numbers]
    assert [one.name.split()[0] for one in single] == numbers
    (together,) = [one for one in files if one not in single]
    assert len(PdfReader(together).pages) == sum(len(PdfReader(one).pages) for one in single)
    qtbot.waitUntil(lambda: dunning.panel.model.is_settled, timeout=WAIT)
    assert finish(verify(sample_book)).holds


def test_a_batch_that_is_cancelled_leaves_whole_letters_and_one_file_of_those(
    qtbot: QtBot, window: MainWindow, dunning: Any, sample_book: Book, tmp_path: Path
) -> None:
    told: list[Any] = []
    window.workspace.progress.connect(lambda title, progress: told.append((title, progress)))
    qtbot.keyClick(dunning.panel.table, Key.Key_A, CTRL)
    press(qtbot, dunning, "批量签发所选…")
    folder_chosen(qtbot, tmp_path)
    qtbot.waitUntil(lambda: any(tmp_path.glob("*-HJ-*.pdf")), timeout=WAIT)
    qtbot.mouseClick(window.bar.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: told[-1][1] is None, timeout=WAIT)
    numbers = letters_of(sample_book)
    assert 0 < len(numbers) < 3
    files = {one.name.split()[0] for one in tmp_path.glob("*-HJ-*.pdf")} & set(numbers)
    assert files == set(numbers)
    assert len(list(tmp_path.glob("*.pdf"))) == len(numbers) + 1
    assert finish(verify(sample_book)).holds


def test_a_folder_nothing_can_be_written_into_stops_the_batch_before_it_begins(
    qtbot: QtBot, window: MainWindow, dunning: Any, sample_book: Book, tmp_path: Path
) -> None:
    from ui.pages.dunning import _issue_into

    _issue_into(window.workspace, tuple(dunning.panel.model.keys()), tmp_path / "没有")
    qtbot.waitUntil(lambda: "无法写入文件夹 没有" in window.bar.told.text(), timeout=WAIT)
    assert letters_of(sample_book) == []


def test_f8_notes_a_call_with_a_promise_by_keys_alone(qtbot: QtBot, window: MainWindow, sample_book: Book) -> None:
    party = key_of(sample_book, "parties", LAKESIDE)
    page: Any = window.open_page("parties")
    qtbot.waitUntil(lambda: bool(page.panel.model.keys()), timeout=WAIT)
    row_of(page, party)
    qtbot.keyClick(page.panel.table, Key.Key_F8)
    asked = box(qtbot)
    assert LAKESIDE in asked.windowTitle()
    asked.form.change(kind="promise")
    said = asked.form.fields["said"].editor
    said.setFocus()
    typed_into(said, "财务周经理：下月先付五十万")
    for name, words in (("promised", "50万"), ("promised_on", "2026-12-20")):
        entry = asked.form.fields[name].editor
        entry.setFocus()
        typed_into(entry, words)
    qtbot.keyClick(asked, Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=WAIT)
    with sample_book.read() as session:
        row = session.scalars(select(FollowUp).order_by(FollowUp.id.desc())).first()
        assert row is not None
        assert (row.party_id, row.said, row.promised.grouped) == (party, "财务周经理：下月先付五十万", "500,000.00")
        assert session.scalar(select(func.count()).select_from(FollowUp)) > 1
    dunning: Any = window.open_page("dunning")
    qtbot.waitUntil(lambda: "2026-12-20" in shown_state(dunning, party), timeout=WAIT)
    assert "等待承诺到期" not in shown_state(dunning, party), "he owes more than he promised: the next letter goes on"


def typed_into(editor: QWidget, words: str) -> None:
    """Type into whatever of the entry has the keyboard."""
    target = QApplication.focusWidget()
    assert target is not None
    assert target is editor or editor.isAncestorOf(target)
    QTest.keyClick(target, Key.Key_A, CTRL)
    QTest.keyClicks(target, words) if words.isascii() else pasted(target, words)


def pasted(target: QWidget, words: str) -> None:
    QApplication.clipboard().setText(words)
    QTest.keyClick(target, Key.Key_V, CTRL)


def shown_state(page: Any, key: str) -> str:
    model = page.panel.model
    keys = model.keys()
    if key not in keys:
        return ""
    row = keys.index(key)
    return " ".join(str(model.index(row, column).data() or "") for column in range(model.columnCount()))


@pytest.fixture
def text_page(qtbot: QtBot, window: MainWindow) -> LetterTextPage:
    """The text of the first demand, opened with Enter from the list of texts."""
    page: Any = window.open_page("letter_texts")
    qtbot.waitUntil(lambda: len(page.panel.model.keys()) == 2 * len(letters.KINDS), timeout=WAIT)
    row_of(page, "demand_1/zh")
    qtbot.keyClick(page.panel.table, Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(top(window), LetterTextPage) and bool(top(window).preview.content), timeout=WAIT)
    found: LetterTextPage = top(window)
    return found


def body_of(page: LetterTextPage) -> QWidget:
    editor: QWidget = page.form.fields["body"].editor
    editor.setFocus()
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def test_a_text_is_seen_with_its_fields_filled_while_it_is_written(qtbot: QtBot, text_page: LetterTextPage) -> None:
    first = text_of(text_page.preview.content)
    assert "示例置业有限公司" in first
    assert "{" not in first
    body = body_of(text_page)
    QTest.keyClick(body, Key.Key_End, CTRL)
    QTest.keyClick(body, Key.Key_Return)
    pasted(body, "请{debtor}于{deadline}前联系我方项目部。")
    qtbot.waitUntil(lambda: "请示例置业有限公司于2026年7月10日前联系我方项目部" in text_of(text_page.preview.content))


def test_the_english_text_is_shown_in_english(qtbot: QtBot, window: MainWindow) -> None:
    window.open_page("letter_texts", "demand_1/en")
    qtbot.waitUntil(lambda: isinstance(top(window), LetterTextPage) and bool(top(window).preview.content), timeout=WAIT)
    assert "ExamplePropertyCo.,Ltd." in text_of(top(window).preview.content)


def test_a_field_that_is_none_and_law_that_is_gone_are_refused_by_name_and_nothing_typed_is_lost(
    qtbot: QtBot, window: MainWindow, text_page: LetterTextPage, sample_book: Book
) -> None:
    body = body_of(text_page)
    QTest.keyClick(body, Key.Key_End, CTRL)
    pasted(body, "{debtr}，依据合同法")
    qtbot.keyClick(text_page, Key.Key_S, CTRL)
    told = text_page.form.fields["body"].sentence.text()
    assert "debtr" in told
    assert "debtor" in told, "what is known is named"
    assert "{debtr}，依据合同法" in text_page.form.draft().body
    qtbot.waitUntil(lambda: "debtr" in text_page.preview.says.text())
    with sample_book.read() as session:
        assert letters.text_of(session, "demand_1", "zh") == letters.texts.ours("demand_1", "zh")
    text_page.form.change(body=text_page.form.draft().body.replace("{debtr}", "{debtor}"))
    qtbot.keyClick(text_page, Key.Key_S, CTRL)
    assert "合同法" in text_page.form.fields["body"].sentence.text()


def test_ones_own_text_is_what_letters_say_until_it_is_reset(
    qtbot: QtBot, window: MainWindow, text_page: LetterTextPage, sample_book: Book
) -> None:
    body = body_of(text_page)
    QTest.keyClick(body, Key.Key_End, CTRL)
    QTest.keyClick(body, Key.Key_Return)
    pasted(body, "我司项目部电话随函附上。")
    qtbot.keyClick(text_page, Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: top(window) is None, timeout=WAIT)
    window.open_page("letters", "party=" + key_of(sample_book, "parties", LAKESIDE))
    page = drawn(qtbot, window)
    page.form.change(kind="demand_1")
    qtbot.waitUntil(lambda: "我司项目部电话随函附上" in text_of(page.preview.content), timeout=WAIT)
    window.open_page("letter_texts", "demand_1/zh")
    qtbot.waitUntil(lambda: isinstance(top(window), LetterTextPage), timeout=WAIT)
    again: LetterTextPage = top(window)
    reset = next(
        again.tools.itemAt(place).widget() for place in range(again.tools.count()) if again.tools.itemAt(place).widget()
    )
    qtbot.mouseClick(reset, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "我司项目部" not in again.form.draft().body, timeout=WAIT)
    assert not again.form.is_changed()
    qtbot.mouseClick(reset, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "程序自带" in window.bar.told.text(), timeout=WAIT)
    window.workspace.undo()
    qtbot.waitUntil(lambda: "我司项目部" in again.form.draft().body, timeout=WAIT)
