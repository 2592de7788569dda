"""Typing filters at once; conditions are asked of columns, shown as words, and kept under a name."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.money import Money
from models.store.listing import Column, Condition
from tests.ui.fakes import receipts_listing
from ui.forms.typed import Unclear
from ui.tables import conditions
from ui.tables.filter_bar import FilterBar
from ui.window_state import WindowState

TODAY = date(2026, 11, 23)


@pytest.fixture
def bar(qtbot: QtBot, dressed: Any) -> FilterBar:
    made = FilterBar(receipts_listing(), WindowState())
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_pause_in_typing_filters(qtbot: QtBot, bar: FilterBar) -> None:
    with qtbot.waitSignal(bar.filtered) as filtered:
        qtbot.keyClicks(bar.words, " hdgw ")
    assert filtered.args == ["hdgw", ()]


def test_down_goes_to_the_table_and_escape_clears(qtbot: QtBot, bar: FilterBar) -> None:
    with qtbot.waitSignals([bar.filtered, bar.left]):
        bar.words.setText("湖东")
        qtbot.keyClick(bar.words, Qt.Key.Key_Down)
    with qtbot.waitSignal(bar.filtered) as filtered:
        qtbot.keyClick(bar.words, Qt.Key.Key_Escape)
    assert filtered.args == ["", ()]


def test_a_condition_is_added_with_the_keyboard_and_taken_away_with_a_click(qtbot: QtBot, bar: FilterBar) -> None:
    bar.ask_condition("amount")
    box = bar._box
    assert box is not None
    assert box.operator.currentText() == "不小于"
    box.value.setText("abc")
    qtbot.keyClick(box.value, Qt.Key.Key_Return)
    assert box.problem.isVisible()
    box.value.setText("1.2万")
    with qtbot.waitSignal(bar.filtered) as filtered:
        qtbot.keyClick(box.value, Qt.Key.Key_Return)
    assert filtered.args[1] == (Condition("amount", "from", Money(1_200_000)),)
    (chip,) = bar._shown
    assert chip.text() == "金额 不小于 12,000.00  ×"
    with qtbot.waitSignal(bar.filtered) as filtered:
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert filtered.args[1] == ()
    assert bar.is_empty


def test_a_choice_is_chosen_and_nothing_is_asked_of_an_empty_cell(qtbot: QtBot, bar: FilterBar) -> None:
    bar.ask_condition("method")
    box = bar._box
    assert box is not None
    assert box.choice.isVisible()
    assert not box.value.isVisible()
    box.choice.setCurrentIndex(1)
    with qtbot.waitSignal(bar.filtered):
        box.add.click()
    assert bar.having == (Condition("method", "is", "bill"),)
    bar.ask_condition("on")
    box.operator.setCurrentIndex(box.operator.findData("missing"))
    assert not box.value.isVisible()
    with qtbot.waitSignal(bar.filtered):
        box.add.click()
    assert bar.having[1] == Condition("on", "missing", None)


def test_a_filter_is_kept_used_and_forgotten_under_its_name(qtbot: QtBot, bar: FilterBar) -> None:
    bar.set("湖东", (Condition("on", "from", TODAY), Condition("amount", "to", Money(5))))
    bar.keep("大额")
    bar.clear()
    bar._fill_kept()
    with qtbot.waitSignal(bar.filtered) as filtered:
        bar.kept.menu().actions()[0].trigger()
    assert filtered.args == ["湖东", (Condition("on", "from", TODAY), Condition("amount", "to", Money(5)))]
    bar.forget("大额")
    bar._fill_kept()
    assert [action.text() for action in bar.kept.menu().actions() if action.text()] == ["保存当前筛选…"]


def test_a_kept_condition_on_a_column_that_is_gone_is_left_out() -> None:
    assert conditions.from_plain(["gone", "is", "x"], receipts_listing()) is None
    assert conditions.from_plain(["amount", "is", "many"], receipts_listing()) is None


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("money", "1,234.5", Money(123_450)),
        ("percent", "3", Decimal("0.03")),
        ("quantity", "12.345678", Decimal("12.345678")),
        ("days", "90", 90),
        ("date", "今天", TODAY),
        ("date", "11-30", date(2026, 11, 30)),
        ("flag", "1", True),
        ("text", " 湖东 ", "湖东"),
    ],
)
def test_a_value_is_read_as_its_column_needs_and_written_back(kind: str, typed: str, value: Any) -> None:
    column = Column("x", "x", kind, lambda parts: parts)
    assert conditions.read(typed, column, TODAY) == value
    assert conditions.read(conditions.written(value, column), column, TODAY) == value


def test_what_cannot_be_read_says_how_to_type_it() -> None:
    with pytest.raises(Unclear):
        conditions.read("soon", Column("x", "x", "date", lambda parts: parts), TODAY)
