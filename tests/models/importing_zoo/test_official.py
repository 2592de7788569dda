"""What a ledger says was received pays what was due by the terms it states, before anything that awaits an event."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select

from models.importing import recognition
from models.receivables import Allocation, Receivable
from models.store.base import Fen
from models.work import finish
from reports.reading.workbook import read_workbook
from tests.makers import a_book
from tests.models.importing_zoo import official
from tests.models.importing_zoo.animal import write


def test_receipts_of_exactly_the_progress_share_leave_the_final_account_and_retention(tmp_path: Path) -> None:
    """民法典 560: 80 % of 11,000,000.60 was paid; the rest awaits acceptance, settlement, defects end."""
    book = a_book(tmp_path / "book")
    finish(recognition.bring_in(book, read_workbook(write(official.ANIMALS[0], tmp_path)), recognition.NOBODY))
    owed = select(Receivable.kind, func.sum(Receivable.amount, type_=Fen())).group_by(Receivable.kind)
    paid = select(Receivable.kind, func.sum(Allocation.amount, type_=Fen())).group_by(Receivable.kind)
    with book.read() as session:
        due = {kind: str(amount) for kind, amount in session.execute(owed)}
        came = session.execute(paid.join(Receivable, Receivable.id == Allocation.receivable_id))
        settled = {kind: str(amount) for kind, amount in came}
    book.close()
    assert due == {"progress": "8800000.48", "final": "1870000.10", "retention": "330000.02"}
    assert settled == {"progress": "8800000.48"}
