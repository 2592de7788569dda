"""Delay of the works (工期延误): days late after the time that was granted, and the damages they come to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.money import Money
from models.rules.calendar import add_days


@dataclass(frozen=True)
class DelayTerms:
    """Damages of each day late, an amount or a share of the price, up to ``cap`` (GF-2017-0201 7.5.2; FIDIC 8.7)."""

    per_day: Money = Money()
    cap: Money | None = None

    def damages(self, days: int) -> Money:
        """What so many days late come to."""
        whole = Money(self.per_day.fen * max(days, 0))
        return whole if self.cap is None else min(whole, self.cap)


def delay_terms(price: Money, day: Money | None, rate: Decimal | None, cap: Decimal | None) -> DelayTerms:
    """Of an amount a day or a share of the price a day; ``cap`` is a share of the price."""
    per_day = day if day is not None else price.share(rate) if rate is not None else Money()
    return DelayTerms(per_day, None if cap is None else price.share(cap))


def extended(agreed_on: date, days: int) -> date:
    """The completion day with the days that were granted."""
    return add_days(agreed_on, days)


def days_late(adjusted_on: date, done_on: date | None, today: date) -> int:
    """Days after the adjusted completion day: until the works were completed, else until today."""
    end = today if done_on is None else min(done_on, today)
    return max((end - adjusted_on).days, 0)
