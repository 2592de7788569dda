"""When an entry complains: once it was edited and left, all after a try to save, and at once what saving found."""

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
        self.advising = False
        self.told: tuple[Problem, ...] = ()
        self._edited: set[str] = set()
        self._touched: set[str] = set()

    def start(self, advising: bool = False) -> None:
        """Nothing complains yet; ``advising`` shows advice at once, as for a record that is opened again."""
        self.everywhere, self.advising, self.told = False, advising, ()
        self._edited.clear()
        self._touched.clear()

    def edit(self, name: str) -> None:
        """The person changes this entry: what saving found in it, or in no entry, is out of date."""
        self._edited.add(name)
        self.told = tuple(one for one in self.told if first_name(one.entry) not in (name, ""))

    def leave(self, name: str) -> bool:
        """The person goes on from this entry; True when it may complain from now on."""
        if name in self._touched or name not in self._edited:
            return False
        self._touched.add(name)
        return True

    def shown(self, name: str, problems: Iterable[Problem]) -> list[Problem]:
        """Those problems of an entry that are shown now."""
        if self.everywhere or name in self._touched:
            return list(problems)
        return [problem for problem in problems if problem in self.told or (self.advising and problem.advice)]


def joined(unclear: Sequence[Problem], checked: Iterable[Problem], told: Iterable[Problem]) -> tuple[Problem, ...]:
    """All problems without repetition; an entry that cannot be understood says only that."""
    blamed = {problem.entry for problem in unclear}
    found = {(one.entry, one.message): one for one in checked if one.entry not in blamed}
    found |= {(one.entry, one.message): one for one in told}
    return (*unclear, *found.values())
