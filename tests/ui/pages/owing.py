"""A book in which one owner owes for two certificates, and how the tests look at its money pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models import certificates, contracts, receipts, receivables
from models.certificates import CertificateDraft
from models.money import Money
from models.receipts import ReceiptDraft
from models.store.book import Book
from models.store.listing import Question
from tests import makers
from ui.pages.allocation_desk import AllocationDesk
from ui.pages.allocation_desk_recorded import RecordedReceipt
from ui.pages.receipts import ReceiptsPage

PAID = date(2024, 7, 1)
LATER = date(2024, 8, 1)


def an_owing_book(book: Book) -> str:
    """The contract; ¥ 800,000 each are due on 6 June and 7 July 2024, ¥ 200,000 each have no due date yet."""
    with book.write(contracts.RECORD) as session:
        contract = makers.a_contract(session, advance=None, recovery_rate=None).id
    for month in (5, 6):
        with book.write(certificates.RECORD) as session:
            draft = CertificateDraft(contract=contract, work=Money.of(1_000_000), certified_on=date(2024, month, 9))
            certificates.record(session, draft)
    return contract


def received(book: Book, amount: int, allocate: bool = True, **entries: Any) -> str:
    """A receipt of the owner on 1 July 2024, allocated as proposed unless it is not to be."""
    with book.write(receipts.RECORD) as session:
        draft = replace(
            ReceiptDraft(payer=makers.a_party(session).id, received_on=PAID, amount=Money.of(amount)), **entries
        )
        lines = receipts.propose(session, draft) if allocate else ()
        return receipts.record(session, replace(draft, allocations=lines)).id


def balance(book: Book, as_of: date) -> Money:
    with book.read() as session:
        (stood,) = receivables.positions(session, as_of)
    return stood.balance


def recorded(book: Book, as_of: date = LATER) -> list[Any]:
    """Number, amount and what is unallocated of every receipt, the oldest first."""
    with book.read() as session:
        rows = receipts.LISTING.first(session, Question(as_of, sort="number"))
    names = [column.name for column in receipts.LISTING.columns]
    at = [names.index(name) + 1 for name in ("number", "amount", "unallocated")]
    return [tuple(row[place] for place in at) for row in rows]


def shown(qtbot: QtBot, page: QWidget) -> Any:
    """The page in an active window."""
    qtbot.addWidget(page)
    page.resize(1218, 690)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def on_top(qtbot: QtBot, page: ReceiptsPage, kind: type[Any]) -> Any:
    """What lies on top of the list, once it is there."""
    qtbot.waitUntil(lambda: isinstance(page.stack.currentWidget(), kind))
    return page.stack.currentWidget()


def a_desk(qtbot: QtBot, page: ReceiptsPage) -> AllocationDesk:
    """A new receipt, begun."""
    page.begin_record()
    desk: AllocationDesk = on_top(qtbot, page, AllocationDesk)
    return desk


def a_recorded(qtbot: QtBot, page: ReceiptsPage, key: str) -> RecordedReceipt:
    page.show_record(key)
    opened: RecordedReceipt = on_top(qtbot, page, RecordedReceipt)
    return opened


def box(qtbot: QtBot, kind: type[Any]) -> Any:
    """The box that opened over the window."""
    found: list[Any] = []

    def look() -> bool:
        found[:] = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
        return bool(found)

    qtbot.waitUntil(look)
    return found[0]
