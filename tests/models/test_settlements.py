"""Which receipts settled a receivable, and what a receipt that is corrected could settle again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from models import certificates, contracts, receipts, receivables, settlements
from models.certificates import CertificateDraft
from models.money import Money
from models.receipts import AllocationsDraft, ReceiptDraft, ReversalDraft
from models.receivables import DueChangeDraft
from models.store.book import Book
from tests import makers

SIGNED, PAID, LATER = date(2024, 5, 9), date(2024, 7, 1), date(2024, 8, 1)


def owing(book: Book) -> str:
    """A contract with ¥ 800,000 due on 6 June 2024, and two items without a date."""
    with book.write(contracts.RECORD) as session:
        contract = makers.a_contract(session, advance=None, recovery_rate=None).id
    with book.write(certificates.RECORD) as session:
        certificates.record(session, CertificateDraft(contract=contract, work=Money.of(1_000_000), certified_on=SIGNED))
    return contract


def received(book: Book, amount: int) -> str:
    with book.write(receipts.RECORD) as session:
        draft = ReceiptDraft(payer=makers.a_party(session).id, received_on=PAID, amount=Money.of(amount))
        draft = replace(draft, allocations=receipts.propose(session, draft))
        return receipts.record(session, draft).id


def test_what_was_released_stands_no_more_on_either_side(book: Book) -> None:
    owing(book)
    key = received(book, 300_000)
    with book.read() as session:
        (made,) = settlements.of_receipt(session, key)
    with book.write(receipts.RELEASE) as session:
        receipts.release(session, made.key, LATER)
    with book.read() as session:
        found = settlements.of_receipt(session, key)
        assert [(one.amount, one.standing) for one in found] == [(made.amount, False), (-made.amount, False)]
        assert found[1].reverses == made.key
        assert settlements.of_receivable(session, made.receivable, PAID) == (replace(made, standing=False),)
        assert len(settlements.of_receivable(session, made.receivable, LATER)) == 2
        assert settlements.standing(session, key).unallocated == Money.of(300_000)


def test_a_receipt_allocated_twice_gives_both_parts_back_to_its_correction(book: Book) -> None:
    owing(book)
    key = received(book, 300_000)
    with book.write(receipts.RELEASE) as session:
        (made,) = settlements.of_receipt(session, key)
        receipts.release(session, made.key, PAID)
    for amount in (100_000, 200_000):
        with book.write(receipts.ALLOCATE) as session:
            (line, *_rest) = receipts.open_items(session, receipts.draft_of(session, key))
            receipts.allocate(session, AllocationsDraft(key, (replace(line, amount=Money.of(amount)),)))
    with book.read() as session:
        draft = receipts.draft_of(session, key)
        assert len(draft.allocations) == 2
        assert receipts.payable(session, draft)[0].open == Money.of(800_000)
        assert receipts.payable(session, replace(draft, id=""))[0].open == Money.of(500_000)


def test_what_a_receipt_settled_in_full_is_payable_by_its_correction_only(book: Book) -> None:
    contract = owing(book)
    key = received(book, 800_000)
    with book.read() as session:
        draft = receipts.draft_of(session, key)
        corrected, new = receipts.payable(session, draft), receipts.payable(session, replace(draft, id=""))
        assert (corrected[0].due_on, corrected[0].open) == (date(2024, 6, 6), Money.of(800_000))
        assert [one.due_on for one in new] == [None, None]
        assert {one.kind for one in corrected} == {"progress", "final", "retention"}
        assert receipts.payable(session, replace(draft, contract=contract)) == corrected


def test_a_receipt_that_went_back_counts_no_more_and_names_what_took_it_back(book: Book) -> None:
    owing(book)
    key = received(book, 300_000)
    with book.write(receipts.REVERSE) as session:
        back = receipts.reverse(session, ReversalDraft(key, "returned", LATER, "账号错误")).id
    with book.read() as session:
        here, other = settlements.standing(session, key), settlements.standing(session, back)
    assert (here.counts, here.ended, here.ended_on, here.back) == (False, "returned", LATER, (back, "SK-2024-001-R"))
    assert (other.counts, other.of) == (False, (key, "SK-2024-001"))


def test_the_origin_of_a_receivable_tells_its_rule_and_every_agreed_day(book: Book) -> None:
    contract = owing(book)
    with book.read() as session:
        key = receipts.open_items(session, ReceiptDraft(contract=contract))[0].receivable
    with book.write(receivables.CHANGE_DUE) as session:
        receivables.change_due(session, DueChangeDraft(key, PAID, date(2024, 9, 30), "补充协议"))
    with book.read() as session:
        before, after = settlements.origin(session, key, SIGNED), settlements.origin(session, key, LATER)
        assert settlements.origin(session, key, date(2024, 5, 8)) is None
    assert before is not None
    assert after is not None
    assert (before.due_on, before.anchor, before.days, before.changes) == (date(2024, 6, 6), "certification", 28, ())
    assert (after.due_on, after.changes) == (date(2024, 9, 30), ((PAID, date(2024, 9, 30), "补充协议"),))
    assert (after.noun, after.contract, after.days_overdue) == ("certificates", contract, 0)
