"""The whole loop by keys: statements for all, seal, service, reply, differences to nothing, second letters."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from models import confirmations, matching, papers, projects
from models.confirmations import BatchDraft, Reply
from models.confirmations.course import CONFIRMATIONS
from models.matching import OwnerLedgerDraft, OwnerLineDraft
from models.money import Money
from models.store.book import Book
from models.store.listing import Question
from models.work import Progress, finish
from tests.ui.pages.sample_window import CTRL, LAKESIDE, TODAY, key_of, sample_book, sample_folder, window
from tests.ui.pages.test_statements import drawn, paper_shown, text_of, top
from ui.main_window import MainWindow
from ui.pages import paper_batch
from ui.pages.confirmations import second_letters
from ui.pages.form_box import FormBox
from ui.pages.form_page import FormPage
from ui.pages.paper_page import PaperPage
from ui.pages.statement_batch import issue_statements

__all__ = ["sample_book", "sample_folder", "window"]
LATER = TODAY + timedelta(days=30)


def stood(book: Book, day: date = TODAY) -> dict[str, str]:
    """By number, where every statement that was issued here stands."""
    with book.read() as session:
        found = confirmations.confirmations(session, day)
        return {one.number: one.state(day) for one in found if one.issued_on is not None}


def in_the_house(book: Book, number: str) -> str | None:
    with book.read() as session:
        return next(one.stage for one in confirmations.confirmations(session, TODAY) if one.number == number)


def issued(qtbot: QtBot, window: MainWindow, book: Book, folder: Path, **how: Any) -> list[str]:
    """Statements to all debtors, one file each and one to print."""
    draft = BatchDraft(as_of=TODAY, dated_on=TODAY, with_detail=False, **how)
    issue_statements(window.workspace, draft, folder)
    qtbot.waitUntil(lambda: bool(list(folder.glob("*–*.pdf"))), timeout=60_000)
    return sorted(stood(book))


def shown(qtbot: QtBot, window: MainWindow, number: str = "") -> Any:
    page = window.open_page("confirmations")
    qtbot.waitUntil(lambda: bool(page.panel.model.keys()))
    if number:
        with window.workspace.book.read() as session:  # type: ignore[union-attr]
            found = next(one.key for one in confirmations.confirmations(session, TODAY) if one.number == number)
        qtbot.waitUntil(lambda: found in list(page.panel.model.keys()))
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        page.panel.table.select_key(found)
        page.panel.table.setFocus()
    return page


def closed(kind: type[Any]) -> bool:
    return not any(isinstance(one, kind) and one.isVisible() for one in QApplication.topLevelWidgets())


def box_of(qtbot: QtBot, kind: type[Any]) -> Any:
    qtbot.waitUntil(lambda: not closed(kind))
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


def typed(qtbot: QtBot, form: Any, name: str, words: str) -> None:
    """Type into an entry as a person does who has come to it with Tab."""
    form.go_to(name)
    line = form.fields[name].editor
    line = line if isinstance(line, QLineEdit) else line.findChild(QLineEdit) or line
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_A, CTRL)
    qtbot.keyClicks(line, words)


def the_reply(qtbot: QtBot, window: MainWindow) -> FormPage:
    def look() -> bool:
        page = window.page()
        return page is not None and isinstance(page._top(), FormPage)

    qtbot.waitUntil(look)
    found: FormPage = window.page()._top()  # type: ignore[union-attr]
    return found


def test_from_issuing_by_keys_to_nothing_unexplained(
    qtbot: QtBot, window: MainWindow, sample_book: Book, tmp_path: Path
) -> None:
    numbers = issued(qtbot, window, sample_book, tmp_path)
    assert len(numbers) == len(list(tmp_path.glob("JB-*.pdf"))) >= 3, "one file each"
    assert set(stood(sample_book).values()) == {"to_seal"}
    first = next(iter(sorted(numbers)))
    page = shown(qtbot, window, first)

    for stage in ("approved", "seal_asked", "sealed"):
        shown(qtbot, window, first)
        qtbot.keyClick(page.panel.table, Qt.Key.Key_F6)
        box = box_of(qtbot, FormBox)
        assert box.form.draft().stage == stage, "what comes next is proposed"
        assert box.form.fields["seal"].isVisible() is (stage != "approved")
        typed(qtbot, box.form, "by", "Li Huijun")
        qtbot.keyClick(box, Qt.Key.Key_S, CTRL)
        qtbot.waitUntil(lambda: closed(FormBox))
        assert in_the_house(sample_book, first) == stage
    assert stood(sample_book)[first] == "to_serve"

    shown(qtbot, window, first)
    qtbot.keyClick(page.panel.table, Qt.Key.Key_F7)
    box = box_of(qtbot, FormBox)
    way = box.form.fields["way"].editor.line
    assert way.fontMetrics().horizontalAdvance(way.text()) < way.width(), "the choice is read whole"
    assert box.form.fields["remark"].visibleRegion().boundingRect().height() == box.form.fields["remark"].height()
    typed(qtbot, box.form, "tracking", "EMS 1188")
    qtbot.keyClick(box, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: stood(sample_book)[first] == "waiting" and closed(FormBox))

    shown(qtbot, window, first)
    qtbot.keyClick(page.panel.table, Qt.Key.Key_F9)
    form = the_reply(qtbot, window).form
    draft = form.draft()
    assert draft.stated is not None, "the statement says what was stated"
    typed(qtbot, form, "stated", "1")
    assert form.draft().stated == draft.stated, "and nobody says otherwise"
    form.go_to("replied_on")
    assert form.fields["replied_on"].editor.hasFocus() or form.isAncestorOf(QApplication.focusWidget())
    form.change(kind="part")
    less = draft.stated - Money.of(500)
    typed(qtbot, form, "confirmed", str(less))
    typed(qtbot, form, "signatory", "Qian Min")
    form.change(seal="official")
    assert form.draft().unexplained == Money.of(500)
    qtbot.keyClick(form, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: stood(sample_book)[first] == "differs" and window.page()._top() is None)  # type: ignore[union-attr]

    with sample_book.read() as session:
        key = session.scalars(select(Reply.id).where(Reply.letter == first)).one()
    window.open_page("replies", key)
    form = the_reply(qtbot, window).form
    form.change(differences=(confirmations.DifferenceDraft(Money.of(300), "price"),))
    typed(qtbot, form, "closed_on", TODAY.isoformat())
    qtbot.keyClick(form, Qt.Key.Key_S, CTRL)
    qtbot.wait(50)
    assert any("200.00" in one.text() and not one.advice for one in form.problems()), "200 are not explained yet"
    grid = form.grids["differences"]
    grid.view.setCurrentIndex(grid.view.model().index(0, 0))
    grid.view.setFocus()
    qtbot.keyClick(grid.view, Qt.Key.Key_5)
    qtbot.keyClicks(QApplication.focusWidget(), "00")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert form.draft().unexplained == Money()
    qtbot.keyClick(form, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: stood(sample_book)[first] == "closed")


def test_the_silent_get_one_second_letter_each(
    qtbot: QtBot, window: MainWindow, sample_book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.drafts.today", lambda: LATER)
    first, *others = issued(qtbot, window, sample_book, tmp_path)
    with sample_book.write(papers.ADVANCE) as session:
        for number in (first, *others):
            paper = papers.numbered(session, number)
            assert paper
            papers.advance(session, papers.CourseDraft(paper.id, on=TODAY, by="李会君"))
    window.workspace.set_as_of(LATER)
    page = shown(qtbot, window)
    before = len(list(tmp_path.glob("*.pdf")))
    page.second.click()
    assert stood(sample_book, LATER)[first] == "to_serve", "who was not served is not silent"
    served(sample_book, first)
    assert stood(sample_book, LATER)[first] == "silent"
    second_letters(window.workspace, tmp_path)
    qtbot.waitUntil(lambda: stood(sample_book, LATER)[first] == "again", timeout=60_000)
    qtbot.waitUntil(lambda: len(list(tmp_path.glob("*.pdf"))) == before + 2)
    with sample_book.read() as session:
        (letter,) = session.scalars(select(papers.IssuedPaper).where(papers.IssuedPaper.form == "confirmation"))
        assert letter.answer_by is not None
        assert letter.answer_by > LATER


def served(book: Book, number: str) -> None:
    from models import legal_facts
    from models.legal_facts import LegalFactDraft

    with book.write(legal_facts.RECORD) as session:
        paper = papers.numbered(session, number)
        assert paper
        fact = LegalFactDraft(kind="notice", paper=paper.id, sent_on=TODAY, way="ems", proof="EMS 回执")
        legal_facts.record(session, fact)


def test_a_project_gets_the_statements_of_its_debtors_only(
    qtbot: QtBot, window: MainWindow, sample_book: Book, tmp_path: Path
) -> None:
    project = key_of(sample_book, "projects", "临湖花园")
    numbers = issued(qtbot, window, sample_book, tmp_path, project=project, each="contract")
    with sample_book.read() as session:
        assert session.get_one(projects.Project, project).name == "临湖花园"
        rows = CONFIRMATIONS.rows(session, Question(TODAY), CONFIRMATIONS.keys(session, Question(TODAY)))
        mine = [row for row in rows if row[1] in numbers]
    assert len(mine) == len(numbers) > 1
    assert {row[2] for row in mine} == {LAKESIDE}
    assert all(row[3] for row in mine), "each is of one contract"


def test_a_batch_that_is_stopped_leaves_whole_papers(sample_book: Book, tmp_path: Path) -> None:
    work = paper_batch.statements(sample_book, BatchDraft(as_of=TODAY, dated_on=TODAY, with_detail=False), tmp_path)
    next(work)
    next(work)
    work.close()
    first = stood(sample_book)
    assert len(first) == len(list(tmp_path.glob("JB-*.pdf"))) == 1
    again = paper_batch.statements(sample_book, BatchDraft(as_of=TODAY, dated_on=TODAY, with_detail=False), tmp_path)
    made = finish(again)
    assert len(made.refused) == 1
    assert next(iter(first)) in made.refused[0], "who has one already gets no second"
    assert len(stood(sample_book)) == made.count + 1


def test_who_seals_at_once_is_asked_before_whether_the_steps_are_left_out(
    qtbot: QtBot, window: MainWindow, sample_book: Book, tmp_path: Path
) -> None:
    first = min(issued(qtbot, window, sample_book, tmp_path))
    page = shown(qtbot, window, first)
    qtbot.keyClick(page.panel.table, Qt.Key.Key_F6)
    box = box_of(qtbot, FormBox)
    assert not box.form.fields["skip"].isVisible()
    typed(qtbot, box.form, "by", "Li Huijun")
    box.form.go_to("stage")
    for _step in range(2):
        qtbot.keyClick(box.form.fields["stage"].editor, Qt.Key.Key_Down)
    assert box.form.draft().stage == "sealed"
    qtbot.waitUntil(lambda: box.form.fields["skip"].isVisible())
    qtbot.keyClick(box, Qt.Key.Key_S, CTRL)
    assert not closed(FormBox)
    assert "（已批准，已申请用印）未登记" in box.form.fields["skip"].sentence.text()
    assert in_the_house(sample_book, first) == "issued"
    box.form.go_to("skip")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    qtbot.keyClick(box, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: closed(FormBox))
    assert in_the_house(sample_book, first) == "sealed"


def test_a_batch_says_how_far_it_is_and_when_stopped_how_many_are_out(
    qtbot: QtBot, window: MainWindow, sample_book: Book, tmp_path: Path
) -> None:
    workspace, said, told = window.workspace, list[str](), list[str]()
    workspace.message.connect(lambda sentence, _undo: told.append(sentence))

    def stop_at_the_second(_title: str, progress: Progress | None) -> None:
        said.append(window.bar.doing.text())
        if progress is not None and progress.total and list(tmp_path.glob("JB-*.pdf")):
            workspace.cancel()

    workspace.progress.connect(stop_at_the_second)
    issue_statements(workspace, BatchDraft(as_of=TODAY, dated_on=TODAY, with_detail=False, each="contract"), tmp_path)
    qtbot.waitUntil(lambda: bool(told), timeout=60_000)
    with sample_book.read() as session:
        every = len(confirmations.scopes(session, BatchDraft(as_of=TODAY, each="contract")))
    out = len(stood(sample_book))
    assert 0 < out < every
    (together,) = tmp_path.glob("*–*.pdf")
    assert told == [f"已签发 {out} 份 · 合并打印文件：{together.name} · 已停止，{every - out} 份未签发"]
    assert f"正在签发 0/{every}" in said


@pytest.mark.parametrize(("page", "code"), [("confirmations", "-HH-001"), ("replies", "-CY-001")])
def test_the_papers_are_issued_with_a_number_from_their_lists(
    qtbot: QtBot, window: MainWindow, sample_book: Book, page: str, code: str
) -> None:
    listed = window.open_page(page)
    qtbot.waitUntil(lambda: len(listed.panel.model.keys()) == 3)
    if page == "confirmations":
        qtbot.mouseClick(listed.paper, Qt.MouseButton.LeftButton)
    else:
        with sample_book.read() as session:
            key = session.scalars(select(Reply.id).where(Reply.kind == "disagrees")).one()
        listed.panel.table.select_key(key)
        (button,) = [button for button, _action in listed.acts.buttons]
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(top(window), PaperPage))
    drawn(qtbot, window)
    qtbot.keyClick(top(window), Qt.Key.Key_S, CTRL)
    kept = paper_shown(qtbot, window).paper
    assert code in kept.number
    assert kept.number in text_of(kept.pdf), "it bears its number"


def test_what_has_no_button_stands_in_the_menu_over_the_list(
    qtbot: QtBot, window: MainWindow, sample_book: Book, tmp_path: Path
) -> None:
    first = issued(qtbot, window, sample_book, tmp_path)[0]
    page = shown(qtbot, window, first)
    menu = page.acts.menu
    menu.aboutToShow.emit()
    titles = [one.text() for one in menu.actions()]
    assert titles[:2] == ["审批与用印…", "登记送达…"]
    menu.actions()[0].trigger()
    box = box_of(qtbot, FormBox)
    assert first in box.windowTitle()
    box.reject()
    page.panel.table.clearSelection()


def test_a_statement_made_before_the_book_has_no_seal_and_no_service_here(
    qtbot: QtBot, window: MainWindow, sample_book: Book
) -> None:
    page = shown(qtbot, window)
    told: list[str] = []
    window.workspace.message.connect(lambda words, *_rest: told.append(words))
    page.panel.table.select_key(page.panel.model.keys()[0])
    page.panel.table.setFocus()
    for key in (Qt.Key.Key_F6, Qt.Key.Key_F7):
        qtbot.keyClick(page.panel.table, key)
    qtbot.waitUntil(lambda: len(told) >= 2)
    assert all("建账前" in words for words in told[-2:])
    assert closed(FormBox)


def test_differences_come_from_the_matched_ledger_when_it_is_chosen_and_are_kept_on_saving_only(
    qtbot: QtBot, window: MainWindow, sample_book: Book, tmp_path: Path
) -> None:
    numbers = issued(qtbot, window, sample_book, tmp_path)
    with sample_book.write(matching.RECORD) as session:
        stood = {one.number: one for one in confirmations.confirmations(session, TODAY) if one.number in numbers}
        number, one = min(stood.items())
        assert one.stated is not None
        line = OwnerLineDraft(TODAY, one.stated - Money.of(700))
        draft = OwnerLedgerDraft(party=one.party_id, as_of=TODAY, lines=(line,))
        key = matching.record(session, draft).id
    page = shown(qtbot, window, number)
    qtbot.keyClick(page.panel.table, Qt.Key.Key_F9)
    form = the_reply(qtbot, window).form
    form.change(kind="part")
    form.change(ledger=key)
    qtbot.waitUntil(lambda: bool(form.draft().differences))
    assert form.draft().confirmed == one.stated - Money.of(700)
    assert form.draft().unexplained == Money()
    with sample_book.read() as session:
        assert confirmations.replies_to(session, number) == [], "a proposal is no reply"
    qtbot.keyClick(form, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: window.page()._top() is None)  # type: ignore[union-attr]
    with sample_book.read() as session:
        (kept,) = confirmations.replies_to(session, number)
        assert Money.total(one.amount for one in kept.differences) == Money.of(700)
