"""Figures as Europeans write them (1.234.567,89): a sheet that proves to be written so is read with points."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from models.importing.recognition.answers import SheetAnswers
from models.importing.recognition.meanings import meaning
from models.importing.recognition.words import KINDS, MONEY
from models.importing.sheets import Cell, Sheet

COMMA, POINT = ",", "."
"""What stands before the fen."""
_BESIDE = r"[^\d,.]{0,5}"
_FIGURE = re.compile(
    rf"(?P<before>{_BESIDE})(?P<whole>\d{{1,3}}(?:\.\d{{3}})+|\d+)(?:,(?P<part>\d+))?(?P<after>{_BESIDE})"
)
_SURELY = rf"{_BESIDE}\d{{1,3}}(?:\.\d{{3}})+,\d{{1,2}}{_BESIDE}"
_SURE = re.compile(_SURELY)
"""1.234,50 is nothing else."""
_ONLY_SO = re.compile(rf"{_SURELY}|{_BESIDE}(?:\d{{1,3}}(?:\.\d{{3}}){{2,}}|\d{{4,}},\d{{1,2}}){_BESIDE}")
"""Below a caption of amounts 1.234.567 and 1234,56 are nothing else, either."""
_NEVER_SO = re.compile(rf"{_BESIDE}\d{{1,3}}(?:,\d{{3}})+(?:\.\d+|(?:,\d{{3}})+){_BESIDE}")
_IN_THOUSANDS = re.compile(rf"{_BESIDE}\d{{1,3}}(?:,\d{{3}})+{_BESIDE}")
"""2,000 among amounts is two thousand: no fen has three places."""
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_DAY = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d{2})")
_LOOKED_AT, _CAPTIONS_WITHIN = 200, 20


def may_be_grouped(cell: Cell) -> bool:
    """Whether a text may be thousands as well as decimals: 1.234."""
    return isinstance(cell, str) and bool(_GROUPED.fullmatch(cell.strip()))


def with_points(sheet: Sheet, answers: SheetAnswers) -> Sheet:
    """The sheet with its figures and days as the other ledgers have them, if it is written with decimal commas."""
    first = sheet.rows[:_LOOKED_AT]
    every = (_plain(cell) for row in first for cell in row if type(cell) is str)
    texts = [text for text in every if "," in text or "." in text]
    may = any(map(_ONLY_SO.fullmatch, texts)) and not any(map(_NEVER_SO.fullmatch, texts))
    if answers.decimal == POINT or not (may or answers.decimal == COMMA):
        return sheet
    columns = dict(_of_figures(first))
    figures = [_plain(text) for texts in columns.values() for text in texts]
    proven = any(map(_ONLY_SO.fullmatch, figures)) and not any(map(_IN_THOUSANDS.fullmatch, figures))
    if answers.decimal != COMMA and not proven:
        return sheet
    return replace(sheet, rows=[_read(row, columns) for row in sheet.rows])


def _plain(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def _of_figures(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[int, list[str]]]:
    """The columns of amounts with their texts: a caption says so, or a figure stands there that is nothing else."""
    for place in range(max(map(len, rows), default=0)):
        texts = [cell for row in rows if place < len(row) and type(cell := row[place]) is str and cell]
        if any(map(_is_amount, texts[:_CAPTIONS_WITHIN])) or any(map(_SURE.fullmatch, texts)):
            yield place, texts


def _is_amount(caption: str) -> bool:
    return any(known.holds == MONEY for kind in KINDS if (known := meaning(caption, kind)))


def _read(row: Sequence[Cell], places: Collection[int]) -> list[Cell]:
    return [_as_day(_with_point(cell) if at in places else cell) for at, cell in enumerate(row)]


def _with_point(cell: Cell) -> Cell:
    found = _FIGURE.fullmatch(cell) if type(cell) is str else None
    if found is None:
        return cell
    part = f".{found['part']}" if found["part"] else ""
    return f"{found['before']}{found['whole'].replace('.', '')}{part}{found['after']}"


def _as_day(cell: Cell) -> Cell:
    """05.01.2024 is the fifth of January."""
    found = _DAY.fullmatch(cell.strip()) if type(cell) is str else None
    return f"{found['year']}-{found['month']}-{found['day']}" if found else cell
