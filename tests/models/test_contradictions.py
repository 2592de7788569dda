"""What contradicts is found, told beside the entry while an invoice is written, and stops nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import bookings, certificates, contradictions, invoices, receipts
from models.bookings import BookDraft
from models.certificates import PaymentCertificate
from models.contracts import Contract
from models.invoices import InvoiceDraft, InvoiceLineDraft
from models.money import Money
from models.receipts import ReceiptDraft
from models.store.book import Book
from models.store.listing import Question
from tests import makers
from tests.reports.books import FILL, a_certificate

M = Money.of
SIGNED, LATER = date(2024, 6, 3), date(2026, 1, 1)
NUMBER = "24322000000000000002"


def kinds(session: Session, day: date = LATER, **scope: str) -> list[tuple[str, str, str]]:
    found = contradictions.contradictions(session, day, **scope)
    return [(one.kind, str(one.stated or ""), str(one.known or "")) for one in found]


def a_site(session: Session, **terms: Any) -> tuple[Contract, str]:
    """A contract with ¥ 100,000 certified; the number of the certificate."""
    contract = makers.a_contract(session, recovery_rule="none", advance=None, **terms)
    a_certificate(session, contract, SIGNED, M(100_000))
    return contract, session.scalars(select(PaymentCertificate.number)).one()


@pytest.mark.parametrize(
    ("changes", "terms", "told"),
    [
        ({"gross": M(100_000)}, {}, []),
        ({"gross": M(100_001)}, {}, [("over_invoiced", "100001.00", "100000.00")]),
        ({"gross": M(100_000)}, {"invoiced_when": "received"}, [("ahead", "100000.00", "0.00")]),
        ({"gross": M(100_000)}, {"retention_invoiced": True}, [("ahead", "100000.00", "97000.00")]),
        ({"gross": M(9), "invoiced_on": date(2024, 6, 2)}, {}, [("early", "9.00", "")]),
        ({"gross": M(103), "vat_rate": Decimal("0.03")}, {}, [("rate", "103.00", "")]),
        ({"gross": M(103), "vat_rate": Decimal("0.09")}, {"vat_rate": None}, []),
        ({"gross": M(113), "vat_rate": Decimal("0.13")}, {"vat_rate": None, "kind": "goods"}, []),
        ({"gross": M(113), "vat_rate": Decimal("0.09")}, {"vat_rate": None, "kind": "goods"}, [("rate", "113.00", "")]),
        ({"gross": M(106), "vat_rate": Decimal("0.06")}, {"vat_rate": None, "kind": "design"}, []),
    ],
)  # fmt: skip
def test_an_invoice_that_says_something_else_is_found_and_told_while_it_is_written(
    book: Book, changes: dict[str, Any], terms: dict[str, Any], told: list[tuple[str, str, str]]
) -> None:
    rate = changes.pop("vat_rate", None)
    with book.write(FILL) as session:
        contract, number = a_site(session, **terms)
        lines = (InvoiceLineDraft(number, changes["gross"], rate),)
        made = makers.an_invoice(session, contract, lines=lines, **changes)
        assert [(one[0], one[1], one[2] or "0.00" if one[0] == "ahead" else one[2]) for one in kinds(session)] == told
        draft = invoices.draft_of(session, made.id)
        said = [one.text("en") for one in invoices.advise(session, draft)]
        assert len(said) == len(told)
        for sentence, (kind, stated, _known) in zip(said, told, strict=True):
            assert sentence.startswith(contradictions.KINDS[kind])
            assert kind not in ("over_invoiced", "ahead") or Money.of(stated).grouped in sentence
        assert all(one.advice for one in invoices.advise(session, draft))


def test_another_buyer_and_no_document_are_told(book: Book) -> None:
    with book.write(FILL) as session:
        contract, _number = a_site(session)
        other = makers.a_party(session, "临湖公司").id
        made = makers.an_invoice(session, contract, buyer=other, gross=M(109))
        assert kinds(session) == [("buyer", "109.00", ""), ("untied", "109.00", "")]
        assert {one.entry for one in invoices.advise(session, invoices.draft_of(session, made.id))} == {
            "buyer", "lines.0.receivable",
        }  # fmt: skip
        invoices.record(session, replace(invoices.red_of(session, made.id, LATER), number=NUMBER))
        assert [kind for kind, *_rest in kinds(session)] == ["buyer"]
        assert kinds(session, date(2024, 6, 19)) == []
        assert kinds(session, contract="nowhere") == []
        assert len(kinds(session, contract=contract.id, record=made.id)) == 1


def test_what_is_void_and_still_invoiced_or_booked_is_told(book: Book) -> None:
    with book.write(FILL) as session:
        contract, number = a_site(session)
        makers.an_invoice(session, contract, number, gross=M(100_000))
        key = session.scalars(select(PaymentCertificate.id)).one()
        bookings.book(session, BookDraft("certificates", (key,), "记-1", date(2024, 6, 30)))
        paid = ReceiptDraft(payer=contract.owner_id, contract=contract.id, received_on=date(2024, 7, 1), amount=M(5))
        money = receipts.record(session, paid).id
        bookings.book(session, BookDraft("receipts", (money,), "银-1", date(2024, 7, 30)))
        certificates.void(session, key, "误录")
        receipts.void(session, money, "误录")
        assert kinds(session) == [("void_document", "100000.00", ""), ("booked_void", "", ""), ("booked_void", "", "")]
        rows = contradictions.LISTING.first(session, Question(LATER))
        assert len({row[0] for row in rows}) == 3
        assert contradictions.LISTING.keys(session, Question(LATER, {"contract": "nowhere"})) == []


def test_a_prepayment_without_vat_and_a_red_invoice_contradict_nothing(book: Book) -> None:
    with book.write(FILL) as session:
        contract, _number = a_site(session)
        draft = InvoiceDraft(contract=contract.id, number=NUMBER, invoiced_on=SIGNED, gross=M(50), prepayment=True)
        made = invoices.record(session, draft)
        assert kinds(session) == []
        assert list(invoices.advise(session, invoices.draft_of(session, made.id))) == []
        assert list(invoices.advise(session, invoices.red_of(session, made.id, LATER))) == []
        assert list(invoices.advise(session, InvoiceDraft())) == []
