"""Balances of several days side by side (2024年末 | 2025年末): the last is what is owed, the others are how it was."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from models.importing.recognition.words import OWED

DATED = r"(?:19|20)\d{2}年(?:年?[末底]|(?:1[0-2]|0?[1-9])月(?:[末底]|\d{1,2}日))"
"""The day of a balance, as captions say it."""
_DAY = re.compile(r"(?P<year>\d{4})年(?:年?[末底]|(?P<month>\d{1,2})月(?:[末底]|(?P<day>\d{1,2})日))")
_SINCE = "(?:截[至止]到?|至)?"
_BALANCE = re.compile(rf"{_SINCE}(?P<day>{DATED})(?P<rest>(?:{OWED}|账款|金额|余额|数)*)(?:\(.*\))?")
_TO_DATE = re.compile(rf"{_SINCE}(?P<day>{DATED})(?P<rest>.*(?:累计|开累|累积).*)")
AS_OF = re.compile(rf"^{_SINCE}{DATED}(?=.)")
"""What the caption of a balance or of a figure to date begins with."""
_SPEAKS_OF_DEBTS = re.compile("应收|欠款|未收|拖欠|债权|往来")
_BARE = re.compile(rf"{DATED}(?:[(（].*[)）])?")
_FEWEST = 2
BALANCE = "余额"

Parts = Mapping[int, tuple[str, ...]]


def are_days(texts: Iterable[str]) -> bool:
    """Whether these captions are days of balances, each another one."""
    said = [_BALANCE.fullmatch(unicodedata.normalize("NFKC", text)) for text in texts]
    found = {one["day"] for one in said if one}
    return len(found) == len(said) >= _FEWEST


def earlier(parts: Parts) -> frozenset[int]:
    """The columns that say the same of an earlier day than another one."""
    days: dict[str, dict[int, date]] = defaultdict(dict)
    for place, said in parts.items():
        caption = unicodedata.normalize("NFKC", "".join(said))
        found = _BALANCE.fullmatch(caption) or _TO_DATE.fullmatch(caption)
        if found and (day := _day(found["day"])):
            days[found["rest"]][place] = day
    return frozenset(place for one in days.values() for place, day in one.items() if day < max(one.values()))


def with_balances(parts: Parts, lines: Iterable[str]) -> Parts:
    """The captions, with 余额 below the last of several bare days where the ``lines`` above speak of debts."""
    bare = {place for place, said in parts.items() if _BARE.fullmatch(said[-1])}
    if len(bare) < _FEWEST or not any(map(_SPEAKS_OF_DEBTS.search, lines)):
        return parts
    last = bare - earlier(parts)
    return {place: (*said, BALANCE) if place in last else said for place, said in parts.items()}


def day_in(caption: str) -> date | None:
    """The day that a caption says its balances are of."""
    found = _BALANCE.fullmatch(unicodedata.normalize("NFKC", caption))
    return _day(found["day"]) if found else None


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year, month = int(found["year"]), int(found["month"] or 12)
    day = int(found["day"] or monthrange(year, month)[1])
    return date(year, month, day) if day <= monthrange(year, month)[1] else None
