"""Ageing (账龄) of what is open on a day, by posting date or by due date, worked out in one query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, FromClause, and_, case, func, literal, select
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.money import Money
from models.receivables import position
from models.rules.ageing import DUE, POSTING, Band, day_bands, year_bands
from models.store.base import Fen


@dataclass(frozen=True)
class Ageing:
    """One contract (or all): by due date balance = undated + not_due + bands + credit; by posting bands + credit.

    ``not_due`` includes what is due today; ``overdue`` + ``not_due`` + ``undated`` + ``credit`` = ``balance``. What has
    to be paid back has no age: ``credit`` (below nothing) stands apart.
    """

    currency: str
    contract: str
    balance: Money
    undated: Money
    not_due: Money
    overdue: Money
    bands: Mapping[str, Money]
    credit: Money = Money()

    @property
    def adds_up(self) -> bool:
        aged = Money.total(self.bands.values())
        owed = self.undated + self.not_due + self.overdue
        return aged in (owed, self.overdue) and self.balance == owed + self.credit


def bands_on(as_of: date, by: str) -> tuple[Band, ...]:
    """Year bands by posting (Chinese practice), day bands by due date."""
    return year_bands(as_of, POSTING) if by == POSTING else day_bands(as_of, DUE)


def ageing(session: Session, as_of: date, by: str = DUE, **scope: str) -> list[Ageing]:
    """One row a contract with something open, ordered by currency and contract number."""
    bands = bands_on(as_of, by)
    item = position.worked_out(as_of, *position.scoped(scope))
    sums = (
        item.c.open,
        position.undated(item),
        position.not_due(item, as_of),
        position.due_today(item, as_of),
        position.overdue(item, as_of),
        item.c.credit,
        *(aged(item, band, by) for band in bands),
    )
    named = [func.coalesce(func.sum(one), 0, type_=Fen()).label(f"sum_{place}") for place, one in enumerate(sums)]
    summed = select(item.c.contract_id, *named).group_by(item.c.contract_id).subquery("summed")
    _contract, *figures = summed.c
    rows = session.execute(
        select(Contract.currency, Contract.number, *figures)
        .join_from(summed, Contract, Contract.id == summed.c.contract_id)
        .order_by(Contract.currency, Contract.number)
    )
    return [
        Ageing(
            currency, number, balance, undated, later + today, late, dict(zip(_names(bands), aged, strict=True)), credit
        )
        for currency, number, balance, undated, later, today, late, credit, *aged in rows
    ]


def in_all(rows: Iterable[Ageing]) -> list[Ageing]:
    """The sums by currency; no total mixes currencies."""
    found: dict[str, Ageing] = {}
    for row in rows:
        old = found.get(row.currency)
        found[row.currency] = row if old is None else _added(old, row)
    return [replace(one, contract="") for one in found.values()]


def _added(one: Ageing, other: Ageing) -> Ageing:
    return Ageing(
        one.currency,
        "",
        one.balance + other.balance,
        one.undated + other.undated,
        one.not_due + other.not_due,
        one.overdue + other.overdue,
        {name: amount + other.bands[name] for name, amount in one.bands.items()},
        one.credit + other.credit,
    )


def _names(bands: Iterable[Band]) -> list[str]:
    return [band.name for band in bands]


def aged(item: FromClause, band: Band, by: str) -> ColumnElement[Money]:
    """SQL: what of an item lies in a band; what has to be paid back lies in none."""
    day = item.c.posted_on if by == POSTING else item.c.due_on
    inside = [day <= band.last, *(() if band.first is None else (day >= band.first,))]
    return case((and_(*inside), position.owed(item)), else_=literal(Money(), Fen()))
