"""The periods in which an advance is recovered in instalments: as people type them, or the last months."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from models.rules.calendar import add_months


def periods_of(words: str) -> tuple[str, ...]:
    """Period numbers and months as typed (``3-6``, ``3、4``, ``2026-03 至 2026-05``); nothing when it is not clear."""
    plain = unicodedata.normalize("NFKC", words)
    found: list[str] = []
    for one in re.split(r"[,、;\s]+(?!至|到|~)", re.sub(r"\s*(至|到|~)\s*", "~", plain).strip()):
        spread = _spread(one)
        if not spread:
            return ()
        found += spread
    return tuple(found)


def _spread(words: str) -> list[str]:
    numbers = re.fullmatch(r"(\d{1,3})(?:[-~](\d{1,3}))?", words)
    if numbers:
        first, last = int(numbers[1]), int(numbers[2] or numbers[1])
        return [str(number) for number in range(first, last + 1)]
    months = re.fullmatch(r"(\d{4})-(\d{1,2})(?:~(\d{4})-(\d{1,2}))?", words)
    if months is None:
        return []
    first, last = _month(months[1], months[2]), _month(months[3] or months[1], months[4] or months[2])
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(first, last + 1)]


def _month(year: str, month: str) -> int:
    return int(year) * 12 + int(month) - 1


def last_months(count: int, completion: date) -> tuple[str, ...]:
    """The names of the last months up to the agreed completion."""
    return tuple(f"{add_months(completion.replace(day=1), -back):%Y-%m}" for back in reversed(range(count)))
