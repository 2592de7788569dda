"""Quantities pasted from a workbook, found again by code or name in whatever order they come."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.certificates import LineDraft
from models.drafts import changed, entries
from models.language import LANGUAGES, _, text
from models.scaled import PLACES
from ui.forms import typed
from ui.forms.grid_block import from_text
from ui.forms.typed import Unclear

_HOW = entries(LineDraft)
MOST = 5
_KEYS = ("code", "name")
_TAKEN = ("claimed_quantity", "quantity")
_EXTRA = {"code": ("子目号", "清单号"), "name": ("名称", "子目名称"), "claimed_quantity": ("申报", "本期申报数量")}


@dataclass(frozen=True)
class Pasted:
    """The lines with what was pasted, how many were found, and the rows that were not or could not be read."""

    lines: tuple[LineDraft, ...]
    found: int
    lost: tuple[str, ...]


def told(found: Pasted) -> str:
    """What happened, in a sentence: how many lines were found, and the first that were not."""
    if not found.lost:
        return _("{count} lines pasted.").format(count=found.found)
    lost = _(", ").join(found.lost[:MOST])
    return _("{count} lines pasted; not found or not readable: {lost}.").format(count=found.found, lost=lost)


def pasted(content: str, lines: Sequence[LineDraft], today: date) -> Pasted | None:
    """Match a copied table by its captions; None when its first row names no key and no quantity."""
    rows = from_text(content)
    columns = _columns(rows[0]) if rows else {}
    if not any(key in columns for key in _KEYS) or not any(name in columns for name in _TAKEN):
        return None
    after, lost, found = list(lines), [], 0
    places = _places(lines)
    for row in rows[1:]:
        cells = {name: row[at].strip() if at < len(row) else "" for name, at in columns.items()}
        if not any(cells.get(name) for name in _TAKEN):
            continue
        place = next((places[one] for one in _names_of(cells) if one in places), None)
        line = None if place is None else _taken(after[place], cells, today)
        if place is None or line is None:
            lost.append(cells.get("code") or cells.get("name") or "?")
        else:
            after[place] = line
            found += 1
    return Pasted(tuple(after), found, tuple(lost))


def _columns(captions: Sequence[str]) -> dict[str, int]:
    known = {_plain(one): name for name in (*_KEYS, *_TAKEN) for one in _captions(name)}
    return {known[_plain(one)]: at for at, one in enumerate(captions) if _plain(one) in known}


def _captions(name: str) -> tuple[str, ...]:
    how = _HOW[name]
    return (*(text(how.caption, one) for one in LANGUAGES), *how.synonyms, *_EXTRA.get(name, ()))


def _places(lines: Sequence[LineDraft]) -> Mapping[tuple[str, str], int]:
    """Where a code or a name stands; one that stands twice means nothing."""
    found: dict[tuple[str, str], int] = {}
    twice = set()
    for place, line in enumerate(lines):
        if line.contract_quantity is None and line.price is None:
            continue
        for one in _names_of({"code": line.code, "name": line.name}):
            twice.update({one} & found.keys())
            found[one] = place
    return {one: place for one, place in found.items() if one not in twice}


def _names_of(cells: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(name, _plain(cells[name])) for name in _KEYS if cells.get(name)]


def _taken(line: LineDraft, cells: Mapping[str, str], today: date) -> LineDraft | None:
    values = {}
    for name in _TAKEN:
        if cells.get(name):
            try:
                values[name] = typed.read(replace(_HOW[name], places=PLACES), cells[name], today)
            except Unclear:
                return None
    if "claimed_quantity" in values and "quantity" not in values and line.quantity in (None, line.claimed_quantity):
        values["quantity"] = values["claimed_quantity"]
    return changed(line, **values)


def _plain(words: str) -> str:
    return re.sub(r"[\s()（）]", "", unicodedata.normalize("NFKC", words)).casefold()
