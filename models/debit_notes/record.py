"""The tables of debit notes (应收单据): what was delivered, lent or claimed under a contract, and when it falls due."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.money import Money
from models.store.base import STRICT, Record, indexed, refers_to


class DebitNote(Record):
    """A paper that makes a debtor owe, posted when it is saved: a delivery note, an advance made for a dealer, a claim.

    ``about`` is the number of the document whose debt its interest or costs hang on (empty: its whole contract).
    It falls due by its instalments, else on ``due_on``, else by the terms of its contract.
    """

    __tablename__ = "debit_notes"
    __table_args__ = (
        UniqueConstraint("number"),
        indexed("contract_id", "void"),
        indexed("charged_on", "id", "void"),
        STRICT,
    )

    contract_id: Mapped[str] = refers_to("contracts", indexed=False)
    payer_id: Mapped[str | None] = mapped_column(ForeignKey("parties.id"), index=True)
    number: Mapped[str]
    kind: Mapped[str]
    charged_on: Mapped[date]
    amount: Mapped[Money]
    paper: Mapped[str]
    signed_by: Mapped[str]
    due_on: Mapped[date | None]
    reason: Mapped[str]
    about: Mapped[str] = mapped_column(default="")
    remark: Mapped[str]
    void: Mapped[bool] = mapped_column(default=False)
    lines: Mapped[list[DebitLine]] = relationship(order_by="DebitLine.position", cascade="all, delete-orphan")
    instalments: Mapped[list[Instalment]] = relationship(order_by="Instalment.position", cascade="all, delete-orphan")


class DebitLine(Record):
    """What was delivered: quantity × price, or an amount."""

    __tablename__ = "debit_lines"
    __table_args__ = (indexed("debit_note_id", "position"), STRICT)

    debit_note_id: Mapped[str] = refers_to("debit_notes", indexed=False)
    position: Mapped[int]
    code: Mapped[str]
    name: Mapped[str]
    unit: Mapped[str]
    quantity: Mapped[Decimal | None]
    price: Mapped[Decimal | None]
    amount: Mapped[Money]


class Instalment(Record):
    """A part that is owed from ``posted_on`` (nothing: from the day of the note) and falls due on ``due_on``."""

    __tablename__ = "debit_instalments"
    __table_args__ = (indexed("debit_note_id", "position"), STRICT)

    debit_note_id: Mapped[str] = refers_to("debit_notes", indexed=False)
    position: Mapped[int]
    posted_on: Mapped[date | None]
    due_on: Mapped[date | None]
    amount: Mapped[Money]
    remark: Mapped[str]
