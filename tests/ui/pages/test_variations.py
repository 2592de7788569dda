"""Variation orders go through their stages in the window: each asks for its day and amount, and shows what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from models import certificates, stages, variations
from models.certificates import CertificateDraft, LineDraft
from models.money import Money
from models.store.book import Book
from tests.ui.pages.valuing import Valued, a_valued_contract, until
from ui.forms.grid_block import Block
from ui.pages.form_box import FormBox
from ui.pages.list_page import ListPage
from ui.pages.variations import APPROVE, REJECT, SPEC, SUBMIT, VariationPage, ask_stage
from ui.workspace import Workspace


@pytest.fixture
def valued(book: Book) -> Valued:
    return a_valued_contract(book)


@pytest.fixture
def workspace(open_workspace: Callable[[Any], Workspace], book: Book, valued: Valued) -> Workspace:
    return open_workspace(book)


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> ListPage:
    made = ListPage(workspace, SPEC)
    qtbot.addWidget(made)
    made.resize(1216, 690)
    made.show()
    qtbot.waitExposed(made)
    until(qtbot, lambda: made.panel.model.is_settled)
    return made


def form_of(qtbot: QtBot, page: ListPage) -> VariationPage:
    until(qtbot, lambda: isinstance(page.stack.currentWidget(), VariationPage))
    found = page.stack.currentWidget()
    assert isinstance(found, VariationPage)
    return found


def boxes() -> list[FormBox]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, FormBox) and one.isVisible()]


def box(qtbot: QtBot) -> FormBox:
    until(qtbot, lambda: bool(boxes()))
    return boxes()[0]


def stage_of(book: Book, key: str) -> str:
    with book.read() as session:
        return stages.latest(session, key)


def buttons(form: VariationPage) -> list[str]:
    found = [form.tools.itemAt(at).widget() for at in range(form.tools.count())]
    return [one.text() for one in found if isinstance(one, QPushButton) and one.isVisible()]


def test_a_submitted_variation_can_be_approved_with_date_and_amount(
    qtbot: QtBot, page: ListPage, book: Book, valued: Valued
) -> None:
    page.show_record(valued.pending)
    form = form_of(qtbot, page)
    until(qtbot, lambda: form.stage.text() == "● 已报送")
    assert buttons(form) == ["报送", "登记审核…", "批准", "驳回"]
    approve = next(one for one in form.findChildren(QPushButton) if one.text() == "批准")
    qtbot.mouseClick(approve, Qt.MouseButton.LeftButton)
    asked = box(qtbot)
    assert asked.form.draft().amount == Money.of(47_760)
    asked.do_it()
    assert asked.isVisible()
    asked.form.change(on=date(2024, 6, 30), amount=Money.of(45_000), by="业主代表")
    qtbot.mouseClick(asked.verb, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: form.stage.text() == "● 已批准")
    assert stage_of(book, valued.pending) == variations.APPROVED
    assert buttons(form) == []
    assert not form.save.isVisible()


def test_submitting_asks_for_no_days_that_only_the_owner_grants(
    qtbot: QtBot, workspace: Workspace, valued: Valued
) -> None:
    ask_stage(SUBMIT, workspace, valued.pending)
    asked = box(qtbot)
    assert list(asked.form.fields) == ["on", "amount", "remark"]
    asked.reject()


def test_a_stage_before_the_one_it_follows_is_refused_beside_its_day(
    qtbot: QtBot, workspace: Workspace, book: Book, valued: Valued
) -> None:
    ask_stage(APPROVE, workspace, valued.pending)
    asked = box(qtbot)
    asked.form.change(on=date(2024, 5, 1))
    asked.do_it()
    until(qtbot, lambda: asked.form.fields["on"].sentence.isVisible())
    assert "2024-05-15" in asked.form.fields["on"].sentence.text()
    assert stage_of(book, valued.pending) == variations.SUBMITTED
    asked.reject()


def test_a_rejection_asks_for_no_amount_and_advises_to_write_why(
    qtbot: QtBot, workspace: Workspace, book: Book, valued: Valued
) -> None:
    ask_stage(REJECT, workspace, valued.pending)
    asked = box(qtbot)
    assert list(asked.form.fields) == ["on", "by", "remark"]
    asked.form.change(on=date(2024, 6, 30))
    asked.do_it()
    until(qtbot, lambda: stage_of(book, valued.pending) == variations.REJECTED)


def test_what_cannot_be_reached_is_refused_in_a_sentence(qtbot: QtBot, workspace: Workspace, valued: Valued) -> None:
    told: list[str] = []
    workspace.message.connect(lambda sentence, _undo: told.append(sentence))
    ask_stage(REJECT, workspace, valued.approved)
    asked = box(qtbot)
    asked.form.change(on=date(2024, 7, 1))
    asked.do_it()
    until(qtbot, lambda: bool(told))
    assert "已批准" in told[0]
    until(qtbot, lambda: not boxes())


def test_an_approved_variation_can_only_be_read(qtbot: QtBot, page: ListPage, valued: Valued) -> None:
    page.show_record(valued.approved)
    form = form_of(qtbot, page)
    assert form.fixed
    assert not form.save.isVisible()
    assert form.form.fields["name"].editor.isReadOnly()


def test_a_new_variation_gets_the_next_number_of_its_contract(
    qtbot: QtBot, page: ListPage, book: Book, valued: Valued
) -> None:
    page.begin_record()
    form = form_of(qtbot, page)
    form.form.change(contract=valued.contract)
    until(qtbot, lambda: form.form.draft().number == "BG-003")
    form.form.change(name="增设盲沟")
    grid = form.form.grids["lines"]
    QApplication.clipboard().setText("420-1\t盲沟\tm\t120.5\t88.60\n")
    grid.view.select(Block(0, 0, 0, 0))
    grid.view.paste()
    assert grid.model.index(0, 5).data() == "10,676.30"
    assert not form.form.fields["amount"].isVisible()
    qtbot.keyClick(grid.view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: page.panel.model.rowCount() == 3)
    with book.read() as session:
        made = variations.numbered(session, valued.contract, "BG-003")
        assert made is not None
        assert (made.amount, made.lines[0].quantity) == (Money.of("10676.30"), Decimal("120.5"))


def test_a_variation_in_a_certificate_stays_and_a_free_one_is_voided_with_the_reason(
    qtbot: QtBot, page: ListPage, book: Book, valued: Valued
) -> None:
    with book.write(certificates.RECORD) as session:
        line = LineDraft(variation=valued.approved, kind="variations", quantity=Decimal("0.4"), price=Decimal(486_000))
        certificates.record(session, CertificateDraft(contract=valued.contract, lines=(line,)))
    told: list[str] = []
    page.workspace.message.connect(lambda sentence, _undo: told.append(sentence))
    page._void([valued.approved], "重复")
    until(qtbot, lambda: bool(told))
    assert told == ["变更 V1 已列入验工计价，请先处理该期计价。"]
    page._void([valued.pending], "重复")
    until(qtbot, lambda: stage_of(book, valued.pending) == variations.VOID)
    assert stage_of(book, valued.approved) == variations.APPROVED
