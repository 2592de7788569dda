"""Certificates are listed, begun for a contract, opened as sheets and gone on with; what is void needs a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models import certificates
from models.store.book import Book
from models.store.unfinished import kept
from tests.ui.pages.valuing import Valued, a_valued_contract, until
from ui.pages.certificate_drawing import CertificateForm
from ui.pages.certificate_preview import CertificatePreview
from ui.pages.certificate_sheet import CertificateSheet
from ui.pages.certificates import PREVIEW, CertificatesPage
from ui.pages.form_box import FormBox
from ui.workspace import Workspace


@pytest.fixture
def valued(book: Book) -> Valued:
    return a_valued_contract(book)


@pytest.fixture
def workspace(open_workspace: Callable[[Any], Workspace], book: Book, valued: Valued) -> Workspace:
    opened = open_workspace(book)
    opened.set_as_of(date(2024, 8, 23))
    return opened


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> CertificatesPage:
    return shown(qtbot, CertificatesPage(workspace))


def shown(qtbot: QtBot, made: CertificatesPage) -> CertificatesPage:
    qtbot.addWidget(made)
    made.resize(1216, 690)
    made.show()
    qtbot.waitExposed(made)
    until(qtbot, lambda: made.panel.model.is_settled)
    return made


def sheet_of(qtbot: QtBot, page: CertificatesPage) -> CertificateSheet:
    until(qtbot, lambda: isinstance(page.stack.currentWidget(), CertificateSheet))
    found = page.stack.currentWidget()
    assert isinstance(found, CertificateSheet)
    return found


def test_enter_opens_the_sheet_and_esc_goes_back_to_the_same_row(
    qtbot: QtBot, page: CertificatesPage, valued: Valued
) -> None:
    table = page.panel.table
    assert table.select_key(valued.first)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    opened = sheet_of(qtbot, page)
    assert opened.key == valued.first
    assert page.trail == ["JB-GL-07", "第 2 期"]
    qtbot.keyClick(opened.grid.view, Qt.Key.Key_Escape)
    assert page.stack.count() == 1
    assert table.current_key() == valued.first


def test_a_new_certificate_asks_for_the_contract_first(qtbot: QtBot, page: CertificatesPage, valued: Valued) -> None:
    qtbot.keyClick(page.panel.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    asked = next(one for one in QApplication.topLevelWidgets() if isinstance(one, FormBox) and one.isVisible())
    asked.do_it()
    assert asked.isVisible()
    asked.form.change(contract=valued.contract)
    qtbot.mouseClick(asked.verb, Qt.MouseButton.LeftButton)
    begun = sheet_of(qtbot, page)
    assert begun.sheet.draft.contract == valued.contract
    assert begun.head.title.text() == "第 3 期"


def test_as_the_tab_of_a_contract_it_begins_at_once_and_lists_only_its_own(
    qtbot: QtBot, workspace: Workspace, valued: Valued
) -> None:
    page = shown(qtbot, CertificatesPage(workspace, {"contract": valued.contract}))
    assert page.panel.model.rowCount() == 2
    page.begin_record()
    assert sheet_of(qtbot, page).key == ""
    assert shown(qtbot, CertificatesPage(workspace, {"contract": "another"})).panel.model.rowCount() == 0


def test_typing_left_behind_is_kept_and_resumed(
    qtbot: QtBot, page: CertificatesPage, book: Book, valued: Valued
) -> None:
    page._begin(valued.contract, lambda _key: None)
    begun = sheet_of(qtbot, page)
    column = [one.name for one in begun.grid.sheet.columns].index("quantity")
    begun.grid.sheet.setData(begun.grid.sheet.index(1, column), "500")
    page.show_root()
    assert page.stack.count() == 1
    until(qtbot, lambda: bool(_kept(book)))
    page.resume(_kept(book)[0])
    resumed = sheet_of(qtbot, page)
    assert resumed.grid.sheet.index(1, column).data() == "500.00"
    resumed.save()
    until(qtbot, lambda: resumed.key != "")
    resumed.leave()
    until(qtbot, lambda: page.panel.model.rowCount() == 3)
    until(qtbot, lambda: not _kept(book))


def test_a_certificate_with_money_allocated_is_not_voided_and_says_why(
    qtbot: QtBot, page: CertificatesPage, book: Book, valued: Valued
) -> None:
    told: list[str] = []
    page.workspace.message.connect(lambda sentence, _undo: told.append(sentence))
    with book.read() as session:
        advance = certificates.numbered(session, "JB-GL-07-01")
        assert advance is not None
        key = advance.id
    page._void([key], "重复录入")
    until(qtbot, lambda: bool(told))
    assert told == ["JB-GL-07-01 已有回款核销，请先撤销核销再作废。"]
    page._void([valued.first], "重复录入")
    until(qtbot, lambda: page.panel.model.rowCount() == 1)


def test_a_certificate_that_is_gone_is_told_and_not_opened(qtbot: QtBot, page: CertificatesPage) -> None:
    told: list[str] = []
    page.workspace.message.connect(lambda sentence, _undo: told.append(sentence))
    page.show_record("gone")
    until(qtbot, lambda: bool(told))
    assert told == ["账册里已经没有这期计价。"]
    assert page.stack.count() == 1


def _kept(book: Book) -> list[Any]:
    with book.read() as session:
        return kept(session)


def test_the_paper_of_the_chosen_row_is_previewed_and_changes_with_what_is_asked(
    qtbot: QtBot, page: CertificatesPage, valued: Valued, tmp_path: Path
) -> None:
    told: list[str] = []
    page.workspace.message.connect(lambda sentence, _undo: told.append(sentence))
    button = next(button for button, action in page.acts.buttons if action is PREVIEW)
    page.panel.table.select_key(valued.first)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    preview = page.findChild(CertificatePreview)
    assert preview is not None
    until(qtbot, lambda: preview.preview.pages > 1)
    assert preview.windowTitle() == "预览证书"
    assert preview.title.text() == "JB-GL-07-02"
    qtbot.mouseClick(preview.detail, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: preview.preview.pages == 1)
    preview.language.setCurrentIndex(preview.language.findData("en"))
    until(qtbot, lambda: "Progress Payment Certificate" in preview.preview.document.getAllText(0).text())
    preview.out.write(preview._as_table(), tmp_path / "certificate.xlsx")
    until(qtbot, lambda: bool(told))
    assert (tmp_path / "certificate.xlsx").read_bytes().startswith(b"PK")
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    until(qtbot, lambda: page.findChild(CertificatePreview) is None)


def test_a_preview_that_is_refused_says_why(qtbot: QtBot, page: CertificatesPage, book: Book, valued: Valued) -> None:
    with book.write(certificates.VOID) as session:
        certificates.void(session, valued.first, "重复录入")
    preview = CertificatePreview(page.workspace, CertificateForm(valued.first), page)
    qtbot.addWidget(preview)
    preview.open()
    until(qtbot, lambda: "作废" in preview.preview.says.text())
    assert not preview.out.print.isEnabled()
