"""What a cell means: text, amount, quantity, percentage, day, choice; exactly, or a sentence that says what is wrong.

Numbers in a workbook are binary; 15 significant digits of them are what Excel shows and keeps, so these count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from models.importing.days import read_day
from models.importing.figures import read_figure, without_measure
from models.importing.sheets import Cell
from models.importing.texts import Misread, clean
from models.language import N_
from models.money import Money
from models.scaled import PLACES, from_scaled, of_factor, to_scaled

NO_NUMBER = N_("“{text}” is not a number. Type digits only, for example 1234.50.")
NO_YEAR = N_("“{text}” names no year. Write it with its year, like 2026-11-23.")
RATIO_OR_PERCENT = N_("Is {text} a ratio or a percentage? Write it with the sign, for example 3%.")
LARGEST = Decimal(10) ** 15
_COMMAS = re.compile(r"[^\d]*(\d{1,3}(,\d{3})+|\d{1,4}(,\d{4})+)(\.\d*)?[^\d,]*")
_PART_OF_MONTH = re.compile("[初中上下旬]")
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
    value, power = _figure(written)
    return value.scaleb(power or 0)


def _figure(written: str) -> tuple[Decimal, int | None]:
    """The number of a text, and the power of ten of the unit of money it names."""
    plain = unicodedata.normalize("NFKC", written)
    if len(plain) > 60:
        raise Misread(NO_NUMBER, text=plain[:20] + "…")
    if "," in plain and not _COMMAS.fullmatch(plain):
        raise Misread(N_("In “{text}” a comma is at an odd place. Type the number without commas."), text=written)
    found = read_figure(plain)
    if found is None:
        raise Misread(NO_NUMBER, text=written.strip())
    if abs(found[0].scaleb(found[1] or 0)) >= LARGEST:
        raise Misread(N_("“{text}” is not an amount that can be kept. Check the cell."), text=written.strip())
    return found


def money(cell: Cell, round_off: bool = False, unit: int = 0) -> Money:
    """Whole fen of a column in 10**unit yuan, where the cell names no unit of its own; more decimals raise Misread
    unless ``round_off`` says to round them half up.
    """
    if not unit and (type(cell) is float or type(cell) is int):
        whole, _, part = f"{cell:.15g}".partition(".")
        if len(part) <= 2 and whole.lstrip("-").isdigit() and len(whole) < 16:
            return Money(int(whole + part.ljust(2, "0")))
    value, own = _figure(cell) if type(cell) is str else (number(cell), None)
    amount = value.scaleb(unit if own is None else own)
    if abs(amount) >= LARGEST:
        raise Misread(N_("“{text}” is not an amount that can be kept. Check the cell."), text=_shown(cell).strip())
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
    """A quantity, unit price or index with up to six decimals; digits that binary arithmetic added are rounded off.

    What it is measured in may stand behind it: ``6,248.50 m``.
    """
    value = number(without_measure(cell) if type(cell) is str else cell)
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
    """A calendar day between 1990 and ten years after ``today``; numbers are read as the workbook counts days.

    Read as any ledger's; a month stands for its last day, unless it says that it means another part of it.
    """
    when = read_day(cell, from_1904)
    if not when.year:
        raise Misread(NO_YEAR, text=_shown(cell).strip())
    if not when.number and _PART_OF_MONTH.search(when.written):
        raise Misread(N_("“{text}” names no day. Write it like 2026-11-23."), text=when.written)
    found = when.day()
    if found < _EARLIEST or (found.year - _YEARS_AHEAD, found.month, found.day) > (today.year, today.month, today.day):
        raise Misread(N_("{text} is before 1990 or more than ten years ahead. Check the year."), text=found.isoformat())
    return found


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
