"""Days granted by claims and variations move the completion day; a certificate proposes the damages of the rest."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models import certificates, contracts, variations
from models.certificates import AdjustmentDraft, CertificateDraft
from models.claims import DEEMED, StepDraft
from models.extensions import completion_of
from models.money import Money
from models.standing import standing_of
from models.store.book import Book
from models.variations import StageDraft
from tests import makers
from tests.makers import AGREED, CLAIMED, a_book

M = Money.of
LATER = date(2026, 1, 1)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = a_book(tmp_path / "book")
    yield made
    made.close()


def test_only_days_that_were_granted_by_the_day_move_the_completion(book: Book) -> None:
    with book.write(contracts.RECORD) as session:
        contract = makers.a_contract(session, completion_on=date(2025, 5, 31), damages_day=M(10_000))
        makers.a_claim(session, contract, *CLAIMED, AGREED)
        makers.a_claim(session, contract, *CLAIMED)
        silent = makers.a_claim(session, contract, *CLAIMED, StepDraft(DEEMED, date(2024, 9, 1)))
        makers.an_approved_variation(session, contract, number="BG-9")
        order = makers.a_variation(session, contract)
        variations.submit(session, StageDraft(order.id, date(2024, 5, 15), M(1)))
        variations.approve(session, StageDraft(order.id, date(2024, 10, 1), M(1), 5))
        void = makers.a_variation(session, contract, number="BG-7")
        variations.void(session, void.id, "误录")
        early = completion_of(session, contract.id, date(2024, 8, 31))
        assert (early.asked, early.granted, early.adjusted_on) == (12 * 4 + 12, 8, date(2025, 6, 8))
        found = completion_of(session, contract.id, LATER)
        assert found.granted == 8 + 12 + 5
        assert found.adjusted_on == date(2025, 6, 25)
        assert (found.late, found.damages) == (190, M(1_900_000))
        assert [one.number for one in found.extensions] == [
            f"{contract.number}-SP-01", f"{contract.number}-SP-02", silent.number, "BG-001", "BG-9",
        ]  # fmt: skip
        assert standing_of(session, contract.id, LATER).completion == found


def test_completion_ends_the_delay_and_without_an_agreed_day_nothing_is_late(book: Book) -> None:
    with book.write(contracts.RECORD) as session:
        done = makers.a_contract(
            session, completion_on=date(2025, 5, 31), completed_on=date(2025, 6, 10), damages_rate=Decimal("0.0005"),
            damages_cap=Decimal("0.004"),
        )  # fmt: skip
        found = completion_of(session, done.id, LATER)
        assert (found.late, found.damages, found.still) == (10, M(48_000), M(48_000))
        assert completion_of(session, done.id, date(2025, 6, 5)).late == 5
        open_ = makers.a_contract(session, number="HT-2")
        assert completion_of(session, open_.id, LATER) == completion_of(session, open_.id, date(2030, 1, 1))
        assert completion_of(session, open_.id, LATER).late == 0


def test_a_certificate_knows_what_the_delay_comes_to_and_advises_what_is_too_much(book: Book) -> None:
    with book.write(contracts.RECORD) as session:
        contract = makers.a_contract(
            session, completion_on=date(2025, 5, 31), damages_day=M(10_000), recovery_rule="none", advance=None
        )
        makers.a_claim(session, contract, *CLAIMED, AGREED)

        def certified(period_to: date, amount: int, agreed: bool = True) -> CertificateDraft:
            taken = AdjustmentDraft("damages", M(amount), "误期", agreed)
            return CertificateDraft(
                contract=contract.id, work=M(900_000), period_to=period_to, certified_on=period_to, adjustments=(taken,)
            )

        first = certified(date(2025, 6, 18), 100_000)
        behind = certificates.background(session, first)
        assert (behind.pricing.late, behind.pricing.damages_owed) == (10, M(100_000))
        assert not list(certificates.check_against(first, behind))
        certificates.record(session, first)
        certificates.record(session, certified(date(2025, 6, 20), 7_000, agreed=False))
        last = certified(date(2025, 6, 28), 100_001)
        behind = certificates.background(session, last)
        assert [one.text("en") for one in certificates.check_against(last, behind)] == [
            "Delay damages to date 200,001.00 exceed the 200,000.00 that 20 days late come to by the terms."
        ]
        found = completion_of(session, contract.id, date(2025, 6, 28))
        assert (found.deducted, found.disputed, found.still) == (M(100_000), M(7_000), M(100_000))


def test_whoever_wants_the_days_granted_first_gets_them() -> None:
    """Claims, certificates and extensions know each other: any of them may be loaded first."""
    for name in ("extensions", "claims", "certificates"):
        assert subprocess.run([sys.executable, "-c", f"import models.{name}"], check=False).returncode == 0
