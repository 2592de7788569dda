"""SQL of the working day on or after a day, by the holidays that come with the program and those of the book."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Text, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from models.published import OFF, WORK, published_holidays
from models.store.base import Day


def next_working_day(day: ColumnElement[Any]) -> ColumnElement[Any]:
    """NULL when a year on the way is not announced (未公布): nothing is assumed of it (``rules.calendar.rolled``)."""
    return _NextWorkingDay(day, literal(_shipped(), Text()))


class _NextWorkingDay(FunctionElement[Any]):
    """``(day, shipped)``: it goes on from day to day while nobody works; a working day is answered at once."""

    type = Day()
    inherit_cache = True


@cache
def _shipped() -> str:
    """``{"2026": {"01-01": "off", "01-04": "work"}}``: what comes with the program, without usual weekends."""
    known = published_holidays()
    years: dict[str, dict[str, str]] = {str(year): {} for year in sorted(known.years)}
    for kind, days in ((OFF, known.off), (WORK, known.working)):
        for day in sorted(days):
            years[str(day.year)][day.isoformat()[5:]] = kind
    return json.dumps(years)


_ROLLED = """(WITH RECURSIVE days(day) AS (
    SELECT {day} UNION ALL
    SELECT {tomorrow} FROM days WHERE {known} AND ({told} = 'off' OR {off}
        OR ({weekend} AND coalesce({told}, '') <> 'work' AND NOT {work})))
SELECT CASE WHEN {known} THEN day END FROM (SELECT max(day) AS day FROM days) AS found)"""
_ENTERED = (
    "EXISTS (SELECT 1 FROM holiday_periods AS h WHERE h.first_on <= {day} AND h.last_on >= {day} AND h.kind = '{kind}')"
)
WORDS = {
    "sqlite": {
        "plus": "date({day}, ({days}) || ' days')",
        "later": "max({one}, {other})",
        "tomorrow": "date(day, '+1 day')",
        "weekend": "strftime('%w', day) IN ('0', '6')",
        "told": """json_extract({shipped}, '$."' || substr(day, 1, 4) || '"."' || substr(day, 6) || '"')""",
        "year": """json_extract({shipped}, '$."' || substr(day, 1, 4) || '"')""",
    },
    "postgresql": {
        "plus": "to_char(({day})::date + ({days})::int, 'YYYY-MM-DD')",
        "later": "(SELECT CASE WHEN its < {other} THEN {other} ELSE its END FROM (SELECT {one} AS its OFFSET 0) AS e)",
        "tomorrow": "to_char(day::date + 1, 'YYYY-MM-DD')",
        "weekend": "extract(dow FROM day::date) IN (0, 6)",
        "told": "(({shipped})::jsonb -> substr(day, 1, 4) ->> substr(day, 6))",
        "year": "(({shipped})::jsonb ->> substr(day, 1, 4))",
    },
}
"""How each database says it. A year that was entered counts once its 1 January and 1 October are there, as in
``holidays.known``."""


@compiles(_NextWorkingDay, "sqlite")
def _on_sqlite(element: Any, compiler: Any, **how: Any) -> str:
    return _written(element, compiler, how, WORDS["sqlite"])


@compiles(_NextWorkingDay, "postgresql")
def _on_postgresql(element: Any, compiler: Any, **how: Any) -> str:
    return _written(element, compiler, how, WORDS["postgresql"])


def _written(element: Any, compiler: Any, how: dict[str, Any], words: dict[str, str]) -> str:
    """The day comes first and what is shipped after it, each mark of a parameter in the order of the text."""
    first, last = (_ENTERED.format(day=f"substr(day, 1, 4) || '-{month}-01'", kind=OFF) for month in ("01", "10"))
    known = f"({words['year']} IS NOT NULL OR ({first} AND {last}))"
    off, work = (_ENTERED.format(day="day", kind=kind) for kind in (OFF, WORK))
    day, shipped = (compiler.process(clause, **how) for clause in element.clauses)
    text = _ROLLED.format(day=day, known=known, off=off, work=work, **words)
    return text.replace("{shipped}", shipped)
