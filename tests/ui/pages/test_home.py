"""Home says where the money stands as of the cut-off day, and every figure leads to what is behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from models import certificates, contracts, pipeline, receivables
from models.certificates import CertificateDraft
from models.money import Money
from models.receivables import positions
from models.receivables.ageing import in_all
from models.store.book import Book
from models.store.listing import Question
from tests import makers
from tests.ui.pages.a_site import TODAY, contract, empty_book, window
from ui.drawings.flow import GapSpot, GateSpot
from ui.main_window import MainWindow
from ui.pages.home import HomePage
from ui.tables.formats import money

__all__ = ["contract", "empty_book", "window"]


def home_of(qtbot: QtBot, window: MainWindow) -> HomePage:
    window.open_place("home")
    page = window.page()
    assert isinstance(page, HomePage)
    qtbot.waitUntil(lambda: page.shown is not None)
    return page


def again(qtbot: QtBot, page: HomePage, was: Any) -> None:
    qtbot.waitUntil(lambda: page.shown is not was)


def gate(page: HomePage, name: str) -> GateSpot:
    return page.board.way.flow.box(name)


def gap(page: HomePage, name: str) -> GapSpot:
    return next(spot for spot in page.board.way.flow.gaps if spot.gate.name == name)


def trace(qtbot: QtBot, page: HomePage, part: str) -> Any:
    figure = page.board.way.figures[part]
    figure.setFocus()
    qtbot.keyClick(figure, Qt.Key.Key_F2)
    qtbot.waitUntil(page.tracer.card.isVisible)
    return page.tracer.card.shown


def test_the_boxes_say_what_the_pipeline_says(
    qtbot: QtBot, window: MainWindow, contract: str, empty_book: Book
) -> None:
    page = home_of(qtbot, window)
    with empty_book.read() as session:
        (way,) = pipeline.pipeline(session, TODAY)
    shown = [(spot.gate.name, spot.gate.amount) for spot in page.board.way.flow.spots]
    assert shown == [(one.name, money(one.reached, True)) for one in way.gates]
    assert gate(page, "submitted").gate.waiting == "30.00"
    assert gate(page, "submitted").gate.since == "5 天"
    assert gate(page, "submitted").accessibleName() == "已报送 180.00"
    assert [gate(page, name).gate.waiting for name in ("done", "measured")] == ["20.00", "10.00"]
    assert "缺监理" in gap(page, "submitted").accessibleDescription()


def test_a_click_on_what_waits_lists_exactly_that(qtbot: QtBot, window: MainWindow, contract: str) -> None:
    page = home_of(qtbot, window)
    qtbot.mouseClick(gap(page, "submitted"), Qt.MouseButton.LeftButton)
    listed = window.page().panel.model
    qtbot.waitUntil(lambda: listed.rowCount() == 1)
    assert listed.row_at(0)[1] == "JB-2024-001-03"
    qtbot.waitUntil(lambda: [one.sums.get("claimed") for one in listed.totals] == [Money.of(300_000)])
    assert gap(page, "submitted").gate.waiting == "30.00"


@pytest.mark.parametrize(("name", "column"), [("done", "not_measured"), ("measured", "not_applied")])
def test_a_click_on_work_that_waits_lists_it_to_the_fen(
    qtbot: QtBot, window: MainWindow, contract: str, name: str, column: str
) -> None:
    page = home_of(qtbot, window)
    waits = gap(page, name).gate.waiting
    qtbot.mouseClick(gap(page, name), Qt.MouseButton.LeftButton)
    listed = window.page().panel.model
    qtbot.waitUntil(lambda: [money(one.sums.get(column), True) for one in listed.totals] == [waits])


def test_the_overdue_gap_and_the_list_it_opens_are_the_same_rows_whatever_advances_are_late(
    qtbot: QtBot, window: MainWindow, contract: str, empty_book: Book
) -> None:
    with empty_book.write(certificates.RECORD) as session:
        late = CertificateDraft(contract=contract, kind="advance", period=9, work=Money.of(70_000),
                                certified_on=date(2024, 2, 1))  # fmt: skip
        certificates.record(session, late)
    page = home_of(qtbot, window)
    assert page.board.way.figures["overdue"].text() == "逾期 57.00", "all that is overdue, advances too"
    assert gap(page, "due").gate.waiting == "50.00"
    qtbot.mouseClick(gap(page, "due"), Qt.MouseButton.LeftButton)
    listed = window.page().panel.model
    qtbot.waitUntil(lambda: [one.sums.get("open") for one in listed.totals] == [Money.of(500_000)])
    assert "款项 不是 预付款  ×" in [chip.text() for chip in window.page().panel.filters.findChildren(QAbstractButton)]


def test_where_nothing_waits_there_is_nothing_to_click(qtbot: QtBot, window: MainWindow, contract: str) -> None:
    page = home_of(qtbot, window)
    for spot in page.board.way.flow.gaps:
        assert spot.isEnabled() == bool(spot.gate.waiting)


@pytest.mark.parametrize("name", list(pipeline.GATES))
def test_a_box_explains_its_amount_to_the_fen(
    qtbot: QtBot, window: MainWindow, contract: str, empty_book: Book, name: str
) -> None:
    page = home_of(qtbot, window)
    with empty_book.read() as session:
        (way,) = pipeline.pipeline(session, TODAY)
    reached = {one.name: one.reached for one in way.gates}[name]
    spot = gate(page, name)
    spot.setFocus()
    qtbot.keyClick(spot, Qt.Key.Key_F2)
    qtbot.waitUntil(page.tracer.card.isVisible)
    shown = page.tracer.card.shown
    assert shown is not None
    assert shown.value == money(reached)
    *parts, total = shown.steps
    assert total.value == money(reached)
    if parts:
        assert Money.total(Money.parse(step.value) for step in parts) == reached


def test_the_lists_behind_a_box_total_what_is_still_to_come(
    qtbot: QtBot, window: MainWindow, contract: str, empty_book: Book
) -> None:
    page = home_of(qtbot, window)
    qtbot.mouseClick(gate(page, "due"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.tracer.card.isVisible)
    shown = page.tracer.card.shown
    assert shown is not None
    assert shown.steps[0].caption == "逾期及今日到期"
    found = Money()
    for link in shown.links:
        with empty_book.read() as session:
            question = Question(TODAY, having=link.having)
            (total,) = receivables.LISTING.totals(session, question)
            found += total.sums["open"] or Money()
    assert money(found) == shown.steps[0].value


def test_the_overdue_figure_explains_itself_and_leads_to_its_paper(
    qtbot: QtBot, window: MainWindow, contract: str
) -> None:
    page = home_of(qtbot, window)
    shown = trace(qtbot, page, "overdue")
    assert shown.value == "500,000.00"
    assert [step.value for step in shown.steps] == ["500,000.00", "500,000.00"]
    assert "2024-12-01" in shown.rule
    with qtbot.waitSignal(window.workspace.wanted) as went:
        qtbot.mouseClick(page.tracer.card.links[0], Qt.MouseButton.LeftButton)
    assert went.args is not None
    assert went.args[0] == "certificates"
    assert not page.tracer.card.isVisible()


def test_escape_closes_the_trace_and_gives_the_focus_back(qtbot: QtBot, window: MainWindow, contract: str) -> None:
    page = home_of(qtbot, window)
    trace(qtbot, page, "balance")
    held = QApplication.focusWidget()
    assert held is not None
    qtbot.keyClick(held, Qt.Key.Key_Escape)
    assert not page.tracer.card.isVisible()
    assert page.board.way.figures["balance"].hasFocus()


def test_the_ages_add_up_to_what_is_overdue(qtbot: QtBot, window: MainWindow, contract: str, empty_book: Book) -> None:
    page = home_of(qtbot, window)
    with empty_book.read() as session:
        (aged,) = in_all(receivables.ageing(session, TODAY))
        (stood,) = positions(session, TODAY)
    assert Money.total(aged.bands.values()) == stood.overdue == Money.of(500_000)
    shown = {spot.bar.name: spot.bar.amount for spot in page.board.ages.bars.spots}
    assert shown == {name: money(amount, True) if amount else "—" for name, amount in aged.bands.items()}


def test_a_bar_asks_for_the_receivables_of_its_days(
    qtbot: QtBot, window: MainWindow, contract: str, empty_book: Book
) -> None:
    page = home_of(qtbot, window)
    aged = next(spot for spot in page.board.ages.bars.spots if spot.bar.amount == "50.00")
    with qtbot.waitSignal(window.workspace.list_wanted) as asked:
        aged.setFocus()
        qtbot.keyClick(aged, Qt.Key.Key_Return)
    assert asked.args is not None
    listed, having = asked.args
    assert listed == "receivables"
    with empty_book.read() as session:
        (total,) = receivables.LISTING.totals(session, Question(TODAY, having=having))
    assert total.sums["open"] == Money.of(500_000)


def test_what_falls_due_is_shown_by_half_months(qtbot: QtBot, window: MainWindow, contract: str) -> None:
    page = home_of(qtbot, window)
    bars = [(spot.bar.caption, spot.bar.amount) for spot in page.board.expected.bars.spots]
    months = "12月上 12月下 1月上 1月下 2月上 2月下 3月上".split()
    assert bars == [(month, "40.00" if month == "12月下" else "—") for month in months]
    first, last = list(page.board.expected._shown.values())[:: len(bars) - 1]
    assert first.first == TODAY + timedelta(days=1)
    assert last.last == TODAY + timedelta(days=90)


def test_another_cut_off_day_shows_another_position(qtbot: QtBot, window: MainWindow, contract: str) -> None:
    page = home_of(qtbot, window)
    was = page.shown
    window.workspace.set_as_of(date(2024, 7, 31))
    again(qtbot, page, was)
    assert page.board.way.figures["overdue"].text() == "逾期 80.00"
    assert page.board.way.figures["balance"].text() == "应收余额 100.00"


def test_what_is_saved_is_shown_at_once(qtbot: QtBot, window: MainWindow, contract: str, empty_book: Book) -> None:
    page = home_of(qtbot, window)
    was = page.shown
    with empty_book.read() as session:
        waiting = certificates.numbered(session, "JB-2024-001-03")
        assert waiting is not None
        draft = certificates.draft_of(session, waiting.id)
    signed = replace(draft, certified_on=date(2024, 11, 30))
    window.workspace.act(certificates.CERTIFY, certificates.record, signed)
    again(qtbot, page, was)
    assert gate(page, "submitted").gate.waiting == ""
    assert gate(page, "certified").gate.amount == "180.00"
    assert not [line for line in page.duties.lines if "JB-2024-001-03" in line.text()]


def test_a_duty_opens_its_record(qtbot: QtBot, window: MainWindow, contract: str) -> None:
    page = home_of(qtbot, window)
    line = next(line for line in page.duties.lines if "缺监理审核" in line.text())
    with qtbot.waitSignal(window.workspace.wanted) as went:
        line.setFocus()
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert went.args is not None
    assert went.args[0] == "certificates"


def test_ctrl_u_turns_ten_thousands_into_yuan_and_back(qtbot: QtBot, window: MainWindow, contract: str) -> None:
    page = home_of(qtbot, window)
    overdue = page.board.way.figures["overdue"]
    assert overdue.text() == "逾期 50.00"
    qtbot.keyClick(window, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    assert overdue.text() == "逾期 500,000.00"
    assert not window.workspace.in_wan
    qtbot.keyClick(window, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    assert overdue.text() == "逾期 50.00"
    assert window.workspace.in_wan


def test_tab_reaches_every_part_of_every_picture(qtbot: QtBot, window: MainWindow, contract: str) -> None:
    page = home_of(qtbot, window)
    wanted = {spot for spot in page.findChildren(QAbstractButton) if spot.isVisible() and spot.isEnabled()}
    reached: set[Any] = set()
    page.board.way.flow.spots[0].setFocus()
    for _turn in range(200):
        held = QApplication.focusWidget()
        assert held is not None
        reached.add(held)
        qtbot.keyClick(held, Qt.Key.Key_Tab)
    assert wanted <= reached
    assert all(spot.accessibleName() for spot in wanted)


def test_two_currencies_are_never_added(qtbot: QtBot, window: MainWindow, contract: str, empty_book: Book) -> None:
    with empty_book.write(contracts.RECORD) as session:
        other = makers.a_contract(session, number="US-1", name="海外泵站", currency="USD", advance=None)
        draft = CertificateDraft(contract=other.id, period_to=date(2024, 10, 31), work=Money.of(20_000),
                                 submitted_on=date(2024, 11, 1), certified_on=date(2024, 11, 2))  # fmt: skip
        certificates.record(session, draft)
    page = home_of(qtbot, window)
    assert list(page.currencies.buttons) == ["CNY", "USD"]
    assert gate(page, "certified").gate.amount == "150.00"
    qtbot.mouseClick(page.currencies.buttons["USD"], Qt.MouseButton.LeftButton)
    assert gate(page, "certified").gate.amount == "2.00"
    assert trace(qtbot, page, "balance").value == "20,000.00"


def test_an_empty_book_says_what_to_do_first(qtbot: QtBot, window: MainWindow) -> None:
    page = home_of(qtbot, window)
    assert page.stack.currentWidget() is page.welcome
    with qtbot.waitSignal(window.workspace.wanted) as went:
        qtbot.mouseClick(page.welcome.buttons["contract"], Qt.MouseButton.LeftButton)
    assert went.args == ["contracts", "new"]


def test_unfinished_typing_is_gone_on_with_from_here(qtbot: QtBot, window: MainWindow, contract: str) -> None:
    page = home_of(qtbot, window)
    assert page.drafts.isHidden()
    sheet = CertificateDraft(contract=contract, period=4, number="JB-7")
    draft = contracts.ContractDraft(number="JB-9", name="半份合同")
    window.workspace.typing.keep("certificates/new-1", sheet)
    window.workspace.typing.keep("contracts/new-1", draft)
    window.workspace.typing.keep_now()
    qtbot.waitUntil(lambda: len(page.drafts.lines) == 2)
    told = sorted(line.text() for line in page.drafts.lines)
    assert told == ["合同 · JB-9", "计价 · JB-2024-001 · 第 4 期"]
    page.drafts.lines.sort(key=lambda line: "JB-9" not in line.text())
    qtbot.mouseClick(page.drafts.lines[0], Qt.MouseButton.LeftButton)
    assert window.page()._top().form.draft().name == "半份合同"


def test_the_check_code_is_that_of_the_last_step(
    qtbot: QtBot, window: MainWindow, contract: str, empty_book: Book
) -> None:
    page = home_of(qtbot, window)
    head = empty_book.head()
    assert head is not None
    assert page.shown is not None
    assert page.shown.safety.steps == head.n
    assert f"JB-{head.n}-" in page.safety.code.text()


def test_the_pictures_find_room_in_large_text(qtbot: QtBot, window: MainWindow, contract: str) -> None:
    page = home_of(qtbot, window)
    page.board.resize(560, 700)
    assert page.board.columns == 1
    flow = page.board.way.flow
    flow.resize(420, 600)
    assert len({spot.y() for spot in flow.spots}) == 3
    assert all(spot.geometry().right() <= flow.width() for spot in flow.spots)
