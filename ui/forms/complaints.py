"""When an entry complains: once the person has left it, all after a try to save, and at once what saving found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from models.problems import Problem


def first_name(path: str) -> str:
    """The entry of the form a path begins with: ``allocations`` of ``allocations.2.amount``."""
    return path.partition(".")[0]


class Complaints:
    """Remembers what was touched and what saving found."""

    def __init__(self) -> None:
        self.everywhere = False
        self.told: tuple[Problem, ...] = ()
        self._touched: set[str] = set()

    def start(self) -> None:
        """Nothing complains yet."""
        self.everywhere, self.told = False, ()
        self._touched.clear()

    def touch(self, name: str) -> bool:
        """The person has left this entry; True when it was the first time."""
        first = name not in self._touched
        self._touched.add(name)
        return first

    def forget_told(self, name: str) -> None:
        """What saving found in an entry is forgotten when the entry is edited; so is what belongs to no entry."""
        self.told = tuple(one for one in self.told if first_name(one.entry) not in (name, ""))

    def shown(self, name: str, problems: Iterable[Problem]) -> list[Problem]:
        """Those problems of an entry that are shown now."""
        if self.everywhere or name in self._touched:
            return list(problems)
        return [problem for problem in problems if problem in self.told]


def joined(unclear: Sequence[Problem], checked: Iterable[Problem], told: Iterable[Problem]) -> tuple[Problem, ...]:
    """All problems without repetition; an entry that cannot be understood says only that."""
    blamed = {problem.entry for problem in unclear}
    found = {(one.entry, one.message): one for one in checked if one.entry not in blamed}
    found |= {(one.entry, one.message): one for one in told}
    return (*unclear, *found.values())
