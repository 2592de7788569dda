"""A column that says the unit of each row (元, 万元): the amounts of the row are read in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from models.importing.figures import looks_like_number
from models.importing.recognition.captions import UNITS, read_caption
from models.importing.sheets import Cell, Sheet

if TYPE_CHECKING:
    from models.importing.recognition.columns import Column
    from models.importing.recognition.headers import Header

_CAPTION = re.compile(r"(?:金额|计量|货币|计价)?单位")
_LOOKED_AT = 200
_SHORT = {"万": "万元", "亿": "亿元", "圆": "元"}


def place_of_units(sheet: Sheet, header: Header) -> int | None:
    """The column of which every filled cell is a unit of money."""
    for place, parts in header.parts.items():
        if _CAPTION.fullmatch(parts[-1]):
            below = sheet.rows[header.bottom + 1 : header.bottom + 1 + _LOOKED_AT]
            cells = [row[place] for row in below if place < len(row) and row[place] != ""]
            if cells and all(_unit(cell) for cell in cells):
                return place
    return None


def with_row_units(sheet: Sheet, header: Header, columns: Iterable[Column]) -> Sheet:
    """The sheet in which the amounts of a row bear its unit, where their captions name none."""
    at = place_of_units(sheet, header)
    money = [one.place for one in columns if one.is_money and read_caption(one.caption).unit is None]
    if at is None or not money:
        return sheet
    rows = [*sheet.rows]
    for place in range(header.bottom + 1, len(rows)):
        row = [*rows[place]]
        unit = _unit(row[at]) if at < len(row) else ""
        for one in money if UNITS.get(unit) else ():
            if one < len(row):
                row[one] = _in_unit(row[one], unit)
        rows[place] = row
    return replace(sheet, rows=rows)


def _unit(cell: Cell) -> str:
    plain = unicodedata.normalize("NFKC", cell).strip().removeprefix("人民币") if isinstance(cell, str) else ""
    unit = _SHORT.get(plain, plain)
    return unit if unit in UNITS else ""


def _in_unit(cell: Cell, unit: str) -> Cell:
    if isinstance(cell, str):
        bare = looks_like_number(cell) and cell.strip()[-1:].isdigit()
        return f"{cell.strip()}{unit}" if bare else cell
    return f"{cell:.15g}{unit}" if type(cell) in (int, float) else cell
