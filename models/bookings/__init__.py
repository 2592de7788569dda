"""Bookings (入账): which documents finance booked, under which voucher and in which accounting month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.bookings.record import Booking, booked, kept_since, month_in
from models.late import names_of

if TYPE_CHECKING:
    from models.bookings.draft import NOUNS, BookDraft, BookingDraft, check, month_of
    from models.bookings.listing import LISTING
    from models.bookings.usecases import BOOK, BOOKABLE, RECORD, VOIDED, book, draft_of, record, void

__all__ = [
    "BOOK", "BOOKABLE", "LISTING", "NOUNS", "RECORD", "VOIDED", "BookDraft", "Booking", "BookingDraft", "book",
    "booked", "check", "draft_of", "kept_since", "month_in", "month_of", "record", "void",
]  # fmt: skip

__getattr__ = names_of(__name__, "draft", "listing", "usecases")
