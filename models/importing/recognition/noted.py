"""What is said of the rows of a sheet: of each row once, and what is said of many rows once for all of them."""

from __future__ import annotations

from collections.abc import Iterable

from models.language import N_
from models.problems import Problem

_MANY = 20
"""Rows of which the same is said one by one."""
_ALSO = N_("{what} (The same of {count} further rows, the last of them row {last}.)")

Note = tuple[int, Problem]


def told_once(notes: Iterable[Note]) -> tuple[Note, ...]:
    """The notes in the order of their rows."""
    rows: dict[tuple[str, str], dict[int, Problem]] = {}
    for row, problem in notes:
        rows.setdefault((problem.message, repr(problem.values)), {}).setdefault(row, problem)
    found: list[Note] = []
    for same in rows.values():
        first, last = min(same), max(same)
        if len(same) > _MANY:
            told = {"what": same[first], "count": len(same) - 1, "last": last + 1}
            found.append((first, Problem("", _ALSO, told, True)))
        else:
            found += same.items()
    return tuple(sorted(found, key=lambda one: one[0]))
