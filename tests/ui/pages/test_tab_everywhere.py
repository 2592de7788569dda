"""Tab goes once through every entry and every grid of every form, and at the end out of it to its buttons."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.forms.contract_draft import parties
from tests.ui.pages.test_paste_everywhere import specs
from ui.forms.form import Form
from ui.forms.spec import FormSpec
from ui.pages.contract_form import FORM

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
EVERY = {id(one.values[0].draft): one for one in specs()}.values()


def a_form_above_its_button(qtbot: QtBot, spec: FormSpec) -> tuple[QWidget, Form, QPushButton]:
    window = QWidget()
    button = QPushButton("Save")
    form = Form(spec, sources=defaultdict(parties, parties=parties()), today=lambda: date(2026, 11, 23))
    layout = QVBoxLayout(window)
    layout.addWidget(form)
    layout.addWidget(button)
    window.resize(1366, 768)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    form.begin()
    return window, form, button


def stop(form: Form) -> str:
    """The name of the entry or grid that has the focus; empty outside the form."""
    here = QApplication.focusWidget()
    parts: dict[str, QWidget] = {**form.fields, **form.grids}
    return next((name for name, part in parts.items() if here is not None and part.isAncestorOf(here)), "")


@pytest.mark.parametrize("spec", [pytest.param(one.values[0], id=one.id) for one in EVERY])
def test_tab_visits_everything_once_and_leaves(qtbot: QtBot, spec: FormSpec) -> None:
    _window, form, button = a_form_above_its_button(qtbot, spec)
    visited: list[str] = []
    for _step in range(400):
        name = stop(form)
        if not visited or name != visited[-1]:
            visited.append(name)
        if not name:
            break
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert button.hasFocus()
    assert len(visited) == len(set(visited))
    assert {name for name, grid in form.grids.items() if grid.isVisible()} <= set(visited)


def test_the_line_one_is_in_and_what_is_wrong_with_it_are_seen(qtbot: QtBot) -> None:
    _window, form, _button = a_form_above_its_button(qtbot, FORM)
    grid = form.grids["kinds"]
    while stop(form) != "kinds":
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(grid.view, "??")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    def is_seen() -> bool:
        inside = form._scroll.viewport().rect()
        below = grid.sentence.mapTo(form._scroll.viewport(), grid.sentence.rect().bottomLeft())
        return bool(grid.sentence.text()) and inside.contains(below)

    qtbot.waitUntil(is_seen)
