"""Where a running contract stood when its book was begun: cumulative amounts that certificates go on from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.money import Money
from models.store.base import STRICT, Record, refers_to


class OpeningPosition(Record):
    """The cumulative figures of a contract on the day its book starts, as the signed take-on sheet has them.

    ``stated`` is the total of the open items on that sheet, None where nobody has typed it; ``explanation`` says why
    the items come to something else. ``done`` is the work done until then, certified or not (nothing: what was
    certified), ``cost`` and ``revenue`` what the ledger had booked for it without VAT. ``second_paid`` and
    ``second_recovered`` are what of the advance is of the second one, None where nobody has told them apart.
    """

    __tablename__ = "opening_positions"
    __table_args__ = (UniqueConstraint("contract_id"), STRICT)

    contract_id: Mapped[str] = refers_to("contracts", indexed=False)
    taken_on: Mapped[date]
    certified: Mapped[Money]
    received: Mapped[Money]
    retention: Mapped[Money]
    advance_paid: Mapped[Money]
    recovered: Mapped[Money]
    second_paid: Mapped[Money | None]
    second_recovered: Mapped[Money | None]
    done: Mapped[Money] = mapped_column(default=Money())
    cost: Mapped[Money] = mapped_column(default=Money())
    revenue: Mapped[Money] = mapped_column(default=Money())
    remark: Mapped[str] = mapped_column(default="")
    stated: Mapped[Money | None]
    explanation: Mapped[str] = mapped_column(default="")
    giver: Mapped[str] = mapped_column(default="")
    taker: Mapped[str] = mapped_column(default="")
    witness: Mapped[str] = mapped_column(default="")


@dataclass(frozen=True)
class Start:
    """The cumulative figures a contract starts from; all zero for one that began in this book."""

    certified: Money = Money()
    received: Money = Money()
    retention: Money = Money()
    advance_paid: Money = Money()
    recovered: Money = Money()
    second_paid: Money | None = None
    second_recovered: Money | None = None


def of(session: Session, contract_id: str) -> Start:
    row = session.scalars(select(OpeningPosition).where(OpeningPosition.contract_id == contract_id)).first()
    if row is None:
        return Start()
    return Start(
        row.certified, row.received, row.retention, row.advance_paid, row.recovered, row.second_paid,
        row.second_recovered,
    )  # fmt: skip
