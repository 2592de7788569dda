"""The evidence inbox by keyboard: files come in by drop and paste, are seen, linked with one key each, voided."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from models import evidence
from models.certificates import PaymentCertificate
from models.contracts import Contract
from models.evidence import EvidenceFile, EvidenceLink
from models.store.book import Book
from models.store.history import StepRow
from tests.ui.pages.putting_in import WAIT, drop, looker, photos
from tests.ui.pages.sample_window import sample_book, sample_folder, window
from ui.main_window import MainWindow
from ui.pages.evidence_inbox import ALL, EvidencePage
from ui.pages.evidence_strip import EvidenceStrip
from ui.pages.reason_box import ReasonBox
from ui.pages.record_box import RecordBox

__all__ = ["looker", "sample_book", "sample_folder", "window"]
Key = Qt.Key


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> EvidencePage:
    found = window.open_page("evidence")
    assert isinstance(found, EvidencePage)
    qtbot.waitUntil(lambda: found.model.is_settled and found.model.rowCount() == 2, timeout=WAIT)
    qtbot.waitUntil(lambda: window.focusWidget() is found.grid, timeout=WAIT)
    return found


def count(book: Book, of: type) -> int:
    with book.read() as session:
        return int(session.scalar(select(func.count()).select_from(of).where(of.void == 0)) or 0)


def a_certificate(book: Book) -> tuple[str, str]:
    with book.read() as session:
        found = select(PaymentCertificate.id, PaymentCertificate.number).order_by(PaymentCertificate.number.desc())
        key, number = session.execute(found.limit(1)).one()
        return str(key), str(number)


def test_files_are_dropped_all_at_once_and_what_is_wrong_with_one_is_told(
    qtbot: QtBot, page: EvidencePage, sample_book: Book, tmp_path: Path
) -> None:
    told: list[str] = []
    page.workspace.message.connect(lambda sentence, _undoable: told.append(sentence))
    empty = tmp_path / "空.pdf"
    empty.touch()
    before = set(page.model.keys())
    drop(page, *photos(tmp_path, 12), empty)
    qtbot.waitUntil(lambda: page.model.rowCount() == 14, timeout=WAIT)
    assert any("新入册 12 个文件。" in one and "空.pdf" in one for one in told)
    qtbot.waitUntil(lambda: page.side.file is not None and page.side.file.name.startswith("IMG_"), timeout=WAIT)
    qtbot.waitUntil(lambda: page.grid.current_key() not in before, timeout=WAIT)
    assert page.side.file is not None
    qtbot.waitUntil(lambda: page.side.file.key == page.grid.current_key(), timeout=WAIT)  # type: ignore[union-attr]


def test_files_that_were_here_already_offer_nothing_to_undo(qtbot: QtBot, page: EvidencePage, tmp_path: Path) -> None:
    """“Undo” would take back the step before."""
    told: list[tuple[str, bool]] = []
    page.workspace.message.connect(lambda sentence, undoable: told.append((sentence, undoable)))
    given = photos(tmp_path, 2)
    drop(page, *given)
    qtbot.waitUntil(lambda: told[-1:] == [("新入册 2 个文件。", True)], timeout=WAIT)
    drop(page, *given)
    qtbot.waitUntil(lambda: told[-1:] == [("2 个已在册。", False)], timeout=WAIT)


def test_every_problem_can_be_read_and_the_step_counts_what_is_new(
    qtbot: QtBot, page: EvidencePage, window: MainWindow, sample_book: Book, tmp_path: Path
) -> None:
    given = photos(tmp_path, 3)
    drop(page, given[0])
    qtbot.waitUntil(lambda: page.model.rowCount() == 3, timeout=WAIT)
    empty = [tmp_path / f"空{place}.pdf" for place in range(5)]
    for one in empty:
        one.touch()
    drop(page, *given, *empty)
    qtbot.waitUntil(lambda: page.model.rowCount() == 5, timeout=WAIT)
    qtbot.waitUntil(lambda: "另有 3 个问题" in window.bar.told.text(), timeout=WAIT)
    assert "\n" not in window.bar.told.text()
    for way in (window.bar.told.toolTip(), window.bar.told.accessibleDescription()):
        assert all(f"空{place}.pdf" in way for place in range(5))
    with sample_book.read() as session:
        last = session.scalars(select(StepRow).order_by(StepRow.n.desc()).limit(1)).one()
        assert last.title.endswith(" 2"), "two are new, the third was here"


def test_it_says_how_many_of_how_many_files_came_in(
    qtbot: QtBot, page: EvidencePage, window: MainWindow, tmp_path: Path
) -> None:
    said: list[str] = []
    page.workspace.progress.connect(lambda _title, _progress: said.append(window.bar.doing.text()))
    drop(page, *photos(tmp_path, 5))
    qtbot.waitUntil(lambda: page.model.rowCount() == 7, timeout=WAIT)
    counted = [one for one in said if "/5" in one]
    assert counted
    assert all(one.startswith("正在加入证据 ") for one in counted)
    assert not any("工作簿" in one for one in said)


def test_one_key_links_to_the_suggestion_and_goes_to_the_next_file(
    qtbot: QtBot, page: EvidencePage, sample_book: Book, tmp_path: Path
) -> None:
    key, number = a_certificate(sample_book)
    drop(page, *photos(tmp_path, 2, f"{number} 现场{{}}.jpg"))
    qtbot.waitUntil(lambda: page.model.rowCount() == 4, timeout=WAIT)
    page.filters.words.setText("")
    before = count(sample_book, EvidenceLink)
    for left in (3, 2):
        row = next(n for n, one in enumerate(page.model.keys()) if _name(page, n).startswith(f"{number} 现场"))
        page.grid.select_row(row)
        qtbot.waitUntil(
            lambda: page.side.file is not None and page.side.file.key == page.grid.current_key(), timeout=WAIT
        )
        assert page.side.file is not None
        assert page.side.file.offers[0].record == key
        QTest.keyClick(page.grid, Key.Key_1)
        qtbot.waitUntil(lambda left=left: page.model.is_settled and page.model.rowCount() == left, timeout=WAIT)
        assert page.grid.current_key()
    assert count(sample_book, EvidenceLink) == before + 2
    QTest.keyClick(page.grid, Key.Key_9)
    assert count(sample_book, EvidenceLink) == before + 2


def _name(page: EvidencePage, row: int) -> str:
    found = page.model.row_at(row)
    return str(found[2]) if found else ""


def test_several_files_are_linked_by_one_key(
    qtbot: QtBot, page: EvidencePage, sample_book: Book, tmp_path: Path
) -> None:
    key, number = a_certificate(sample_book)
    drop(page, *photos(tmp_path, 5, f"{number}_{{}}.jpg"))
    qtbot.waitUntil(lambda: page.model.rowCount() == 7, timeout=WAIT)
    page.filters.words.setFocus()
    QTest.keyClicks(page.filters.words, f"{number}_")
    qtbot.waitUntil(lambda: page.model.is_settled and page.model.rowCount() == 5, timeout=WAIT)
    page.grid.setFocus()
    QTest.keyClick(page.grid, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(page.side.file and page.side.file.offers), timeout=WAIT)
    QTest.keyClick(page.grid, Key.Key_1)
    qtbot.waitUntil(lambda: page.model.is_settled and page.model.rowCount() == 0, timeout=WAIT)
    with sample_book.read() as session:
        assert len(evidence.links_of(session, record=key)) == 5
        title = session.scalars(select(StepRow.title).order_by(StepRow.n.desc())).first() or ""
    assert title.endswith(f": 5 → {number}")


def test_a_copied_picture_is_pasted_as_a_file_of_its_own(qtbot: QtBot, page: EvidencePage, sample_book: Book) -> None:
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(0x336699)
    QGuiApplication.clipboard().setImage(picture)
    QTest.keyClick(page.paste, Key.Key_Space)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3, timeout=WAIT)
    with sample_book.read() as session:
        assert session.scalar(select(EvidenceFile.name).where(EvidenceFile.source == "paste")).startswith("粘贴 ")


def test_a_file_is_voided_with_a_reason_and_comes_back_with_undo(
    qtbot: QtBot, page: EvidencePage, sample_book: Book
) -> None:
    before = count(sample_book, EvidenceFile)
    QTest.keyClick(page.grid, Key.Key_Delete)
    box = page.findChild(ReasonBox)
    box.reason.insert("误传")
    qtbot.keyClick(box.reason, Key.Key_Return)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=WAIT)
    assert count(sample_book, EvidenceFile) == before - 1
    page.workspace.undo()
    qtbot.waitUntil(lambda: page.model.rowCount() == 2, timeout=WAIT)


def test_the_model_of_the_inbox_keeps_every_promise_of_a_model(
    qtbot: QtBot, page: EvidencePage, tmp_path: Path
) -> None:
    tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    page.which.setCurrentIndex(page.which.findData(ALL))
    qtbot.waitUntil(lambda: page.model.is_settled and page.model.rowCount() > 2, timeout=WAIT)
    drop(page, *photos(tmp_path, 3))
    rows = page.model.rowCount()
    qtbot.waitUntil(lambda: page.model.rowCount() == rows + 3, timeout=WAIT)
    assert tester.model() is page.model


def test_a_form_shows_its_files_and_takes_more_by_drop(
    qtbot: QtBot, window: MainWindow, sample_book: Book, tmp_path: Path
) -> None:
    with sample_book.read() as session:
        party = session.scalar(select(Contract.owner_id).order_by(Contract.number))
    form = window.open_page("parties", str(party))
    qtbot.waitUntil(lambda: bool(form.findChildren(EvidenceStrip)), timeout=WAIT)
    (strip,) = form.findChildren(EvidenceStrip)
    drop(strip, *photos(tmp_path, 1, "授权委托书{}.jpg"))
    qtbot.waitUntil(lambda: len(strip.chips) == 1, timeout=WAIT)
    assert strip.title.text() == "附件 1"
    assert isinstance(strip.chips[0], QToolButton)
    with sample_book.read() as session:
        (link,) = evidence.links_of(session, record=str(party))
        assert (link.noun, link.kind, link.on) == ("parties", "authority", date.today())


def test_the_form_of_a_file_begins_where_something_can_be_typed(qtbot: QtBot, page: EvidencePage) -> None:
    QTest.keyClick(page.grid, Key.Key_E)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), RecordBox), timeout=WAIT)
    box = QApplication.activeModalWidget()
    assert isinstance(box, RecordBox)
    title = box.page.form.fields["title"].editor
    qtbot.waitUntil(lambda: title.hasFocus() or title.isAncestorOf(QApplication.focusWidget()), timeout=WAIT)
    QTest.keyClicks(QApplication.focusWidget(), "S1")
    assert box.page.form.draft().title == "S1"
    box.reject()
