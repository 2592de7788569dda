"""What every numbered record has in common: nobody else bears its number, and a wrong one is voided, never deleted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.history_words import NOUNS
from models.language import N_
from models.problems import Problem, Refused

Row = TypeVar("Row")


def opened(session: Session, kind: type[Row], key: str) -> Row:
    """The record to change, or a new one without a key; Refused where it is void."""
    if not key:
        return kind()
    row = session.get_one(kind, key)
    expect_standing(row)
    return row


def expect_standing(row: Any) -> None:
    """Refused where the record is void."""
    if row.void:
        raise Refused(N_("The {noun} {number} is void already."), noun=NOUNS[row.__tablename__], number=row.number)


def kept(session: Session, row: Row) -> Row:
    """The record is in the book now, and the Step is called after its number."""
    session.add(row)
    session.info["subject"] = row.number  # type: ignore[attr-defined]
    session.flush()
    return row


def voided(session: Session, row: Row, reason: str, into: str = "remark") -> Row:
    """It stops counting from its own day on; the reason is written behind its remark, or behind another text."""
    row.void = True  # type: ignore[attr-defined]
    setattr(row, into, f"{getattr(row, into)}\n{reason}".strip())
    return kept(session, row)


def taken(session: Session, kind: Any, draft: Any) -> Iterator[Problem]:
    """Another record bears the number of the draft."""
    same = kind.number == draft.number, kind.id != draft.id
    if draft.number and session.scalar(select(exists().where(*same))):
        message = N_("There is another {noun} {number} already.")
        yield Problem("number", message, {"noun": NOUNS[kind.__tablename__], "number": draft.number})
