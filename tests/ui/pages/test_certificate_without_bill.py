"""A contract without a bill of quantities is valued too: the empty sheet says how, and one amount is enough."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models import certificates, contracts
from models.certificates import sheet
from models.money import Money
from models.registry import create_book
from models.store.book import Book
from tests import makers
from tests.ui.pages.valuing import until
from ui import theme
from ui.pages.certificate_sheet import HEADER, LINES, CertificateSheet
from ui.workspace import Workspace

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = create_book(tmp_path / "book", "JB")
    with made.write(contracts.RECORD) as session:
        makers.a_contract(session, number="JB-2026-09")
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, open_workspace: Callable[[Any], Workspace], book: Book) -> CertificateSheet:
    with book.read() as session:
        contract = contracts.numbered(session, "JB-2026-09")
        assert contract
        begun = sheet.begun(session, contract.id, date(2026, 11, 23))
    made = CertificateSheet(open_workspace(book), begun)
    qtbot.addWidget(made)
    made.resize(1216, 690)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.grid.first_entry()
    return made


def typed(qtbot: QtBot, words: str) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), words)


def test_the_sheet_says_what_to_do_and_enter_leads_to_the_one_amount(
    qtbot: QtBot, page: CertificateSheet, book: Book
) -> None:
    bare = page.grid.bare
    assert bare.isVisible()
    assert bare.says.text().startswith("本合同尚无工程量清单")
    assert bare.amount.hasFocus()
    assert page.foot.keys.text() == "Ctrl+Enter 保存并送审"
    qtbot.keyClick(bare.amount, Qt.Key.Key_Return)
    assert page.foot.tabs.currentIndex() == HEADER
    typed(qtbot, "=100000+23456.78")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    until(qtbot, lambda: page.sheet.stage == "submitted")
    with book.read() as session:
        kept = certificates.draft_of(session, page.key)
    assert (kept.number, kept.work, kept.lines) == ("JB-2026-09-01", Money.of("123456.78"), ())


def test_save_answers_from_the_empty_sheet_and_escape_goes_back(qtbot: QtBot, page: CertificateSheet) -> None:
    qtbot.keyClick(page.grid.bare.amount, Qt.Key.Key_S, CTRL)
    until(qtbot, lambda: page.sheet.stage == "prepared")
    with qtbot.waitSignal(page.left):
        qtbot.keyClick(page.grid.bare.amount, Qt.Key.Key_Escape)


def test_the_bill_can_be_entered_from_there(qtbot: QtBot, page: CertificateSheet) -> None:
    qtbot.keyClick(page.grid.bare.amount, Qt.Key.Key_Tab)
    with qtbot.waitSignal(page.workspace.wanted) as asked:
        qtbot.keyClick(page.grid.bare.bill, Qt.Key.Key_Return)
    assert asked.args == ["bills", page.sheet.draft.contract]


def test_a_line_of_its_own_brings_the_table_and_without_it_the_words_come_back(
    qtbot: QtBot, page: CertificateSheet
) -> None:
    page.head.added.emit("dayworks")
    assert page.grid.view.isVisible()
    assert page.foot.tabs.currentIndex() == LINES
    qtbot.keyClick(page.grid.view, Qt.Key.Key_Minus, CTRL)
    assert page.grid.bare.isVisible()


def test_what_is_due_is_never_cut_however_short_the_other_amounts(qtbot: QtBot, page: CertificateSheet) -> None:
    qtbot.keyClick(page.grid.bare.amount, Qt.Key.Key_Return)
    typed(qtbot, "17111222.33")
    table = page.panel.table
    due = table.rows.index(table.rows.rowCount() - 1, 1).data()
    assert due == "13,688,977.86"
    assert table.columnWidth(1) > QFontMetrics(theme.font(bold=True, step=1)).horizontalAdvance(due) + 16
