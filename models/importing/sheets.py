"""A workbook as plain rows: what a reader of foreign files hands over, whatever the file was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from models.problems import Problem

Cell = str | float | int | bool | date | datetime | time | timedelta
"""What a cell holds; an empty cell is ``""``."""

Place = tuple[int, int]
"""Row and column, counted from 0."""


Areas = tuple[tuple[int, int], ...]
"""First and last row of each area."""


@dataclass(frozen=True)
class Sheet:
    """One sheet from its cell A1 on.

    ``merged`` are first and last place of each merged area. ``valueless`` are cells with a formula that the saving
    program never worked out (they look empty); ``errors`` are cells that show ``#REF!`` and the like.
    ``hidden_rows`` and ``hidden_columns`` are counted from 0. ``summed`` are cells whose formula adds up cells above,
    ``linked`` those whose formula takes its value from another file, ``foreign`` those whose format shows another
    currency. ``adds`` are the rows of its own column that a sum adds up. ``scaled`` are cells that show less than they
    hold, by the power of ten that their format divides by, ``struck`` those that are struck through. What stands above
    row ``begins`` is only said of the table below; ``part`` is a table that shares its sheet with others. ``turned``:
    its rows are the columns of the file, this one is column A.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    hidden: bool = False
    merged: tuple[tuple[Place, Place], ...] = ()
    valueless: frozenset[Place] = frozenset()
    errors: Mapping[Place, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    summed: frozenset[Place] = frozenset()
    linked: frozenset[Place] = frozenset()
    foreign: Mapping[Place, str] = field(default_factory=dict)
    adds: Mapping[Place, Areas] = field(default_factory=dict)
    scaled: Mapping[Place, int] = field(default_factory=dict)
    struck: frozenset[Place] = frozenset()
    begins: int = 0
    part: bool = False
    turned: int | None = None

    @property
    def called(self) -> str:
        """The name a person gave it; that of a part also says where it stands."""
        return self.name.rpartition(" #")[0] if self.part else self.name


@dataclass(frozen=True)
class Workbook:
    """A workbook by file name; ``from_1904`` says how its date numbers count; ``advice`` is about the file."""

    name: str
    sheets: tuple[Sheet, ...]
    from_1904: bool = False
    advice: tuple[Problem, ...] = ()


def letters(column: int) -> str:
    """The letters of a column counted from 0: ``0`` is A, ``26`` is AA."""
    named = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        named = chr(ord("A") + rest) + named
    return named


def cell_name(place: Place) -> str:
    """``(6, 3)`` as ``D7``."""
    return f"{letters(place[1])}{place[0] + 1}"


def place_of(name: str) -> Place:
    """``D7`` as ``(6, 3)``; raises ValueError when it names no cell."""
    column = 0
    digits = name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    for letter in name[: len(name) - len(digits)]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(digits) - 1, column - 1
