"""The table of follow-ups: what was said with a debtor on a day, what he promised, what comes next."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.money import Money
from models.store.base import STRICT, Record, indexed, refers_to


class FollowUp(Record):
    """A visit, a call, a meeting, a message or a promise.

    ``promised`` is to be paid by ``promised_on``; ``next_on`` is the day of the ``next_step``, done on ``done_on``.
    """

    __tablename__ = "follow_ups"
    __table_args__ = (
        UniqueConstraint("number"),
        indexed("party_id", "void", "happened_on"),
        indexed("contract_id", "void", "happened_on"),
        STRICT,
    )

    number: Mapped[str]
    kind: Mapped[str]
    party_id: Mapped[str] = refers_to("parties", indexed=False)
    contract_id: Mapped[str | None] = mapped_column(ForeignKey("contracts.id"))
    happened_on: Mapped[date]
    person: Mapped[str]
    counterpart: Mapped[str]
    said: Mapped[str]
    promised: Mapped[Money | None]
    promised_on: Mapped[date | None]
    next_step: Mapped[str]
    next_on: Mapped[date | None]
    done_on: Mapped[date | None]
    void: Mapped[bool] = mapped_column(default=False)
