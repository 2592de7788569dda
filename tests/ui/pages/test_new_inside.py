"""A party, project or contract that is missing is made where it is picked; what was typed around it stays."""

from __future__ import annotations

from dataclasses import make_dataclass
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from models import contracts, parties, projects
from models.drafts import entry
from models.money import Money
from models.registry import LISTINGS
from models.store.book import Book
from models.store.listing import Question
from tests import makers
from tests.ui.forms.contract_draft import type_into
from tests.ui.pages.a_site import TODAY, empty_book, window
from ui.forms.form import Form
from ui.main_window import MainWindow
from ui.pages import PAGES, form_of
from ui.pages.form_page import FormPage
from ui.pages.picking import sources
from ui.pages.record_box import RecordBox

__all__ = ["empty_book", "window"]
CTRL = Qt.KeyboardModifier.ControlModifier
DOWN, RETURN, ESC, TAB = Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab


def begun(qtbot: QtBot, window: MainWindow, name: str) -> Form:
    page: Any = window.open_page(name, "new")
    qtbot.waitUntil(lambda: isinstance(page._top(), FormPage))
    form: Form = page._top().form
    return form


def type_words(qtbot: QtBot, form: Form, name: str, words: str) -> QLineEdit:
    form.go_to(name)
    editor: Any = form.fields[name].editor
    type_into(editor, words)
    held: QLineEdit = editor
    return held


def choose_new(qtbot: QtBot, form: Form, name: str, words: str) -> RecordBox:
    """Type words into a picker and take the last line of its list, with keys alone."""
    editor = type_words(qtbot, form, name, words)
    before = box_of()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    popup: Any = QApplication.activePopupWidget()
    while popup.currentIndex().row() < popup.model().rowCount() - 1:
        qtbot.keyClick(popup, DOWN)
    qtbot.keyClick(popup, RETURN)
    qtbot.waitUntil(lambda: box_of() not in (None, before))
    assert editor.text() == words
    made = box_of()
    assert made is not None
    return made


def box_of() -> RecordBox | None:
    shown = QApplication.activeWindow()
    return shown if isinstance(shown, RecordBox) else None


def focused() -> QWidget:
    held = QApplication.focusWidget()
    assert held is not None
    return held


def words_of(form: Form, name: str) -> str:
    editor: Any = form.fields[name].editor
    return str(editor.words())


def test_a_party_is_made_inside_a_contract_and_comes_back_chosen(
    qtbot: QtBot, window: MainWindow, empty_book: Book
) -> None:
    outer = begun(qtbot, window, "contracts")
    type_words(qtbot, outer, "number", "JB-2026-09")
    type_words(qtbot, outer, "price", "=3*450.5")
    box = choose_new(qtbot, outer, "owner", "湖东水务")
    assert box.page.form.draft() == parties.PartyDraft(name="湖东水务")
    type_words(qtbot, box.page.form, "contact", "刘科长")
    qtbot.keyClick(focused(), Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: words_of(outer, "owner") == "湖东水务" and bool(outer.draft().owner))
    with empty_book.read() as session:
        party = parties.named(session, "湖东水务")
        assert party is not None
        assert (party.id, party.contact) == (outer.draft().owner, "刘科长")
    assert (outer.draft().number, outer.draft().price) == ("JB-2026-09", Money.of("1351.5"))
    assert window.focusWidget() is outer.fields["owner"].editor


def test_esc_comes_back_with_all_as_it_was(qtbot: QtBot, window: MainWindow, empty_book: Book) -> None:
    with empty_book.write(parties.RECORD) as session:
        makers.a_party(session)
    outer = begun(qtbot, window, "contracts")
    type_words(qtbot, outer, "name", "二期土建")
    box = choose_new(qtbot, outer, "owner", "临湖")
    assert box.page.form.draft().name == "临湖"
    qtbot.keyClick(focused(), ESC)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    assert (words_of(outer, "owner"), words_of(outer, "name")) == ("临湖", "二期土建")
    assert outer.draft().owner == ""
    with empty_book.read() as session:
        assert len(parties.LISTING.keys(session, Question(TODAY))) == 1


def test_a_problem_is_told_in_the_box_and_nothing_is_lost(qtbot: QtBot, window: MainWindow, empty_book: Book) -> None:
    with empty_book.write(parties.RECORD) as session:
        makers.a_party(session)
    outer = begun(qtbot, window, "projects")
    box = choose_new(qtbot, outer, "owner", makers.OWNER)
    qtbot.keyClick(focused(), Qt.Key.Key_S, CTRL)
    sentence = box.page.form.fields["name"].sentence
    qtbot.waitUntil(lambda: makers.OWNER in sentence.text())
    type_into(box.page.form.fields["name"].editor, makers.OWNER + "二分公司")
    qtbot.keyClick(focused(), Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: words_of(outer, "owner") == makers.OWNER + "二分公司")


def test_boxes_lie_on_boxes_and_each_gives_back_to_the_one_below(
    qtbot: QtBot, window: MainWindow, empty_book: Book
) -> None:
    outer = begun(qtbot, window, "variations")
    type_words(qtbot, outer, "name", "涵洞加长")
    contract = choose_new(qtbot, outer, "contract", "JB-2026-09")
    assert contract.page.form.draft().number == "JB-2026-09"
    type_words(qtbot, contract.page.form, "name", "江北四标")
    project = choose_new(qtbot, contract.page.form, "project", "江北快速路")
    assert project.page.form.draft().name == "江北快速路"
    qtbot.keyClick(focused(), Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: bool(contract.page.form.draft().project))
    owner = choose_new(qtbot, contract.page.form, "owner", "江北交通")
    qtbot.keyClick(focused(), Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: bool(contract.page.form.draft().owner))
    type_words(qtbot, contract.page.form, "price", "1200万")
    type_words(qtbot, contract.page.form, "signed_on", "2024-11-01")
    qtbot.keyClick(focused(), Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: bool(outer.draft().contract))
    assert words_of(outer, "contract") == "JB-2026-09"
    with empty_book.read() as session:
        kept = contracts.draft_of(session, outer.draft().contract)
        named = projects.named(session, "江北快速路")
    assert named is not None
    assert (kept.project, kept.name, kept.signed_on) == (named.id, "江北四标", date(2024, 11, 1))
    assert outer.draft().name == "涵洞加长"
    assert owner is not project


def test_ctrl_n_begins_a_new_one_without_the_list(qtbot: QtBot, window: MainWindow) -> None:
    outer = begun(qtbot, window, "contracts")
    qtbot.keyClick(type_words(qtbot, outer, "owner", "甲"), Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: box_of() is not None)
    box = box_of()
    assert box is not None
    assert box.page.form.draft().name == "甲"
    type_words(qtbot, box.page.form, "contact", "乙")
    told: list[Any] = []
    window.workspace.typing.listed.connect(told.extend)
    qtbot.keyClick(focused(), ESC)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    qtbot.waitUntil(lambda: any(one.key.startswith("parties/new") for one in told))


def test_a_contract_is_made_where_a_certificate_is_begun(qtbot: QtBot, window: MainWindow) -> None:
    window.open_page("certificates", "new")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), QDialog))
    asked: Any = QApplication.activeWindow()
    box = choose_new(qtbot, asked.form, "contract", "三期")
    assert box.page.form.draft().name == "三期"
    choose_new(qtbot, box.page.form, "owner", "甲")
    qtbot.keyClick(focused(), Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: bool(box.page.form.draft().owner))
    type_words(qtbot, box.page.form, "number", "HT-3")
    type_words(qtbot, box.page.form, "price", "800万")
    qtbot.keyClick(focused(), Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: bool(asked.form.draft().contract))
    qtbot.keyClick(focused(), ESC)


@pytest.mark.parametrize("name", sorted(LISTINGS))
def test_every_listing_with_a_form_of_its_own_offers_a_new_one(window: MainWindow, name: str) -> None:
    draft = make_dataclass("Picks", [("it", str, entry("It", "", pick=name))], frozen=True)
    source = sources(window.workspace, draft)[name]
    has_form = any(page.name == name and (page.spec or page.form) for page in PAGES)
    assert (source.new is not None) == has_form == bool(form_of(name))
    assert has_form or name not in {"parties", "projects", "contracts", "variations"}
