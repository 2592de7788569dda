"""Money that is here but stands beside the balance: receipts not yet allocated, bills not yet collected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, exists, func, literal, or_, select, type_coerce
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.money import Money
from models.receipts.record import BILLS, Receipt
from models.receivables.record import Allocation
from models.stages import Stage
from models.store.base import Day, Fen
from models.store.dates import counts_from


@dataclass(frozen=True)
class Beside:
    """Unallocated receipts and bills in hand, in one currency."""

    unallocated: Money = Money()
    in_hand: Money = Money()


def receipts(as_of: date, *where: ColumnElement[bool], in_one_go: bool = False) -> Subquery:
    """SQL: every receipt up to a day, with what of it is ``unallocated`` and whether it is a bill ``in_hand``.

    ``in_one_go`` reads the whole table for a sum instead of fetching each receipt by its day.
    """
    whole = counts_from(Receipt, Receipt.received_on) <= literal(as_of, Day())
    by_day = [whole] if in_one_go else [Receipt.void == 0, Receipt.received_on <= as_of]
    used = (
        select(func.coalesce(func.sum(Allocation.amount), 0, type_=Fen()))
        .where(Allocation.receipt_id == Receipt.id, Allocation.void == 0, Allocation.allocated_on <= as_of)
        .correlate(Receipt)
        .scalar_subquery()
    )
    return (
        select(
            Receipt.id,
            Receipt.number,
            Receipt.payer_id,
            Receipt.contract_id,
            Receipt.received_on,
            Receipt.currency,
            Receipt.method,
            Receipt.matures_on,
            Receipt.paid_by_id,
            Receipt.authority,
            Receipt.instruction,
            Receipt.wages,
            Receipt.amount,
            type_coerce(Receipt.amount - used, Fen()).label("unallocated"),
            case((_in_hand(as_of), Receipt.amount), else_=literal(Money(), Fen())).label("in_hand"),
        )
        .where(*by_day, *where)
        .subquery("receipts_on")
    )


def _in_hand(as_of: date) -> ColumnElement[bool]:
    """A bill is in hand until it matured and was paid, or went back."""
    ended = exists().where(Stage.document_id == Receipt.id, Stage.reached_on <= as_of).correlate(Receipt)
    return and_(Receipt.method.in_(BILLS), Receipt.reverses_id.is_(None), ~ended)


def whose(**scope: str) -> list[ColumnElement[bool]]:
    """SQL: conditions on Receipt for a ``contract``, or the ``party`` that paid it or that it was paid for."""
    columns = {"party": paid_for, "contract": Receipt.contract_id.__eq__}
    return [columns[name](value) for name, value in scope.items() if value]


def paid_for(debtor: Any) -> ColumnElement[bool]:
    """SQL: he paid a receipt, or the agency that pays under a contract of his."""
    under = or_(Receipt.contract_id == Contract.id, Receipt.contract_id.is_(None))
    agency = exists().where(Contract.payer_id == Receipt.payer_id, Contract.owner_id == debtor, under)
    return or_(Receipt.payer_id == debtor, agency.correlate(Receipt))


def on_whose_account(receipt: Any) -> ColumnElement[str]:
    """SQL of a receipt: the owner for whom the agency paid it, where it pays for one only; else the payer himself."""
    under = or_(Contract.id == receipt.contract_id, receipt.contract_id.is_(None))
    owners = select(func.min(Contract.owner_id)).where(Contract.payer_id == receipt.payer_id, under)
    owner = owners.having(func.count(Contract.owner_id.distinct()) == 1).scalar_subquery()
    return func.coalesce(owner, receipt.payer_id)


def beside(session: Session, as_of: date, **scope: str) -> Mapping[str, Beside]:
    """By currency; ``scope`` may name ``party`` (who paid, or for whom an agency did) or ``contract``."""
    where = whose(**scope)
    found = receipts(as_of, *where, in_one_go=not where)
    rows = session.execute(
        select(
            found.c.currency,
            func.coalesce(func.sum(found.c.unallocated), 0, type_=Fen()),
            func.coalesce(func.sum(found.c.in_hand), 0, type_=Fen()),
        ).group_by(found.c.currency)
    )
    return {currency: Beside(unallocated, in_hand) for currency, unallocated, in_hand in rows}
