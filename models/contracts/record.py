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
    tender_bond: Mapped[Money]
    performance_bond: Mapped[Money]
    signed_on: Mapped[date | None]
    start_on: Mapped[date | None]
    completion_on: Mapped[date | None]
    defects_months: Mapped[int | None]
    sme_debtor: Mapped[str] = mapped_column(default="")
    due_rolls: Mapped[bool] = mapped_column(default=False)
    handler: Mapped[str]
    approval_number: Mapped[str]
    remark: Mapped[str]
    layout: Mapped[str]
    initials: Mapped[str]
    terms: Mapped[list[Terms]] = relationship(order_by="Terms.valid_from", cascade="all, delete-orphan")
    events: Mapped[list[ContractEvent]] = relationship(cascade="all, delete-orphan")
    signatures: Mapped[list[ContractSignature]] = relationship(
        order_by="ContractSignature.position", cascade="all, delete-orphan"
    )


class Terms(Record):
    """Payment terms from a day on: the original ones, or those of a supplementary agreement."""

    __tablename__ = "contract_terms"
    __table_args__ = (UniqueConstraint("contract_id", "valid_from"), STRICT)

    contract_id: Mapped[str] = refers_to("contracts", indexed=False)
    agreement_id: Mapped[str | None] = mapped_column(ForeignKey("agreements.id"), index=True)
    valid_from: Mapped[date]
    vat_method: Mapped[str]
    vat_rate: Mapped[Decimal | None]
    vat_included: Mapped[bool]
    advance: Mapped[Money]
    recovery_rule: Mapped[str]
    recovery_rate: Mapped[Decimal]
    recovery_base: Mapped[str]
    recovery_share: Mapped[Decimal | None]
    recovery_start: Mapped[Decimal | None]
    recovery_end: Mapped[Decimal | None]
    recovery_periods: Mapped[str]
    recovery_last: Mapped[int | None]
    recovery_until: Mapped[int | None]
    recovery_net: Mapped[bool]
    second_advance: Mapped[Money]
    second_rule: Mapped[str]
    second_rate: Mapped[Decimal]
    second_base: Mapped[str]
    second_share: Mapped[Decimal | None]
    second_start: Mapped[Decimal | None]
    second_end: Mapped[Decimal | None]
    second_periods: Mapped[str]
    second_until: Mapped[int | None]
    retention_way: Mapped[str]
    retention_rate: Mapped[Decimal]
    retention_base: Mapped[str]
    retention_amount: Mapped[Money]
    retention_cap: Mapped[Decimal | None]
    retention_limit: Mapped[Money | None]
    minimum: Mapped[Money]
    materials_rate: Mapped[Decimal | None]
    materials_months: Mapped[int | None]
    fixed_share: Mapped[Decimal | None]
    price_band: Mapped[Decimal | None]
    break_share: Mapped[Decimal | None]
    break_beyond: Mapped[Decimal | None]
    break_short: Mapped[Decimal | None]
    wage_share: Mapped[Decimal | None]
    wage_base: Mapped[str]
    damages_cap: Mapped[Decimal | None]
    invoiced_when: Mapped[str]
    retention_invoiced: Mapped[bool]
    damages_day: Mapped[Money | None]
    damages_rate: Mapped[Decimal | None]
    interest_free: Mapped[int | None]
    raised_after: Mapped[int | None]
    raised_times: Mapped[Decimal | None]
    claim_form: Mapped[str]
    claim_notice: Mapped[int | None]
    claim_report: Mapped[int | None]
    claim_final: Mapped[int | None]
    claim_review: Mapped[int | None]
    claim_answer: Mapped[int | None]
    claim_silence: Mapped[str]
    milestones: Mapped[list[Milestone]] = relationship(order_by="Milestone.position", cascade="all, delete-orphan")
    releases: Mapped[list[Release]] = relationship(order_by="Release.position", cascade="all, delete-orphan")
    kinds: Mapped[list[KindTerms]] = relationship(order_by="KindTerms.position", cascade="all, delete-orphan")
    factors: Mapped[list[PriceFactor]] = relationship(order_by="PriceFactor.position", cascade="all, delete-orphan")
    fees: Mapped[list[ContractFee]] = relationship(order_by="ContractFee.position", cascade="all, delete-orphan")


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


class KindTerms(Record):
    """What is agreed otherwise for one kind of value; empty shares and rates are the usual ones."""

    __tablename__ = "kind_terms"

    terms_id: Mapped[str] = refers_to("contract_terms")
    position: Mapped[int]
    kind: Mapped[str]
    progress: Mapped[Decimal | None]
    retention_rate: Mapped[Decimal | None]
    vat_rate: Mapped[Decimal | None]
    recovers: Mapped[bool]
    adjusts: Mapped[str]


class PriceFactor(Record):
    """A cost in the price formula: its weight and its index at the base date."""

    __tablename__ = "price_factors"

    terms_id: Mapped[str] = refers_to("contract_terms")
    position: Mapped[int]
    name: Mapped[str]
    weight: Mapped[Decimal]
    index: Mapped[Decimal]


class ContractFee(Record):
    """A fee of each certificate that is a rate of a base."""

    __tablename__ = "contract_fees"

    terms_id: Mapped[str] = refers_to("contract_terms")
    position: Mapped[int]
    name: Mapped[str]
    rate: Mapped[Decimal]
    of: Mapped[str]
    on_top: Mapped[bool]


class ContractSignature(Record):
    """Who signs the certificates of a contract, in place of what the layout says."""

    __tablename__ = "contract_signatures"

    contract_id: Mapped[str] = refers_to("contracts")
    position: Mapped[int]
    party: Mapped[str]
    people: Mapped[str]


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
