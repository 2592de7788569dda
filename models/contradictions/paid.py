"""What contradicts a receipt: another payer, a third party without authority, money on what is not invoiced."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, select

from models.contracts.record import Contract
from models.contradictions.row import PAID, PAYER, UNAUTHORISED, Doc, row
from models.parties import Party
from models.receipts.record import Receipt
from models.receivables.record import Allocation, Receivable


def _settling(as_of: date) -> Any:
    """SQL: what each receipt settles of each document on a day, void and reversed left out."""
    a = Allocation
    return (
        select(
            a.receipt_id, Receivable.source_noun, Receivable.source_id, Receivable.document, Receivable.contract_id,
            Receivable.party_id, func.sum(a.amount).label("amount"), func.max(a.allocated_on).label("day"),
        )
        .join(Receivable, Receivable.id == a.receivable_id)
        .where(a.void == 0, a.receipt_id.is_not(None), a.allocated_on <= as_of, Receivable.void == 0)
        .group_by(
            a.receipt_id, Receivable.source_noun, Receivable.source_id, Receivable.document, Receivable.contract_id,
            Receivable.party_id,
        )
        .having(func.sum(a.amount) > 0)
        .subquery("settling")
    )  # fmt: skip


def _mine(column: Any, scope: Mapping[str, str]) -> tuple[ColumnElement[bool], ...]:
    return (column == scope["contract"],) if "contract" in scope else ()


def other_payer(as_of: date, scope: Mapping[str, str]) -> Select[Any]:
    """Money of somebody else than who owes a document settles it, and nobody said that it was paid for the debtor."""
    one = _settling(as_of).c
    first = Doc("receipts", Receipt.id, Receipt.number)
    other = Doc(one.source_noun, one.source_id, one.document)
    found = row(PAYER, first, other, one.contract_id, Receipt.received_on, one.amount, None, one.document)
    agency = func.coalesce(Contract.payer_id, "")
    return (
        found.join(Receipt, Receipt.id == one.receipt_id)
        .join(Contract, Contract.id == one.contract_id)
        .where(Receipt.void == 0, Receipt.payer_id.not_in((one.party_id, agency)), *_mine(one.contract_id, scope))
    )


def not_invoiced(as_of: date, documents: Subquery) -> Select[Any]:
    """More of a document was paid than is invoiced: VAT is owed when the money comes (增值税法, article 28)."""
    one, settling = documents.c, _settling(as_of)
    place = func.row_number().over(
        partition_by=(settling.c.source_id, settling.c.document),
        order_by=(settling.c.day.desc(), settling.c.receipt_id),
    )
    newest = select(settling.c.source_id, settling.c.document, settling.c.receipt_id, place.label("place")).subquery()
    same = and_(newest.c.source_id == one.source_id, newest.c.document == one.document, newest.c.place == 1)
    first = Doc(one.source_noun, one.source_id, one.document)
    other = Doc("receipts", Receipt.id, Receipt.number)
    found = row(PAID, other, first, one.contract_id, Receipt.received_on, one.settled, one.invoiced,
                one.document)  # fmt: skip
    return (
        found.join(newest, same)
        .join(Receipt, Receipt.id == newest.c.receipt_id)
        .where(one.settled > one.invoiced, one.invoiced > 0, one.advance == 0)
    )


def unauthorised(as_of: date, scope: Mapping[str, str]) -> Select[Any]:
    """A third party paid for the payer, and no paper says that it may."""
    r = Receipt
    first, other = Doc("receipts", r.id, r.number), Doc("parties", Party.id, Party.name)
    found = row(UNAUTHORISED, first, other, r.contract_id, r.received_on, r.amount, None)
    return found.join(Party, Party.id == r.paid_by_id).where(
        r.void == 0, r.received_on <= as_of, r.authority == "", r.amount > 0, r.contract_id.is_not(None),
        *_mine(r.contract_id, scope),
    )  # fmt: skip
