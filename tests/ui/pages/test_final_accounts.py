"""A final account is entered, agreed and corrected in the window; a deposit is entered from its contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from models.contracts import Contract
from models.deposits import Deposit
from models.final_accounts import FinalAccount
from models.money import Money
from models.registry import create_book
from models.store.book import Book
from tests import makers
from tests.reports.books import FILL, a_certificate
from tests.ui.pages.valuing import until
from ui.pages import deposits as deposit_page
from ui.pages.final_accounts import SPEC
from ui.pages.form_box import FormBox
from ui.pages.form_page import FormPage
from ui.pages.list_page import ListPage
from ui.workspace import Workspace


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = create_book(tmp_path / "book", "JB")
    with made.write(FILL) as session:
        contract = makers.a_contract(session, recovery_rule="none", advance=None)
        a_certificate(session, contract, date(2025, 3, 25), Money.of(1_000_000))
    yield made
    made.close()


@pytest.fixture
def workspace(open_workspace: Callable[[Any], Workspace], book: Book) -> Workspace:
    return open_workspace(book)


def shown(qtbot: QtBot, workspace: Workspace, spec: Any, book: Book) -> ListPage:
    with book.read() as session:
        scope = {"contract": session.scalars(select(FinalAccount.contract_id)).first() or contract_of(session)}
    page = ListPage(workspace, spec, scope)
    qtbot.addWidget(page)
    page.resize(1216, 690)
    page.show()
    qtbot.waitExposed(page)
    until(qtbot, lambda: page.panel.model.is_settled)
    return page


def contract_of(session: Any) -> str:
    return str(session.scalars(select(Contract.id)).one())


def form_of(qtbot: QtBot, page: ListPage) -> FormPage:
    until(qtbot, lambda: isinstance(page.stack.currentWidget(), FormPage))
    found = page.stack.currentWidget()
    assert isinstance(found, FormPage)
    return found


def typed(qtbot: QtBot, form: Any, name: str, words: str) -> None:
    editor: QWidget = form.fields[name].editor
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(editor, words)
    qtbot.keyClick(editor, Qt.Key.Key_Tab)


def test_an_account_is_typed_agreed_and_corrected(qtbot: QtBot, workspace: Workspace, book: Book) -> None:
    page = shown(qtbot, workspace, SPEC, book)
    page.begin_record()
    page_form = form_of(qtbot, page)
    for name, words in (
        ("submitted_on", "2025-07-01"), ("amount", "1200000"), ("settled_on", "2025-08-20"), ("settled", "1080000"),
    ):  # fmt: skip
        typed(qtbot, page_form.form, name, words)
    until(qtbot, lambda: page_form.form.draft().payable == Money.of(77_600))
    assert page_form.form.draft().certified == Money.of(1_000_000)
    qtbot.keyClick(page_form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: accounts(book) == [("1080000.00", False)])
    with book.read() as session:
        key = session.scalars(select(FinalAccount.id)).one()
    page.show_record(key)
    until(qtbot, lambda: form_of(qtbot, page).fixed)
    SPEC.actions[0].run(workspace, key)
    until(qtbot, lambda: bool(boxes()))
    box = boxes()[0]
    typed(qtbot, box.form, "settled", "1090000")
    qtbot.keyClick(box, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: accounts(book) == [("1080000.00", True), ("1090000.00", False)])
    until(qtbot, lambda: not boxes())


def test_a_deposit_is_entered_from_its_contract(qtbot: QtBot, workspace: Workspace, book: Book) -> None:
    page = shown(qtbot, workspace, deposit_page.SPEC, book)
    page.begin_record()
    form = form_of(qtbot, page).form
    until(qtbot, lambda: form.draft().price == Money.of(12_000_000))
    typed(qtbot, form, "amount", "1500000")
    typed(qtbot, form, "paid_on", "2024-03-10")
    advice = [problem.text("en") for problem in deposit_page.SPEC.form.check(form.draft())]  # type: ignore[union-attr]
    assert (
        "The law allows 1,200,000.00 (10 % of the price, Tendering Regulation, article 58): 300,000.00 beyond it."
        in advice
    )
    qtbot.keyClick(form_of(qtbot, page), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: bool(kept(book)))
    assert kept(book) == [f"{makers.CONTRACT}-BZ-01"]


def boxes() -> list[FormBox]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, FormBox) and one.isVisible()]


def accounts(book: Book) -> list[tuple[str, bool]]:
    with book.read() as session:
        rows = session.scalars(select(FinalAccount).order_by(FinalAccount.id))
        return [(str(one.settled), one.void) for one in rows]


def kept(book: Book) -> list[str]:
    with book.read() as session:
        return list(session.scalars(select(Deposit.number)))
