"""The table of facts that start or restart a legal period: each with its day and the paper that proves it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.legal_facts.draft import DELIVERED, REFUSED, RETURNED
from models.money import Money
from models.store.base import STRICT, Record, indexed, refers_to


class LegalFact(Record):
    """A fact against a debtor, for one contract or one item where it names them, else for all he owes.

    ``happened_on`` is the day it counts from: arrival of a letter (None: not known yet), filing of a suit, the payment.
    ``ended_on`` is the end of a procedure or obstacle, ``ended_by`` how a procedure ended, ``ends_on`` a last day that
    a court or an agreement fixed. ``paper_id`` is the issued paper that was served.
    """

    __tablename__ = "legal_facts"
    __table_args__ = (
        UniqueConstraint("number"),
        indexed("party_id", "void"),
        indexed("contract_id", "void"),
        indexed("paper_id", "void"),
        STRICT,
    )

    number: Mapped[str]
    kind: Mapped[str]
    party_id: Mapped[str] = refers_to("parties", indexed=False)
    contract_id: Mapped[str | None] = mapped_column(ForeignKey("contracts.id"))
    receivable_id: Mapped[str | None] = mapped_column(ForeignKey("receivables.id"), index=True)
    paper_id: Mapped[str | None] = mapped_column(ForeignKey("issued_papers.id"))
    happened_on: Mapped[date | None]
    sent_on: Mapped[date | None]
    way: Mapped[str]
    tracking: Mapped[str]
    outcome: Mapped[str]
    agreed_address: Mapped[bool]
    ended_on: Mapped[date | None]
    ended_by: Mapped[str] = mapped_column(default="")
    ends_on: Mapped[date | None]
    months: Mapped[int | None]
    amount: Mapped[Money | None]
    proof: Mapped[str]
    remark: Mapped[str]
    void: Mapped[bool] = mapped_column(default=False)

    @property
    def came_back(self) -> bool:
        """Returned or refused: what went to the address agreed for service counts as arrived (诉讼时效规定 8)."""
        return self.outcome in (RETURNED, REFUSED) and not self.agreed_address

    @property
    def has_arrived(self) -> bool:
        """It arrived, or counts as arrived although it came back."""
        return self.outcome == DELIVERED or (self.outcome in (RETURNED, REFUSED) and self.agreed_address)

    def has_ended(self, as_of: date) -> bool:
        """Whether it was over by a day."""
        return self.ended_on is not None and self.ended_on <= as_of
