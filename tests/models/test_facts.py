"""What holds of dated facts in a real book, in whatever order they come in and whenever they are taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import certificates, contracts, late_interest, receipts, receivables
from models.certificates import CertificateDraft, PaymentCertificate
from models.contracts import Contract, MilestoneDraft
from models.money import Money
from models.receipts import Receipt, ReceiptDraft, ReversalDraft
from models.receivables import DueChangeDraft, DueEventDraft, Receivable
from models.rules.interest import InterestTerms, PartPayment, interest
from models.rules.interest_rates import read_rate
from models.store.book import Book
from models.store.commands import Command
from tests import makers
from tests.models import by_hand

D = Decimal
TEST = Command("tests.facts", "For a test")
SIGNED = date(2024, 5, 8)
END = date(2026, 6, 30)
SOME = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
days = st.dates(SIGNED, END)
amounts = st.integers(1, 10**8).map(Money)
MILESTONES = (
    MilestoneDraft("invoice_received", D("0.8"), 30),
    MilestoneDraft("final_account", D("0.97"), 28),
    MilestoneDraft("defects_end", D(1), 14),
)
Fact = Callable[[Session], Any]


def a_certified(session: Session, *works: Money, **agreed: Any) -> Contract:
    terms: dict[str, Any] = {"advance": None, "recovery_rate": None, "milestones": MILESTONES, **agreed}
    contract = makers.a_contract(session, **terms)
    for number, work in enumerate(works):
        day = SIGNED + timedelta(30 * number)
        certificates.record(session, CertificateDraft(contract=contract.id, work=work, certified_on=day))
    return contract


def of_kind(session: Session, kind: str) -> str:
    return session.scalars(select(Receivable.id).where(Receivable.kind == kind).order_by(Receivable.id)).first() or ""


def happened(name: str, day: date) -> Fact:
    def act(session: Session) -> None:
        key = session.scalars(select(Contract.id)).one()
        contracts.record(session, replace(contracts.draft_of(session, key), **{name: day}))

    return act


def received(day: date, amount: Money, number: str) -> Fact:
    """Money that settles the retention alone, so that no other receipt takes its room."""

    def act(session: Session) -> None:
        payer, key = makers.a_party(session).id, of_kind(session, "progress")
        line = receipts.AllocationDraft(key, amount=amount, allocated_on=day)
        receipts.record(session, ReceiptDraft(
            number=number, payer=payer, received_on=day, amount=amount, allocations=(line,)))  # fmt: skip

    return act


def standing(book: Book, on: Sequence[date]) -> list[Any]:
    """Every item on these days, without the keys of the book: they say when something was entered."""
    with book.read() as session:
        return [[replace(one, id="", party="") for one in by_hand.items(session, day)] for day in on]


@given(data=st.data(), dates=st.lists(days, min_size=6, max_size=6))
@SOME
def test_the_order_in_which_dated_facts_come_in_does_not_matter(
    empty_book_each: Callable[[], Book], data: st.DataObject, dates: list[date]
) -> None:
    accepted, settled, billed, agreed, first, second = dates
    facts: list[Fact] = [
        happened("accepted_on", accepted),
        happened("settled_on", settled),
        lambda s: receivables.note_event(s, DueEventDraft(of_kind(s, "progress"), happened_on=billed)),
        lambda s: receivables.change_due(s, DueChangeDraft(of_kind(s, "final"), agreed, END, "展期")),
        received(first, Money(10**6), "SK-1"),
        received(second, Money(2 * 10**6), "SK-2"),
    ]
    found = []
    for order in (facts, data.draw(st.permutations(facts))):
        book = empty_book_each()
        with book.write(TEST) as session:
            a_certified(session, Money(10**8))
        for fact in order:
            with book.write(TEST) as session:
                fact(session)
        found.append(standing(book, [*dates, END + timedelta(900)]))
    assert found[0] == found[1]


@given(works=st.lists(amounts, min_size=1, max_size=3), paid=st.lists(amounts, max_size=3), later=days)
@SOME
def test_reversing_everything_leaves_nothing_owed_and_nothing_here(
    empty_book_each: Callable[[], Book], works: list[Money], paid: list[Money], later: date
) -> None:
    book = empty_book_each()
    with book.write(TEST) as session:
        contract = a_certified(session, *works)
        for amount in paid:
            draft = ReceiptDraft(payer=contract.owner_id, received_on=SIGNED, amount=amount)
            receipts.record(session, replace(draft, allocations=receipts.propose(session, draft)))
    with book.write(TEST) as session:
        for key in session.scalars(select(Receipt.id)).all():
            receipts.reverse(session, ReversalDraft(key, "returned", later, "退回"))
    with book.read() as session:
        (whole,) = receivables.positions(session, END)
        assert whole.balance == Money.total(one.amount for one in session.scalars(select(Receivable)))
        assert receipts.beside(session, END)["CNY"].unallocated == Money() if paid else True
    with book.write(TEST) as session:
        for key in session.scalars(select(PaymentCertificate.id).order_by(PaymentCertificate.period.desc())).all():
            certificates.void(session, key, "重复")
    with book.read() as session:
        for day in (SIGNED, later, END):
            assert all(one.balance == Money() for one in receivables.positions(session, day))


@given(cut=st.integers(1, 400), paid=st.lists(st.tuples(st.integers(1, 500), st.integers(1, 10**6)), max_size=3))
@SOME
def test_interest_on_what_is_late_is_additive_over_a_split_day(
    empty_book_each: Callable[[], Book], cut: int, paid: list[tuple[int, int]]
) -> None:
    book, to = empty_book_each(), date(2026, 1, 1)
    with book.write(TEST) as session:
        a_certified(session, Money(10**8), milestones=(MilestoneDraft("certification", D(1), 28),))
        for number, (days_late, fen) in enumerate(paid):
            received(SIGNED + timedelta(28 + days_late), Money(fen), f"SK-{number}")(session)
    with book.read() as session:
        (late,) = late_interest.late_items(session, to)
        split = late.begins_on + timedelta(cut)
        terms = InterestTerms(read_rate("6/y"), end="out")

        def exact(principal: Money, first: date, last: date, payments: Sequence[PartPayment]) -> Any:
            inside = tuple(one for one in payments if first <= one.on <= last)
            return interest(principal, first, last, terms, payments=inside).exact

        before = [one for one in late.payments if one.on < split]
        left = late.owed - Money.total(one.amount for one in before)
        parts = exact(late.owed, late.begins_on, split, before) + exact(
            left, split, to, [one for one in late.payments if one.on >= split]
        )
        assert exact(late.owed, late.begins_on, to, late.payments) == parts


RECOVERED: tuple[dict[str, Any], ...] = (
    {"recovery_rule": "percentage", "recovery_rate": D("0.2")},
    {"recovery_rule": "start_point", "recovery_share": D("0.6")},
    {"recovery_rule": "linear", "recovery_start": D("0.1"), "recovery_end": D("0.8")},
    {"recovery_rule": "fidic", "recovery_start": D("0.1"), "recovery_rate": D("0.25")},
    {"recovery_rule": "instalments", "recovery_periods": "2-4"},
)


@given(
    how=st.sampled_from(RECOVERED), shares=st.lists(st.integers(-5, 60), min_size=1, max_size=5),
    received_share=st.integers(0, 100),
)  # fmt: skip
@SOME
def test_no_more_than_the_advance_received_is_recovered_and_the_parts_of_each_certificate_add_up(
    empty_book_each: Callable[[], Book], how: dict[str, Any], shares: list[int], received_share: int
) -> None:
    book = empty_book_each()
    with book.write(TEST) as session:
        contract = makers.a_contract(session, price=Money(10**8), advance=Money(10**7), retention_rate=D("0.03"), **how)
        draft = CertificateDraft(contract=contract.id, kind="advance", work=Money(10**7), certified_on=SIGNED)
        certificates.record(session, draft)
        got = Money(10**7).share(D(received_share) / 100)
        if got:
            came = ReceiptDraft(payer=contract.owner_id, contract=contract.id, received_on=SIGNED, amount=got)
            receipts.record(session, replace(came, allocations=receipts.propose(session, came)))
        made = []
        for number, share in enumerate(shares):
            work, day = Money(share * 10**6 + number + 1), SIGNED + timedelta(30 * (number + 1))
            one = CertificateDraft(contract=contract.id, work=work, certified_on=day)
            made.append(certificates.record(session, one))
        for row in made:
            assert row.gross == row.due + row.later + row.retention + row.recovery + row.deducted - row.added
            assert row.net + row.vat == row.gross
        so_far = Money()
        for row in made:
            so_far += row.recovery
            assert Money() <= so_far <= got
        owed = session.scalars(select(Receivable).where(Receivable.source_id.in_([row.id for row in made])))
        assert Money.total(one.amount for one in owed) == Money.total(
            row.due + row.later + row.retention for row in made
        )
