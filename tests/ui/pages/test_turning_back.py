"""What people do next: take back what they just did, press Enter once more, save with a mistake out of sight."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models import receipts
from models.certificates import sheet
from models.receipts import ReversalDraft
from models.store.book import Book
from models.store.unfinished import kept
from tests.ui.pages.owing import a_recorded, an_owing_book, received
from tests.ui.pages.owing import shown as page_shown
from tests.ui.pages.test_certificate_sheet import enter, saved, seen
from tests.ui.pages.test_certificate_sheet import shown as sheet_shown
from tests.ui.pages.valuing import Valued, a_valued_contract, until
from ui import errors, theme
from ui.forms.grid_footer import PADDING
from ui.pages.certificate_sheet import ADJUSTMENTS, HEADER, CertificateSheet
from ui.pages.certificates import CertificatesPage
from ui.pages.form_box import FormBox
from ui.pages.reason_box import ReasonBox
from ui.pages.receipts import ReceiptsPage
from ui.workspace import Workspace

TODAY = date(2024, 8, 23)


@pytest.fixture
def valued(book: Book) -> Valued:
    return a_valued_contract(book)


@pytest.fixture
def workspace(open_workspace: Callable[[Any], Workspace], book: Book) -> Workspace:
    opened = open_workspace(book)
    opened.set_as_of(TODAY)
    return opened


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, book: Book, valued: Valued) -> CertificateSheet:
    with book.read() as session:
        begun = sheet.begun(session, valued.contract, TODAY)
    return sheet_shown(qtbot, CertificateSheet(workspace, begun))


def open_box() -> FormBox | None:
    shown = (one for one in QApplication.topLevelWidgets() if isinstance(one, FormBox) and one.isVisible())
    return next(shown, None)


def test_undoing_a_receipt_empties_its_preview_and_is_no_mishap(
    qtbot: QtBot, book: Book, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    mishaps: list[BaseException] = []
    monkeypatch.setattr(errors, "crash", mishaps.append)
    an_owing_book(book)
    page = page_shown(qtbot, ReceiptsPage(workspace))
    key = received(book, 900_000)
    page.panel.table.select_when_here(key)
    qtbot.waitUntil(lambda: page.panel.preview.shown is not None)
    told: list[str] = []
    workspace.message.connect(lambda sentence, _undo: told.append(sentence))
    workspace.undo()
    qtbot.waitUntil(lambda: page.panel.model.rowCount() == 0)
    page.panel.preview.show_record(key)
    qtbot.waitUntil(lambda: page.panel.preview.shown is None)
    assert mishaps == []
    assert len(told) == 1, "the bar still says what was undone"


def test_a_record_that_is_gone_is_said_in_a_sentence(qtbot: QtBot, book: Book, workspace: Workspace) -> None:
    told: list[str] = []
    workspace.message.connect(lambda sentence, _undo: told.append(sentence))
    workspace.ask(lambda session: receipts.draft_of(session, "gone"), print)
    qtbot.waitUntil(lambda: told == ["账册里已没有这条记录。"])


def test_a_day_that_cannot_be_read_on_another_tab_stops_saving_and_is_shown(
    qtbot: QtBot, page: CertificateSheet, book: Book
) -> None:
    enter(qtbot, page, "203-1", "quantity", "26500")
    page.foot.tabs.setCurrentIndex(HEADER)
    day = page.header.fields["submitted_on"].editor
    day.setFocus()
    qtbot.keyClicks(day, "2024-13-45")
    page.foot.tabs.setCurrentIndex(ADJUSTMENTS)
    page.save()
    assert page.foot.tabs.currentIndex() == HEADER
    assert page.header.fields["submitted_on"].sentence.isVisible()
    assert page.foot.sentence.text() == page.header.fields["submitted_on"].sentence.text()
    assert saved(book, "JB-GL-07-03") is None


def test_a_cell_that_stops_saving_stays_marked_when_the_cursor_goes_there(qtbot: QtBot, page: CertificateSheet) -> None:
    page.foot.tabs.setCurrentIndex(ADJUSTMENTS)
    grid = page.adjustments.grids["adjustments"]
    grid.model.setData(grid.model.index(0, 0), "甲供料扣款")
    page.submit()
    assert "金额" in grid.sentence.text()
    assert grid.sentence.isVisible()


def test_the_owner_cannot_have_signed_before_the_period_began(qtbot: QtBot, page: CertificateSheet, book: Book) -> None:
    enter(qtbot, page, "203-1", "quantity", "26500")
    page.sign()
    asked = open_box()
    assert asked is not None
    asked.form.change(certified_on=date(2020, 1, 1))
    qtbot.mouseClick(asked.verb, Qt.MouseButton.LeftButton)
    assert asked.form.fields["certified_on"].sentence.text() == "签认日 2020-01-01 早于本期开始日 2024-07-26。"
    assert saved(book, "JB-GL-07-03") is None
    asked.reject()


def test_enter_after_the_last_entry_of_a_box_does_what_the_box_is_for(
    qtbot: QtBot, workspace: Workspace, valued: Valued
) -> None:
    page = CertificatesPage(workspace)
    qtbot.addWidget(page)
    page.show()
    page.begin_record()
    until(qtbot, lambda: open_box() is not None)
    asked = open_box()
    assert asked is not None
    asked.form.change(contract=valued.contract)
    asked.form.fields["contract"].editor.setFocus()
    qtbot.keyClick(asked.focusWidget(), Qt.Key.Key_Return)
    assert asked.focusWidget() is asked.verb
    qtbot.keyClick(asked.verb, Qt.Key.Key_Return)
    until(qtbot, lambda: isinstance(page.stack.currentWidget(), CertificateSheet))


def a_signed_sheet(qtbot: QtBot, workspace: Workspace, valued: Valued) -> tuple[CertificatesPage, CertificateSheet]:
    page = CertificatesPage(workspace)
    qtbot.addWidget(page)
    page.resize(1216, 690)
    page.show()
    qtbot.waitExposed(page)
    page.show_record(valued.first)
    return page, sheet_on(qtbot, page)


def sheet_on(qtbot: QtBot, page: CertificatesPage) -> CertificateSheet:
    until(qtbot, lambda: isinstance(page.stack.currentWidget(), CertificateSheet))
    found = page.stack.currentWidget()
    assert isinstance(found, CertificateSheet)
    return found


def test_a_signed_certificate_is_corrected_in_one_step_that_can_be_taken_back(
    qtbot: QtBot, book: Book, workspace: Workspace, valued: Valued
) -> None:
    page, signed = a_signed_sheet(qtbot, workspace, valued)
    qtbot.mouseClick(signed.head.correcting, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: sheet_on(qtbot, page) is not signed)
    anew = sheet_on(qtbot, page)
    assert anew.head.stage.text() == "● 正在更正，入账前仍以原计价为准"
    assert [button.isVisible() for button in (anew.foot.save, anew.foot.submit, anew.foot.sign)] == [False, False, True]
    enter(qtbot, anew, "209-3", "quantity", "9400")
    qtbot.keyClick(anew.grid.view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: open_box() is not None)
    asked = open_box()
    assert asked is not None
    assert asked.form.draft().certified_on == date(2024, 8, 2)
    asked.do_it()
    until(qtbot, lambda: anew.sheet.posted)
    draft = saved(book, "JB-GL-07-02")
    assert draft is not None
    assert draft.id == anew.key != valued.first
    assert {line.code: line.quantity for line in draft.lines}["209-3"] == 9400
    with book.read() as session:
        assert sheet.opened(session, valued.first).void
    workspace.undo()
    until(qtbot, lambda: (saved(book, "JB-GL-07-02") or draft).id == valued.first)


def unfinished_of(book: Book) -> list[Any]:
    with book.read() as session:
        return kept(session)


def test_a_correction_left_behind_is_gone_on_with(
    qtbot: QtBot, book: Book, workspace: Workspace, valued: Valued
) -> None:
    page, signed = a_signed_sheet(qtbot, workspace, valued)
    qtbot.mouseClick(signed.head.correcting, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: sheet_on(qtbot, page) is not signed)
    anew = sheet_on(qtbot, page)
    enter(qtbot, anew, "209-3", "quantity", "9400")
    qtbot.keyClick(anew.grid.view, Qt.Key.Key_Escape)
    until(qtbot, lambda: page.stack.count() == 1)
    until(qtbot, lambda: bool(unfinished_of(book)))
    (unfinished,) = unfinished_of(book)
    page.resume(unfinished)
    again = sheet_on(qtbot, page)
    assert again.sheet.correcting
    assert seen(again, "209-3", "quantity") == "9,400.00"


def test_a_certificate_is_voided_from_its_sheet_with_a_reason(
    qtbot: QtBot, book: Book, workspace: Workspace, valued: Valued
) -> None:
    page, signed = a_signed_sheet(qtbot, workspace, valued)
    qtbot.mouseClick(signed.head.voiding, Qt.MouseButton.LeftButton)
    box = next(one for one in QApplication.topLevelWidgets() if isinstance(one, ReasonBox) and one.isVisible())
    box.reason.insert("重复")
    qtbot.keyClick(box.reason, Qt.Key.Key_Return)
    until(qtbot, lambda: page.stack.count() == 1)
    with book.read() as session:
        assert sheet.opened(session, valued.first).void
    page.show_record(valued.first)
    shown = sheet_on(qtbot, page)
    assert shown.head.stage.text() == "● 已作废，不计入任何数字"
    assert not shown.head.correcting.isVisible()


def test_a_sum_longer_than_every_amount_above_it_is_not_cut(qtbot: QtBot, page: CertificateSheet) -> None:
    names = [column.name for column in page.grid.sheet.columns]
    for code in ("203-1", "204-1", "209-3"):
        enter(qtbot, page, code, "quantity", "9999999")
    told = page.grid.footer.sums()[names.index("amount")]
    width = QFontMetrics(theme.font(bold=True)).horizontalAdvance(told)
    assert page.grid.view.columnWidth(names.index("amount")) >= width + 2 * PADDING


def test_taking_off_more_than_was_ever_certified_is_marked(qtbot: QtBot, page: CertificateSheet) -> None:
    enter(qtbot, page, "209-3", "quantity", "-9412.5")
    assert page.grid.sheet.advice == {}
    enter(qtbot, page, "209-3", "quantity", "-9500")
    (advice,) = page.grid.sheet.advice.values()
    assert advice.text() == "至本期累计为负 87.5 m³：冲减超过了以前各期的累计量。"


def test_a_receipt_that_went_back_says_so_in_figures(qtbot: QtBot, book: Book, workspace: Workspace) -> None:
    an_owing_book(book)
    page = page_shown(qtbot, ReceiptsPage(workspace))
    key = received(book, 900_000)
    with book.write(receipts.REVERSE) as session:
        receipts.reverse(session, ReversalDraft(key, on=TODAY, reason="退回"))
    desk = a_recorded(qtbot, page, key)
    told = [one.text() for one in desk.panel.figures.captions]
    assert told[1] == "已退回或作废"
    assert desk.panel.figures.values[1].text() == "900,000.00"
    assert desk.panel.figures.rest.text() == "0.00"


def test_what_is_signed_looks_as_if_it_cannot_be_typed_into(
    qtbot: QtBot, workspace: Workspace, page: CertificateSheet
) -> None:
    enter(qtbot, page, "203-1", "quantity", "26500")
    page.foot.tabs.setCurrentIndex(HEADER)
    number = page.header.fields["number"].editor
    open_looks = number.grab().toImage().pixelColor(number.width() - 12, number.height() // 2)
    page.sign()
    asked = open_box()
    assert asked is not None
    asked.form.change(certified_on=date(2024, 9, 2))
    asked.do_it()
    until(qtbot, lambda: page.sheet.posted)
    locked_looks = number.grab().toImage().pixelColor(number.width() - 12, number.height() // 2)
    assert locked_looks == theme.colour("sunken") != open_looks
