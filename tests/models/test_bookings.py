"""What finance booked: under which voucher, in which month; several documents at once, taken back and booked anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import bookings, certificates
from models.bookings import BookDraft, Booking, BookingDraft, booked, month_of
from models.certificates import PaymentCertificate
from models.money import Money
from models.problems import Invalid, Refused
from models.store.book import Book
from tests import makers
from tests.reports.books import FILL, a_certificate, a_receipt

DAY = date(2024, 7, 31)
M = Money.of


@pytest.mark.parametrize(
    ("written", "month"),
    [("2026-08", "2026-08"), ("2026.8", "2026-08"), ("202608", "2026-08"), ("2026年8月", "2026-08"),
     ("2026-08-01", "2026-08"), ("2026-13", ""), ("八月", ""), ("2026", "")],
)  # fmt: skip
def test_a_month_is_read_as_people_write_it(written: str, month: str) -> None:
    assert month_of(written) == month


def months(session: Session, day: date) -> list[str | None]:
    rows = select(booked(PaymentCertificate.id, day)).select_from(PaymentCertificate)
    return list(session.scalars(rows.order_by(PaymentCertificate.period)))


def test_documents_are_booked_together_and_stand_in_the_ledger_from_their_month_on(book: Book) -> None:
    with book.write(FILL) as session:
        contract = makers.a_contract(session, recovery_rule="none", advance=None)
        for day in (date(2024, 6, 3), date(2024, 7, 3)):
            a_certificate(session, contract, day, M(100))
        keys = tuple(session.scalars(select(PaymentCertificate.id).order_by(PaymentCertificate.period)))
        bookings.book(session, BookDraft("certificates", keys, "记-07-012", DAY))
        assert months(session, date(2024, 6, 30)) == [None, None]
        assert months(session, date(2024, 7, 1)) == ["2024-07", "2024-07"]
        bookings.book(session, BookDraft("certificates", keys[:1], "记-08-001", DAY, "2024-8"))
        assert months(session, date(2024, 8, 1)) == ["2024-08", "2024-07"]
        row = session.scalars(select(Booking).where(Booking.document_id == keys[0])).one()
        bookings.void(session, row.id, "记错")
        assert months(session, date(2024, 8, 1)) == [None, "2024-07"]
        assert bookings.kept_since(session, "certificates") == "2024-07"
        assert bookings.kept_since(session, "receipts") == ""
        with pytest.raises(Refused, match="taken back already"):
            bookings.void(session, row.id, "")


def test_a_document_is_named_by_its_number_in_a_form_and_a_workbook(book: Book) -> None:
    with book.write(FILL) as session:
        contract = makers.a_contract(session)
        key = a_receipt(session, contract, DAY, M(5), settle=False, number="SK-1")
        made = bookings.record(session, BookingDraft("", "receipts", "SK-1", "银-1", DAY))
        assert (made.document_id, made.month) == (key, "2024-07")
        bookings.record(session, replace(bookings.draft_of(session, made.id), month="2024-08"))
        assert session.scalars(select(Booking.month)).all() == ["2024-08"]
        with pytest.raises(Invalid, match="no such document “SK-2”"):
            bookings.record(session, BookingDraft("", "receipts", "SK-2", "银-1", DAY))


def test_what_is_wrong_with_a_booking_is_said(book: Book) -> None:
    found = [one.text("en") for one in bookings.check(BookDraft("receipts", (), "", DAY, "八月"))]
    assert found == ["Voucher number is missing: please fill it in.", "“八月” is not a month. Write it like 2026-08."]
    (advice,) = bookings.check(BookDraft("receipts", (), "1", DAY, "2024-06"))
    assert advice.advice
    with book.write(FILL) as session:
        a_certificate(session, makers.a_contract(session), date(2024, 6, 3), M(100))
        key = session.scalars(select(PaymentCertificate.id)).one()
        certificates.void(session, key, "误录")
        with pytest.raises(Refused, match="is void"):
            bookings.book(session, BookDraft("certificates", (key,), "1", DAY))
