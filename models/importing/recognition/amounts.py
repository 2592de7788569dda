"""What an amount in a messy ledger comes to in yuan: exactly, or a sentence that says why it stays open."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from models.importing import values
from models.importing.figures import FACTORS, plain_of, read_figure
from models.importing.sheets import Cell
from models.importing.texts import Misread
from models.language import N_
from models.money import Money, half_up

NO_AMOUNT = N_(
    "“{text}” is not an amount: it is kept in the remark, and the row stays open until a number stands there."
)
TOO_FINE = N_("{text} comes to more than two decimals of a yuan: it stays open unless amounts are rounded off.")
_NIL = frozenset(["-", "--", "---", "—", "——", "/", "\\", "无", "〇", "零", "nil", "none", "暂无"])
"""What says of an amount that there is none."""
_BLANK = _NIL | {"", "·", "*", "…", "n/a", "未", "空"}
_LONGEST = 4
"""No such word is longer."""
_LIMIT = Decimal(10) ** 15
_COMMENTED = re.compile(r"(?P<amount>[^()]*\d[^()]*)\((?P<comment>[^()]*[^\d().,%\s][^()]*)\)")
"""12.5万元（含质保金10.5万）: the amount, and what is said of it."""
_OTHERWISE = re.compile("[美欧港日英]元|美金|usd|eur|hkd|退|红|负|冲|作废|未[到收付]|^[-−–]+$", re.IGNORECASE)
"""100（美元）, 100（红字）: what is said of the amount makes it another one, or none."""
_SETTLED = re.compile(r"(?:已|全部|均已)*(?:结清|付清|收清|还清|收齐)")
_ROUGHLY = re.compile(r"约|近|余|左右|多|暂")


def is_commented(cell: Cell) -> bool:
    """Whether more than an amount stands in the cell, which is kept in words."""
    if type(cell) is not str or cell.isascii():
        return False
    plain = plain_of(cell)
    return bool(_COMMENTED.fullmatch(plain) or _SETTLED.fullmatch(plain))


def is_settled(cell: Cell) -> bool:
    """已结清: nothing is left, whatever the amount."""
    return isinstance(cell, str) and bool(_SETTLED.fullmatch(plain_of(cell)))


def is_blank(cell: Cell) -> bool:
    """Nothing, or a dash that says nothing."""
    return type(cell) is str and _word(cell) in _BLANK


def is_nil(cell: Cell) -> bool:
    """A dash, 无, 零 or nil: where a debt stands, it says that there is none."""
    return type(cell) is str and _word(cell) in _NIL


def _word(cell: str) -> str:
    plain = cell.strip()
    return plain if not plain or len(plain) > _LONGEST else unicodedata.normalize("NFKC", plain).casefold()


def read_amount(cell: Cell, unit: int, round_off: bool = False) -> Money | None:
    """An amount of a column in 10**unit yuan; a text may name its own unit. None for a blank; raises Misread."""
    if type(cell) is float and not unit:
        whole, _, part = f"{cell:.15g}".partition(".")
        if len(part) <= 2 and len(whole) < 14 and whole.lstrip("-").isdigit():
            return Money(int(whole + part.ljust(2, "0")))  # most cells of most ledgers, without a decimal number
    if is_blank(cell):
        return None
    if type(cell) is str:
        return _money(*_of_text(cell, unit), cell, round_off)
    if type(cell) is float or type(cell) is int:
        return _money(values.number(cell), unit, cell, round_off)
    raise Misread(NO_AMOUNT, text=str(cell))


def _of_text(written: str, unit: int) -> tuple[Decimal, int]:
    """The number of a text, what is said of it in brackets passed over, and its own unit or that of the column."""
    plain = plain_of(written)
    if _SETTLED.fullmatch(plain):
        return Decimal(0), 0
    if (commented := _COMMENTED.fullmatch(plain)) and not _ROUGHLY.search(plain):
        plain, comment = commented["amount"], commented["comment"]
        if _OTHERWISE.search(comment):
            raise Misread(NO_AMOUNT, text=written.strip())
        plain += comment if comment in FACTORS and not plain.endswith(tuple(FACTORS)) else ""
    found = read_figure(plain)
    if found is None:
        raise Misread(NO_AMOUNT, text=written.strip())
    value, said = found
    return value, unit if said is None else said


def _money(value: Decimal, unit: int, cell: Cell, round_off: bool) -> Money:
    fen = value.scaleb(unit + 2)
    if abs(fen) >= _LIMIT * 100:
        raise Misread(N_("“{text}” is not an amount that can be kept. Check the cell."), text=str(cell))
    whole = int(fen)
    if whole == fen:
        return Money(whole)
    if round_off:
        return Money(half_up(fen))
    raise Misread(TOO_FINE, text=_as_shown(cell))


def _as_shown(cell: Cell) -> str:
    return f"{values.number(cell):f}" if isinstance(cell, int) or type(cell) is not str else cell.strip()
