"""A table is worked with the keyboard, is copied into a spreadsheet, and keeps its columns and its selection."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.money import Money
from models.store.listing import Column, Condition
from tests.ui.fakes import FakeBook, receipts_listing
from ui import theme
from ui.tables.copying import as_table
from ui.tables.delegates import tone
from ui.tables.panel import ListPanel
from ui.workspace import Workspace

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def show(qtbot: QtBot, workspace: Workspace) -> Callable[[], ListPanel]:
    """``show()`` opens the list in a window and waits until it is all there."""

    def shown() -> ListPanel:
        made = ListPanel(workspace, receipts_listing(), new="New receipt")
        qtbot.addWidget(made)
        made.resize(1100, 600)
        with qtbot.waitSignals([made.model.settled, made.model.totals_changed]), qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        return made

    return shown


@pytest.fixture
def panel(show: Callable[[], ListPanel]) -> ListPanel:
    return show()


def settle(qtbot: QtBot, panel: ListPanel, act: Callable[[], object]) -> None:
    with qtbot.waitSignals([panel.model.settled, panel.model.totals_changed]):
        act()


def test_keys_open_begin_duplicate_void_and_export(qtbot: QtBot, panel: ListPanel) -> None:
    heard: list[object] = []
    table = panel.table
    table.opened.connect(heard.append)
    table.begun.connect(lambda: heard.append("begun"))
    table.duplicated.connect(lambda key: heard.append(("again", key)))
    table.voided.connect(heard.append)
    table.exported.connect(lambda: heard.append("exported"))
    table.select_row(2)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_N, CTRL)
    qtbot.keyClick(table, Qt.Key.Key_D, CTRL | SHIFT)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    qtbot.keyClick(table, Qt.Key.Key_E, CTRL)
    assert heard == ["id-000003", "begun", ("again", "id-000003"), ["id-000003"], "exported"]


def test_the_selection_is_counted_and_summed(qtbot: QtBot, panel: ListPanel) -> None:
    table = panel.table
    table.select_row(0)
    table.setFocus()
    with qtbot.waitSignal(panel.workspace.selection_told, check_params_cb=lambda told: "3" in told) as told:
        for _ in range(2):
            qtbot.keyClick(table, Qt.Key.Key_Down, SHIFT)
    assert told.args[0] == "选中 3 行　金额合计 3,709.50"


def test_the_selection_survives_a_refresh_that_moves_its_rows(
    qtbot: QtBot, panel: ListPanel, fake_book: FakeBook
) -> None:
    panel.table.select_row(4)
    del fake_book.rows[1]
    settle(qtbot, panel, fake_book.touch)
    assert panel.table.selected_keys() == ["id-000005"]
    assert panel.table.current_key() == "id-000005"


def test_copied_rows_paste_into_a_spreadsheet(qtbot: QtBot, panel: ListPanel) -> None:
    QApplication.clipboard().clear()
    panel.table.select_row(0)
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_C, CTRL)
    qtbot.waitUntil(lambda: QApplication.clipboard().text() != "")
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[4] == "金额"
    assert lines[1].split("\t")[:5] == ["2026-000001", "湖东管网投资有限公司", "2026-01-02", "银行转账", "1235.50"]
    assert "mso-number-format:'#,##0.00'\">1235.50</td>" in QApplication.clipboard().mimeData().html()


def test_pasting_into_a_list_says_where_to_paste(qtbot: QtBot, panel: ListPanel) -> None:
    panel.table.setFocus()
    with qtbot.waitSignal(panel.workspace.message) as told:
        qtbot.keyClick(panel.table, Qt.Key.Key_V, CTRL)
    assert "清单不能直接粘贴" in told.args[0]


def test_a_text_never_becomes_a_formula() -> None:
    column = Column("name", "Name", "text", lambda parts: parts)
    copy = as_table([column], [["=1+1"], ["110101199003077777"], ["a\tb\nc"]])
    assert copy.text().splitlines()[1:] == ["'=1+1", "110101199003077777", "a b c"]
    assert "mso-number-format:'\\@'\">110101199003077777<" in copy.html()


def test_a_click_on_a_header_sorts_in_the_book(qtbot: QtBot, panel: ListPanel) -> None:
    header = panel.table.horizontalHeader()
    middle = QPoint(header.sectionViewportPosition(4) + 30, header.height() // 2)
    click = Qt.MouseButton.LeftButton
    settle(qtbot, panel, lambda: qtbot.mouseClick(header.viewport(), click, pos=middle))
    assert (panel.model.question.sort, panel.model.question.descending) == ("amount", False)
    settle(qtbot, panel, lambda: qtbot.mouseClick(header.viewport(), click, pos=middle))
    assert panel.model.question.descending
    assert panel.model.key_at(0) == "id-001000"


def test_columns_stay_as_they_were_left(qtbot: QtBot, panel: ListPanel, show: Callable[[], ListPanel]) -> None:
    header = panel.table.horizontalHeader()
    header.resizeSection(1, 333)
    header.moveSection(header.visualIndex(4), 0)
    panel.table.columns.menu(2).actions()[1].trigger()
    settle(qtbot, panel, lambda: panel.model.sort(4, Qt.SortOrder.DescendingOrder))
    header.setSortIndicator(4, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: panel.workspace.state.get("columns.receipts") is not None)
    again = show()
    header = again.table.horizontalHeader()
    assert header.sectionSize(1) == 333
    assert header.logicalIndex(0) == 4
    assert header.isSectionHidden(2)
    assert again.model.question.sort == "amount"
    again.table.columns.reset()
    assert header.logicalIndex(0) == 0
    assert not header.isSectionHidden(2)


def test_the_last_column_cannot_be_hidden(panel: ListPanel) -> None:
    header = panel.table.horizontalHeader()
    for number in range(6):
        panel.table.columns.menu(number).actions()[1].trigger()
    assert header.count() - header.hiddenSectionCount() == 1


def test_the_totals_follow_the_filter_and_the_unit(qtbot: QtBot, panel: ListPanel) -> None:
    assert panel.totals.told() == [{"": "合计（1,000 行）", "amount": "1,735,000.00"}]
    settle(qtbot, panel, lambda: panel.filters.add(Condition("method", "is", "bill")))
    assert panel.totals.told()[0][""] == "合计（250 行）"
    panel.workspace.show_in_wan(True)
    assert panel.totals.told()[0]["amount"] == "43.41"


def test_only_overdue_is_red() -> None:
    def column(name: str) -> Column:
        return Column(name, name, "money", lambda parts: parts)

    assert tone(Money(1), column("overdue")) == "danger"
    assert tone(Money(-1), column("overdue")) == "text"
    assert tone(Money(-1), column("amount")) == "text"
    assert tone(30, column("days_overdue")) == "danger"
    assert tone(0, column("days_overdue")) == "text"


def test_a_figure_that_does_not_fit_is_not_cut(qtbot: QtBot, panel: ListPanel) -> None:
    wide = picture(panel)
    panel.table.horizontalHeader().resizeSection(4, 40)
    assert picture(panel) != wide


def picture(panel: ListPanel) -> QImage:
    return panel.table.grab().toImage()


def test_the_preview_reads_the_current_row(qtbot: QtBot, panel: ListPanel) -> None:
    panel.table.select_row(1)
    qtbot.waitUntil(lambda: "临湖置业有限公司" in words_of(panel))
    assert "1,236.50" in words_of(panel)


def test_a_narrow_window_folds_the_preview_and_remembers_who_wants_it(
    qtbot: QtBot, show: Callable[[], ListPanel]
) -> None:
    panel = show()
    assert panel.window().width() < 1500
    assert not panel.preview.isVisible()
    qtbot.mouseClick(panel.fold, Qt.MouseButton.LeftButton)
    assert panel.preview.isVisible()
    assert show().preview.isVisible()
    panel.fold.setFocus()
    qtbot.keyClick(panel.fold, Qt.Key.Key_Space)
    assert not panel.preview.isVisible()
    assert not show().preview.isVisible()


def test_a_wide_window_shows_the_preview(qtbot: QtBot, show: Callable[[], ListPanel]) -> None:
    panel = show()
    panel.hide()
    panel.resize(1600, 800)
    panel.show()
    assert panel.preview.isVisible()


def words_of(panel: ListPanel) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in panel.preview.widget().findChildren(QLabel)]


def test_an_empty_list_says_what_belongs_there_and_begins_it(
    qtbot: QtBot, panel: ListPanel, fake_book: FakeBook
) -> None:
    fake_book.rows = []
    settle(qtbot, panel, fake_book.touch)
    assert panel.empty.isVisible()
    assert panel.says.text().startswith("收到的款项")
    with qtbot.waitSignal(panel.begun):
        qtbot.mouseClick(panel.next, Qt.MouseButton.LeftButton)
    fake_book.rows = [("id-1", "2026-1", "A", None, "bank", Money(1), 0, "")]
    settle(qtbot, panel, fake_book.touch)
    assert panel.table.isVisible()


def test_a_filter_that_finds_nothing_can_be_cleared(qtbot: QtBot, panel: ListPanel) -> None:
    panel.filters.words.setFocus()
    settle(qtbot, panel, lambda: qtbot.keyClicks(panel.filters.words, "nobody"))
    assert panel.says.text() == "没有符合条件的记录。"
    settle(qtbot, panel, lambda: qtbot.mouseClick(panel.next, Qt.MouseButton.LeftButton))
    assert panel.model.rowCount() == 1000


def test_rows_are_as_high_as_the_text_wants(qtbot: QtBot, panel: ListPanel, qapp: QApplication) -> None:
    theme.apply(qapp, "light", "largest")
    panel.workspace.look_changed.emit()
    assert panel.table.rowHeight(0) == theme.look().row
    theme.apply(qapp)
    panel.workspace.look_changed.emit()
    assert panel.table.rowHeight(0) == 28


def test_a_tooltip_shows_all_of_a_shortened_text(panel: ListPanel) -> None:
    index = panel.model.index(0, 1)
    where = panel.table.visualRect(index).center()
    event = QHelpEvent(QEvent.Type.ToolTip, where, panel.table.viewport().mapToGlobal(where))
    assert panel.model.data(index, Qt.ItemDataRole.ToolTipRole) == "湖东管网投资有限公司"
    assert QApplication.sendEvent(panel.table.viewport(), event)
