"""Calendar arithmetic inside SQL, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Integer, case
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from models.store.base import Day


def counts_from(row: Any, day: Any) -> ColumnElement[Any]:
    """SQL of the day from which a row counts; NULL for a void one.

    No index knows it: the database reads such a table in one go, in the order of its keys, instead of fetching each row
    by its day (measured at 200,000 rows: five times slower).
    """
    return case((row.void == 0, day))


class add_days(FunctionElement[Any]):
    """``add_days(day, n)``: the ISO day n days later; NULL when either is NULL."""

    type = Day()
    inherit_cache = True


class days_between(FunctionElement[Any]):
    """``days_between(earlier, later)``: whole days; NULL when either is NULL."""

    type = Integer()
    inherit_cache = True


@compiles(add_days, "sqlite")
def _add_days_sqlite(element: Any, compiler: Any, **how: Any) -> str:
    day, days = (compiler.process(clause, **how) for clause in element.clauses)
    return f"date({day}, ({days}) || ' days')"


@compiles(add_days, "postgresql")
def _add_days_postgresql(element: Any, compiler: Any, **how: Any) -> str:
    day, days = (compiler.process(clause, **how) for clause in element.clauses)
    return f"to_char(({day})::date + ({days})::int, 'YYYY-MM-DD')"


@compiles(days_between, "sqlite")
def _days_between_sqlite(element: Any, compiler: Any, **how: Any) -> str:
    earlier, later = (compiler.process(clause, **how) for clause in element.clauses)
    return f"CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"


@compiles(days_between, "postgresql")
def _days_between_postgresql(element: Any, compiler: Any, **how: Any) -> str:
    earlier, later = (compiler.process(clause, **how) for clause in element.clauses)
    return f"(({later})::date - ({earlier})::date)"
