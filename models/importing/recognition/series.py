"""Captions that repeat: months side by side, 第一次回款 beside 第二次回款, 回款日期 and 回款金额 over and over."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from models.importing.recognition.captions import read_caption
from models.importing.recognition.days import When, counted
from models.importing.recognition.words import CERTIFICATES, MAIN, MAIN_DAY, RECEIPTS

if TYPE_CHECKING:
    from models.importing.recognition.headers import Header

MANIETH = "@"
"""Stands between an entry and how manieth of its row it is: ``amount@2``."""
REPEATING = (RECEIPTS, CERTIFICATES)
"""Kinds of ledgers whose rows may tell of several side by side."""
FEWEST = 3
"""So many months side by side are no coincidence."""
_MONTH = re.compile(
    r"(?:.*?(?:(?P<year>(?:19|20)\d{2}|\d{2}(?=年))[年./\-]?度?))?(?P<month>1[0-2]|0?[1-9]|[一二三四五六七八九十]{1,2})月份?"
    r"(?P<rest>.{0,8})"
)
_DASHED = re.compile(r"(?P<year>(?:19|20)\d{2})[./\-]?(?P<month>1[0-2]|0?[1-9])(?P<rest>)")
_NO_MONTH = re.compile(r"累|计$|至|前|末|底|[\d日]|月")


def month_of(caption: str) -> When | None:
    """The month a caption names: 1月, 2023年1月, 一月份回款, 2023-01; year 0 when it names none."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", caption))
    found = _MONTH.fullmatch(plain) or _DASHED.fullmatch(plain)
    if found is None or _NO_MONTH.search(found["rest"]):
        return None
    year, month = int(found["year"] or 0), counted(found["month"])
    return When(year + 2000 if 0 < year < 100 else year, month, 0, plain) if 1 <= month <= 12 else None


def months_in(header: Header) -> dict[int, When]:
    """By place: the months that stand side by side above amounts; none when they are fewer than three."""
    found = {}
    for place, parts in header.parts.items():
        when = month_of("".join(parts)) or month_of(parts[-1])
        if when:
            found[place] = when
    different = {(when.year, when.month) for when in found.values()}
    return found if len(different) >= FEWEST and len(different) == len(found) else {}


def manieth(header: Header, kind: str) -> Mapping[int, int]:
    """By place: how manieth receipt or period of the row a column is about; only where there are several."""
    if kind not in REPEATING:
        return {}
    said = {place: read_caption(caption).manieth for place, caption in header.captions.items()}
    roles = {place: known.role for place in said if (known := header.meaning(place, kind))}
    of_amounts = {said[place] or 1 for place, role in roles.items() if role == MAIN[kind]}
    if len(of_amounts) > 1:
        return {place: n for place, n in said.items() if n and place in roles}
    return _by_repetition(header, roles, kind)


def _by_repetition(header: Header, roles: Mapping[int, str], kind: str) -> dict[int, int]:
    """Day and amount with the same captions again: the second of each belongs to the second receipt."""
    times = Counter(header.captions[place] for place in roles)
    for role in (MAIN[kind], MAIN_DAY[kind]):
        if not any(times[header.captions[place]] > 1 for place, one in roles.items() if one == role):
            return {}
    seen: Counter[str] = Counter()
    found = {}
    for place in sorted(roles):
        caption = header.captions[place]
        seen[caption] += 1
        if times[caption] > 1:
            found[place] = seen[caption]
    return found
