"""Document numbers as people see them: a prefix, then a running number."""

from __future__ import annotations

import unicodedata
from datetime import date

from sqlalchemy import exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

_LAST = "\U0010ffff"


def next_number(session: Session, column: InstrumentedAttribute[str], prefix: str, width: int = 3) -> str:
    """The next free number ``prefix`` + digits, one above the highest in use; the column wants an index."""
    used = session.scalars(
        select(column)
        .where(column >= prefix, column < prefix + _LAST)
        .order_by(func.length(column).desc(), column.desc())
    )
    with used:
        highest = next((int(number[len(prefix) :]) for number in used if number[len(prefix) :].isdecimal()), 0)
    return f"{prefix}{highest + 1:0{width}d}"


def of_month(session: Session, column: InstrumentedAttribute[str], prefix: str, day: date) -> str:
    """``prefix`` + year and month; a second one of the month bears its day too, one after a void one a mark."""
    number = f"{prefix}{day:%Y%m}"
    if _is_used(session, column, number):
        number += f"{day:%d}"
    while _is_used(session, column, number):
        number += "#"
    return number


def _is_used(session: Session, column: InstrumentedAttribute[str], number: str) -> bool:
    return bool(session.scalar(select(exists().where(column == number))))


def is_typed(number: str, typed: str) -> bool:
    """Whether a person who typed this means the number: 〔2026〕31 号 may be typed [2026]31号 or (2026) 31 号."""
    return _plain(number) == _plain(typed)


def _plain(number: str) -> str:
    return "".join(unicodedata.normalize("NFKC", number).translate(_BRACKETS).split())


_BRACKETS = str.maketrans("〔【[〕】]", "((()))")
