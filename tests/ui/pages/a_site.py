"""A small site for pages to show: one contract, two signed certificates, one on its way, one receipt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from models import certificates, receipts
from models.certificates import CertificateDraft
from models.contracts import RECORD, Contract
from models.money import Money
from models.receipts import AllocationDraft, ReceiptDraft
from models.store.book import Book
from tests import makers
from ui.main_window import MainWindow
from ui.workspace import Workspace

TODAY = date(2024, 12, 1)
"""Overdue on it 500,000 (of 800,000 due on 8 July), not due 400,000, without due date 300,000."""


def a_certificate(session: Session, contract: Contract, ends: date, work: int, **more: Any) -> Any:
    draft = CertificateDraft(contract=contract.id, period_to=ends, work=Money.of(work), **more)
    return certificates.record(session, draft)


def build(book: Book) -> str:
    """Fill the book; returns the id of its contract."""
    with book.write(RECORD) as session:
        contract = makers.a_contract(session, advance=None, recovery_rate=None, project=makers.a_project(session).id)
        key = contract.id
    with book.write(certificates.RECORD) as session:
        contract = session.get_one(Contract, key)
        a_certificate(session, contract, date(2024, 5, 25), 1_000_000,
                      submitted_on=date(2024, 5, 28), certified_on=date(2024, 6, 10))  # fmt: skip
        a_certificate(session, contract, date(2024, 10, 25), 500_000,
                      submitted_on=date(2024, 10, 28), certified_on=date(2024, 11, 20))  # fmt: skip
        a_certificate(session, contract, date(2024, 11, 25), 300_000, submitted_on=date(2024, 11, 26))
        makers.a_work_report(session, contract, done_to=date(2024, 11, 25), amount=Money.of(2_100_000),
                             measured=Money.of(1_900_000), measured_on=date(2024, 11, 28))  # fmt: skip
    with book.write(receipts.RECORD) as session:
        paid = ReceiptDraft(payer=session.get_one(Contract, key).owner_id, contract=key,
                            received_on=date(2024, 8, 1), amount=Money.of(300_000))  # fmt: skip
        first = receipts.open_items(session, paid)[0]
        part = AllocationDraft(receivable=first.receivable, amount=Money.of(300_000), allocated_on=date(2024, 8, 1))
        receipts.record(session, replace(paid, allocations=(part,)))
    return key


@pytest.fixture
def empty_book(tmp_path: Path) -> Iterator[Book]:
    made = makers.a_book(tmp_path / "book")
    yield made
    made.close()


@pytest.fixture
def contract(empty_book: Book) -> str:
    """The id of the contract of the site; the book of ``show`` is filled."""
    return build(empty_book)


@pytest.fixture
def window(
    qtbot: QtBot, dressed: QApplication, open_workspace: Callable[[Any], Workspace], empty_book: Book
) -> MainWindow:
    """The whole window with the book open, looking at 1 December 2024."""
    workspace = open_workspace(empty_book)
    workspace.set_as_of(TODAY)
    shown = MainWindow(workspace)
    qtbot.addWidget(shown)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    return shown
