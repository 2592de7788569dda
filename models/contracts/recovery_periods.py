"""The periods in which an advance is recovered in instalments: as people type them, or the last months."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal

from models.rules.calendar import add_months


def instalments_of(words: str) -> tuple[tuple[str, ...], tuple[Decimal, ...]]:
    """Period numbers and months as typed (``3-6``, ``2026-03 至 2026-05``) and their shares (``3=40%、4=60%``).

    Without shares the instalments are equal; nothing at all when it is not clear, also where only some have a share.
    """
    periods: list[str] = []
    shares: list[Decimal] = []
    for one in _parts(words):
        named = re.fullmatch(r"([^=:(]+)[=:(](\d{1,3}(?:\.\d{1,4})?)%?\)?", one)
        found = _spread(named[1] if named else one)
        if not found or (named and len(found) > 1):
            return (), ()
        periods += found
        shares += [Decimal(named[2]) / 100] if named else []
    return ((), ()) if shares and len(shares) < len(periods) else (tuple(periods), tuple(shares))


def _parts(words: str) -> list[str]:
    plain = re.sub(r"\s*(至|到|~)\s*", "~", unicodedata.normalize("NFKC", words))
    plain = re.sub(r"\s+(?=[=:(%)])|(?<=[=:(])\s+", "", plain).strip()
    return re.split(r"[,、;\s]+", plain) if plain else []


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
