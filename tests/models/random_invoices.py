"""What somebody does with invoices and bookings, in any order; part of the random site. No balance ever moves by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy.orm import Session

from models import bookings, invoices
from models.bookings import BookDraft
from models.contracts import Contract
from models.invoices import VatInvoice
from models.money import Money
from models.receipts import Receipt
from models.receivables import Receivable
from tests import makers
from tests.models.random_documents import END, amounts, days, places

NEVER = END + timedelta(1_600)
"""What is done from here on has changed no balance."""


class Invoices:
    """Rules for a site that has ``act``, ``one_of`` and ``has``."""

    @rule(place=places, day=days, amount=amounts, tied=st.booleans())
    def invoice(self: Any, place: int, day: date, amount: Money, tied: bool) -> None:
        """An invoice moves no balance of any day."""
        contract, owed = self.one_of(Contract, place), self.one_of(Receivable, place, Receivable.void == 0)
        contract = self.one_of(Contract, 0, Contract.id == owed.contract_id) if owed and tied else contract
        documents = (owed.id,) if owed and tied and owed.kind != "deposit" else ()
        how = {"number": f"{day:%Y%m%d}{amount.fen:012d}", "gross": amount, "invoiced_on": day}
        self.act(NEVER, invoices.RECORD, lambda s: makers.an_invoice(s, contract, *documents, **how))

    @precondition(lambda self: self.has(VatInvoice))
    @rule(place=places, day=days, back=st.booleans())
    def end_an_invoice(self: Any, place: int, day: date, back: bool) -> None:
        row = self.one_of(VatInvoice, place)

        def take_back(session: Session) -> None:
            red = invoices.red_of(session, row.id, day)
            invoices.record(session, replace(red, number=f"红{row.number}"))

        ended = take_back if back else (lambda s: invoices.void(s, row.id, "误开"))
        self.act(NEVER, invoices.RECORD, ended)

    @precondition(lambda self: self.has(Receipt))
    @rule(place=places, day=days)
    def book_a_receipt(self: Any, place: int, day: date) -> None:
        row = self.one_of(Receipt, place)
        draft = BookDraft("receipts", (row.id,), "记-1", day)
        self.act(NEVER, bookings.BOOK, lambda s: bookings.book(s, draft))
