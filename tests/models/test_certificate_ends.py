"""What the last certificate settles of items it does not measure, and contracts without tax; worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models import certificates, contracts
from models.certificates import CertificateDraft, LineDraft, PaymentCertificate
from models.contracts import check
from models.money import Money
from models.store.book import Book
from tests import makers

D = Decimal


def certified(book: Book, contract: str, on: date, **entries: object) -> PaymentCertificate:
    with book.write(certificates.RECORD) as session:
        return certificates.record(session, CertificateDraft(contract=contract, certified_on=on, **entries))  # type: ignore[arg-type]


@pytest.mark.parametrize(("done", "worth"), [("99000", "0.00"), ("80000", "120000.00")])
def test_an_item_the_last_certificate_does_not_measure_has_ended_short_too(book: Book, done: str, worth: str) -> None:
    """GB 50500-2013 9.6.2: 100,000 m³ at 30 in the bill; 80,000 done are 20 % short of it: 80,000 × 30 × 5 %."""
    with book.write(contracts.RECORD) as session:
        contract = makers.a_contract(
            session, advance=None, recovery_rule="none", break_share=D("0.15"), break_beyond=D("0.9"),
            break_short=D("1.05"),
        )  # fmt: skip
        items = makers.a_bill(session, contract)
        first, second = (
            LineDraft(bill_item=one.id, name=one.name, quantity=one.quantity, price=one.price, unit=one.unit)
            for one in items[1:]
        )
    certified(book, contract.id, date(2024, 5, 8), lines=(replace(first, quantity=D(done)),))
    last = certified(book, contract.id, date(2024, 6, 8), kind="last", lines=(second,))
    assert str(last.value_breaks) == worth


def test_an_exempt_contract_bears_no_tax_whatever_rate_stands_in_it(book: Book) -> None:
    with book.write(contracts.RECORD) as session:
        contract = makers.a_contract(session, advance=None, recovery_rule="none", vat_method="exempt")
    row = certified(book, contract.id, date(2024, 5, 8), work=Money.of(103_000))
    assert (str(row.net), str(row.vat)) == ("103000.00", "0.00")


@pytest.mark.parametrize(("rate", "entries"), [("0.09", ["vat_rate"]), ("0.05", []), ("0.03", []), (None, [])])
def test_a_rate_of_the_general_method_does_not_fit_the_simplified_one(
    book: Book, rate: str | None, entries: list[str]
) -> None:
    with book.read() as session:
        draft = makers.a_contract_draft(
            session, owner="x", vat_method="simplified", vat_rate=None if rate is None else D(rate)
        )
    assert [one.entry for one in check(draft) if not one.advice] == entries
