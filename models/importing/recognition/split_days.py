"""Days in two columns or three, 年, 月 and 日, as books of account have them: read as one column of days."""

from __future__ import annotations

import re
from dataclasses import replace

from models.importing.recognition.headers import Header
from models.importing.sheets import Cell, Sheet

_MONTH = re.compile(r"(?:((?:19|20)\d{2})年?度?)?月份?")
_YEAR = re.compile(r"年份?|年度")
_DAY = re.compile(r"(?:(?:19|20)\d{2}年?度?)?日")
_CAPTION = "日期"


def with_whole_days(sheet: Sheet, header: Header) -> tuple[Sheet, Header]:
    """The sheet with month and day in the column of the month; as it is where they are not apart."""
    captions = header.captions
    for place, caption in captions.items():
        found = _MONTH.fullmatch(caption)
        if found and _DAY.fullmatch(captions.get(place + 1, "")):
            years = place - 1 if _YEAR.fullmatch(captions.get(place - 1, "")) else None
            rows = _rows(sheet, header, place, found[1] or "", years)
            gone = (place + 1, years)
            parts = {other: one for other, one in header.parts.items() if other not in gone} | {place: (_CAPTION,)}
            return replace(sheet, rows=rows), Header(header.top, header.bottom, dict(sorted(parts.items())))
    return sheet, header


def _rows(sheet: Sheet, header: Header, place: int, year: str, years: int | None) -> list[list[Cell]]:
    """A year or month that is blank is that of the row above."""
    rows: list[list[Cell]] = [list(row) for row in sheet.rows]
    month = ""
    for row in rows[header.bottom + 1 :]:
        if len(row) <= place + 1:
            continue
        if years is not None:
            year = _year_of(row[years]) or year
        month, day = _number(row[place]) or month, _number(row[place + 1])
        row[place + 1] = ""
        row[place] = (f"{year}年" if year else "") + f"{month}月{day}日" if month and day else row[place]
    return rows


def _year_of(cell: Cell) -> str:
    found = re.fullmatch(r"((?:19|20)\d{2})(?:\.0)?年?度?", str(cell).strip())
    return found[1] if found else ""


def _number(cell: Cell) -> str:
    plain = str(cell).strip().removesuffix(".0")
    return plain if plain.isdigit() and 0 < int(plain) <= 31 else ""
