"""The trail names the record that is open, also where another record is what it is known by."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pytestqt.qtbot import QtBot
from sqlalchemy import select

from models import provisions
from models.contracts import Contract
from models.provisions import IndividualDraft
from models.store.book import Book
from tests.ui.pages.sample_window import sample_book, sample_folder, window
from ui.main_window import MainWindow

__all__ = ["sample_book", "sample_folder", "window"]


def test_what_is_provided_for_one_contract_is_called_by_its_contract(
    qtbot: QtBot, window: MainWindow, sample_book: Book
) -> None:
    with sample_book.write(provisions.SINGLE_OUT) as session:
        key, number = session.execute(
            select(Contract.id, Contract.number).where(Contract.number == "JB-2024-003")
        ).one()
        draft = IndividualDraft(contract=key, valid_from=date(2026, 1, 1), rate=Decimal("0.5"), reason="申请破产")
        row = provisions.single_out(session, draft).id
    window.open_page("individual_provisions", row)
    page = window.page()
    assert page is not None
    qtbot.waitUntil(lambda: bool(page.trail) and page.trail[0].startswith(number))
    assert page.trail == [page._top().title.text()]
