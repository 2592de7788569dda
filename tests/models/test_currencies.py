"""Money settles debts of its own currency only, and no sum mixes two."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from models import certificates, contracts, exchange, receipts, receivables, registry
from models.certificates import CertificateDraft
from models.contracts import Contract
from models.money import Money
from models.problems import Invalid, Problem, Refused
from models.receipts import AllocationDraft, AllocationsDraft, ReceiptDraft
from models.receivables import Allocation, DueChangeDraft, Receivable
from models.store.book import Book
from models.store.listing import Question
from models.wholesale import LOAD
from models.work import finish
from tests import makers
from tests.models.importing_sheets import OWNER, SITE, Rows, bring_in, problems, sentences, workbook

SIGNED, PAID, LATER = date(2024, 5, 9), date(2024, 7, 1), date(2024, 12, 1)
REFUSED = (
    "This is owed in US dollar, but received was Renminbi: allocate to what is owed in Renminbi, "
    "or correct the currency of the receipt."
)


@pytest.fixture
def abroad(book: Book) -> Book:
    """One owner owes ¥ 800,000 under one contract and $ 80,000 under another."""
    with book.write(contracts.RECORD) as session:
        for number, currency, work in (("国内-1", "CNY", 1_000_000), ("USD-1", "USD", 100_000)):
            contract = makers.a_contract(session, number=number, currency=currency, advance=None, recovery_rate=None)
            certificates.record(
                session, CertificateDraft(contract=contract.id, work=Money.of(work), certified_on=SIGNED)
            )
    return book


def in_dollars(session: Any) -> str:
    found = select(Receivable.id).where(Receivable.document == "USD-1-01", Receivable.kind == "progress")
    return str(session.scalars(found).one())


def a_receipt(session: Any, **entries: Any) -> ReceiptDraft:
    draft = ReceiptDraft(payer=makers.a_party(session).id, received_on=PAID, amount=Money.of(50_000))
    return replace(draft, **entries)


def the_problem(refused: pytest.ExceptionInfo[Invalid]) -> Problem:
    (problem,) = refused.value.problems
    return problem


def test_a_receipt_is_not_recorded_against_a_debt_in_another_currency(abroad: Book) -> None:
    with pytest.raises(Invalid) as refused, abroad.write(receipts.RECORD) as session:
        line = AllocationDraft(in_dollars(session), amount=Money.of(50_000))
        receipts.record(session, a_receipt(session, allocations=(line,)))
    assert the_problem(refused).entry == "allocations.0.receivable"
    assert the_problem(refused).text("en") == REFUSED
    assert the_problem(refused).text("zh") == ("这笔应收是美元，收到的是人民币：请核销人民币的应收，或更正收款的币种。")


def test_the_rest_of_a_receipt_is_not_allocated_to_a_debt_in_another_currency(abroad: Book) -> None:
    with abroad.write(receipts.RECORD) as session:
        key = receipts.record(session, a_receipt(session)).id
    with pytest.raises(Invalid) as refused, abroad.write(receipts.ALLOCATE) as session:
        line = AllocationDraft(in_dollars(session), amount=Money.of(50_000))
        receipts.allocate(session, AllocationsDraft(key, (line,)))
    assert the_problem(refused).text("en") == REFUSED


def test_a_correction_of_the_currency_does_not_carry_its_allocations_along(abroad: Book) -> None:
    with abroad.write(receipts.RECORD) as session:
        draft = a_receipt(session, currency="USD")
        key = receipts.record(session, replace(draft, allocations=receipts.propose(session, draft))).id
    with pytest.raises(Invalid) as refused, abroad.write(receipts.CORRECT) as session:
        receipts.correct(session, replace(receipts.draft_of(session, key), currency="CNY"))
    assert the_problem(refused).text("en") == REFUSED
    with abroad.read() as session:
        assert receipts.draft_of(session, key).currency == "USD"


def test_drafts_that_mix_currencies_are_not_loaded(abroad: Book) -> None:
    told = [
        {"noun": "receipts", "draft": {"number": "SK-1", "payer": makers.OWNER, "received_on": "2024-07-01",
                                       "amount": "50000.00"}},
        {"noun": "allocations", "draft": {"receipt": "SK-1", "allocations": [
            {"receivable": "USD-1-01", "amount": "50000.00"}]}},
    ]  # fmt: skip
    with pytest.raises(Invalid) as refused, abroad.write(LOAD) as session:
        finish(exchange.load(session, told, "草稿.json"))
    assert the_problem(refused).text("en") == f"草稿.json allocations 1, allocations.0.receivable: {REFUSED}"


def test_a_workbook_that_mixes_currencies_is_not_imported(book: Book) -> None:
    rows = [[*row, "currency" if not place else "USD" if row[0] == "HT-1" else "CNY"]
            for place, row in enumerate(SITE["合同"])]  # fmt: skip
    found = sentences(problems(book, workbook(合同=rows)))
    assert [one for one in found if one.startswith("核销!")] == [f"核销!B{row}: {REFUSED}" for row in (2, 3, 4)]


def test_the_same_workbook_in_dollars_throughout_is_imported(book: Book) -> None:
    def in_usd(name: str) -> Rows:
        return [[*row, "币种" if not place else "美元"] for place, row in enumerate(SITE[name])]

    bring_in(book, workbook(合同=in_usd("合同"), 收款=in_usd("收款")))
    with book.read() as session:
        assert Money.total(session.scalars(select(Allocation.amount))) == Money.of(1_351_940)


def test_the_currency_of_a_contract_stays_once_something_is_owed_in_it(abroad: Book) -> None:
    with pytest.raises(Invalid) as refused, abroad.write(contracts.RECORD) as session:
        key = session.scalars(select(Contract.id).where(Contract.number == "USD-1")).one()
        contracts.record(session, replace(contracts.draft_of(session, key), currency="CNY"))
    assert the_problem(refused).entry == "currency"
    assert the_problem(refused).text("en") == (
        "Documents of this contract are in US dollar. Void them first, or enter another contract."
    )


def test_the_currency_of_a_contract_may_be_corrected_before(book: Book) -> None:
    with book.write(contracts.RECORD) as session:
        key = makers.a_contract(session).id
        makers.a_bill(session, session.get_one(Contract, key))
        contracts.record(session, replace(contracts.draft_of(session, key), currency="EUR"))
        assert session.get_one(Contract, key).currency == "EUR"


# Sums


def received_abroad(book: Book) -> None:
    with book.write(receipts.RECORD) as session:
        for currency, amount in (("CNY", 300_000), ("USD", 30_000), ("CNY", 7)):
            draft = a_receipt(session, currency=currency, amount=Money.of(amount))
            receipts.record(session, replace(draft, allocations=receipts.propose(session, draft)))


def test_no_sum_of_any_list_mixes_two_currencies(abroad: Book) -> None:
    received_abroad(abroad)
    expected = {
        ("contracts", "CNY"): {"price": "12000000.00", "certified": "1000000.00", "received": "300007.00"},
        ("contracts", "USD"): {"price": "12000000.00", "certified": "100000.00", "received": "30000.00"},
        ("certificates", "CNY"): {"gross": "1000000.00", "due": "800000.00"},
        ("certificates", "USD"): {"gross": "100000.00", "due": "80000.00"},
        ("receivables", "CNY"): {"amount": "1000000.00", "open": "699993.00"},
        ("receivables", "USD"): {"amount": "100000.00", "open": "70000.00"},
        ("receipts", "CNY"): {"amount": "300007.00", "unallocated": "0.00"},
        ("receipts", "USD"): {"amount": "30000.00", "unallocated": "0.00"},
    }
    with abroad.read() as session:
        for name in {name for name, _ in expected}:
            totals = registry.LISTINGS[name].totals(session, Question(LATER))
            assert [total.currency for total in totals] == ["CNY", "USD"]
            for total in totals:
                wanted = expected[name, total.currency]
                assert {one: str(total.sums[one]) for one in wanted} == wanted, name
                alone = Question(LATER, {"currency": total.currency})
                assert registry.LISTINGS[name].totals(session, alone) == (total,)
                assert total.count == len(registry.LISTINGS[name].keys(session, alone))


def test_the_summary_of_an_import_adds_up_each_currency_by_itself(book: Book) -> None:
    rows = [
        [*row, "币种" if not place else "USD" if row[0] == "HT-2" else ""] for place, row in enumerate(SITE["合同"])
    ]
    bills = [[*row, "币种" if not place else "USD" if row[0] == "" else ""] for place, row in enumerate(SITE["收款"])]
    counts = bring_in(book, workbook(合同=rows, 收款=bills)).counts
    assert counts["contracts"].totals == {"CNY": Money.of(48_600_000), "USD": Money.of(12_000_000)}
    assert counts["certificates"].totals == {"CNY": Money.of(2_592_200), "USD": Money.of(250_000)}
    assert counts["receipts"].totals == {"CNY": Money.of(1_351_940), "USD": Money.of(50_000)}
    assert counts["allocations"].totals == {"CNY": Money.of(1_351_940)}


# What cannot be paid with, or be paid


def paid_site(book: Book) -> None:
    bring_in(book, workbook())


def further(book: Book, receipt: str, document: str) -> list[str]:
    """What is said of a workbook that allocates one more fen."""
    rows: Rows = [SITE["核销"][0], [receipt, document, "", 0.01, date(2026, 1, 5)]]
    return sentences(problems(book, workbook({"核销": rows})))


def receipt_of(session: Any, number: str) -> str:
    return str(session.scalars(select(receipts.Receipt.id).where(receipts.Receipt.number == number)).one())


def test_an_import_allocates_nothing_of_a_receipt_that_went_back_or_is_void(book: Book) -> None:
    paid_site(book)
    with book.write(receipts.REVERSE) as session:
        key = receipt_of(session, "SK-3")
        receipts.reverse(session, receipts.ReversalDraft(key, "returned", date(2025, 10, 1), "退回"))
        receipts.void(session, receipt_of(session, "SK-2025-001"), "误记")
    what = "Correct the number, or delete the row."
    back = "Receipt “{}” was reversed: it pays nothing more. " + what
    assert further(book, "SK-3", "JJ-3") == ["核销!A2: " + back.format("SK-3")]
    assert further(book, "SK-3-R", "JJ-3") == ["核销!A2: " + back.format("SK-3-R")]
    assert further(book, "SK-2025-001", "JJ-3") == [f"核销!A2: Receipt “SK-2025-001” is void: it pays nothing. {what}"]


def test_what_was_imported_before_a_receipt_went_back_may_be_imported_again(book: Book) -> None:
    paid_site(book)
    with book.write(receipts.REVERSE) as session:
        key = receipt_of(session, "SK-3")
        receipts.reverse(session, receipts.ReversalDraft(key, "returned", date(2025, 10, 1), "退回"))
    assert bring_in(book, workbook()).changes == 0


def test_an_import_allocates_nothing_to_a_document_that_is_void(book: Book) -> None:
    paid_site(book)
    with book.write(certificates.VOID) as session:
        row = certificates.numbered(session, "JJ-3")
        assert row is not None
        certificates.void(session, row.id, "误签")
        receipts.record(session, ReceiptDraft("", "SK-9", makers.a_party(session, OWNER).id, "", PAID, Money.of(5)))
    assert further(book, "SK-9", "JJ-3") == [
        "核销!B2: Document “JJ-3” is void: nothing is owed by it. Correct the number, or delete the row."
    ]


def test_an_import_leaves_room_for_what_was_settled_on_a_day_and_released_later(book: Book) -> None:
    paid_site(book)
    with book.write(receipts.RELEASE) as session:
        full = select(Allocation.id).join(Receivable).where(Receivable.document == "YF-1")
        receipts.release(session, session.scalars(full).one(), date(2026, 3, 1))
        receipts.record(session, ReceiptDraft("", "SK-9", makers.a_party(session, OWNER).id, "", PAID, Money.of(5)))
    assert further(book, "SK-9", "YF-1") == ["核销!D2: 0.01 more is allocated than is owed."]
    rows: Rows = [SITE["核销"][0], ["SK-9", "YF-1", "", 0.01, date(2026, 3, 1)]]
    assert bring_in(book, workbook({"核销": rows})).changes == 1


# Amounts and days that cannot be


@pytest.mark.parametrize("fen", [0, -1])
def test_an_allocation_of_nothing_or_less_is_refused_wherever_it_is_made(abroad: Book, fen: int) -> None:
    with abroad.write(receipts.RECORD) as session:
        draft = a_receipt(session, currency="USD")
        key = receipts.record(session, draft).id
        line = AllocationDraft(in_dollars(session), amount=Money(fen))
    with pytest.raises(Invalid, match="An allocation is more than nothing"), abroad.write(receipts.ALLOCATE) as session:
        receipts.allocate(session, AllocationsDraft(key, (line,)))
    with pytest.raises(Invalid, match="An allocation is more than nothing"), abroad.write(receipts.RECORD) as session:
        receipts.record(session, replace(draft, allocations=(line,)))


def test_an_allocation_without_an_amount_is_refused_at_its_own_line(abroad: Book) -> None:
    with pytest.raises(Invalid) as refused, abroad.write(receipts.ALLOCATE) as session:
        key = receipts.record(session, a_receipt(session, currency="USD")).id
        line = AllocationDraft(in_dollars(session), amount=Money.of(1))
        receipts.allocate(session, AllocationsDraft(key, (line, replace(line, amount=None))))
    assert the_problem(refused).entry == "allocations.1.amount"


def test_two_allocations_of_one_step_share_the_room_of_a_debt(abroad: Book) -> None:
    with pytest.raises(Invalid) as refused, abroad.write(receipts.RECORD) as session:
        line = AllocationDraft(in_dollars(session), amount=Money.of(40_001))
        draft = a_receipt(session, currency="USD", amount=Money.of(90_000))
        receipts.record(session, replace(draft, allocations=(line, line)))
    assert (the_problem(refused).entry, the_problem(refused).text("en")) == (
        "allocations.1.amount",
        "2.00 more is allocated than is owed.",
    )


def test_a_correction_in_another_currency_is_not_offered_what_the_receipt_settled_before(abroad: Book) -> None:
    with abroad.write(receipts.RECORD) as session:
        draft = a_receipt(session, currency="USD")
        key = receipts.record(session, replace(draft, allocations=receipts.propose(session, draft))).id
        recorded = receipts.draft_of(session, key)
        assert {one.document for one in receipts.payable(session, recorded)} == {"USD-1-01"}
        in_yuan = receipts.payable(session, replace(recorded, currency="CNY"))
    assert {one.document for one in in_yuan} == {"国内-1-01"}


def test_the_payment_date_of_what_is_void_is_not_changed(abroad: Book) -> None:
    with abroad.write(certificates.VOID) as session:
        row = certificates.numbered(session, "USD-1-01")
        assert row is not None
        key = in_dollars(session)
        certificates.void(session, row.id, "误签")
    change = DueChangeDraft(key, PAID, LATER, "延期")
    with pytest.raises(Refused, match="USD-1-01 is void"), abroad.write(receivables.CHANGE_DUE) as session:
        receivables.change_due(session, change)
