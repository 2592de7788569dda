"""What the list of any document says of its booking."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from models.bookings.record import Booking, booked
from models.language import N_
from models.store.listing import Column, Sources


def booking_columns(key: Callable[[Sources], Any]) -> tuple[Column, ...]:
    """What a list of documents says of their booking; its sources name the day ``as_of``."""
    return (
        Column("booked", N_("Booked in"), "text", lambda s: booked(key(s), s["as_of"]), width=8),
        Column(
            "booked_as", N_("Voucher number"), "text", lambda s: booked(key(s), s["as_of"], Booking.voucher),
            width=12, shown=False,
        ),
    )  # fmt: skip
