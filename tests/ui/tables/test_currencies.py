"""A table with two currencies says which is which and adds up each by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.currency_column import currency_column
from models.money import Money
from models.store.listing import Condition
from tests.ui.fakes import FakeBook, receipts, receipts_listing
from ui.tables.panel import ListPanel
from ui.workspace import Workspace


def _no(_parts: Any) -> Any:
    raise AssertionError("a fake listing has no SQL")


@pytest.fixture
def panel(qtbot: QtBot, open_workspace: Callable[[Any], Workspace]) -> ListPanel:
    """A thousand receipts: every fourth in dollars, so that the first in dollars is the fourth."""
    listing = receipts_listing()
    columns = (*listing.columns[:4], currency_column(_no), *listing.columns[4:])
    rows = [(*row[:5], "USD" if row[4] == "bill" else "CNY", *row[5:]) for row in receipts(1000)]
    workspace = open_workspace(FakeBook(rows))
    made = ListPanel(workspace, replace(listing, columns=columns, currency="currency"))
    qtbot.addWidget(made)
    made.resize(1100, 600)
    with qtbot.waitSignals([made.model.settled, made.model.totals_changed]), qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_each_currency_has_its_own_line_of_totals(qtbot: QtBot, panel: ListPanel) -> None:
    assert panel.totals.told() == [
        {"": "合计 人民币（750 行）", "amount": "1,300,875.00"},
        {"": "合计 美元（250 行）", "amount": "434,125.00"},
    ]
    assert panel.totals.height() == panel.totals.sizeHint().height()
    tall = panel.totals.height()
    with qtbot.waitSignals([panel.model.settled, panel.model.totals_changed]):
        panel.filters.add(Condition("currency", "is", "CNY"))
    assert panel.totals.told() == [{"": "合计（750 行）", "amount": "1,300,875.00"}]
    qtbot.waitUntil(lambda: panel.totals.height() < tall)


def test_the_currency_is_shown_as_soon_as_there_are_two(panel: ListPanel) -> None:
    assert "currency" in panel.table.columns.names()


def test_the_selection_is_summed_by_currency(qtbot: QtBot, panel: ListPanel) -> None:
    panel.table.select_row(1)
    panel.table.setFocus()
    told: list[str] = []
    panel.workspace.selection_told.connect(told.append)
    for _ in range(2):
        qtbot.keyClick(panel.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    by_hand = [Money(123_450 + n * 100) for n in (2, 3, 4)]
    home, abroad = (by_hand[0] + by_hand[1]).grouped, by_hand[2].grouped
    qtbot.waitUntil(lambda: told[-1:] == [f"选中 3 行　金额合计 人民币 {home}，美元 {abroad}"])
