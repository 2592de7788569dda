"""What was not agreed to is recorded as disputed from its own list; what is picked fills the form in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from models import disputes
from models.contracts import Contract
from models.disputes import Dispute
from models.money import Money
from models.registry import create_book
from models.store.book import Book
from models.store.listing import Question
from tests.models.test_disputes import contested, key_of
from tests.reports.books import FILL
from tests.ui.pages.test_final_accounts import form_of, typed
from tests.ui.pages.valuing import until
from ui.pages.disputes import PROPOSED, SPEC
from ui.pages.list_page import ListPage
from ui.pages.owed_figures import owed
from ui.workspace import Workspace


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = create_book(tmp_path / "book", "JB")
    with made.write(FILL) as session:
        contested(session)
    yield made
    made.close()


@pytest.fixture
def workspace(open_workspace: Callable[[Any], Workspace], book: Book) -> Workspace:
    return open_workspace(book)


def shown(qtbot: QtBot, workspace: Workspace, spec: Any, scope: dict[str, str] | None = None) -> ListPage:
    page = ListPage(workspace, spec, scope)
    qtbot.addWidget(page)
    page.resize(1216, 690)
    page.show()
    qtbot.waitExposed(page)
    until(qtbot, lambda: page.panel.model.is_settled)
    return page


def kept(book: Book) -> list[tuple[str, str]]:
    with book.read() as session:
        return [(row.name, str(row.amount)) for row in session.scalars(select(Dispute))]


def test_a_row_of_what_waits_opens_as_a_new_disputed_item_and_is_gone_when_it_is_saved(
    qtbot: QtBot, workspace: Workspace, book: Book
) -> None:
    page = shown(qtbot, workspace, PROPOSED)
    assert page.panel.model.rowCount() == 5
    with book.read() as session:
        key = key_of(session, "deposits")
    page.show_record(key)
    form_page = form_of(qtbot, page)
    assert form_page.form.draft().name == "欠料款"
    typed(qtbot, form_page.form, "undisputed", "9001")
    qtbot.keyClick(form_page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: "9,000.00" in form_page.form.fields["undisputed"].sentence.text())
    assert kept(book) == []
    typed(qtbot, form_page.form, "undisputed", "2000")
    qtbot.keyClick(form_page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: kept(book) == [("欠料款", "9000.00")])
    until(qtbot, lambda: page.panel.model.rowCount() == 4)
    with book.read() as session:
        (stood,) = owed(session, date(2026, 12, 31))
        assert stood.disputed == Money.of(27_000)  # 7,000 of it, and 20,000 that still waits


def test_what_is_picked_fills_in_what_was_not_typed(qtbot: QtBot, workspace: Workspace, book: Book) -> None:
    with book.read() as session:
        contract = session.scalars(select(Contract.id)).one()
        names = [column.name for column in disputes.DISPUTABLE.columns]
        rows = disputes.DISPUTABLE.first(session, Question(date(2026, 1, 1)))
        claim = next(row[0] for row in rows if dict(zip(names, row[1:], strict=True))["document"].endswith("SP-01"))
    page = shown(qtbot, workspace, SPEC, {"contract": contract})
    page.begin_record()
    form = form_of(qtbot, page).form
    typed(qtbot, form, "amount", "60000")
    form.change(subject=claim)
    until(qtbot, lambda: form.draft().about == "claims")
    draft = form.draft()
    assert (draft.amount, draft.name, draft.theirs) == (Money.of(60_000), "施工图迟交停工", "非我方责任")
