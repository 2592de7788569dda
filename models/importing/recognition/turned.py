"""A table that lies on its side (captions one below the other, its records side by side) is set upright first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from models.importing.days import looks_like_day
from models.importing.recognition.above import titles
from models.importing.recognition.answers import SheetAnswers
from models.importing.recognition.headers import Header, header_of, shown
from models.importing.recognition.kinds import kind_of
from models.importing.recognition.meanings import meaning
from models.importing.recognition.periods import period_of
from models.importing.recognition.words import DAY, KINDS, MAIN
from models.importing.sheets import Cell, Place, Sheet

_MOST = 80
"""A table on its side has no more captions than this."""
_FEWEST = 3
_MONTH, _NUMBER = "月份", "期次"
_COUNTED = re.compile(r"第(?:\d{1,3}|[一二三四五六七八九十]{1,3})[期次批]")
_SUMS = ("合计", "累计", "小计", "总计")
_UNSAID = SheetAnswers()


def upright(sheet: Sheet) -> Sheet:
    """The sheet, or the same with its rows as columns where only so it is a ledger."""
    first, last = _body(sheet.rows)
    if not (_may_lie(sheet.rows[first:last]) and len(sheet.rows) <= _MOST) or _is_ledger(sheet, header_of(sheet)):
        return sheet
    made = _turned(sheet, first, last)
    header = header_of(made)
    return made if header is not None and _is_ledger(made, header) and not _says_captions(made, header) else sheet


def _body(rows: Sequence[Sequence[Cell]]) -> tuple[int, int]:
    """The first row of several cells and what follows the last: what is above are titles, below is who made it."""
    several = [place for place, row in enumerate(rows) if sum(1 for cell in row if cell != "") > 1]
    return (several[0], several[-1] + 1) if several else (0, 0)


def _may_lie(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first cells of the rows are captions, the main one of some ledger among them."""
    firsts = [shown(cell) for row in rows if (cell := next((cell for cell in row if cell != ""), "")) != ""]
    for kind in KINDS:
        known = {one.role for text in firsts if text and (one := meaning(text, kind))}
        if MAIN[kind] in known and len(known) > 1 and 2 * len(known) >= len(firsts):
            return True
    return False


def _is_ledger(sheet: Sheet, header: Header | None) -> bool:
    return header is not None and bool(kind_of(sheet, header, titles(sheet, header), _UNSAID))


def _says_captions(sheet: Sheet, header: Header) -> bool:
    """Whether a record holds captions itself: a card with captions and answers side by side is no table."""
    for row in sheet.rows[header.bottom + 1 :]:
        texts = [cell for cell in row if isinstance(cell, str) and cell]
        if sum(1 for text in texts if any(meaning(text, kind) for kind in KINDS)) * _FEWEST > len(texts) > 1:
            return True
    return False


def _turned(sheet: Sheet, first: int, last: int) -> Sheet:
    """Places and marks turn with the cells; the rows above and below stay as they are."""
    body = sheet.rows[first:last]
    width = max(map(len, body))
    rows = [[row[place] if place < len(row) else "" for row in body] for place in range(width)]
    rows[0][0] = _corner(rows)

    def at(place: Place) -> Place:
        row, column = place
        return (first + column, row - first) if first <= row < last else place

    most = max(width, len(body))
    above = frozenset(row for row in sheet.hidden_rows if row < first)
    return replace(
        sheet,
        rows=[[*row, *[""] * (most - len(row))] for row in (*sheet.rows[:first], *rows, *sheet.rows[last:])],
        merged=tuple((at(begins), at(ends)) for begins, ends in sheet.merged),
        valueless=frozenset(map(at, sheet.valueless)),
        linked=frozenset(map(at, sheet.linked)),
        struck=frozenset(map(at, sheet.struck)),
        errors={at(place): mark for place, mark in sheet.errors.items()},
        foreign={at(place): mark for place, mark in sheet.foreign.items()},
        scaled={at(place): mark for place, mark in sheet.scaled.items()},
        hidden_rows=above | {first + column for column in sheet.hidden_columns},
        hidden_columns=frozenset(row - first for row in sheet.hidden_rows if first <= row < last),
        summed=frozenset(),
        adds={},
        turned=first,
    )


def _corner(rows: Sequence[Sequence[Cell]]) -> Cell:
    """项目, or nothing, may stand above the captions and beside months or counted periods: those are what it is of."""
    caption, said = rows[0][0], [shown(row[0]) for row in rows[1:] if row[0] != ""]
    said = [one for one in said if one not in _SUMS]
    if not said or _is_day(caption):
        return caption
    if all(map(_COUNTED.fullmatch, said)):
        return _NUMBER
    return _MONTH if all(period_of(one) or looks_like_day(one) for one in said) else caption


def _is_day(caption: Cell) -> bool:
    return any(known.holds == DAY for kind in KINDS if (known := meaning(shown(caption), kind)))
