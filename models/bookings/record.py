"""The table of bookings (入账): under which voucher and in which accounting month finance booked a document."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.store.base import STRICT, Record, indexed


class Booking(Record):
    """A document stands in the ledger from ``month`` (YYYY-MM) on; ``number`` is what people call the document."""

    __tablename__ = "bookings"
    __table_args__ = (
        indexed("document_id", "void", "month", "voucher"),
        indexed("noun", "month"),
        indexed("number"),
        STRICT,
    )

    noun: Mapped[str]
    document_id: Mapped[str]
    number: Mapped[str]
    voucher: Mapped[str]
    month: Mapped[str]
    booked_on: Mapped[date]
    void: Mapped[bool] = mapped_column(default=False)


def month_in(day: date) -> str:
    """The month of a day as YYYY-MM."""
    return f"{day:%Y-%m}"


def booked(document_id: Any, as_of: date, what: Any = Booking.month) -> ColumnElement[Any]:
    """SQL: the month (or voucher) under which a document stands in the ledger at the end of a day's month."""
    rows = select(what).where(Booking.document_id == document_id, Booking.void == 0, Booking.month <= month_in(as_of))
    return rows.limit(1).correlate_except(Booking).scalar_subquery()


def kept_since(session: Session, noun: str) -> str:
    """The first month in which documents of this kind were booked here; empty: bookings of it are not kept."""
    first = select(Booking.month).where(Booking.noun == noun, Booking.void == 0).order_by(Booking.month)
    return session.scalars(first.limit(1)).first() or ""
