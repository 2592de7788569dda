"""Document numbers as people see them: a prefix, then a running number."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session


def next_number(session: Session, column: InstrumentedAttribute[str], prefix: str, width: int = 3) -> str:
    """The next free number ``prefix`` + digits, one above the highest in use."""
    tail = func.substr(column, len(prefix) + 1)
    used = session.scalars(
        select(column).where(column.startswith(prefix, autoescape=True)).order_by(func.length(tail).desc(), tail.desc())
    )
    highest = next((int(number[len(prefix) :]) for number in used if number[len(prefix) :].isdigit()), 0)
    return f"{prefix}{highest + 1:0{width}d}"
