"""A form in a window that has the focus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from tests.ui.forms.contract_draft import SPEC, TODAY, a_contract, parties
from ui import theme
from ui.forms.form import Form


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What the screen that is none cannot do it warns of, and that is no failure."""
    for item in items:
        if "forms" in item.path.parts:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(scope="session", autouse=True)
def _dressed(qapp: QApplication) -> None:
    theme.apply(qapp)


@pytest.fixture
def a_form(qtbot: QtBot) -> Callable[..., Form]:
    """``a_form(draft, spec, sources)`` shows a form in an active window of the smallest size."""
    windows = []

    def make(draft: Any = None, spec: Any = SPEC, sources: Any = None) -> Form:
        window = QMainWindow()
        form = Form(spec, draft or a_contract(), sources or {"parties": parties()}, today=lambda: TODAY)
        window.setCentralWidget(form)
        windows.append(window)
        window.resize(1366, 768)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return form

    return make
