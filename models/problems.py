"""What is wrong, where, and what to do about it: one sentence beside the entry it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace

from models.language import N_, joined, text

_WRITTEN = ("sheet", "alias", "party", "typed")
"""What a person wrote is shown as it stands, even where it reads like a word of ours."""


def _shown(name: str, value: object, language: str | None) -> object:
    """Words in the language; several of them, and what other problems say, parted as the language does."""
    if isinstance(value, Problem):
        return value.sentence(language)
    if isinstance(value, tuple):
        parts = [str(_shown(name, one, language)) for one in value]
        return joined(parts, language, clauses=any(isinstance(one, Problem) for one in value))
    return text(value, language) if isinstance(value, str) and name not in _WRITTEN else value


@dataclass(frozen=True)
class Problem:
    """One thing to put right.

    ``entry`` is a path into the draft (``"price"``, ``"allocations.2.amount"``; empty for the whole draft).
    ``message`` is a msgid with ``{named}`` placeholders filled from ``values`` when shown.
    ``advice`` is shown in amber and never stops saving. Of an import ``where`` names sheet and cell
    (``"合同!E2"``), of drafts the noun and how manieth it is (``"receipts 2, amount"``), ``file`` the file they are in.
    """

    entry: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    advice: bool = False
    where: str = ""
    file: str = ""

    def text(self, language: str | None = None) -> str:
        place = f"{self.file} {self.where}".strip()
        return f"{place}: {self.sentence(language)}" if place else self.sentence(language)

    def sentence(self, language: str | None = None) -> str:
        """What is wrong and what to do, without the place."""
        shown = {name: _shown(name, value, language) for name, value in self.values.items()}
        return text(self.message, language).format(**shown)

    @property
    def place(self) -> tuple[str, str]:
        """Sheet and cell, or noun and number; either may be empty."""
        sheet, mark, cell = self.where.rpartition("!")
        noun, _, rest = self.where.partition(" ")
        number = rest.partition(",")[0]
        if not mark and number.isdigit():
            return noun, number
        return (sheet, cell) if mark else (self.where, "")

    def plain(self) -> dict[str, object]:
        """As other programs read it."""
        sheet, cell = self.place
        where = {"file": self.file, "sheet": sheet, "cell": cell, "entry": self.entry}
        return {**where, "message": self.sentence(), "advice": self.advice}

    def under(self, prefix: str) -> Problem:
        """The same problem seen from the draft that holds this one at ``prefix``."""
        return replace(self, entry=f"{prefix}.{self.entry}" if self.entry else prefix)


def first_of(words: Sequence[str], most: int) -> tuple[str, ...]:
    """The first of several words for a sentence, the last of them with an ellipsis where there are more."""
    shown = tuple(words[:most])
    return (*shown[:-1], f"{shown[-1]}…") if len(words) > most else shown


class Invalid(Exception):
    """The draft has problems; shown beside the entries, nothing was kept."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.text("en") for problem in self.problems))


@contextmanager
def problems_in(file: str) -> Iterator[None]:
    """Problems that are raised in this block name the file."""
    try:
        yield
    except Invalid as invalid:
        raise Invalid(replace(problem, file=file) for problem in invalid.problems) from invalid


class Refused(Exception):
    """The program may not do this now; one sentence that says why and what to do instead."""

    def __init__(self, message: str, **values: object) -> None:
        self.problem = Problem("", message, values)
        super().__init__(self.problem.text("en"))

    def text(self, language: str | None = None) -> str:
        return self.problem.text(language)


class Gone(Refused):
    """What was asked about is not in the book any more: somebody took it back, here or elsewhere."""


class Cancelled(Exception):
    """The person stopped a long work; nothing of it was kept."""


STILL_TO_COME = N_("{day} is still to come: is the date right?")
_heard: ContextVar[list[Problem] | None] = ContextVar("heard", default=None)


def stop(problems: Iterable[Problem]) -> None:
    """Raise Invalid when any problem is more than advice; who listens (``heard``) is told the advice."""
    every = list(problems)
    found = [problem for problem in every if not problem.advice]
    if found:
        raise Invalid(found)
    listener = _heard.get()
    if listener is not None:
        listener += (problem for problem in every if problem not in listener)


def is_heard() -> bool:
    """Whether anybody listens to advice: what takes a question to the book is asked for nobody."""
    return _heard.get() is not None


@contextmanager
def heard() -> Iterator[list[Problem]]:
    """The advice that use cases give while something is kept for somebody who sees no form."""
    told: list[Problem] = []
    before = _heard.set(told)
    try:
        yield told
    finally:
        _heard.reset(before)
