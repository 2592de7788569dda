"""The tables of a variation order: the order itself and its priced lines."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.money import Money
from models.store.base import STRICT, Record, indexed, refers_to


class VariationOrder(Record):
    """A change of the works; where it stands and its three amounts are stages, ``amount`` is our own pricing."""

    __tablename__ = "variations"
    __table_args__ = (UniqueConstraint("contract_id", "number"), indexed("instructed_on"), STRICT)

    contract_id: Mapped[str] = refers_to("contracts", indexed=False)
    number: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    cause: Mapped[str]
    instructed_on: Mapped[date]
    amount: Mapped[Money | None]
    days_asked: Mapped[int | None]
    days_granted: Mapped[int | None]
    remark: Mapped[str]
    initials: Mapped[str]
    lines: Mapped[list[VariationLine]] = relationship(order_by="VariationLine.position", cascade="all, delete-orphan")


class VariationLine(Record):
    """One priced line of a variation; a negative quantity or amount omits work."""

    __tablename__ = "variation_lines"

    variation_id: Mapped[str] = refers_to("variations")
    position: Mapped[int]
    code: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    unit: Mapped[str] = mapped_column(default="")
    quantity: Mapped[Decimal | None]
    price: Mapped[Decimal | None]
    amount: Mapped[Money | None]
