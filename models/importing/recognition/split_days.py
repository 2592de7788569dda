"""Days in two columns or three (年, 月, 日), or alone below the name of a month: read as one column of whole days."""

from __future__ import annotations

import re
from dataclasses import replace

from models.importing.recognition.above import titles
from models.importing.recognition.headers import Header
from models.importing.recognition.title_days import month_in
from models.importing.sheets import Cell, Sheet

_MONTH = re.compile(r"(?:日期|记账日期|凭证日期|制单日期)?(?:((?:19|20)\d{2})年?度?)?月份?")
_YEAR = re.compile(r"年份?|年度")
_DAY = re.compile(r"(?:日期|记账日期|凭证日期|制单日期)?(?:(?:19|20)\d{2}年?度?)?日")
_CAPTION = "日期"
_PART = re.compile(r"(?:月|季)(?:份|度)?|期间")
_WITHIN_YEAR = re.compile(r"(?:1[0-2]|0?[1-9]|[一二三四五六七八九十]{1,2})月份?|第?[一二三四1-4]季度?|[上下]半年")


def with_whole_days(sheet: Sheet, header: Header) -> tuple[Sheet, Header]:
    """The sheet with month and day in one column; as it is where they are not apart."""
    sheet, header = _with_years(*_under_month(sheet, header))
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


_DAYS = re.compile(r"(?:到账|收款|回款|付款|计价|计量|开票|记账)?(?:日期|时间|日)")
_ALONE = re.compile(r"(0?[1-9]|[12]\d|3[01])(?:\.0)?[日号]?")


def _with_years(sheet: Sheet, header: Header) -> tuple[Sheet, Header]:
    """年度 beside 季度 or 月份 and no day: 2023年 above 二季度 is said of the rows below it, too."""
    captions = header.captions
    place = next((at for at in captions if _YEAR.fullmatch(captions[at]) and _PART.fullmatch(captions.get(at + 1, ""))
                  and not _DAY.fullmatch(captions.get(at + 2, ""))), None)  # fmt: skip
    if place is None:
        return sheet, header
    rows, year = [list(row) for row in sheet.rows], ""
    for row in rows[header.bottom + 1 :]:
        if len(row) > place + 1:
            year = _year_of(row[place]) or year
            said = str(row[place + 1]).strip()
            month = f"{_number(said)}月" if _number(said) else said
            row[place + 1] = f"{year}年{month}" if year and _WITHIN_YEAR.fullmatch(month) else row[place + 1]
    parts = {at: one for at, one in header.parts.items() if at != place}
    return replace(sheet, rows=rows), Header(header.top, header.bottom, parts)


def _under_month(sheet: Sheet, header: Header) -> tuple[Sheet, Header]:
    """5日, 15 below 2025年1月: the name or title of the sheet says the month of all its days."""
    month = month_in([sheet.called, *titles(sheet, header)])
    places = [place for place, caption in header.captions.items()
              if _DAYS.fullmatch(caption) and not _MONTH.fullmatch(header.captions.get(place - 1, ""))]  # fmt: skip
    days = {place: (_CAPTION,) for place in places if header.captions[place] == "日"}
    header = (
        replace(header, parts={**header.parts, **days}) if days and _CAPTION not in header.captions.values() else header
    )
    if month is None or month.months > 1 or not places:
        return sheet, header
    rows = [list(row) for row in sheet.rows]
    for place in places:
        told = [(row, found[1]) for row in rows[header.bottom + 1 :] if place < len(row)
                and (found := _ALONE.fullmatch(str(row[place]).strip()))]  # fmt: skip
        for row, day in told:
            row[place] = f"{month.written}{day}日"
    return replace(sheet, rows=rows), header


def _rows(sheet: Sheet, header: Header, place: int, year: str, years: int | None) -> list[list[Cell]]:
    """A year or month that is blank is that of the row above."""
    rows: list[list[Cell]] = [list(row) for row in sheet.rows]
    month = ""
    for row in rows[header.bottom + 1 :]:
        if len(row) <= place + 1:
            continue
        if years is not None:
            year = _year_of(row[years]) or year
        own, day = _number(row[place]), _number(row[place + 1])
        month = own or month
        if own and not day and row[place + 1] == "" and year:
            row[place] = f"{year}年{own}月"
            continue
        row[place + 1] = ""
        row[place] = (f"{year}年" if year else "") + f"{month}月{day}日" if month and day else row[place]
    return rows


def _year_of(cell: Cell) -> str:
    found = re.fullmatch(r"((?:19|20)\d{2})(?:\.0)?年?度?", str(cell).strip())
    return found[1] if found else ""


def _number(cell: Cell) -> str:
    plain = str(cell).strip().removesuffix(".0")
    return plain if plain.isdigit() and 0 < int(plain) <= 31 else ""
