"""The tables of monthly checks with the ledger: the check, the ledger's balances, and what explains differences."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, synonym

from models.money import Money
from models.store.base import STRICT, Record, refers_to


class BooksCheck(Record):
    """The check of one month-end; ``covers`` says whether the accounts hold deposits too.

    Our own balances are no part of it: they are worked out when it is looked at, and kept in the paper that is signed.
    """

    __tablename__ = "books_checks"
    __table_args__ = (UniqueConstraint("month"), STRICT)

    month: Mapped[str]
    covers: Mapped[str]
    remark: Mapped[str]
    void: Mapped[bool] = mapped_column(default=False)
    balances: Mapped[list[LedgerBalance]] = relationship(
        order_by="LedgerBalance.position", cascade="all, delete-orphan"
    )
    reasons: Mapped[list[LedgerReason]] = relationship(order_by="LedgerReason.position", cascade="all, delete-orphan")
    number: Mapped[str] = synonym("month")


class LedgerBalance(Record):
    """What an account of the ledger says a customer owes; the sum of its accounts is compared."""

    __tablename__ = "ledger_balances"

    check_id: Mapped[str] = refers_to("books_checks")
    position: Mapped[int]
    party_id: Mapped[str] = refers_to("parties")
    currency: Mapped[str]
    account: Mapped[str]
    amount: Mapped[Money]


class LedgerReason(Record):
    """Why we say more (less, where negative) than the ledger of a customer."""

    __tablename__ = "ledger_reasons"

    check_id: Mapped[str] = refers_to("books_checks")
    position: Mapped[int]
    party_id: Mapped[str] = refers_to("parties")
    currency: Mapped[str]
    kind: Mapped[str]
    amount: Mapped[Money]
    reason: Mapped[str]
