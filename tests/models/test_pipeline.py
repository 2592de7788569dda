"""The way to cash tells how much stands at each gate on a day, and its parts add up to what is owed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from models import certificates, contracts, opening, receipts, receivables, work_done
from models.certificates import CertificateDraft, ReviewDraft
from models.money import Money
from models.pipeline import Gate, Pipeline, expected, pipeline
from models.store.book import Book
from tests import makers

SIGNED = date(2024, 5, 8)
DUE = SIGNED + timedelta(28)


@pytest.fixture
def contract(book: Book) -> str:
    """Progress 80 %, the rest at the final account and after the defects period."""
    with book.write(contracts.RECORD) as session:
        return makers.a_contract(session, advance=None, recovery_rate=None).id


def kept(book: Book, contract: str, **entries: Any) -> str:
    with book.write(certificates.RECORD) as session:
        return certificates.record(session, CertificateDraft(contract=contract, **entries)).id


def paid(book: Book, amount: Money, on: date, **entries: Any) -> None:
    with book.write(receipts.RECORD) as session:
        draft = receipts.ReceiptDraft(payer=makers.a_party(session).id, received_on=on, amount=amount, **entries)
        receipts.record(session, replace(draft, allocations=receipts.propose(session, draft)))


def gates(book: Book, as_of: date, **scope: str) -> dict[str, Gate]:
    """The gates in renminbi by name."""
    with book.read() as session:
        found = pipeline(session, as_of, **scope)
    return {gate.name: gate for one in found if one.currency == "CNY" for gate in one.gates}


def test_an_application_waits_at_the_last_gate_it_reached_and_its_days_count_from_there(
    book: Book, contract: str
) -> None:
    key = kept(book, contract, work=Money.of(900), period_to=date(2024, 4, 25))
    steps = (("submitted", date(2024, 4, 28)), ("supervised", date(2024, 5, 3)), ("reviewed", date(2024, 5, 6)))
    for stage, day in steps:
        with book.write(certificates.REVIEW) as session:
            certificates.review(session, ReviewDraft(key, stage, day))
    days = [(date(2024, 4, 27), "prepared", 2), (date(2024, 5, 2), "submitted", 4), (date(2024, 5, 3), "supervised", 0)]
    for as_of, name, since in [*days, (date(2024, 5, 16), "reviewed", 10)]:
        found = gates(book, as_of)
        assert [gate.name for gate in found.values() if gate.waiting] == [name]
        assert (found[name].waiting, found[name].days) == (Money.of(900), since)
        assert found["prepared"].reached == Money.of(900)
        assert found["certified"].reached == Money()


def test_what_reached_a_later_gate_has_passed_every_earlier_one(book: Book, contract: str) -> None:
    kept(book, contract, work=Money.of(100), submitted_on=date(2024, 4, 1))
    kept(book, contract, work=Money.of(1_000), certified_on=SIGNED)
    paid(book, Money.of(300), DUE + timedelta(3))
    found = gates(book, DUE + timedelta(5))
    assert [gate.reached for gate in found.values()] == list(
        map(Money.of, (1_100, 1_100, 1_000, 1_000, 1_000, 800, 300))
    )
    assert [gate.waiting for gate in found.values()] == list(map(Money.of, (0, 100, 0, 0, 200, 500, 0)))
    assert (found["due"].days, found["submitted"].days) == (5, (DUE + timedelta(5) - date(2024, 4, 1)).days)


def test_signed_less_fallen_due_is_not_due_and_fallen_due_less_received_is_due_and_overdue(
    book: Book, contract: str
) -> None:
    kept(book, contract, work=Money.of(1_000), certified_on=SIGNED)
    kept(book, contract, work=Money.of(600), certified_on=DUE - timedelta(10))
    paid(book, Money.of(250), DUE)
    for days in range(-25, 60, 5):
        as_of = DUE + timedelta(days)
        with book.read() as session:
            (stood,) = receivables.positions(session, as_of)
        found = gates(book, as_of)
        assert found["certified"].waiting == stood.not_due + stood.undated
        assert found["due"].reached - found["received"].reached == stood.overdue + stood.due_today
        assert found["due"].waiting == stood.overdue


def test_an_earlier_day_shows_the_gates_as_they_stood_on_it(book: Book, contract: str) -> None:
    kept(book, contract, work=Money.of(1_000), period_to=date(2024, 4, 25), certified_on=SIGNED)
    before = gates(book, SIGNED - timedelta(1))
    assert (before["prepared"].waiting, before["certified"].reached) == (Money.of(1_000), Money())
    paid(book, Money.of(300), DUE)
    assert gates(book, SIGNED - timedelta(1)) == before


def test_an_advance_is_no_work_but_what_is_recovered_of_it_was_received(book: Book) -> None:
    with book.write(contracts.RECORD) as session:
        contract = makers.a_contract(session).id
    kept(book, contract, kind="advance", work=Money.of(1_200_000), certified_on=date(2024, 3, 5))
    assert all(gate.reached == Money() for gate in gates(book, SIGNED).values())
    paid(book, Money.of(1_200_000), date(2024, 4, 2))
    kept(book, contract, work=Money.of(1_000_000), certified_on=SIGNED)
    found = gates(book, DUE)
    assert found["certified"].reached == Money.of(1_000_000)
    assert found["received"].reached == Money.of(200_000)
    assert found["certified"].waiting == Money.of(200_000)


def test_what_was_received_before_the_book_began_counts_from_that_day(book: Book, contract: str) -> None:
    item = opening.OpeningItemDraft("progress", "旧账", date(2023, 5, 1), date(2023, 6, 1), Money.of(70))
    draft = opening.OpeningDraft(contract=contract, taken_on=SIGNED, received=Money.of(400), items=(item,))
    with book.write(opening.TAKE_ON) as session:
        opening.take_on(session, draft)
    assert gates(book, SIGNED - timedelta(1))["received"].reached == Money()
    found = gates(book, SIGNED)
    assert [found[name].reached for name in ("certified", "due", "received")] == list(map(Money.of, (470, 470, 400)))


def test_work_waits_to_be_measured_and_then_to_be_applied_for_before_the_first_application(
    book: Book, contract: str
) -> None:
    def report(until: date, amount: int, **more: Any) -> None:
        with book.write(work_done.RECORD) as session:
            draft = work_done.WorkDoneDraft(contract=contract, done_to=until, amount=Money.of(amount), **more)
            work_done.record(session, draft)

    report(date(2024, 3, 31), 1_000, measured=Money.of(900), measured_on=date(2024, 4, 6))
    report(date(2024, 4, 30), 500)
    kept(book, contract, work=Money.of(600), period_to=date(2024, 3, 31), certified_on=SIGNED)
    kept(book, contract, work=Money.of(100), submitted_on=date(2024, 5, 1))
    found = gates(book, SIGNED)
    assert list(found)[:3] == ["done", "measured", "prepared"]
    assert [(found[name].reached, found[name].waiting) for name in ("done", "measured", "prepared")] == [
        (Money.of(1_500), Money.of(600)), (Money.of(900), Money.of(200)), (Money.of(700), Money()),
    ]  # fmt: skip
    assert (found["done"].days, found["measured"].days) == (38, 38)
    before = gates(book, date(2024, 4, 5))
    assert (before["done"].waiting, before["measured"].waiting) == (Money.of(400), Money())


def test_currencies_stand_apart_and_a_scope_narrows_them(book: Book, contract: str) -> None:
    with book.write(contracts.RECORD) as session:
        other = makers.a_party(session, "海外业主").id
        abroad = makers.a_contract(session, number="USD-1", currency="USD", owner=other, advance=None).id
    kept(book, contract, work=Money.of(10), certified_on=SIGNED)
    kept(book, abroad, work=Money.of(7), certified_on=SIGNED)
    with book.read() as session:
        both = {one.currency: signed(one) for one in pipeline(session, SIGNED)}
        by_contract = {one.currency: signed(one) for one in pipeline(session, SIGNED, contract=abroad)}
        by_party = {one.currency: signed(one) for one in pipeline(session, SIGNED, party=other)}
    assert both == {"CNY": Money.of(10), "USD": Money.of(7)}
    assert by_contract == by_party == {"USD": Money.of(7)}


def signed(one: Pipeline) -> Money:
    return next(gate.reached for gate in one.gates if gate.name == "certified")


def test_an_empty_book_has_no_way_to_cash_and_expects_nothing(book: Book) -> None:
    with book.read() as session:
        assert pipeline(session, SIGNED) == []
        (one,) = expected(session, SIGNED, [(SIGNED, DUE)])
    assert one.amount == Money()


def test_what_falls_due_in_a_stretch_is_expected_in_it_with_both_its_days(book: Book, contract: str) -> None:
    kept(book, contract, work=Money.of(1_000), certified_on=SIGNED)
    paid(book, Money.of(300), SIGNED)
    day = timedelta(1)
    stretches = [(SIGNED, DUE - day), (DUE, DUE), (DUE + day, DUE + 30 * day), (SIGNED, DUE)]
    with book.read() as session:
        found = expected(session, SIGNED, stretches)
        abroad = expected(session, SIGNED, stretches, "USD")
    assert [one.amount for one in found] == list(map(Money.of, (0, 500, 0, 500)))
    assert [(one.first, one.last) for one in found] == stretches
    assert {one.amount for one in abroad} == {Money()}
