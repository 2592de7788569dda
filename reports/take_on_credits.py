"""What takes off old items by the day the book begins: money that had come in before, and what else settled them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.language import N_
from models.money import Money
from models.opening import SOURCE
from models.parties import Party
from models.receipts.record import Receipt
from models.receipts.unallocated import receipts, whose
from models.receivables.record import WAYS, Allocation, Receivable
from models.store.base import Fen
from reports.take_on_figures import ItemLine

NOT_ALLOCATED = N_("Receipt, not allocated")


@dataclass(frozen=True)
class Beside:
    """Money of a debtor that names no contract which was taken on; ``day`` is when it came in."""

    party_id: str
    party: str
    currency: str
    line: ItemLine


def credits_of(session: Session, position: str, contract: str, day: date) -> Iterator[ItemLine]:
    """What by this day takes off the items of a contract, by document; then receipts of it that wait for allocation."""
    amount = func.sum(Allocation.amount, type_=Fen())
    taken = (
        select(Allocation.way, Receipt.number, func.min(Allocation.allocated_on), func.min(Receipt.received_on), amount)
        .join(Receivable, Receivable.id == Allocation.receivable_id)
        .outerjoin(Receipt, Receipt.id == Allocation.receipt_id)
        .where(Receivable.source_noun == SOURCE, Receivable.source_id == position, Receivable.void == 0)
        .where(Allocation.void == 0, Allocation.allocated_on <= day)
        .group_by(Allocation.way, Receipt.number)
        .having(amount != 0)
        .order_by(func.min(Allocation.allocated_on), Receipt.number)
    )
    for way, number, allocated, received, less in session.execute(taken):
        yield _line(WAYS[way], number or "", received or allocated, less)
    held = receipts(day, Receipt.contract_id == contract)
    for number, received, less in session.execute(
        select(held.c.number, held.c.received_on, held.c.unallocated)
        .where(held.c.unallocated != 0)
        .order_by(held.c.received_on, held.c.number)
    ):
        yield _line(NOT_ALLOCATED, number, received, less)


def money_in(lines: Iterable[ItemLine]) -> Money:
    """What of these lines is money that came in and that the figures to date of the opening balance leave to them."""
    return Money.total(-one.amount for one in lines if one.kind in (WAYS["receipt"], NOT_ALLOCATED))


def money_beside(session: Session, day: date, party: str, contracts: list[str]) -> list[Beside]:
    """Receipts up to this day that wait for allocation and belong to none of these ``contracts``.

    Only of debtors with whom the book has no dealings of its own by then: what these paid is part of those.
    """
    held = receipts(day, *whose(party=party))
    under = select(Contract.id).where(Contract.payer_id == held.c.payer_id)
    dealings = or_(Receivable.party_id == held.c.payer_id, Receivable.contract_id.in_(under))
    own = exists().where(dealings, Receivable.source_noun != SOURCE, Receivable.void == 0, Receivable.posted_on <= day)
    rows = (
        select(held.c.payer_id, Party.name, held.c.currency, held.c.number, held.c.received_on, held.c.unallocated)
        .join(Party, Party.id == held.c.payer_id)
        .where(held.c.unallocated != 0, ~own, held.c.contract_id.is_(None) | held.c.contract_id.not_in(contracts))
        .order_by(Party.name, held.c.currency, held.c.received_on, held.c.number)
    )
    return [
        Beside(key, name, currency, _line(NOT_ALLOCATED, number, on, less))
        for key, name, currency, number, on, less in session.execute(rows)
    ]


def _line(kind: str, document: str, on: date, less: Money) -> ItemLine:
    return ItemLine(kind, document, on, None, "", "", -less)
