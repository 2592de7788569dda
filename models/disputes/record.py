"""The table of disputed items (争议事项): what is disputed, both positions, what is undisputed, and how it ended."""

from __future__ import annotations

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.money import Money
from models.store.base import STRICT, Record, indexed, refers_to


class Dispute(Record):
    """Something the parties do not agree about; it changes no balance, whatever is owed stays owed and overdue.

    ``about`` is the table of the document, ``subject`` the row it is about: the document, or a deduction of it.
    ``document`` is its number as people see it.
    """

    __tablename__ = "disputes"
    __table_args__ = (
        UniqueConstraint("number"),
        indexed("contract_id", "void"),
        indexed("opened_on", "id", "void"),
        indexed("subject"),
        STRICT,
    )

    contract_id: Mapped[str] = refers_to("contracts", indexed=False)
    number: Mapped[str]
    about: Mapped[str]
    subject: Mapped[str]
    document: Mapped[str]
    name: Mapped[str]
    clause: Mapped[str]
    amount: Mapped[Money]
    undisputed: Mapped[Money]
    ours: Mapped[str]
    theirs: Mapped[str]
    person: Mapped[str]
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    outcome: Mapped[str]
    settled: Mapped[Money | None]
    remark: Mapped[str]
    initials: Mapped[str]
    void: Mapped[bool] = mapped_column(default=False)
