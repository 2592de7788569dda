"""Where contracts begin with a balance: what was received until that day is in it already, and stays out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from models.contracts import Contract
from models.importing.recognition.brought import Harvest
from models.importing.recognition.deals import Deals
from models.importing.recognition.ledger import Ledger, Line
from models.importing.recognition.received_to_date import in_book
from models.importing.recognition.words import ACCOUNT, OPENING, RETENTION
from models.importing.values import folded
from models.language import N_
from models.money import Money
from models.opening import SOURCE
from models.opening_position import OpeningPosition
from models.receivables import Receivable
from models.store.base import Fen

_BEGUN = N_(
    "The book begins on {day} with {amount} received under this contract, and the receipt is among it: leave the row "
    "out, or take the amount out of the opening balance first."
)
_SUMMED = N_(
    "The book has what was received under this contract until {day} in one sum, {amount}, and the receipt is among it: "
    "void that sum to bring in the receipts one by one, or leave the row out."
)
_INSIDE = N_("Already in the opening balance of {day}: what was received until then makes it less already.")


@dataclass(frozen=True)
class Inside:
    """A receipt that the balance of ``day`` counts already; ``counted`` is all that it counts, where that is known."""

    whose: str
    day: date
    counted: Money | None
    amount: Money


@dataclass
class Begun:
    """By contract the day of its balance: ``whole`` counts everything received until then, ``kept`` only retention.

    ``received`` is what such a contract of the book says was received before, ``summed`` are those of which the book
    has that in one sum.
    """

    whole: dict[str, date] = field(default_factory=dict)
    kept: dict[str, date] = field(default_factory=dict)
    received: dict[str, Money] = field(default_factory=dict)
    summed: set[str] = field(default_factory=set)

    def inside(self, found: Harvest, deals: Deals, values: Mapping[str, Any], ledger: Ledger, line: Line) -> bool:
        """Whether the money is in the balance already: the row stays out, or it would come twice."""
        of_account = ledger.kind == ACCOUNT
        if not self.whole or folded(values["number"]) in found.booked or ledger.answers.inside is False:
            return False
        number = values["contract"]
        numbers = [number] if number else [one.number for one in deals.of_party(values["payer"])]
        days = [self.whole.get(one, date.min) for one in numbers]
        day = min(days, default=date.min)
        counted = self.received.get(number)
        if values["received_on"] > day or (of_account and not counted):
            return False
        ledger.inside[line.row] = Inside(number or values["payer"], day, counted, values["amount"])
        said = _SUMMED if number in self.summed else _BEGUN
        line.open(said, day=day, amount=counted.grouped) if counted else line.open(_INSIDE, day=day)
        return True


def begun(session: Session, found: Harvest) -> Begun:
    """The contracts of the book and of the workbook that begin with a balance, which is also kept in ``found``."""
    made = Begun()
    for number, day, certified, received, items, retained in _of_book(session):
        if received:
            made.received[number] = received
        elif not items or (certified and items >= certified):
            continue  # what was certified until then stands there whole, and nothing of it was paid
        (made.kept if items and items == retained and not received else made.whole)[number] = day
    rows = found.rows.get(OPENING, [])
    gross = {row.values["contract"] for row in rows if row.ledger.kind not in (OPENING, RETENTION)}
    for row in rows:
        number, day = row.values["contract"], row.values.get("taken_on")
        if day and number not in gross:
            into = made.whole if row.ledger.kind == OPENING else made.kept
            into[number] = max(day, into.get(number, date.min))
    for number, day in (*made.kept.items(), *made.whole.items()):
        found.begun[number] = max(day, found.begun.get(number, date.min))
    for number, sums in in_book(session).items():
        made.whole[number] = max(sums[-1][1], made.whole.get(number, date.min))
        made.received[number] = Money.total(amount for *_, amount in sums)
        made.summed.add(number)
    return made


def _of_book(session: Session) -> Iterator[Any]:
    p, r = OpeningPosition, Receivable
    items = func.coalesce(func.sum(r.amount), 0, type_=Fen())
    retained = func.coalesce(func.sum(case((r.kind == "retention", r.amount), else_=0)), 0, type_=Fen())
    rows = select(Contract.number, p.taken_on, p.certified, p.received, items, retained)
    rows = rows.join(p, p.contract_id == Contract.id)
    mine = (r.source_noun == SOURCE) & (r.source_id == p.id) & (r.void == 0)
    yield from session.execute(rows.outerjoin(r, mine).group_by(Contract.id, p.id))
