"""What is owed on a day follows from dated facts, and a due date is never invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from models import answers, certificates, contracts, opening, receipts, receivables
from models.certificates import CertificateDraft
from models.contracts import MilestoneDraft
from models.money import Money
from models.receipts import ReceiptDraft
from models.receivables import DueChangeDraft, Position, Receivable
from models.receivables.ageing import in_all
from models.store.book import Book
from tests import makers
from tests.reports.books import FILL, a_certificate, a_receipt

SIGNED = date(2024, 5, 8)


def a_certified_book(book: Book, **changes: object) -> str:
    """A contract (80 %, 97 % at the final account, 100 % after the defects period) with ¥ 1,000,000 signed."""
    with book.write(contracts.RECORD) as session:
        contract = makers.a_contract(session, advance=None, recovery_rate=None, **changes).id
    with book.write(certificates.RECORD) as session:
        certificates.record(session, CertificateDraft(contract=contract, work=Money.of(1_000_000), certified_on=SIGNED))
    return contract


def position(book: Book, as_of: date) -> Position:
    with book.read() as session:
        (found,) = receivables.positions(session, as_of)
    return found


def change(book: Book, contract: str, **values: object) -> None:
    with book.write(contracts.RECORD) as session:
        contracts.record(session, replace(contracts.draft_of(session, contract), **values))


def test_nothing_is_owed_before_the_certificate_is_signed(book: Book) -> None:
    contract = a_certified_book(book)
    with book.read() as session:
        assert receivables.positions(session, SIGNED - timedelta(days=1)) == []
    with book.write(certificates.RECORD) as session:
        certificates.record(session, CertificateDraft(contract=contract, work=Money.of(5), submitted_on=SIGNED))
    assert position(book, date(2030, 1, 1)).balance == Money.of(1_000_000)


def test_due_today_is_not_overdue_and_tomorrow_it_is(book: Book) -> None:
    a_certified_book(book)
    due = SIGNED + timedelta(days=28)
    before, on, after = (position(book, due + timedelta(days=days)) for days in (-1, 0, 1))
    assert (before.not_due, before.overdue) == (Money.of(800_000), Money())
    assert (on.due_today, on.overdue) == (Money.of(800_000), Money())
    assert (after.due_today, after.overdue) == (Money(), Money.of(800_000))


def test_what_waits_for_an_event_is_undated_until_it_happens(book: Book) -> None:
    contract = a_certified_book(book)
    assert position(book, date(2024, 12, 31)).undated == Money.of(200_000)
    change(book, contract, accepted_on=date(2025, 1, 10))
    assert position(book, date(2025, 1, 9)).undated == Money.of(200_000)
    assert position(book, date(2025, 1, 10)).undated == Money.of(170_000)
    change(book, contract, settled_on=date(2025, 6, 1))
    late = position(book, date(2025, 6, 30))
    assert (late.undated, late.overdue) == (Money(), Money.of(970_000))
    assert late.retention_not_due == Money.of(30_000)


def test_retention_falls_due_after_the_defects_period_and_not_before(book: Book) -> None:
    a_certified_book(book, accepted_on=date(2025, 1, 31), defects_months=1)
    assert position(book, date(2025, 3, 27)).retention_not_due == Money.of(30_000)
    assert position(book, date(2025, 3, 28)).retention_not_due == Money()


def test_a_changed_payment_date_counts_from_the_day_it_was_agreed(book: Book) -> None:
    a_certified_book(book)
    with book.write(receivables.CHANGE_DUE) as session:
        key = session.scalars(select(Receivable.id).where(Receivable.kind == "progress")).one()
        receivables.change_due(
            session, DueChangeDraft(key, changed_on=date(2024, 7, 1), due_on=date(2024, 9, 1), reason="展期协议")
        )
    assert position(book, date(2024, 6, 30)).overdue == Money.of(800_000)
    assert position(book, date(2024, 7, 1)).overdue == Money()
    assert position(book, date(2024, 9, 2)).overdue == Money.of(800_000)


def test_nothing_agreed_falls_due_at_hand_over_else_when_the_final_account_is_submitted(book: Book) -> None:
    with book.write(contracts.RECORD) as session:
        contract = makers.a_contract(session).id
    item = opening.OpeningItemDraft("progress", "旧账", date(2023, 1, 1), None, Money.of(100))
    with book.write(opening.TAKE_ON) as session:
        opening.take_on(session, opening.OpeningDraft(contract=contract, taken_on=date(2024, 1, 1), items=(item,)))
    assert position(book, date(2024, 12, 31)).undated == Money.of(100)
    change(book, contract, submitted_on=date(2025, 3, 1))
    assert position(book, date(2025, 3, 2)).overdue == Money.of(100)
    change(book, contract, handed_over_on=date(2025, 2, 1))
    assert position(book, date(2025, 2, 2)).overdue == Money.of(100)


def test_a_payment_period_that_is_not_agreed_leaves_the_due_date_open(book: Book) -> None:
    a_certified_book(book, milestones=(MilestoneDraft("certification", Decimal(1), None),))
    assert position(book, date(2030, 1, 1)).undated == Money.of(1_000_000)


@pytest.mark.parametrize("by", ["due", "posting"])
def test_bands_add_up_to_the_balance_on_every_day(book: Book, by: str) -> None:
    a_certified_book(book, accepted_on=date(2024, 8, 1), settled_on=date(2024, 12, 1), defects_months=6)
    for days in range(0, 2200, 13):
        as_of = SIGNED + timedelta(days=days)
        with book.read() as session:
            (row,) = receivables.ageing(session, as_of, by)
        assert row.adds_up
        aged = Money.total(row.bands.values())
        assert aged == (row.balance if by == "posting" else row.overdue)
        assert row.balance == Money.of(1_000_000)


def test_no_total_mixes_currencies(book: Book) -> None:
    a_certified_book(book)
    with book.write(contracts.RECORD) as session:
        other = makers.a_contract(session, number="USD-1", currency="USD", advance=None).id
    with book.write(certificates.RECORD) as session:
        certificates.record(session, CertificateDraft(contract=other, work=Money.of(7), certified_on=SIGNED))
    with book.read() as session:
        found = {one.currency: one.balance for one in receivables.positions(session, SIGNED)}
        totals = {one.currency: one.balance for one in in_all(receivables.ageing(session, SIGNED))}
    assert found == totals == {"CNY": Money.of(1_000_000), "USD": Money.of(7)}


def test_received_to_date_is_what_really_came_with_what_is_not_allocated_beside_it(book: Book) -> None:
    with book.write(FILL) as session:
        contract = makers.a_contract(session, advance=None, recovery_rule="none", recovery_rate=None)
        a_certificate(session, contract, date(2024, 4, 25), Money.of(1_000_000))
        a_receipt(session, contract, date(2024, 5, 1), Money.of(100_000))
        more = ReceiptDraft(
            payer=contract.owner_id, contract=contract.id, received_on=date(2024, 5, 2), amount=Money.of(20_000)
        )
        receipts.record(session, more)
        (row,) = answers.contracts_on(session, date(2024, 6, 1))
        (owed,) = answers.arrears_on(session, date(2024, 6, 1))["contracts"]
        early = answers.contracts_on(session, date(2024, 5, 1))[0]
    assert (row["received"], row["unallocated"]) == ("120000.00", "20000.00")
    assert (owed["received"], owed["unallocated"]) == ("120000.00", "20000.00")
    assert (early["received"], early["unallocated"]) == ("100000.00", "0.00")
