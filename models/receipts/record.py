"""The table of receipts (回款): money or bills that came in, and those that went back."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.money import Money
from models.store.base import STRICT, Record, indexed, refers_to

DISHONOURED = "dishonoured"
"""The stage of a bill that was not paid when it matured."""
BILLS = ("bank_bill", "commercial_bill", "voucher")
"""Ways of paying that bring a paper first and money later."""


class Receipt(Record):
    """A receipt; a returned one is a receipt of a negative amount that names what it reverses.

    ``payer_id`` is whose debt it pays; ``paid_by_id`` the third party that paid it for them, by this ``authority``.
    ``instruction`` is what the payer named it for; ``wages`` of it came into the wage account.
    """

    __tablename__ = "receipts"
    __table_args__ = (
        UniqueConstraint("number"),
        indexed("number", "id", "void", "received_on"),
        indexed("received_on", "id", "void"),
        indexed("amount", "id", "void", "received_on"),
        indexed("payer_id", "received_on"),
        indexed("contract_id", "received_on"),
        STRICT,
    )

    number: Mapped[str]
    payer_id: Mapped[str] = refers_to("parties", indexed=False)
    contract_id: Mapped[str | None] = mapped_column(ForeignKey("contracts.id"))
    received_on: Mapped[date]
    amount: Mapped[Money]
    currency: Mapped[str]
    method: Mapped[str]
    bill_number: Mapped[str]
    matures_on: Mapped[date | None]
    account: Mapped[str]
    voucher: Mapped[str]
    remark: Mapped[str]
    paid_by_id: Mapped[str | None] = mapped_column(ForeignKey("parties.id"), index=True)
    authority: Mapped[str] = mapped_column(default="")
    instruction: Mapped[str] = mapped_column(default="")
    wages: Mapped[Money] = mapped_column(default=Money())
    reverses_id: Mapped[str | None] = mapped_column(ForeignKey("receipts.id"), index=True)
    void: Mapped[bool] = mapped_column(default=False)
