"""The room of a table is shared so that no figure is cut: words give way, then the table is scrolled."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.money import Money
from models.store.listing import Column
from tests.ui.fakes import FakeBook, receipts_listing
from ui import theme
from ui.tables.formats import is_numeric, shown
from ui.tables.panel import ListPanel
from ui.tables.widths import MARGINS, Widths, caption_width, shared, usual_width, widths
from ui.workspace import Workspace

LARGE = Money.of(987_654_321)
steps = st.integers(0, 300)
climbs = st.tuples(steps, steps, steps, steps, st.booleans())
wishes = st.lists(
    climbs.map(lambda up: Widths(up[0], sum(up[:2]), sum(up[:3]), sum(up[:4]), up[4])), min_size=1, max_size=12
)


@given(room=st.integers(0, 4000), asked=wishes)
def test_nothing_is_narrower_than_its_least_and_the_room_is_not_passed_while_there_is_any(
    room: int, asked: list[Widths]
) -> None:
    found = shared(room, asked)
    assert all(width >= one.least for width, one in zip(found, asked, strict=True))
    assert sum(found) <= max(room, sum(one.least for one in asked))


@given(room=st.integers(0, 4000), more=st.integers(0, 500), asked=wishes)
def test_a_wider_window_makes_no_column_narrower(room: int, more: int, asked: list[Widths]) -> None:
    assert all(after >= before for before, after in zip(shared(room, asked), shared(room + more, asked), strict=True))


def test_a_caption_is_broken_where_its_lines_are_shortest(dressed: QApplication) -> None:
    metrics = QFontMetrics(theme.font())
    assert caption_width("Signed by the owner on", metrics, 2) == metrics.horizontalAdvance("the owner on")
    assert caption_width("对方已确认", metrics, 2) == metrics.horizontalAdvance("对方已")
    assert caption_width("对方已确认", metrics) == metrics.horizontalAdvance("对方已确认")


@pytest.fixture
def narrow(qtbot: QtBot, workspace: Workspace, fake_book: FakeBook) -> ListPanel:
    """A list in less room than its columns usually take, with an amount of hundreds of millions in it."""
    amount = [column.name for column in receipts_listing().columns].index("amount") + 1
    fake_book.rows[3] = (*fake_book.rows[3][:amount], LARGE, *fake_book.rows[3][amount + 1 :])
    made = ListPanel(workspace, receipts_listing(), new="New receipt")
    qtbot.addWidget(made)
    made.resize(560, 600)
    with qtbot.waitSignals([made.model.settled, made.model.totals_changed]):
        made.show()
    return made


def cut_figures(panel: ListPanel) -> list[str]:
    header, model = panel.table.horizontalHeader(), panel.model
    metrics = panel.table.fontMetrics()
    told = [
        (shown(row[n + 1], column, panel.workspace.in_wan), header.sectionSize(n) - MARGINS)
        for n, column in enumerate(model.listing.columns)
        if (is_numeric(column) or column.kind == "date") and not header.isSectionHidden(n)
        for row in model.rows_here(0, model.rowCount())
    ]
    return [words for words, room in told if metrics.horizontalAdvance(words) > room]


def width(panel: ListPanel, name: str) -> int:
    names = [column.name for column in panel.model.listing.columns]
    return panel.table.horizontalHeader().sectionSize(names.index(name))


def test_no_figure_is_cut_where_names_have_to_give_way(narrow: ListPanel) -> None:
    header = narrow.table.horizontalHeader()
    assert LARGE.grouped in {shown(row[5], narrow.model.listing.columns[4]) for row in narrow.model.rows_here(0, 9)}
    assert cut_figures(narrow) == []
    assert width(narrow, "payer") < narrow.table.fontMetrics().horizontalAdvance("江北公路事业发展中心")
    assert header.length() <= narrow.table.viewport().width()


def test_the_sum_under_a_column_is_read_whole(narrow: ListPanel) -> None:
    total = shown(narrow.model.totals[0].sums["amount"], narrow.model.listing.column("amount"))
    assert width(narrow, "amount") >= QFontMetrics(theme.font(bold=True)).horizontalAdvance(total) + MARGINS


def test_a_table_that_has_no_room_for_the_least_is_scrolled(narrow: ListPanel) -> None:
    narrow.table.columns.fit(200)
    assert narrow.table.horizontalHeader().length() > 200
    assert cut_figures(narrow) == []


def test_captions_take_two_lines_when_there_is_no_room_for_one(qtbot: QtBot, narrow: ListPanel) -> None:
    header = narrow.table.horizontalHeader()
    two = header.height()
    narrow.resize(1500, 600)
    qtbot.waitUntil(lambda: header.height() < two)
    assert two >= 2 * header.fontMetrics().lineSpacing()


def test_another_unit_is_measured_anew(qtbot: QtBot, narrow: ListPanel) -> None:
    before = width(narrow, "amount")
    narrow.workspace.show_in_wan(True)
    qtbot.waitUntil(lambda: width(narrow, "amount") < before)
    assert cut_figures(narrow) == []


def test_typing_a_filter_moves_no_column(qtbot: QtBot, narrow: ListPanel) -> None:
    header = narrow.table.horizontalHeader()
    before = [header.sectionSize(n) for n in range(header.count())]
    with qtbot.waitSignal(narrow.model.settled):
        narrow.filters.set("湖东", ())
    assert [header.sectionSize(n) for n in range(header.count())] == before


def test_the_columns_the_person_left_alone_still_share_the_room(narrow: ListPanel) -> None:
    header = narrow.table.horizontalHeader()
    header.resizeSection(1, 60)
    narrow.resize(1000, 600)
    wide = width(narrow, "number")
    narrow.resize(520, 600)
    assert header.sectionSize(1) == 60
    assert width(narrow, "number") <= wide
    assert cut_figures(narrow) == []


def test_a_reference_is_read_whole_in_whatever_column_it_stands(dressed: QApplication) -> None:
    column = Column("contract", "合同", "text", lambda _s: None, width=16)  # type: ignore[arg-type,return-value]
    caption, content = 40, usual_width(18)
    assert widths(column, caption, content).least < content
    assert widths(replace(column, reference=True), caption, content).least == content
