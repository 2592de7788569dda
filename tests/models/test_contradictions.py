"""What contradicts is found, told beside the entry while an invoice is written, and stops nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import bills, bookings, certificates, contradictions, invoices, receipts, variations
from models.bookings import BookDraft
from models.certificates import CertificateDraft, LineDraft, PaymentCertificate
from models.consumption import ConsumptionLineDraft
from models.contracts import Contract
from models.invoices import InvoiceDraft, InvoiceLineDraft
from models.money import Money
from models.receipts import ReceiptDraft
from models.store.book import Book
from models.store.listing import Question
from models.variations import StageDraft
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


def told(session: Session, day: date = LATER) -> list[tuple[str, str, str, str, str]]:
    """What contradicts, both documents, what each says."""
    found = contradictions.contradictions(session, day)
    return [(one.kind, one.number, one.other_number, str(one.stated or ""), str(one.known or "")) for one in found]


def a_line(**how: Any) -> LineDraft:
    return LineDraft(**{"name": "路基挖土方", "unit": "m³", "price": Decimal(10), **how})


def test_more_of_a_bill_line_than_the_contract_has_names_certificate_and_line(book: Book) -> None:
    with book.write(FILL) as session:
        contract = makers.a_contract(session, recovery_rule="none", advance=None)
        line = bills.BillItemDraft(
            code="203-1-a", name="路基挖土方", unit="m³", quantity=Decimal(100), price=Decimal(10)
        )
        makers.a_bill(session, contract, line)
        item = session.scalars(select(bills.BillItem.id)).one()
        for quantity, day in ((Decimal(80), SIGNED), (Decimal(30), date(2024, 7, 3))):
            work = a_line(bill_item=item, code="203-1-a", quantity=quantity)
            draft = CertificateDraft(contract=contract.id, certified_on=day, lines=(work,))
            made = certificates.record(session, draft)
        (row,) = contradictions.contradictions(session, LATER)
        assert (row.kind, row.number, row.other_number) == ("over_bill", made.number, "203-1-a")
        assert (str(row.stated), str(row.known), str(row.difference)) == ("1100.00", "1000.00", "100.00")
        assert contradictions.contradictions(session, date(2024, 7, 2)) == []
        assert len(contradictions.contradictions(session, LATER, record=made.id)) == 1


def test_more_of_a_variation_than_was_approved_names_both(book: Book) -> None:
    with book.write(FILL) as session:
        contract = makers.a_contract(session, recovery_rule="none", advance=None)
        order = makers.a_variation(session, contract)
        variations.submit(session, StageDraft(order.id, date(2024, 5, 12), M(1_000)))
        line = a_line(variation=order.id, kind="variations", quantity=Decimal(1), price=Decimal(1_000))
        draft = CertificateDraft(contract=contract.id, certified_on=SIGNED, lines=(line,))
        made = certificates.record(session, draft)
        assert told(session) == [("over_variation", made.number, order.number, "1000.00", "")]
        variations.review(session, StageDraft(order.id, date(2024, 8, 1), M(900)))
        variations.approve(session, StageDraft(order.id, date(2024, 8, 2), M(900)))
        assert told(session) == [("over_variation", made.number, order.number, "1000.00", "900.00")]


def test_variations_certified_without_order_and_more_than_the_price_stand_beside_the_contract(book: Book) -> None:
    with book.write(FILL) as session:
        contract = makers.a_contract(session, recovery_rule="none", advance=None, price=M(20_000_000))
        order = makers.a_variation(session, contract)
        for stage, day in ((variations.submit, 12), (variations.review, 13), (variations.approve, 14)):
            stage(session, StageDraft(order.id, date(2024, 5, day), M(100_000)))
        first = CertificateDraft(contract=contract.id, certified_on=SIGNED, work=M("19600000"), variations=M(500_000))
        made = certificates.record(session, first)
        beyond = ("over_variations", made.number, contract.number, "500000.00", "100000.00")
        assert told(session) == [beyond], "20,100,000 is the price with the variation, to the fen"
        later = date(2024, 7, 3)
        last = CertificateDraft(contract=contract.id, certified_on=later, work=M("5245679.45"))
        second = certificates.record(session, last)
        price = ("over_price", second.number, contract.number, "25345679.45", "20100000.00")
        assert told(session) == [beyond, price]
        assert told(session, date(2024, 7, 2)) == [beyond]
        assert kinds(session, contract="nowhere") == []
        assert contradictions.contradictions(session, LATER, record=second.id)[0].difference == M("5245679.45")
        listed = contradictions.LISTING.first(session, Question(LATER, {"contract": contract.id}))
        assert len({row[0] for row in listed}) == len(listed) == 2


@pytest.mark.parametrize(("beyond", "told_of"), [("0.12", False), ("0.99", False), ("1.00", True)])
def test_what_rounding_lines_adds_up_to_is_no_contradiction_with_the_price(
    book: Book, beyond: str, told_of: bool
) -> None:
    with book.write(FILL) as session:
        contract = makers.a_contract(session, recovery_rule="none", advance=None, price=M(20_000_000))
        work = CertificateDraft(contract=contract.id, certified_on=SIGNED, work=M(20_000_000) + M(beyond))
        certificates.record(session, work)
        assert [one[0] for one in told(session)] == ["over_price"] * told_of


def test_more_certified_than_was_done_and_more_used_than_allowed(book: Book) -> None:
    with book.write(FILL) as session:
        contract, number = a_site(session)
        report = makers.a_work_report(session, contract, done_to=date(2024, 5, 31), amount=M(90_000), measured=None)
        assert told(session) == [("over_done", number, report.number, "100000.00", "90000.00")]
        line = bills.BillItemDraft(code="1", name="钢筋", unit="t", quantity=Decimal(50), price=Decimal(5_000))
        makers.a_bill(session, contract, line)
        used = makers.a_consumption(session, contract, used_to=date(2024, 6, 30), lines=(
            ConsumptionLineDraft(kind="material", name="钢筋", unit="t", code="1", quantity=Decimal(3),
                                 norm=Decimal(1), price=Decimal(4_000)),
        ))  # fmt: skip
        rows = [one for one in told(session) if one[0] == "over_used"]
        assert rows == [("over_used", used.number, number, "12000.00", "")]


def test_what_a_certificate_states_of_those_before_is_told_once_they_change(book: Book) -> None:
    with book.write(FILL) as session:
        contract, _number = a_site(session)
        draft = CertificateDraft(contract=contract.id, certified_on=date(2024, 7, 3), work=M(50_000),
                                 stated_gross=M(100_000))  # fmt: skip
        made = certificates.record(session, draft)
        assert told(session) == []
        first = session.scalars(select(PaymentCertificate.id).where(PaymentCertificate.id != made.id)).one()
        certificates.correct(session, replace(certificates.draft_of(session, first), work=M(90_000), claimed=None))
        assert told(session) == [("stated_gross", made.number, contract.number, "100000.00", "90000.00")]


def test_money_of_another_payer_and_of_a_third_party_without_authority(book: Book) -> None:
    with book.write(FILL) as session:
        contract, number = a_site(session)
        other = makers.a_party(session, "临湖公司").id
        draft = ReceiptDraft(payer=contract.owner_id, contract=contract.id, received_on=LATER, amount=M(5),
                             paid_by=other)  # fmt: skip
        third = receipts.record(session, draft)
        assert told(session) == [("third_party", third.number, "临湖公司", "5.00", "")]
        lines = receipts.propose(session, replace(draft, paid_by="", payer=contract.owner_id, amount=M(7)))
        paid = ReceiptDraft(payer=other, contract=contract.id, received_on=LATER, amount=M(7), allocations=lines)
        mine = receipts.record(session, paid)
        assert ("other_payer", mine.number, number, "7.00", "") in told(session)


def test_more_paid_than_invoiced_names_receipt_and_certificate(book: Book) -> None:
    with book.write(FILL) as session:
        contract, number = a_site(session)
        makers.an_invoice(session, contract, number, gross=M(10_000))
        draft = ReceiptDraft(payer=contract.owner_id, contract=contract.id, received_on=LATER, amount=M(30_000))
        made = receipts.record(session, replace(draft, allocations=receipts.propose(session, draft)))
        assert ("paid_not_invoiced", made.number, number, "30000.00", "10000.00") in told(session)


def test_both_documents_of_a_row_are_known_from_its_key(book: Book) -> None:
    with book.write(FILL) as session:
        contract, number = a_site(session)
        made = makers.an_invoice(session, contract, number, gross=M(100_001))
        (key,) = contradictions.LISTING.keys(session, Question(LATER))
        certificate = session.scalars(select(PaymentCertificate.id)).one()
        assert contradictions.documents_of(key) == (("certificates", certificate), ("invoices", made.id))
