"""The tables of a contract: the contract, its terms by valid-from date, its agreements and its events."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.money import Money
from models.store.base import STRICT, Record, indexed, refers_to


class Contract(Record):
    """One contract in one currency."""

    __tablename__ = "contracts"
    __table_args__ = (UniqueConstraint("number"), indexed("name"), indexed("signed_on"), indexed("price"), STRICT)

    number: Mapped[str]
    name: Mapped[str]
    project_id: Mapped[str | None] = mapped_column(ForeignKey("projects.id"), index=True)
    owner_id: Mapped[str] = refers_to("parties")
    payer_id: Mapped[str | None] = mapped_column(ForeignKey("parties.id"), index=True)
    kind: Mapped[str]
    role: Mapped[str]
    currency: Mapped[str]
    price: Mapped[Money]
    provisional: Mapped[Money]
    signed_on: Mapped[date | None]
    start_on: Mapped[date | None]
    completion_on: Mapped[date | None]
    defects_months: Mapped[int | None]
    handler: Mapped[str]
    approval_number: Mapped[str]
    remark: Mapped[str]
    initials: Mapped[str]
    terms: Mapped[list[Terms]] = relationship(order_by="Terms.valid_from", cascade="all, delete-orphan")
    events: Mapped[list[ContractEvent]] = relationship(cascade="all, delete-orphan")


class Terms(Record):
    """Payment terms from a day on: the original ones, or those of a supplementary agreement."""

    __tablename__ = "contract_terms"
    __table_args__ = (UniqueConstraint("contract_id", "valid_from"), STRICT)

    contract_id: Mapped[str] = refers_to("contracts", indexed=False)
    agreement_id: Mapped[str | None] = mapped_column(ForeignKey("agreements.id"), index=True)
    valid_from: Mapped[date]
    vat_method: Mapped[str]
    vat_rate: Mapped[Decimal]
    advance: Mapped[Money]
    recovery_rule: Mapped[str]
    recovery_rate: Mapped[Decimal]
    recovery_base: Mapped[str]
    retention_rate: Mapped[Decimal]
    retention_base: Mapped[str]
    retention_cap: Mapped[Decimal | None]
    minimum: Mapped[Money]
    milestones: Mapped[list[Milestone]] = relationship(order_by="Milestone.position", cascade="all, delete-orphan")
    releases: Mapped[list[Release]] = relationship(order_by="Release.position", cascade="all, delete-orphan")


class Milestone(Record):
    """A cumulative percentage payable some days after an event."""

    __tablename__ = "milestones"

    terms_id: Mapped[str] = refers_to("contract_terms")
    position: Mapped[int]
    event: Mapped[str]
    cumulative: Mapped[Decimal]
    days: Mapped[int | None]


class Release(Record):
    """A cumulative share of the retention that is released some days after an event."""

    __tablename__ = "releases"

    terms_id: Mapped[str] = refers_to("contract_terms")
    position: Mapped[int]
    event: Mapped[str]
    cumulative: Mapped[Decimal]
    days: Mapped[int | None]


class Agreement(Record):
    """A supplementary agreement: changes the price, the terms, or both, from a day on."""

    __tablename__ = "agreements"
    __table_args__ = (UniqueConstraint("contract_id", "number"), STRICT)

    contract_id: Mapped[str] = refers_to("contracts", indexed=False)
    number: Mapped[str]
    signed_on: Mapped[date]
    valid_from: Mapped[date]
    price_change: Mapped[Money]
    reason: Mapped[str]


class ContractEvent(Record):
    """Something that happened: ``happened_on`` is its day, ``known_from`` the day from which it counts.

    They differ for the end of the defects period, which is known from acceptance on.
    """

    __tablename__ = "contract_events"
    __table_args__ = (UniqueConstraint("contract_id", "event"), STRICT)

    contract_id: Mapped[str] = refers_to("contracts", indexed=False)
    event: Mapped[str]
    happened_on: Mapped[date]
    known_from: Mapped[date]
