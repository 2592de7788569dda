"""The day, the month or the year that the lines above a table, its captions or its name speak of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.importing.days import When, plain_of, read_day
from models.importing.recognition.english import as_of
from models.importing.texts import Misread

_CUT_OFF = re.compile(
    r"(?:截[至止]|基准日|余额日)[^\d〇零一二]{0,6}((?:\d{4}|"
    r"[〇零一二三四五六七八九]{4})(?:[-./年]\d{1,2}[-./月](?:\d{1,2}日?|底|末)?|年[底末]))"
)
_YEAR_END = re.compile(r"(\d{4}|[〇零一二三四五六七八九]{4})年[底末]")
_OF_YEAR = re.compile(r"((?:19|20)\d{2})年度?(?![\d初])")
_TITLE_YEAR = re.compile(r"(?<!\d)(20\d{2}|19\d{2})(?=年|\.|-|度|$|[^\d])")


_OF_MONTH = re.compile(r"((?:19|20)\d{2})[年.\-/](1[0-2]|0?[1-9])月?(?!\d)")


_DATED = re.compile(
    r"(?:日期|时间|[(（])[:：]?((?:19|20)\d{2}[-./年]\d{1,2}(?:[-./月]\d{1,2}[日号]?|月[底末]?))(?:[)）]|$)|^((?:19|20)\d{2}[-./年]\d{1,2}[-./月]\d{1,2}日?)$"
    r"|^((?:19|20)\d{2}年\d{1,2}月\d{1,2}日)(?=[^\d~至\-—到])|[表账帐]((?:19|20)\d{2}[-./年]\d{1,2}[-./月]\d{1,2}日?)(?=$|单位|币[种别]|金额|[(（])"
)
"""A ledger is dated: 制表日期：2024.6.30, （2024年6月）, 2024年6月30日 alone."""


_OF_CONTRACT = re.compile(
    r"(?:合同|计划|实际)?(?:签[订约署定]|开工|竣工|完工|交工|验收|交付|移交)(?:日期|时间|日)?[:：]\s*(?:19|20)\d{2}"
    r"(?:[-./年]\d{1,2}(?:[-./月]\d{1,2})?)?[年月日号]?"
)
"""A card says when its contract was signed; its figures are not of that day."""


def _about_figures(line: str) -> str:
    return _OF_CONTRACT.sub("", plain_of(line))


_DATED_PART = re.compile(
    r"(?:日期|时间|期间)[:：]((?:19|20)\d{2}年?度?(?:第?[一二三四1-4]季度?|[上下]半年度?))(?:$|[^\d~至\-—到])"
)
"""统计时间：2024年第三季度: as it stood at the end of it."""
_MADE = re.compile(r"(?:制表|编制|填报|填表|打印|导出|报送|统计|登记)(?:日期|时间)")


def in_title(lines: Iterable[str]) -> date | None:
    """The day a line above the table is about: 截至2024年12月31日; else the day it is dated."""
    lines = [*lines]
    if said := next(filter(None, map(as_of, lines)), None):
        return said
    plain = [*map(_about_figures, lines)]
    for form in (_CUT_OFF, _DATED):
        for found in filter(None, map(form.search, plain)):
            day = _YEAR_END.sub(r"\1年12月底", next(filter(None, found.groups())))
            try:
                return read_day(day).day()
            except (Misread, ValueError):
                continue
    part = next(filter(None, map(_DATED_PART.search, plain)), None)
    month = month_in([part[1]]) if part else None
    return month.day() if month else None


_IN_MONTH = re.compile(
    r"(?:(?<!\d)((?:19|20)\d{2})[年./\-]度?)?(?<!\d)(?:(1[0-2]|0?[1-9])月?[~至\-—到])?(1[0-2]|0?[1-9])月(?:份|末|底|度)?"
    r"(?![\d~至\-—到])"
)
_PART = re.compile(r"(?<=[年度\d])(?:(?P<half>[上下])半年度?|第?(?P<quarter>[一二三四1-4])季度?)")
"""Part of a year: it ends with its last month."""
_MONTH_ALONE = re.compile(r"((?:19|20)\d{2})[./\-年]?(1[0-2]|0[1-9]|[1-9])")


def _months_of(part: re.Match[str]) -> str:
    if part["half"]:
        return "1-6月" if part["half"] == "上" else "7-12月"
    last = 3 * (("一二三四".find(part["quarter"]) + 1) or int(part["quarter"]))
    return f"{last - 2}-{last}月"


_SPAN = re.compile(
    r"(?<!\d)((?:19|20)\d{2})[年./\-](1[0-2]|0?[1-9])(?:[月./\-]\d{1,2}日?|月份?[初底末]?)?[~～至到\-—–]+"
    r"((?:19|20)\d{2})[年./\-](1[0-2]|0?[1-9])(?!\d)月?"
)
"""2024年11月—2025年2月, 2024.11.26-2025.2.25: from the first month to the second."""


@dataclass(frozen=True)
class Span:
    """The months from the first to the last, each counted as twelve times its year and itself."""

    first: int
    last: int

    @property
    def months(self) -> int:
        return self.last - self.first + 1

    def years_of(self, month: int) -> list[int]:
        """The years in which a month is in the span."""
        every = range(self.first // 12, self.last // 12 + 1)
        return [year for year in every if self.first <= 12 * year + month - 1 <= self.last]


def span_in(lines: Iterable[str]) -> Span | None:
    """The only span of months with both their years that title or name speak of."""
    every = {found for line in lines for found in _SPAN.findall(_about_figures(line))}
    spans = {Span(12 * int(year) + int(month) - 1, 12 * int(until) + int(last) - 1)
             for year, month, until, last in every}  # fmt: skip
    found = spans.pop() if len(spans) == 1 else None
    return found if found and found.months > 0 else None


def month_in(lines: Iterable[str]) -> When | None:
    """The only month that title or name speak of, with its year where that is said: 2025年1月, 1月份, 2025.01.

    Of 1-6月 it is the last of so many.
    """
    lines, found = [*lines], set()
    if span := span_in(lines):
        last = span.last % 12 + 1
        return When(span.last // 12, last, 0, f"{span.last // 12}年{last}月", span.months)
    for about in map(_about_figures, lines):
        line = _PART.sub(_months_of, about)
        if not (_CUT_OFF.search(line) or (_MADE.search(line) and line == about)):  # 统计时间：2024年第三季度
            alone = _MONTH_ALONE.fullmatch(line)
            named = [(alone[1], "", alone[2])] if alone else _IN_MONTH.findall(line)
            found |= {(int(year or 0), int(first or last), int(last)) for year, first, last in named}
    months, years = {one[1:] for one in found}, {year for year, *_ in found if year}
    if len(months) != 1 or len(years) > 1:
        return None
    (first, month), year = months.pop(), years.pop() if years else 0
    return When(year, month, 0, f"{year}年{month}月" if year else f"{month}月", max(month - first + 1, 1))


def years_of(captions: Iterable[str]) -> set[int]:
    """The years that captions begin with: 2023年产值, 2024年收款."""
    return {int(found[1]) for one in captions if (found := _OF_YEAR.match(plain_of(one)))}


def last_month(captions: Iterable[str]) -> date | None:
    """The end of the last month that columns are of: 2025年1月应收, 2025年3月收回."""
    found = {(int(one[1]), int(one[2])) for caption in captions if (one := _OF_MONTH.match(plain_of(caption)))}
    return When(*max(found), 0, "").day() if len(found) > 1 else None


def year_in(lines: Iterable[str]) -> int | None:
    """The only year that title or name speak of."""
    titles = (plain for line in lines if not (_CUT_OFF.search(plain := _about_figures(line)) or _MADE.search(plain)))
    years = {int(year) for title in titles for year in _TITLE_YEAR.findall(title)}
    return years.pop() if len(years) == 1 else None
