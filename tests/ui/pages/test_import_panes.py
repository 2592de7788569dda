"""The parts of a step of the wizard: some, one or none of them is shown, whatever keys are pressed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.pages.import_panes import Pane, Panes


@pytest.mark.parametrize("wanted", [(), (1,), (0, 1)])
@pytest.mark.parametrize("width", [300, 1_200])
def test_the_keyboard_goes_to_the_first_part_that_is_shown_and_stays_where_there_is_none(
    qtbot: QtBot, wanted: tuple[int, ...], width: int
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    fields = [QLineEdit(parent), QLineEdit(parent)]
    panes = Panes([Pane(one, one) for one in fields], parent)
    panes.setFixedSize(width, width // 2)
    parent.show()
    for place, one in enumerate(fields):
        panes.name(one, f"第 {place} 部分", place in wanted)
    panes.show_first()
    for way in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        qtbot.keyClick(panes, way, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: [place for place, one in enumerate(fields) if one.hasFocus()] == list(wanted[:1]))
