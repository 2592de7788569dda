"""The tables of the downstream mirror (对下计价): subcontracts, what was certified and paid under them, set-offs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.money import Money
from models.store.base import STRICT, Record, indexed, refers_to


class Subcontract(Record):
    """What we owe a subcontractor under a contract of ours: a mirror to compare with, netted into nothing by itself.

    ``small``: the subcontractor was a small or medium enterprise when signing; ``pay_when_paid`` as it is written.
    """

    __tablename__ = "subcontracts"
    __table_args__ = (UniqueConstraint("number"), indexed("contract_id", "void"), indexed("party_id"), STRICT)

    contract_id: Mapped[str] = refers_to("contracts", indexed=False)
    party_id: Mapped[str] = refers_to("parties", indexed=False)
    number: Mapped[str]
    name: Mapped[str]
    price: Mapped[Money]
    signed_on: Mapped[date | None]
    small: Mapped[bool]
    pay_when_paid: Mapped[bool]
    retention_rate: Mapped[Decimal | None]
    wage_share: Mapped[Decimal | None]
    remark: Mapped[str]
    initials: Mapped[str]
    void: Mapped[bool] = mapped_column(default=False)
    certified: Mapped[list[SubCertificate]] = relationship(
        order_by="SubCertificate.position", cascade="all, delete-orphan"
    )
    payments: Mapped[list[SubPayment]] = relationship(order_by="SubPayment.position", cascade="all, delete-orphan")
    quantities: Mapped[list[SubQuantity]] = relationship(order_by="SubQuantity.position", cascade="all, delete-orphan")


class SubCertificate(Record):
    """What we certified to the subcontractor on a day, and what of it is kept as retention or due as wages."""

    __tablename__ = "sub_certificates"

    subcontract_id: Mapped[str] = refers_to("subcontracts")
    position: Mapped[int]
    certified_on: Mapped[date]
    amount: Mapped[Money]
    retention: Mapped[Money]
    wages: Mapped[Money]
    remark: Mapped[str]


class SubPayment(Record):
    """What we paid the subcontractor on a day; ``wages``: into the wage account."""

    __tablename__ = "sub_payments"

    subcontract_id: Mapped[str] = refers_to("subcontracts")
    position: Mapped[int]
    paid_on: Mapped[date]
    amount: Mapped[Money]
    wages: Mapped[bool]
    remark: Mapped[str]


class SubQuantity(Record):
    """So much of a bill line of our own contract was certified to the subcontractor by a day."""

    __tablename__ = "sub_quantities"

    subcontract_id: Mapped[str] = refers_to("subcontracts")
    bill_item_id: Mapped[str | None] = mapped_column(ForeignKey("bill_items.id"), index=True)
    position: Mapped[int]
    certified_on: Mapped[date]
    code: Mapped[str]
    quantity: Mapped[Decimal]
    price: Mapped[Decimal | None]
    amount: Mapped[Money | None]


class SetOff(Record):
    """Owner, we and subcontractor agreed that the owner pays the subcontractor: it reduces what the owner owes us.

    It takes effect on the day the owner paid, not on the day it was signed; ``reversed_on``: it was undone from then.
    """

    __tablename__ = "set_offs"
    __table_args__ = (UniqueConstraint("number"), indexed("subcontract_id", "void"), STRICT)

    subcontract_id: Mapped[str] = refers_to("subcontracts", indexed=False)
    number: Mapped[str]
    signed_on: Mapped[date]
    effective_on: Mapped[date]
    amount: Mapped[Money]
    paper: Mapped[str]
    reversed_on: Mapped[date | None]
    reason: Mapped[str]
    void: Mapped[bool] = mapped_column(default=False)
