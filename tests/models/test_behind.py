"""What stands behind a figure adds up to it, on every day and for every part of the position."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models import behind, certificates
from models.certificates import CertificateDraft
from models.contracts import RECORD, Contract
from models.money import Money
from models.receivables import positions
from models.standing import standing_of
from models.store.book import Book
from tests import makers

DAYS = (date(2024, 6, 9), date(2024, 6, 10), date(2024, 7, 8), date(2024, 7, 9), date(2024, 12, 1), date(2030, 1, 1))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = makers.a_book(tmp_path / "book")
    with made.write(RECORD) as session:
        key = makers.a_contract(session, advance=None, accepted_on=date(2024, 9, 1)).id
    with made.write(certificates.RECORD) as session:
        contract = session.get_one(Contract, key)
        for ends, signed, work in (
            (date(2024, 5, 25), date(2024, 6, 10), 1_000_000),
            (date(2024, 10, 25), date(2024, 11, 20), 500_000),
        ):
            draft = CertificateDraft(contract=contract.id, period_to=ends, work=Money.of(work),
                                     submitted_on=ends, certified_on=signed)  # fmt: skip
            certificates.record(session, draft)
    yield made
    made.close()


@pytest.mark.parametrize("day", DAYS)
def test_the_items_behind_a_part_add_up_to_it(book: Book, day: date) -> None:
    with book.read() as session:
        stood = {one.currency: one for one in positions(session, day)}
        for part in behind._PARTS:
            found = behind.behind(session, day, part, most=100)
            expected = getattr(stood["CNY"], part) if stood else Money()
            assert found.total == Money.total(one.open for one in found.items) == expected
            assert found.count == len(found.items)


def test_only_the_largest_are_listed_and_the_rest_is_counted(book: Book) -> None:
    with book.read() as session:
        found = behind.behind(session, date(2024, 12, 1), behind.BALANCE, most=1)
    assert found.count > 1
    (largest,) = found.items
    assert (largest.document, largest.open, largest.days) == ("JB-2024-001-01", Money.of(800_000), 146)
    assert largest.noun == "certificates"
    assert found.total == Money.of(1_500_000)


def test_a_contract_at_a_glance_follows_the_day(book: Book) -> None:
    with book.read() as session:
        key = session.query(Contract.id).scalar()
        early = standing_of(session, key, date(2024, 6, 10))
        late = standing_of(session, key, date(2024, 7, 9))
        before = standing_of(session, key, date(2024, 6, 9))
    assert (before.certified, before.balance, before.next_due_on) == (Money(), Money(), None)
    assert (early.overdue, early.next_due_on, early.next_due) == (Money(), date(2024, 7, 8), Money.of(800_000))
    assert late.overdue == Money.of(800_000)
