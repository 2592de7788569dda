"""A number as people write it: exactly, with the unit of money or measure it names; one grammar for every reader."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

FACTORS = {
    "百万元": 6,
    "百万": 6,
    "千万元": 7,
    "千万": 7,
    "亿元": 8,
    "亿": 8,
    "万元": 4,
    "万": 4,
    "千元": 3,
    "千": 3,
    "元": 0,
    "圆": 0,
    "块": 0,
}
"""What a unit of money counts, as a power of ten."""
_NUMBER = re.compile(
    r"(?P<sign>[-+−–△▲负])?(?:RMB|CNY|人民币)?¥?(?P<minus>[-−–])?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d{1,4}(?:,\d{4})+(?:\.\d*)?|\d(?:\.\d+e\+?|e\+)\d{1,2}|\d+(?:\.\d*)?|\.\d+)"
    rf"(?P<unit>{'|'.join(sorted(FACTORS, key=len, reverse=True))})?(?:整|正)?(?P<after>[-−–])?",
    re.IGNORECASE,
)
_GROUPS = re.compile(r"(?<![\d.])\d{1,3}(?:[ '’]\d{3})+(?!\d)")
"""1 234 567: blanks between thousands."""
_SPACES = re.compile(r"(?<!\d)[\s'’]+|[\s'’]+(?!\d)")
"""Blanks that part no figures: “5000 3000” are two numbers, and no number together."""
_LONGEST = 40
_DIGITS = {digit: number for number, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
_DIGITS |= {"〇": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "两": 2}
_TENS = {"拾": 10, "十": 10, "佰": 100, "百": 100, "仟": 1000, "千": 1000}
_WORDS = re.compile(
    r"(?:人民币)?(?P<yuan>[零〇壹贰叁肆伍陆柒捌玖一二三四五六七八九两拾十佰百仟千万亿]+)[元圆](?P<rest>(?:[零〇]?[壹贰叁肆伍陆柒捌玖]角)?(?:[零〇]?[壹贰叁肆伍陆柒捌玖]分)?)[整正]?"
)
MEASURES = re.compile(
    r"(?:k?m[23]?|mm|cm|hm2|km2|k?g|t|l|kw[·.]?h|项|个|台|套|件|根|块|组|樘|座|处|株|棵|榀|孔|道|段|节|片|副|只|对|环|吨|千克|公斤|米|延[长]?米|"
    r"公里|千米|平方?米?|立方?米?|平米|立米|工日|台班|天|月|次|人|系统|站|升|公顷|亩|延m|m2[·/]?月|总额|宗|批|口|盏|扇|车)"
)
"""What quantities are measured in, without a factor in front (千m3)."""
_MEASURED = re.compile(rf"(?P<number>[-+−(]?[\d.,\s]*\d\)?)\s*(?:{MEASURES.pattern})", re.IGNORECASE)


def plain_of(written: str) -> str:
    """Full-width signs as usual ones, without blanks and apostrophes but those that part two numbers."""
    plain = unicodedata.normalize("NFKC", written).replace("，", ",").replace("￥", "¥")
    return _SPACES.sub("", _GROUPS.sub(lambda found: re.sub(r"\D", "", found[0]), plain))


def read_figure(written: str) -> tuple[Decimal, int | None] | None:
    """The number and the power of ten of the unit of money it names (None: it names none); None where it is none.

    ``1,234.5``, ``１２３４``, ``¥12``, ``(300.00)``, ``△300``, ``1.2万``, ``300-``, ``贰拾万元整``.
    """
    plain, negative = _without_brackets(plain_of(written))
    found = _NUMBER.fullmatch(plain) if len(plain) <= _LONGEST else None
    if found is None:
        return _of_words(plain)
    signs = [found["sign"] not in (None, "+"), bool(found["minus"]), bool(found["after"]), negative]
    if sum(signs) > 1:
        return None
    value = Decimal(found["digits"].replace(",", ""))
    return -value if any(signs) else value, None if found["unit"] is None else FACTORS[found["unit"]]


def looks_like_number(written: str) -> bool:
    """Whether a text is a number in digits, as every cell of a .csv is text."""
    plain = plain_of(written)
    return len(plain) <= _LONGEST and _NUMBER.fullmatch(_without_brackets(plain)[0]) is not None


def without_measure(written: str) -> str:
    """6,248.50 m is 6,248.50: what it is measured in stands in a column of its own."""
    found = _MEASURED.fullmatch(unicodedata.normalize("NFKC", written).strip())
    return found["number"] if found else written


def _without_brackets(plain: str) -> tuple[str, bool]:
    """``(500)`` and ``¥(500)`` are 500 below nothing."""
    inside = plain.removeprefix("¥")
    if inside.startswith("(") and inside.endswith(")"):
        return inside[1:-1], True
    return plain, False


def _of_words(plain: str) -> tuple[Decimal, int | None] | None:
    """Capital words: 叁拾万元整."""
    found = _WORDS.fullmatch(plain)
    if found is None:
        return None
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
