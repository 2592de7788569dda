"""Fees that a contract gives as a rate of a base (规费, 措施费, 管理费 …), worked out in each period in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from models.money import Money
from models.rules.base import (
    ADJUSTMENT,
    BREAKS,
    CLAIMS,
    DAYWORKS,
    LINES,
    OTHER,
    PROVISIONAL,
    VARIATIONS,
    Value,
)
from models.rules.captions import N_

WORK, MEASURED, ALL = "work", "measured", "all"
OF = {
    WORK: (LINES, BREAKS),
    MEASURED: (LINES, BREAKS, VARIATIONS, DAYWORKS),
    ALL: (LINES, BREAKS, VARIATIONS, DAYWORKS, PROVISIONAL, CLAIMS, ADJUSTMENT, OTHER),
}
"""The kinds of value each base is made of; materials on site are paid ahead and bear none."""
OF_NAMES = {
    WORK: N_("Of the work in the contract"),
    MEASURED: N_("Of the work, variations and day works"),
    ALL: N_("Of all value but materials on site"),
}


@dataclass(frozen=True)
class Fee:
    """A ``rate`` of the base ``of``; ``on_top``: of the base and of the fees before it."""

    name: str
    rate: Decimal
    of: str = WORK
    on_top: bool = False


@dataclass(frozen=True)
class Charged:
    """A fee of a period, what it was taken of, and what it comes to."""

    fee: Fee
    base: Money
    amount: Money


def charged(fees: Iterable[Fee], value: Value) -> Iterator[Charged]:
    """The fees of a value of the period, each rounded half up to the fen (GB 50500-2013 10.3: by rate as agreed).

    Raises KeyError for an unknown base.
    """
    reached = Money()
    for fee in fees:
        base = Money.total(value.get(kind, Money()) for kind in OF[fee.of])
        if fee.on_top:
            base += reached
        amount = base.share(fee.rate)
        reached += amount
        yield Charged(fee, base, amount)
