"""A signed certificate stays as it was signed whatever is entered later, and says once what it did not know."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from models import answers, certificates, contracts, receipts
from models.certificates import CertificateDraft
from models.contracts import MilestoneDraft
from models.money import Money
from models.receivables import Receivable
from models.store.book import Book
from reports import named
from reports.certificate_draft import CertificatePaperDraft
from tests import makers

D = Decimal
WORK = (1000, 2500, 1500)
"""The first months of published case P8, in units of ten thousand."""


@pytest.fixture
def contract(book: Book) -> str:
    """P8: price 15,000, advance 1,500, recovered between 20 % and 90 %; three months are signed before it came."""
    with book.write(contracts.RECORD) as session:
        made = makers.a_contract(
            session, price=tens(15_000), advance=tens(1_500), recovery_rule="linear", recovery_rate=None,
            recovery_start=D("0.2"), recovery_end=D("0.9"), milestones=(MilestoneDraft("certification", D(1), 28),),
        )  # fmt: skip
        certificates.record(session, CertificateDraft(contract=made.id, kind="advance", number="YF",
                            certified_on=date(2024, 1, 10), work=tens(1_500)))  # fmt: skip
        for month, work in enumerate(WORK, 2):
            signed(session, made.id, month, work)
        return made.id


def tens(amount: int) -> Money:
    return Money.of(amount * 10_000)


def signed(session, key: str, month: int, work: int) -> certificates.PaymentCertificate:
    on = date(2024, month, 25)
    draft = CertificateDraft(contract=key, number=f"P8-{month}", certified_on=on, work=tens(work))
    return certificates.record(session, draft)


def comes_late(book: Book, contract: str) -> None:
    """The advance was paid in January; the receipt is entered after the third certificate."""
    with book.write(receipts.RECORD) as session:
        owner = session.get_one(contracts.Contract, contract).owner_id
        key = session.scalars(select(Receivable.id).where(Receivable.kind == "advance")).one()
        line = receipts.AllocationDraft(key, amount=tens(1_500))
        receipts.record(session, receipts.ReceiptDraft(
            payer=owner, received_on=date(2024, 1, 20), amount=tens(1_500), allocations=(line,)))  # fmt: skip


def test_a_receipt_that_is_entered_late_leaves_figures_and_workings_of_signed_ones(book: Book, contract: str) -> None:
    comes_late(book, contract)
    with book.read() as session:
        told = answers.certificate_figures(session, "P8-3")
    workings = {one["name"]: one["amount"] for one in told["workings"]}
    assert (told["recovery"], told["due"]) == ("0.00", "25000000.00")
    assert (workings.get("recovery", "0.00"), workings["due"]) == ("0.00", "25000000.00")
    assert sum("15,000,000.00" in one for one in told["advice"]) == 1


def test_the_paper_of_a_signed_one_has_the_same_in_every_column_and_remarks_it(book: Book, contract: str) -> None:
    comes_late(book, contract)
    paper = named("certificate")
    with book.read() as session:
        key = certificates.numbered(session, "P8-3").id
        data = paper.collect(session, CertificatePaperDraft(certificate=key))
    assert data.reviewed is not None
    assert data.claimed.due == data.reviewed.due == tens(2_500)
    assert data.claimed.withheld == data.reviewed.withheld == Money()
    assert data.note.count("15,000,000.00") == 1
    assert paper.contradictions(data) == []


def test_the_next_one_recovers_what_should_have_been_by_then(book: Book, contract: str) -> None:
    """By hand: 7,000 of 15,000 done; 1,500 × (7,000 − 3,000) ÷ 10,500 = 571.43 (P8: 71.43 + 214.29 + 285.71)."""
    comes_late(book, contract)
    with book.write(certificates.RECORD) as session:
        assert signed(session, contract, 5, 2_000).recovery == Money.of("5714285.71")


def test_what_was_known_in_time_is_not_remarked(book: Book, contract: str) -> None:
    comes_late(book, contract)
    with book.write(certificates.RECORD) as session:
        signed(session, contract, 5, 2_000)
    with book.read() as session:
        assert not [one for one in answers.certificate_figures(session, "P8-5")["advice"] if "15,000,000.00" in one]


def test_who_enters_it_late_is_told_how_many_certificates_did_not_recover_it(book: Book, contract: str) -> None:
    with book.read() as session:
        owner = session.get_one(contracts.Contract, contract).owner_id
        draft = receipts.ReceiptDraft(payer=owner, received_on=date(2024, 3, 25), amount=tens(1_500))
        (line,) = [one for one in receipts.payable(session, draft) if one.kind == "advance"]
    told = [one.values["count"] for one in receipts.late_advance("amount", line.signed, draft.received_on)]
    assert told == [2]
    assert [*receipts.late_advance("amount", line.signed, date(2024, 4, 26))] == []
