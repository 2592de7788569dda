"""The tables of final accounts (竣工结算): the account with what was agreed, and its reviews."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.language import N_
from models.money import Money
from models.problems import Refused
from models.store.base import STRICT, Record, indexed, refers_to

FINAL, STAGE = "final", "stage"


class FinalAccount(Record):
    """The account of a whole contract or of a part of it; ``settled_on`` is set when both sides fixed the amount.

    From then on it is posted. ``certified``, ``retained`` (of it ``held``) and ``retention_limit`` are what it was
    compared with, ``retention`` and ``payable`` what became owed by it; a negative ``retention`` was let go, a negative
    ``payable`` was a credit. A ``fee`` not agreed changes nothing.
    """

    __tablename__ = "final_accounts"
    __table_args__ = (
        UniqueConstraint("number"),
        indexed("contract_id", "void"),
        indexed("submitted_on", "id", "void"),
        STRICT,
    )

    contract_id: Mapped[str] = refers_to("contracts", indexed=False)
    number: Mapped[str]
    kind: Mapped[str]
    part: Mapped[str]
    submitted_on: Mapped[date | None]
    amount: Mapped[Money | None]
    papers: Mapped[str]
    settled_on: Mapped[date | None]
    settled: Mapped[Money | None]
    signed_by: Mapped[str]
    retention_rate: Mapped[Decimal]
    certified: Mapped[Money]
    retained: Mapped[Money]
    held: Mapped[Money]
    retention_limit: Mapped[Money | None]
    advance_left: Mapped[Money]
    retention: Mapped[Money]
    payable: Mapped[Money]
    fee_free: Mapped[Decimal | None]
    fee_rate: Mapped[Decimal | None]
    fee: Mapped[Money]
    fee_agreed: Mapped[bool]
    remark: Mapped[str]
    void: Mapped[bool] = mapped_column(default=False)
    reviews: Mapped[list[FinalAccountReview]] = relationship(
        order_by="FinalAccountReview.position", cascade="all, delete-orphan"
    )


class FinalAccountReview(Record):
    """What a review left of the account."""

    __tablename__ = "final_account_reviews"

    final_account_id: Mapped[str] = refers_to("final_accounts")
    position: Mapped[int]
    level: Mapped[str]
    reviewer: Mapped[str]
    reviewed_on: Mapped[date]
    amount: Mapped[Money]
    remark: Mapped[str]


def expect_unsettled(session: Session, contract_id: str, since: date = date.min) -> None:
    """An agreed final account counted what was certified; Refused, because afterwards nothing of it changes.

    What came after it may change: with a day, only an account that was agreed from then on counts.
    """
    f = FinalAccount
    agreed = f.contract_id == contract_id, f.void == 0, f.kind == FINAL, f.settled_on >= since
    if number := session.scalars(select(f.number).where(*agreed)).first():
        raise Refused(N_("Final account {number} is agreed: void it first, then settle again."), number=number)
