"""The table of bookings."""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause

from models.bookings.draft import BookingDraft
from models.bookings.record import Booking
from models.drafts import entries
from models.language import N_
from models.store.listing import Listing, Question, Sources, column

_HOW = entries(BookingDraft)


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    return Booking.__table__, {"row": Booking}, Booking.void == 0


LISTING = Listing(
    name="bookings",
    title=N_("Bookings"),
    noun="bookings",
    columns=(
        column(_HOW["number"], lambda s: s["row"].number, "text", width=22),
        column(_HOW["noun"], lambda s: s["row"].noun, "choice", width=10),
        column(_HOW["month"], lambda s: s["row"].month, "text", width=10),
        column(_HOW["voucher"], lambda s: s["row"].voucher, "text", width=16),
        column(_HOW["booked_on"], lambda s: s["row"].booked_on, "date", width=11),
    ),
    source=_source,
    key=lambda s: s["row"].id,
    words=(lambda s: s["row"].number, lambda s: s["row"].voucher, lambda s: s["row"].month),
    sort="month",
    descending=True,
    empty=N_("What finance booked stands here. Choose documents in their lists and book them."),
)
