"""What was recovered of the advance before the book began: the rest comes back in the instalments that are left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from models import certificates, opening
from models.certificates import CertificateDraft, PaymentCertificate
from models.money import Money
from models.opening import OpeningDraft
from models.store.book import Book
from tests import makers
from tests.models.importing_sheets import bring_in, workbook
from tests.reports.books import FILL

D = Decimal
TERMS: list[dict[str, Any]] = [
    {"recovery_start": D("0.3"), "recovery_until": 6},
    {"recovery_periods": "4-6"},
    {"recovery_periods": "2025-12,2026-01,2026-02"},
]
"""What agrees instalments of which the certificates 5 and 6, of January and February 2026, are left."""


def taken_on(book: Book, terms: dict[str, Any]) -> str:
    """4,000,000 of 10,000,000 certified, an advance of 2,000,000 received, 500,000 of it recovered."""
    with book.write(FILL) as session:
        rule = {"advance": Money.of(2_000_000), "recovery_rule": "instalments", "recovery_rate": None}
        contract = makers.a_contract(session, price=Money.of(10_000_000), **rule, **terms)
        start = {"certified": 4_000_000, "received": 5_500_000, "advance_paid": 2_000_000, "recovered": 500_000}
        amounts: dict[str, Any] = {name: Money.of(amount) for name, amount in start.items()}
        opening.take_on(session, OpeningDraft(contract=contract.id, taken_on=date(2025, 12, 31), **amounts))
        return contract.id


def typed(book: Book, contract: str) -> None:
    with book.write(FILL) as session:
        for period in (5, 6, 7):
            day = date(2026, period - 4, 25)
            draft = CertificateDraft(contract=contract, period=period, certified_on=day, work=Money.of(1_000_000))
            certificates.record(session, draft)


def imported(book: Book, _contract: str) -> None:
    rows = [[makers.CONTRACT, period, date(2026, period - 4, 25), 1_000_000] for period in (5, 6, 7)]
    bring_in(book, workbook({"验工计价": [["合同编号", "期数", "签认日期", "计价金额"], *rows]}))


@pytest.mark.parametrize("terms", TERMS, ids=lambda terms: next(iter(terms)))
@pytest.mark.parametrize("enter", [typed, imported])
def test_the_rest_is_recovered_in_equal_parts_whether_certificates_are_typed_or_imported(
    book: Book, terms: dict[str, Any], enter: Callable[[Book, str], None]
) -> None:
    enter(book, taken_on(book, terms))
    with book.read() as session:
        made = session.scalars(select(PaymentCertificate.recovery).order_by(PaymentCertificate.period)).all()
    assert made == [Money.of(750_000), Money.of(750_000), Money()]
