"""Rows of what was planned beside rows of what really came: only the latter come in, about what stands above them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace

from models.importing.recognition.headers import Header
from models.importing.sheets import Cell, Sheet

_WHAT = "收款|回款|产值|计价|付款|金额|完成"
_PLANNED = re.compile(rf"(?:{_WHAT})?(?:计划|预计|目标|预算|应完成)(?:数|值|{_WHAT})?")
_REAL = re.compile(rf"(?:{_WHAT})?(?:实际|完成|实收|已收|实完|实绩)(?:数|值|情况|{_WHAT})?")
_COMPARED = re.compile(r"差额|差异|偏差|差值|差|完成率|完成比例|完成百分比|兑现率|未完成")
_LOOKED_AT = 200
_MOSTLY = 4
"""Three of four cells of the column at least are such words."""


def with_real_rows(sheet: Sheet, header: Header) -> tuple[Sheet, Mapping[int, str]]:
    """The sheet in which every real row says whose it is, and the rows of plans by what they are called."""
    place = next((one for one in header.captions if _tells_apart(sheet, header, one)), None)
    if place is None:
        return sheet, {}
    rows, planned = [list(row) for row in sheet.rows], {}
    above: list[Cell] = []
    for at in range(header.bottom + 1, len(rows)):
        row = rows[at]
        said = _plain(row[place]) if place < len(row) else ""
        if any(isinstance(cell, str) and cell.strip() for cell in row[:place]):
            above = row[:place]
        elif said and above:
            row[:place] = [cell if cell != "" else first for cell, first in zip(row[:place], above, strict=True)]
            if _REAL.fullmatch(said):
                above = [cell if isinstance(cell, str) else "" for cell in above]  # an amount counts once
        if _PLANNED.fullmatch(said) or _COMPARED.fullmatch(said):
            planned[at] = said
    return replace(sheet, rows=rows), planned


def _tells_apart(sheet: Sheet, header: Header, place: int) -> bool:
    """Whether the cells of a column say plan and real in turn."""
    words = [*_words(sheet, header, place)]
    plans, real = (sum(1 for word in words if form.fullmatch(word)) for form in (_PLANNED, _REAL))
    other = sum(1 for word in words if _COMPARED.fullmatch(word))
    return bool(plans and real) and _MOSTLY * (plans + real + other) >= (_MOSTLY - 1) * len(words)


def _words(sheet: Sheet, header: Header, place: int) -> Iterator[str]:
    for row in sheet.rows[header.bottom + 1 : header.bottom + 1 + _LOOKED_AT]:
        if place < len(row) and (word := _plain(row[place])):
            yield word


def _plain(cell: Cell) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", cell)) if isinstance(cell, str) else ""
