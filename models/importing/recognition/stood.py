"""Where contracts of the book stood before a day: a ledger that goes on from there brings no opening balance."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.certificates import PaymentCertificate
from models.contracts import Contract
from models.importing.recognition.words import CERTIFICATES
from models.money import Money
from models.opening_position import OpeningPosition
from models.receipts import Receipt
from models.store.base import Fen


class Stood:
    """Answers from the book what was certified of a contract, or received for it, before a day."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def before(self, kind: str, number: str, day: date) -> Money | None:
        """The figure to date; None when the book knows nothing of the contract before that day."""
        contract = self._session.scalar(select(Contract.id).where(Contract.number == number))
        if contract is None:
            return None
        start = OpeningPosition.certified if kind == CERTIFICATES else OpeningPosition.received
        at_start = OpeningPosition.contract_id == contract, OpeningPosition.taken_on < day
        since = self._certified(contract, day) if kind == CERTIFICATES else self._received(contract, day)
        parts = [part for part in (self._sum(start, *at_start), since) if part is not None]
        return Money.total(parts) if parts else None

    def _certified(self, contract: str, day: date) -> Money | None:
        row = PaymentCertificate
        mine = row.contract_id == contract, row.certified_on < day, row.void == 0, row.kind != "advance"
        return self._sum(row.gross, *mine)

    def _received(self, contract: str, day: date) -> Money | None:
        return self._sum(Receipt.amount, Receipt.contract_id == contract, Receipt.received_on < day, Receipt.void == 0)

    def _sum(self, column: Any, *where: Any) -> Money | None:
        """None when there is no row at all."""
        found: Money | None = self._session.scalar(select(func.sum(column, type_=Fen())).where(*where))
        return found
