"""From which day on which rate of interest applies: agreed or published, raised after so many days late, limited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from models.money import read_decimal
from models.rules.rates import RateTable, publications

T = TypeVar("T")


@dataclass(frozen=True)
class Rate:
    """A rate as a share (0.06) per ``year`` or, when ``daily``, per day (0.0005)."""

    share: Decimal
    daily: bool = False


SME_DEFAULT = Rate(Decimal("0.0005"), daily=True)
"""0.05 % a day where an SME creditor agreed no rate (保障中小企业款项支付条例 17)."""

DOUBLED = Rate(Decimal("0.000175"), daily=True)
"""The doubled part of interest in enforcement, 0.0175 % a day, never LPR (法释〔2014〕8号 1)."""


@dataclass(frozen=True)
class LprRate:
    """A multiple of the published rate of a term (``1y``, ``5y``), until LPR of the benchmark term ``before``.

    ``margin`` is added to it (FIDIC 14.8: three percentage points, 0.03).
    """

    term: str
    multiple: Decimal = Decimal(1)
    before: str = ""
    margin: Decimal = Decimal(0)


@dataclass(frozen=True)
class Raised:
    """A debt that is late for more than ``days`` bears so many ``times`` the rate from the next day on.

    GF-2017-0201 14.4.2: twice the rate after 56 days.
    """

    days: int
    times: Decimal


TWICE = Decimal(2)
"""How many times the rate is taken after so many days, where nothing else is said."""


@dataclass(frozen=True)
class LateTerms:
    """What was agreed of being late: the first ``free`` days bear no interest, the rate is ``raised`` some day."""

    free: int | None = None
    raised: Raised | None = None


AS_USUAL = LateTerms()
"""Nothing was agreed of being late."""


Steps = list[tuple[date, Rate]]
"""From when on which rate applies, the oldest first."""


def steps_of(rate: Rate | LprRate, table: RateTable | None, first: date, last: date, merged: bool) -> Steps:
    """The rates from ``first`` on, of those published up to ``last``; ``merged`` joins neighbours of equal rate.

    Raises ValueError for a published rate without a ``table``.
    """
    if isinstance(rate, Rate):
        return [(first, rate)]
    if table is None:
        raise ValueError("LPR needs the table of published rates")
    steps: Steps = []
    for one in publications(table, rate.term, first, last, rate.before):
        found = Rate(one.rate * rate.multiple + rate.margin)
        if not merged or not steps or steps[-1][1] != found:
            steps.append((max(one.on, first), found))
    return steps


def raised(steps: Sequence[tuple[date, Rate]], how: Raised, late_since: date) -> Steps:
    """The rates with the raise, which counts its days from ``late_since``, the first day late."""
    begins = max(late_since + timedelta(how.days), steps[0][0])
    days = sorted({begins, *dict(steps)})
    found = [(day, latest(steps, day)) for day in days]
    return [(day, replace(rate, share=rate.share * how.times) if day >= begins else rate) for day, rate in found]


def lower(steps: Sequence[tuple[date, Rate]], limit: Sequence[tuple[date, Rate]], basis: int) -> Steps:
    """Of two rates the one that comes to less in a day, whichever of them changes."""
    days = sorted({*dict(steps), *dict(limit)})
    return [(day, min(latest(steps, day), latest(limit, day), key=lambda rate: of_a_day(rate, basis))) for day in days]


def latest(steps: Sequence[tuple[date, T]], day: date) -> T:
    """What applies on a day."""
    return [value for since, value in steps if since <= day][-1]


def of_a_day(rate: Rate, basis: int) -> Fraction:
    """The exact share of one day in a year of ``basis`` days."""
    return Fraction(rate.share) / (1 if rate.daily else basis)


def read_rate(text: str) -> Rate:
    """``0.05/d`` (percent a day) or ``6/y`` (percent a year); raises ValueError for anything else."""
    number, _, unit = text.strip().lower().partition("/")
    if unit not in ("d", "y"):
        raise ValueError(f"{text}: a rate is written 0.05/d or 6/y")
    return Rate(read_decimal(number.rstrip("% ")) / 100, daily=unit == "d")
