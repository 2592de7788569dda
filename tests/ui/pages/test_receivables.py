"""What is owed on the cut-off day: the list, its ages, a changed payment date, and where each figure comes from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models import contracts, receivables
from models.ageing_table import LISTINGS
from models.money import Money
from models.receivables.ageing import ageing, in_all
from models.registry import create_book
from models.rules.ageing import DUE, POSTING
from models.store.book import Book
from models.store.listing import Condition, Question
from tests import makers
from tests.ui.pages.owing import LATER, PAID, an_owing_book, box, received, shown
from tests.ui.summed import count_of, sum_of
from ui.pages import named
from ui.pages.ageing import AgeingPage
from ui.pages.form_box import FormBox
from ui.pages.receivables import ReceivablesPage
from ui.pages.receivables_sums import conditions
from ui.workspace import Workspace

MILLIONS = Money.of(2_000_000)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Closed by the workspace that opens it."""
    made = create_book(tmp_path / "book", "JB")
    an_owing_book(made)
    received(made, 300_000)
    return made


@pytest.fixture
def workspace(book: Book, open_workspace: Callable[[Any], Workspace]) -> Workspace:
    opened = open_workspace(book)
    opened.set_as_of(LATER)
    return opened


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> ReceivablesPage:
    made: ReceivablesPage = shown(qtbot, ReceivablesPage(workspace))
    settled(qtbot, made, 6)
    return made


def settled(qtbot: QtBot, page: Any, count: int) -> None:
    """The list shows so many rows and its totals belong to them."""
    qtbot.waitUntil(
        lambda: page.panel.model.rowCount() == count and count_of(page.panel.model) == count, timeout=10_000
    )


def sums(page: ReceivablesPage) -> dict[str, Money]:
    return {spot.box.name: spot.box.amount for spot in page.strip.spots()}


def click(qtbot: QtBot, page: ReceivablesPage, name: str) -> None:
    spot = next(spot for spot in page.strip.spots() if spot.box.name == name)
    qtbot.mouseClick(spot, Qt.MouseButton.LeftButton)


def go_to(page: ReceivablesPage, row: int, column: str) -> None:
    names = [one.name for one in page.panel.model.listing.columns]
    page.panel.table.setCurrentIndex(page.panel.model.index(row, names.index(column)))
    page.panel.table.setFocus()


def test_the_ages_above_the_list_are_those_of_the_model(qtbot: QtBot, page: ReceivablesPage, book: Book) -> None:
    qtbot.waitUntil(lambda: sums(page).get("balance") == Money.of(1_700_000))
    with book.read() as session:
        (model,) = in_all(ageing(session, LATER))
    found = sums(page)
    assert {name: found[name] for name in model.bands} == dict(model.bands)
    assert (found["balance"], found["undated"]) == (model.balance, model.undated)
    assert (found["not_due"], found["overdue"]) == (model.not_due, model.overdue)
    assert Money.total(found[name] for name in model.bands) == found["overdue"] == Money.of(1_300_000)
    assert found["retention"] == Money.of(60_000)


@pytest.mark.parametrize("by", [DUE, POSTING])
def test_every_box_lists_what_it_adds_up_to(qtbot: QtBot, page: ReceivablesPage, book: Book, by: str) -> None:
    if by == POSTING:
        qtbot.mouseClick(page.by, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "y0" in sums(page))
    qtbot.waitUntil(lambda: sums(page).get("balance") == Money.of(1_700_000))
    with book.read() as session:
        for spot in page.strip.spots():
            question = Question(LATER, having=spot.box.having)
            (listed,) = receivables.LISTING.totals(session, question)
            assert (listed.sums["open"] or Money()) == spot.box.amount, spot.box.name


def test_a_click_on_a_box_filters_and_marks_it(qtbot: QtBot, page: ReceivablesPage) -> None:
    qtbot.waitUntil(lambda: "overdue" in sums(page))
    click(qtbot, page, "overdue")
    settled(qtbot, page, 2)
    assert sum_of(page.panel.model, "open") == Money.of(1_300_000)
    assert [spot.box.name for spot in page.strip.spots() if spot.isChecked()] == ["overdue"]
    page.panel.filters.clear()
    settled(qtbot, page, 6)
    assert not any(spot.isChecked() for spot in page.strip.spots())


def test_another_cut_off_day_changes_the_list_the_ages_and_the_filter_in_force(
    qtbot: QtBot, page: ReceivablesPage, workspace: Workspace
) -> None:
    qtbot.waitUntil(lambda: "d0" in sums(page))
    click(qtbot, page, "d30")
    settled(qtbot, page, 1)
    assert sum_of(page.panel.model, "open") == Money.of(500_000)
    workspace.set_as_of(PAID)
    qtbot.waitUntil(lambda: sums(page).get("balance") == Money.of(1_700_000) and sums(page)["d30"] == Money())
    settled(qtbot, page, 0)
    assert page.panel.filters.having == conditions("d30", DUE, PAID)
    click(qtbot, page, "d0")
    settled(qtbot, page, 1)
    workspace.set_as_of(date(2024, 5, 31))
    qtbot.waitUntil(lambda: sums(page).get("balance") == Money.of(1_000_000))
    click(qtbot, page, "not_due")
    qtbot.waitUntil(lambda: sum_of(page.panel.model, "open") == Money.of(800_000))
    settled(qtbot, page, 1)


def test_what_is_settled_is_left_out_until_it_is_asked_for(qtbot: QtBot, page: ReceivablesPage, book: Book) -> None:
    received(book, 500_000)
    settled(qtbot, page, 5)
    page.panel.filters.clear()
    settled(qtbot, page, 6)


def test_f2_explains_what_is_open_with_the_receipts_behind_it(
    qtbot: QtBot, page: ReceivablesPage, workspace: Workspace
) -> None:
    go_to(page, 0, "open")
    qtbot.keyClick(page.panel.table, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: page.tracer.card.isVisible())
    trace = page.tracer.card.shown
    assert trace is not None
    assert [step.value for step in trace.steps] == ["800,000.00", "−300,000.00", "500,000.00"]
    receipt = trace.steps[1].link
    assert receipt is not None
    with qtbot.waitSignal(workspace.wanted) as wanted:
        page.tracer.card.links[0].click()
    assert wanted.args == ["receipts", receipt.key]
    assert not page.tracer.card.isVisible()


def test_f2_explains_why_something_is_overdue(qtbot: QtBot, page: ReceivablesPage) -> None:
    go_to(page, 0, "days")
    qtbot.keyClick(page.panel.table, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: page.tracer.card.isVisible())
    trace = page.tracer.card.shown
    assert trace is not None
    assert trace.value == "56"
    assert "28" in trace.rule
    qtbot.keyClick(page.tracer.card, Qt.Key.Key_Escape)
    assert not page.tracer.card.isVisible()


def test_enter_opens_the_certificate_that_made_it(qtbot: QtBot, page: ReceivablesPage, workspace: Workspace) -> None:
    go_to(page, 0, "document")
    with qtbot.waitSignal(workspace.wanted) as wanted:
        qtbot.keyClick(page.panel.table, Qt.Key.Key_Return)
    assert wanted.args[0] == "certificates"


def test_the_preview_tells_why_it_is_due_and_what_settled_it(qtbot: QtBot, page: ReceivablesPage) -> None:
    go_to(page, 0, "document")
    qtbot.waitUntil(lambda: page.panel.preview.shown is not None)
    origin, settled_by, *_confirmed = page.panel.preview.shown
    assert (origin.open, origin.days_overdue) == (Money.of(500_000), 56)
    assert [one.amount for one in settled_by] == [Money.of(300_000)]
    assert [link.text() for link in page.panel.preview.links][-1] == "SK-2024-001"


def test_a_changed_payment_date_counts_from_the_day_it_was_agreed(
    qtbot: QtBot, page: ReceivablesPage, book: Book, workspace: Workspace
) -> None:
    go_to(page, 0, "document")
    button = page.acts.buttons[0][0]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    asked = box(qtbot, FormBox)
    assert asked.form.draft().due_on == date(2024, 6, 6)
    asked.form.change(due_on=date(2024, 12, 31))
    asked.do_it()
    assert asked.isVisible(), "a reason is asked"
    asked.form.change(reason="补充协议第 3 条")
    asked.do_it()
    qtbot.waitUntil(lambda: sums(page)["overdue"] == Money.of(800_000))
    assert sums(page)["not_due"] == Money.of(500_000)
    with book.read() as session:
        (before,) = receivables.positions(session, date(2024, 7, 31))
    assert before.overdue == Money.of(1_300_000)


def test_a_tab_of_a_contract_ages_only_its_own(qtbot: QtBot, book: Book, workspace: Workspace) -> None:
    with book.write(contracts.RECORD) as session:
        other = makers.a_contract(session, number="JB-2").id
    page = shown(qtbot, named("receivables").build(workspace, {"contract": other}))
    qtbot.waitUntil(lambda: page.panel.model.is_settled and bool(page.strip.spots()))
    assert page.panel.model.rowCount() == 0
    assert set(sums(page).values()) == {Money()}


def test_a_record_of_this_page_is_shown_whatever_the_filter(qtbot: QtBot, page: ReceivablesPage) -> None:
    key = page.panel.model.key_at(0)
    click(qtbot, page, "undated")
    settled(qtbot, page, 4)
    page.show_record(key)
    qtbot.waitUntil(lambda: page.panel.table.current_key() == key)


# The table of ages


@pytest.fixture
def table(qtbot: QtBot, workspace: Workspace) -> AgeingPage:
    made: AgeingPage = shown(qtbot, AgeingPage(workspace))
    qtbot.waitUntil(lambda: bool(made.panels))
    settled(qtbot, made, 1)
    return made


def test_every_table_of_ages_adds_up_to_the_model(book: Book) -> None:
    with book.read() as session:
        for (by, _of), listing in LISTINGS.items():
            (model,) = in_all(ageing(session, LATER, by))
            (listed,) = listing.totals(session, Question(LATER, scope={"currency": "CNY"}))
            totals = listed.sums
            assert {name: totals[name] for name in model.bands} == dict(model.bands)
            assert (totals["balance"], totals["overdue"]) == (model.balance, model.overdue)
            assert model.adds_up


def test_contracts_or_debtors_by_due_or_posting_date(qtbot: QtBot, table: AgeingPage) -> None:
    assert sum_of(table.panel.model, "d0") == Money.of(800_000)
    qtbot.mouseClick(table.since.buttons[POSTING], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sum_of(table.panel.model, "y0") == Money.of(1_700_000))
    qtbot.mouseClick(table.whose.buttons["party"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sum_of(table.panel.model, "y0") == Money.of(1_700_000))
    row = table.panel.model.row_at(0)
    assert row is not None
    assert row[1] == makers.OWNER


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_F2])
def test_enter_or_f2_on_a_figure_lists_what_is_behind_it(
    qtbot: QtBot, table: AgeingPage, workspace: Workspace, key: Qt.Key
) -> None:
    names = [column.name for column in table.panel.model.listing.columns]
    table.panel.table.setCurrentIndex(table.panel.model.index(0, names.index("d0")))
    table.panel.table.setFocus()
    with qtbot.waitSignal(workspace.list_wanted) as wanted:
        qtbot.keyClick(table.panel.table, key)
    page, having = wanted.args
    assert page == "receivables"
    assert having == (Condition("contract", "is", "临湖花园一期土建工程"), *conditions("d0", DUE, LATER))


def test_the_table_follows_the_cut_off_day(qtbot: QtBot, table: AgeingPage, workspace: Workspace) -> None:
    workspace.set_as_of(date(2024, 5, 31))
    qtbot.waitUntil(lambda: sum_of(table.panel.model, "balance") == Money.of(1_000_000))
    assert sum_of(table.panel.model, "overdue") == Money()
