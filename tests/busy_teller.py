"""Saves one thing after another into a book and tells each as soon as it was saved; somebody kills it meanwhile.

Run as ``python -m tests.busy_teller BOOK``. For each line on standard input it starts a process that works on the book
until it is killed, then says ``gone``. What was saved is told as ``saved NUMBER HASH`` of its Step.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from sqlalchemy.orm import configure_mappers

from models import certificates, contracts, receipts, registry
from models.certificates import CertificateDraft
from models.money import Money
from models.pinyin import initials
from models.receipts import ReceiptDraft
from models.store.book import Book
from tests import makers

BEGIN = date(2024, 4, 1)


def serve(folder: Path) -> None:
    """What takes long is loaded once; each worker is a copy of this process that opens the book by itself."""
    initials("词典")
    configure_mappers()
    for _line in sys.stdin:
        pid = os.fork()
        if not pid:
            work(folder)
        tell(f"working {pid}")
        os.waitpid(pid, 0)
        tell("gone")


def work(folder: Path) -> None:
    """One certificate and one receipt a round; every third receipt is corrected, every fourth Step taken back."""
    book = registry.open_book(folder)
    tell("opened")
    contract = prepared(book)
    for turn in count():
        day = BEGIN + timedelta(turn % 300)
        with book.write(certificates.RECORD) as session:
            certificates.record(session, CertificateDraft(contract=contract, work=Money.of(1_000), certified_on=day))
        saved(book)
        with book.write(receipts.RECORD) as session:
            draft = ReceiptDraft(payer=makers.a_party(session).id, received_on=day, amount=Money.of(900))
            receipt = receipts.record(session, replace(draft, allocations=receipts.propose(session, draft))).id
        saved(book)
        if turn % 3 == 2:
            with book.write(receipts.CORRECT) as session:
                receipts.correct(session, replace(receipts.draft_of(session, receipt), remark="更正"))
            saved(book)
        if turn % 4 == 3:
            book.undo()
            saved(book)


def prepared(book: Book) -> str:
    """The contract to work on, made by the first worker."""
    with book.read() as session:
        found = contracts.numbered(session, makers.CONTRACT)
        if found is not None:
            return found.id
    with book.write(contracts.RECORD) as session:
        contract = makers.a_contract(session, advance=None, recovery_rate=None).id
    saved(book)
    return contract


def saved(book: Book) -> None:
    head = book.head()
    assert head is not None
    tell(f"saved {head.n} {head.hash}")


def tell(line: str) -> None:
    """In one piece: a line is told whole or not at all."""
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
