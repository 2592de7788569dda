"""What the pictures of home and of a contract show, collected in one question, currency by currency."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from models import pipeline
from models.disputes.standing import disputed
from models.money import Money
from models.pipeline import Expected, Gate
from models.receipts.unallocated import Beside, beside
from models.receivables import Ageing, Position, positions
from models.receivables.ageing import ageing, in_all
from models.rules.ageing import Band, day_bands
from models.side_gates import SideGates, side_gates

AHEAD = timedelta(days=90)
MIDDLE = 15


@dataclass(frozen=True)
class Owed:
    """Everything in one currency as of a day; ``ageing`` is by due date, None when nothing is open."""

    as_of: date
    currency: str = "CNY"
    gates: tuple[Gate, ...] = ()
    position: Position | None = None
    beside: Beside = field(default_factory=Beside)
    disputed: Money = Money()
    ageing: Ageing | None = None
    expected: tuple[Expected, ...] = ()
    sides: SideGates = field(default_factory=SideGates)

    @property
    def bands(self) -> tuple[Band, ...]:
        return day_bands(self.as_of)


def owed(session: Any, as_of: date, **scope: str) -> tuple[Owed, ...]:
    """By currency, renminbi first; ``scope`` may name ``contract`` or ``party``."""
    ways = {one.currency: one.gates for one in pipeline.pipeline(session, as_of, **scope)}
    stood = {one.currency: one for one in positions(session, as_of, **scope)}
    aged = {one.currency: one for one in in_all(ageing(session, as_of, **scope))}
    apart = beside(session, as_of, **scope)
    beyond = side_gates(session, as_of, **scope)
    contested = disputed(session, as_of, **scope)
    days = tuple(stretches(as_of))
    return tuple(
        Owed(
            as_of,
            one,
            ways.get(one, ()),
            stood.get(one),
            apart.get(one, Beside()),
            contested.get(one, Money()),
            aged.get(one),
            tuple(pipeline.expected(session, as_of, days, one, **scope)),
            beyond.get(one, SideGates()),
        )
        for one in sorted({*ways, *stood, *apart, *contested}, key=lambda code: (code != "CNY", code))
    )


def stretches(as_of: date) -> Iterator[tuple[date, date]]:
    """The halves of months in the 90 days after a day: ``first`` … ``last``, both included."""
    first, end = as_of + timedelta(days=1), as_of + AHEAD
    while first <= end:
        last = first.replace(day=MIDDLE if first.day <= MIDDLE else calendar.monthrange(first.year, first.month)[1])
        yield first, min(last, end)
        first = last + timedelta(days=1)
