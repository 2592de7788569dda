"""A new form is begun with the keyboard where its first word is written, not one entry further on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.store.book import Book
from tests.ui.pages.sample_window import CTRL, key_of, sample_book, sample_folder, window
from ui.main_window import MainWindow
from ui.pages.form_page import FormPage

__all__ = ["sample_book", "sample_folder", "window"]


@pytest.mark.parametrize(
    ("name", "first"),
    [("parties", "name"), ("contracts", "number"), ("projects", "number"), ("variations", "contract")],
)
def test_ctrl_n_begins_in_the_first_entry(qtbot: QtBot, window: MainWindow, name: str, first: str) -> None:
    page = window.open_page(name)
    page.panel.filters.words.setFocus()
    qtbot.keyClick(page.panel.filters.words, Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: isinstance(page._top(), FormPage))
    form = page._top().form
    assert form.fields[first].editor.hasFocus(), getattr(QApplication.focusWidget(), "accessibleName", str)()


def test_where_the_contract_is_known_typing_begins_behind_it(
    qtbot: QtBot, window: MainWindow, sample_book: Book
) -> None:
    contracts = window.open_page("contracts", key_of(sample_book, "contracts", "临湖花园一期"))
    qtbot.waitUntil(lambda: contracts._top() is not None)
    page = contracts._top().open_tab("variations")
    qtbot.keyClick(page.panel.filters.words, Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: isinstance(page._top(), FormPage))
    assert page._top().form.fields["number"].editor.hasFocus()
