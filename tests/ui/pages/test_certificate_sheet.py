"""The valuation sheet is filled in like a spreadsheet, and what is due follows while it is typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from models import certificates, consumption, language
from models.certificates import Background, CertificateDraft, LineDraft, SupplyDraft, sheet
from models.certificates.record import PaymentCertificate
from models.consumption import ConsumptionDraft, ConsumptionLineDraft
from models.drafts import from_json
from models.money import Money
from models.receivables.record import Receivable
from models.rules import certificate
from models.rules.words import words
from models.store.book import Book
from models.store.unfinished import kept
from tests.ui.pages.valuing import Valued, a_valued_contract, until
from ui.forms.grid_block import Block
from ui.pages.certificate_sheet import ADJUSTMENTS, HEADER, LINES, CertificateSheet
from ui.pages.certificate_sheet_figures import LiveFigures
from ui.pages.form_box import FormBox
from ui.workspace import Workspace

Open = Callable[[str], CertificateSheet]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def valued(book: Book) -> Valued:
    return a_valued_contract(book)


@pytest.fixture
def workspace(open_workspace: Callable[[Any], Workspace], book: Book, valued: Valued) -> Workspace:
    opened = open_workspace(book)
    opened.set_as_of(date(2024, 8, 23))
    return opened


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, book: Book, valued: Valued) -> CertificateSheet:
    """A new sheet of the third period."""
    with book.read() as session:
        begun = sheet.begun(session, valued.contract, date(2024, 8, 23))
    return shown(qtbot, CertificateSheet(workspace, begun))


def shown(qtbot: QtBot, made: CertificateSheet) -> CertificateSheet:
    qtbot.addWidget(made)
    made.resize(1216, 690)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.grid.first_entry()
    return made


def row_of(page: CertificateSheet, code: str) -> int:
    return next(row for row, line in enumerate(page.grid.lines()) if line.code == code)


def column_of(page: CertificateSheet, name: str) -> int:
    return [column.name for column in page.grid.sheet.columns].index(name)


def go(page: CertificateSheet, code: str, name: str) -> None:
    """Set the cursor; ``select`` does not mind a Ctrl key that the test before seems to hold."""
    row, column = row_of(page, code), column_of(page, name)
    page.grid.view.select(Block(row, column, row, column))


def enter(qtbot: QtBot, page: CertificateSheet, code: str, name: str, typed: str) -> None:
    """Type into a cell and press Enter."""
    go(page, code, name)
    qtbot.keyClicks(page.grid.view, typed[0])
    editor = next(one for one in page.grid.view.viewport().findChildren(QLineEdit) if one.isVisible())
    qtbot.keyClicks(editor, typed[1:])
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def seen(page: CertificateSheet, code: str, name: str) -> str:
    return str(page.grid.sheet.index(row_of(page, code), column_of(page, name)).data())


def figures(page: CertificateSheet) -> dict[str, str]:
    """What the panel shows, caption → amount."""
    rows = page.panel.table.rows
    return {rows.index(row, 0).data(): rows.index(row, 1).data() for row in range(rows.rowCount())}


def saved(book: Book, number: str) -> CertificateDraft | None:
    with book.read() as session:
        row = certificates.numbered(session, number)
        return certificates.draft_of(session, row.id) if row else None


def box() -> FormBox:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, FormBox) and one.isVisible())


def test_a_new_sheet_has_every_bill_line_and_variation_with_what_was_done_before(page: CertificateSheet) -> None:
    assert [line.code for line in page.grid.lines()] == ["200", "203-1", "204-1", "209-3", "103-1", "V1", "V4"]
    assert seen(page, "203-1", "previous") == "318,420.00"
    assert seen(page, "203-1", "remaining") == "94,080.00"
    assert seen(page, "V1", "name") == "变更：涵洞加长"
    assert (seen(page, "103-1", "unit"), seen(page, "103-1", "contract_quantity")) == ("项", "1.00")
    assert page.head.title.text() == "第 3 期"
    assert page.head.span.text() == "2024-07-26 至 2024-08-25"


def test_the_owners_materials_and_what_lies_on_site_are_worked_out_as_they_are_typed(
    qtbot: QtBot, page: CertificateSheet
) -> None:
    page.header.change(stored=Money.of(10_000))
    steel = SupplyDraft("钢筋", "t", Decimal(10), None, Decimal(9), Decimal(3800), Decimal(4500))
    page.adjustments.change(supplies=(steel,))
    found = figures(page)
    assert found["到场材料 100%"] == "10,000.00"
    assert found["甲供料扣款"] == "−38,700.00"
    page.tracing.trace("deducted.0")
    assert page.tracing.card.shown is not None
    assert "9 t × 3,800 + 1 t × 4,500" in page.tracing.card.shown.rule


def test_a_figure_of_the_owners_form_that_is_not_the_books_stops_saving(
    qtbot: QtBot, page: CertificateSheet, book: Book
) -> None:
    enter(qtbot, page, "203-1", "quantity", "26500")
    page.header.change(stated_gross=Money.of(1))
    page.save()
    assert "以前各期累计计价" in page.foot.sentence.text()
    assert saved(book, "JB-GL-07-03") is None


def test_what_is_due_follows_every_edit(qtbot: QtBot, page: CertificateSheet) -> None:
    enter(qtbot, page, "203-1", "quantity", "26500")
    found = figures(page)
    assert found["本期计价金额"] == "392,200.00"
    assert found["质保金 3%"] == "−11,766.00"
    assert found["预付款扣回"] == "−78,440.00"
    assert found["本期应付"] == "243,164.00"
    assert page.panel.words.text() == words(Money.of(243_164))
    assert page.panel.tax.text() == "不含税 359,816.51 · 税额 32,383.49"
    enter(qtbot, page, "204-1", "quantity", "100")
    assert figures(page)["本期计价金额"] == "393,220.00"


def test_what_is_certified_follows_what_is_claimed_until_it_is_typed(qtbot: QtBot, page: CertificateSheet) -> None:
    enter(qtbot, page, "203-1", "claimed_quantity", "26800")
    assert seen(page, "203-1", "quantity") == "26,800.00"
    enter(qtbot, page, "203-1", "quantity", "26500")
    enter(qtbot, page, "203-1", "claimed_quantity", "27000")
    assert (seen(page, "203-1", "claimed_quantity"), seen(page, "203-1", "quantity")) == ("27,000.00", "26,500.00")


def test_a_pasted_quantity_stays_although_it_is_what_stood_there(qtbot: QtBot, page: CertificateSheet) -> None:
    enter(qtbot, page, "203-1", "claimed_quantity", "8")
    assert seen(page, "203-1", "quantity") == "8.00"
    for written, quantity in (("9\t8", "8.00"), ("10\t7", "7.00"), ("11\t7", "7.00")):
        go(page, "203-1", "claimed_quantity")
        QApplication.clipboard().setText(written)
        qtbot.keyClick(page.grid.view, Qt.Key.Key_V, CTRL)
        assert seen(page, "203-1", "quantity") == quantity, written


def test_derived_cells_and_headings_cannot_be_typed_into(qtbot: QtBot, page: CertificateSheet) -> None:
    for code, name in (("203-1", "remaining"), ("203-1", "price"), ("203-1", "code"), ("200", "quantity")):
        go(page, code, name)
        qtbot.keyClicks(page.grid.view, "5")
        assert page.grid.view.viewport().findChild(QLineEdit) is None, (code, name)


def test_measuring_more_than_agreed_is_marked_and_said_under_the_line(qtbot: QtBot, page: CertificateSheet) -> None:
    enter(qtbot, page, "209-3", "quantity", "260")
    row = row_of(page, "209-3")
    assert seen(page, "209-3", "remaining") == "−72.50"
    assert (
        page.grid.sheet.advice[row].text() == "超合同量 72.5 m³：可以报送和签认，但在变更获批或减量之前列入“单据矛盾”。"
    )
    assert page.grid.view.rowHeight(row) == 2 * page.grid.view.rowHeight(row - 1)
    enter(qtbot, page, "209-3", "quantity", "100")
    assert page.grid.sheet.advice == {}
    assert page.grid.view.rowHeight(row) == page.grid.view.rowHeight(row - 1)


def test_a_variation_without_approval_is_marked(qtbot: QtBot, page: CertificateSheet) -> None:
    enter(qtbot, page, "V1", "quantity", "0.4")
    assert page.grid.sheet.advice == {}
    enter(qtbot, page, "V4", "quantity", "60")
    assert page.grid.sheet.advice[row_of(page, "V4")].text() == "该变更尚未批准：可先报送，业主可能不予核定。"


def test_a_block_from_a_spreadsheet_is_pasted_and_taken_back(qtbot: QtBot, page: CertificateSheet) -> None:
    go(page, "203-1", "claimed_quantity")
    QApplication.clipboard().setText("26,800\t26500\r\n31200\t31,200.00\r\n")
    qtbot.keyClick(page.grid.view, Qt.Key.Key_V, CTRL)
    assert seen(page, "203-1", "quantity") == "26,500.00"
    assert seen(page, "204-1", "claimed_quantity") == "31,200.00"
    assert figures(page)["本期计价金额"] == "710,440.00"
    qtbot.keyClick(page.grid.view, Qt.Key.Key_Z, CTRL)
    assert seen(page, "203-1", "quantity") == ""
    assert figures(page)["本期计价金额"] == "0.00"


def test_a_copied_table_finds_its_lines_by_code_in_any_order(qtbot: QtBot, page: CertificateSheet) -> None:
    table = "清单编码\t名称\t本期申报\n209-3\t浆砌片石挡土墙\t120\n999\t没有的\t5\n203-1\t路基挖土方\t2.68万\n"
    QApplication.clipboard().setText(table)
    told: list[str] = []
    page.workspace.message.connect(lambda sentence, _undo: told.append(sentence))
    qtbot.mouseClick(page.head.pasting, Qt.MouseButton.LeftButton)
    assert seen(page, "203-1", "quantity") == "26,800.00"
    assert seen(page, "209-3", "claimed_quantity") == "120.00"
    assert told == ["已按栏目名称粘贴 2 行。未找到：999。"]


def test_a_table_without_captions_is_no_table_of_codes(qtbot: QtBot, page: CertificateSheet) -> None:
    go(page, "203-1", "claimed_quantity")
    QApplication.clipboard().setText("1\t2\n3\t4")
    qtbot.mouseClick(page.head.pasting, Qt.MouseButton.LeftButton)
    assert (seen(page, "203-1", "claimed_quantity"), seen(page, "204-1", "quantity")) == ("1.00", "4.00")


def test_fill_down_takes_the_quantity_above(qtbot: QtBot, page: CertificateSheet) -> None:
    enter(qtbot, page, "203-1", "claimed_quantity", "500")
    column = column_of(page, "claimed_quantity")
    view, model = page.grid.view, page.grid.sheet
    go(page, "203-1", "claimed_quantity")
    view.select(Block(row_of(page, "203-1"), column, row_of(page, "204-1"), column))
    qtbot.keyClick(view, Qt.Key.Key_D, CTRL)
    assert model.index(row_of(page, "204-1"), column).data() == "500.00"
    assert seen(page, "204-1", "quantity") == "500.00"


def test_copy_last_period_fills_only_what_is_empty(qtbot: QtBot, page: CertificateSheet) -> None:
    enter(qtbot, page, "204-1", "quantity", "7")
    qtbot.mouseClick(page.head.copying, Qt.MouseButton.LeftButton)
    assert seen(page, "203-1", "quantity") == "318,420.00"
    assert seen(page, "204-1", "quantity") == "7.00"
    qtbot.keyClick(page.grid.view, Qt.Key.Key_Z, CTRL)
    assert seen(page, "203-1", "quantity") == ""


def test_day_works_have_their_own_line_with_an_amount_and_can_be_removed(qtbot: QtBot, page: CertificateSheet) -> None:
    page.grid.add_line("dayworks")
    row = len(page.grid.lines()) - 1
    page.grid.sheet.setData(page.grid.sheet.index(row, column_of(page, "name")), "抽水台班")
    page.grid.sheet.setData(page.grid.sheet.index(row, column_of(page, "amount")), "1200")
    assert page.grid.sheet.index(row, column_of(page, "name")).data() == "计日工：抽水台班"
    assert figures(page)["计日工"] == "1,200.00"
    page.grid.view.select(Block(row, 0, row, 0))
    qtbot.keyClick(page.grid.view, Qt.Key.Key_Minus, CTRL)
    assert len(page.grid.lines()) == row


def test_a_deduction_lowers_what_is_due_and_a_disputed_one_stands_in_brackets(
    qtbot: QtBot, page: CertificateSheet
) -> None:
    enter(qtbot, page, "203-1", "quantity", "26500")
    page.foot.tabs.setCurrentIndex(ADJUSTMENTS)
    grid = page.adjustments.grids["adjustments"]
    QApplication.clipboard().setText("甲供料扣款\t12600\t钢筋超耗\t是\n违约金\t50000\t安全整改\t否\n")
    grid.view.select(Block(0, 0, 0, 0))
    qtbot.keyClick(grid.view, Qt.Key.Key_V, CTRL)
    found = figures(page)
    assert found["甲供料扣款"] == "−12,600.00"
    assert found["违约金（争议）"] == "（50,000.00）"
    assert found["本期应付"] == "230,564.00"
    assert page.foot.tabs.tabText(ADJUSTMENTS) == "扣款与补款 2"


def test_saving_keeps_only_filled_lines_and_the_book_agrees_with_the_screen(
    qtbot: QtBot, page: CertificateSheet, book: Book, valued: Valued
) -> None:
    enter(qtbot, page, "203-1", "quantity", "26500")
    enter(qtbot, page, "V1", "quantity", "0.4")
    due = page.figures.due
    qtbot.keyClick(page.grid.view, Qt.Key.Key_S, CTRL)
    until(qtbot, lambda: page.sheet.stage == "prepared")
    draft = saved(book, "JB-GL-07-03")
    assert draft is not None
    assert [line.code for line in draft.lines] == ["203-1", "V1"]
    with book.read() as session:
        row = certificates.numbered(session, "JB-GL-07-03")
        assert row is not None
        assert row.due == due == certificates.assessed(draft, certificates.background(session, draft)).due
        assert session.scalar(select(func.count()).where(Receivable.source_id == row.id)) == 0
    assert len(page.grid.lines()) == 7
    assert page.head.stage.text() == "● 编制中，尚未报送"


def test_saving_twice_keeps_the_same_rows(qtbot: QtBot, page: CertificateSheet, book: Book) -> None:
    enter(qtbot, page, "203-1", "quantity", "26500")
    qtbot.keyClick(page.grid.view, Qt.Key.Key_S, CTRL)
    until(qtbot, lambda: page.sheet.stage == "prepared")
    first = saved(book, "JB-GL-07-03")
    enter(qtbot, page, "204-1", "quantity", "10")
    qtbot.keyClick(page.grid.view, Qt.Key.Key_S, CTRL)
    until(qtbot, lambda: len((saved(book, "JB-GL-07-03") or CertificateDraft()).lines) == 2)
    second = saved(book, "JB-GL-07-03")
    assert first is not None
    assert second is not None
    assert (first.id, first.lines[0].id) == (second.id, second.lines[0].id)


def test_ctrl_enter_saves_and_submits(qtbot: QtBot, page: CertificateSheet, book: Book) -> None:
    enter(qtbot, page, "203-1", "claimed_quantity", "26800")
    qtbot.keyClick(page.grid.view, Qt.Key.Key_Return, CTRL)
    until(qtbot, lambda: page.sheet.stage == "submitted")
    assert page.head.stage.text() == "● 已报送，缺监理审核"
    draft = saved(book, "JB-GL-07-03")
    assert draft is not None
    assert draft.submitted_on == date(2024, 8, 23)
    assert (page.foot.submit.isVisible(), page.foot.review.isVisible()) == (False, True)


def test_the_signature_tells_once_more_what_is_beyond_the_contract_and_stops_nothing(
    qtbot: QtBot, page: CertificateSheet
) -> None:
    for code in ("203-1", "204-1"):
        enter(qtbot, page, code, "quantity", "9026500")
    qtbot.mouseClick(page.foot.sign, Qt.MouseButton.LeftButton)
    asked = box()
    for _time in range(2):
        told = asked.form.fields["certified_on"].sentence.text()
        assert told.startswith("签认前请留意：")
        assert "203-1：超合同量" in told
        assert "。；" not in told
        QApplication.processEvents()
        assert not asked.form.findChild(QScrollArea).verticalScrollBar().maximum()
        asked.form.change(certified_on=date(2024, 9, 2))
    qtbot.mouseClick(asked.verb, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: page.sheet.posted)


def test_the_owners_signature_posts_it_and_makes_receivables_and_undo_takes_all_back(
    qtbot: QtBot, page: CertificateSheet, book: Book
) -> None:
    enter(qtbot, page, "203-1", "quantity", "26500")
    qtbot.keyClick(page.grid.view, Qt.Key.Key_S, CTRL)
    until(qtbot, lambda: page.sheet.stage == "prepared")
    qtbot.mouseClick(page.foot.sign, Qt.MouseButton.LeftButton)
    asked = box()
    asked.do_it()
    assert asked.form.fields["certified_on"].sentence.text() == "请填写“业主签认日期”。"
    asked.form.change(certified_on=date(2024, 9, 2))
    qtbot.mouseClick(asked.verb, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: page.sheet.posted)
    assert page.head.stage.text() == "● 业主已签认"
    assert not page.foot.save.isVisible()
    go(page, "203-1", "quantity")
    qtbot.keyClicks(page.grid.view, "1")
    assert seen(page, "203-1", "quantity") == "26,500.00"
    with book.read() as session:
        made = {
            row.kind: row.amount for row in session.scalars(select(Receivable).where(Receivable.source_id == page.key))
        }
    assert made == {"progress": Money.of(243_164), "final": Money.of(58_830), "retention": Money.of(11_766)}
    page.workspace.undo()
    until(qtbot, lambda: not page.sheet.posted)
    assert page.sheet.stage == "prepared"
    with book.read() as session:
        assert session.scalar(select(func.count()).where(Receivable.source_id == page.key)) == 0


def test_a_review_is_recorded_with_what_was_typed(qtbot: QtBot, page: CertificateSheet, book: Book) -> None:
    enter(qtbot, page, "203-1", "claimed_quantity", "26800")
    qtbot.keyClick(page.grid.view, Qt.Key.Key_Return, CTRL)
    until(qtbot, lambda: page.sheet.stage == "submitted")
    enter(qtbot, page, "203-1", "quantity", "26500")
    qtbot.mouseClick(page.foot.review, Qt.MouseButton.LeftButton)
    asked = box()
    asked.form.change(on=date(2024, 8, 28), by="监理部")
    qtbot.mouseClick(asked.verb, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: page.sheet.stage == "supervised")
    draft = saved(book, "JB-GL-07-03")
    assert draft is not None
    assert (draft.lines[0].claimed_quantity, draft.lines[0].quantity) == (Decimal(26_800), Decimal(26_500))


def test_when_its_step_is_undone_the_sheet_goes_back_to_the_list(qtbot: QtBot, page: CertificateSheet) -> None:
    enter(qtbot, page, "203-1", "quantity", "26500")
    qtbot.keyClick(page.grid.view, Qt.Key.Key_S, CTRL)
    until(qtbot, lambda: page.sheet.stage == "prepared")
    with qtbot.waitSignal(page.left, timeout=5000):
        page.workspace.undo()


def test_what_was_typed_is_kept_and_gone_on_with(
    qtbot: QtBot, page: CertificateSheet, book: Book, workspace: Workspace
) -> None:
    enter(qtbot, page, "203-1", "quantity", "26500")
    qtbot.keyClick(page.grid.view, Qt.Key.Key_Escape)
    until(qtbot, lambda: bool(_kept(book)))
    (unfinished,) = _kept(book)
    assert unfinished.noun == "certificates"
    draft = from_json(CertificateDraft, unfinished.draft)
    assert [line.code for line in draft.lines] == ["203-1"]
    with book.read() as session:
        resumed = sheet.resumed(session, draft)
    again = shown(qtbot, CertificateSheet(workspace, resumed, unfinished.key))
    assert seen(again, "203-1", "quantity") == "26,500.00"
    assert len(again.grid.lines()) == 7
    again.save()
    until(qtbot, lambda: again.sheet.stage == "prepared")
    until(qtbot, lambda: not _kept(book))


def _kept(book: Book) -> list[Any]:
    with book.read() as session:
        return kept(session)


def test_a_figure_can_be_asked_where_it_comes_from(qtbot: QtBot, page: CertificateSheet) -> None:
    enter(qtbot, page, "203-1", "quantity", "26500")
    table = page.panel.table
    table.setFocus()
    table.select("recovery")
    qtbot.keyClick(table, Qt.Key.Key_F2)
    card = page.tracing.card
    assert card.isVisible()
    assert card.shown is not None
    assert (card.shown.title, card.shown.value) == ("预付款扣回", "−78,440.00")
    steps = {step.caption: step.value for step in card.shown.steps}
    assert steps["本期计价总额"] == "392,200.00"
    assert steps["× 扣回比例"] == "20%"
    assert [link.page for link in card.shown.links] == ["contracts", "certificates"]
    enter(qtbot, page, "203-1", "quantity", "100")
    assert card.shown.value == "−296.00"
    qtbot.keyClick(page.grid.view, Qt.Key.Key_Escape)
    assert not card.isVisible()


@pytest.mark.parametrize("name", ["gross", "gross_to_date", "progress", "later.0", "retention", "due", "net"])
def test_every_working_has_its_figures_behind_it(qtbot: QtBot, page: CertificateSheet, name: str) -> None:
    enter(qtbot, page, "203-1", "quantity", "26500")
    page.tracing.trace(name)
    assert page.tracing.card.shown is not None
    assert page.tracing.card.shown.steps


def test_f2_on_a_derived_cell_explains_it(qtbot: QtBot, page: CertificateSheet) -> None:
    enter(qtbot, page, "209-3", "quantity", "260")
    go(page, "209-3", "remaining")
    qtbot.keyClick(page.grid.view, Qt.Key.Key_F2)
    trace = page.tracing.card.shown
    assert trace is not None
    assert trace.value == "−72.50 m³"
    assert {step.caption: step.value for step in trace.steps}["上期累计"] == "9,412.50"
    go(page, "209-3", "amount")
    qtbot.keyClick(page.grid.view, Qt.Key.Key_F2)
    assert page.tracing.card.shown is not None
    assert page.tracing.card.shown.value == "103,480.00"


def test_a_problem_stops_saving_and_the_cursor_goes_there(qtbot: QtBot, page: CertificateSheet, book: Book) -> None:
    enter(qtbot, page, "203-1", "quantity", "abc")
    qtbot.keyClick(page.grid.view, Qt.Key.Key_Home, CTRL)
    qtbot.keyClick(page.grid.view, Qt.Key.Key_S, CTRL)
    at = page.grid.view.currentIndex()
    assert (at.row(), at.column()) == (row_of(page, "203-1"), column_of(page, "quantity"))
    assert saved(book, "JB-GL-07-03") is None


def test_the_sheet_speaks_english_without_losing_what_was_typed(qtbot: QtBot, page: CertificateSheet) -> None:
    enter(qtbot, page, "203-1", "quantity", "26500")
    language.use("en")
    page.retranslate()
    assert page.head.title.text() == "No. 3"
    assert seen(page, "203-1", "quantity") == "26,500.00"
    assert "Due now" in figures(page)


def test_the_models_behave_as_qt_wants(qtbot: QtBot, page: CertificateSheet) -> None:
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(model, fatal) for model in (page.grid.sheet, page.panel.table.rows)]
    enter(qtbot, page, "203-1", "quantity", "26500")
    page.grid.add_line("materials")
    assert len(testers) == 2


def test_only_changed_lines_are_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    check = certificates.check_against

    def counting(draft: CertificateDraft, background: Background) -> Any:
        asked.extend(line.code for line in draft.lines if line.bill_item)
        return check(draft, background)

    monkeypatch.setattr(certificates, "check_against", counting)
    lines = tuple(
        LineDraft(bill_item=f"b{n}", code=str(n), quantity=Decimal(n), price=Decimal("12.35")) for n in range(1, 3001)
    )
    quantities = {f"b{n}": (Decimal(1000), None) for n in range(1, 3001)}
    behind = Background("C", 1, certificate.CertificateTerms(), certificate.Before(), quantities=quantities)
    live, draft = LiveFigures(behind), CertificateDraft(contract="c", lines=lines)
    live.of(draft)
    asked.clear()
    edited = replace(draft, lines=(*lines[:5], replace(lines[5], quantity=Decimal(3)), *lines[6:]))
    found = live.of(edited)
    assert asked == ["6"]
    assert found.assessment == certificates.assessed(edited, behind)
    assert found.claimed == certificates.claimed_of(edited)
    assert [one for one in found.problems if one.entry.startswith("lines")] == [
        one for one in check(edited, behind) if one.entry.startswith("lines")
    ]


def test_every_control_of_the_sheet_has_a_name(page: CertificateSheet) -> None:
    silent = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert [type(one).__name__ for one in silent if type(one).__name__ not in ("QTabBar", "Frozen")] == []


def test_what_was_typed_is_saved_before_the_paper_is_shown(qtbot: QtBot, page: CertificateSheet, book: Book) -> None:
    assert not page.head.previewing.isVisible()
    enter(qtbot, page, "203-1", "quantity", "26500")
    qtbot.keyClick(page.grid.view, Qt.Key.Key_S, CTRL)
    until(qtbot, lambda: page.sheet.stage == "prepared")
    enter(qtbot, page, "204-1", "quantity", "100")
    with qtbot.waitSignal(page.previewed, timeout=5000) as wanted:
        qtbot.mouseClick(page.head.previewing, Qt.MouseButton.LeftButton)
    draft = saved(book, "JB-GL-07-03")
    assert draft is not None
    assert wanted.args == [draft.id]
    assert [line.code for line in draft.lines] == ["203-1", "204-1"]


def test_what_is_typed_while_the_sheet_is_being_saved_is_not_lost(
    qtbot: QtBot, page: CertificateSheet, book: Book
) -> None:
    enter(qtbot, page, "203-1", "quantity", "26500")
    qtbot.keyClick(page.grid.view, Qt.Key.Key_S, CTRL)
    enter(qtbot, page, "204-1", "quantity", "100")
    until(qtbot, lambda: page.sheet.stage == "prepared")
    qtbot.wait(100)
    assert seen(page, "204-1", "quantity") == "100.00"
    assert page.is_changed
    qtbot.keyClick(page.grid.view, Qt.Key.Key_S, CTRL)
    until(qtbot, lambda: len((saved(book, "JB-GL-07-03") or CertificateDraft()).lines) == 2)


def test_an_advance_has_only_its_amount(qtbot: QtBot, workspace: Workspace, book: Book, valued: Valued) -> None:
    with book.read() as session:
        key = session.scalars(select(PaymentCertificate.id).where(PaymentCertificate.kind == "advance")).one()
        opened = sheet.opened(session, key)
    made = shown(qtbot, CertificateSheet(workspace, opened))
    assert figures(made) == {"本期应付": "4,860,000.00"}
    assert made.sheet.posted


def test_the_sum_follows_when_enter_keeps_the_last_cell(qtbot: QtBot, page: CertificateSheet) -> None:
    last = page.grid.lines()[-1].code
    told: list[str] = []
    page.workspace.selection_told.connect(told.append)
    enter(qtbot, page, last, "claimed_quantity", "1")
    assert page.grid.view.currentIndex().row() == row_of(page, last)
    assert told[-1] == "选中 1 格　求和 1.00"
    page.workspace.selection_told.disconnect(told.append)


def test_only_keys_that_work_on_the_tab_are_told(page: CertificateSheet) -> None:
    told = {}
    for tab in (LINES, ADJUSTMENTS, HEADER):
        page.foot.tabs.setCurrentIndex(tab)
        told[tab] = page.foot.keys.text()
    assert told[LINES] == "F2 编辑或查来历   Ctrl+D 向下填充   Alt+= 求和   Ctrl+Enter 保存并送审"
    assert told[ADJUSTMENTS] == "Ctrl+D 向下填充   Alt+= 求和   Ctrl+Enter 保存并送审"
    assert told[HEADER] == "Ctrl+Enter 保存并送审"


def test_a_code_of_the_national_standard_is_read_whole(qtbot: QtBot, page: CertificateSheet) -> None:
    page.grid.add_line("other")
    row, column = len(page.grid.lines()) - 1, column_of(page, "code")
    page.grid.sheet.setData(page.grid.sheet.index(row, column), "010201001001", Qt.ItemDataRole.EditRole)
    page.grid.put(page.grid.lines())
    wide = QFontMetrics(page.grid.view.font()).horizontalAdvance("010201001001")
    assert page.grid.view.columnWidth(column) >= wide + 16


@pytest.mark.parametrize("words", ["72000.333", "-172000.335001"])
def test_what_is_typed_and_what_follows_from_it_is_read_whole(qtbot: QtBot, page: CertificateSheet, words: str) -> None:
    code, view = "203-1", page.grid.view
    enter(qtbot, page, code, "quantity", words)
    for name in ("quantity", "to_date", "remaining", "amount"):
        column = column_of(page, name)
        told = page.grid.sheet.index(row_of(page, code), column).data()
        assert view.columnWidth(column) >= QFontMetrics(view.font()).horizontalAdvance(told) + 16, (name, told)


def ask_for_the_owner_s_materials(qtbot: QtBot, page: CertificateSheet) -> None:
    """The last of what can be added, by keys."""
    menu = page.head.adding.menu()
    menu.popup(page.head.adding.mapToGlobal(QPoint(0, 0)))
    qtbot.keyClick(menu, Qt.Key.Key_Up)
    qtbot.keyClick(menu, Qt.Key.Key_Return)


def test_the_owner_s_materials_come_in_from_what_was_reported_and_can_be_changed(
    qtbot: QtBot, page: CertificateSheet, book: Book, valued: Valued
) -> None:
    says: list[str] = []
    page.workspace.message.connect(lambda *told: says.append(str(told[0])))
    ask_for_the_owner_s_materials(qtbot, page)
    until(qtbot, lambda: any("甲供" in one for one in says))
    assert page.figures.kept.supplies == ()
    line = ConsumptionLineDraft("owners", "钢筋", "t", "209-3", Decimal("42.5"), Decimal("2.5"), price=Decimal(3_800))
    with book.write(consumption.RECORD) as session:
        draft = ConsumptionDraft(contract=valued.contract, used_to=date(2024, 8, 20), lines=(line,))
        consumption.record(session, draft)
    ask_for_the_owner_s_materials(qtbot, page)
    until(qtbot, lambda: len(page.figures.kept.supplies) == 1)
    (supplied,) = page.figures.kept.supplies
    assert (supplied.name, supplied.issued, supplied.returned) == ("钢筋", Decimal("42.5"), Decimal("2.5"))
    assert page.foot.tabs.currentIndex() == ADJUSTMENTS
    page.adjustments.change(supplies=(replace(supplied, returned=Decimal("1.5")),))
    until(qtbot, lambda: page.figures.kept.supplies[0].returned == Decimal("1.5"))
