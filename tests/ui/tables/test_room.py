"""A list finds room for what it says: buttons and conditions are never cut, names take what the figures leave."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QAbstractButton, QPushButton
from pytestqt.qtbot import QtBot

from models.language import text
from models.money import Money
from models.store.listing import Condition
from tests.ui.fakes import receipts_listing
from ui.tables.panel import ListPanel
from ui.tables.widths import MARGINS, usual_width
from ui.workspace import Workspace

HAVING = (
    Condition("on", "from", date(2026, 10, 27)),
    Condition("on", "to", date(2026, 11, 25)),
    Condition("amount", "from", Money(1)),
)


@pytest.fixture
def panel(qtbot: QtBot, workspace: Workspace) -> ListPanel:
    made = ListPanel(workspace, receipts_listing(), new="New receipt")
    qtbot.addWidget(made)
    for words in ("变更付款日期", "导出", "账龄：按应付日"):
        made.filters.end.addWidget(QPushButton(words))
    made.resize(1180, 600)
    with qtbot.waitSignals([made.model.settled, made.model.totals_changed]):
        made.show()
    return made


@pytest.mark.parametrize("width", [1180, 830, 620])
def test_no_button_of_a_filtered_list_is_cut(qtbot: QtBot, panel: ListPanel, width: int) -> None:
    panel.resize(width, 600)
    panel.filters.set("", HAVING)
    qtbot.waitUntil(lambda: panel.filters.clear_all.isVisible())
    qtbot.wait(0)
    shown = [one for one in panel.filters.findChildren(QAbstractButton) if one.isVisible() and one.text()]
    assert len(shown) == 10
    for one in shown:
        assert one.width() >= one.sizeHint().width(), one.text()
        corner = one.mapTo(panel.filters, one.rect().bottomRight())
        assert panel.filters.rect().contains(corner), one.text()


def test_a_condition_that_asks_for_anything_at_all_says_so(panel: ListPanel) -> None:
    panel.filters.set("", HAVING)
    words = [one.text() for one in panel.filters.findChildren(QPushButton) if one.property("role") == "chip"]
    assert words[-1].endswith("大于 0  ×")


def captioned(panel: ListPanel, number: int) -> int:
    words = text(panel.model.listing.columns[number].caption)
    return panel.table.horizontalHeader().fontMetrics().horizontalAdvance(words) + MARGINS + 2


def test_names_take_what_the_figures_leave(panel: ListPanel) -> None:
    header, columns = panel.table.horizontalHeader(), panel.model.listing.columns
    figures = [n for n, one in enumerate(columns) if one.kind != "text" and not header.isSectionHidden(n)]
    names = [n for n, one in enumerate(columns) if one.kind == "text" and not header.isSectionHidden(n)]
    last = max(figures, key=header.visualIndex)
    assert all(
        header.sectionSize(n) == max(usual_width(columns[n].width), captioned(panel, n)) for n in figures if n != last
    )
    assert any(header.sectionSize(n) > usual_width(columns[n].width) for n in names)
    seen = sum(header.sectionSize(n) for n in (*figures, *names))
    assert seen <= panel.table.viewport().width()


def test_a_width_the_person_set_is_not_moved_again(qtbot: QtBot, panel: ListPanel) -> None:
    header = panel.table.horizontalHeader()
    header.resizeSection(1, 77)
    panel.resize(1400, 600)
    assert header.sectionSize(1) == 77


def test_other_rows_are_read_from_the_first_on(qtbot: QtBot, panel: ListPanel) -> None:
    bar = panel.table.verticalScrollBar()
    panel.table.scrollToBottom()
    assert bar.value() > 0
    panel.filters.set("", (Condition("amount", "from", Money(1)),))
    assert bar.value() == 0
