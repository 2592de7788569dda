"""Which day a cell of a messy ledger names, and how exactly: a month stays a month, and nothing becomes today."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from models.importing.sheets import Cell
from models.importing.texts import Misread
from models.language import N_

DAY, MONTH = "day", "month"
FIRST, LAST, OPEN = "first", "last", "open"
"""Which day stands for a month: its first, its last, or none (the row stays open)."""
NO_DAY = N_("“{text}” is not a date. Write it like 2026-11-23.")
NO_YEAR = N_("“{text}” names no year, and none stands near it: write the year, or answer it for the sheet.")
_EARLIEST, _AHEAD = 1990, 10


@dataclass(frozen=True)
class When:
    """A day, or ``months`` of which ``month`` is the last; ``year`` 0 when the cell itself names no year."""

    year: int
    month: int
    number: int = 0
    written: str = ""
    months: int = 1

    @property
    def precision(self) -> str:
        return DAY if self.number else MONTH

    @property
    def iso(self) -> str:
        """``2023-05-08`` or ``2023-05``; a whole year is ``2023``."""
        if self.months == 12:
            return f"{self.year:04d}"
        return f"{self.year:04d}-{self.month:02d}" + (f"-{self.number:02d}" if self.number else "")

    def day(self, of_month: str = LAST) -> date:
        """The day itself, or the day that stands for the month."""
        if self.number:
            return date(self.year, self.month, self.number)
        if of_month == FIRST:
            return date(self.year, self.month - self.months + 1, 1)
        return date(self.year, self.month, monthrange(self.year, self.month)[1])


_YEAR = r"(?P<year>\d{4}|\d{2}|[〇零一二三四五六七八九]{4})"
_MONTH = r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})"
_CLOCK = re.compile(
    r"(?<=[\d日号])(?:\s+|T)(?:[上下]午)?\s*\d{1,2}\s*[:时点]\s*\d{2}(?::\d{2}(?:\.\d+)?)?分?\s*(?:AM|PM)?\s*$",
    re.IGNORECASE,
)
"""The time behind a day: without the blank before it 1/1 18:05 would be the eleventh."""
_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}[-./年\\]{_MONTH}[-./月\\](?P<day>\d{{1,2}}|"
        rf"[一二三四五六七八九十]{{1,3}})[日号]?(?:\(?(?:周|星期)[一二三四五六日天]\)?)?",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:\.0|\d{6})?",
        rf"{_YEAR}年?[-./]?{_MONTH}月份?(?P<part>底|末|初|中旬?|上旬|下旬|上|下)?",
        r"(?P<year>\d{4})[-./](?P<month>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>0[1-9]|1[0-2])",
        rf"{_MONTH}月(?P<day>\d{{1,2}})[日号]?",
        rf"{_MONTH}月份?(?P<part>底|末|初|中旬?|上旬|下旬|上|下)?",
    )
)  # fmt: skip
_MONTHS = "january february march april may june july august september october november december".split()
_ENGLISH = {name[:3]: n for n, name in enumerate(_MONTHS, 1)}
_ENGLISH_DAY = re.compile(r"(?P<day>\d{1,2})[- ](?P<name>[a-z]{3})[a-z]*[- ,]+(?P<year>\d{4}|\d{2})", re.IGNORECASE)
_ENGLISH_MONTH = re.compile(r"(?P<name>[a-z]{3,9})\.?[-'/ ,]*(?P<year>\d{4}|\d{2})", re.IGNORECASE)
"""Mar-24 as Excel writes a month, March 2024."""
_DAY_LAST = re.compile(r"(?P<one>\d{1,2})[/.](?P<two>\d{1,2})[/.](?P<year>\d{4})")
_MONTH_FIRST = re.compile(r"(?P<month>0?[1-9]|1[0-2])[./](?P<day>0?[1-9]|[12]\d|3[01])")
_NUMERALS = {"〇": 0, "零": 0, **{digit: n for n, digit in enumerate("一二三四五六七八九", 1)}}
_FIRST_OF_1900, _FIRST_OF_1904 = date(1899, 12, 30), date(1904, 1, 1)
_SPACES = re.compile(r"\s+")


_PART = r"\d{1,2}(?:[-./月]\d{1,2})?[月日号份]*"
_RANGE = re.compile(
    rf"(?P<year>(?:19|20)\d{{2}}[-./年]){_PART}[~～–—至到]+(?P<until>(?:(?:19|20)\d{{2}}[-./年])?{_PART})"
    rf"|(?:19|20)\d{{2}}[-./年]{_PART}-+(?P<last>(?:19|20)\d{{2}}[-./年]{_PART})"
    rf"|(?P<first>(?:19|20)\d{{2}}[./年])\d{{1,2}}(?:[./月]\d{{1,2}})?[月日号份]*-+(?P<to>\d{{1,2}}(?:[./月]\d{{1,2}})?[月日号份]*)"
)
"""2023.1-2023.3, 2023年1月26日至2月25日: what it is about ends with the second."""
_SHORT = r"\d{1,2}[./月]\d{1,2}[日号]?"
_SHORT_RANGE = re.compile(
    rf"(?P<year>\d{{2}}[./年]){_SHORT}[-~～–—至到]+(?P<until>(?P<named>\d{{2}}[./年])?{_SHORT})"
    r"|(?P<first>\d{2}-)\d{1,2}-\d{1,2}[~～–—至到]+(?P<last>(?P<own>\d{2}-)?\d{1,2}-\d{1,2})"
)
"""23.5.8-23.6.10, 23年5月8日至6月10日: as above, with two digits for the year."""
_END_OF_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2}|\d{2}|[〇零一二三四五六七八九]{4})年[底末]")
_ONLY_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})年度?")
_QUARTER = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2}|\d{2}(?=年))年?度?[-./]?)?(?:第?(?P<quarter>[一二三四1-4])季度?|[qQ](?P<q>[1-4]))"
)
_HALF = re.compile(r"(?:(?P<year>(?:19|20)\d{2}|\d{2}(?=年))年?度?[-./]?)?(?P<half>[上下])半年度?")


def looks_like_day(text: str) -> bool:
    """Whether a text is a date or a month and no caption."""
    forms = (*_FORMS, _END_OF_YEAR)
    return any(any(letter.isdigit() for letter in text) and form.fullmatch(plain_of(text)) for form in forms)


def looks_like_quarter(text: str) -> bool:
    """2023年一季度, 2023年上半年."""
    return bool(_QUARTER.fullmatch(plain_of(text)) or _HALF.fullmatch(plain_of(text)))


def plain_of(written: str) -> str:
    """Without blanks and the time of the day, full stops and commas of Chinese as those of numbers."""
    plain = unicodedata.normalize("NFKC", written).strip()
    return _SPACES.sub("", _CLOCK.sub("", plain).replace("。", ".").replace("、", "."))


def read_day(cell: Cell, from_1904: bool = False, months: bool = False, years: bool = False) -> When:
    """The day or month of a cell; year 0 when it names none. Raises Misread.

    ``months``: the column counts months; ``years``: a year alone says enough, as of an old debt.
    """
    if isinstance(cell, date):
        day = cell.date() if isinstance(cell, datetime) else cell
        return checked(_of_date(day, months), str(day))
    if type(cell) is float or type(cell) is int:
        return _of_number(cell, from_1904, months)
    if type(cell) is str:
        only = _ONLY_YEAR.fullmatch(plain_of(cell)) if years else None
        return checked(When(_year(only["year"]), 12, 0, cell.strip(), 12), cell) if only else _of_text(cell)
    raise Misread(NO_DAY, text=str(cell))


def _of_date(day: date, months: bool) -> When:
    return When(day.year, day.month, 0 if months and day.day == 1 else day.day)


def _of_number(cell: int | float, from_1904: bool, months: bool) -> When:
    text = f"{cell:.15g}"
    if re.fullmatch(r"(?:19|20)\d{6}(?:\d{6})?|(?:19|20)\d{2}(?:0[1-9]|1[0-2])", text):
        return _of_text(text)
    if re.fullmatch(r"(?:19|20)\d{2}\.(?:0?[2-9]|0?[2-9]|01|1[0-2]|0[1-9])", text):
        return _of_text(text)
    if re.fullmatch(r"(?:19|20)\d{2}(?:\.1)?", text):
        raise Misread(N_("“{text}” may be January or October, or only a year: write it as 2023-10-08."), text=text)
    if not 366 < cell < 200_000:
        raise Misread(NO_DAY, text=text)
    day = (_FIRST_OF_1904 if from_1904 else _FIRST_OF_1900) + timedelta(days=int(cell))
    return checked(_of_date(day, months), text)


@lru_cache(8192)
def _of_text(written: str) -> When:
    plain = plain_of(written)
    if found := _RANGE.fullmatch(plain):
        until = found["last"] or found["until"] or found["to"]
        named = re.match(r"(?:19|20)\d{2}[-./年]", until)
        return _of_text(until if named else f"{found['year'] or found['first']}{until}")
    if found := _SHORT_RANGE.fullmatch(plain):
        year = "" if found["named"] or found["own"] else found["year"] or found["first"]
        return _of_text(year + (found["until"] or found["last"]))
    if found := _END_OF_YEAR.fullmatch(plain):
        return checked(When(_year(found["year"]), 12, 0, written.strip()), written)
    if found := _QUARTER.fullmatch(plain):
        quarter = counted(found["quarter"] or found["q"])
        return checked(When(_year(found["year"] or ""), 3 * quarter, 0, written.strip(), 3), written)
    if found := _HALF.fullmatch(plain):
        last = 6 if found["half"] == "上" else 12
        return checked(When(_year(found["year"] or ""), last, 0, written.strip(), 6), written)
    serial = re.fullmatch(r"[3-5]\d{4}(?:\.\d+)?", plain)
    if serial:
        return checked(_of_date(_FIRST_OF_1900 + timedelta(days=int(plain[:5])), False), written)
    for form in _FORMS:
        if found := form.fullmatch(plain):
            return checked(_of_parts(found.groupdict(), written), written)
    return checked(_of_other(_SPACES.sub(" ", unicodedata.normalize("NFKC", written)).strip(), written), written)


def _of_parts(parts: dict[str, str | None], written: str) -> When:
    month, number = counted(parts["month"] or ""), counted(parts.get("day") or "0")
    return When(_year(parts.get("year") or ""), month, number, "" if number else written.strip())


def _of_other(plain: str, written: str) -> When:
    """8-May-23; 25/5/2023, where only one order is possible; 5.8 typed as text, whose year stands elsewhere."""
    if found := _ENGLISH_DAY.fullmatch(plain):
        return When(_year(found["year"]), _ENGLISH.get(found["name"].lower(), 0), int(found["day"]))
    found = _ENGLISH_MONTH.fullmatch(plain)
    if found and (month := _english(found["name"])):
        return When(_year(found["year"]), month, 0, written.strip())
    if found := _DAY_LAST.fullmatch(plain):
        one, two = int(found["one"]), int(found["two"])
        if one > 12 or two > 12 or one == two:
            month, day = (two, one) if one > 12 else (one, two)
            return When(int(found["year"]), month, day)
    if found := _MONTH_FIRST.fullmatch(plain):
        return When(0, int(found["month"]), int(found["day"]))
    raise Misread(NO_DAY, text=written.strip()[:40])


def _english(name: str) -> int:
    """The month of an English name, short or whole; 0 for every other word."""
    return next((n for n, one in enumerate(_MONTHS, 1) if one.startswith(name.lower())), 0)


def _year(text: str) -> int:
    if not text:
        return 0
    if not text.isascii():
        return int("".join(str(_NUMERALS[digit]) for digit in text))
    year = int(text)
    return year if len(text) == 4 else year + (1900 if year >= _EARLIEST - 1900 else 2000)


def counted(text: str) -> int:
    """5, 十, 十二, 二十三."""
    if text.isascii():
        return int(text)
    tens, mark, ones = text.rpartition("十")
    if not mark:
        return _NUMERALS[ones] if len(ones) == 1 else 0
    return (_NUMERALS.get(tens, 1) if len(tens) < 2 else 0) * 10 + (_NUMERALS[ones] if ones else 0)


def checked(found: When, written: str) -> When:
    """The same, when there is such a day and it lies in the time of the book."""
    text = written.strip()[:40]
    try:
        date(found.year or 2024, found.month, found.number or 1)
    except ValueError as error:
        raise Misread(N_("There is no day {text}. Check the month and the day."), text=text) from error
    if found.year and found.year < _EARLIEST:
        raise Misread(N_("{text} is before 1990 or more than ten years ahead. Check the year."), text=text)
    return found


def too_far(found: When, today: date) -> bool:
    return found.year > today.year + _AHEAD


def in_year(found: When, before: When | None, after: When | None, title: int | None) -> When:
    """A day without a year gets the one its neighbours leave no choice about; raises Misread when there is none.

    A year in the title counts first; then the row above, with the turn of the year where the row below is past it.
    """
    year = title or _between(found, before, after)
    if not year:
        raise Misread(NO_YEAR, text=found.written or f"{found.month}月{found.number}日")
    return checked(replace(found, year=year), found.written)


def _between(found: When, before: When | None, after: When | None) -> int:
    if before is None:
        return after.year if after and found.month <= after.month else 0
    if found.month >= before.month:
        return before.year
    return before.year + 1 if after and after.year > before.year else 0
