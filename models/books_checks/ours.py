"""Our side of the check: what a customer owes at a month-end, and what of it finance has not booked."""

from __future__ import annotations

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from models.bookings.record import Booking, kept_since, month_in
from models.books_checks.draft import TRADE, Key
from models.contracts.record import Contract
from models.money import Money
from models.receipts.record import Receipt
from models.receipts.unallocated import on_whose_account, receipts
from models.receivables import position
from models.receivables.record import Receivable
from models.side_gates import BOOKED_NOUNS
from models.store.base import Fen


@dataclass(frozen=True)
class Ours:
    """``balance``: open less unallocated receipts; ``documents`` and ``receipts`` of it are not booked (signed)."""

    balance: Money = Money()
    documents: Money = Money()
    receipts: Money = Money()


def end_of(month: str) -> date:
    """The last day of a month written YYYY-MM."""
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, calendar.monthrange(year, number)[1])


def ours(session: Session, month: str, covers: str) -> dict[Key, Ours]:
    """By customer and currency, at the end of a month; customers with nothing at all are left out."""
    end = end_of(month)
    balance: dict[Key, Money] = defaultdict(Money)
    for row in session.execute(_open(end, covers)):
        balance[row[0], row[1]] += row[2]
    for row in session.execute(_unallocated(end)):
        balance[row[0], row[1]] -= row[2]
    documents, came = _unbooked_documents(session, end), _unbooked_receipts(session, end)
    return {
        key: Ours(balance[key], documents.get(key, Money()), -came.get(key, Money()))
        for key in sorted({*balance, *documents, *came})
        if balance[key] or documents.get(key) or came.get(key)
    }


def _open(end: date, covers: str) -> Select[Any]:
    item = position.worked_out(end)
    rows: Select[Any] = select(item.c.party_id, Contract.currency, func.sum(item.c.open, type_=Fen())).join_from(
        item, Contract, Contract.id == item.c.contract_id
    )
    wanted = rows.where(item.c.kind != "deposit") if covers == TRADE else rows
    return wanted.group_by(item.c.party_id, Contract.currency)


def _unallocated(end: date) -> Select[Any]:
    row = receipts(end, in_one_go=True)
    whose = on_whose_account(row.c)
    return select(whose, row.c.currency, func.sum(row.c.unallocated, type_=Fen())).group_by(whose, row.c.currency)


def _by_key(session: Session, rows: Select[*tuple[Any, ...]]) -> dict[Key, Money]:
    return {(row[0], row[1]): row[2] for row in session.execute(rows) if row[2]}


def _unbooked_documents(session: Session, end: date) -> dict[Key, Money]:
    """What documents made owed that are not booked by then; deposits have no booking of their own."""
    r = Receivable
    found: dict[Key, Money] = defaultdict(Money)
    for noun in BOOKED_NOUNS:
        since = kept_since(session, noun)
        if not since or since > month_in(end):
            continue
        rows = (
            select(r.party_id, Contract.currency, func.sum(r.amount))
            .join(Contract, Contract.id == r.contract_id)
            .outerjoin(Booking, and_(Booking.document_id == r.source_id, *_by(end)))
            .where(r.void == 0, r.posted_on <= end, r.posted_on >= date.fromisoformat(f"{since}-01"))
            .where(r.source_noun == noun, Booking.id.is_(None))
            .group_by(r.party_id, Contract.currency)
        )
        for key, amount in _by_key(session, rows).items():
            found[key] += amount
    return dict(found)


def _unbooked_receipts(session: Session, end: date) -> dict[Key, Money]:
    since = kept_since(session, Receipt.__tablename__)
    if not since or since > month_in(end):
        return {}
    r = Receipt
    rows = (
        select(on_whose_account(r), r.currency, func.sum(r.amount))
        .outerjoin(Booking, and_(Booking.document_id == r.id, *_by(end)))
        .where(r.void == 0, r.received_on <= end, r.received_on >= date.fromisoformat(f"{since}-01"))
        .where(Booking.id.is_(None))
        .group_by(on_whose_account(r), r.currency)
    )
    return _by_key(session, rows)


def _by(end: date) -> tuple[Any, ...]:
    return Booking.void == 0, Booking.month <= month_in(end)
