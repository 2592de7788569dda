"""What an amount in a messy ledger comes to in yuan: exactly, or a sentence that says why it stays open."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from models.importing import values
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
_FACTORS = {
    "百万元": 6,
    "百万": 6,
    "千万元": 7,
    "千万": 7,
    "亿元": 8,
    "亿": 8,
    "万元": 4,
    "万": 4,
    "千元": 3,
    "元": 0,
    "圆": 0,
}
_NUMBER = re.compile(
    r"(?P<sign>[-+−–△▲负])?(?:RMB|CNY|人民币)?¥?(?P<minus>[-−–])?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d{1,4}(?:,\d{4})+(?:\.\d*)?|\d(?:\.\d+e\+?|e\+)\d{1,2}|\d+(?:\.\d*)?|\.\d+)"
    r"(?P<unit>百万元|百万|千万元|千万|亿元|亿|万元|万|千元|元|圆)?(?:整|正)?(?P<after>[-−–])?",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[\s'’]+")
_LIMIT = Decimal(10) ** 15
_DIGITS = {digit: number for number, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
_DIGITS |= {"〇": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "两": 2}
_TENS = {"拾": 10, "十": 10, "佰": 100, "百": 100, "仟": 1000, "千": 1000}
_WORDS = re.compile(
    r"(?:人民币)?(?P<yuan>[零〇壹贰叁肆伍陆柒捌玖一二三四五六七八九两拾十佰百仟千万亿]+)[元圆](?P<rest>(?:[零〇]?[壹贰叁肆伍陆柒捌玖]角)?(?:[零〇]?[壹贰叁肆伍陆柒捌玖]分)?)[整正]?"
)


_COMMENTED = re.compile(r"(?P<amount>[^()]*\d[^()]*)\((?P<comment>[^()]*[^\d().,%\s][^()]*)\)")
"""12.5万元（含质保金10.5万）: the amount, and what is said of it."""
_SETTLED = re.compile(r"(?:已|全部|均已)*(?:结清|付清|收清|还清|收齐)")
_ROUGHLY = re.compile(r"约|近|余|左右|多|暂")


def is_commented(cell: Cell) -> bool:
    """Whether more than an amount stands in the cell, which is kept in words."""
    if type(cell) is not str or cell.isascii():
        return False
    plain = _SPACES.sub("", unicodedata.normalize("NFKC", cell))
    return bool(_COMMENTED.fullmatch(plain) or _SETTLED.fullmatch(plain))


def is_settled(cell: Cell) -> bool:
    """已结清: nothing is left, whatever the amount."""
    return isinstance(cell, str) and bool(_SETTLED.fullmatch(_SPACES.sub("", cell)))


def is_blank(cell: Cell) -> bool:
    """Nothing, or a dash that says nothing."""
    return type(cell) is str and _word(cell) in _BLANK


def is_nil(cell: Cell) -> bool:
    """A dash, 无, 零 or nil: where a debt stands, it says that there is none."""
    return type(cell) is str and _word(cell) in _NIL


def _word(cell: str) -> str:
    plain = cell.strip()
    return plain if not plain or len(plain) > _LONGEST else unicodedata.normalize("NFKC", plain).casefold()


def looks_like_number(text: str) -> bool:
    """Whether a text is a bare number, as every cell of a .csv is text."""
    return _matched(text) is not None


def _matched(text: str) -> re.Match[str] | None:
    plain = _SPACES.sub("", unicodedata.normalize("NFKC", text)).replace(",", ",")
    if len(plain) > 40:
        return None
    return _NUMBER.fullmatch(_without_brackets(plain)[0])


def _without_brackets(plain: str) -> tuple[str, bool]:
    """``(500)`` is 500 below nothing."""
    if plain.startswith("(") and plain.endswith(")"):
        return plain[1:-1], True
    return plain, False


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
    plain, negative = _without_brackets(_SPACES.sub("", unicodedata.normalize("NFKC", written)))
    if _SETTLED.fullmatch(plain):
        return Decimal(0), 0
    if (commented := _COMMENTED.fullmatch(plain)) and not _ROUGHLY.search(plain):
        plain = commented["amount"]
    found = _NUMBER.fullmatch(plain) if len(plain) <= 40 else None
    if found is None:
        return _of_words(plain, written)
    value = Decimal(found["digits"].replace(",", ""))
    said = found["unit"]
    signs = [found["sign"] not in (None, "+"), bool(found["minus"]), bool(found["after"]), negative]
    if sum(signs) > 1:
        raise Misread(NO_AMOUNT, text=written.strip())
    return -value if any(signs) else value, unit if said is None else _FACTORS[said]


def _of_words(plain: str, written: str) -> tuple[Decimal, int]:
    """Capital words: 叁拾万元整."""
    found = _WORDS.fullmatch(plain)
    if found is None:
        raise Misread(NO_AMOUNT, text=written.strip())
    fen = _whole(found["yuan"]) * 100
    for digit, unit in re.findall(r"([壹贰叁肆伍陆柒捌玖])([角分])", found["rest"]):
        fen += _DIGITS[digit] * (10 if unit == "角" else 1)
    return Decimal(fen).scaleb(-2), 0


def _whole(words: str) -> int:
    whole, section, digit = 0, 0, 0
    for word in words:
        if word in _DIGITS:
            digit = _DIGITS[word]
        elif word in _TENS:
            section, digit = section + (digit or 1) * _TENS[word], 0
        else:
            factor = 10_000 if word == "万" else 100_000_000
            whole, section, digit = (whole + section + digit) * factor, 0, 0
    return whole + section + digit


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
