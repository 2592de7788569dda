"""The tables of replies (回执): what a debtor answered to a statement, item by item, and what explains the rest."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.money import Money
from models.store.base import STRICT, Record, indexed, refers_to


class Reply(Record):
    """What a debtor answered on a day to one statement, in one currency.

    ``paper_id`` is the statement issued here; one made before the book has only its number, ``letter``. ``stated`` is
    the balance it told, ``confirmed`` what of it the reply confirms. ``demand``: the statement demanded payment;
    ``promises``: the reply says that they will pay. ``is_strong`` follows from seal, capacity and authority.
    ``closed_on`` is the day on which every difference was explained, ``withdrawn_on`` the day the reply was taken back.
    """

    __tablename__ = "replies"
    __table_args__ = (
        UniqueConstraint("number"),
        indexed("paper_id", "void"),
        indexed("party_id", "void", "replied_on"),
        indexed("contract_id", "void"),
        indexed("letter", "currency", "replied_on"),
        STRICT,
    )

    number: Mapped[str]
    paper_id: Mapped[str | None] = mapped_column(ForeignKey("issued_papers.id"))
    letter: Mapped[str]
    party_id: Mapped[str] = refers_to("parties", indexed=False)
    contract_id: Mapped[str | None] = mapped_column(ForeignKey("contracts.id"))
    currency: Mapped[str]
    as_of: Mapped[date]
    stated: Mapped[Money]
    demand: Mapped[bool]
    replied_on: Mapped[date]
    kind: Mapped[str]
    signatory: Mapped[str]
    capacity: Mapped[str]
    authority: Mapped[str]
    seal: Mapped[str]
    is_strong: Mapped[bool]
    confirmed: Mapped[Money]
    by_item: Mapped[bool]
    promises: Mapped[bool]
    closed_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    withdrawn_for: Mapped[str]
    remark: Mapped[str]
    void: Mapped[bool] = mapped_column(default=False)
    items: Mapped[list[ConfirmedItem]] = relationship(order_by="ConfirmedItem.position", cascade="all, delete-orphan")
    differences: Mapped[list[ReplyDifference]] = relationship(
        order_by="ReplyDifference.position", cascade="all, delete-orphan"
    )


class ConfirmedItem(Record):
    """An item that was in the balance: what was open on the cut-off day, and what of it was confirmed."""

    __tablename__ = "confirmed_items"
    __table_args__ = (indexed("receivable_id", "reply_id", "confirmed"), STRICT)

    reply_id: Mapped[str] = refers_to("replies")
    position: Mapped[int]
    receivable_id: Mapped[str] = refers_to("receivables", indexed=False)
    stated: Mapped[Money]
    confirmed: Mapped[Money]


class ReplyDifference(Record):
    """Why the debtor says less (negative: more) than the statement, so much of it for one reason."""

    __tablename__ = "reply_differences"

    reply_id: Mapped[str] = refers_to("replies")
    position: Mapped[int]
    amount: Mapped[Money]
    reason: Mapped[str]
    note: Mapped[str]
