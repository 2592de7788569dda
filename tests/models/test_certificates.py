"""A certificate is worked out by the contract's terms, posted when signed, and makes exactly what is owed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text

from models import certificates, contracts, opening, receipts, receivables
from models.certificates import AdjustmentDraft, CertificateDraft, LineDraft, PaymentCertificate
from models.contracts import MilestoneDraft, ReleaseDraft
from models.money import Money
from models.problems import Invalid, Refused, heard
from models.receivables import Allocation, Receivable
from models.store.book import Book
from tests import makers
from tests.rules.published import case

ALL_NOW = (MilestoneDraft("certification", Decimal(1), 14),)
D = Decimal


def a_contract(book: Book, **changes: Any) -> str:
    with book.write(contracts.RECORD) as session:
        return makers.a_contract(session, **{"advance": None, "recovery_rate": None, **changes}).id


def certified(book: Book, contract: str, on: date = date(2024, 5, 8), **entries: Any) -> PaymentCertificate:
    with book.write(certificates.RECORD) as session:
        return certificates.record(session, CertificateDraft(contract=contract, certified_on=on, **entries))


def paid(book: Book, contract: str, amount: Money, on: date) -> None:
    with book.write(receipts.RECORD) as session:
        owner = session.get_one(contracts.Contract, contract).owner_id
        draft = receipts.ReceiptDraft(payer=owner, contract=contract, received_on=on, amount=amount)
        receipts.record(session, replace(draft, allocations=receipts.propose(session, draft)))


def test_published_case_p10_progress_retention_and_safety_fee(book: Book) -> None:
    told = case("certificates", "P10")
    milestones = (
        MilestoneDraft("certification", D(told["progress"]), 14),
        MilestoneDraft("final_account", D(1), 14),
    )
    contract = a_contract(
        book, milestones=milestones, retention_rate=D(told["retention_of_progress"]), retention_base="progress"
    )
    row = certified(
        book,
        contract,
        work=Money.of(told["month_value"]),
        adjustments=(AdjustmentDraft("safety", Money.of(told["safety_fee"]), "安全文明施工费"),),
    )
    assert row.due == Money.of(told["due"])


def test_published_case_p12_minimum_certificate_and_advance_in_two_instalments(book: Book) -> None:
    """Retention, minimum and carry-over through the book; the equal instalments are deductions here."""
    told = case("certificates", "P12")
    contract = a_contract(
        book,
        price=Money.of(1_050_000),
        milestones=ALL_NOW,
        retention_rate=D(told["retention"]),
        minimum=Money.of(told["minimum"]),
    )
    half = Money.of(told["advance"]).split([1, 1])
    due, held = [], []
    for month, quantity in enumerate(told["months"]):
        line = LineDraft(code="1", name="土方", unit="m3", quantity=D(quantity), price=D(told["price"]))
        taken = (AdjustmentDraft("other", half[month - 2], "扣回预付款"),) if month >= 2 else ()
        kind = "last" if month == 3 else "interim"
        row = certified(book, contract, date(2024, month + 3, 28), kind=kind, lines=(line,), adjustments=taken)
        due.append(str(row.due))
        held.append(str(row.held))
    assert due == told["certificates"]
    assert held == told["held"]


def test_retention_is_withheld_up_to_its_cap_and_released_in_parts(book: Book) -> None:
    contract = a_contract(
        book,
        price=Money.of(1_000_000),
        milestones=ALL_NOW,
        retention_rate=D("0.05"),
        retention_cap=D("0.03"),
        releases=(ReleaseDraft("acceptance", D("0.5"), 0), ReleaseDraft("defects_end", D(1), 14)),
    )
    kept = [certified(book, contract, date(2024, 5 + n, 1), work=Money.of(400_000)).retention for n in range(3)]
    assert kept == [Money.of(20_000), Money.of(10_000), Money()]
    with book.read() as session:
        parts = session.execute(
            select(Receivable.anchor, func.sum(Receivable.amount))
            .where(Receivable.kind == "retention")
            .group_by(Receivable.anchor)
            .order_by(Receivable.anchor)
        ).all()
    assert [tuple(part) for part in parts] == [("acceptance", Money.of(15_000)), ("defects_end", Money.of(15_000))]


def advance_paid(book: Book, contract: str, amount: Money) -> None:
    with book.write(receipts.RECORD) as session:
        key = session.scalars(select(Receivable.id).where(Receivable.kind == "advance")).one()
        owner = session.get_one(contracts.Contract, contract).owner_id
        line = receipts.AllocationDraft(key, amount=amount)
        draft = receipts.ReceiptDraft(payer=owner, received_on=date(2024, 3, 20), amount=amount)
        receipts.record(session, replace(draft, allocations=(line,)))


def test_only_an_advance_that_was_paid_is_recovered_and_never_more(book: Book) -> None:
    contract = a_contract(book, milestones=ALL_NOW, advance=Money.of(100_000), recovery_rate=D("0.3"))
    assert certified(book, contract, date(2024, 3, 1), work=Money.of(200_000)).recovery == Money()
    certified(book, contract, date(2024, 3, 5), kind="advance", work=Money.of(100_000))
    advance_paid(book, contract, Money.of(70_000))
    found = [certified(book, contract, date(2024, n, 1), work=Money.of(200_000)).recovery for n in (4, 5, 6)]
    assert found == [Money.of(60_000), Money.of(10_000), Money()]


def test_what_was_certified_before_the_book_began_is_carried_on(book: Book) -> None:
    contract = a_contract(
        book, price=Money.of(1_000_000), milestones=ALL_NOW, retention_rate=D("0.03"), retention_cap=D("0.03"),
        advance=Money.of(100_000), recovery_rate=D("0.5"),
    )  # fmt: skip
    with book.write(opening.TAKE_ON) as session:
        opening.take_on(
            session,
            opening.OpeningDraft(
                contract=contract,
                taken_on=date(2024, 1, 1),
                certified=Money.of(900_000),
                retention=Money.of(27_000),
                advance_paid=Money.of(100_000),
                recovered=Money.of(95_000),
            ),
        )
    row = certified(book, contract, work=Money.of(200_000))
    assert (row.retention, row.recovery) == (Money.of(3_000), Money.of(5_000))


def test_lines_tell_what_was_done_before_and_what_is_beyond_the_contract(book: Book) -> None:
    contract = a_contract(book, milestones=ALL_NOW)
    with book.write(contracts.RECORD) as session:
        item = makers.a_bill(session, session.get_one(contracts.Contract, contract))[1]
    line = LineDraft(bill_item=item.id, name=item.name, quantity=D(60_000), price=item.price, unit=item.unit)
    first = certified(book, contract, lines=(line,))
    assert first.gross == Money.of(1_800_000)
    draft = CertificateDraft(contract=contract, lines=(replace(line, quantity=D(50_000)),))
    with book.read() as session:
        behind = certificates.background(session, draft)
        advice = list(certificates.check_against(draft, behind))
    assert behind.quantities[item.id] == (D(100_000), D(60_000))
    assert [(one.entry, one.advice) for one in advice] == [("lines.0.quantity", True)]
    assert "10,000" in advice[0].text("en")


def test_an_unsigned_certificate_owes_nothing_and_can_be_edited(book: Book) -> None:
    contract = a_contract(book)
    with book.write(certificates.RECORD) as session:
        row = certificates.record(session, CertificateDraft(contract=contract, work=Money.of(500)))
    with book.write(certificates.RECORD) as session:
        draft = certificates.draft_of(session, row.id)
        certificates.record(session, replace(draft, work=Money.of(700)))
    with book.read() as session:
        assert receivables.positions(session, date(2030, 1, 1)) == []
        assert certificates.draft_of(session, row.id).work == Money.of(700)
        assert certificates.draft_of(session, row.id).number == "JB-2024-001-01"


def test_two_certificates_of_one_period_do_not_count_the_same_work_twice(book: Book) -> None:
    contract = a_contract(book)
    certified(book, contract, period=1, work=Money.of(300_000))
    twin = CertificateDraft(number="JJ-2", contract=contract, period=1, work=Money(1))
    for day in (date(2024, 6, 8), None):
        with pytest.raises(Invalid) as refused, book.write(certificates.RECORD) as session:
            certificates.record(session, replace(twin, certified_on=day))
        assert [one.entry for one in refused.value.problems if not one.advice] == ["period"]
    assert certified(book, contract, date(2024, 6, 8), work=Money.of(1)).period == 2


def test_a_signed_certificate_is_not_edited_and_is_void_only_while_no_money_rests_on_it(book: Book) -> None:
    contract = a_contract(book, milestones=ALL_NOW)
    row = certified(book, contract, work=Money.of(500))
    with pytest.raises(Refused, match="stays as it is"), book.write(certificates.RECORD) as session:
        certificates.record(session, replace(certificates.draft_of(session, row.id), work=Money.of(1)))
    paid(book, contract, Money.of(100), date(2024, 6, 1))
    with pytest.raises(Refused, match="Release the allocations first"), book.write(certificates.VOID) as session:
        certificates.void(session, row.id, "重复")
    book.undo()
    with book.write(certificates.VOID) as session:
        certificates.void(session, row.id, "重复")
    with book.read() as session:
        assert receivables.positions(session, date(2030, 1, 1)) == []


def test_a_certificate_whose_money_was_released_can_be_void_and_the_money_was_free_all_along(book: Book) -> None:
    contract = a_contract(book, milestones=ALL_NOW)
    row = certified(book, contract, work=Money.of(500))
    paid(book, contract, Money.of(100), date(2024, 6, 1))
    with book.write(receipts.RELEASE) as session:
        receipts.release(session, session.scalars(select(Allocation.id)).one(), date(2024, 7, 1))
    with book.write(certificates.VOID) as session:
        certificates.void(session, row.id, "重复")
    with book.read() as session:
        assert receivables.positions(session, date(2024, 6, 15)) == []
        assert receipts.beside(session, date(2024, 6, 15))["CNY"].unallocated == Money.of(100)


def test_a_certificate_that_was_void_is_entered_again_as_it_was_the_first_time(book: Book) -> None:
    """Its paper did not change, whatever was signed after it."""
    contract = a_contract(book, milestones=ALL_NOW, retention_rate=D("0.03"), retention_cap=D("0.0005"))
    first, second = (certified(book, contract, date(2024, n, 8), work=Money.of(150_000)) for n in (5, 6))
    assert (first.retention, second.retention) == (Money.of(4_500), Money.of(1_500))
    with book.write(certificates.VOID) as session:
        certificates.void(session, first.id, "金额录错")
    again = certified(book, contract, date(2024, 5, 8), period=1, number="01 更正", work=Money.of(140_000))
    assert again.retention == Money.of(4_200)
    with book.read() as session:
        assert session.get_one(PaymentCertificate, second.id).retention == Money.of(1_500)


@pytest.mark.parametrize(("rate", "kind", "left"), [
    ("0.05", "last", "85,000.00"), ("0.05", "interim", None), ("0.3333", "last", "10.00"), ("0.34", "last", None),
])  # fmt: skip
def test_a_last_certificate_tells_what_of_the_advance_it_leaves(
    book: Book, rate: str, kind: str, left: str | None
) -> None:
    """¥ 100,000 paid in advance; two certificates of 100,000 and 200,000 recover a share of each, at most all of it."""
    terms = {"advance": Money.of(100_000), "recovery_rule": "percentage", "recovery_rate": D(rate)}
    contract = a_contract(book, milestones=ALL_NOW, **terms)
    certified(book, contract, date(2024, 3, 5), kind="advance", work=Money.of(100_000))
    advance_paid(book, contract, Money.of(100_000))
    certified(book, contract, date(2024, 5, 8), work=Money.of(100_000))
    with book.write(certificates.RECORD) as session, heard() as told:
        draft = CertificateDraft(contract=contract, certified_on=date(2024, 6, 8), kind=kind, work=Money.of(200_000))
        certificates.record(session, draft)
    assert [one.values["left"] for one in told if one.entry == "kind"] == ([left] if left else [])


def test_old_certificates_keep_the_terms_they_were_made_under(book: Book) -> None:
    contract = a_contract(book)
    first = certified(book, contract, date(2024, 5, 8), work=Money.of(100_000), period_to=date(2024, 4, 25))
    with book.write(contracts.AGREE) as session:
        makers.an_agreement(session, session.get_one(contracts.Contract, contract))
    second = certified(book, contract, date(2024, 8, 8), work=Money.of(100_000), period_to=date(2024, 7, 25))
    assert (first.progress, second.progress) == (Money.of(80_000), Money.of(85_000))
    with book.read() as session:
        assert session.get_one(PaymentCertificate, first.id).progress == Money.of(80_000)


def test_nothing_done_is_nothing_due(book: Book) -> None:
    contract = a_contract(book)
    with pytest.raises(Invalid, match="nothing to certify"):
        certified(book, contract)
    with book.read() as session:
        assert session.scalar(select(func.count()).select_from(Receivable)) == 0


def test_a_period_without_new_work_moves_money_all_the_same_where_a_nought_is_said(book: Book) -> None:
    """FIDIC 14.3: a statement of nothing done; the instalment of the advance is recovered in it."""
    terms = {"advance": Money.of(100_000), "recovery_rule": "instalments", "recovery_periods": "2-3"}
    contract = a_contract(book, milestones=ALL_NOW, **terms)
    certified(book, contract, date(2024, 3, 5), kind="advance", work=Money.of(100_000))
    advance_paid(book, contract, Money.of(100_000))
    certified(book, contract, date(2024, 5, 8), work=Money.of(300_000))
    idle = certified(book, contract, date(2024, 6, 8), work=Money())
    assert (idle.gross, idle.recovery, idle.due) == (Money(), Money.of(50_000), -Money.of(50_000))


def test_what_was_held_below_the_minimum_comes_free_in_a_last_certificate_without_new_work(book: Book) -> None:
    contract = a_contract(book, minimum=Money.of(2_000_000), recovery_rule="none", advance=None)
    held = certified(book, contract, date(2024, 5, 8), work=Money.of(100_000))
    last = certified(book, contract, date(2024, 6, 8), kind="last", work=Money())
    assert held.held > Money()
    assert last.due == held.held


amounts = st.integers(1, 10**10).map(Money)
shares = st.sampled_from([(D("0.8"), D("0.97"), D(1)), (D("0.6"), D(1)), (D(1),), (D("0.333333"), D("0.8"), D(1))])
EVENTS = ("certification", "final_account", "defects_end")


@given(
    works=st.lists(amounts, min_size=1, max_size=5),
    cut=shares,
    retention=st.sampled_from([None, D("0.03"), D("0.05")]),
    deducted=st.lists(st.tuples(amounts, st.booleans()), max_size=2),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
def test_receivables_add_up_to_what_the_certificate_says(
    empty_book_each: Callable[[], Book],
    works: list[Money],
    cut: tuple[D, ...],
    retention: D | None,
    deducted: list[tuple[Money, bool]],
) -> None:
    book = empty_book_each()
    milestones = tuple(MilestoneDraft(event, share, 14) for event, share in zip(EVENTS, cut, strict=False))
    contract = a_contract(book, milestones=milestones, retention_rate=retention)
    taken = tuple(AdjustmentDraft("penalty", amount, "罚款", agreed) for amount, agreed in deducted)
    for month, work in enumerate(works):
        row = certified(book, contract, date(2024, 1 + month, 28), work=work, adjustments=taken)
        with book.read() as session:
            made = session.scalars(select(Receivable.amount).where(Receivable.source_id == row.id)).all()
        assert Money.total(made) == row.gross - row.recovery - row.deducted + row.added
        assert row.net + row.vat == row.gross
        assert row.deducted == Money.total(amount for amount, agreed in deducted if agreed)
    with book.read() as session:
        balance = Money.total(one.balance for one in receivables.positions(session, date(2030, 1, 1)))
        sums = session.execute(select(func.sum(PaymentCertificate.gross), func.sum(PaymentCertificate.deducted))).one()
    assert balance == sums[0] - sums[1]


def test_a_signature_is_bound_to_the_certificate_its_lines_and_its_adjustments(book: Book) -> None:
    contract = a_contract(book, milestones=ALL_NOW)
    line = LineDraft(name="土方", unit="m3", quantity=D("10.50"), price=D("30.00"))
    taken = AdjustmentDraft("penalty", Money.of(7), "罚款")
    row = certified(book, contract, lines=(line,), adjustments=(taken,))
    for change in (
        "UPDATE certificates SET gross = gross + 1",
        "UPDATE certificate_lines SET quantity = quantity + 1",
        "UPDATE certificate_adjustments SET reason = '改'",
        "DELETE FROM certificate_adjustments",
    ):
        assert unaltered(book, row.id)
        with book.write(certificates.RECORD) as session:
            session.execute(text(change))
        assert not unaltered(book, row.id), change
        book.undo()


def test_what_was_not_signed_is_bound_to_nothing(book: Book) -> None:
    contract = a_contract(book)
    with book.write(certificates.RECORD) as session:
        row = certificates.record(session, CertificateDraft(contract=contract, work=Money.of(500)))
    assert not unaltered(book, row.id)


def unaltered(book: Book, certificate: str) -> bool:
    with book.read() as session:
        return certificates.is_unaltered(session, session.get_one(PaymentCertificate, certificate))


@pytest.mark.parametrize(("work", "free"), [(1_000_000, 970_000), (2_000_000, 0), (3_000_000, 0)])
def test_a_correction_pays_no_retention_with_money_for_progress(book: Book, work: int, free: int) -> None:
    """Retention of 3 % has a life of its own: ¥ 1,940,000 of progress was paid, of the corrected one 970,000 is due."""
    contract = a_contract(book, retention_rate=D("0.03"), milestones=ALL_NOW)
    old = certified(book, contract, work=Money.of(2_000_000)).id
    with book.write(receipts.RECORD) as session:
        progress = session.scalars(select(Receivable).where(Receivable.kind == "progress")).one()
        owner = session.get_one(contracts.Contract, contract).owner_id
        line = receipts.AllocationDraft(receivable=progress.id, amount=progress.amount)
        draft = receipts.ReceiptDraft(payer=owner, received_on=date(2024, 7, 1), amount=progress.amount)
        receipt = receipts.record(session, replace(draft, allocations=(line,))).id
    with book.write(certificates.CORRECT) as session, heard() as told:
        certificates.correct(session, replace(certificates.draft_of(session, old), work=Money.of(work)))
    with book.read() as session:
        paid_of = select(Receivable.kind, Allocation.amount).join(Allocation, Allocation.receivable_id == Receivable.id)
        rows = session.execute(paid_of.where(Allocation.void == 0)).all()
        assert [tuple(row) for row in rows] == [("progress", Money.of(1_940_000 - free))]
        assert receipts.unallocated_on(session, receipt, date(2024, 7, 1)) == Money.of(free)
    said = [one.text("zh") for one in told if "不再抵付" in one.text("zh")]
    assert [f"{free:,}.00" in one for one in said] == ([True] if free else [])


def test_a_correction_takes_the_money_along_and_leaves_unallocated_what_finds_no_room(book: Book) -> None:
    contract = a_contract(book, retention_rate=None, milestones=ALL_NOW)
    old = certified(book, contract, work=Money.of(1_000_000)).id
    paid(book, contract, Money.of(900_000), date(2024, 7, 1))
    with book.write(certificates.CORRECT) as session:
        before = certificates.draft_of(session, old)
        made = certificates.correct(session, replace(before, work=Money.of(600_000)))
        assert made.number == before.number
        new = made.id
    with book.read() as session:
        (receipt,) = session.scalars(select(receipts.Receipt.id)).all()
        (owed,) = session.scalars(select(Receivable).where(Receivable.source_id == new)).all()
        (now,) = session.scalars(select(Allocation).where(Allocation.void == 0)).all()
        assert (now.receivable_id, now.amount, now.allocated_on) == (owed.id, owed.amount, date(2024, 7, 1))
        assert owed.amount == Money.of(600_000)
        assert receipts.unallocated_on(session, receipt, date(2024, 7, 1)) == Money.of(300_000)
