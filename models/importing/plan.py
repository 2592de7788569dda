"""What an import would do: the tables that were read, the records made of them, the problems, what is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models.contracts import Contract, Terms
from models.importing.forms import SheetForm
from models.importing.names import Names
from models.importing.table import Table
from models.importing.texts import Misread
from models.importing.unsaved import Unsaved
from models.language import N_
from models.money import Money
from models.problems import Problem
from models.store.base import Record, new_id

SKIP, UPDATE = "skip", "update"
EXISTING = {SKIP: N_("Leave them as they are"), UPDATE: N_("Update what is not posted")}
_NAMED = 5
"""So many numbers are named where many documents exist already."""


def _found(session: Session, kept: Mapping[str, Record], kind: type[Any], key: str) -> Any:
    """A record of the book. (Nothing of a plan refers back to it: a large one goes as soon as it is done with.)"""
    return kept.get(key) or session.get_one(kind, key)


Origin = tuple[Table, list[int]]
Act = Callable[[Session], object]
"""The table the parts of a draft come from, and the row of each."""


def chunks(keys: Iterable[str], size: int = 500) -> Iterator[list[str]]:
    """Keys in pieces that one statement takes."""
    every = sorted(keys)
    for first in range(0, len(every), size):
        yield every[first : first + size]


@dataclass(frozen=True)
class Choices:
    """What the user decided: what becomes of documents that exist, whether amounts are rounded to the fen."""

    existing: str = SKIP
    round_off: bool = False


@dataclass
class Counts:
    """What became of the rows of one sheet, and what their amounts come to in each currency."""

    rows: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    totals: dict[str, Money] = field(default_factory=dict)

    def add(self, amount: Money, currency: str) -> None:
        self.totals[currency] = self.totals.get(currency, Money()) + amount


@dataclass(frozen=True)
class Found:
    """A document of the book that the workbook names again: its key, and whether it is posted."""

    id: str
    posted: bool = False


@dataclass(frozen=True)
class Later:
    """What is done once everything is sound: the row and the rows of its parts are where its problems belong."""

    table: Table
    index: int
    act: Act
    parts: Mapping[str, Origin] = field(default_factory=dict)


@dataclass
class Plan:
    """Grows sheet by sheet, in the order of the forms; nothing is written before all of it is sound."""

    session: Session
    choices: Choices
    today: date
    names: Names
    tables: Mapping[str, Table]
    problems: list[Problem] = field(default_factory=list)
    counts: dict[str, Counts] = field(default_factory=dict)
    updates: list[Later] = field(default_factory=list)
    written: dict[tuple[str, int], str] = field(default_factory=dict)
    """By sheet and row: the key of the record made of it, where no name of the row finds it."""
    unsound: set[str] = field(default_factory=set)
    faulty: set[str] = field(default_factory=set)
    kept: dict[str, Record] = field(default_factory=dict)
    gross: set[str] = field(default_factory=set)
    """Contracts whose opening balance counts receipts of the book as not yet come: these will settle it."""
    spoken_for: set[str] = field(default_factory=set)
    """Numbers of new receipts that settle a debt of their own: a deposit that came back."""
    begun: dict[str, date] = field(default_factory=dict)
    """By contract: until which day its opening balance is less already by what was received."""
    natures: dict[str, frozenset[str]] = field(default_factory=dict)
    """By the number of a new receipt: the classes of what is owed that it says it is for."""
    settled: dict[str, Money] = field(default_factory=dict)
    """By class: what receipts settle of it."""
    settled_before: dict[str, Money] = field(default_factory=dict)
    """By currency: what receipts of the book settle, that were free."""
    deposited: dict[str, Money] = field(default_factory=dict)
    """By contract: what the workbook changes of the deposits that are out."""
    opened_with: set[str] = field(default_factory=set)
    """Numbers of new receipts that are part of an opening balance: what was received beyond what was owed."""
    _existing: dict[str, list[str]] = field(default_factory=dict)
    _posted: dict[str, list[str]] = field(default_factory=dict)
    _marked: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.unsaved = Unsaved(partial(_found, self.session, self.kept))
        self._marked.update(problem.where for problem in self.problems if not problem.advice)

    def count(self, form: SheetForm) -> Counts:
        return self.counts.setdefault(form.name, Counts())

    def broken(self, kind: str, *names: str) -> None:
        """A document that cannot be made is known all the same: what refers to it is not to blame."""
        key = new_id()
        self.unsound.add(key)
        self.names.add(kind, key, *names)

    def contract(self, key: str) -> Contract:
        """The contract of the book or the workbook."""
        return self.unsaved.get_one(Contract, key)

    def preload(self, contracts: Iterable[str]) -> None:
        """Read contracts of the book with their terms at once instead of one by one."""
        terms = selectinload(Contract.terms)
        for keys in chunks(key for key in contracts if key not in self.unsaved.records):
            rows = (
                select(Contract)
                .where(Contract.id.in_(keys))
                .options(
                    *(
                        terms.selectinload(part)
                        for part in (Terms.milestones, Terms.releases, Terms.kinds, Terms.factors)
                    )
                )
            )
            for contract in self.session.scalars(rows):
                self.kept[contract.id] = contract
                self.kept.update((one.id, one) for one in contract.terms)

    def currency_of(self, contract: str) -> str:
        return self.contract(contract).currency

    def price_of(self, contract: str) -> Money | None:
        """Its price; None when the contract itself has problems and was not made."""
        found = self.unsaved.records.get(contract) or self.session.get(Contract, contract)
        return found.price if isinstance(found, Contract) else None

    # Problems

    def add(self, problem: Problem) -> None:
        self.problems.append(problem)
        if not problem.advice:
            self._marked.add(problem.where)

    def wrong(self, table: Table, index: int, entry: str, message: str, **values: object) -> None:
        """A problem of one cell."""
        self.add(Problem(entry, message, values, where=table.where(index, entry)))

    def advise(self, table: Table, index: int, entry: str, message: str, **values: object) -> None:
        """Something worth knowing of one cell, which stops nothing."""
        self.add(Problem(entry, message, values, True, table.where(index, entry)))

    def lacks(self, table: Table, index: int, entry: str) -> None:
        """A required entry of a part is empty."""
        missing = N_("{caption} is missing: please fill it in.")
        self.tell([Problem(entry, missing, {"caption": table.form.entries[entry].caption})], table, index)

    def tell(
        self, found: Iterable[Problem], table: Table, index: int, parts: Mapping[str, Origin] | None = None
    ) -> bool:
        """Add the problems of a draft, each at the cell of its entry; whether the draft may be kept.

        A cell that could not be read is not also said to be missing, nor is each row of a column that is not there.
        """
        sound = True
        for problem in found:
            sound = sound and problem.advice
            where = self._place(problem.entry, table, index, parts or {})
            if where not in self._marked and problem.entry not in table.absent:
                self.add(replace(problem, where=where))
        return sound

    def _place(self, entry: str, table: Table, index: int, parts: Mapping[str, Origin]) -> str:
        whole, _, rest = entry.partition(".")
        if rest and whole in parts:
            number, _, name = rest.partition(".")
            origin, rows = parts[whole]
            if int(number) < len(rows):
                return origin.where(rows[int(number)], name)
            return table.where(index)
        if whole in parts:
            origin, rows = parts[whole]
            return origin.where(rows[-1]) if rows else table.where(index)
        return table.where(index, entry)

    # References

    def resolve(self, table: Table, *entries: str) -> None:
        """Put the key of the record in place of the name in these columns; an unknown name is a problem."""
        for name in entries:
            kind, column = table.form.entries[name].pick, table.columns.get(name)
            if column is None:
                continue
            known: dict[str, str] = {}
            for index, written in enumerate(column):
                if written and written not in known:
                    try:
                        known[written] = self.names.find(kind, written)
                    except Misread as misread:
                        self.wrong(table, index, name, misread.message, **misread.values)
                column[index] = known.get(written, "") if written else ""

    # Documents that exist

    def exists(self, table: Table, index: int, number: str, found: Found) -> bool:
        """Count a document that exists already; whether it is to be updated."""
        if found.posted or self.choices.existing == SKIP:
            kept = self._posted if found.posted and self.choices.existing == UPDATE else self._existing
            kept.setdefault(table.form.name, []).append(number)
            self.count(table.form).skipped += 1
            return False
        return True

    def update(
        self, table: Table, index: int, before: Any, after: Any, act: Act, parts: Mapping[str, Origin] | None = None
    ) -> None:
        """Change a document later, if the workbook says anything new of it."""
        if before == after:
            self.count(table.form).unchanged += 1
        else:
            self.count(table.form).updated += 1
            self.updates.append(Later(table, index, act, parts or {}))

    def advise_existing(self) -> None:
        """Say once a sheet which documents are in the book already."""
        said = (
            (self._existing, N_("{count} of this sheet are in the book already and are left as they are: {numbers}.")),
            (self._posted, N_("{count} of this sheet are posted and are not changed: {numbers}.")),
        )
        for found, message in said:
            for name, numbers in found.items():
                shown = "、".join(numbers[:_NAMED]) + ("…" if len(numbers) > _NAMED else "")
                values = {"count": len(numbers), "numbers": shown}
                self.add(Problem("", message, values, True, self.tables[name].sheet.name))

    # Numbers twice in the workbook

    def doubled(self, table: Table, keys: Iterable[tuple[int, object]], entry: str) -> frozenset[int]:
        """The rows whose document (``keys``: row and what names it) stands further up already; each is a problem."""
        seen: dict[object, int] = {}
        twice = set()
        for index, key in keys:
            first = seen.setdefault(key, index)
            if key and first != index:
                twice.add(index)
                message = N_("“{number}” stands in row {row} already. Give each its own number.")
                self.wrong(table, index, entry, message, number=table.column(entry)[index], row=table.rows[first] + 1)
        return frozenset(twice)
