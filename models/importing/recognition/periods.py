"""Periods that stand side by side as captions: months, quarters, halves and years above the amounts of each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from models.importing.days import When, counted
from models.importing.recognition import amounts
from models.importing.recognition.meanings import meaning
from models.importing.recognition.words import CERTIFICATES, MAIN
from models.importing.sheets import Cell, Sheet
from models.importing.texts import Misread
from models.money import Money

if TYPE_CHECKING:
    from models.importing.recognition.headers import Header

FEWEST = 3
"""So many months side by side are no coincidence; of years and quarters one less."""
_YEAR = r"(?:(?P<year>(?:19|20)\d{2}|\d{2}(?=年))[年./\-]?度?)?"
_ENDS = r"(?P<rest>.{0,8})"
_FORMS = tuple(
    re.compile(rf"(?P<before>.*?){_YEAR}{form}{_ENDS}")
    for form in (
        r"(?P<first>1[0-2]|0?[1-9]|[一二三四五六七八九十]{1,2})月?份?[-~—至到](?P<month>1[0-2]|0?[1-9]|[一二三四五六七八九十]{1,2})月份?",
        r"(?P<month>1[0-2]|0?[1-9]|[一二三四五六七八九十]{1,2})月份?",
        r"(?:第?(?P<quarter>[一二三四1-4])季度?|[qQ](?P<q>[1-4]))",
        r"(?P<half>[上下])半年度?",
    )
)
_WHOLE_YEAR = re.compile(
    rf"(?P<before>\D{{0,6}})(?P<year>(?:19|20)\d{{2}}|\d{{2}}(?=年))(?:年度?|(?=\D|$)){_ENDS}(?P<whole>)"
)
_DASHED = re.compile(r"(?P<before>)(?P<year>(?:19|20)\d{2})[./\-]?(?P<month>1[0-2]|0?[1-9])(?P<rest>)")
_NO_PERIOD = re.compile(
    r"累|计$|[截至前末底初未欠]|[\d日月年]|计划|目标|预[计算测]|应|余额|[%率比]|签订|时间|日期|编号"
)
_ALL_BEFORE = re.compile(
    r"(?:以前|往|历史|以往|历)(?:各|所有)?年度?(?:合?计|累计|小计)?|(?:截[至止])?(?:上年度?末?|去年末?|年初)累计|截[至止]上年末"
)
_AND_BEFORE = re.compile(r"(?:年?度?及?(?:之|以)前(?:年度|各年)?)")


def period_of(caption: str) -> When | None:
    """The period a caption names: 1月, 2023年1月, 一季度, 1-6月, 上半年, 2023年回款; year 0 when it names none."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", caption))
    found = _found(plain)
    if found is None or _NO_PERIOD.search(_AND_BEFORE.sub("", found["rest"], count=1)) or "截" in found["before"]:
        return None
    said = {name: value for name, value in found.groupdict().items() if value is not None}
    year = int(said.get("year", 0))
    first, last = _months(said)
    if not 1 <= first <= last <= 12:
        return None
    return When(year + 2000 if 0 < year < 100 else year, last, 0, plain, last - first + 1)


def _found(plain: str) -> re.Match[str] | None:
    every = (form.fullmatch(plain) for form in (*_FORMS, _DASHED, _WHOLE_YEAR))
    return next((found for found in every if found), None)


def _months(said: Mapping[str, str]) -> tuple[int, int]:
    if "month" in said:
        last = counted(said["month"])
        return counted(said["first"]) if "first" in said else last, last
    if quarter := said.get("quarter") or said.get("q"):
        return 3 * counted(quarter) - 2, 3 * counted(quarter)
    if "half" in said:
        return (1, 6) if said["half"] == "上" else (7, 12)
    return 1, 12


def rest_of(caption: str) -> str:
    """What a caption says besides its period: 2023年回款 → 回款."""
    found = _found(re.sub(r"\s+", "", unicodedata.normalize("NFKC", caption)))
    return _AND_BEFORE.sub("", found["before"] + found["rest"]) if found else caption


def periods_in(header: Header, kind: str = "", year: int = 0) -> dict[int, When]:
    """By place: the periods that stand side by side above what this kind of ledger is about; none when too few.

    ``year`` is the one that the title speaks of.
    """
    found = {}
    for place, parts in header.parts.items():
        named = next((text for text in ("".join(parts), parts[-1]) if period_of(text)), "")
        if named and (when := period_of(named)) and _is_amount(parts, named, kind):
            found[place] = when
    found = _in_sequence(found) | _before(header, kind, found, year)
    different = {(when.year, when.month, when.months) for when in found.values()}
    fewest = FEWEST if any(when.months == 1 for when in found.values()) else FEWEST - 1
    return found if fewest <= len(different) == len(found) else {}


def _in_sequence(found: Mapping[int, When]) -> dict[int, When]:
    """2024年11月, 12月, 1月: what names no year follows the one to its left, into the next year where that begins."""
    made: dict[int, When] = {}
    last: When | None = None
    for place, when in sorted(found.items()):
        if last and last.year and not when.year and when.months == last.months and when.month != last.month:
            when = replace(when, year=last.year + (when.month < last.month))
        made[place] = last = when
    return made


def _before(header: Header, kind: str, found: Mapping[int, When], year: int) -> dict[int, When]:
    """以前年度 beside years: everything until the year before the first of them."""
    first = min((when.year for when in found.values() if when.year), default=year if found else 0)
    named = (
        (place, next((part for part in parts if _ALL_BEFORE.match(part)), "")) for place, parts in header.parts.items()
    )
    every = {
        place: When(first - 1, 12, 0, text, 12)
        for place, text in named
        if text and first and place not in found and _is_amount((_ALL_BEFORE.sub("", text, count=1),), "", kind)
    }
    return every if len(every) == 1 else {}


def _is_amount(parts: tuple[str, ...], named: str, kind: str) -> bool:
    """Whether what stands beside the period is the amount of such a ledger, or nothing."""
    if not kind:
        return True
    rest = rest_of(named) or "".join(part for part in parts if not period_of(part))
    known = meaning(rest, kind) if rest else None
    return known is None or known.role == MAIN[kind]


def beside(header: Header, kind: str, periods: Mapping[int, When]) -> dict[int, int]:
    """Columns with what was received in the same periods: each with the column of the amount it stands beside."""
    if kind != CERTIFICATES:
        return {}
    places = {(when.year, when.month, when.months): place for place, when in periods.items()}
    found = {}
    for place, parts in header.parts.items():
        named = next((text for text in ("".join(parts), parts[-1]) if period_of(text)), "")
        when, known = period_of(named), meaning(rest_of(named), kind) if named else None
        main = places.get((when.year, when.month, when.months)) if when else None
        if main is not None and place != main and known and known.role == "received":
            found[place] = main
    return found


def without_sums(periods: Mapping[int, When], sheet: Sheet, header: Header) -> dict[int, When]:
    """Without the periods that only add up others: a year beside its months, by what stands in the rows.

    Where the months are but a part of the year (其中), the months are left out.
    """
    found = dict(periods)
    for place, when in sorted(periods.items(), key=lambda one: one[1].months):
        inner = [other for other, one in periods.items() if other in found and _is_inside(one, when)]
        if not inner or place not in found:
            continue
        if adds_up(sheet, header, place, inner):
            del found[place]
        else:
            for other in inner if all(periods[one].year for one in inner) or not when.year else ():
                found.pop(other)
    return found


def _is_inside(one: When, other: When) -> bool:
    """A month without a year may be in any."""
    if one.months >= other.months or (one.year and other.year and one.year != other.year):
        return False
    return other.month - other.months < one.month - one.months + 1 and one.month <= other.month


def adds_up(sheet: Sheet, header: Header, place: int, inner: list[int]) -> bool:
    """Whether the amounts of a column are what the others come to, in most rows that have one."""
    agree = told = 0
    for row in sheet.rows[header.bottom + 1 :]:
        whole = _amount(row, place)
        if whole:
            told += 1
            agree += whole == Money.total(filter(None, (_amount(row, one) for one in inner)))
    return agree * 2 > told


def _amount(row: Sequence[Cell], place: int) -> Money | None:
    try:
        return amounts.read_amount(row[place], 4, True) if place < len(row) else None
    except Misread:
        return None


def years_over(row: Sequence[Cell]) -> bool:
    """Whether the numbers of a row are two years in turn, each over several columns: 2023 | | 2024 | ."""
    places = [place for place, cell in enumerate(row) if cell != "" and not isinstance(cell, str)]
    years = [row[place] for place in places]
    apart = all(place + 1 < len(row) and row[place + 1] == "" for place in places)
    return len(years) == 2 and apart and years_follow(years)


def years_follow(years: Sequence[Cell]) -> bool:
    known = [year for year in years if isinstance(year, int | float) and 1990 < year < 2100]
    return len(known) == len(years) and all(later - one == 1 for one, later in pairwise(known))


def years_in_row(numbers: Sequence[Cell]) -> bool:
    """Whether numbers are years that follow each other: 2021 2022 2023."""
    return len(numbers) >= FEWEST and years_follow(numbers)
