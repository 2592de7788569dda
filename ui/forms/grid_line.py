"""One line of a grid: its draft, what was typed into it and not understood, and which cells a person has touched."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from PySide6.QtGui import QUndoCommand

from models.drafts import Entry, changed
from models.problems import Problem
from ui.forms import typed
from ui.forms.typed import Unclear

Place = Callable[[int, int, Sequence["Line"]], None]
"""``place(first, count, after)`` replaces lines where they are kept."""

PLACE = ""
"""In place of an entry: where the line stands."""


@dataclass(frozen=True)
class Line:
    """``unclear`` keeps, by entry, the text that could not be read and why."""

    draft: Any
    unclear: Mapping[str, tuple[str, Unclear]] = field(default_factory=dict)
    touched: frozenset[str] = frozenset()

    def value(self, how: Entry, derived: Mapping[str, Callable[[Any], Any]]) -> Any:
        return derived[how.name](self.draft) if how.name in derived else getattr(self.draft, how.name)

    def typed_into(self, how: Entry, words: str, today: date) -> Line:
        """The line after somebody typed ``words`` into that entry; what is not understood is kept as it is."""
        try:
            return self.with_value(how, typed.read(how, words, today))
        except Unclear as unclear:
            return self.with_words(how, words, unclear)

    def with_value(self, how: Entry, value: Any) -> Line:
        left = {name: kept for name, kept in self.unclear.items() if name != how.name}
        return Line(changed(self.draft, **{how.name: value}), left, self.touched | {how.name})

    def with_words(self, how: Entry, words: str, unclear: Unclear) -> Line:
        empty = self.with_value(how, typed.empty(how))
        return replace(empty, unclear={**empty.unclear, how.name: (words, unclear)})

    def moved(self) -> Line:
        """The line in another place: somebody had it in hand."""
        return replace(self, touched=self.touched | {PLACE})

    def like(self, how: Entry, other: Line) -> Line:
        """The line with what stands in that entry of another line."""
        if how.name in other.unclear:
            return self.with_words(how, *other.unclear[how.name])
        return self.with_value(how, getattr(other.draft, how.name))

    def settled(self, rule: Callable[[Any], Any]) -> Line:
        """The line with what follows from its other entries."""
        draft = rule(self.draft)
        return self if draft is self.draft else replace(self, draft=draft)

    def problems(self, prefix: str) -> list[Problem]:
        return [unclear.problem(f"{prefix}.{name}") for name, (_words, unclear) in self.unclear.items()]


class Swap(QUndoCommand):
    """Lines replaced by others; the cheapest way to take any edit, paste, insertion or removal back."""

    def __init__(self, place: Place, first: int, before: Sequence[Line], after: Sequence[Line], title: str) -> None:
        super().__init__(title)
        self._place, self._first, self._before, self._after = place, first, before, after

    def redo(self) -> None:
        self._place(self._first, len(self._before), self._after)

    def undo(self) -> None:
        self._place(self._first, len(self._after), self._before)
