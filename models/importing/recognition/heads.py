"""Rows that head those below and add them up: counted 一, 二, 三, or a framework contract above its orders."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence

from models.importing.recognition import amounts
from models.importing.recognition.columns import Column, main_of
from models.importing.recognition.rows import Layout, is_counted
from models.importing.recognition.total_words import is_total
from models.importing.recognition.words import CONTRACTS, OPENING
from models.importing.sheets import Cell
from models.importing.texts import Misread

_PARTED = re.compile(r"[-—./_#(]")
_PLACE = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,3}")
_FEWEST_PARTS = 2


def heads_of(layout: Layout) -> dict[int, str]:
    """By row what it is called."""
    return _counted_heads(layout) | _numbered_heads(layout) | _frames(layout)


def _counted_heads(layout: Layout) -> dict[int, str]:
    """Rows that are counted 一, 二, 三, name something and come to what the rows below them do, up to the next."""
    main, rows = main_of(layout.kind, layout.columns), layout.sheet.rows
    below = range(layout.header.bottom + 1, len(rows))
    marked = [place for place in below if rows[place] and is_counted(rows[place][0])]
    if main is None or not marked:
        return {}
    found = {}
    for place, end in zip(marked, [*marked[1:], len(rows)], strict=True):
        name = next((cell for cell in rows[place][1:] if isinstance(cell, str) and cell.strip()), "")
        parts = [_fen(rows[one], main) for one in range(place + 1, end) if not is_total(rows[one])]
        if name and _fen(rows[place], main) == sum(parts) != 0:
            found[place] = name.strip()
    return found


def _numbered_heads(layout: Layout) -> dict[int, str]:
    """Rows counted 1, 2 that come to what the rows below them do, which are counted 1.1, 1.2; they name no contract."""
    rows = layout.sheet.rows
    own = [layout.columns[name].place for name in ("contract_number", "party") if name in layout.columns]
    last, parts = dict[str, int](), defaultdict[int, list[int]](list)
    for at in range(layout.header.bottom + 1, len(rows)):
        counted = _place(rows[at][0]) if rows[at] else ""
        last[counted] = at
        if (above := counted.rpartition(".")[0]) in last and above:
            parts[last[above]].append(at)
    money, found = [one for one in layout.columns.values() if one.is_money], {}
    for place, below in parts.items():
        row = rows[place]
        sums = [(_fen(row, one), sum(_fen(rows[at], one) for at in below)) for one in money]
        adds_up = any(whole for whole, _ in sums) and all(whole == part for whole, part in sums)
        if adds_up and not any(at < len(row) and row[at] != "" for at in own):
            found[place] = next((cell for cell in row[1:] if isinstance(cell, str) and cell.strip()), "").strip()
    return found


def _place(cell: Cell) -> str:
    text = unicodedata.normalize("NFKC", cell).strip() if isinstance(cell, str) else ""
    text = f"{cell:.15g}" if type(cell) in (int, float) else text
    return text if _PLACE.fullmatch(text) else ""


def _frames(layout: Layout) -> dict[int, str]:
    """Rows of framework contracts: the numbers of the rows below go on from theirs (KJ-1, KJ-1-1), as their sums do."""
    column, rows = layout.columns.get("contract_number"), layout.sheet.rows
    if column is None or layout.kind not in (CONTRACTS, OPENING):
        return {}
    numbers = [_number(row, column.place) for row in rows]
    money, found = [one for one in layout.columns.values() if one.is_money], {}
    for place in range(layout.header.bottom + 1, len(rows) - _FEWEST_PARTS):
        below = range(place + 1, place + 1 + _FEWEST_PARTS)
        if not numbers[place] or not all(_goes_on(numbers[place], numbers[one]) for one in below):
            continue
        end = next(
            (one for one in range(place + 1, len(rows)) if not _goes_on(numbers[place], numbers[one])), len(rows)
        )
        sums = [(_fen(rows[place], one), sum(_fen(rows[at], one) for at in range(place + 1, end))) for one in money]
        if any(whole for whole, _ in sums) and all(whole == parts for whole, parts in sums):  # else both are contracts
            found[place] = numbers[place]
    return found


def _number(row: Sequence[Cell], place: int) -> str:
    cell = row[place] if place < len(row) else ""
    return unicodedata.normalize("NFKC", cell).strip() if type(cell) is str else ""


def _goes_on(number: str, other: str) -> bool:
    return other.startswith(number) and bool(_PARTED.match(other[len(number) :]))


def _fen(row: Sequence[Cell], column: Column) -> int:
    try:
        amount = amounts.read_amount(row[column.place], column.unit, True) if column.place < len(row) else None
    except Misread:
        return 0
    return amount.fen if amount else 0
