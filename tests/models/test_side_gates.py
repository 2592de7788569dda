"""Beside the way to cash: what is certified and not invoiced, what is certified and not booked, and for how long."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from models import bookings, certificates
from models.bookings import BookDraft
from models.certificates import PaymentCertificate
from models.money import Money
from models.side_gates import SideGate, SideGates, side_gates
from models.store.book import Book
from models.store.listing import Condition, Question
from tests import makers
from tests.reports.books import FILL, a_certificate

M = Money.of


def test_what_waits_to_be_invoiced_and_booked_is_told_with_its_days(book: Book) -> None:
    with book.write(FILL) as session:
        contract = makers.a_contract(session, recovery_rule="none", advance=None)
        for day in (date(2024, 5, 3), date(2024, 6, 3), date(2024, 7, 3)):
            a_certificate(session, contract, day, M(100_000))
        keys = session.scalars(select(PaymentCertificate.id).order_by(PaymentCertificate.period)).all()
        numbers = session.scalars(select(PaymentCertificate.number).order_by(PaymentCertificate.period)).all()
        makers.an_invoice(session, contract, numbers[0], gross=M(100_000))
        before = side_gates(session, date(2024, 7, 13))["CNY"]
        assert before == SideGates(SideGate(M(100_000), M(200_000), 40), SideGate())
        bookings.book(session, BookDraft("certificates", (keys[1],), "记-12", date(2024, 6, 30)))
        after = side_gates(session, date(2024, 7, 13), contract=contract.id)["CNY"].booked
        assert after == SideGate(M(100_000), M(100_000), 10), (
            "what was certified before finance was told is not missing"
        )
        assert side_gates(session, date(2024, 5, 31))["CNY"].booked == SideGate()
        assert side_gates(session, date(2024, 7, 13), party="nobody") == {}


def test_the_lists_of_documents_say_how_they_are_invoiced_and_booked(book: Book) -> None:
    with book.write(FILL) as session:
        contract = makers.a_contract(session, recovery_rule="none", advance=None)
        a_certificate(session, contract, date(2024, 5, 3), M(100_000))
        row = session.scalars(select(PaymentCertificate)).one()
        made = makers.an_invoice(session, contract, row.number, gross=M(60_000))
        missing = Question(date(2024, 7, 1), having=(Condition("booked", "missing"),))
        assert certificates.LISTING.keys(session, missing) == [row.id]
        bookings.book(session, BookDraft("certificates", (row.id,), "记-12", date(2024, 6, 30)))
        names = [column.name for column in certificates.LISTING.columns]
        found = dict(zip(names, certificates.LISTING.first(session, Question(date(2024, 7, 1)))[0][1:], strict=True))
        told = (found["booked"], found["booked_as"], found["invoices"], str(found["invoiced"]))
        assert told == ("2024-06", "记-12", made.number, "60000.00")
        assert certificates.LISTING.keys(session, missing) == []
