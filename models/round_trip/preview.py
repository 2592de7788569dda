"""What differs in lists that came back: each change, which of them are made, and what stands against those."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from models.problems import Problem
from models.round_trip import cells
from models.round_trip.origin import Origin
from models.store.listing import Column

ADDED, CHANGED, REMOVED = "added", "changed", "removed"


@dataclass(frozen=True)
class Change:
    """A cell that differs (``old`` in the file as it went out, ``now`` in the book, ``new`` wanted), or a whole row.

    Of an added row ``values`` are what its cells say by column; ``key`` is empty. ``where`` names sheet and cell.
    """

    kind: str
    listing: str
    where: str
    key: str = ""
    subject: str = ""
    column: Column | None = None
    old: Any = None
    new: Any = None
    now: Any = None
    values: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """What names this change when a person accepts it or not."""
        return f"{self.listing}/{self.key or self.where}/{self.column.name if self.column else ''}"

    @property
    def is_conflict(self) -> bool:
        """Whether the book has moved on in this very cell since the list went out."""
        return self.column is not None and not cells.same(self.old, self.now, self.column)

    @property
    def usual(self) -> bool:
        """Whether it is made when nobody says anything: rows are kept, and the book wins a conflict."""
        return self.kind != REMOVED and not self.is_conflict

    @property
    def cells(self) -> frozenset[str]:
        """Every cell it speaks of."""
        return frozenset((self.where, *self.places.values()))


@dataclass(frozen=True)
class Accepting:
    """Which changes are made: the ``ids`` a person accepted, else what is usual with ``removed`` rows and conflicts."""

    ids: frozenset[str] | None = None
    removed: bool = False
    conflicts: bool = False

    def takes(self, change: Change) -> bool:
        if self.ids is not None:
            return change.id in self.ids
        return change.usual or (self.removed if change.kind == REMOVED else self.conflicts)


@dataclass(frozen=True)
class Preview:
    """Everything that differs, what cannot be read or changed, and how many rows each list has in the file."""

    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        return all(problem.advice for problem in self.problems)

    def against(self, accepting: Accepting) -> list[Problem]:
        """The problems that stand against what is accepted: those of a change that is declined do not."""
        taken, declined = set[str](), set[str]()
        for change in self.changes:
            (taken if accepting.takes(change) else declined).update(change.cells)
        return [problem for problem in self.problems if problem.where not in declined - taken]
