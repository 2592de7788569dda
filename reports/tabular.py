"""A paper that is one wide table a currency: registers, ageing, lists that are reported and signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.currencies import HOME
from models.language import N_
from models.money import Money
from models.problems import Problem
from reports.check_code import Check
from reports.letterhead import Letterhead
from reports.style import LANDSCAPE, Say
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
    """One currency (empty: no money): rows of Money, text, date, int, Decimal or None, in the order of the columns.

    With a ``heading`` (ready text) they are apart from the others and are not added up.
    """

    currency: str
    rows: tuple[tuple[Any, ...], ...]
    heading: str = ""

    def totals(self, columns: Sequence[TabularColumn]) -> tuple[Money | None, ...]:
        """The sum of every column that has one; none of rows that stand apart."""
        return tuple(
            Money.total(row[place] or Money() for row in self.rows) if column.total and not self.heading else None
            for place, column in enumerate(columns)
        )

    def only(self, places: Sequence[int]) -> TabularGroup:
        """Some of its columns."""
        return TabularGroup(
            self.currency, tuple(tuple(row[place] for place in places) for row in self.rows), self.heading
        )


def money_column(caption: str, width: float = 15) -> TabularColumn:
    """A column of amounts with their sum."""
    return TabularColumn(caption, MONEY, total=True, width=width)


def by_currency(rows: Iterable[tuple[str, tuple[Any, ...]]]) -> tuple[TabularGroup, ...]:
    """Rows, each with its currency, as one table a currency, renminbi first."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for currency, row in rows:
        found.setdefault(currency, []).append(row)
    in_order = sorted(found, key=lambda currency: (currency != HOME, currency))
    return tuple(TabularGroup(currency, tuple(found[currency])) for currency in in_order)


@dataclass(frozen=True)
class TabularPart:
    """Some columns (by place) that stand on paper as a table of their own, with a heading."""

    heading: str
    places: tuple[int, ...]


@dataclass(frozen=True)
class MustAgree:
    """Two figures of the paper that must be one: ``what`` says which."""

    what: str
    one: Money
    other: Money


@dataclass(frozen=True)
class Tabular:
    """Everything such a paper says. ``notes`` stand below the table, ``signers`` are captions of signature lines.

    ``total`` is what the last row is called where that is not simply the total; what ``is_final`` without being issued
    bears no watermark.
    A table that is too wide for its ``sheet`` is printed in ``parts``; a workbook has it whole.
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
    is_final: bool = False
    party_id: str = ""
    contract_id: str = ""
    dated_on: date | None = None
    language: str = "zh"
    sheet: tuple[float, float] = LANDSCAPE
    parts: tuple[TabularPart, ...] = ()
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
    """A sheet a currency; several currencies are told apart by the name of the sheet, as are rows that stand apart."""
    say, named = Say(data.language), len({group.currency for group in data.groups}) > 1
    made = []
    for group in data.groups:
        fields = tuple(
            Field(column.caption, column.kind, column.width, total=column.total and not group.heading)
            for column in data.columns
        )
        name = group.heading or data.title
        made.append(Sheet(f"{name} {group.currency}" if named else name, fields, group.rows))
    return made or [Sheet(say(N_("Empty")), tuple(Field(one.caption, one.kind, one.width) for one in data.columns))]
