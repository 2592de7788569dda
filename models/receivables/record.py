"""The tables of what is owed: receivables, changes of their payment dates, and what reduces them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.events import EVENTS
from models.language import N_
from models.money import Money
from models.store.base import STRICT, Record, indexed, refers_to

CLASSES = {
    "advance": N_("Advance payment"),
    "progress": N_("Progress payment"),
    "final": N_("Final payment"),
    "claim": N_("Agreed claim"),
    "retention": N_("Retention money"),
    "deposit": N_("Deposit"),
    "goods": N_("Price of goods"),
    "parts": N_("Price of parts"),
    "warehouse": N_("Confirmed-warehouse advance"),
    "repurchase": N_("Repurchase and financing advance"),
    "freight": N_("Freight paid for the buyer"),
    "investment": N_("Investment income"),
    "interest": N_("Interest claimed"),
    "costs": N_("Costs of collection claimed"),
    "doubled": N_("Doubled interest of a judgment"),
    "other": N_("Other receivable"),
}
PRICE_CLASSES = ("progress", "final", "retention")
"""Classes that are the price of the works; interest and damages have no priority (建工解释一 40)."""
ON_A_DAY = "day"
RULES = {"": N_("Nothing agreed: the law"), ON_A_DAY: N_("On an agreed day"), **EVENTS}
"""What a due date follows: the event its days run from."""

LENT = ("warehouse", "repurchase", "freight")
"""Classes of money that we laid out for the debtor."""
OURS = ("deposit", *LENT)
"""Classes of our own money that is to come back: it pays for no work and no goods."""
NOT_EARNED = ("advance", *OURS)
"""Classes that no work and no goods stand behind: money lent to us ahead, and our own."""
WAYS = {
    "receipt": N_("Receipt"),
    "set_off": N_("Set-off"),
    "goods": N_("Goods or property"),
    "assignment": N_("Assignment"),
    "concession": N_("Concession"),
    "write_off": N_("Write-off"),
    "final_account": N_("Final account below the certificates"),
    "deduction": N_("Agreed deduction"),
}


GIVEN_UP = ("concession", "write_off", "final_account", "deduction")
"""Ways by which nothing is received: what is owed becomes less."""


class Receivable(Record):
    """An amount including tax that a debtor owes under a contract, with the rule by which it falls due.

    ``anchor`` names the event the ``days`` run from (``certification``: its own posting; empty: nothing agreed).
    ``source_noun`` and ``source_id`` name the document that made it; ``document`` is its number as people see it.
    """

    __tablename__ = "receivables"
    __table_args__ = (
        indexed("contract_id", "void", "posted_on"),
        indexed("party_id", "void", "posted_on"),
        indexed("posted_on", "id", "void"),
        indexed("amount", "id", "void", "posted_on"),
        indexed("document", "id", "void", "posted_on"),
        indexed("source_id"),
        STRICT,
    )

    contract_id: Mapped[str] = refers_to("contracts", indexed=False)
    party_id: Mapped[str] = refers_to("parties", indexed=False)
    kind: Mapped[str]
    anchor: Mapped[str]
    days: Mapped[int | None]
    amount: Mapped[Money]
    posted_on: Mapped[date]
    source_noun: Mapped[str]
    source_id: Mapped[str]
    document: Mapped[str]
    invoice: Mapped[str] = mapped_column(default="")
    person: Mapped[str] = mapped_column(default="")
    void: Mapped[bool] = mapped_column(default=False)


class DueChange(Record):
    """A payment date that was agreed or changed, from the day of the change on.

    ``source_id`` names the document that made it so, where that was no agreement of its own.
    """

    __tablename__ = "due_changes"
    __table_args__ = (indexed("receivable_id", "changed_on", "id", "due_on"), STRICT)

    receivable_id: Mapped[str] = refers_to("receivables", indexed=False)
    changed_on: Mapped[date]
    due_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
    source_id: Mapped[str] = mapped_column(default="")


class DueEvent(Record):
    """The event that a receivable waits for, where it is one of its own: its invoice, its review, its funds arrived.

    ``source_id`` names the document that made it happen, where nobody noted it: the certificate it was carried into.
    """

    __tablename__ = "due_events"
    __table_args__ = (UniqueConstraint("receivable_id"), STRICT)

    receivable_id: Mapped[str] = refers_to("receivables", indexed=False)
    happened_on: Mapped[date]
    paper: Mapped[str] = mapped_column(default="")
    source_id: Mapped[str] = mapped_column(default="")


class Allocation(Record):
    """A dated reduction of a receivable; a negative one reverses the allocation it names.

    ``source_id`` names the document that took it off, where that is no receipt.
    """

    __tablename__ = "allocations"
    __table_args__ = (
        indexed("receivable_id", "void", "allocated_on", "amount"),
        indexed("receipt_id", "void", "allocated_on", "amount"),
        STRICT,
    )

    receivable_id: Mapped[str] = refers_to("receivables", indexed=False)
    receipt_id: Mapped[str | None] = mapped_column(ForeignKey("receipts.id"))
    way: Mapped[str] = mapped_column(default="receipt")
    amount: Mapped[Money]
    allocated_on: Mapped[date]
    reverses_id: Mapped[str | None] = mapped_column(ForeignKey("allocations.id"), index=True)
    source_id: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")
    void: Mapped[bool] = mapped_column(default=False)
