"""What was answered about the forms of workbooks that were brought in; it is no record of the trade."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.store.base import STRICT, Base


class LedgerForm(Base):
    """The answers (JSON) about a form of sheet, which is known again by its captions."""

    __tablename__ = "ledger_forms"
    __table_args__ = STRICT

    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    answers: Mapped[str]
    at: Mapped[str]


def keep(session: Session, fingerprint: str, answers: str) -> None:
    """Keep the newest answers about a form."""
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    session.merge(LedgerForm(fingerprint=fingerprint, answers=answers, at=at))


def kept(session: Session, fingerprints: Iterable[str]) -> dict[str, str]:
    """The answers about these forms, as far as there are any."""
    rows = select(LedgerForm.fingerprint, LedgerForm.answers).where(LedgerForm.fingerprint.in_(list(fingerprints)))
    return dict(session.execute(rows).all())
