"""Consumption, debit notes and sales plans are entered by keys; the owner's materials come into a certificate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from models.consumption import Consumption, ConsumptionLine
from models.contracts import Contract
from models.debit_notes import DebitNote
from models.money import Money
from models.receivables import Receivable
from models.registry import create_book
from models.sales_plans import SalesPlan
from models.store.book import Book
from tests import makers
from tests.reports.books import FILL
from tests.ui.pages.test_disputes import shown
from tests.ui.pages.test_final_accounts import boxes, form_of, typed
from tests.ui.pages.valuing import until
from ui.forms.grid_block import Block
from ui.pages import consumption, debit_notes, sales_plans
from ui.workspace import Workspace

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = create_book(tmp_path / "book", "JB")
    with made.write(FILL) as session:
        contract = makers.a_contract(session, recovery_rule="none", advance=None)
        makers.a_bill(session, contract)
    yield made
    made.close()


@pytest.fixture
def workspace(open_workspace: Callable[[Any], Workspace], book: Book) -> Workspace:
    return open_workspace(book)


def every(book: Book, *columns: Any) -> list[tuple[Any, ...]]:
    with book.read() as session:
        return [tuple(row) for row in session.execute(select(*columns).order_by(columns[0].class_.id))]


def scope(book: Book) -> dict[str, str]:
    return {"contract": every(book, Contract.id)[0][0]}


def pasted(form: Any, grid: str, words: str) -> None:
    QApplication.clipboard().setText(words)
    view = form.grids[grid].view
    view.select(Block(0, 0, 0, 0))
    view.paste()


def test_a_consumption_report_is_pasted_complained_of_and_saved(qtbot: QtBot, workspace: Workspace, book: Book) -> None:
    page = shown(qtbot, workspace, consumption.SPEC, scope(book))
    page.begin_record()
    form_page = form_of(qtbot, page)
    typed(qtbot, form_page.form, "used_to", "2024-06-30")
    pasted(form_page.form, "lines", "甲供材料\t钢筋\tt\t\t42.5\t2.5\t0.0015\t3800\n")
    qtbot.keyClick(form_page, Qt.Key.Key_S, CTRL)
    until(qtbot, lambda: any("清单" in one.text("zh") for one in form_page.form.problems()))
    assert every(book, Consumption.used_to) == []
    pasted(form_page.form, "lines", "甲供材料\t钢筋\tt\t010101001\t42.5\t2.5\t0.0015\t3800\n")
    qtbot.keyClick(form_page, Qt.Key.Key_S, CTRL)
    until(qtbot, lambda: every(book, Consumption.used_to) == [(date(2024, 6, 30),)])
    line = ConsumptionLine
    assert every(book, line.kind, line.name, line.code, line.quantity, line.returned) == [
        ("owners", "钢筋", "010101001", Decimal("42.5"), Decimal("2.5"))
    ]


def test_a_debit_note_is_typed_with_instalments_posted_and_its_correction_is_checked(
    qtbot: QtBot, workspace: Workspace, book: Book
) -> None:
    page = shown(qtbot, workspace, debit_notes.SPEC, scope(book))
    page.begin_record()
    form_page = form_of(qtbot, page)
    form = form_page.form
    assert not form.fields["about"].isVisible(), "goods hang on no other document"
    for name, words in (("charged_on", "2024-06-01"), ("amount", "90000"), ("signed_by", "ZHOU")):
        typed(qtbot, form, name, words)
    pasted(form, "instalments", "2024-07-01\t40000\n2024-08-01\t40000\n")
    qtbot.keyClick(form_page, Qt.Key.Key_S, CTRL)
    until(qtbot, lambda: any("80,000.00" in one.text("zh") for one in form.problems()))
    pasted(form, "instalments", "2024-07-01\t40000\n2024-08-01\t50000\n")
    qtbot.keyClick(form_page, Qt.Key.Key_S, CTRL)
    until(qtbot, lambda: every(book, DebitNote.amount) == [(Money.of(90_000),)])
    assert [amount for (amount,) in every(book, Receivable.amount)] == [Money.of(40_000), Money.of(50_000)]
    (action,) = debit_notes.SPEC.actions
    action.run(workspace, every(book, DebitNote.id)[0][0])
    until(qtbot, lambda: bool(boxes()))
    box = boxes()[0]
    box.form.change(kind="compensation", instalments=(), due_on=date(2024, 7, 1))
    assert box.form.fields["about"].isVisible(), "interest hangs on the document it runs on"
    typed(qtbot, box.form, "about", "JB-99")
    qtbot.keyClick(box, Qt.Key.Key_S, CTRL)
    until(qtbot, lambda: "JB-99" in box.form.fields["about"].sentence.text())
    assert every(book, DebitNote.kind, DebitNote.void) == [("goods", False)]
    box.form.change(kind="freight")
    assert not box.form.fields["about"].isVisible()
    qtbot.keyClick(box, Qt.Key.Key_S, CTRL)
    until(qtbot, lambda: every(book, DebitNote.kind, DebitNote.void, DebitNote.about)[1:] == [("freight", False, "")])
    until(qtbot, lambda: not boxes())


def test_a_sales_plan_is_typed_complained_of_and_saved(qtbot: QtBot, workspace: Workspace, book: Book) -> None:
    page = shown(qtbot, workspace, sales_plans.SPEC, scope(book))
    page.begin_record()
    form_page = form_of(qtbot, page)
    form_page.form.change(contract=scope(book)["contract"])
    for name, words in (
        ("name", "ZL50"), ("planned_on", "2024-12-31"), ("quantity", "10"), ("price", "286000"),
        ("in_stock", "-2"), ("counted_on", "2024-09-30"),
    ):  # fmt: skip
        typed(qtbot, form_page.form, name, words)
    qtbot.keyClick(form_page, Qt.Key.Key_S, CTRL)
    until(qtbot, lambda: bool(form_page.form.fields["in_stock"].sentence.text()))
    assert every(book, SalesPlan.name) == []
    typed(qtbot, form_page.form, "in_stock", "2")
    qtbot.keyClick(form_page, Qt.Key.Key_S, CTRL)
    until(qtbot, lambda: every(book, SalesPlan.name, SalesPlan.quantity) == [("ZL50", Decimal(10))])
