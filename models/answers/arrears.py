"""The ledger of arrears of a day, for other programs."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models.answers.scope import Plain, plain
from models.arrears import Arrears, arrears
from models.money import Money

SUMMED = tuple(
    "price certified unbilled ahead received unallocated bills goods balance undated not_due overdue credit retention "
    "deposits guarantees".split()
)  # fmt: skip


def arrears_on(session: Session, as_of: date) -> dict[str, Any]:
    """``contracts`` and, by currency, ``total``; the bands are by posting date, in years."""
    rows = arrears(session, as_of)
    return {
        "as_of": as_of.isoformat(),
        "contracts": [_row(one) for one in rows],
        "total": [_total(currency, rows) for currency in sorted({one.currency for one in rows})],
    }


def _row(one: Arrears) -> Plain:
    told = {item.name: plain(getattr(one, item.name)) for item in fields(one) if item.name != "bands"}
    return {**told, "bands": {name: str(amount) for name, amount in one.bands.items()}}


def _total(currency: str, rows: list[Arrears]) -> Plain:
    mine = [one for one in rows if one.currency == currency]
    sums = {name: str(Money.total(getattr(one, name) for one in mine)) for name in SUMMED}
    names = dict.fromkeys(name for one in mine for name in one.bands)
    bands = {name: str(Money.total(one.bands.get(name, Money()) for one in mine)) for name in names}
    return {"currency": currency, **sums, "bands": bands}
