"""The table of claims (索赔); what was notified, reported, reviewed and decided of one are its stages."""

from __future__ import annotations

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.store.base import STRICT, Record, indexed, refers_to

CERTIFICATE, SEPARATE = "certificate", "separate"


class Claim(Record):
    """What happened, when we knew, and how it is paid; its windows are those of the terms it was made under.

    Paid ``separate`` it becomes owed when it is agreed; otherwise it is a line of certificates: one of both.
    """

    __tablename__ = "claims"
    __table_args__ = (
        UniqueConstraint("number"),
        indexed("contract_id", "void"),
        indexed("happened_on", "id", "void"),
        STRICT,
    )

    contract_id: Mapped[str] = refers_to("contracts", indexed=False)
    terms_id: Mapped[str] = refers_to("contract_terms")
    number: Mapped[str]
    name: Mapped[str]
    cause: Mapped[str]
    happened_on: Mapped[date]
    discovered_on: Mapped[date]
    ended_on: Mapped[date | None]
    story: Mapped[str]
    clause: Mapped[str]
    payment: Mapped[str]
    pay_days: Mapped[int | None]
    evidence: Mapped[str]
    remark: Mapped[str]
    initials: Mapped[str]
    void: Mapped[bool] = mapped_column(default=False)
