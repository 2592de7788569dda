"""The tables of work done (完成产值): what a contract's works came to in a period, and line by line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.money import Money
from models.store.base import STRICT, Record, indexed, refers_to


class WorkDone(Record):
    """The work of a contract in the period that ends on ``done_to``, whether anybody certified it or not.

    ``amount`` and ``measured`` (our own measurement, from ``measured_on`` on) include VAT; ``cost`` and ``revenue`` are
    what our ledger booked in the period, without it.
    """

    __tablename__ = "work_done"
    __table_args__ = (
        UniqueConstraint("number"),
        indexed("contract_id", "void", "done_to"),
        indexed("done_to", "id", "void"),
        STRICT,
    )

    contract_id: Mapped[str] = refers_to("contracts", indexed=False)
    number: Mapped[str]
    done_to: Mapped[date]
    amount: Mapped[Money]
    measured: Mapped[Money]
    measured_on: Mapped[date | None]
    measured_by: Mapped[str]
    cost: Mapped[Money]
    revenue: Mapped[Money]
    remark: Mapped[str]
    void: Mapped[bool] = mapped_column(default=False)
    lines: Mapped[list[WorkLine]] = relationship(order_by="WorkLine.position", cascade="all, delete-orphan")


class WorkLine(Record):
    """What of one bill line was done in the period."""

    __tablename__ = "work_lines"
    __table_args__ = (indexed("work_done_id", "position"), STRICT)

    work_done_id: Mapped[str] = refers_to("work_done", indexed=False)
    position: Mapped[int]
    bill_item_id: Mapped[str | None] = mapped_column(ForeignKey("bill_items.id"), index=True)
    code: Mapped[str]
    name: Mapped[str]
    unit: Mapped[str]
    quantity: Mapped[Decimal | None]
    price: Mapped[Decimal | None]
    amount: Mapped[Money]
    remark: Mapped[str]
