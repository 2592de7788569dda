"""Service of an issued paper by keys: what was registered is completed, not entered twice."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from models import legal_facts, papers
from models.legal_facts import LegalFactDraft
from models.parties import Party
from models.store.book import Book
from tests import makers
from tests.ui.pages.sample_window import CTRL, LAKESIDE, TODAY, sample_book, sample_folder, window
from ui.main_window import MainWindow
from ui.pages.form_box import FormBox

__all__ = ["sample_book", "sample_folder", "window"]
WAIT = 60_000


@pytest.fixture
def paper(sample_book: Book) -> str:
    """A statement that arrived; no paper proves it yet."""
    with sample_book.write(papers.ISSUE) as session:
        party = session.scalars(select(Party.id).where(Party.name == LAKESIDE)).one()
        row = makers.a_paper(session, sample_book.folder, party, on=TODAY)
        arrived = LegalFactDraft(
            kind="notice", paper=row.id, sent_on=TODAY, way="ems", tracking="1023", outcome="delivered",
            happened_on=TODAY,
        )  # fmt: skip
        legal_facts.record(session, arrived)
        return row.id


def asked(qtbot: QtBot, window: MainWindow, key: str) -> FormBox:
    """F7 on the row of the paper."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT)
    page: Any = window.open_page("statements")
    qtbot.waitUntil(lambda: key in list(page.panel.model.keys()), timeout=WAIT)
    page.panel.table.select_key(key)
    page.panel.table.setFocus()
    qtbot.keyClick(page.panel.table, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), FormBox), timeout=WAIT)
    box = QApplication.activeModalWidget()
    assert isinstance(box, FormBox)
    return box


def typed(qtbot: QtBot, box: FormBox, name: str, words: str) -> None:
    line = box.form.fields[name].editor
    line = line if isinstance(line, QLineEdit) else line.findChild(QLineEdit)
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, words)
    qtbot.keyClick(line, Qt.Key.Key_Tab)


def tracked(book: Book, key: str) -> list[tuple[str, str, str]]:
    with book.read() as session:
        return [(one.tracking, one.outcome, one.proof) for one in legal_facts.of_paper(session, key)]


def test_the_paper_that_proves_an_arrival_completes_it(
    qtbot: QtBot, window: MainWindow, sample_book: Book, paper: str
) -> None:
    box = asked(qtbot, window, paper)
    assert box.form.draft().tracking == "1023", "what arrived without a proof is offered"
    typed(qtbot, box, "proof", "EMS 1023")
    qtbot.keyClick(box, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: tracked(sample_book, paper) == [("1023", "delivered", "EMS 1023")], timeout=WAIT)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=WAIT)
    box = asked(qtbot, window, paper)
    assert box.form.draft().tracking == "", "then the next attempt"
    typed(qtbot, box, "tracking", "2046")
    qtbot.keyClick(box, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: len(tracked(sample_book, paper)) == 2, timeout=WAIT)
    assert tracked(sample_book, paper) == [("1023", "delivered", "EMS 1023"), ("2046", "", "")]


def test_the_captions_beside_boxes_are_read_whole_in_english_too(qtbot: QtBot, window: MainWindow, paper: str) -> None:
    window.workspace.speak("en")
    box = asked(qtbot, window, paper)
    flag = box.form.fields["agreed_address"].editor
    assert "agreed for service" in flag.text()
    qtbot.waitUntil(lambda: flag.width() >= flag.sizeHint().width(), timeout=WAIT)
    assert box.width() <= window.width()
    box.reject()
