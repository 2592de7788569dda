"""Which column of a sheet is which entry: by caption, in any order, in either language, with the words people use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from models.importing.forms import FORMS, SheetForm
from models.importing.sheets import Cell, Sheet, cell_name, letters
from models.importing.values import folded
from models.language import LANGUAGES, N_, text
from models.problems import Problem

DEEPEST = 20
"""A header is looked for in so many rows."""

UNITS = {"元": 0, "千元": 3, "万元": 4, "百万元": 6, "亿元": 8, "%": -2, "％": -2}
"""The unit a caption names in brackets, as a power of ten."""

_BRACKETS = re.compile(r"[(\[【〔](.*?)[)\]】〕]")
_NOISE = re.compile(r"[*:：、/|]+")


@dataclass(frozen=True)
class Header:
    """The row of the captions (from 0); the column and the unit of each entry; remarks on the columns."""

    row: int
    columns: Mapping[str, int]
    units: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def form_of(sheet: Sheet) -> SheetForm | None:
    """The form whose title, in either language, or synonym the sheet bears."""
    return _titles().get(plain(sheet.name))


@cache
def _titles() -> Mapping[str, SheetForm]:
    return {plain(title): form for form in FORMS for title in (form.chinese, form.english, form.name, *form.synonyms)}


def plain(caption: str) -> str:
    """A caption for comparing: no case, spaces, stars, colons or brackets with what they hold."""
    return folded(_NOISE.sub("", _BRACKETS.sub("", unicodedata.normalize("NFKC", caption))))


@cache
def captions(form: SheetForm) -> Mapping[str, str]:
    """Every name a column may bear → its entry; a caption wins over a synonym, an earlier entry over a later one."""
    found: dict[str, str] = {}
    for name, how in form.entries.items():
        for language in LANGUAGES:
            found.setdefault(plain(text(how.caption, language)), name)
    for name, how in form.entries.items():
        for synonym in (*how.synonyms, name):
            found.setdefault(plain(synonym), name)
    return found


def header_of(sheet: Sheet, form: SheetForm) -> Header | None:
    """The header of a sheet: the row among the first in which most captions are known; None when none is."""
    known = captions(form)
    best, most = None, 0
    for place, row in enumerate(sheet.rows[:DEEPEST]):
        count = len({known[name] for cell in row if isinstance(cell, str) and (name := plain(cell)) in known})
        if count > most:
            best, most = place, count
    return None if best is None else _read(sheet, form, best)


def _read(sheet: Sheet, form: SheetForm, row: int) -> Header:
    known = captions(form)
    columns: dict[str, int] = {}
    units: dict[str, int] = {}
    problems: list[Problem] = []
    for place, cell in enumerate(sheet.rows[row]):
        if not isinstance(cell, str) or not cell.strip():
            continue
        name = known.get(plain(cell))
        where = f"{sheet.name}!{cell_name((row, place))}"
        if name is None:
            problems.append(Problem("", N_("The column “{caption}” is not known and is not read."),
                                    {"caption": cell.strip()}, True, where))  # fmt: skip
        elif name in columns:
            problems.append(Problem("", N_("Columns {first} and {second} are both read as “{caption}”. Remove one."),
                                    {"first": letters(columns[name]), "second": letters(place),
                                     "caption": form.entries[name].caption}, where=where))  # fmt: skip
        else:
            columns[name] = place
            units[name] = unit_of(cell)
    problems += _missing(sheet, form, row, columns)
    return Header(row, columns, units, tuple(problems))


def unit_of(caption: str) -> int:
    """The unit that a caption names in brackets, as a power of ten; 0 for none."""
    named = [UNITS[unit] for unit in _BRACKETS.findall(unicodedata.normalize("NFKC", caption)) if unit in UNITS]
    return named[0] if named else 0


def _missing(sheet: Sheet, form: SheetForm, row: int, columns: Mapping[str, int]) -> Iterator[Problem]:
    for name, how in form.entries.items():
        if form.required(name) and name not in columns:
            yield Problem(
                name,
                N_("The column “{caption}” is missing: add it."),
                {"caption": how.caption},
                where=f"{sheet.name}!{row + 1}",
            )


def is_blank(row: Sequence[Cell]) -> bool:
    return all(cell == "" or (isinstance(cell, str) and not cell.strip()) for cell in row)
