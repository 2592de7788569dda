"""The paper of a certificate goes out from sheet and list: numbered, kept, in the register, corrected and withdrawn."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from models import certificates, company, kept_files, papers
from models.problems import Refused
from models.store.book import Book
from models.store.listing import Question
from models.store.verify import verify
from models.work import finish
from tests.ui.pages.sample_window import CTRL, sample_book, sample_folder, window
from ui.main_window import MainWindow
from ui.pages import paper_out
from ui.pages.certificate_preview import CertificatePreview
from ui.pages.certificate_sheet import CertificateSheet
from ui.pages.certificates import PREVIEW
from ui.pages.issued_paper import IssuedPaperPage
from ui.pages.reason_box import ReasonBox

__all__ = ["sample_book", "sample_folder", "window"]
LATER = date.today() + timedelta(days=400)


@pytest.fixture
def certificate(sample_book: Book) -> tuple[str, str]:
    """Id and number of a signed certificate."""
    signed = select(certificates.PaymentCertificate).where(certificates.PaymentCertificate.certified_on.is_not(None))
    with sample_book.read() as session:
        row = session.scalars(signed.order_by(certificates.PaymentCertificate.number)).all()[-1]
        return row.id, row.number


def from_list(qtbot: QtBot, window: MainWindow, key: str) -> CertificatePreview:
    page: Any = window.open_page("certificates")
    qtbot.waitUntil(lambda: page.panel.table.select_key(key))
    (button,) = [button for button, action in page.acts.buttons if action is PREVIEW]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    return drawn(qtbot)


def drawn(qtbot: QtBot) -> CertificatePreview:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), CertificatePreview))
    found: Any = QApplication.activeWindow()
    qtbot.waitUntil(lambda: found.preview.pages > 0)
    shown: CertificatePreview = found
    return shown


def paper_of(qtbot: QtBot, window: MainWindow, but: str = "") -> Any:
    """The issued paper in the register, once its file is shown."""

    def top() -> Any:
        return window.page()._top() if hasattr(window.page(), "_top") else None

    qtbot.waitUntil(lambda: isinstance(top(), IssuedPaperPage) and bool(top().paper) and top().paper.number != but)
    return top()


def words(content: bytes) -> str:
    return "".join(PdfReader(BytesIO(content)).pages[0].extract_text().split())


def register(book: Book) -> list[tuple[str, str]]:
    with book.read() as session:
        return [(row[1], row[2]) for row in papers.LISTING.first(session, Question(as_of=LATER))]


def test_from_the_list_it_takes_a_number_and_stands_in_the_register(
    qtbot: QtBot, window: MainWindow, sample_book: Book, certificate: tuple[str, str]
) -> None:
    key, number = certificate
    preview = from_list(qtbot, window, key)
    before = words(preview.preview.content)
    assert preview.issue.text() == "签发"
    qtbot.mouseClick(preview.issue, Qt.MouseButton.LeftButton)
    page = paper_of(qtbot, window)
    assert page.title.text() == f"进度款支付证书 {page.paper.number}"
    assert page.preview.content == page.paper.pdf
    told = words(page.paper.pdf)
    assert "核验码" in told
    assert page.paper.number in told
    assert page.paper.number not in before
    assert number in told
    assert register(sample_book) == [(page.paper.number, papers.ISSUED)]
    with sample_book.read() as session:
        row = session.get_one(papers.IssuedPaper, page.key)
        assert (row.kind, row.document_id) == ("certificate", key)
        assert kept_files.read(sample_book.folder, row.file) == page.paper.pdf
    assert window.bar.told.text().startswith(f"已保存：签发文件 {page.paper.number}")
    assert finish(verify(sample_book)).holds


def test_from_the_sheet_it_is_issued_by_keys_and_corrected_by_the_next(
    qtbot: QtBot, window: MainWindow, sample_book: Book, certificate: tuple[str, str]
) -> None:
    key, _number = certificate

    def from_sheet() -> CertificatePreview:
        page: Any = window.open_page("certificates", key)
        qtbot.waitUntil(lambda: isinstance(page._top(), CertificateSheet))
        qtbot.mouseClick(page._top().head.previewing, Qt.MouseButton.LeftButton)
        return drawn(qtbot)

    qtbot.keyClick(from_sheet(), Qt.Key.Key_S, CTRL)
    first = paper_of(qtbot, window).paper.number
    again = from_sheet()
    assert again.issue.text() == "更正签发"
    assert first in again.advice.text()
    qtbot.keyClick(again, Qt.Key.Key_S, CTRL)
    second = paper_of(qtbot, window, but=first).paper
    assert first in words(second.pdf)
    assert dict(register(sample_book)) == {first: papers.WITHDRAWN, second.number: papers.ISSUED}


def test_what_went_out_is_found_from_the_certificate_and_printed_again(
    qtbot: QtBot,
    window: MainWindow,
    sample_book: Book,
    certificate: tuple[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    printed: list[tuple[str, bytes]] = []
    monkeypatch.setattr(paper_out, "ask_and_print", lambda _w, _p, name, content: printed.append((name, content)))
    qtbot.keyClick(from_list(qtbot, window, certificate[0]), Qt.Key.Key_S, CTRL)
    first = paper_of(qtbot, window).paper
    preview = from_list(qtbot, window, certificate[0])
    qtbot.mouseClick(preview.before, Qt.MouseButton.LeftButton)
    page = paper_of(qtbot, window)
    qtbot.mouseClick(page.out.print, Qt.MouseButton.LeftButton)
    ((name, content),) = printed
    assert name.endswith(f" {first.number}")
    assert content == first.pdf
    assert len(register(sample_book)) == 1


def test_the_register_corrects_and_withdraws_it(
    qtbot: QtBot, window: MainWindow, sample_book: Book, certificate: tuple[str, str]
) -> None:
    key, _number = certificate
    qtbot.keyClick(from_list(qtbot, window, key), Qt.Key.Key_S, CTRL)
    page = paper_of(qtbot, window)
    qtbot.mouseClick(page.correct, Qt.MouseButton.LeftButton)
    preview = drawn(qtbot)
    assert preview.asked.certificate == key
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    with pytest.raises(Refused, match=page.paper.number), sample_book.write(certificates.VOID) as session:
        certificates.void(session, key, "重复录入")
    qtbot.mouseClick(page.withdraw, Qt.MouseButton.LeftButton)
    box = page.findChild(ReasonBox)
    box.reason.insert("数量有误")
    qtbot.keyClick(box.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "数量有误" in page.stage.text())
    assert register(sample_book) == [(page.paper.number, papers.WITHDRAWN)]
    assert from_list(qtbot, window, key).issue.text() == "签发"


def test_without_our_name_nothing_is_issued_and_the_paper_stays_in_sight(
    qtbot: QtBot, window: MainWindow, sample_book: Book, certificate: tuple[str, str]
) -> None:
    with sample_book.write(company.RECORD) as session:
        session.delete(session.scalars(select(company.CompanyProfile)).one())
    preview = from_list(qtbot, window, certificate[0])
    assert "本公司资料" in preview.advice.text()
    qtbot.keyClick(preview, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: "本公司资料" in window.bar.told.text())
    assert preview.isVisible()
    assert preview.issue.isEnabled()
    assert register(sample_book) == []
