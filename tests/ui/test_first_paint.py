"""What takes long waits until the window was painted, and not for ever."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.frame import first_paint
from ui.frame.first_paint import FirstPaint


class Page(QWidget):
    def __init__(self, log: list[str]) -> None:
        super().__init__()
        self.log = log

    def paintEvent(self, event: QPaintEvent) -> None:
        self.log.append("painted")


def test_the_first_paint_is_over_when_it_is_told(qtbot: QtBot) -> None:
    log: list[str] = []
    page = Page(log)
    qtbot.addWidget(page)
    page.show()
    told = FirstPaint(page.windowHandle(), page)
    told.done.connect(lambda: log.append("told"))
    qtbot.waitUntil(lambda: "told" in log)
    assert log[0] == "painted"
    page.hide()
    page.show()
    page.repaint()
    assert log.count("told") == 1


def test_a_window_nobody_sees_does_not_wait_for_ever(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_paint, "LONGEST", 30)
    page = Page([])
    qtbot.addWidget(page)
    page.winId()
    with qtbot.waitSignal(FirstPaint(page.windowHandle(), page).done, timeout=2000):
        pass
    assert page.log == []
