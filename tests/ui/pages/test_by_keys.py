"""By keys alone: the scan of a reply comes to it and is opened, a bundle is written where its box is told to."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QToolButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from models import evidence
from models.confirmations import Reply
from models.store.book import Book
from reports.bundle.writing import LIST, SUMS, WHOLE
from tests.ui.pages.putting_in import looker, photos
from tests.ui.pages.sample_window import CTRL, sample_book, sample_folder, window
from tests.ui.pages.test_bundles_page import kept, proven
from tests.ui.pages.test_confirmation_loop import Hands, hands
from ui.main_window import MainWindow
from ui.pages.evidence_view import EvidenceBox

__all__ = ["hands", "kept", "looker", "proven", "sample_book", "sample_folder", "window"]
Key = Qt.Key
WAIT = 60_000


def test_the_scan_of_a_reply_is_added_and_opened(
    qtbot: QtBot, window: MainWindow, hands: Hands, sample_book: Book, tmp_path: Path
) -> None:
    with sample_book.read() as session:
        key = session.scalars(select(Reply.id).order_by(Reply.number)).first() or ""
    window.open_page("replies", key)
    page: Any = window.page()
    qtbot.waitUntil(lambda: page._top() is not None, timeout=WAIT)
    (scan,) = photos(tmp_path, 1, "IMG_{}.jpg")
    hands.tab_to("添加文件")
    hands.press(Key.Key_Space)
    hands.front(QFileDialog)
    hands.press(Key.Key_A, CTRL)
    hands.type(str(scan))
    hands.press(Key.Key_Return)
    hands.closed()
    strip = page._top().strip
    qtbot.waitUntil(lambda: len(strip.chips) == 1, timeout=WAIT)
    with sample_book.read() as session:
        assert [one.kind for one in evidence.links_of(session, record=key)] == ["confirmation"]
    for _ in range(90):
        if isinstance(hands.at, QToolButton):
            break
        hands.press(Key.Key_Tab)
    hands.press(Key.Key_Return)
    hands.front(EvidenceBox)
    hands.press(Key.Key_Escape)
    hands.closed()


def test_a_bundle_is_written_from_its_row(
    qtbot: QtBot, window: MainWindow, hands: Hands, kept: str, tmp_path: Path
) -> None:
    page: Any = window.page()
    qtbot.waitUntil(lambda: kept in list(page.panel.model.keys()), timeout=WAIT)
    page.panel.table.select_key(kept)
    page.panel.table.setFocus()
    hands.tab_to("写出…")
    hands.press(Key.Key_Space)
    hands.front(QFileDialog)
    hands.press(Key.Key_A, CTRL)
    hands.type(str(tmp_path / "court"))
    hands.press(Key.Key_Return)
    hands.closed()
    qtbot.waitUntil(lambda: "court.zip" in window.bar.told.text(), timeout=WAIT)
    with zipfile.ZipFile(tmp_path / "court.zip") as archive:
        assert archive.testzip() is None
        assert {WHOLE, LIST, SUMS} <= set(archive.namelist())
