"""The tables of consumption (材料机械消耗): what was used in a period, line by line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.store.base import STRICT, Record, indexed, refers_to


class Consumption(Record):
    """What a contract's works used in the period that ends on ``used_to``."""

    __tablename__ = "consumptions"
    __table_args__ = (
        UniqueConstraint("number"),
        indexed("contract_id", "void", "used_to"),
        indexed("used_to", "id", "void"),
        STRICT,
    )

    contract_id: Mapped[str] = refers_to("contracts", indexed=False)
    number: Mapped[str]
    used_to: Mapped[date]
    reported_by: Mapped[str]
    remark: Mapped[str]
    void: Mapped[bool] = mapped_column(default=False)
    lines: Mapped[list[ConsumptionLine]] = relationship(
        order_by="ConsumptionLine.position", cascade="all, delete-orphan"
    )


class ConsumptionLine(Record):
    """One material or plant: ``quantity`` less ``returned`` was used.

    ``norm`` is what one unit of the bill line may take; the last one entered counts.
    """

    __tablename__ = "consumption_lines"
    __table_args__ = (indexed("consumption_id", "position"), STRICT)

    consumption_id: Mapped[str] = refers_to("consumptions", indexed=False)
    position: Mapped[int]
    kind: Mapped[str]
    name: Mapped[str]
    unit: Mapped[str]
    bill_item_id: Mapped[str | None] = mapped_column(ForeignKey("bill_items.id"), index=True)
    code: Mapped[str]
    quantity: Mapped[Decimal]
    returned: Mapped[Decimal]
    norm: Mapped[Decimal | None]
    price: Mapped[Decimal | None]
    remark: Mapped[str]
