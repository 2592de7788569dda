"""In the wizard everything can be answered by keys: typed, chosen, taken back; what is no answer is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from models.store.book import Book
from tests.ui.pages.test_import_ledger import LAKE, press
from tests.ui.pages.test_import_wizard import WAIT, book, page, take, wait, window
from tests.ui.pages.test_import_wizard import a_file as written
from ui.pages.import_choosing import ChoiceTable
from ui.pages.import_ledger import LedgerCard
from ui.pages.import_wizard import ImportPage

__all__ = ["book", "page", "window"]

MESSY: dict[str, list[list[Any]]] = {
    "合同": [
        ["合同编号", "工程名称", "甲方", "合同额（万元）", "签订日期"],
        ["HT-01", "临湖花园一期", LAKE, 9000, "2022-03-01"],
        ["HT-02", "临湖花园二期", LAKE, 8000, "2022-03-01"],
    ],
    "收款": [
        ["江北项目部收款台账"],
        ["到账日期", "付款单位", "合同编号", "到账金额", "备注"],
        ["3月15日", LAKE, "HT-01", 300000, ""],
        ["5月20日", "临湖置业", "HT-01", 300000, ""],
        ["6月2日", "临湖置业", "HT-01", -300000, "退回"],
        ["8月2日", "临湖置业", "", 88, ""],
    ],
}


@pytest.fixture
def card(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> LedgerCard:
    take(qtbot, page, written(tmp_path / "台账.xlsx", MESSY))
    return page.ledger


def go_to(table: ChoiceTable, *key: str) -> int:
    """Move to the row that answers this, as the arrow keys do."""
    row = table.offered.place_of(key, 1)
    assert row >= 0
    table.setFocus()
    table.setCurrentIndex(table.offered.index(row, 1))
    return row


def line_of(table: ChoiceTable) -> QLineEdit:
    assert table.typist.line is not None
    return table.typist.line


def entered(qtbot: QtBot, page: ImportPage, table: ChoiceTable) -> None:
    """Press Enter in the line, and wait for what comes of it."""
    qtbot.keyClick(line_of(table), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.typist.line is None, timeout=WAIT)
    wait(qtbot, page)


def typed(qtbot: QtBot, page: ImportPage, table: ChoiceTable, words: str) -> None:
    """F2, the answer, Enter."""
    qtbot.keyClick(table, Qt.Key.Key_F2)
    line = line_of(table)
    line.clear()
    line.insert(words)
    entered(qtbot, page, table)


def test_a_missing_year_is_typed_and_the_rows_are_understood(qtbot: QtBot, page: ImportPage, card: LedgerCard) -> None:
    card.show_step(1)
    table = card.steps[1].asked
    row = go_to(table, "sheets", "收款", "year")
    assert table.offered.words(row)[0] == "“收款”有 4 个日期没写年份，是哪一年？"
    typed(qtbot, page, table, "2023")
    assert card.stack.currentIndex() == 1
    assert table.offered.words(table.offered.place_of(("sheets", "收款", "year"), 1))[1] == "2023"
    receipts = next(one for one in page.checked.proposal.sheets if one.name == "收款")
    assert (receipts.first, receipts.last) == ("2023-03-15", "2023-08-02")


def test_what_is_no_answer_is_said_and_changes_nothing(qtbot: QtBot, page: ImportPage, card: LedgerCard) -> None:
    card.show_step(1)
    table = card.steps[1].asked
    go_to(table, "sheets", "收款", "year")
    typed(qtbot, page, table, "去年")
    assert "去年" in card.told.text()
    assert card.talk.answers.of("收款").year == 0


def test_escape_leaves_the_line_and_not_the_step(qtbot: QtBot, page: ImportPage, card: LedgerCard) -> None:
    card.show_step(1)
    table = card.steps[1].asked
    go_to(table, "sheets", "收款", "year")
    qtbot.keyClick(table, Qt.Key.Key_F2)
    qtbot.keyClick(line_of(table), Qt.Key.Key_Escape)
    wait(qtbot, page)
    assert card.stack.currentIndex() == 1
    assert page.path is not None


def test_the_whole_sheet_is_answered_beside_its_columns(qtbot: QtBot, page: ImportPage, card: LedgerCard) -> None:
    card.show_step(1)
    step = card.steps[1]
    step.sheet.setCurrentIndex(step.sheet.findText("收款"))
    step.sheet.activated.emit(1)
    row = go_to(step.whole, "sheets", "收款", "header")
    assert step.settings.words(row)[1].startswith("2: 到账日期")
    qtbot.keyClick(step.whole, Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.actions()[-1].text() == "另行填写…"
    menu.actions()[-1].trigger()
    menu.close()
    qtbot.keyClicks(line_of(step.whole), "9-1")
    entered(qtbot, page, step.whole)
    assert "9-1" in card.told.text()
    go_to(step.whole, "sheets", "收款", "contract")
    typed(qtbot, page, step.whole, "HT-02 临湖花园二期")
    assert card.talk.answers.of("收款").contract == "HT-02"


def test_which_receipt_goes_back_is_chosen_and_typed_by_keys(qtbot: QtBot, page: ImportPage, card: LedgerCard) -> None:
    card._decided(("sheets", "收款", "year"), 2023)
    wait(qtbot, page)
    card.show_step(3)
    table = card.steps[3].asked
    row = go_to(table, "reversals", "收款!5")
    numbers = [value for value, _ in table.offered.choices(row, 1)]
    assert len(numbers) == 3
    qtbot.keyClick(table, Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    wait(qtbot, page)
    assert card.talk.answers.reversals == {"收款!5": numbers[1]}
    assert 5 not in [one.row for one in card.steps[3].remarks.rows if one.is_open]


def test_a_party_is_joined_to_another_by_typing_a_part_of_its_name(
    qtbot: QtBot, page: ImportPage, card: LedgerCard
) -> None:
    card.show_step(2)
    table = card.steps[2].asked
    go_to(table, "parties", "临湖置业")
    press(qtbot, page, Qt.Key.Key_Space)
    go_to(table, "parties", "临湖置业")
    qtbot.keyClick(table, Qt.Key.Key_F2)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.actions()[-1].trigger()
    menu.close()
    line = line_of(table)
    line.clear()
    line.insert("临湖置业有限")
    line.completer().complete()
    popup = line.completer().popup()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    if table.typist.line is not None:
        entered(qtbot, page, table)
    assert card.talk.answers.parties["临湖置业"] == LAKE


def test_what_is_being_typed_outlives_an_answer_that_is_worked_out_meanwhile(
    qtbot: QtBot, page: ImportPage, card: LedgerCard
) -> None:
    card.show_step(1)
    table = card.steps[1].asked
    card._decided(("settle",), False)
    go_to(table, "sheets", "收款", "year")
    qtbot.keyClick(table, Qt.Key.Key_F2)
    line_of(table).setText("20")
    wait(qtbot, page)
    assert line_of(table).text() == "20"


def test_what_was_answered_is_known_again_in_the_window(
    qtbot: QtBot, page: ImportPage, card: LedgerCard, book: Book
) -> None:
    for key, value in ((("sheets", "收款", "unit"), "千元"), (("parties", "临湖置业"), ""), (("settle",), False)):
        card._decided(key, value)
        wait(qtbot, page)
    page.bring()
    wait(qtbot, page)
    assert page.is_in
    take(qtbot, page, page.path)
    assert card.talk.answers.parties == {"临湖置业": ""}
    assert card.talk.answers.settle is False
    step = card.steps[1]
    step.sheet.setCurrentIndex(step.sheet.findText("收款"))
    step.sheet.activated.emit(1)
    row = step.settings.place_of(("sheets", "收款", "unit"), 1)
    assert step.settings.words(row)[1] == "千元"
    assert ("parties", "临湖置业") in card.talk.told


def test_in_a_small_window_the_parts_of_a_step_stand_under_tabs(
    qtbot: QtBot, page: ImportPage, card: LedgerCard
) -> None:
    card.show_step(1)
    panes = card.steps[1].panes
    assert not panes.tabs.isVisible()
    panes.setFixedSize(500, 220)
    qtbot.waitUntil(panes.tabs.isVisible, timeout=5_000)
    seen = []
    for _turn in panes.panes:
        seen.append([pane.whole.isVisible() for pane in panes.panes])
        qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert seen == [[True, False, False], [False, True, False], [False, False, True]]
    assert panes.panes[0].first.hasFocus()
    panes.setMinimumSize(0, 0)
    panes.setMaximumSize(5_000, 5_000)
    qtbot.waitUntil(lambda: not panes.tabs.isVisible(), timeout=5_000)
    assert all(pane.whole.isVisible() for pane in panes.panes)


def test_a_ledger_of_which_nothing_is_understood_yet_is_not_said_to_be_in_the_book(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    take(qtbot, page, written(tmp_path / "收款.xlsx", {"收款": MESSY["收款"][1:3]}))
    assert "待定 1 行" in page.ledger.verdict.text()
