"""The tables that are published for everyone and shipped with the program: lending rates and holidays."""

from __future__ import annotations

from functools import cache

from models.rules.calendar import Holidays, read_holidays
from models.rules.rates import RateTable, read_rates, read_rows
from resources import path

OFF, WORK = "off", "work"
"""What a day is: nobody works, or people work on a weekend."""


@cache
def published_holidays() -> Holidays:
    """The announced holidays of all years that are shipped."""
    files = sorted(path("holidays").glob("*.csv"))
    return read_holidays(row for file in files for row in read_rows(file.read_text(encoding="utf-8")))


@cache
def published_rates() -> RateTable:
    """LPR and the benchmark rates before it."""
    lpr, benchmark = (
        read_rows(path(f"rates/{name}.csv").read_text(encoding="utf-8")) for name in ("lpr", "benchmark_lending_rates")
    )
    return read_rates(lpr, benchmark, published_holidays())
