"""What the first cells of a column hold: amounts, contract numbers, amounts finer than a fen."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from models.importing.days import looks_like_day, looks_like_quarter
from models.importing.figures import MEASURES, looks_like_number
from models.importing.recognition.amounts import read_amount
from models.importing.recognition.total_words import is_total
from models.importing.sheets import Cell, Sheet
from models.importing.texts import Misread
from models.money import Money

if TYPE_CHECKING:
    from models.importing.recognition.headers import Header

_NUMERIC_SHARE = 2
"""A column counts as amounts when at least one in so many of its cells is a number."""
_LOOKED_AT = 200
_NUMBER = re.compile(
    r"(?=.*\d)(?=.*[A-Za-z\-_/.])[A-Za-z\d\-—_/.()#]{4,}|.{0,10}字.{0,2}\d{2,4}\D?.*"
    r"|(?:19|20)\d{2}[一-鿿]{1,3}[\-—_第]?\d{1,4}号?"
)
_COUNTED = re.compile(r"0?[1-9]\d?")
_CLAUSE = re.compile(r"[一-鿿]{2,}.*\d+\s*[%％]")
_MEASURES = re.compile(rf"[千百]?(?:{MEASURES.pattern}|元)")
_MOSTLY = 3


def _below(sheet: Sheet, header: Header, place: int) -> Sequence[Cell]:
    return _from(sheet, header.bottom + 1, place)


def _from(sheet: Sheet, first: int, place: int) -> Sequence[Cell]:
    return [row[place] for row in sheet.rows[first : first + _LOOKED_AT] if place < len(row) and row[place] != ""]


def holds_amounts(sheet: Sheet, header: Header, place: int) -> bool:
    """Whether most of the cells are numbers."""
    return amounts_below(sheet, header.bottom + 1, place)


def amounts_below(sheet: Sheet, first: int, place: int) -> bool:
    """Whether most of the cells from a row on are numbers."""
    cells = _from(sheet, first, place)
    numbers = sum(1 for cell in cells if (looks_like_number(cell) if isinstance(cell, str)
                                          else isinstance(cell, int | float)))  # fmt: skip
    return bool(cells) and numbers * _NUMERIC_SHARE >= len(cells)


def holds_numbers(sheet: Sheet, header: Header, place: int) -> bool:
    """Whether a column of names holds contract numbers: HT-2023-01, 临建合字2023-01号."""
    cells = [cell.strip() for cell in _below(sheet, header, place) if isinstance(cell, str)]
    numbers = sum(1 for cell in cells if _NUMBER.fullmatch(unicodedata.normalize("NFKC", cell)))
    return numbers > _MOSTLY * (len(cells) - numbers)


def holds_days(sheet: Sheet, header: Header, place: int) -> bool:
    """Whether a column of periods, which are counted, holds the days or months of them: 2024年3月."""
    cells = [cell for cell in _below(sheet, header, place) if cell != ""]
    found = sum(1 for cell in cells if isinstance(cell, date) or (isinstance(cell, str) and _names_days(cell)))
    return found > _MOSTLY * (len(cells) - found)


def _names_days(text: str) -> bool:
    return looks_like_day(text) or looks_like_quarter(text)


def counts_anew(sheet: Sheet, header: Header, place: int) -> bool:
    """Whether all cells are small whole numbers and some of them stand twice: 1, 2, 3, 1, 2."""
    cells = [f"{cell:.15g}" if isinstance(cell, int | float) else str(cell).strip() for cell in
             _below(sheet, header, place) if cell != ""]  # fmt: skip
    return len(set(cells)) < len(cells) and all(map(_COUNTED.fullmatch, cells))


def holds_clauses(sheet: Sheet, header: Header, place: int) -> bool:
    """Whether a column of shares holds clauses: 进度款80%，结算付至97%."""
    cells = _below(sheet, header, place)
    return any(isinstance(cell, str) and _CLAUSE.search(cell) for cell in cells)


def holds_measures(sheet: Sheet, header: Header, place: int) -> bool:
    """Whether a column holds what quantities are measured in: m3, t, 项."""
    cells = [cell for cell in _below(sheet, header, place) if isinstance(cell, str)]
    measures = sum(1 for cell in cells if _MEASURES.fullmatch(unicodedata.normalize("NFKC", cell).strip().casefold()))
    return measures > _MOSTLY * (len(cells) - measures)


def is_finer(sheet: Sheet, header: Header, place: int) -> bool:
    """Whether an amount has more than two decimals: it is in no unit as small as the yuan."""
    cells = (cell for cell in _below(sheet, header, place) if isinstance(cell, float))
    return any(len(f"{cell:.15g}".partition(".")[2]) > 2 for cell in cells)


def largest(sheet: Sheet, header: Header, place: int) -> float:
    """The largest amount as it is written; 0 where there is none."""
    return max((abs(cell) for cell in _below(sheet, header, place) if isinstance(cell, int | float)), default=0)


def highest(sheet: Sheet, header: Header, place: int) -> Money:
    """The largest amount of the rows in yuan as it is written, texts included and sums left out; 0: there is none."""
    return max(map(abs, figures_below(sheet, header, place).values()), default=Money())


def figures_below(sheet: Sheet, header: Header, place: int) -> dict[int, Money]:
    """By row the amounts that are not nothing, as they are written: texts included, sums left out."""
    below = range(header.bottom + 1, min(header.bottom + 1 + _LOOKED_AT, len(sheet.rows)))
    rows = ((row, sheet.rows[row]) for row in below)
    found = {row: _amount(cells[place]) for row, cells in rows if place < len(cells) and cells[place] != ""
             and not is_total(cells)}  # fmt: skip
    return {row: amount for row, amount in found.items() if amount}


def _amount(cell: Cell) -> Money:
    try:
        return read_amount(cell, 0, True) or Money()
    except Misread:
        return Money()


def shown_divided(sheet: Sheet, header: Header, place: int) -> int:
    """The power of ten by which the format of most amounts of a column divides what it shows; 0: they show all."""
    if not sheet.scaled:
        return 0
    below = range(header.bottom + 1, min(header.bottom + 1 + _LOOKED_AT, len(sheet.rows)))
    rows = [row for row in below if place < len(sheet.rows[row]) and isinstance(sheet.rows[row][place], int | float)]
    powers = Counter(sheet.scaled.get((row, place), 0) for row in rows)
    return powers.most_common(1)[0][0] if powers else 0
