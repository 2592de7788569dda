"""A claim is typed, its time limits follow, its next stage is one gesture, and an agreed one can only be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from models import claims, stages
from models.claims import Claim
from models.contracts import Contract
from models.money import Money
from models.registry import create_book
from models.store.book import Book
from tests import makers
from tests.reports.books import FILL
from tests.ui.pages.test_final_accounts import boxes, form_of, typed
from tests.ui.pages.valuing import until
from ui.forms.grid_block import Block
from ui.pages.claims import SPEC
from ui.pages.list_page import ListPage
from ui.workspace import Workspace


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = create_book(tmp_path / "book", "JB")
    with made.write(FILL) as session:
        makers.a_contract(session)
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, open_workspace: Callable[[Any], Workspace], book: Book) -> ListPage:
    with book.read() as session:
        scope = {"contract": str(session.scalars(select(Contract.id)).one())}
    made = ListPage(open_workspace(book), SPEC, scope)
    qtbot.addWidget(made)
    made.resize(1216, 690)
    made.show()
    qtbot.waitExposed(made)
    until(qtbot, lambda: made.panel.model.is_settled)
    return made


def reached(book: Book) -> list[str]:
    with book.read() as session:
        return [stages.latest(session, key) for key in session.scalars(select(Claim.id))]


def test_a_claim_is_typed_and_its_time_limits_follow_every_day(qtbot: QtBot, page: ListPage, book: Book) -> None:
    page.begin_record()
    form_page = form_of(qtbot, page)
    form = form_page.form
    form.change(name="施工图迟交停工")
    typed(qtbot, form, "happened_on", "2024-06-03")
    until(qtbot, lambda: [one.last_on for one in form.draft().windows] == [date(2024, 7, 1)])
    typed(qtbot, form, "discovered_on", "2024-06-10")
    until(qtbot, lambda: [one.last_on for one in form.draft().windows] == [date(2024, 7, 8)])
    grid = form.grids["steps"]
    QApplication.clipboard().setText("已发意向\t2024-06-20\n最终报告\t2024-07-10\t90000\t12\n")
    grid.view.select(Block(0, 0, 0, 0))
    grid.view.paste()
    until(qtbot, lambda: [one.window for one in form.draft().windows] == ["notice", "report", "review", "answer"])
    qtbot.keyClick(form_page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: reached(book) == [claims.FINAL])


def test_the_next_stage_is_one_gesture_and_what_is_agreed_can_only_be_read(
    qtbot: QtBot, page: ListPage, book: Book
) -> None:
    with book.write(FILL) as session:
        key = makers.a_claim(session, session.scalars(select(Contract)).one()).id
    SPEC.actions[0].run(page.workspace, key)
    until(qtbot, lambda: bool(boxes()))
    box = boxes()[0]
    assert (box.form.draft().stage, box.form.draft().amount) == (claims.REVIEWED, Money.of(90_000))
    box.form.change(stage=claims.AGREED)
    typed(qtbot, box.form, "on", "2024-07-01")
    qtbot.keyClick(box, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: "2024-07-10" in box.form.fields["on"].sentence.text())
    typed(qtbot, box.form, "on", "2024-08-20")
    typed(qtbot, box.form, "amount", "70000")
    qtbot.keyClick(box, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: reached(book) == [claims.AGREED])
    until(qtbot, lambda: not boxes())
    page.show_record(key)
    until(qtbot, lambda: form_of(qtbot, page).fixed)
    told: list[str] = []
    page.workspace.message.connect(lambda sentence, _undo: told.append(sentence))
    SPEC.actions[0].run(page.workspace, key)
    until(qtbot, lambda: any("已认可" in one for one in told))
