"""What a cell means: text, amount, quantity, percentage, day, choice; exactly, or a sentence that says what is wrong.

Numbers in a workbook are binary; 15 significant digits of them are what Excel shows and keeps, so these count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, localcontext
from functools import lru_cache

from models.importing.sheets import Cell
from models.importing.texts import Misread, clean
from models.language import N_
from models.money import Money, read_decimal
from models.scaled import PLACES, from_scaled, of_factor, to_scaled

NO_NUMBER = N_("“{text}” is not a number. Type digits only, for example 1234.50.")
NO_DATE = N_("“{text}” is not a date. Write it like 2026-11-23.")
RATIO_OR_PERCENT = N_("Is {text} a ratio or a percentage? Write it with the sign, for example 3%.")
LARGEST = Decimal(10) ** 15
_COMMAS = re.compile(r"[^\d]*(\d{1,3}(,\d{3})+|\d{1,4}(,\d{4})+)(\.\d*)?[^\d,]*")
_DAY = re.compile(
    r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"\d{4}\s*[-./年]\s*\d{1,2}\s*月?")
_FIRST_OF_1900 = date(1899, 12, 30)
_FIRST_OF_1904 = date(1904, 1, 1)
_EARLIEST = date(1990, 1, 1)
_YEARS_AHEAD = 10
_YES = frozenset("是 有 √ ✓ ✔ 对 真 y yes true 1".split())
_NO = frozenset("否 无 × x ✗ 错 假 n no false 0".split())


def text(cell: Cell, lines: int = 1, key: bool = False) -> str:
    """The cell as text; a whole number as its digits. ``key`` refuses what Excel may have turned into a date."""
    if type(cell) is str:
        return clean(cell, lines)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float | int):
        return _digits(cell)
    if key:
        raise Misread(N_("Excel has turned this number into a date. Format the cell as text and type it again."))
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _digits(cell: float) -> str:
    if abs(cell) >= LARGEST:
        raise Misread(
            N_("Excel has lost digits of this number: it has more than 15. Format the cell as text, type it again.")
        )
    return _fifteen(cell)


def _fifteen(cell: float) -> str:
    """Up to 15 significant digits without an exponent."""
    shown = f"{cell:.15g}"
    return f"{Decimal(shown):f}" if "e" in shown else shown


def number(cell: Cell) -> Decimal:
    """The exact number; raises Misread for text that is none, for dates, infinities and more than 15 digits."""
    if type(cell) is float or type(cell) is int:
        shown = f"{cell:.15g}"
        if "n" in shown or abs(cell) >= LARGEST:
            raise Misread(N_("“{text}” is not an amount that can be kept. Check the cell."), text=shown)
        return Decimal(shown)
    if type(cell) is str:
        return _number_of(cell)
    raise Misread(NO_NUMBER, text=_shown(cell))


def _number_of(written: str) -> Decimal:
    plain = unicodedata.normalize("NFKC", written)
    if len(plain) > 60:
        raise Misread(NO_NUMBER, text=plain[:20] + "…")
    if "," in plain and not _COMMAS.fullmatch(plain):
        raise Misread(N_("In “{text}” a comma is at an odd place. Type the number without commas."), text=written)
    try:
        with localcontext() as context:
            context.prec = 80
            value = read_decimal(plain)
    except ValueError as error:
        raise Misread(NO_NUMBER, text=written.strip()) from error
    if abs(value) >= LARGEST:
        raise Misread(N_("“{text}” is not an amount that can be kept. Check the cell."), text=written.strip())
    return value


def money(cell: Cell, round_off: bool = False) -> Money:
    """Whole fen; more decimals raise Misread unless ``round_off`` says to round them half up."""
    if type(cell) is float or type(cell) is int:
        whole, _, part = f"{cell:.15g}".partition(".")
        if len(part) <= 2 and whole.lstrip("-").isdigit() and len(whole) < 16:
            return Money(int(whole + part.ljust(2, "0")))
    amount = number(cell)
    if round_off:
        return Money.of(_half_up(amount, 2))
    try:
        return Money.of(amount)
    except ValueError as error:
        raise Misread(
            N_("{text} has more than two decimals. Round it to the fen, for example {rounded}."),
            text=f"{amount:f}",
            rounded=_half_up(amount, 2),
        ) from error


def _half_up(amount: Decimal, places: int) -> Decimal:
    unit = Decimal(1).scaleb(-places)
    return amount.quantize(unit, "ROUND_HALF_UP")


def quantity(cell: Cell) -> Decimal:
    """A quantity, unit price or index with up to six decimals; digits that binary arithmetic added are rounded off."""
    value = number(cell)
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -PLACES:
        if type(cell) is str:
            raise Misread(N_("{text} has more than six decimals. Round it."), text=cell.strip())
        value = _half_up(value, PLACES)
    return _as_kept(value)


def _as_kept(value: Decimal) -> Decimal:
    """As it comes back from the book: without trailing zeros, so that an approval of it stays provable."""
    return from_scaled(to_scaled(value))


def percent(cell: Cell, of_hundred: bool = False) -> Decimal:
    """A ratio: ``9%``, ``9`` and ``0.09`` are all 0.09; ``of_hundred`` when the caption already says %."""
    if type(cell) is str:
        plain = unicodedata.normalize("NFKC", cell).strip()
        if plain.endswith("%"):
            return _ratio(_number_of(plain[:-1]).scaleb(-2))
        if plain.endswith("‰"):
            return _ratio(_number_of(plain[:-1]).scaleb(-3))
    value = number(cell)
    if of_hundred:
        if 0 < abs(value) < 1:
            raise Misread(RATIO_OR_PERCENT, text=f"{value:f}")
        return _ratio(value.scaleb(-2))
    return _ratio(value if abs(value) <= 1 else value.scaleb(-2))


def factor(cell: Cell) -> Decimal:
    """What a price is multiplied by: ``1.05``, ``105%`` and ``105`` are all 1.05."""
    if type(cell) is str and unicodedata.normalize("NFKC", cell).strip().endswith("%"):
        return _as_kept(_half_up(_number_of(unicodedata.normalize("NFKC", cell).strip()[:-1]).scaleb(-2), PLACES))
    return _as_kept(_half_up(of_factor(number(cell)), PLACES))


def _ratio(value: Decimal) -> Decimal:
    if not 0 <= value <= 1:
        raise Misread(N_("{text} is outside 0% to 100%. Correct it."), text=f"{(value * 100).normalize():f}%")
    return _as_kept(_half_up(value, PLACES))


def day(cell: Cell, today: date, from_1904: bool = False) -> date:
    """A calendar day between 1990 and ten years after ``today``; numbers are read as the workbook counts days."""
    if type(cell) is date:
        found = cell
    elif isinstance(cell, datetime):
        found = cell.date()
    elif type(cell) is float or type(cell) is int:
        found = _of_serial(cell, from_1904)
    elif type(cell) is str:
        found = _of_text(cell)
    else:
        raise Misread(NO_DATE, text=_shown(cell))
    if found < _EARLIEST or (found.year - _YEARS_AHEAD, found.month, found.day) > (today.year, today.month, today.day):
        raise Misread(N_("{text} is before 1990 or more than ten years ahead. Check the year."), text=found.isoformat())
    return found


def _of_serial(cell: float, from_1904: bool) -> date:
    shown = f"{cell:.15g}"
    solid = _SOLID.fullmatch(shown)
    if solid:
        return _of_text(shown)
    if not 366 < cell < 200_000:
        raise Misread(NO_DATE, text=shown)
    return (_FIRST_OF_1904 if from_1904 else _FIRST_OF_1900) + timedelta(days=int(cell))


@lru_cache(4096)
def _of_text(written: str) -> date:
    plain = unicodedata.normalize("NFKC", written).strip()
    found = _DAY.fullmatch(plain) or _SOLID.fullmatch(plain)
    if not found:
        if _MONTH.fullmatch(plain):
            raise Misread(N_("“{text}” names no day. Write it like 2026-11-23."), text=plain)
        raise Misread(NO_DATE, text=plain[:40])
    year, month, number_of_day = (int(part) for part in found.groups()[:3])
    try:
        return date(year, month, number_of_day)
    except ValueError as error:
        raise Misread(N_("There is no day {text}. Check the month and the day."), text=plain) from error


def choice(cell: Cell, names: Mapping[str, str]) -> str:
    """The key of the choice whose key or text (in any language) this is; ``names`` maps folded texts to keys."""
    written = text(cell)
    if not written:
        return ""
    found = names.get(folded(written))
    if found is None:
        raise Misread(N_("“{text}” is none of the choices of this column. Choose one from the list."), text=written)
    return found


def flag(cell: Cell) -> bool:
    """Yes or no; an empty cell is no."""
    if isinstance(cell, bool):
        return cell
    written = folded(text(cell))
    if written in _YES:
        return True
    if not written or written in _NO:
        return False
    raise Misread(N_("“{text}” is neither yes nor no. Write 是 or 否."), text=written)


def whole(cell: Cell) -> int:
    """A whole number, such as days or a period."""
    value = number(cell)
    if value != value.to_integral_value():
        raise Misread(N_("{text} is not a whole number. Correct it."), text=f"{value:f}")
    return int(value)


@lru_cache(1 << 16)
def folded(written: str) -> str:
    """How names are compared: NFKC, without spaces, in small letters."""
    plain = written if written.isascii() else unicodedata.normalize("NFKC", written)
    return "".join(plain.casefold().split())


def _shown(cell: Cell) -> str:
    return cell.isoformat() if isinstance(cell, date) else str(cell)
