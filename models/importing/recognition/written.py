"""What a person types as an answer that is no choice: rows, a year, a day, a rate, or a name."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from models.importing import values
from models.importing.recognition.headers import DEEPEST
from models.importing.texts import Misread
from models.language import N_

ROWS, YEAR, DAY, RATE, PARTY, CONTRACT, RECEIPT = "rows year day rate party contract receipt".split()
_ROWS = re.compile(r"(\d{1,4})(?:\s*[-~—–至到,，、]\s*(\d{1,4}))?")
_NO_ROWS = N_("“{text}” names no rows. Type the row of the captions, for example 3 or 3-4; at most {most} rows.")
_NO_YEAR = N_("“{text}” is no year from 1990 on. Type for example 2023.")


def read_answer(typed: str, written: str, today: date) -> Any:
    """What was typed, as the answers keep it; raises Misread. Nothing typed: no answer."""
    plain = written.strip()
    if typed == ROWS:
        return _rows(plain) if plain else ()
    if typed == YEAR:
        return _year(plain) if plain else 0
    if not plain:
        return ""
    if typed == DAY:
        return values.day(plain, today).isoformat()
    return f"{_rate(plain):f}" if typed == RATE else plain


def _rows(plain: str) -> tuple[int, ...]:
    found = _ROWS.fullmatch(plain)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= first <= last < first + DEEPEST:
        raise Misread(_NO_ROWS, text=plain[:40], most=DEEPEST)
    return tuple(range(first, last + 1))


def _year(plain: str) -> int:
    found = re.fullmatch(r"((?:19|20)\d\d)年?", plain)
    if not found or int(found[1]) < 1990:
        raise Misread(_NO_YEAR, text=plain[:40])
    return int(found[1])


def _rate(plain: str) -> Decimal:
    try:
        rate = values.percent(plain)
    except Misread:
        rate = None
    if rate is None or not 0 <= rate < 1:
        raise Misread(N_("“{text}” is no rate. Type for example 9% or 0.09."), text=plain[:40])
    return rate


def written_answer(typed: str, value: Any) -> str:
    """An answer as a person types it."""
    if typed == ROWS:
        first, last = (min(value), max(value)) if value else (0, 0)
        return str(first) if first == last and first else f"{first}-{last}" if first else ""
    return str(value) if value else ""
