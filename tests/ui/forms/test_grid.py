"""No key means in a grid what it does not mean in Excel, and everything can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from time import perf_counter
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from models import language
from models.drafts import changed
from models.money import Money
from models.problems import Problem
from tests.ui.forms.contract_draft import (
    GRID,
    SPEC,
    TODAY,
    ContractDraft,
    ItemDraft,
    a_contract,
    parties,
    type_into,
)
from ui.forms.form import Form
from ui.forms.grid import Grid
from ui.forms.grid_block import Block, from_text, to_text
from ui.forms.grid_view import GridView
from ui.forms.picker import Candidate, Deliver, Made, Source

Make = Callable[..., Form]
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
CODE, NAME, UNIT, QUANTITY, PRICE, AMOUNT, AGREED, OWNER, PROVISIONAL = range(9)
FIXED = replace(SPEC, grids={"items": replace(GRID, fixed=True)})


@pytest.fixture
def a_grid(a_form: Make, qtmodeltester: Any) -> Callable[..., Grid]:
    """``a_grid(lines=4)`` is the grid of a form, with the focus, watched by Qt's own model tester."""

    def make(lines: int = 4, spec: Any = SPEC, sources: Any = None) -> Grid:
        grid = a_form(a_contract(lines), spec, sources).grids["items"]
        QAbstractItemModelTester(grid.model, QAbstractItemModelTester.FailureReportingMode.Fatal, grid.model)
        grid.view.setFocus()
        at(grid, 0, 0)
        return grid

    return make


def at(grid: Grid, row: int, column: int) -> None:
    grid.view.setCurrentIndex(grid.model.index(row, column))


def choose(grid: Grid, top: int, left: int, bottom: int, right: int) -> None:
    grid.view.select(Block(top, left, bottom, right))


def press(grid: Grid, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key where the focus is: in the popup, the open editor, or the table."""
    QTest.keyClick(QApplication.activePopupWidget() or _focused(), key, held)


def _focused() -> QWidget:
    focused = QApplication.focusWidget()
    assert isinstance(focused, QWidget)
    return focused


def place(view: GridView) -> tuple[int, int]:
    return view.currentIndex().row(), view.currentIndex().column()


def paste(grid: Grid, content: str) -> None:
    QApplication.clipboard().setText(content)
    press(grid, Qt.Key.Key_V, CTRL)


def codes(grid: Grid) -> list[str]:
    return [line.code for line in grid.lines()]


# Moving and typing


def test_typing_replaces_and_enter_moves_down(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    at(grid, 0, QUANTITY)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_5):
        press(grid, key)
    press(grid, Qt.Key.Key_Return)
    assert grid.lines()[0].quantity == Decimal(125)
    assert place(grid.view) == (1, QUANTITY)


def test_f2_edits_what_is_there(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    at(grid, 0, CODE)
    press(grid, Qt.Key.Key_F2)
    press(grid, Qt.Key.Key_End)
    press(grid, Qt.Key.Key_X)
    press(grid, Qt.Key.Key_Return)
    assert codes(grid)[0] == "202-1x"


def test_tab_goes_right_and_on_to_the_next_line(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    at(grid, 0, OWNER)
    press(grid, Qt.Key.Key_Tab)
    press(grid, Qt.Key.Key_Tab)
    assert place(grid.view) == (1, 0)
    press(grid, Qt.Key.Key_Backtab, SHIFT)
    assert place(grid.view) == (0, PROVISIONAL)


def test_tab_and_shift_enter_end_an_edit_too(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    at(grid, 1, CODE)
    press(grid, Qt.Key.Key_A)
    press(grid, Qt.Key.Key_Tab)
    assert place(grid.view) == (1, NAME)
    press(grid, Qt.Key.Key_B)
    press(grid, Qt.Key.Key_Return, SHIFT)
    assert place(grid.view) == (0, NAME)
    assert (grid.lines()[1].code, grid.lines()[1].name) == ("a", "b")


def test_arrows_leave_a_cell_that_is_typed_into_but_move_inside_one_that_is_edited(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    at(grid, 0, CODE)
    press(grid, Qt.Key.Key_7)
    press(grid, Qt.Key.Key_Right)
    assert place(grid.view) == (0, NAME)
    assert codes(grid)[0] == "7"
    at(grid, 0, CODE)
    press(grid, Qt.Key.Key_F2)
    press(grid, Qt.Key.Key_Right)
    press(grid, Qt.Key.Key_8)
    press(grid, Qt.Key.Key_Return)
    assert codes(grid)[0] == "78"


def test_escape_leaves_the_cell_as_it_was(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    press(grid, Qt.Key.Key_X)
    press(grid, Qt.Key.Key_Escape)
    assert codes(grid)[0] == "202-1"
    assert not grid.model.steps.canUndo()


def test_the_line_below_the_last_takes_a_new_one(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid(2)
    at(grid, 2, CODE)
    press(grid, Qt.Key.Key_N)
    press(grid, Qt.Key.Key_Return)
    assert codes(grid)[2] == "n"
    assert place(grid.view) == (3, CODE)
    assert grid.model.rowCount() == 4


def test_chinese_typed_with_an_input_method_reaches_the_cell(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    at(grid, 0, NAME)
    type_into(grid.view, "透")
    type_into(_focused(), "层")
    press(grid, Qt.Key.Key_Return)
    assert grid.lines()[0].name == "透层"


def test_chinese_composed_in_the_cell_reaches_it(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    at(grid, 0, NAME)
    for composed, word in (("tou", "透"), ("ceng", "层")):
        QApplication.sendEvent(_focused(), QInputMethodEvent(composed, []))
        type_into(_focused(), word)
    press(grid, Qt.Key.Key_Return)
    assert grid.lines()[0].name == "透层"
    assert place(grid.view) == (1, NAME)


def test_ctrl_arrow_goes_to_the_edge_of_what_is_filled(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    press(grid, Qt.Key.Key_Down, CTRL)
    assert place(grid.view) == (3, CODE)
    press(grid, Qt.Key.Key_Right, CTRL | SHIFT)
    assert grid.view.block() == Block(3, CODE, 3, PROVISIONAL)


def test_the_table_can_be_left_with_f6_and_with_tab_at_its_end(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid(1)
    press(grid, Qt.Key.Key_F6)
    assert not grid.view.hasFocus()
    grid.view.setFocus()
    at(grid, 1, PROVISIONAL)
    press(grid, Qt.Key.Key_Tab)
    assert not grid.view.hasFocus()


def test_saving_takes_over_what_is_being_typed_into_a_cell(a_form: Make) -> None:
    form = a_form()
    grid = form.grids["items"]
    grid.view.setFocus()
    at(grid, 0, CODE)
    press(grid, Qt.Key.Key_9)
    assert form.show_all()
    assert form.draft().items[0].code == "9"


def test_escape_and_then_saving_keeps_the_cell_as_it_was(a_form: Make) -> None:
    form = a_form()
    grid = form.grids["items"]
    grid.view.setFocus()
    at(grid, 0, CODE)
    press(grid, Qt.Key.Key_9)
    press(grid, Qt.Key.Key_Escape)
    assert form.show_all()
    assert form.draft().items[0].code == "202-1"


# Filling


def test_ctrl_d_fills_the_selection_from_its_first_row(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    choose(grid, 0, CODE, 3, NAME)
    press(grid, Qt.Key.Key_D, CTRL)
    assert codes(grid) == ["202-1"] * 4
    assert {line.name for line in grid.lines()} == {"清理与掘除"}


def test_ctrl_d_on_one_cell_takes_what_stands_above(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    at(grid, 4, CODE)
    press(grid, Qt.Key.Key_D, CTRL)
    assert codes(grid)[4] == "205-4"


def test_ctrl_r_fills_to_the_right(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    choose(grid, 0, CODE, 1, UNIT)
    press(grid, Qt.Key.Key_R, CTRL)
    assert [(line.name, line.unit) for line in grid.lines()[:2]] == [("202-1", "202-1"), ("203-2", "203-2")]


def test_ctrl_enter_writes_into_everything_selected(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    choose(grid, 0, PRICE, 3, PRICE)
    press(grid, Qt.Key.Key_9)
    press(grid, Qt.Key.Key_Return, CTRL)
    assert [line.price for line in grid.lines()] == [Decimal(9)] * 4


def test_ctrl_semicolon_writes_today(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    at(grid, 2, AGREED)
    press(grid, Qt.Key.Key_Semicolon, CTRL)
    assert grid.lines()[2].agreed_on == TODAY


def test_alt_equals_tells_the_sum_of_the_selection(a_grid: Callable[..., Grid], qtbot: QtBot) -> None:
    grid = a_grid()
    choose(grid, 0, AMOUNT, 1, AMOUNT)
    with qtbot.waitSignal(grid.told) as told:
        press(grid, Qt.Key.Key_Equal, ALT)
    assert told.args == ["选中 2 格　求和 784,324.56"]


def test_delete_clears_what_can_be_written(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    choose(grid, 0, UNIT, 1, AMOUNT)
    press(grid, Qt.Key.Key_Delete)
    assert [(line.unit, line.quantity, line.price) for line in grid.lines()[:2]] == [("", None, None)] * 2
    assert grid.lines()[0].name == "清理与掘除"


def test_space_ticks_a_box(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    at(grid, 0, PROVISIONAL)
    press(grid, Qt.Key.Key_Space)
    assert grid.lines()[0].provisional


def test_a_record_is_picked_inside_a_cell_with_keys(a_grid: Callable[..., Grid], qtbot: QtBot) -> None:
    grid = a_grid()
    at(grid, 0, OWNER)
    press(grid, Qt.Key.Key_H)
    type_into(_focused(), "dgw")
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    press(grid, Qt.Key.Key_Return)
    assert grid.lines()[0].owner == "p3"
    assert grid.model.index(0, OWNER).data() == "湖东管网建设有限公司"
    assert place(grid.view) == (1, OWNER)


def test_a_day_in_a_cell_understands_the_same_words_as_in_a_form(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    at(grid, 0, AGREED)
    press(grid, Qt.Key.Key_Plus)
    type_into(_focused(), "30")
    press(grid, Qt.Key.Key_Return)
    assert grid.lines()[0].agreed_on == date(2026, 12, 23)


# Lines


def test_lines_are_inserted_above_and_removed(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    choose(grid, 1, 0, 2, 0)
    press(grid, Qt.Key.Key_Plus, CTRL | SHIFT)
    assert codes(grid) == ["202-1", "", "", "203-2", "204-3", "205-4"]
    press(grid, Qt.Key.Key_Minus, CTRL)
    assert codes(grid) == ["202-1", "203-2", "204-3", "205-4"]


def test_removing_all_lines_leaves_an_empty_one_to_type_into(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    choose(grid, 0, 0, 4, 8)
    press(grid, Qt.Key.Key_Minus, CTRL)
    assert grid.lines() == ()
    assert grid.model.rowCount() == 1


def test_lines_of_a_fixed_grid_are_neither_added_nor_removed(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid(spec=FIXED)
    assert grid.model.rowCount() == 4
    press(grid, Qt.Key.Key_Minus, CTRL)
    press(grid, Qt.Key.Key_Plus, CTRL)
    at(grid, 3, CODE)
    paste(grid, "a\nb\nc")
    assert codes(grid) == ["202-1", "203-2", "204-3", "a"]


def test_a_new_line_begins_as_the_page_wants(a_grid: Callable[..., Grid]) -> None:
    def next_line(lines: tuple[ItemDraft, ...]) -> ItemDraft:
        return ItemDraft(code=f"N{len(lines) + 1}", unit="项")

    grid = a_grid(1, replace(SPEC, grids={"items": replace(GRID, new=next_line)}))
    at(grid, 1, NAME)
    press(grid, Qt.Key.Key_X)
    press(grid, Qt.Key.Key_Return)
    assert grid.lines()[1] == ItemDraft(code="N2", name="x", unit="项")


# The clipboard


@pytest.mark.parametrize(
    ("content", "cells"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ('"two\nlines"\tb\r\n', [["two\nlines", "b"]]),
        ('"say ""yes"""\t1', [['say "yes"', "1"]]),
        ('5" pipe\t6" pipe\n', [['5" pipe', '6" pipe']]),
        ('"unfinished\tb', [['"unfinished', "b"]]),
        ("a\t\n\t\n", [["a", ""], ["", ""]]),
        ("one\n", [["one"]]),
        ("", [[""]]),
        ("a\r\n\r\nb", [["a"], [""], ["b"]]),
    ],
)
def test_text_of_excel_and_wps_is_taken_apart_into_cells(content: str, cells: list[list[str]]) -> None:
    assert from_text(content) == cells


@pytest.mark.parametrize("cells", [[["a", "b\nc"], ['"q"', "tab\there"]], [["1,234.50", ""]], [["", ""], ["x", ""]]])
def test_cells_copied_are_the_same_cells_when_pasted(cells: list[list[str]]) -> None:
    assert from_text(to_text(cells)) == cells


def test_a_block_copied_and_pasted_elsewhere_is_the_same_block(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    choose(grid, 0, CODE, 1, PROVISIONAL)
    press(grid, Qt.Key.Key_C, CTRL)
    at(grid, 4, CODE)
    press(grid, Qt.Key.Key_V, CTRL)
    assert grid.lines()[4:] == grid.lines()[:2]
    assert grid.view.block() == Block(4, CODE, 5, PROVISIONAL)


def test_pasting_past_the_end_adds_lines_and_past_the_right_is_left_out(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid(1)
    at(grid, 0, AGREED)
    paste(grid, "2026/1/2\t临湖置业发展有限公司\t是\t多余\r\n2026-1-3\t湖东管网建设有限公司\t否\t多余\r\n")
    assert [line.agreed_on for line in grid.lines()] == [date(2026, 1, 2), date(2026, 1, 3)]
    assert [(line.owner, line.provisional) for line in grid.lines()] == [("p2", True), ("p3", False)]


def test_one_value_fills_the_whole_selection(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    choose(grid, 0, UNIT, 3, UNIT)
    paste(grid, "m²\r\n")
    assert {line.unit for line in grid.lines()} == {"m²"}


def test_a_block_fills_a_selection_it_fits_several_times(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    choose(grid, 0, CODE, 3, CODE)
    paste(grid, "a\nb")
    assert codes(grid) == ["a", "b", "a", "b"]


def test_read_only_cells_swallow_their_text(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    at(grid, 0, QUANTITY)
    paste(grid, "1,000.5\t2.00\t999\t2026-1-1")
    line = grid.lines()[0]
    assert (line.quantity, line.price, line.agreed_on) == (Decimal("1000.5"), Decimal("2.00"), date(2026, 1, 1))
    assert grid.model.value(0, AMOUNT) == Money.of(2001)


def test_what_cannot_be_read_stays_in_its_cell_and_stops_saving(a_form: Make) -> None:
    form = a_form()
    grid = form.grids["items"]
    grid.view.setFocus()
    at(grid, 1, QUANTITY)
    paste(grid, "若干")
    assert grid.model.index(1, QUANTITY).data() == "若干"
    assert "若干" in grid.model.index(1, QUANTITY).data(Qt.ItemDataRole.ToolTipRole)
    assert form.draft().items[1].quantity is None
    assert not form.show_all()
    assert "第 2 行" in grid.sentence.text()
    paste(grid, "7")
    assert form.draft().items[1].quantity == 7
    assert form.show_all()


def test_a_figure_pasted_from_our_own_table_keeps_its_minus(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    at(grid, 0, QUANTITY)
    paste(grid, "−72.50")
    assert grid.lines()[0].quantity == Decimal("-72.50")


def test_a_pasted_name_is_found_even_when_the_answer_comes_later(a_grid: Callable[..., Grid]) -> None:
    waiting: list[Deliver] = []

    def find(words: str, deliver: Deliver) -> None:
        waiting.append(deliver)

    grid = a_grid(2, sources={"parties": Source(find, parties().named)})
    choose(grid, 0, OWNER, 1, OWNER)
    paste(grid, "临湖")
    assert [line.owner for line in grid.lines()] == ["", ""]
    assert len(grid.unclear()) == 2
    waiting[0]([Candidate("p2", "临湖置业发展有限公司")])
    assert [line.owner for line in grid.lines()] == ["p2", "p2"]
    assert grid.unclear() == []


# Taking back


def test_each_edit_and_each_paste_is_taken_back_as_one(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    before = grid.lines()
    paste(grid, "x\ty\n" * 6)
    pasted = grid.lines()
    assert len(pasted) == 6
    press(grid, Qt.Key.Key_Delete)
    press(grid, Qt.Key.Key_Z, CTRL)
    assert grid.lines() == pasted
    press(grid, Qt.Key.Key_Z, CTRL)
    assert grid.lines() == before
    assert not grid.model.steps.canUndo()
    press(grid, Qt.Key.Key_Y, CTRL)
    assert grid.lines() == pasted


def test_removed_lines_come_back_with_what_was_not_understood(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    at(grid, 3, PRICE)
    paste(grid, "??")
    choose(grid, 2, 0, 3, 0)
    press(grid, Qt.Key.Key_Minus, CTRL)
    assert grid.unclear() == []
    press(grid, Qt.Key.Key_Z, CTRL)
    assert codes(grid) == ["202-1", "203-2", "204-3", "205-4"]
    assert [problem.entry for problem in grid.unclear()] == ["items.3.price"]


def test_keys_of_the_grid_win_over_shortcuts_of_the_window(a_form: Make) -> None:
    form = a_form()
    undone = []
    action = form.addAction("undo")
    action.setShortcut("Ctrl+Z")
    action.triggered.connect(lambda: undone.append(1))
    grid = form.grids["items"]
    grid.view.setFocus()
    at(grid, 0, CODE)
    paste(grid, "new")
    QTest.keyClick(form.window().windowHandle(), Qt.Key.Key_Z, CTRL)
    assert codes(grid)[0] == "202-1"
    assert undone == []


# Problems


def test_a_problem_marks_its_cell_and_is_told_under_the_table(a_form: Make) -> None:
    form = a_form()
    grid = form.grids["items"]
    grid.view.setFocus()
    at(grid, 2, QUANTITY)
    paste(grid, "-5")
    assert grid.model.index(2, QUANTITY).data(Qt.ItemDataRole.ToolTipRole) == "合同量不能小于零。"
    assert grid.sentence.text() == "第 3 行“合同量”：合同量不能小于零。"
    assert not grid.sentence.isHidden()


def test_what_is_missing_in_a_line_is_not_said_before_the_cursor_leaves_it(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid(1)
    at(grid, 1, CODE)
    press(grid, Qt.Key.Key_C)
    press(grid, Qt.Key.Key_Tab)
    assert grid.sentence.isHidden()
    at(grid, 0, CODE)
    assert grid.sentence.text() == "第 2 行“清单项目”：请填写“清单项目”。"


def test_problems_found_by_saving_mark_their_cell(a_form: Make) -> None:
    form = a_form()
    form.set_problems([Problem("items.1.code", "编码重复。")])
    grid = form.grids["items"]
    assert place(grid.view) == (1, CODE)
    assert grid.sentence.text() == "第 2 行“编码”：编码重复。"


def test_a_required_grid_without_lines_says_so(a_form: Make) -> None:
    form = a_form(changed(a_contract(), items=()))
    form.set_problems([Problem("items", "清单不能为空。")])
    assert form.grids["items"].sentence.text() == "清单不能为空。"


# The rest


def test_totals_stand_under_their_columns_and_follow(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid(2)
    assert grid.footer.sums() == {AMOUNT: "784,324.56"}
    at(grid, 0, PRICE)
    paste(grid, "0")
    assert grid.footer.sums() == {AMOUNT: "392,164.56"}
    assert grid.footer.accessibleName() == "合计（2 行） 合价 392,164.56"


def test_f2_on_a_derived_figure_asks_for_its_explanation(a_form: Make, qtbot: QtBot) -> None:
    form = a_form()
    grid = form.grids["items"]
    grid.view.setFocus()
    at(grid, 1, AMOUNT)
    with qtbot.waitSignal(form.traced) as traced:
        press(grid, Qt.Key.Key_F2)
    assert traced.args == ["items.1.amount"]


def test_the_first_columns_stay_in_sight(a_grid: Callable[..., Grid], qtbot: QtBot) -> None:
    grid = a_grid()
    grid.window().resize(640, 700)
    qtbot.waitUntil(lambda: grid.view.horizontalScrollBar().maximum() > 0)
    at(grid, 1, PROVISIONAL)
    frozen = grid.view.frozen
    assert frozen.isVisible()
    rect = grid.view.visualRect(grid.model.index(1, PROVISIONAL))
    assert rect.left() >= frozen.reach()
    assert frozen.mapTo(grid.view, QPoint(0, 0)).x() <= grid.view.verticalHeader().width() + 2
    at(grid, 1, CODE)
    press(grid, Qt.Key.Key_F2)
    assert not frozen.isVisible()
    press(grid, Qt.Key.Key_Escape)


def test_captions_of_the_columns_follow_the_language(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    assert grid.footer.title() == "合计（4 行）"
    language.use("en")
    grid.relabel()
    assert grid.footer.title() == "Total (4 lines)"


def test_an_open_cell_editor_has_a_name_for_the_screen_reader(a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    at(grid, 2, NAME)
    press(grid, Qt.Key.Key_F2)
    assert _focused().accessibleName() == "清单项目，第 3 行"
    assert grid.model.index(2, NAME).data(Qt.ItemDataRole.AccessibleTextRole) == "清单项目: 利用土方填筑"
    press(grid, Qt.Key.Key_Escape)


def test_three_thousand_lines_are_pasted_edited_and_taken_back_without_delay(a_form: Make) -> None:
    form = a_form(ContractDraft(number="N"))
    grid = form.grids["items"]
    grid.view.setFocus()
    at(grid, 0, 0)
    lines = "".join(f"{row}\t项目{row}\tm³\t1,234.5\t6.78\t\t2026/1/2\t\t否\r\n" for row in range(3000))
    began = perf_counter()
    paste(grid, lines)
    pasted = perf_counter() - began
    began = perf_counter()
    at(grid, 1500, QUANTITY)
    press(grid, Qt.Key.Key_7)
    press(grid, Qt.Key.Key_Return)
    typed = perf_counter() - began
    assert len(form.draft().items) == 3000
    assert form.draft().items[1500].quantity == 7
    press(grid, Qt.Key.Key_Z, CTRL)
    press(grid, Qt.Key.Key_Z, CTRL)
    assert form.draft().items == ()
    assert pasted < 3
    assert typed < 0.5


@pytest.mark.parametrize("saved", [True, False])
def test_a_cell_waits_while_a_new_record_is_typed_over_the_grid(
    a_grid: Callable[..., Grid], qtbot: QtBot, saved: bool
) -> None:
    waiting: list[tuple[QDialog, Made]] = []

    def new(words: str, asker: QWidget, made: Made) -> None:
        box = QDialog(asker.window())
        box.setWindowTitle(words)
        waiting.append((box, made))
        box.open()

    grid = a_grid(2, sources={"parties": parties(new)})
    at(grid, 0, OWNER)
    for key in (Qt.Key.Key_X, Qt.Key.Key_Y):
        press(grid, key)
    press(grid, Qt.Key.Key_N, CTRL)
    ((box, made),) = waiting
    qtbot.waitUntil(box.isActiveWindow)
    assert box.windowTitle() == "xy"
    box.close()
    made(Candidate("p9", "新城建设") if saved else None)
    qtbot.waitUntil(grid.window().isActiveWindow)
    assert QApplication.focusWidget() is not grid.view
    assert grid.lines()[0].owner == ("p9" if saved else "p1")
    if not saved:
        press(grid, Qt.Key.Key_Escape)
        assert grid.lines()[0].owner == "p1"
