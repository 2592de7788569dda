"""The bill of quantities of a contract is pasted, put into sections, added up and saved line by line."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models import bills
from models.money import Money
from models.store.book import Book
from tests.ui.pages.valuing import Valued, a_valued_contract, until
from ui.forms.grid_block import Block
from ui.pages.bills import BillPage
from ui.workspace import Workspace

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def valued(book: Book) -> Valued:
    return a_valued_contract(book)


@pytest.fixture
def workspace(open_workspace: Callable[[Any], Workspace], book: Book, valued: Valued) -> Workspace:
    return open_workspace(book)


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, valued: Valued) -> BillPage:
    made = shown(qtbot, BillPage(workspace, {"contract": valued.contract}))
    until(qtbot, lambda: bool(made.contract))
    return made


def shown(qtbot: QtBot, made: BillPage) -> BillPage:
    qtbot.addWidget(made)
    made.resize(1216, 690)
    made.show()
    qtbot.waitExposed(made)
    return made


def cell(page: BillPage, row: int, name: str) -> str:
    column = [one.name for one in page.grid.model.columns].index(name)
    return str(page.grid.model.index(row, column).data())


def put(page: BillPage, row: int, name: str, words: str) -> None:
    column = [one.name for one in page.grid.model.columns].index(name)
    page.grid.model.setData(page.grid.model.index(row, column), words)


def test_sections_show_the_sum_of_their_lines_and_levels_are_indents(page: BillPage) -> None:
    assert cell(page, 0, "amount") == "13,883,400.00"
    assert cell(page, 1, "name") == "\u3000路基挖土方"
    assert page.added.text() == "5 行，合计 14,743,400.00　合同价 48,600,000.00"
    assert page.sentence.text().startswith("各项合计 14,743,400.00，合同价为 48,600,000.00")


def test_quantity_and_price_give_the_amount_and_the_sections_follow(page: BillPage) -> None:
    put(page, 1, "quantity", "1000")
    assert cell(page, 1, "amount") == "14,800.00"
    assert cell(page, 0, "amount") == "7,793,200.00"
    page.grid.model.steps.undo()
    assert cell(page, 0, "amount") == "13,883,400.00"


def test_the_key_that_groups_in_excel_puts_a_line_one_level_deeper(qtbot: QtBot, page: BillPage) -> None:
    page.grid.view.select(Block(4, 0, 4, 0))
    keys = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page.grid.view, Qt.Key.Key_Right, keys)
    assert cell(page, 4, "level") == "2"
    assert cell(page, 0, "amount") == "14,743,400.00"
    qtbot.keyClick(page.grid.view, Qt.Key.Key_Left, keys)
    assert cell(page, 4, "level") == "1"


def test_a_table_with_captions_goes_into_the_right_columns_and_gets_its_levels(qtbot: QtBot, page: BillPage) -> None:
    table = "项目名称\t项目编码\t综合单价(元)\t工程量\t计量单位\n路面\t300\t\t\t\n透层\t308-1\t5.6\t64,200\tm²\n"
    QApplication.clipboard().setText(table)
    qtbot.mouseClick(page.pasting, Qt.MouseButton.LeftButton)
    assert [cell(page, 5, name) for name in ("code", "name", "level", "amount")] == ["300", "路面", "1", "359,520.00"]
    assert [cell(page, 6, name) for name in ("code", "unit", "quantity", "level")] == ["308-1", "m²", "64,200.000", "2"]
    page.grid.model.steps.undo()
    assert len(page.grid.lines()) == 5


def test_saving_writes_the_bill_and_keeps_the_rows(qtbot: QtBot, page: BillPage, book: Book, valued: Valued) -> None:
    before = _bill(book, valued)
    put(page, 1, "price", "15")
    put(page, 5, "name", "透层")
    put(page, 5, "amount", "1200")
    qtbot.keyClick(page.grid.view, Qt.Key.Key_S, CTRL)
    until(qtbot, lambda: len(_bill(book, valued)) == 6)
    after = _bill(book, valued)
    assert [item.id for item in after[:5]] == [item.id for item in before]
    assert (after[1].price, after[1].amount, after[5].amount) == (Decimal(15), Money.of(6_187_500), Money.of(1200))
    until(qtbot, lambda: not page.is_changed)


def test_what_is_typed_while_the_bill_is_being_saved_is_not_lost(
    qtbot: QtBot, page: BillPage, book: Book, valued: Valued
) -> None:
    put(page, 1, "price", "15")
    qtbot.keyClick(page.grid.view, Qt.Key.Key_S, CTRL)
    put(page, 2, "price", "11")
    until(qtbot, lambda: _bill(book, valued)[1].price == Decimal(15))
    qtbot.wait(100)
    assert cell(page, 2, "price") == "11.00"
    qtbot.keyClick(page.grid.view, Qt.Key.Key_S, CTRL)
    until(qtbot, lambda: _bill(book, valued)[2].price == Decimal(11))


def test_a_line_without_a_name_stops_saving_and_is_shown(
    qtbot: QtBot, page: BillPage, book: Book, valued: Valued
) -> None:
    put(page, 5, "quantity", "3")
    page.grid.view.select(Block(0, 0, 0, 0))
    qtbot.keyClick(page.grid.view, Qt.Key.Key_S, CTRL)
    assert page.grid.view.currentIndex().row() == 5
    assert page.grid.sentence.text() == "第 6 行“项目名称”：请填写“项目名称”。"
    assert len(_bill(book, valued)) == 5


def test_a_certified_line_cannot_be_removed_and_nothing_is_lost(
    qtbot: QtBot, page: BillPage, book: Book, valued: Valued
) -> None:
    told: list[str] = []
    page.workspace.message.connect(lambda sentence, _undo: told.append(sentence))
    page.grid.view.select(Block(1, 0, 1, 0))
    qtbot.keyClick(page.grid.view, Qt.Key.Key_Minus, CTRL)
    assert len(page.grid.lines()) == 4
    qtbot.keyClick(page.grid.view, Qt.Key.Key_S, CTRL)
    until(qtbot, lambda: bool(told))
    assert "路基挖土方" in told[0]
    assert len(_bill(book, valued)) == 5


def test_without_a_contract_one_is_chosen_above_the_lines(qtbot: QtBot, workspace: Workspace, valued: Valued) -> None:
    page = shown(qtbot, BillPage(workspace))
    assert page.nothing.text() == "请先选择合同，再查看其工程量清单。"
    page.show_record(valued.contract)
    until(qtbot, lambda: len(page.grid.lines()) == 5)
    assert page.trail == ["JB-GL-07"]
    until(qtbot, lambda: page.choice.text() == "JB-GL-07")


def test_the_model_behaves_as_qt_wants(page: BillPage) -> None:
    tester = QAbstractItemModelTester(page.grid.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    put(page, 5, "name", "透层")
    page.grid.shift(1)
    page.grid.model.steps.undo()
    assert tester.model() is page.grid.model


def _bill(book: Book, valued: Valued) -> tuple[Any, ...]:
    with book.read() as session:
        return bills.draft_of(session, valued.contract).items


FORM = (
    "分部分项工程和单价措施项目清单与计价表\t\t\t\t\t\t\t\r\n"
    "序号\t项目编码\t项目名称\t项目特征描述\t计量单位\t工程量\t金额（元）\t\r\n\t\t\t\t\t\t综合单价\t合价\r\n"
)


def test_pages_of_the_national_form_land_in_their_columns_and_sections(qtbot: QtBot, page: BillPage) -> None:
    lines = []
    for section in range(10):
        lines.append(FORM + f"\t{401 + section}\t桥涵\t\t\t\t\t")
        lines += [f'{n}\t4{section}-{n}\t桩基\t"1.桩径\n2.桩长"\tm\t1,234.500\t380.00\t469,110.00' for n in range(30)]
        lines.append("\t\t本页小计\t\t\t\t\t14,073,300.00")
    QApplication.clipboard().setText("\r\n".join(lines) + "\r\n")
    page.grid.view.setFocus()
    qtbot.keyClick(page.grid.view, Qt.Key.Key_V, CTRL)
    assert len(page.grid.lines()) == 5 + 310
    assert not page.grid.unclear()
    names = ("code", "name", "unit", "quantity", "price", "amount", "level")
    first = [cell(page, 6, name) for name in names]
    assert first == ["40-0", "\u3000桩基", "m", "1,234.500", "380.00", "469,110.00", "2"]
    assert cell(page, 5, "amount") == "14,073,300.00"
    assert cell(page, 5 + 31, "name") == "桥涵"
    qtbot.keyClick(page.grid.view, Qt.Key.Key_Z, CTRL)
    assert len(page.grid.lines()) == 5


def test_a_pasted_amount_that_is_not_quantity_times_price_is_told(qtbot: QtBot, page: BillPage) -> None:
    told: list[str] = []
    page.grid.view.pasted.connect(told.append)
    rows = [
        ["编码", "名称", "单位", "数量", "单价", "合价"],
        ["9-1", "甲", "项", "2", "3", "6"],
        ["9-2", "乙", "项", "2", "3", "7"],
    ]
    QApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))
    page.grid.view.setFocus()
    qtbot.keyClick(page.grid.view, Qt.Key.Key_V, CTRL)
    assert [str(line.amount) for line in page.grid.lines()[-2:]] == ["6.00", "6.00"]
    assert "以算出的为准：第 7 行。" in told[0]
