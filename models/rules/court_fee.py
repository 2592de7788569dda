"""The court fee of a claim for money (案件受理费), by the bands of 诉讼费用交纳办法."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from models.money import Money, half_up


@dataclass(frozen=True)
class Band:
    """The part of a claim up to ``upto`` (None: without end) costs ``rate``."""

    upto: Money | None
    rate: Decimal


@dataclass(frozen=True)
class FeeTable:
    """A flat fee for the first band, then a share of each further band; ``since`` names the day it came into force."""

    since: date
    basis: str
    first: Money
    flat: Money
    bands: tuple[Band, ...]


def _band(upto: int | None, rate: str) -> Band:
    return Band(None if upto is None else Money.of(upto), Decimal(rate))


TABLES = (
    FeeTable(
        date(2007, 4, 1),
        "诉讼费用交纳办法 13",
        Money.of(10_000),
        Money.of(50),
        (
            _band(100_000, "0.025"),
            _band(200_000, "0.02"),
            _band(500_000, "0.015"),
            _band(1_000_000, "0.01"),
            _band(2_000_000, "0.009"),
            _band(5_000_000, "0.008"),
            _band(10_000_000, "0.007"),
            _band(20_000_000, "0.006"),
            _band(None, "0.005"),
        ),
    ),
)


def court_fee(amount: Money, on: date, tables: Sequence[FeeTable] = TABLES) -> Money:
    """The fee for a claim of ``amount`` filed ``on`` that day, half up to the fen once.

    Raises ValueError for a negative claim or a day before the first table.
    """
    table = next(
        (table for table in sorted(tables, key=lambda one: one.since, reverse=True) if table.since <= on), None
    )
    if table is None or amount < Money():
        raise ValueError(f"no court fee for {amount} on {on}")
    exact, reached = Fraction(table.flat.fen), table.first
    for band in table.bands:
        upto = amount if band.upto is None else min(amount, band.upto)
        exact += max(upto.fen - reached.fen, 0) * Fraction(band.rate)
        reached = max(reached, upto)
    return Money(half_up(exact))
