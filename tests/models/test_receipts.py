"""Money that came in is allocated, released, reversed and corrected by dated facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models import certificates, contracts, receipts, receivables
from models.certificates import CertificateDraft
from models.money import Money
from models.problems import Invalid, Refused
from models.receipts import AllocationDraft, AllocationsDraft, Receipt, ReceiptDraft, ReversalDraft
from models.receivables import Allocation
from models.store.book import Book
from tests import makers

PAID = date(2024, 7, 1)
LATER = date(2024, 8, 1)


@pytest.fixture
def owing(book: Book) -> Book:
    """Two certificates of ¥ 1,000,000 each: ¥ 800,000 due on 6 June and 6 July 2024."""
    with book.write(contracts.RECORD) as session:
        contract = makers.a_contract(session, advance=None, recovery_rate=None).id
    for month in (5, 6):
        with book.write(certificates.RECORD) as session:
            draft = CertificateDraft(contract=contract, work=Money.of(1_000_000), certified_on=date(2024, month, 9))
            certificates.record(session, draft)
    return book


def received(book: Book, amount: int, allocate: bool = True, **entries: object) -> str:
    with book.write(receipts.RECORD) as session:
        draft = ReceiptDraft(payer=makers.a_party(session).id, received_on=PAID, amount=Money.of(amount))
        draft = replace(draft, **entries)
        lines = receipts.propose(session, draft) if allocate else ()
        return receipts.record(session, replace(draft, allocations=lines or draft.allocations)).id


def figures(book: Book, as_of: date) -> tuple[Money, Money, Money]:
    """Balance, unallocated, in hand."""
    with book.read() as session:
        (stood,) = receivables.positions(session, as_of)
        beside = receipts.beside(session, as_of).get("CNY", receipts.Beside())
    return stood.balance, beside.unallocated, beside.in_hand


def test_a_receipt_is_proposed_to_what_is_due_first_and_the_rest_goes_on(owing: Book) -> None:
    with owing.write(receipts.RECORD) as session:
        draft = ReceiptDraft(payer=makers.a_party(session).id, received_on=PAID, amount=Money.of(900_000))
        lines = receipts.propose(session, draft)
    assert [(line.document[-2:], line.amount) for line in lines] == [
        ("01", Money.of(800_000)),
        ("02", Money.of(100_000)),
    ]


def test_an_allocation_counts_from_its_own_day(owing: Book) -> None:
    key = received(owing, 500_000, allocate=False)
    assert figures(owing, PAID) == (Money.of(2_000_000), Money.of(500_000), Money())
    with owing.write(receipts.ALLOCATE) as session:
        draft = receipts.draft_of(session, key)
        lines = tuple(replace(line, allocated_on=LATER) for line in receipts.propose(session, draft))
        receipts.allocate(session, AllocationsDraft(key, lines))
    assert figures(owing, LATER - timedelta(days=1)) == (Money.of(2_000_000), Money.of(500_000), Money())
    assert figures(owing, LATER) == (Money.of(1_500_000), Money(), Money())


def test_an_overpayment_stays_unallocated(owing: Book) -> None:
    received(owing, 2_500_000)
    assert figures(owing, LATER) == (Money(), Money.of(500_000), Money())


@pytest.mark.parametrize(("amount", "sentence"), [(800_001, "than is owed"), (950_000, "than was received")])
def test_more_than_is_owed_or_received_is_refused_beside_its_line(owing: Book, amount: int, sentence: str) -> None:
    with pytest.raises(Invalid) as refused, owing.write(receipts.RECORD) as session:
        draft = ReceiptDraft(payer=makers.a_party(session).id, received_on=PAID, amount=Money.of(900_000))
        first = receipts.propose(session, draft)[0]
        line = replace(first, amount=Money.of(amount))
        receipts.record(session, replace(draft, allocations=(line,)))
    problem = refused.value.problems[0]
    assert problem.entry == "allocations.0.amount"
    assert sentence in problem.text("en")
    assert figures(owing, LATER) == (Money.of(2_000_000), Money(), Money())


def test_money_is_not_allocated_before_it_came(owing: Book) -> None:
    with pytest.raises(Invalid, match="before the money was received"), owing.write(receipts.RECORD) as session:
        draft = ReceiptDraft(payer=makers.a_party(session).id, received_on=PAID, amount=Money.of(5))
        line = replace(receipts.propose(session, draft)[0], allocated_on=PAID - timedelta(days=1))
        receipts.record(session, replace(draft, allocations=(line,)))


def test_a_released_allocation_opens_the_debt_again_from_that_day(owing: Book) -> None:
    received(owing, 800_000)
    with owing.write(receipts.RELEASE) as session:
        receipts.release(session, session.scalars(select(Allocation.id)).one(), LATER)
    assert figures(owing, LATER - timedelta(days=1))[0] == Money.of(1_200_000)
    assert figures(owing, LATER) == (Money.of(2_000_000), Money.of(800_000), Money())
    with pytest.raises(Refused, match="released already"), owing.write(receipts.RELEASE) as session:
        first = session.scalars(select(Allocation.id).where(Allocation.reverses_id.is_(None))).one()
        receipts.release(session, first, LATER)


def test_money_that_was_transferred_is_never_dishonoured(owing: Book) -> None:
    key = received(owing, 800_000)
    with pytest.raises(Invalid, match="Only a bill is dishonoured"), owing.write(receipts.REVERSE) as session:
        receipts.reverse(session, ReversalDraft(key, "dishonoured", LATER, "余额不足"))


def test_a_dishonoured_bill_restores_the_debt_with_its_old_due_date(owing: Book) -> None:
    key = received(owing, 800_000, method="bank_bill", matures_on=LATER)
    assert figures(owing, PAID) == (Money.of(1_200_000), Money(), Money.of(800_000))
    with owing.write(receipts.REVERSE) as session:
        receipts.reverse(session, ReversalDraft(key, "dishonoured", LATER, "余额不足"))
    assert figures(owing, LATER - timedelta(days=1)) == (Money.of(1_200_000), Money(), Money.of(800_000))
    assert figures(owing, LATER) == (Money.of(2_000_000), Money(), Money())
    with owing.read() as session:
        item = receivables.items(LATER)
        due = session.execute(select(item.c.due_on).where(item.c.open > 0, item.c.kind == "progress")).scalars().all()
    assert min(due) == date(2024, 6, 6)
    with pytest.raises(Refused, match="reversed already"), owing.write(receipts.REVERSE) as session:
        receipts.reverse(session, ReversalDraft(key, "returned", LATER, "再次"))


def test_a_collected_bill_is_no_longer_in_hand(owing: Book) -> None:
    key = received(owing, 800_000, method="commercial_bill", matures_on=LATER)
    with owing.write(receipts.COLLECT) as session:
        receipts.collect(session, key, LATER)
    assert figures(owing, LATER - timedelta(days=1))[2] == Money.of(800_000)
    assert figures(owing, LATER) == (Money.of(1_200_000), Money(), Money())


def test_void_means_it_never_was_on_any_day(owing: Book) -> None:
    key = received(owing, 800_000)
    with owing.write(receipts.VOID) as session:
        receipts.void(session, key, "重复登记")
    assert figures(owing, PAID) == figures(owing, LATER) == (Money.of(2_000_000), Money(), Money())


def test_a_correction_is_one_step_that_leaves_both_papers(owing: Book) -> None:
    key = received(owing, 800_000)
    steps = owing.head()
    assert steps is not None
    with owing.write(receipts.CORRECT) as session:
        draft = receipts.draft_of(session, key)
        line = replace(draft.allocations[0], amount=Money.of(80_000))
        receipts.correct(session, replace(draft, amount=Money.of(80_000), allocations=(line,)))
    assert figures(owing, LATER) == (Money.of(1_920_000), Money(), Money())
    with owing.read() as session:
        numbers = {row.number: row.void for row in session.scalars(select(Receipt))}
    assert numbers == {"SK-2024-001": False, "SK-2024-001#1": True}
    assert owing.head().n == steps.n + 1  # type: ignore[union-attr]
    owing.undo()
    assert figures(owing, LATER) == (Money.of(1_200_000), Money(), Money())


def test_a_recorded_receipt_is_not_edited(owing: Book) -> None:
    key = received(owing, 100)
    with pytest.raises(Refused, match="Use “Correct”"), owing.write(receipts.RECORD) as session:
        receipts.record(session, receipts.draft_of(session, key))


@pytest.mark.parametrize("amount", [0, -5])
def test_a_receipt_of_nothing_or_less_is_a_problem(owing: Book, amount: int) -> None:
    with pytest.raises(Invalid, match="more than nothing"):
        received(owing, amount, allocate=False)


def test_numbers_run_on_by_year(owing: Book) -> None:
    for _ in range(3):
        received(owing, 10, allocate=False)
    received(owing, 10, allocate=False, received_on=date(2025, 1, 1))
    with owing.read() as session:
        assert sorted(session.scalars(select(Receipt.number))) == [
            "SK-2024-001",
            "SK-2024-002",
            "SK-2024-003",
            "SK-2025-001",
        ]


def test_an_unknown_receivable_is_named(owing: Book) -> None:
    with pytest.raises(Invalid, match="does not exist or is void"):
        received(owing, 10, allocate=False, allocations=(AllocationDraft("nowhere", amount=Money.of(1)),))


def test_what_went_back_stays_as_it_is(owing: Book) -> None:
    key = received(owing, 800_000, method="bank_bill")
    with owing.write(receipts.REVERSE) as session:
        back = receipts.reverse(session, ReversalDraft(key, "dishonoured", LATER, "余额不足")).id
        first = session.scalars(select(Allocation.id).where(Allocation.reverses_id.is_not(None))).one()
    for one in (key, back):
        for verb in (
            lambda session, key=one: receipts.void(session, key, "误记"),
            lambda session, key=one: receipts.collect(session, key, LATER),
            lambda session, key=one: receipts.correct(session, receipts.draft_of(session, key)),
            lambda session, key=one: receipts.allocate(session, AllocationsDraft(key)),
        ):
            with pytest.raises(Refused, match="reversed already"), owing.write(receipts.VOID) as session:
                verb(session)
    with pytest.raises(Refused, match="released already"), owing.write(receipts.RELEASE) as session:
        receipts.release(session, first, LATER)
    assert figures(owing, LATER) == (Money.of(2_000_000), Money(), Money())


def test_what_is_void_is_neither_allocated_nor_voided_again(owing: Book) -> None:
    key = received(owing, 800_000, allocate=False)
    with owing.write(receipts.VOID) as session:
        receipts.void(session, key, "误记")
    with pytest.raises(Refused, match="is void"), owing.write(receipts.ALLOCATE) as session:
        receipts.allocate(session, AllocationsDraft(key))
    with pytest.raises(Refused, match="is void"), owing.write(receipts.VOID) as session:
        receipts.void(session, key, "误记")


def test_money_that_went_back_takes_a_later_release_with_it(owing: Book) -> None:
    key = received(owing, 800_000)
    with owing.write(receipts.RELEASE) as session:
        receipts.release(session, session.scalars(select(Allocation.id)).one(), LATER)
    with owing.write(receipts.REVERSE) as session:
        receipts.reverse(session, ReversalDraft(key, "returned", LATER - timedelta(7), "退回"))
    for days in (-7, -1, 0, 30):
        assert figures(owing, LATER + timedelta(days)) == (Money.of(2_000_000), Money(), Money())
    assert figures(owing, LATER - timedelta(8))[0] == Money.of(1_200_000)


def test_a_back_dated_allocation_leaves_room_for_those_that_came_after_it(owing: Book) -> None:
    received(owing, 800_000)
    with owing.write(receipts.RELEASE) as session:
        key = session.scalars(select(Allocation.receivable_id)).one()
        receipts.release(session, session.scalars(select(Allocation.id)).one(), LATER)
    other = received(owing, 800_000, allocate=False)
    line = AllocationDraft(key, amount=Money.of(800_000))
    with pytest.raises(Invalid, match="than is owed"), owing.write(receipts.ALLOCATE) as session:
        receipts.allocate(session, AllocationsDraft(other, (replace(line, allocated_on=LATER - timedelta(1)),)))
    with owing.write(receipts.ALLOCATE) as session:
        receipts.allocate(session, AllocationsDraft(other, (replace(line, allocated_on=LATER),)))
    assert figures(owing, LATER)[0] == Money.of(1_200_000)


def test_money_is_set_against_a_debt_from_the_day_both_are_there(owing: Book) -> None:
    early = date(2024, 4, 1)
    received(owing, 800_000, received_on=early)
    with owing.read() as session:
        assert session.scalars(select(Allocation.allocated_on)).one() == date(2024, 5, 9)
        assert receipts.beside(session, early)["CNY"].unallocated == Money.of(800_000)
    assert figures(owing, date(2024, 5, 9)) == (Money.of(200_000), Money(), Money())


def test_a_back_dated_receipt_is_proposed_what_it_can_be_kept_with(owing: Book) -> None:
    received(owing, 800_000)
    with owing.write(receipts.RELEASE) as session:
        receipts.release(session, session.scalars(select(Allocation.id)).one(), LATER)
    received(owing, 900_000, received_on=PAID)
    assert figures(owing, PAID) == (Money.of(300_000), Money(), Money())
    assert figures(owing, LATER) == (Money.of(1_100_000), Money.of(800_000), Money())
