"""Rows of what was planned beside rows of what really came: only the latter come in, about what stands above them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from models.importing.recognition.headers import Header
from models.importing.sheets import Cell, Sheet
from models.language import N_
from models.problems import Problem

_WHAT = "收款|回款|产值|计价|付款|金额|完成"
_PLANNED = re.compile(rf"(?:{_WHAT})?(?:计划|预计|目标|预算|应完成)(?:数|值|{_WHAT})?")
_REAL = re.compile(rf"(?:{_WHAT})?(?:实际|完成|实收|已收|实完|实绩)(?:数|值|情况|{_WHAT})?")
_COMPARED = re.compile(r"差额|差异|偏差|差值|差|完成率|完成比例|完成百分比|兑现率|未完成")
_SAYS_PLAN = N_("The row says what was planned (“{text}”), not what came: it does not come in.")
_LOOKED_AT = 200
_MOSTLY = 4
"""Three of four cells of the column at least are such words."""


def with_real_rows(sheet: Sheet, header: Header) -> tuple[Sheet, Mapping[int, Problem]]:
    """The sheet in which every real row says whose it is, and why the rows of plans do not come in."""
    place = next((one for one in header.captions if mostly(sheet, header, one, (_PLANNED, _REAL), _COMPARED)), None)
    if place is None:
        return sheet, {}
    sheet = with_names(sheet, header, place, lambda said: bool(_REAL.fullmatch(said)))
    said = {row: said_in(sheet, row, place) for row in range(header.bottom + 1, len(sheet.rows))}
    return sheet, {
        row: Problem("", _SAYS_PLAN, {"text": word}, True)
        for row, word in said.items()
        if _PLANNED.fullmatch(word) or _COMPARED.fullmatch(word)
    }


def with_names(sheet: Sheet, header: Header, place: int, is_once: Callable[[str], bool]) -> Sheet:
    """What stands left of the words of a column is also said of the rows below that have words there and no name.

    Amounts are repeated until a row of which they are told ``is_once``, texts to the next name.
    """
    rows, above = [list(row) for row in sheet.rows], list[Cell]()
    for at in range(header.bottom + 1, len(rows)):
        row, said = rows[at], said_in(sheet, at, place)
        if any(isinstance(cell, str) and cell.strip() for cell in row[:place]):
            above = row[:place]
        elif said and above:
            row[:place] = [cell if cell != "" else first for cell, first in zip(row[:place], above, strict=True)]
            if is_once(said):
                above = [cell if isinstance(cell, str) else "" for cell in above]  # an amount counts once
    return replace(sheet, rows=rows)


def mostly(sheet: Sheet, header: Header, place: int, told: Sequence[re.Pattern[str]], beside: re.Pattern[str]) -> bool:
    """Whether the cells of a column say each of ``told`` in turn, or what stands ``beside`` them, and little else."""
    below = range(header.bottom + 1, min(header.bottom + 1 + _LOOKED_AT, len(sheet.rows)))
    words = [word for row in below if (word := said_in(sheet, row, place))]
    counts = [sum(1 for word in words if form.fullmatch(word)) for form in told]
    other = sum(1 for word in words if beside.fullmatch(word))
    return all(counts) and _MOSTLY * (sum(counts) + other) >= (_MOSTLY - 1) * len(words)


def said_in(sheet: Sheet, row: int, place: int) -> str:
    """The text of a cell without blanks; empty where no text stands there."""
    cell = sheet.rows[row][place] if place < len(sheet.rows[row]) else ""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", cell)) if isinstance(cell, str) else ""
