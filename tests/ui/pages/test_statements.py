"""A statement is asked, seen as the very paper, issued, found again, corrected and withdrawn by keys and clicks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from models import company, kept_files, papers
from models.store.book import Book
from models.store.listing import Question
from models.store.verify import verify
from models.work import finish
from tests.ui.pages.sample_window import CTRL, LAKESIDE, TODAY, key_of, sample_book, sample_folder, window
from ui.main_window import MainWindow
from ui.pages import paper_work, printing, statements
from ui.pages.issued_paper import IssuedPaperPage
from ui.pages.paper_page import PaperPage
from ui.pages.reason_box import ReasonBox

__all__ = ["sample_book", "sample_folder", "window"]


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, sample_book: Book) -> Iterator[PaperPage]:
    """The statement of the lakeside owner, drawn."""
    statements.OF_PARTY.run(window.workspace, key_of(sample_book, "parties", LAKESIDE))
    return drawn(qtbot, window)


def drawn(qtbot: QtBot, window: MainWindow) -> PaperPage:
    qtbot.waitUntil(lambda: isinstance(top(window), PaperPage) and top(window).save.isEnabled())
    found: PaperPage = top(window)
    return found


def top(window: MainWindow) -> Any:
    return window.page()._top()


def text_of(content: bytes, page: int = 0) -> str:
    """The words of a page, without the spaces the drawing put between them."""
    from io import BytesIO

    from pypdf import PdfReader

    return "".join(PdfReader(BytesIO(content)).pages[page].extract_text().split())


def issued(qtbot: QtBot, window: MainWindow) -> IssuedPaperPage:
    qtbot.waitUntil(lambda: top(window).save.isEnabled())
    qtbot.keyClick(top(window), Qt.Key.Key_S, CTRL)
    return paper_shown(qtbot, window)


def paper_shown(qtbot: QtBot, window: MainWindow) -> IssuedPaperPage:
    qtbot.waitUntil(lambda: isinstance(top(window), IssuedPaperPage) and top(window).paper is not None)
    found: IssuedPaperPage = top(window)
    return found


def rows(book: Book) -> list[Any]:
    with book.read() as session:
        return papers.LISTING.first(session, Question(as_of=date.today() + timedelta(days=400)))


def test_from_a_debtor_the_paper_stands_there_at_once(page: PaperPage) -> None:
    assert page.preview.pages > 1
    first = text_of(page.preview.content)
    assert "往来款项对账函" in first
    assert LAKESIDE in first
    assert "截至2026年11月23日" in first
    assert page.form.draft().as_of == TODAY


def test_ctrl_k_leads_from_the_name_of_a_debtor_to_his_statement(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    box: Any = window._box
    box.line.insert("临湖置业")
    qtbot.waitUntil(lambda: any(title.startswith(f"对账函  {LAKESIDE}") for title in box.titles()))
    box.list.setCurrentRow(next(row for row, title in enumerate(box.titles()) if title.startswith("对账函  ")))
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert LAKESIDE in text_of(drawn(qtbot, window).preview.content)


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("对账函 临湖置业", f"对账函  {LAKESIDE}"),
        ("临湖置业 对账函", f"对账函  {LAKESIDE}"),
        ("dzh lhzy", f"对账函  {LAKESIDE}"),
        ("催款 临湖置业", f"催款函件  {LAKESIDE}"),
        ("JB-2024-003 对账", "对账函  JB-2024-003"),
    ],
)
def test_ctrl_k_finds_what_is_to_be_done_with_whom_in_either_order(
    qtbot: QtBot, window: MainWindow, words: str, offered: str
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    box: Any = window._box
    box.line.insert(words)
    qtbot.waitUntil(lambda: any(title.startswith(offered) for title in box.titles()))
    assert box.titles()[0].startswith(offered.partition("  ")[0]), "what was asked for stands first"


def test_a_new_statement_asks_first_whose_it_is(qtbot: QtBot, window: MainWindow) -> None:
    window.open_page("statements", "new")
    qtbot.waitUntil(lambda: isinstance(top(window), PaperPage))
    qtbot.waitUntil(lambda: top(window).preview.says.text() == "请选择债务单位或合同。")
    assert not top(window).save.isEnabled()


def test_the_list_of_debtors_leads_to_their_statement(qtbot: QtBot, window: MainWindow, sample_book: Book) -> None:
    parties = window.open_page("parties")
    qtbot.waitUntil(lambda: bool(parties.panel.model.keys()))
    parties.panel.table.select_key(key_of(sample_book, "parties", LAKESIDE))
    (button,) = [button for button, action in parties.acts.buttons if action is statements.OF_PARTY]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert LAKESIDE in text_of(drawn(qtbot, window).preview.content)


def test_the_paper_follows_the_form(qtbot: QtBot, page: PaperPage) -> None:
    before = page.preview.content
    assert "请贵方于收到本函之日起" not in text_of(before)
    assert page.form.fields["days_to_pay"].isHidden()
    qtbot.mouseClick(page.form.fields["demand"].editor, Qt.MouseButton.LeftButton)
    assert page.form.draft().demand
    qtbot.waitUntil(lambda: page.preview.content not in (b"", before))
    assert not page.form.fields["days_to_pay"].isHidden()
    assert "10日内付清" in text_of(page.preview.content)


def test_one_contract_of_the_debtor_fills_in_who_owes(qtbot: QtBot, window: MainWindow, sample_book: Book) -> None:
    contract = key_of(sample_book, "contracts", "JB-2024-003")
    statements.OF_CONTRACT.run(window.workspace, contract)
    page = drawn(qtbot, window)
    assert page.form.draft().contract == contract
    assert page.form.draft().party == key_of(sample_book, "parties", LAKESIDE)
    page.form.change(party=key_of(sample_book, "parties", "云岭县公路建设管理处"))
    qtbot.waitUntil(lambda: page.form.draft().contract == "")


def test_a_day_before_everything_is_refused_in_a_sentence(qtbot: QtBot, page: PaperPage) -> None:
    page.form.change(as_of=date(2001, 1, 1))
    qtbot.waitUntil(lambda: page.preview.content == b"")
    assert page.preview.says.text() == f"截至该日 {LAKESIDE} 没有应收记录，请选择更晚的截止日。"
    assert not page.save.isEnabled()
    assert not page.out.keep.isEnabled()


def test_pages_are_turned_zoomed_and_searched(qtbot: QtBot, page: PaperPage) -> None:
    preview = page.preview
    assert preview.page_told.text() == f"1 / {preview.pages}"
    qtbot.mouseClick(preview.after, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: preview.page_told.text() == f"2 / {preview.pages}")
    before = preview.factor()
    qtbot.mouseClick(preview.larger, Qt.MouseButton.LeftButton)
    assert preview.factor() == pytest.approx(before * 1.2)
    preview.view.setFocus()
    qtbot.keyClick(preview.view, Qt.Key.Key_0, CTRL)
    assert preview.factor() == pytest.approx(before)
    preview.words.insert("合计")
    qtbot.waitUntil(lambda: preview.found.rowCount(QModelIndex()) > 1)
    qtbot.keyClick(preview.words, Qt.Key.Key_Return)
    assert preview.found_told.text().startswith("第 1 处")
    preview.words.setText("没有这样的话")
    qtbot.waitUntil(lambda: preview.found_told.text() == "未找到")


def test_issuing_takes_the_number_keeps_the_file_and_shows_it(
    qtbot: QtBot, window: MainWindow, page: PaperPage, sample_book: Book
) -> None:
    paper = issued(qtbot, window)
    assert paper.paper is not None
    (row,) = rows(sample_book)
    assert row[1] == paper.paper.number
    first = text_of(paper.paper.pdf)
    assert paper.paper.number.replace(" ", "") in first
    assert "核验码" in first
    assert window.bar.told.text().startswith(f"已保存：签发文件 {paper.paper.number}")
    assert finish(verify(sample_book)).holds
    with sample_book.read() as session:
        kept = session.get_one(papers.IssuedPaper, row[0])
        assert kept_files.read(sample_book.folder, kept.file) == paper.paper.pdf


def test_nobody_issues_a_paper_without_a_name(qtbot: QtBot, window: MainWindow, page: PaperPage) -> None:
    book: Any = window.workspace.book
    with book.write(company.RECORD) as session:
        session.delete(session.scalars(select(company.CompanyProfile)).one())
    qtbot.waitUntil(lambda: "本公司资料" in page.advice.text())
    qtbot.keyClick(page, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: "本公司资料" in window.bar.told.text())
    assert rows(book) == []


def test_a_wrong_paper_is_corrected_by_a_new_one(
    qtbot: QtBot, window: MainWindow, page: PaperPage, sample_book: Book
) -> None:
    page.form.change(demand=True, days_to_pay=15)
    first = issued(qtbot, window)
    assert first.paper is not None
    qtbot.mouseClick(first.correct, Qt.MouseButton.LeftButton)
    again = drawn(qtbot, window)
    assert again.form.draft().demand
    assert again.form.draft().days_to_pay == 15
    assert again.form.draft().corrects == first.key
    assert f"本函更正并取代我方{first.paper.number}号函" in text_of(again.preview.content), (
        "the preview is what will go out"
    )
    second = issued(qtbot, window)
    qtbot.waitUntil(lambda: second.paper is not None and second.key != first.key)
    assert second.paper is not None
    stages = {row[1]: row[2] for row in rows(sample_book)}
    assert stages == {first.paper.number: papers.WITHDRAWN, second.paper.number: papers.ISSUED}


def test_a_paper_is_withdrawn_with_a_reason_and_says_so(
    qtbot: QtBot, window: MainWindow, page: PaperPage, sample_book: Book
) -> None:
    paper = issued(qtbot, window)
    qtbot.mouseClick(paper.withdraw, Qt.MouseButton.LeftButton)
    box = paper.findChild(ReasonBox)
    assert box is not None
    box.reason.insert("金额有误")
    qtbot.keyClick(box.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "金额有误" in paper.stage.text())
    assert not paper.withdraw.isVisible()
    assert paper.preview.pages > 1


def test_a_paper_whose_file_was_changed_is_not_shown(
    qtbot: QtBot, window: MainWindow, page: PaperPage, sample_book: Book
) -> None:
    paper = issued(qtbot, window)
    with sample_book.read() as session:
        kept = session.get_one(papers.IssuedPaper, paper.key)
        file = kept_files.path_of(sample_book.folder, kept.file)
    file.write_bytes(file.read_bytes() + b"%")
    window.page().show_record(paper.key)
    shown = paper_shown(qtbot, window)
    qtbot.waitUntil(lambda: "缺失或已被改动" in shown.preview.says.text())
    assert shown.preview.content == b""
    assert not shown.out.keep.isEnabled()


def test_files_are_written_where_they_were_asked_for(
    qtbot: QtBot, window: MainWindow, page: PaperPage, tmp_path: Path
) -> None:
    pdf = partial(paper_work.write_file, page.preview.content)
    page.out.write(pdf, tmp_path / "对账函.pdf")
    page.out.write(page._as_table(), tmp_path / "对账函.xlsx")
    qtbot.waitUntil(lambda: (tmp_path / "对账函.xlsx").exists() and "对账函.xlsx" in window.bar.told.text())
    assert (tmp_path / "对账函.pdf").read_bytes() == page.preview.content
    assert load_workbook(tmp_path / "对账函.xlsx").sheetnames[0] == "汇总"
    page.out.write(pdf, tmp_path / "no" / "such.pdf")
    qtbot.waitUntil(lambda: "such.pdf" in window.bar.told.text() and "不存在" in window.bar.told.text())


def test_the_same_pages_go_to_the_printer(monkeypatch: pytest.MonkeyPatch, page: PaperPage, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(60)
    assert printing.print_on(printer, page.preview.content) == page.preview.pages
    made = QPdfDocument()
    made.load(str(tmp_path / "printed.pdf"))
    assert made.pageCount() == page.preview.pages


def test_typing_is_kept_when_the_page_is_left(qtbot: QtBot, window: MainWindow, page: PaperPage) -> None:
    page.form.fields["days_to_pay"].editor.put_words("30")
    page.form.change(demand=True)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.bar.drafts.isVisible())
    window._resume(window.bar._kept[0])
    again = drawn(qtbot, window)
    assert again.form.draft().demand


def test_the_page_speaks_english_without_losing_what_was_chosen(
    qtbot: QtBot, window: MainWindow, page: PaperPage
) -> None:
    page.form.change(demand=True)
    window.workspace.speak("en")
    assert page.save.text() == "Issue"
    assert page.form.draft().demand
    assert "Drawing" not in page.preview.says.text() or page.preview.content
