"""Published cases and shipped tables as the tests of the rules read them."""

from __future__ import annotations

import json
from typing import Any

from models.rules.calendar import Holidays, read_holidays
from models.rules.rates import RateTable, read_rates, read_rows
from resources import path
from ui.bootstrap import ROOT


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((ROOT / "tests/data/cases" / f"{name}.json").read_text(encoding="utf-8"))
    return found


def case(name: str, identity: str) -> dict[str, Any]:
    return next(one for one in cases(name) if one["id"] == identity)


def the_holidays() -> Holidays:
    files = sorted(path("holidays").glob("*.csv"))
    return read_holidays(row for file in files for row in read_rows(file.read_text(encoding="utf-8")))


def the_rates() -> RateTable:
    lpr, benchmark = (
        read_rows(path(f"rates/{name}.csv").read_text(encoding="utf-8")) for name in ("lpr", "benchmark_lending_rates")
    )
    return read_rates(lpr, benchmark, the_holidays())
