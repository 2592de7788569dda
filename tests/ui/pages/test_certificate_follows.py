"""A valuation sheet follows its own dates while they are typed: what was agreed by them, the delay, the heading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import event, select

from models import bills, certificates, contracts, variations
from models.bills import BillItemDraft
from models.certificates import AdjustmentDraft, CertificateDraft, LineDraft, sheet
from models.certificates.record import PaymentCertificate
from models.contracts import MilestoneDraft
from models.money import Money
from models.store.book import Book
from models.variations import StageDraft, VariationDraft
from tests import makers
from tests.ui.pages.test_certificate_sheet import box, column_of, enter, figures, row_of, seen, shown
from tests.ui.pages.valuing import until
from ui.pages.certificate_sheet import ADJUSTMENTS, HEADER, LINES, CertificateSheet
from ui.workspace import Workspace

CTRL = Qt.KeyboardModifier.ControlModifier
M = Money.of


@pytest.fixture
def contract(book: Book) -> str:
    """Completed 79 days late; a variation priced at 300,000, approved at 250,000 on 2025-06-10."""
    with book.write(contracts.RECORD) as session:
        made = makers.a_contract(
            session,
            number="E1",
            price=M(10_000_000),
            signed_on=date(2025, 1, 1),
            start_on=date(2025, 1, 1),
            completion_on=date(2025, 12, 31),
            completed_on=date(2026, 3, 20),
            damages_rate=Decimal("0.0005"),
            damages_cap=Decimal("0.02"),
            retention_rate=None,
            milestones=(MilestoneDraft("certification", Decimal(1), 28),),
        )
        items = (BillItemDraft(code="A", name="混凝土", unit="m³", quantity=Decimal(1_000), price=Decimal(500)),)
        bills.record(session, bills.BillDraft(made.id, None, items))
        asked = VariationDraft(contract=made.id, number="BG1", name="加层", instructed_on=date(2025, 5, 1))
        varied = variations.record(session, replace(asked, amount=M(300_000)))
        variations.submit(session, StageDraft(varied.id, date(2025, 5, 10), M(300_000)))
        variations.approve(session, StageDraft(varied.id, date(2025, 6, 10), M(250_000)))
        return made.id


@pytest.fixture
def workspace(open_workspace: Callable[[Any], Workspace], book: Book, contract: str) -> Workspace:
    return open_workspace(book)


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, book: Book, contract: str) -> CertificateSheet:
    with book.read() as session:
        begun = sheet.begun(session, contract, date(2025, 4, 25))
    return shown(qtbot, CertificateSheet(workspace, begun))


def type_date(qtbot: QtBot, page: CertificateSheet, name: str, typed: str) -> None:
    """On the tab of the dates, over what stands there."""
    page.foot.tabs.setCurrentIndex(HEADER)
    line = page.header.fields[name].editor
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_A, CTRL)
    qtbot.keyClicks(line, typed)


def owed_damages(page: CertificateSheet) -> AdjustmentDraft:
    (line,) = page.adjustments.grids["adjustments"].lines()
    assert isinstance(line, AdjustmentDraft)
    return line


def test_a_new_sheet_follows_a_changed_period_before_it_is_saved(qtbot: QtBot, page: CertificateSheet) -> None:
    enter(qtbot, page, "A", "quantity", "100")
    enter(qtbot, page, "BG1", "quantity", "1")
    page.adjustments.change(adjustments=(AdjustmentDraft("penalty", M(1), "x"),))
    grid = page.adjustments.grids["adjustments"]
    grid.model.setData(grid.model.index(0, 0), "damages", Qt.ItemDataRole.EditRole)
    assert page.head.span.text() == "2025-04-01 至 2025-04-30"
    assert seen(page, "BG1", "amount") == "300,000.00"
    grid.put((AdjustmentDraft("damages", None, "按约定，扣除工期顺延后逾期 0 天"),))
    type_date(qtbot, page, "period_from", "2026-02-26")
    type_date(qtbot, page, "period_to", "2026-03-25")
    assert page.head.span.text() == "2026-02-26 至 2026-03-25"
    until(qtbot, lambda: seen(page, "BG1", "amount") == "250,000.00")
    assert seen(page, "A", "amount") == "50,000.00"
    assert page.header.fields["period_to"].editor.text() == "2026-03-25"
    assert not page.key


def test_delay_damages_follow_the_day_up_to_which_work_is_certified(qtbot: QtBot, page: CertificateSheet) -> None:
    enter(qtbot, page, "BG1", "quantity", "1")
    page.foot.tabs.setCurrentIndex(ADJUSTMENTS)
    grid = page.adjustments.grids["adjustments"]
    grid.model.setData(grid.model.index(0, 0), "误期赔偿", Qt.ItemDataRole.EditRole)
    assert (owed_damages(page).amount, owed_damages(page).reason.count(" 0 ")) == (None, 1)
    type_date(qtbot, page, "period_to", "2026-02-03")
    until(qtbot, lambda: owed_damages(page).amount == M(170_000))
    assert " 34 " in owed_damages(page).reason
    assert figures(page)["本期应付"] == "80,000.00"
    type_date(qtbot, page, "period_to", "2026-03-25")
    until(qtbot, lambda: owed_damages(page).amount == M(200_000))
    page.adjustments.change(adjustments=(replace(owed_damages(page), amount=M(5)),))
    type_date(qtbot, page, "period_to", "2026-02-03")
    until(qtbot, lambda: " 34 " in owed_damages(page).reason)
    assert owed_damages(page).amount == M(5)


def test_what_is_kept_at_once_after_another_date_is_what_follows_from_it(
    qtbot: QtBot, page: CertificateSheet, book: Book
) -> None:
    enter(qtbot, page, "BG1", "quantity", "1")
    type_date(qtbot, page, "period_to", "2026-03-25")
    qtbot.keyClick(page.header.fields["period_to"].editor, Qt.Key.Key_S, CTRL)
    until(qtbot, lambda: page.sheet.stage == "prepared")
    with book.read() as session:
        assert session.scalars(select(PaymentCertificate.gross)).one() == M(250_000)


def test_the_day_of_the_signature_is_followed_while_it_is_asked_and_given_up_with_the_box(
    qtbot: QtBot, page: CertificateSheet, book: Book
) -> None:
    enter(qtbot, page, "BG1", "quantity", "1")
    qtbot.mouseClick(page.foot.sign, Qt.MouseButton.LeftButton)
    asked = box()
    qtbot.keyClicks(asked.form.fields["certified_on"].editor, "2025-06-10")
    until(qtbot, lambda: figures(page)["本期应付"] == "250,000.00")
    qtbot.keyClick(asked, Qt.Key.Key_Escape)
    until(qtbot, lambda: figures(page)["本期应付"] == "300,000.00")
    qtbot.mouseClick(page.foot.sign, Qt.MouseButton.LeftButton)
    asked = box()
    qtbot.keyClicks(asked.form.fields["certified_on"].editor, "2025-06-10")
    qtbot.mouseClick(asked.verb, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: page.sheet.posted)
    with book.read() as session:
        row = session.scalars(select(PaymentCertificate)).one()
        assert (row.gross, row.due, row.certified_on) == (M(250_000), M(250_000), date(2025, 6, 10))


def test_what_is_being_typed_or_is_not_understood_outlives_another_date(qtbot: QtBot, page: CertificateSheet) -> None:
    enter(qtbot, page, "A", "quantity", "abc")
    page.grid.add_line("materials")
    type_date(qtbot, page, "period_to", "2026-03-25")
    page.foot.tabs.setCurrentIndex(LINES)
    page.grid.view.setCurrentIndex(page.grid.sheet.index(row_of(page, "BG1"), column_of(page, "quantity")))
    qtbot.keyClicks(page.grid.view, "0")
    editor = next(one for one in page.grid.view.viewport().findChildren(QLineEdit) if one.isVisible())
    qtbot.keyClicks(editor, ".5")
    until(qtbot, lambda: seen(page, "BG1", "price") == "250,000.00")
    assert (editor.isVisible(), editor.text()) == (True, "0.5")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert seen(page, "BG1", "amount") == "125,000.00"
    assert seen(page, "A", "quantity") == "abc"
    assert page.grid.lines()[-1].kind == "materials"


def test_typing_asks_the_book_only_when_a_date_changes_and_once_a_date(
    qtbot: QtBot, page: CertificateSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    ask = page.workspace.ask
    monkeypatch.setattr(page.workspace, "ask", lambda *what: (asked.append(what), ask(*what))[1])
    enter(qtbot, page, "A", "quantity", "100")
    enter(qtbot, page, "A", "remark", "x")
    qtbot.wait(200)
    assert asked == []
    type_date(qtbot, page, "period_to", "2026-03-25")
    until(qtbot, page.following.is_current)
    assert len(asked) == 1


def test_a_sheet_of_thousands_of_lines_costs_no_more_questions(book: Book, contract: str) -> None:
    def statements(lines: int) -> int:
        items = tuple(
            BillItemDraft(code=f"{n}", name="x", unit="m", quantity=Decimal(10), price=Decimal(2)) for n in range(lines)
        )
        with book.write(bills.RECORD) as session:
            bills.record(session, bills.BillDraft(contract, None, items))
        with book.read() as session:
            begun = sheet.begun(session, contract, date(2025, 4, 25))
            told: list[str] = []
            listen = lambda *what: told.append(what[2])  # noqa: E731
            event.listen(session.get_bind(), "before_cursor_execute", listen)
            measured = tuple(replace(line, quantity=Decimal(1)) for line in begun.draft.lines)
            later = replace(begun.draft, period_to=date(2026, 3, 25), lines=measured)
            found = sheet.resumed(session, later, begun.prices)
            event.remove(session.get_bind(), "before_cursor_execute", listen)
        assert found.draft.lines[-1].price == Decimal(250_000)
        assert sum("FROM bill_items" in one for one in told) == 1
        return len(told)

    assert statements(3_000) == statements(3) <= 30


def test_a_price_that_was_typed_stays_whatever_the_date(book: Book, contract: str) -> None:
    with book.read() as session:
        begun = sheet.begun(session, contract, date(2025, 4, 25))
        own = tuple(replace(line, quantity=Decimal(1), price=Decimal(7)) for line in begun.draft.lines)
        found = sheet.resumed(session, replace(begun.draft, period_to=date(2026, 3, 25), lines=own), begun.prices)
    assert [line.price for line in found.draft.lines] == [Decimal(7), Decimal(7)]


def test_the_kept_figures_of_the_draft_are_those_of_the_sheet(book: Book, contract: str) -> None:
    with book.write(certificates.RECORD) as session:
        lines = (LineDraft(name="x", amount=M(100)),)
        made = certificates.record(
            session, CertificateDraft(contract=contract, period_to=date(2026, 3, 25), lines=lines)
        )
        assert sheet.opened(session, made.id).prices.keys() == {
            one.id for one in sheet.opened(session, made.id).background.agreed
        }
