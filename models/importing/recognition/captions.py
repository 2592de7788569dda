"""What the caption of a column says: its plain words, its unit, with or without tax, of a period or to date."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from models.importing import days
from models.importing.recognition.days_beside import AS_OF
from models.importing.recognition.english import in_chinese, unit_of, unit_within
from models.importing.recognition.foreign import currency_in, without_currency

UNITS = {"元": 0, "千元": 3, "万元": 4, "百万元": 6, "亿元": 8}
"""Units of amounts as powers of ten."""
NET, TAX, GROSS = "net", "tax", "gross"
TO_DATE, BEFORE, PERIOD = "to_date", "before", "period"

_BRACKETS = re.compile(r"[(\[{【〔〖](.*?)[)\]}】〕〗]")
_NOISE = re.compile(r"[\s*#:;,、/|·.\-—_\"'“”]+")
_SHARE = re.compile(r"\d+%$")
_SPACES = re.compile(r"\s+")
_UNIT_WORD = re.compile(
    r"(?:金额)?(?:计量)?(?:单位)?(?:为|是|:)?(?:人民币)?(百万元|千元|万元|亿元|元|万|"
    r"亿)(?:人民币|整)?"
)
_UNIT_TAIL = re.compile(r"(?<=[^美欧港日万千百亿单位/])(百万元|千元|万元|亿元|元)$")
_SHORT = {"万": "万元", "亿": "亿元"}
_NET = re.compile(r"不含(?:增值)?税(?:价|额)?|除税价?|税前|未税|无税")
_GROSS = re.compile(r"价税合计|税价合计|含(?:增值)?税价?|税后|价税总额")
_TAX = re.compile(r"(?:增值)?税(?:额|金|款)|销项税额?|进项税额?")
_TO_DATE = re.compile(
    r"开累|开工(?:以来|至今|累计)|累计|累积|自开工|至今|截[至止]目前|截[至止]?本[期月]末?|"
    r"至本[期月]末?|到本期末|累"
)
_BEFORE = re.compile(
    r"上[期月次]末?(?:累计|累)?|前期(?:累计)?|以前(?:年度|期)?(?:累计)?|"
    r"截[至止]上[期月]末?(?:累计)?|至上[期月]末?|到上期末|期前|至上年末累计?"
)
_MOST = 12
"""So many receipts stand side by side in a row."""
_FIRST = re.compile(r"首[次笔期批](?=.)")
_MANIETH = (
    re.compile(r"(?P<before>.*?)第(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})[次笔批期](?P<after>.+)"),
    re.compile(r"(?P<before>.*[^\d])(?P<n>[1-9]\d?)(?P<after>(?:日期|时间|金额|款)?)"),
    re.compile(r"(?P<before>.*(?:日期|时间|金额|款))(?P<n>[一二三四五六七八九十])(?P<after>)"),
)
_PERIOD = re.compile(r"本[期次月]|当[期月次]|本周期|本季度?")


@dataclass(frozen=True)
class Caption:
    """``words`` are what is left when unit and tax were taken away; ``unit`` is a power of ten or None (not said).

    ``currency`` is the code of one that is not the yuan, ``manieth`` what 第二次回款 counts.
    ``tax`` is net, tax, gross or "" (not said); ``scope`` is to_date, before, period or "".
    """

    written: str
    words: str
    unit: int | None = None
    tax: str = ""
    scope: str = ""
    currency: str = ""
    manieth: int = 0


@lru_cache(8192)
def read_caption(written: str) -> Caption:
    """Take a caption apart; parts of a joined header stand one after the other."""
    whole = _SPACES.sub("", unicodedata.normalize("NFKC", written)).casefold()
    currency = currency_in(whole)
    plain = without_currency(whole) if currency else whole
    unit = _unit_of(plain)
    said = _tax_of(plain)
    outside = _BRACKETS.sub("", plain)
    words = _UNIT_TAIL.sub("", _NOISE.sub("", outside))
    for tax in (_NET, _GROSS):
        words = tax.sub("", words)
    words = in_chinese(_SHARE.sub("", _TAX.sub("", words) if said == TAX else words))
    words, manieth = _counted(words)
    return Caption(written, words, unit, said, _scope_of(words), currency, manieth)


def _counted(words: str) -> tuple[str, int]:
    """第二次回款金额, 回款金额2 and 回款2日期 without the number, and the number."""
    words = _FIRST.sub("第一次", words)
    for form in _MANIETH:
        found = form.fullmatch(words)
        if found and (rest := found["before"] + found["after"]) and 0 < days.counted(found["n"]) <= _MOST:
            return rest, days.counted(found["n"])
    return words, 0


def _unit_of(plain: str) -> int | None:
    """In brackets, or behind the words: 合同额（万元）, 合同额:万元, 合同额万元."""
    if (english := unit_within(plain)) is not None:
        return english
    for inside in reversed(_BRACKETS.findall(plain)):
        for piece in re.split(r"[,，、;/]", inside):
            if found := _UNIT_WORD.fullmatch(piece):
                return UNITS[_SHORT.get(found.group(1), found.group(1))]
            if (english := unit_of(piece)) is not None:
                return english
    tail = _UNIT_TAIL.search(_NOISE.sub("", _BRACKETS.sub("", plain)))
    return UNITS[tail.group(1)] if tail else None


def _tax_of(plain: str) -> str:
    if "税率" in plain:
        return ""
    if _NET.search(plain):
        return NET
    if _GROSS.search(plain):
        return GROSS
    return TAX if _TAX.search(plain) else ""


def _scope_of(words: str) -> str:
    if _BEFORE.search(words):
        return BEFORE
    if _TO_DATE.search(words):
        return TO_DATE
    return PERIOD if _PERIOD.search(words) else ""


def without_scope(words: str) -> str:
    """The words without 本期, 上期末 or 开累, and without the day up to which they count."""
    words = AS_OF.sub("", words)
    for scope in (_BEFORE, _TO_DATE, _PERIOD):
        words = scope.sub("", words)
    return words


_TITLE_CURRENCY = re.compile(r"(?:单位|币种|币别|货币)[:：]?(\S{1,8})|[(](?:单位[:：]?)?([^()]{1,6})[)]")


def currency_in_title(text: str) -> str:
    """The foreign currency a line above the table names: 单位：万美元, （USD）, 币种：美元."""
    plain = unicodedata.normalize("NFKC", text)
    return next((code for found in _TITLE_CURRENCY.findall(plain) if (code := currency_in("".join(found)))), "")


_NAMED_UNIT = "(百万元|千元|万元|亿元|元)"
_YUAN = "(?:人民币|RMB|CNY)?[:：]?"
_TITLE_UNIT = re.compile(
    rf"单位[为是]?[:：]?{_YUAN}[(]?{_NAMED_UNIT}|(?:人民币|RMB|CNY)[:：]{_NAMED_UNIT}(?![^)）,，;；。])|"
    rf"[(](?:[^()]*[,，、;；])?(?:金额)?(?:单位[:：]?)?{_YUAN}{_NAMED_UNIT}(?:[)](?!:)|[,，、;；][^()]*[)])|"
    rf"[/／]{_NAMED_UNIT}$|^{_YUAN}{_NAMED_UNIT}$",
    re.IGNORECASE,
)
"""合同金额（万元）：980 speaks of itself alone."""


_LOOSE_UNIT = re.compile(
    r"(?<![\d.〇零一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾佰仟])(百万元|千元|万元|亿元)(?=$|[,，;；、/。】\]\s]|[)](?!:))"
)
"""台账（万元，截至2024.6.30）, 台账/万元, 万元 alone; 500万元以上 and 980万元 are amounts."""


def unit_in_title(text: str) -> int | None:
    """The unit a line above the table names: 单位：万元, （单位：元）."""
    if (english := unit_within(unicodedata.normalize("NFKC", text))) is not None:
        return english
    plain = _SPACES.sub("", unicodedata.normalize("NFKC", text))
    told = without_currency(plain) if currency_in(plain) else plain
    found = _TITLE_UNIT.search(told)
    loose = None if found else _LOOSE_UNIT.search(told)
    if found:
        return UNITS[next(filter(None, found.groups()))]
    return UNITS[loose[1]] if loose else _in_english(plain.casefold())


def _in_english(plain: str) -> int | None:
    """Unit: RMB'000, Receipts 2024 (in thousands of RMB), or the unit alone."""
    pieces = [*_BRACKETS.findall(plain), re.sub(r"^(?:currency)?unit[:：]", "", plain)]
    return next((unit for piece in pieces if (unit := unit_of(piece)) is not None), None)


def unit_name(power: int) -> str:
    return next(name for name, one in UNITS.items() if one == power)
