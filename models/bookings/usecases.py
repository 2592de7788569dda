"""What can be done with bookings: book documents, change how one was booked, take it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.bookings.draft import BookDraft, BookingDraft, check, month_of
from models.bookings.record import Booking, month_in
from models.certificates.record import PaymentCertificate
from models.final_accounts.record import FinalAccount
from models.invoices.record import VatInvoice
from models.language import N_
from models.problems import Invalid, Problem, Refused, stop
from models.receipts.record import Receipt
from models.store.commands import FINANCE, MANAGER, declare

BOOK = declare("bookings.book", N_("Book documents"), (FINANCE,), MANAGER)
RECORD = declare("bookings.record", N_("Save a booking"), (FINANCE,), MANAGER)
VOIDED = declare("bookings.void", N_("Take a booking back"), (FINANCE,), MANAGER)

BOOKABLE: Mapping[str, Any] = {
    one.__tablename__: one for one in (PaymentCertificate, FinalAccount, VatInvoice, Receipt)
}
"""The documents finance books, by their table: each has a number."""


def draft_of(session: Session, booking_id: str) -> BookingDraft:
    row = session.get_one(Booking, booking_id)
    return BookingDraft(row.id, row.noun, row.number, row.voucher, row.booked_on, row.month)


def book(session: Session, draft: BookDraft) -> Booking:
    """Book these documents under one voucher; what was booked before is booked anew. Returns the last booking."""
    stop(check(draft))
    made = [_keep(session, draft, session.get_one(BOOKABLE[draft.noun], key)) for key in draft.documents]
    session.info["subject"] = "、".join(one.number for one in made[:3])
    session.flush()
    return made[-1]


def record(session: Session, draft: BookingDraft) -> Booking:
    """Book one document that is named by its number, or change how it was booked."""
    stop(check(draft))
    kind = BOOKABLE[draft.noun]
    document = session.scalars(select(kind).where(kind.number == draft.number, kind.void == 0)).first()
    if document is None:
        raise Invalid([Problem("number", N_("There is no such document “{number}”."), {"number": draft.number})])
    if draft.id and session.get_one(Booking, draft.id).document_id != document.id:
        void(session, draft.id, "")
    made = _keep(session, draft, document)
    session.info["subject"] = made.number
    session.flush()
    return made


def void(session: Session, booking_id: str, _reason: str) -> Booking:
    """It was not booked: the document waits for finance again."""
    row = session.get_one(Booking, booking_id)
    if row.void:
        raise Refused(N_("The booking of {number} was taken back already."), number=row.number)
    row.void = True
    session.info["subject"] = row.number
    session.flush()
    return row


def _keep(session: Session, draft: BookDraft | BookingDraft, document: Any) -> Booking:
    if document.void:
        raise Refused(N_("{number} is void: it is not booked."), number=document.number)
    known = select(Booking).where(Booking.document_id == document.id, Booking.void == 0)
    row = session.scalars(known).first() or Booking(document_id=document.id)
    assert draft.booked_on
    row.noun, row.number, row.voucher = document.__tablename__, document.number, draft.voucher
    row.booked_on, row.month = draft.booked_on, month_of(draft.month) or month_in(draft.booked_on)
    session.add(row)
    return row
