"""What wants doing this week is named with its record, the most urgent first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from models import certificates, contracts, receipts
from models.agenda import Duty, duties
from models.certificates import CertificateDraft, ReviewDraft
from models.money import Money
from models.problems import Problem
from models.receipts import ReceiptDraft, ReversalDraft
from models.store.book import Book
from tests import makers

TODAY = date(2024, 6, 3)


@pytest.fixture
def contract(book: Book) -> str:
    with book.write(contracts.RECORD) as session:
        return makers.a_contract(session, advance=None, recovery_rate=None).id


def kept(book: Book, contract: str, **entries: Any) -> str:
    with book.write(certificates.RECORD) as session:
        return certificates.record(session, CertificateDraft(contract=contract, work=Money.of(1_000), **entries)).id


def a_bill(book: Book, matures_on: date, **entries: Any) -> str:
    with book.write(receipts.RECORD) as session:
        draft = ReceiptDraft(payer=makers.a_party(session).id, received_on=date(2024, 1, 8), amount=Money.of(5))
        draft = replace(draft, method="bank_bill", matures_on=matures_on, **entries)
        return receipts.record(session, draft).id


def due_on_the_day(book: Book, as_of: date, most: int = 10) -> list[Duty]:
    with book.read() as session:
        return duties(session, as_of, most)


def told(duty: Duty) -> str:
    return Problem("", duty.sentence, {"subject": duty.subject, "party": duty.party}).text("en")


def test_nothing_to_do_is_told_as_nothing(book: Book, contract: str) -> None:
    assert due_on_the_day(book, TODAY) == []


def test_a_bill_is_presented_from_a_week_before_it_matures_until_it_is_paid(book: Book) -> None:
    key = a_bill(book, TODAY)
    assert due_on_the_day(book, TODAY - timedelta(8)) == []
    for days in (-7, 0, 9):
        (duty,) = due_on_the_day(book, TODAY + timedelta(days))
        assert (duty.noun, duty.record, duty.day) == ("receipts", key, TODAY)
        assert told(duty) == "Bill SK-2024-001 matures: present it for payment"
    with book.write(receipts.COLLECT) as session:
        receipts.collect(session, key, TODAY)
    assert due_on_the_day(book, TODAY) == []


def test_a_dishonoured_bill_is_not_presented_again(book: Book) -> None:
    key = a_bill(book, TODAY)
    with book.write(receipts.REVERSE) as session:
        receipts.reverse(session, ReversalDraft(key, "dishonoured", TODAY, "余额不足"))
    assert due_on_the_day(book, TODAY) == []


def test_each_missing_signature_is_named_by_who_has_to_give_it(book: Book, contract: str) -> None:
    key = kept(book, contract, period_to=date(2024, 4, 25))
    number = "JB-2024-001-01"
    assert [told(one) for one in due_on_the_day(book, TODAY)] == [f"{number} is prepared: submit it"]
    for stage, day, sentence in (
        ("submitted", date(2024, 5, 1), f"{number} waits for the supervisor"),
        ("supervised", date(2024, 5, 2), f"{number} waits for the owner's review"),
        ("reviewed", date(2024, 5, 3), f"{number} waits for the owner's signature"),
    ):
        with book.write(certificates.REVIEW) as session:
            certificates.review(session, ReviewDraft(key, stage, day))
        (duty,) = due_on_the_day(book, TODAY)
        assert (told(duty), duty.day, duty.noun, duty.record) == (sentence, day, "certificates", key)


def test_a_signed_or_void_certificate_waits_for_nobody(book: Book, contract: str) -> None:
    key = kept(book, contract, period_to=date(2024, 4, 25))
    with book.write(certificates.VOID) as session:
        certificates.void(session, key, "重复")
    kept(book, contract, period_to=date(2024, 5, 25), certified_on=TODAY)
    assert due_on_the_day(book, TODAY) == []
    assert [one.noun for one in due_on_the_day(book, TODAY - timedelta(1))] == ["certificates"]


def test_money_is_asked_for_in_the_week_before_it_falls_due_as_long_as_it_is_open(book: Book, contract: str) -> None:
    kept(book, contract, certified_on=TODAY - timedelta(28))
    (duty,) = due_on_the_day(book, TODAY)
    assert told(duty) == f"JB-2024-001-01 falls due: ask {makers.OWNER} for payment"
    assert (duty.day, duty.noun) == (TODAY, "receivables")
    assert [len(due_on_the_day(book, TODAY + timedelta(days))) for days in (-8, -7, 0, 1)] == [0, 1, 1, 0]
    with book.write(receipts.RECORD) as session:
        draft = ReceiptDraft(payer=makers.a_party(session).id, received_on=TODAY, amount=Money.of(800))
        receipts.record(session, replace(draft, allocations=receipts.propose(session, draft)))
    assert due_on_the_day(book, TODAY) == []


def test_bills_come_first_then_signatures_then_money_and_the_list_stays_short(book: Book, contract: str) -> None:
    for days in (28, 27):
        kept(book, contract, certified_on=TODAY - timedelta(days))
    for month in (3, 4):
        kept(book, contract, period_to=date(2024, month, 25), submitted_on=date(2024, month, 28))
    for day in (2, 1):
        a_bill(book, TODAY + timedelta(day))
    found = due_on_the_day(book, TODAY)
    assert [one.noun for one in found] == ["receipts"] * 2 + ["certificates"] * 2 + ["receivables"] * 2
    days = [TODAY + timedelta(1), TODAY + timedelta(2), date(2024, 3, 28), date(2024, 4, 28), TODAY]
    assert [one.day for one in found] == [*days, TODAY + timedelta(1)]
    assert [one.noun for one in due_on_the_day(book, TODAY, most=4)] == ["receipts"] * 2 + ["certificates"] * 2


def test_a_statement_is_due_only_for_a_day_on_which_something_was_owed(book: Book, contract: str) -> None:
    kept(book, contract, certified_on=date(2024, 4, 2))
    quarter = [one for one in due_on_the_day(book, date(2024, 6, 29)) if one.noun == "statement_calendar"]
    assert quarter == []
    (duty,) = [one for one in due_on_the_day(book, date(2024, 6, 30)) if one.noun == "statement_calendar"]
    assert told(duty) == f"A statement up to 2024-06-30 is due, to {makers.OWNER} first"
