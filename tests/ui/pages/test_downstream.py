"""A subcontract is typed with its parts, a set-off is entered and undone by keys, a comparison opens its bill line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from models import certificates
from models.certificates import CertificateDraft
from models.contracts import Contract
from models.downstream import SetOff, Subcontract, SubQuantityDraft
from models.money import Money
from models.registry import create_book
from models.store.book import Book
from tests import makers
from tests.reports.books import FILL
from tests.ui.pages.test_disputes import shown
from tests.ui.pages.test_final_accounts import boxes, form_of, typed
from tests.ui.pages.valuing import until
from ui.forms.grid_block import Block
from ui.pages.downstream import COMPARISON, SET_OFFS, SPEC
from ui.workspace import Workspace


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = create_book(tmp_path / "book", "JB")
    with made.write(FILL) as session:
        contract = makers.a_contract(session, recovery_rule="none", advance=None)
        makers.a_bill(session, contract)
        certificates.record(
            session, CertificateDraft(contract=contract.id, work=Money.of(100_000), certified_on=date(2024, 6, 3))
        )
        quantity = SubQuantityDraft(date(2024, 7, 1), "010101001", Decimal(7), Decimal(20))
        makers.a_subcontract(session, contract, quantities=(quantity,))
    yield made
    made.close()


@pytest.fixture
def workspace(open_workspace: Callable[[Any], Workspace], book: Book) -> Workspace:
    return open_workspace(book)


def one(book: Book, column: Any) -> Any:
    with book.read() as session:
        return session.scalars(select(column).order_by(column.class_.id.desc())).first()


def test_a_subcontract_is_typed_and_its_sums_follow(qtbot: QtBot, workspace: Workspace, book: Book) -> None:
    page = shown(qtbot, workspace, SPEC, {"contract": one(book, Contract.id)})
    page.begin_record()
    form_page = form_of(qtbot, page)
    form = form_page.form
    form.change(name="屋面防水", party=one(book, Subcontract.party_id))
    typed(qtbot, form, "retention_rate", "5")
    grid = form.grids["certified"]
    QApplication.clipboard().setText("2024-08-01\t80000\n2024-09-01\t20000\n")
    grid.view.select(Block(0, 0, 0, 0))
    grid.view.paste()
    until(qtbot, lambda: form.draft().left == Money.of(95_000))
    qtbot.keyClick(form_page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: one(book, Subcontract.name) == "屋面防水")


def test_a_set_off_is_entered_and_undone_by_keys(qtbot: QtBot, workspace: Workspace, book: Book) -> None:
    page = shown(qtbot, workspace, SET_OFFS)
    page.begin_record()
    form_page = form_of(qtbot, page)
    form_page.form.change(subcontract=one(book, Subcontract.id))
    for name, words in (("signed_on", "2024-08-01"), ("effective_on", "2024-08-10"), ("amount", "100001")):
        typed(qtbot, form_page.form, name, words)
    qtbot.keyClick(form_page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: "100,000.00" in form_page.form.fields["amount"].sentence.text())
    typed(qtbot, form_page.form, "amount", "30000")
    qtbot.keyClick(form_page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: one(book, SetOff.amount) == Money.of(30_000))
    SET_OFFS.actions[0].run(workspace, one(book, SetOff.id))
    until(qtbot, lambda: bool(boxes()))
    box = boxes()[0]
    typed(qtbot, box.form, "on", "2024-08-09")
    typed(qtbot, box.form, "reason", "paid back")
    qtbot.keyClick(box, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: "2024-08-10" in box.form.fields["on"].sentence.text())
    typed(qtbot, box.form, "on", "2024-09-09")
    qtbot.keyClick(box, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: one(book, SetOff.reversed_on) == date(2024, 9, 9))
    until(qtbot, lambda: not boxes())


def test_a_row_of_the_comparison_opens_its_bill_line_to_be_read(qtbot: QtBot, workspace: Workspace, book: Book) -> None:
    page = shown(qtbot, workspace, COMPARISON)
    assert page.panel.model.rowCount() == 1
    page.show_record(page.panel.model.key_at(0))
    until(qtbot, lambda: form_of(qtbot, page).fixed)
    assert form_of(qtbot, page).form.draft().code == "010101001"
