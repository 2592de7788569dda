"""A table of any length shows its first rows at once and fetches the others as they come into view."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from models import language
from models.money import Money
from models.store.listing import Condition
from tests.ui.fakes import FakeBook, receipts, receipts_listing
from tests.ui.summed import count_of, sum_of
from ui.tables.model import PIECE, PIECES, RAW, ListingModel
from ui.workspace import Workspace


@pytest.fixture
def model(workspace: Workspace) -> ListingModel:
    made = ListingModel(workspace, receipts_listing(), workspace)
    made.tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


def shown(qtbot: QtBot, model: ListingModel) -> ListingModel:
    with qtbot.waitSignals([model.settled, model.totals_changed]):
        model.show_rows(True)
    return model


def words(model: ListingModel, row: int, column: int) -> str:
    return model.data(model.index(row, column))


def test_the_first_rows_are_there_before_all_the_keys(qtbot: QtBot, model: ListingModel) -> None:
    counts: list[int] = []
    model.modelReset.connect(lambda: counts.append(model.rowCount()))
    shown(qtbot, model)
    assert counts[-1] == PIECE
    assert model.rowCount() == 1000


def test_a_hidden_table_asks_nothing(qtbot: QtBot, model: ListingModel, fake_book: FakeBook) -> None:
    model.search("湖东")
    fake_book.touch()
    qtbot.wait(80)
    assert fake_book.asked == []
    assert model.rowCount() == 0


def test_a_row_that_comes_into_view_is_fetched_with_its_neighbours(
    qtbot: QtBot, model: ListingModel, fake_book: FakeBook
) -> None:
    shown(qtbot, model)
    assert words(model, 950, 0) is None
    with qtbot.waitSignal(model.dataChanged):
        assert words(model, 951, 0) is None
    assert words(model, 950, 0) == "2026-000951"
    assert fake_book.asked.count(f"rows {PIECE}") == 1


def test_only_the_last_pieces_are_remembered(qtbot: QtBot, open_workspace: object) -> None:
    book = FakeBook(receipts(PIECE * (PIECES + 3)))
    model = shown(qtbot, ListingModel(open_workspace(book), receipts_listing()))  # type: ignore[operator]
    for piece in range(PIECES + 3):
        words(model, piece * PIECE, 0)
        qtbot.waitUntil(lambda piece=piece: model.is_here(piece * PIECE))
    assert not model.is_here(0)
    assert model.is_here(PIECE * (PIECES + 2))


def test_figures_are_grouped_and_choices_are_words(qtbot: QtBot, model: ListingModel) -> None:
    shown(qtbot, model)
    assert words(model, 0, 4) == "1,235.50"
    assert model.data(model.index(0, 4), RAW) == Money(123_550)
    model.workspace.show_in_wan(True)
    assert words(model, 0, 4) == "0.12"
    language.use("en")
    assert words(model, 0, 3) == "Bank transfer"


def test_searching_and_sorting_is_asked_of_the_book(qtbot: QtBot, model: ListingModel) -> None:
    shown(qtbot, model)
    with qtbot.waitSignals([model.settled, model.totals_changed]):
        model.search("湖东", (Condition("amount", "from", Money(200_000)),))
    assert {words(model, row, 1) for row in range(5)} == {"湖东管网投资有限公司"}
    assert count_of(model) == model.rowCount()
    with qtbot.waitSignal(model.settled):
        model.sort(4, Qt.SortOrder.DescendingOrder)
    assert words(model, 0, 0) == "2026-001000"


def test_an_answer_to_an_old_question_is_dropped(qtbot: QtBot, model: ListingModel) -> None:
    shown(qtbot, model)
    model.search("湖东")
    with qtbot.waitSignals([model.settled, model.totals_changed]):
        model.search("2026-000007")
    qtbot.wait(50)
    assert model.keys() == ["id-000007"]
    assert sum_of(model, "amount") == Money(124_150)


def test_a_change_in_the_book_refreshes_what_is_shown(qtbot: QtBot, model: ListingModel, fake_book: FakeBook) -> None:
    shown(qtbot, model)
    row = fake_book.rows[2]
    fake_book.rows[2] = (*row[:5], Money(999), *row[6:])
    with qtbot.assertNotEmitted(model.modelReset, wait=0), qtbot.waitSignal(model.settled):
        fake_book.touch()
    assert words(model, 2, 4) == "9.99"
    del fake_book.rows[0]
    with qtbot.waitSignals([model.modelReset, model.settled]):
        fake_book.touch()
    assert model.rowCount() == 999
    assert words(model, 0, 0) == "2026-000002"


def test_a_book_that_grows_and_shrinks_never_shows_a_row_under_a_wrong_key(
    qtbot: QtBot, model: ListingModel, fake_book: FakeBook
) -> None:
    shown(qtbot, model)
    for count in (1, 0, 450, 1000, 3):
        fake_book.rows = receipts(count)
        with qtbot.waitSignal(model.settled):
            fake_book.touch()
        assert model.rowCount() == count
        for row in range(min(count, PIECE)):
            assert words(model, row, 0) == f"2026-{row + 1:06}"


def test_another_cut_off_date_asks_again(qtbot: QtBot, model: ListingModel) -> None:
    shown(qtbot, model)
    with qtbot.waitSignal(model.settled):
        model.workspace.set_as_of(date(2026, 1, 31))
    assert model.question.as_of == date(2026, 1, 31)
