"""The table of letters in and out: each with its number, its day, the reply it wants and the letter it answers."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.money import Money
from models.store.base import STRICT, Record, indexed


class RegisteredLetter(Record):
    """A letter, instruction or minutes that came in or went out.

    ``their_number`` is what the sender calls it. It wants an answer by ``reply_due_on``; it is answered by a letter
    whose ``answers_id`` names it, or otherwise on ``answered_on``.
    """

    __tablename__ = "correspondence"
    __table_args__ = (
        UniqueConstraint("number"),
        indexed("dated_on", "id", "void"),
        indexed("contract_id", "void"),
        indexed("answers_id", "void", "dated_on"),
        STRICT,
    )

    number: Mapped[str]
    direction: Mapped[str]
    kind: Mapped[str]
    their_number: Mapped[str]
    about: Mapped[str]
    party_id: Mapped[str | None] = mapped_column(ForeignKey("parties.id"), index=True)
    contract_id: Mapped[str | None] = mapped_column(ForeignKey("contracts.id"))
    dated_on: Mapped[date]
    reply_due_on: Mapped[date | None]
    answers_id: Mapped[str | None] = mapped_column(ForeignKey("correspondence.id"))
    answered_on: Mapped[date | None]
    amount: Mapped[Money | None]
    handler: Mapped[str]
    remark: Mapped[str]
    void: Mapped[bool] = mapped_column(default=False)
