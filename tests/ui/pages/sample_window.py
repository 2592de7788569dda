"""A window over a small sample book as of a fixed day, for tests that work with real papers and files."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models import registry, sample
from models.store.book import Book
from models.store.listing import Question
from models.work import finish
from ui.main_window import MainWindow
from ui.workspace import Workspace

TODAY = date(2026, 11, 23)
LAKESIDE = "江北市临湖置业有限公司"
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a closed book with the twelve contracts of the sample and few certificates."""
    folder = tmp_path_factory.mktemp("sample") / "book"
    finish(sample.make(folder, 24, TODAY)).close()
    return folder


@pytest.fixture
def sample_book(sample_folder: Path, tmp_path: Path) -> Iterator[Book]:
    folder = tmp_path / "book"
    shutil.copytree(sample_folder, folder)
    opened = registry.open_book(folder)
    yield opened
    opened.close()


@pytest.fixture
def window(
    qtbot: QtBot, dressed: QApplication, open_workspace: Callable[[Any], Workspace], sample_book: Book
) -> MainWindow:
    """The whole window with the sample book open."""
    workspace = open_workspace(sample_book)
    workspace.set_as_of(TODAY)
    shown = MainWindow(workspace)
    qtbot.addWidget(shown)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    return shown


def key_of(book: Book, listing: str, words: str) -> str:
    """The id of the one record of a list that these words find."""
    with book.read() as session:
        (row,) = registry.LISTINGS[listing].first(session, Question(as_of=TODAY, words=words))
    return str(row[0])
