"""Sheets whose rows are parts of the documents of another sheet: milestones of contracts, lines of certificates."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any, TypeVar, cast

from models.drafts import entries
from models.importing.plan import Origin, Plan
from models.importing.table import Table

D = TypeVar("D")
Known = Callable[[Table], list[Hashable]]
"""What names the document of each row of a sheet; empty where nothing does."""


class Parts:
    """The rows of several sheets by the document they belong to, until that document takes them.

    ``sheets`` names the sheet of each part of the draft: ``{"milestones": "milestones", "releases": "releases"}``.
    """

    def __init__(self, plan: Plan, sheets: Mapping[str, str], known: Known) -> None:
        self._plan = plan
        self.tables = {part: plan.tables[name] for part, name in sheets.items() if name in plan.tables}
        self._waiting: dict[str, dict[Hashable, list[int]]] = {}
        for part, table in self.tables.items():
            plan.count(table.form).rows += len(table)
            waiting = self._waiting.setdefault(part, {})
            for index, document in enumerate(known(table)):
                waiting.setdefault(document, []).append(index)

    def take(self, document: Hashable) -> dict[str, Origin]:
        """The rows of a document by part; parts without a row are left out."""
        found = {part: (self.tables[part], waiting.pop(document, [])) for part, waiting in self._waiting.items()}
        return {part: origin for part, origin in found.items() if document and origin[1]}

    def left(self) -> Iterator[tuple[str, Hashable, Table, list[int]]]:
        """Rows whose document no sheet of the workbook brings: part, document, table, rows."""
        for part, waiting in self._waiting.items():
            for document, places in waiting.items():
                yield part, document, self.tables[part], places

    def brought(self, taken: Mapping[str, Origin]) -> None:
        """These rows were made into parts of a new document."""
        for table, places in taken.values():
            self._plan.count(table.form).new += len(places)

    def skipped(self, taken: Mapping[str, Origin]) -> None:
        """The document of these rows stays as it is."""
        for table, places in taken.values():
            self._plan.count(table.form).skipped += len(places)


def drafts_of(kind: type[D], origin: Origin) -> tuple[D, ...]:
    """The rows as drafts of their kind: what the sheet asks of it, the rest as usual."""
    table, places = origin
    names = [name for name in entries(cast(Hashable, kind)) if name in table.form.entries]
    columns = {name: table.column(name) for name in names}
    made: Any = kind
    return tuple(made(**{name: column[index] for name, column in columns.items()}) for index in places)
