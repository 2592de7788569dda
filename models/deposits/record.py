"""The tables of deposits and guarantees (保证金、保函): what was given, and what was deducted from it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.money import Money
from models.store.base import STRICT, Record, indexed, refers_to


class Deposit(Record):
    """Cash that is to come back, or a bank guarantee that is to be given back.

    Cash is owed to us from ``paid_on``; it falls due on ``return_on``, else ``return_days`` after ``return_event``.
    A guarantee makes nothing owed; one that ``replaces_retention`` makes the retention due on its day.
    """

    __tablename__ = "deposits"
    __table_args__ = (
        UniqueConstraint("number"),
        indexed("contract_id", "void"),
        indexed("paid_on", "id", "void"),
        STRICT,
    )

    contract_id: Mapped[str] = refers_to("contracts", indexed=False)
    number: Mapped[str]
    kind: Mapped[str]
    form: Mapped[str]
    amount: Mapped[Money]
    paid_on: Mapped[date]
    guarantee_number: Mapped[str]
    bank: Mapped[str]
    expires_on: Mapped[date | None]
    replaces_retention: Mapped[bool]
    return_event: Mapped[str]
    return_days: Mapped[int | None]
    return_on: Mapped[date | None]
    returned_on: Mapped[date | None]
    remark: Mapped[str]
    void: Mapped[bool] = mapped_column(default=False)
    deductions: Mapped[list[DepositDeduction]] = relationship(
        order_by="DepositDeduction.position", cascade="all, delete-orphan"
    )


class DepositDeduction(Record):
    """What the owner took off a deposit; one that is not agreed changes nothing."""

    __tablename__ = "deposit_deductions"

    deposit_id: Mapped[str] = refers_to("deposits")
    position: Mapped[int]
    deducted_on: Mapped[date]
    amount: Mapped[Money]
    reason: Mapped[str]
    agreed: Mapped[bool]
