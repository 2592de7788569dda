"""Bookings (入账): under which voucher and in which accounting month finance booked a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.certificates.record import PaymentCertificate
from models.drafts import entries, entry, faults
from models.final_accounts.record import FinalAccount
from models.invoices.record import VatInvoice
from models.language import N_
from models.problems import Invalid, Problem, Refused, stop
from models.receipts.record import Receipt
from models.store.base import STRICT, Record, indexed
from models.store.commands import FINANCE, MANAGER, declare
from models.store.listing import Listing, Question, Sources, column

BOOK = declare("bookings.book", N_("Book documents"), (FINANCE,), MANAGER)
RECORD = declare("bookings.record", N_("Save a booking"), (FINANCE,), MANAGER)
VOIDED = declare("bookings.void", N_("Take a booking back"), (FINANCE,), MANAGER)

BOOKABLE: Mapping[str, Any] = {
    one.__tablename__: one for one in (PaymentCertificate, FinalAccount, VatInvoice, Receipt)
}
"""The documents finance books, by their table: each has a number."""
NOUNS = {
    "certificates": N_("Certificate"),
    "final_accounts": N_("Final account"),
    "invoices": N_("VAT invoice"),
    "receipts": N_("Receipt"),
}
_MONTH = re.compile(r"(\d{4})\s*[-./年]?\s*(\d{1,2})\s*(?:月|-\d{2})?")
"""Also a whole day: Excel makes one of 2026-08."""


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


@dataclass(frozen=True)
class BookDraft:
    """How several documents of one kind are booked at once."""

    noun: str = ""
    documents: tuple[str, ...] = ()
    voucher: str = entry(N_("Voucher number"), "", required=True, synonyms=("凭证号", "记账凭证号"))
    booked_on: date | None = entry(N_("Date of the voucher"), None, required=True, synonyms=("凭证日期", "入账日期"))
    month: str = entry(
        N_("Accounting month"), "", synonyms=("会计期间", "记账月份", "入账月份"),
        hint=N_("Such as 2026-08; empty: the month of the voucher"),
    )  # fmt: skip


@dataclass(frozen=True)
class BookingDraft:
    """One document and how it was booked; the document is named by its number."""

    id: str = ""
    noun: str = entry(
        N_("Kind of document"), "certificates", choices=NOUNS, required=True, synonyms=("单据类型", "单据种类")
    )
    number: str = entry(N_("Document number"), "", required=True, key=True, synonyms=("单据号", "单据编号"))
    voucher: str = entry(N_("Voucher number"), "", required=True, synonyms=("凭证号", "记账凭证号"))
    booked_on: date | None = entry(N_("Date of the voucher"), None, required=True, synonyms=("凭证日期", "入账日期"))
    month: str = entry(
        N_("Accounting month"), "", synonyms=("会计期间", "记账月份", "入账月份"),
        hint=N_("Such as 2026-08; empty: the month of the voucher"),
    )  # fmt: skip


def month_of(written: str) -> str:
    """A month as people write it as YYYY-MM; empty when it is none."""
    found = _MONTH.fullmatch(written.strip())
    if found is None or not 1 <= int(found[2]) <= 12:
        return ""
    return f"{found[1]}-{int(found[2]):02d}"


def check(draft: BookDraft | BookingDraft) -> Iterator[Problem]:
    yield from faults(draft)
    if draft.month and not month_of(draft.month):
        yield Problem("month", N_("“{month}” is not a month. Write it like 2026-08."), {"month": draft.month})
    elif draft.month and draft.booked_on and month_of(draft.month) < _month(draft.booked_on):
        yield Problem("month", N_("The voucher is dated after this month: is it right?"), advice=True)


def draft_of(session: Session, booking_id: str) -> BookingDraft:
    row = session.get_one(Booking, booking_id)
    return BookingDraft(row.id, row.noun, row.number, row.voucher, row.booked_on, row.month)


def book(session: Session, draft: BookDraft) -> list[Booking]:
    """Book these documents under one voucher; what was booked before is booked anew."""
    stop(check(draft))
    made = [_keep(session, draft, session.get_one(BOOKABLE[draft.noun], key)) for key in draft.documents]
    session.info["subject"] = "、".join(one.number for one in made[:3])
    session.flush()
    return made


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
    row.booked_on, row.month = draft.booked_on, month_of(draft.month) or _month(draft.booked_on)
    session.add(row)
    return row


def _month(day: date) -> str:
    return f"{day:%Y-%m}"


def booked(document_id: Any, as_of: date, what: Any = Booking.month) -> ColumnElement[Any]:
    """SQL: the month (or voucher) under which a document stands in the ledger at the end of a day's month."""
    rows = select(what).where(Booking.document_id == document_id, Booking.void == 0, Booking.month <= _month(as_of))
    return rows.limit(1).correlate_except(Booking).scalar_subquery()


def kept_since(session: Session, noun: str) -> str:
    """The first month in which documents of this kind were booked here; empty: bookings of it are not kept."""
    first = select(Booking.month).where(Booking.noun == noun, Booking.void == 0).order_by(Booking.month)
    return session.scalars(first.limit(1)).first() or ""


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    return Booking.__table__, {"row": Booking}, Booking.void == 0


_HOW = entries(BookingDraft)
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
