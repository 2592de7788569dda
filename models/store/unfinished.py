"""Typing that is not saved yet: kept a second after the last edit, offered again after a crash; it has no history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.store.base import STRICT, Base


class UnfinishedRow(Base):
    """The newest state of one form that was left without saving."""

    __tablename__ = "unfinished"
    __table_args__ = STRICT

    key: Mapped[str] = mapped_column(primary_key=True)
    noun: Mapped[str]
    draft: Mapped[str]
    at: Mapped[str]


@dataclass(frozen=True)
class Unfinished:
    """``key`` names the form (noun and record, or ``noun/new``); ``draft`` is its JSON; ``at`` the local instant.

    ``subject`` is what tells it from others of its noun, where somebody worked that out.
    """

    key: str
    noun: str
    draft: str
    at: str
    subject: str = ""


def keep(session: Session, key: str, noun: str, draft: str) -> None:
    """Keep the newest typing of this form."""
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    session.merge(UnfinishedRow(key=key, noun=noun, draft=draft, at=at))


def kept(session: Session) -> list[Unfinished]:
    rows = session.execute(select(UnfinishedRow).order_by(UnfinishedRow.at.desc())).scalars()
    return [Unfinished(row.key, row.noun, row.draft, row.at) for row in rows]


def drop(session: Session, key: str) -> None:
    """The form was saved or thrown away."""
    session.execute(delete(UnfinishedRow).where(UnfinishedRow.key == key))
