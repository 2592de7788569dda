"""Which letter it is: proposed while nobody chose, and never changed behind the back of who did."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from models.contracts.record import Contract
from models.papers import IssuedPaper
from models.store.book import Book
from models.store.commands import Command
from tests import makers
from tests.ui.pages.sample_window import LAKESIDE, key_of, sample_book, sample_folder, window
from tests.ui.pages.test_letters import WAIT, typed_into
from tests.ui.pages.test_statements import drawn, issued, text_of, top
from ui.main_window import MainWindow
from ui.pages.paper_page import PaperPage

__all__ = ["sample_book", "sample_folder", "window"]
Key = Qt.Key


@pytest.mark.parametrize(
    ("words", "kind", "number"), [("807", "article_807", "JB-2022-002"), ("停工", "suspension", "JB-2024-009")]
)
def test_a_kind_chosen_by_hand_stays_whatever_contract_is_chosen_and_is_what_ctrl_s_issues(
    qtbot: QtBot, window: MainWindow, sample_book: Book, words: str, kind: str, number: str
) -> None:
    window.open_page("letters", "new")
    qtbot.waitUntil(lambda: isinstance(top(window), PaperPage), timeout=WAIT)
    form = top(window).form
    for name, said in (("kind", words), ("contract", number)):
        form.fields[name].editor.setFocus()
        typed_into(form.fields[name].editor, said)
        qtbot.wait(300)
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    qtbot.waitUntil(lambda: bool(form.draft().party) and window.workspace.is_idle, timeout=WAIT)
    drawn(qtbot, window)
    assert form.draft().kind == kind
    issued(qtbot, window)
    with sample_book.read() as session:
        assert session.scalars(select(IssuedPaper.form).order_by(IssuedPaper.serial.desc())).first() == kind


def test_the_kind_nobody_chose_is_the_one_due_next_and_a_draft_gone_on_with_keeps_its_own(
    qtbot: QtBot, window: MainWindow, sample_book: Book
) -> None:
    window.open_page("letters", "new")
    qtbot.waitUntil(lambda: isinstance(top(window), PaperPage), timeout=WAIT)
    fresh = top(window)
    fresh.form.change(party=key_of(sample_book, "parties", LAKESIDE))
    qtbot.waitUntil(lambda: fresh.form.draft().kind == "request", timeout=WAIT)
    again = PaperPage(window.workspace, fresh.spec, replace(fresh.form.draft(), party="", kind="demand_1"), "letters/x")
    qtbot.addWidget(again)
    again.form.change(party=key_of(sample_book, "parties", LAKESIDE))
    qtbot.waitUntil(lambda: window.workspace.is_idle, timeout=WAIT)
    assert again.form.draft().kind == "demand_1"


def test_who_joined_a_debt_and_the_contract_of_it_stay_together_whichever_is_chosen_first(
    qtbot: QtBot, window: MainWindow, sample_book: Book
) -> None:
    with sample_book.write(Command("tests.do", "Do for a test")) as session:
        contract = session.scalars(select(Contract.id).where(Contract.number == "JB-2022-002")).one()
        third = makers.a_party(session, "江北资产管理有限公司", credit_code="").id
        makers.a_legal_fact(
            session, kind="joint_debtor", party=third, contract=contract, sent_on=None, happened_on=date(2025, 1, 5),
            way="", outcome="", tracking="",
        )  # fmt: skip
    for first, then in (({"party": third}, {"contract": contract}), ({"contract": contract}, {"party": third})):
        window.open_page("letters", "new")
        qtbot.waitUntil(lambda: isinstance(top(window), PaperPage), timeout=WAIT)
        page = top(window)
        page.form.change(**first)
        qtbot.waitUntil(lambda: window.workspace.is_idle, timeout=WAIT)
        page.form.change(**then)
        qtbot.waitUntil(lambda: window.workspace.is_idle, timeout=WAIT)
        assert drawn(qtbot, window) is page
        assert (page.form.draft().party, page.form.draft().contract) == (third, contract)
        assert "江北资产管理有限公司" in text_of(page.preview.content)
        page.leave()
