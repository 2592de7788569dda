"""What is wrong, where, and what to do about it: one sentence beside the entry it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from models.language import text


@dataclass(frozen=True)
class Problem:
    """One thing to put right.

    ``entry`` is a path into the draft (``"price"``, ``"allocations.2.amount"``; empty for the whole draft).
    ``message`` is a msgid with ``{named}`` placeholders filled from ``values`` when shown.
    ``advice`` is shown in amber and never stops saving. ``where`` names file, sheet and cell for an import.
    """

    entry: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    advice: bool = False
    where: str = ""

    def text(self, language: str | None = None) -> str:
        shown = {
            name: text(value, language) if isinstance(value, str) else value for name, value in self.values.items()
        }
        sentence = text(self.message, language).format(**shown)
        return f"{self.where}: {sentence}" if self.where else sentence

    def under(self, prefix: str) -> Problem:
        """The same problem seen from the draft that holds this one at ``prefix``."""
        return replace(self, entry=f"{prefix}.{self.entry}" if self.entry else prefix)


class Invalid(Exception):
    """The draft has problems; shown beside the entries, nothing was kept."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.text("en") for problem in self.problems))


class Refused(Exception):
    """The program may not do this now; one sentence that says why and what to do instead."""

    def __init__(self, message: str, **values: object) -> None:
        self.problem = Problem("", message, values)
        super().__init__(self.problem.text("en"))

    def text(self, language: str | None = None) -> str:
        return self.problem.text(language)


class Cancelled(Exception):
    """The person stopped a long work; nothing of it was kept."""


def stop(problems: Iterable[Problem]) -> None:
    """Raise Invalid when any problem is more than advice."""
    found = [problem for problem in problems if not problem.advice]
    if found:
        raise Invalid(found)
