"""A paper that is one wide table a currency: registers, ageing, lists that are reported and signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.language import N_
from models.money import Money
from models.problems import Problem
from reports.check_code import Check
from reports.letterhead import Letterhead
from reports.style import Say
from reports.workbook import Field, Sheet

MONEY, TEXT, DAY, DAYS, PERCENT = "money", "text", "date", "days", "percent"


@dataclass(frozen=True)
class TabularColumn:
    """``caption`` is ready text; ``kind`` as in a workbook's Field; ``total`` sums it; ``weight`` lets it wrap."""

    caption: str
    kind: str = TEXT
    total: bool = False
    weight: int = 0
    width: float = 14


@dataclass(frozen=True)
class TabularGroup:
    """One currency (empty: no money): rows of Money, text, date, int, Decimal or None, in the order of the columns."""

    currency: str
    rows: tuple[tuple[Any, ...], ...]

    def totals(self, columns: Sequence[TabularColumn]) -> tuple[Money | None, ...]:
        """The sum of every column that has one."""
        return tuple(
            Money.total(row[place] or Money() for row in self.rows) if column.total else None
            for place, column in enumerate(columns)
        )


@dataclass(frozen=True)
class MustAgree:
    """Two figures of the paper that must be one: ``what`` says which."""

    what: str
    one: Money
    other: Money


@dataclass(frozen=True)
class Tabular:
    """Everything such a paper says. ``notes`` stand below the table, ``signers`` are captions of signature lines.

    ``total`` is what the last row is called where that is not simply the total.
    """

    letterhead: Letterhead
    title: str
    scope: str
    as_of: date
    columns: tuple[TabularColumn, ...]
    groups: tuple[TabularGroup, ...]
    checks: tuple[MustAgree, ...] = ()
    notes: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    total: str = ""
    party_id: str = ""
    contract_id: str = ""
    dated_on: date | None = None
    language: str = "zh"
    number: str = ""
    corrects: str = ""
    check: Check | None = None


def contradictions(data: Tabular) -> list[Problem]:
    """The figures that should be one and are not."""
    return list(_contradictions(data))


def _contradictions(data: Tabular) -> Iterator[Problem]:
    message = N_("{what}: {one} here, {other} there. The book contradicts itself; run “verify”.")
    for check in data.checks:
        if check.one != check.other:
            yield Problem("", message, {"what": check.what, "one": check.one, "other": check.other})


def sheets(data: Tabular) -> Sequence[Sheet]:
    """A sheet a currency; several currencies are told apart by the name of the sheet."""
    say = Say(data.language)
    fields = tuple(Field(column.caption, column.kind, column.width, total=column.total) for column in data.columns)
    named = len(data.groups) > 1
    return [
        Sheet(f"{data.title} {group.currency}" if named else data.title, fields, group.rows) for group in data.groups
    ] or [Sheet(say(N_("Empty")), fields)]
