"""How old what is owed is, for other programs: by contract and in all, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select, type_coerce
from sqlalchemy.orm import Session

from models.answers.scope import Plain
from models.contracts.record import Contract
from models.money import Money
from models.receipts.unallocated import receipts, whose
from models.receivables.ageing import Ageing, ageing, bands_on, in_all
from models.store.base import Fen


def ageing_on(session: Session, as_of: date, by: str, **scope: str) -> Plain:
    """``contracts`` and, by currency, ``total``: balance, unallocated, undated, not_due, overdue, credit, bands."""
    rows = {(one.currency, one.contract): one for one in ageing(session, as_of, by, **scope)}
    free = _unallocated(session, as_of, scope)
    nothing = {band.name: Money() for band in bands_on(as_of, by)}
    total = {one.currency: one for one in in_all(rows.values())}
    beside_all: dict[str, Money] = {}
    for (currency, number), amount in free.items():
        beside_all[currency] = beside_all.get(currency, Money()) + amount
        if number and amount and (currency, number) not in rows:
            rows[currency, number] = Ageing(currency, number, Money(), Money(), Money(), Money(), nothing)
        if currency not in total:
            total[currency] = Ageing(currency, "", Money(), Money(), Money(), Money(), nothing)
    return {
        "as_of": as_of.isoformat(),
        "by": by,
        "contracts": [_aged(rows[key], free.get(key, Money())) for key in sorted(rows)],
        "total": [_aged(one, beside_all.get(currency, Money())) for currency, one in sorted(total.items())],
    }


def _aged(row: Ageing, unallocated: Money) -> Plain:
    head = {"contract": row.contract, "currency": row.currency} if row.contract else {"currency": row.currency}
    return {
        **head,
        "balance": str(row.balance),
        "unallocated": str(unallocated),
        "undated": str(row.undated),
        "not_due": str(row.not_due),
        "overdue": str(row.overdue),
        "credit": str(row.credit),
        "bands": {name: str(amount) for name, amount in row.bands.items()},
    }


def _unallocated(session: Session, as_of: date, scope: Mapping[str, str]) -> dict[tuple[str, str], Money]:
    """What is not allocated, by currency and contract number (empty: received without a contract)."""
    where = whose(**scope)
    row = receipts(as_of, *where, in_one_go=not where)
    summed = (
        select(row.c.currency, row.c.contract_id, func.sum(row.c.unallocated).label("free"))
        .group_by(row.c.currency, row.c.contract_id)
        .subquery()
    )
    number = func.coalesce(Contract.number, "")
    rows = session.execute(
        select(summed.c.currency, number, type_coerce(summed.c.free, Fen())).join_from(
            summed, Contract, Contract.id == summed.c.contract_id, isouter=True
        )
    )
    return {(currency, contract): amount for currency, contract, amount in rows}
