"""What reads the texts of a paste into the cells of a grid: as an import reads them, and sums that begin with ``=``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from models.drafts import Entry
from models.importing.cells import Habits, entry_reader
from models.importing.days import read_day
from models.importing.recognition.amounts import is_blank
from models.importing.texts import Misread
from ui.forms import typed
from ui.forms.arithmetic import is_sum
from ui.forms.grid_line import Line
from ui.forms.grid_model import GridModel
from ui.forms.typed import Unclear

Cells = Sequence[str]
Read = Callable[[str], Any]
DASHED = frozenset(["money", "number", "whole", "day"])
"""Kinds of columns in which a dash says that there is nothing."""


def reader(how: Entry, today: date, unit: int = 0) -> Read:
    """What reads the pasted texts of one column: as the import does, and sums that begin with ``=``."""
    return partial(_read, how, entry_reader(how, unit, Habits(today)), today)


def _read(how: Entry, read: Callable[[Any], Any], today: date, words: str) -> Any:
    kind = typed.kind_of(how)
    if not words.strip() or (kind in DASHED and is_blank(words)):
        return typed.empty(how)
    if is_sum(words) and kind in ("money", "number"):
        return typed.read(how, words, today)
    try:
        value = read(words)
    except Misread as misread:
        raise Unclear(misread.message, **misread.values) from misread
    return typed.empty(how) if value == "" else value


class Putting:
    """Puts texts into columns of lines, those of ``units`` counted in powers of ten; names of records are looked for.

    ``months`` counts the days that stand for a month, because the text named no more.
    """

    def __init__(self, model: GridModel, units: Mapping[int, int] | None = None) -> None:
        self.months = 0
        self._model, self._units, self._readers = model, units or {}, dict[int, Read]()

    def __call__(self, line: Line, column: int, words: str) -> Line:
        """The line with a text in a column."""
        model, how = self._model, self._model.columns[column]
        if model.kinds[column] == "pick":
            return model.read(line, column, words)
        if column not in self._readers:
            self._readers[column] = reader(how, model.today(), self._units.get(column, 0))
        try:
            value = self._readers[column](words)
        except Unclear as unclear:
            return line.with_words(how, words, unclear)
        if isinstance(value, date) and not read_day(words).number:
            self.months += 1
        return line.with_value(how, value)


def overruled(model: GridModel, first: int, put: Sequence[Line], columns: Sequence[int]) -> tuple[int, ...]:
    """The rows, from 1, in which a pasted figure gave way to what follows from the others, as quantity × price does."""
    found = []
    for row, line in enumerate(put, first):
        for how in (model.columns[at] for at in columns if at < len(model.columns)):
            said = line.value(how, model.derived) if how.name not in line.unclear else None
            if said not in (None, "") and said != model.lines[row].value(how, model.derived):
                found.append(row + 1)
                break
    return tuple(found)


def unread(lines: Sequence[Line], names: Sequence[str]) -> int:
    """How many cells of these columns could not be read."""
    return sum(name in line.unclear for line in lines for name in names)
