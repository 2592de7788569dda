"""The tables of VAT invoices (发票): the invoice, and how much of it is for which document."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.money import Money
from models.receivables.record import Receivable
from models.store.base import STRICT, Record, indexed, refers_to


class VatInvoice(Record):
    """An invoice under one contract, in its currency; it makes nothing owed. net + vat = gross up to a fen.

    A red invoice is negative and ``cancels_id`` names what it takes back. A ``prepayment`` invoice (不征税) carries no
    tax: what it is for is invoiced again with the work. ``received_on`` is the day the owner received it.
    """

    __tablename__ = "invoices"
    __table_args__ = (
        UniqueConstraint("number"),
        indexed("contract_id", "void"),
        indexed("invoiced_on", "id", "void"),
        STRICT,
    )

    contract_id: Mapped[str] = refers_to("contracts", indexed=False)
    buyer_id: Mapped[str] = refers_to("parties")
    number: Mapped[str]
    code: Mapped[str]
    kind: Mapped[str]
    invoiced_on: Mapped[date]
    net: Mapped[Money]
    vat: Mapped[Money]
    gross: Mapped[Money]
    prepayment: Mapped[bool]
    cancels_id: Mapped[str | None] = mapped_column(ForeignKey("invoices.id"), index=True)
    received_on: Mapped[date | None]
    remark: Mapped[str]
    void: Mapped[bool] = mapped_column(default=False)
    lines: Mapped[list[InvoiceLine]] = relationship(order_by="InvoiceLine.position", cascade="all, delete-orphan")


class InvoiceLine(Record):
    """So much of an invoice, with tax, is for a document: ``receivable_id`` is the first of what that made owed.

    Empty: it is for nothing that was certified yet.
    """

    __tablename__ = "invoice_lines"

    invoice_id: Mapped[str] = refers_to("invoices")
    position: Mapped[int]
    receivable_id: Mapped[str | None] = mapped_column(ForeignKey("receivables.id"), index=True)
    amount: Mapped[Money]
    vat_rate: Mapped[Decimal | None]


def carry_over(session: Session, old: str, new: str) -> None:
    """A document was corrected: what was invoiced of the ``old`` one (its id) is invoiced of the ``new`` one."""
    first = session.scalars(select(Receivable.id).where(Receivable.source_id == new).order_by(Receivable.id)).first()
    mine = select(InvoiceLine).join(Receivable, Receivable.id == InvoiceLine.receivable_id)
    for line in session.scalars(mine.where(Receivable.source_id == old)):
        line.receivable_id = first
    session.flush()
