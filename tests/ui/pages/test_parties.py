"""Parties, projects and our own company are entered, found again and changed; nothing is entered twice."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models import company, parties, projects
from models.parties import AccountDraft
from models.store.book import Book
from models.store.listing import Question
from tests import makers
from tests.ui.pages.a_site import TODAY, empty_book, window
from ui.main_window import MainWindow
from ui.pages.form_page import FormPage
from ui.pages.reason_box import ReasonBox

__all__ = ["empty_book", "window"]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def begun(qtbot: QtBot, window: MainWindow, name: str) -> FormPage:
    page = window.open_page(name, "new")
    qtbot.waitUntil(lambda: isinstance(page._top(), FormPage))
    form: FormPage = page._top()
    return form


def typed(qtbot: QtBot, words: str) -> None:
    held = QApplication.focusWidget()
    assert held is not None
    qtbot.keyClicks(held, words)


def test_a_party_needs_only_its_name(qtbot: QtBot, window: MainWindow, empty_book: Book) -> None:
    form = begun(qtbot, window, "parties")
    form.form.go_to("name")
    typed(qtbot, "Lakeside")
    qtbot.keyClick(form, Qt.Key.Key_S, CTRL)
    page = window.page()
    qtbot.waitUntil(lambda: page._top() is None and page.panel.model.rowCount() == 1)
    with empty_book.read() as session:
        assert parties.named(session, "Lakeside") is not None


def test_a_party_is_not_entered_twice(qtbot: QtBot, window: MainWindow, empty_book: Book) -> None:
    with empty_book.write(parties.RECORD) as session:
        makers.a_party(session)
    form = begun(qtbot, window, "parties")
    form.form.change(name=makers.OWNER)
    qtbot.keyClick(form, Qt.Key.Key_S, CTRL)
    name = form.form.fields["name"]
    qtbot.waitUntil(lambda: makers.OWNER in name.sentence.text())
    with empty_book.read() as session:
        assert len(parties.LISTING.keys(session, Question(TODAY))) == 1


def test_save_and_next_begins_another_party(qtbot: QtBot, window: MainWindow, empty_book: Book) -> None:
    form = begun(qtbot, window, "parties")
    form.form.change(name="甲公司", aliases=(parties.AliasDraft("甲"),))
    qtbot.keyClick(form, Qt.Key.Key_S, CTRL | SHIFT)
    page = window.page()
    qtbot.waitUntil(lambda: page._top() is not None and page._top() is not form)
    assert page._top().form.draft() == parties.PartyDraft()
    with empty_book.read() as session:
        assert parties.named(session, "甲") is not None


def test_a_project_is_picked_by_its_name_in_a_contract(qtbot: QtBot, window: MainWindow, empty_book: Book) -> None:
    with empty_book.write(projects.RECORD) as session:
        key = makers.a_project(session, "临湖花园一期", number="").id
    form = begun(qtbot, window, "contracts")
    form.form.change(project=key)
    editor: Any = form.form.fields["project"].editor
    qtbot.waitUntil(lambda: editor.words() == "临湖花园一期")


def test_our_company_is_saved_in_place_and_shown_again(qtbot: QtBot, window: MainWindow, empty_book: Book) -> None:
    page = window.open_page("company")
    qtbot.waitUntil(lambda: page.page is not None)
    page.page.form.change(name="江北建工集团有限公司", prefix="JB", accounts=(AccountDraft("3201", "建行"),))
    first = page.page
    page.page.form.go_to("name")
    qtbot.keyClick(page.page, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: page.page is not first)
    assert page.page.form.draft().name == "江北建工集团有限公司"
    assert not page.page.form.is_changed()
    with empty_book.read() as session:
        assert company.profile(session).accounts == (AccountDraft("3201", "建行"),)
    page.page.form.change(phone="0511-1")
    page.page.form.go_to("name")
    qtbot.keyClick(page.page, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: bool(_profile(empty_book).phone))
    assert _profile(empty_book).name == "江北建工集团有限公司"


def test_a_company_changed_elsewhere_is_shown_unless_somebody_types(
    qtbot: QtBot, window: MainWindow, empty_book: Book
) -> None:
    page = window.open_page("company")
    qtbot.waitUntil(lambda: page.page is not None)
    with empty_book.write(company.RECORD) as session:
        makers.a_company(session)
    qtbot.waitUntil(lambda: bool(page.page.form.draft().name == "江北建工集团有限公司"))
    page.page.form.change(fax="1")
    with empty_book.write(company.RECORD) as session:
        makers.a_company(session, phone="2")
    qtbot.wait(100)
    assert page.page.form.draft().fax == "1"


def _profile(book: Book) -> company.CompanyDraft:
    with book.read() as session:
        return company.profile(session)


def test_advice_about_a_kept_party_is_seen_when_it_is_opened(
    qtbot: QtBot, window: MainWindow, empty_book: Book
) -> None:
    with empty_book.write(parties.RECORD) as session:
        key = makers.a_party(session, credit_code="913201007123456781").id
    page = window.open_page("parties", key)
    qtbot.waitUntil(lambda: isinstance(page._top(), FormPage))
    assert "信用代码" in page._top().form.fields["credit_code"].sentence.text()


def test_a_party_entered_wrongly_is_taken_out_with_a_reason_and_comes_back_with_undo(
    qtbot: QtBot, window: MainWindow, empty_book: Book
) -> None:
    told: list[str] = []
    window.workspace.message.connect(lambda sentence, _undo: told.append(sentence))
    with empty_book.write(parties.RECORD) as session:
        makers.a_contract(session)
        makers.a_party(session, "录错公司")
    page = window.open_page("parties")
    qtbot.waitUntil(lambda: page.panel.model.rowCount() == 2)
    names = [page.panel.model.index(row, 0).data() for row in (0, 1)]
    for name in (makers.OWNER, "录错公司"):
        page.panel.table.select_row(names.index(name))
        page.panel.table.setFocus()
        qtbot.keyClick(page.panel.table, Qt.Key.Key_Delete)
        box = page.findChildren(ReasonBox)[-1]
        qtbot.keyClicks(box.reason, "twice")
        qtbot.keyClick(box.reason, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(told))
    assert makers.CONTRACT in told[0]
    qtbot.waitUntil(lambda: page.panel.model.rowCount() == 1)
    empty_book.undo()
    with empty_book.read() as session:
        assert parties.named(session, "录错公司") is not None
