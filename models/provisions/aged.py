"""What is open of each class of receivables of a contract, by age since posting and by days past due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.money import Money
from models.provisions.record import PAST_DUE
from models.receivables import position
from models.receivables.ageing import aged
from models.rules.ageing import DUE, POSTING, day_bands, month_bands, year_bands
from models.store.base import Fen

EDGES = (30, 60, 90)


@dataclass(frozen=True)
class Aged:
    """One class of a contract; the years, again the months, and the days past due, are what of it is owed.

    ``undated`` of what is not past due waits for its day.
    """

    contract: str
    kind: str
    bands: Mapping[str, Money]
    undated: Money


def aged_by_class(session: Session, as_of: date, months: Sequence[int] = ()) -> Iterator[Aged]:
    """What has to be paid back is of no age. What waits for its event, and what falls due today, is not past due.

    ``months`` are the ages at which bands of months change.
    """
    item = position.worked_out(as_of)
    parts = {band.name: aged(item, band, POSTING) for band in year_bands(as_of, POSTING)}
    parts |= {band.name: aged(item, band, POSTING) for band in month_bands(as_of, months)}
    parts |= {PAST_DUE[0]: position.undated(item) + position.not_due(item, as_of) + position.due_today(item, as_of)}
    parts |= {band.name: aged(item, band, DUE) for band in day_bands(as_of, DUE, EDGES)}
    summing = (position.undated(item), *parts.values())
    sums = [func.coalesce(func.sum(part), 0, type_=Fen()).label(f"sum_{place}") for place, part in enumerate(summing)]
    summed = select(item.c.contract_id, item.c.kind, *sums).group_by(item.c.contract_id, item.c.kind).subquery("summed")
    _contract, kind, *figures = summed.c
    rows = select(Contract.number, kind, *figures).join_from(summed, Contract, Contract.id == summed.c.contract_id)
    for contract, name, undated, *amounts in session.execute(rows.order_by(Contract.number, kind)):
        yield Aged(contract, name, dict(zip(parts, amounts, strict=True)), undated)
