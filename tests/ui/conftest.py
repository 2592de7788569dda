"""A workspace over a book without a database, closed after each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.fakes import FakeBook, receipts
from ui import theme
from ui.window_state import WindowState
from ui.workspace import Workspace


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What the screen that is none cannot do it warns of, and that is no failure."""
    for item in items:
        if "ui" in item.path.parts:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The program in its own looks."""
    theme.apply(qapp)
    yield qapp
    qapp.clipboard().clear()  # the screen that is none frees it only after Python has gone


@pytest.fixture
def open_workspace(qtbot: QtBot, dressed: QApplication) -> Iterator[Callable[[Any], Workspace]]:
    """``open_workspace(book)`` gives a workspace that has this book open."""
    made: list[Workspace] = []

    def opened(book: Any) -> Workspace:
        workspace = Workspace(WindowState())
        made.append(workspace)
        with qtbot.waitSignal(workspace.book_changed):
            workspace.open(lambda: book, lambda: None)
        return workspace

    yield opened
    for workspace in made:
        workspace.close()


@pytest.fixture
def fake_book() -> FakeBook:
    return FakeBook(receipts(1000))


@pytest.fixture
def workspace(open_workspace: Callable[[Any], Workspace], fake_book: FakeBook) -> Workspace:
    return open_workspace(fake_book)
