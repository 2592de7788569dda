"""Files are added where their paper belongs: on sheet, receipt and issued paper; what is missing leads there."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from models import coverage, evidence, kept_files, papers
from models.certificates import PaymentCertificate
from models.confirmations import Reply
from models.debit_notes import DebitNote
from models.evidence.record import EvidenceFile
from models.evidence.verifying import verify
from models.legal_facts import LegalFact
from models.papers import IssueDraft
from models.receipts.record import Receipt
from models.rereading import TURNS
from models.store.book import Book
from models.store.listing import Question
from models.work import finish
from reports import named
from reports.letter_draft import LetterDraft
from reports.report import press
from tests import makers
from tests.reports.books import FILL
from tests.ui.pages.putting_in import WAIT, drop, looker, photos
from tests.ui.pages.sample_window import LAKESIDE, TODAY, key_of, sample_book, sample_folder, window
from ui.care import Care
from ui.main_window import MainWindow
from ui.pages.evidence_strip import EvidenceStrip

__all__ = ["looker", "sample_book", "sample_folder", "window"]


def strip_on(qtbot: QtBot, window: MainWindow, noun: str, key: str) -> EvidenceStrip:
    """The line of attachments of this record, where the window shows it now."""

    def found() -> list[EvidenceStrip]:
        every = window.findChildren(EvidenceStrip)
        return [one for one in every if (one.noun, one.key) == (noun, key) and one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()), timeout=WAIT)
    return found()[0]


def an_issued_letter(book: Book) -> str:
    asked = LetterDraft(kind="request", party=key_of(book, "parties", LAKESIDE), as_of=TODAY, dated_on=TODAY)
    with book.write(papers.ISSUE) as session:
        report = named("letter")
        return str(
            papers.issue(session, IssueDraft("letter", report.code, TODAY), press(report, asked), book.folder).id
        )


@pytest.mark.parametrize("noun", ["certificates", "receipts", "issued_papers", "replies", "legal_facts", "debit_notes"])
def test_a_file_dropped_where_the_paper_is_looked_at_belongs_to_it(
    qtbot: QtBot, window: MainWindow, sample_book: Book, tmp_path: Path, noun: str
) -> None:
    if noun == "issued_papers":
        key = an_issued_letter(sample_book)
    else:
        table = {
            "certificates": PaymentCertificate, "receipts": Receipt, "replies": Reply, "legal_facts": LegalFact,
            "debit_notes": DebitNote,
        }[noun]  # fmt: skip
        with sample_book.read() as session:
            key = str(session.scalars(select(table.id).where(table.void == 0).order_by(table.number)).first())
    window.open_page({"issued_papers": "statements"}.get(noun, noun), key)
    strip = strip_on(qtbot, window, noun, key)
    before = len(strip.chips)
    drop(strip, *photos(tmp_path, 1, "IMG_00{}.jpg"))
    qtbot.waitUntil(lambda: len(strip.chips) == before + 1, timeout=WAIT)
    with sample_book.read() as session:
        link = evidence.links_of(session, record=key)[-1]
    usual = {"certificates": "certificate", "replies": "confirmation", "legal_facts": "service"}
    assert (link.noun, link.kind) == (noun, usual.get(noun, "photo"))


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> Any:
    found: Any = window.open_page("coverage")
    qtbot.waitUntil(lambda: found.panel.model.is_settled and found.debtors.count() > 2, timeout=WAIT)
    return found


def test_each_debtor_is_looked_at_alone_the_least_proven_first(qtbot: QtBot, page: Any, sample_book: Book) -> None:
    with sample_book.read() as session:
        debtors = coverage.by_debtor(session, TODAY)
        whole = coverage.coverage(session, TODAY)
        first = coverage.coverage(session, TODAY, party=debtors[0].key)
    assert sum(one.balance.fen for one in debtors) == sum(one.balance.fen for one in whole)
    assert debtors == sorted(debtors, key=lambda one: (-one.unproven.fen, one.name))
    assert all(one.proven + one.weak + one.unproven == one.balance for one in debtors)
    rows = page.panel.model.rowCount()
    page.debtors.setFocus()
    qtbot.keyClick(page.debtors, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.scope == {"party": debtors[0].key}, timeout=WAIT)
    qtbot.waitUntil(lambda: {one.key for one in page.found} == {one.key for one in first}, timeout=WAIT)
    qtbot.waitUntil(lambda: page.panel.model.is_settled and page.panel.model.rowCount() < rows, timeout=WAIT)
    assert page.debtors.currentData() == debtors[0].key


@pytest.mark.parametrize(
    ("where", "paper", "told", "name"),
    [
        ("certificates", "certificate", "签认", "验工计价签认单{}.jpg"),
        ("replies", "confirmation", "已确认对账单或回执", "IMG_00{}.jpg"),
    ],
)
def test_enter_on_a_missing_paper_opens_where_to_add_it_and_adding_it_there_ends_the_row(
    qtbot: QtBot, window: MainWindow, page: Any, sample_book: Book, tmp_path: Path,
    where: str, paper: str, told: str, name: str,
) -> None:  # fmt: skip
    with sample_book.read() as session:
        rows = list(page.panel.model.keys())
        wanted = {key: coverage.wanted_at(session, key) for key in rows}
    key, (noun, record, _kind) = next(
        (key, found) for key, found in wanted.items() if found[0] == where and found[2] == paper
    )
    page.panel.table.select_key(key)
    page.panel.table.setFocus()
    qtbot.keyClick(page.panel.table, Qt.Key.Key_Return)
    strip = strip_on(qtbot, window, noun, record)
    assert told in window.bar.told.text()
    drop(strip, *photos(tmp_path, 1, name))
    qtbot.waitUntil(lambda: bool(strip.chips), timeout=WAIT)
    with sample_book.read() as session:
        day = Question(max(TODAY, date.today()))
        assert key not in list(coverage.MISSING.keys(session, day))


def test_in_fifty_days_every_file_is_read_again_once(tmp_path: Path) -> None:
    book = makers.a_book(tmp_path / "book")
    with book.write(FILL) as session:
        for number in range(120):
            makers.evidence_of(session, f"{number}.jpg")
    with book.read() as session:
        days = [TODAY + timedelta(day) for day in range(TURNS)]
        read = [finish(verify(book.folder, session, day)).files for day in days]
    book.close()
    assert sum(read) == 120
    assert max(read) < 12


def test_a_file_that_was_altered_is_told_after_the_book_was_opened(
    qtbot: QtBot, window: MainWindow, sample_book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.rereading.TURNS", 1)
    with sample_book.read() as session:
        number, digest = session.execute(select(EvidenceFile.number, EvidenceFile.sha256)).first()
    place = kept_files.path_of(sample_book.folder, digest, kept_files.EVIDENCE)
    place.chmod(0o644)
    place.write_bytes(place.read_bytes() + b"x")
    care = window.findChild(Care)
    assert care is not None
    assert care.later.isActive(), "it waits until the window has what was asked for"
    care.later.timeout.emit()
    qtbot.waitUntil(lambda: number in window.bar.told.text() and "改动" in window.bar.told.text(), timeout=WAIT)
