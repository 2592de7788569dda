"""The tables of payment certificates (验工计价): header with period amounts, lines, deductions and additions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.money import Money
from models.store.base import STRICT, Record, indexed, refers_to


class PaymentCertificate(Record):
    """One period of a contract: claimed and certified, all amounts of the period including tax.

    ``claimed`` is the typed total (``stated_claimed``), else the gross value had all been certified as claimed.

    ``work`` to ``other`` are what was typed without lines, as it was typed; ``stored`` what lay on site, ``index_base``
    the value whose price the formula moves. ``value_…`` are the certified amounts by kind including tax, ``gross`` is
    their sum; gross = due + later + retention + recovery
    + deducted − added + (held − held_before). ``certified_on`` is set when the owner signed; from then on it is posted.
    """

    __tablename__ = "certificates"
    __table_args__ = (
        UniqueConstraint("number"),
        indexed("contract_id", "period"),
        indexed("number", "id", "void"),
        indexed("period_to", "id", "void"),
        indexed("certified_on", "id", "void"),
        indexed("gross", "id", "void"),
        indexed("due", "id", "void"),
        STRICT,
    )

    contract_id: Mapped[str] = refers_to("contracts", indexed=False)
    terms_id: Mapped[str] = refers_to("contract_terms")
    number: Mapped[str]
    period: Mapped[int]
    kind: Mapped[str]
    period_from: Mapped[date | None]
    period_to: Mapped[date | None]
    submitted_on: Mapped[date | None]
    certified_on: Mapped[date | None]
    claimed: Mapped[Money]
    stated_claimed: Mapped[Money | None]
    work: Mapped[Money | None]
    variations: Mapped[Money | None]
    claims: Mapped[Money | None]
    dayworks: Mapped[Money | None]
    provisional: Mapped[Money | None]
    adjustment: Mapped[Money | None]
    other: Mapped[Money | None]
    stored: Mapped[Money | None]
    stated_gross: Mapped[Money | None]
    stated_previous: Mapped[Money | None]
    index_base: Mapped[Money]
    value_lines: Mapped[Money]
    value_breaks: Mapped[Money]
    value_variations: Mapped[Money]
    value_claims: Mapped[Money]
    value_dayworks: Mapped[Money]
    value_provisional: Mapped[Money]
    value_materials: Mapped[Money]
    value_adjustment: Mapped[Money]
    value_other: Mapped[Money]
    value_fees: Mapped[Money]
    gross: Mapped[Money]
    progress: Mapped[Money]
    later: Mapped[Money]
    retention: Mapped[Money]
    recovery: Mapped[Money]
    second_recovered: Mapped[Money]
    added: Mapped[Money]
    deducted: Mapped[Money]
    held: Mapped[Money]
    due: Mapped[Money]
    net: Mapped[Money]
    vat: Mapped[Money]
    wages: Mapped[Money]
    remark: Mapped[str]
    void: Mapped[bool] = mapped_column(default=False)
    lines: Mapped[list[CertificateLine]] = relationship(
        order_by="CertificateLine.position", cascade="all, delete-orphan"
    )
    adjustments: Mapped[list[Adjustment]] = relationship(order_by="Adjustment.position", cascade="all, delete-orphan")
    indices: Mapped[list[PriceIndex]] = relationship(order_by="PriceIndex.position", cascade="all, delete-orphan")
    supplies: Mapped[list[Supply]] = relationship(order_by="Supply.position", cascade="all, delete-orphan")

    material_prices: Mapped[list[MaterialPrice]] = relationship(
        order_by="MaterialPrice.position", cascade="all, delete-orphan"
    )

    @property
    def parts(self) -> list[Record]:
        """Everything that was signed with it, in key order of its tables."""
        return [*self.lines, *self.adjustments, *self.indices, *self.material_prices, *self.supplies]


def payable(row: Any) -> Any:
    """What a certificate (or, as SQL, the table) comes to by itself, with nothing that waited from earlier ones."""
    return row.gross + row.added - row.later - row.retention - row.recovery - row.deducted


class CertificateLine(Record):
    """What was claimed and certified of one bill line, variation or claim in the period; amounts are rounded once."""

    __tablename__ = "certificate_lines"
    __table_args__ = (indexed("certificate_id", "position"), STRICT)

    certificate_id: Mapped[str] = refers_to("certificates", indexed=False)
    position: Mapped[int]
    bill_item_id: Mapped[str | None] = mapped_column(ForeignKey("bill_items.id"), index=True)
    variation_id: Mapped[str | None] = mapped_column(ForeignKey("variations.id"), index=True)
    claim_id: Mapped[str | None] = mapped_column(ForeignKey("claims.id"), index=True)
    kind: Mapped[str]
    code: Mapped[str]
    name: Mapped[str]
    unit: Mapped[str]
    price: Mapped[Decimal]
    claimed_quantity: Mapped[Decimal | None]
    quantity: Mapped[Decimal | None]
    claimed: Mapped[Money]
    amount: Mapped[Money]
    remark: Mapped[str]
    vat_rate: Mapped[Decimal | None]

    @property
    def place(self) -> str:
        """What of the contract it measures: a bill line, a variation or a claim; empty for what is free."""
        return self.bill_item_id or self.variation_id or self.claim_id or ""

    @classmethod
    def placed(cls) -> ColumnElement[str]:
        """SQL of the same; NULL for what is free."""
        return func.coalesce(cls.bill_item_id, cls.variation_id, cls.claim_id)


class Adjustment(Record):
    """A deduction from a certificate or an addition to it, with its reason; one not agreed changes nothing."""

    __tablename__ = "certificate_adjustments"
    __table_args__ = (indexed("certificate_id", "position"), STRICT)

    certificate_id: Mapped[str] = refers_to("certificates", indexed=False)
    position: Mapped[int]
    sign: Mapped[int]
    kind: Mapped[str]
    amount: Mapped[Money]
    reason: Mapped[str]
    agreed: Mapped[bool]


class PriceIndex(Record):
    """A price index used by a certificate; with an earlier ``period`` the final one that corrects it."""

    __tablename__ = "certificate_indices"
    __table_args__ = (indexed("certificate_id", "position"), STRICT)

    certificate_id: Mapped[str] = refers_to("certificates", indexed=False)
    position: Mapped[int]
    name: Mapped[str]
    current: Mapped[Decimal]
    provisional: Mapped[bool]
    period: Mapped[int | None]


class Supply(Record):
    """Materials of the owner that a certificate takes off."""

    __tablename__ = "certificate_supplies"
    __table_args__ = (indexed("certificate_id", "position"), STRICT)

    certificate_id: Mapped[str] = refers_to("certificates", indexed=False)
    position: Mapped[int]
    name: Mapped[str]
    unit: Mapped[str]
    issued: Mapped[Decimal]
    returned: Mapped[Decimal | None]
    allowed: Mapped[Decimal | None]
    price: Mapped[Decimal | None]
    over_price: Mapped[Decimal | None]


class MaterialPrice(Record):
    """A material of a period with its prices; ``band`` and ``factor`` as typed (empty: the contract's, nothing)."""

    __tablename__ = "certificate_material_prices"
    __table_args__ = (indexed("certificate_id", "position"), STRICT)

    certificate_id: Mapped[str] = refers_to("certificates", indexed=False)
    position: Mapped[int]
    name: Mapped[str]
    unit: Mapped[str]
    quantity: Mapped[Decimal]
    base: Mapped[Decimal]
    tender: Mapped[Decimal | None]
    current: Mapped[Decimal]
    band: Mapped[Decimal | None]
    factor: Mapped[Decimal | None]
