"""Law that a letter must not quote: what is no longer in force, what took its place, and articles there never were."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.language import N_, text
from models.problems import Problem


@dataclass(frozen=True)
class Gone:
    """A law by the words it is known from (a pattern), and what is to be quoted now; all ended with the Civil Code."""

    name: str
    known_from: str
    instead: str


_SINCE = "2021-01-01"
"""On this day the Civil Code came into force, and every law below ended (民法典 1260; 法释〔2020〕16号)."""
_CODE = N_("the Civil Code")
_BUILDING = N_("Construction Interpretation (I), 法释〔2020〕25号")


def _issued(year: int, number: int) -> str:
    """The number of an interpretation, in whatever brackets it is typed."""
    return rf"法释\s*[〔［\[（(【]?\s*{year}\s*[〕］\]）)】]?\s*(?:年)?\s*第?\s*{number}\s*号"


GONE = (
    Gone("法释〔2002〕16号", _issued(2002, 16) + "|工程价款优先受偿权问题的批复",
         N_("Civil Code article 807 with articles 35 to 42 of Construction Interpretation (I), 法释〔2020〕25号")),
    Gone("法释〔2004〕14号", _issued(2004, 14), _BUILDING),
    Gone("法释〔2018〕20号", _issued(2018, 20), _BUILDING),
    Gone("合同法解释", _issued(1999, 19) + "|" + _issued(2009, 5)
         + "|(?<!劳动)合同法》?(?:司法)?解释|《?中华人民共和国合同法》?若干问题的解释",
         N_("the General Provisions on Contracts of the Civil Code with 法释〔2023〕13号")),
    Gone("担保法解释", _issued(2000, 44) + "|担保法》?(?:司法)?解释|担保法》?若干问题的解释", N_("法释〔2020〕28号")),
    Gone("合同法", "(?<!劳动)合同法", _CODE),
    *(Gone(name, name, _CODE)
      for name in ("民法通则", "民法总则", "担保法", "物权法", "侵权责任法", "婚姻法", "继承法", "收养法")),
    Gone("Contract Law", "(?<!Labor )(?<!Labour )Contract Law", _CODE),
    *(Gone(name, name, _CODE) for name in ("General Principles of Civil Law", "Guarantee Law", "Property Law",
                                           "Tort Liability Law", "Tort Law", "Marriage Law")),
)  # fmt: skip
"""The closer name first: where it is found, the wider one is not told as well."""
LAST = 1260
"""The last article of the Civil Code."""
_DIGITS = {digit: n for n, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_QUOTED = re.compile(r"民法典》?([^《。；;\n]*)")
_ARTICLE = re.compile(rf"第\s*(\d+|[{''.join((*_DIGITS, *_UNITS))}]+)\s*条")
_IN_ENGLISH = re.compile(r"Civil Code,? (?:article|art\.) ?(\d+)|articles? (\d+) of the Civil Code", re.IGNORECASE)


def not_in_force(words: str) -> Iterator[Problem]:
    """What of the law that is quoted is gone, each once with what to quote, and articles beyond the end of the Code."""
    left = words
    for law in GONE:
        if re.search(law.known_from, left):
            left = re.sub(law.known_from, "", left)
            told = N_("“{law}” is no longer in force since {since}: quote {instead}.")
            yield Problem("", told, {"law": law.name, "since": _SINCE, "instead": text(law.instead)})
    for article in _articles(words):
        if not 0 < _number(article) <= LAST:
            told = N_("The Civil Code has no article {article}: its last is {last}.")
            yield Problem("", told, {"article": article, "last": LAST})


def _articles(words: str) -> Iterator[str]:
    for quoted in _QUOTED.findall(words):
        yield from _ARTICLE.findall(quoted)
    for found in _IN_ENGLISH.findall(words):
        yield found[0] or found[1]


def _number(written: str) -> int:
    """``807``, ``八百零七`` or ``八〇七``."""
    if written.isdecimal():
        return int(written)
    if not set(written) & set(_UNITS):
        return int("".join(str(_DIGITS[sign]) for sign in written))
    whole, digit = 0, 0
    for sign in written:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        else:
            whole, digit = whole + (digit or 1) * _UNITS[sign], 0
    return whole + digit
