"""The list of deadlines: every row leads to the papers its day runs from, those of one contract stand in its tab."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from models import deadlines
from models.deadlines import behind
from models.deadlines.record import Deadline
from models.legal_facts import LegalFact
from models.store.book import Book
from tests import makers
from tests.reports.books import FILL
from tests.ui.pages.sample_window import TODAY, sample_book, sample_folder, window
from ui.main_window import MainWindow
from ui.pages.deadlines import DeadlinesPage
from ui.pages.trace import PAGES_OF

__all__ = ["sample_book", "sample_folder", "window"]
WAIT = 30_000


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> Any:
    found: Any = window.open_page("deadlines")
    qtbot.waitUntil(lambda: found.panel.model.is_settled and bool(found.panel.model.keys()), timeout=WAIT)
    return found


def every(book: Book, contract: str = "") -> list[Deadline]:
    with book.read() as session:
        return deadlines.deadlines(session, TODAY, contract)


def test_enter_opens_a_paper_behind_the_day_whatever_kind_of_deadline_it_is(
    qtbot: QtBot, window: MainWindow, page: Any, sample_book: Book
) -> None:
    by_clock = {one.clock: one for one in every(sample_book)}
    assert len(by_clock) > 8
    gone: list[tuple[str, str]] = []
    window.workspace.wanted.connect(lambda name, key: gone.append((name, key)))
    for clock, one in by_clock.items():
        gone.clear()
        page.panel.table.select_key(one.key)
        page.panel.table.setFocus()
        qtbot.keyClick(page.panel.table, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(gone), timeout=WAIT)
        assert gone[0][1], clock


def test_every_paper_behind_every_row_has_a_page_and_stands_there_once(sample_book: Book) -> None:
    with sample_book.read() as session:
        for one in deadlines.deadlines(session, TODAY):
            found = behind.papers(session, one, TODAY)
            assert found
            assert all(paper.name and paper.noun in PAGES_OF for paper in found), one.key
            assert len({(paper.noun, paper.record) for paper in found}) == len(found)


def test_a_scan_of_the_paper_is_one_click_from_the_day_it_moves(
    qtbot: QtBot, window: MainWindow, page: Any, sample_book: Book
) -> None:
    begun = [(one, (*one.behind, (one.subject.noun, one.subject.record))[0]) for one in every(sample_book)]
    moved, fact = next((one, key) for one, (noun, key) in begun if noun == "legal_facts")
    with sample_book.write(FILL) as session:
        file = makers.evidence_of(session, "EMS 回执.pdf", ("legal_facts", fact, "service"), on=date(2026, 1, 5))
        number = session.scalars(select(LegalFact.number).where(LegalFact.id == fact)).one()
    page.panel.fold.setChecked(True)
    page.panel.table.select_key(moved.key)
    qtbot.waitUntil(lambda: any("EMS 回执.pdf" in link.text() for link in page.panel.preview.links), timeout=WAIT)
    assert page.panel.preview.links[0].text() == f"{number} ›"
    gone: list[tuple[str, str]] = []
    window.workspace.wanted.connect(lambda name, key: gone.append((name, key)))
    scan = next(link for link in page.panel.preview.links if "EMS 回执.pdf" in link.text())
    qtbot.mouseClick(scan, Qt.MouseButton.LeftButton)
    assert gone == [("evidence", file)]


def test_a_contract_has_its_deadlines_by_nearness_in_its_own_tab(
    qtbot: QtBot, window: MainWindow, page: Any, sample_book: Book
) -> None:
    one = next(row for row in every(sample_book) if row.subject.contract_id and row.level(TODAY) == "90")
    mine = every(sample_book, one.subject.contract_id)
    tab = DeadlinesPage(window.workspace, {"contract": one.subject.contract_id})
    qtbot.addWidget(tab)
    tab.show()
    qtbot.waitUntil(lambda: set(tab.panel.model.keys()) == {row.key for row in mine}, timeout=WAIT)
    button = next(button for button in tab.quick.buttons if button.text() == "90 天内")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    within = {row.key for row in mine if row.level(TODAY) == "90"}
    qtbot.waitUntil(lambda: set(tab.panel.model.keys()) == within, timeout=WAIT)


def test_home_counts_each_nearness_and_a_click_lists_it(qtbot: QtBot, window: MainWindow, sample_book: Book) -> None:
    home: Any = window.open_page("home")
    qtbot.waitUntil(lambda: bool(home.clocks.lines), timeout=WAIT)
    near = [one for one in every(sample_book) if one.level(TODAY) == "30"]
    line = next(line for line in home.clocks.lines if "30 天内" in line.text())
    assert f"· {len(near)} " in line.accessibleDescription()
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    shown: Any = window.page()
    qtbot.waitUntil(
        lambda: isinstance(shown, DeadlinesPage) and set(shown.panel.model.keys()) == {one.key for one in near},
        timeout=WAIT,
    )
