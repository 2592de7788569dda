"""Whatever order the papers of a site are entered in, the same is owed on every day; taken back, nothing is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    certificates,
    claims,
    contracts,
    debit_notes,
    deposits,
    final_accounts,
    invoices,
    late_interest,
    receipts,
    receivables,
)
from models.certificates import CertificateDraft, PaymentCertificate
from models.claims import Claim, StepDraft
from models.contracts import Contract, MilestoneDraft
from models.debit_notes import DebitNote
from models.deposits import DeductionDraft, Deposit
from models.downstream import SetOff, SetOffLineDraft, set_off
from models.final_accounts import FinalAccount
from models.invoices import VatInvoice
from models.money import Money
from models.receipts import AllocationDraft, Receipt, ReceiptDraft, ReversalDraft
from models.receivables import DueChangeDraft, DueEventDraft, Receivable
from models.rules.ageing import DUE, POSTING
from models.rules.interest import InterestTerms, interest
from models.rules.interest_rates import read_rate
from models.store.book import Book
from models.store.commands import Command
from tests import makers

D = Decimal
TEST = Command("tests.entering", "For a test")
SIGNED, END = date(2024, 5, 8), date(2026, 6, 30)
SOME = settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
days = st.dates(SIGNED, END)
amounts = st.integers(10**7, 10**9).map(Money)
parts = st.integers(1, 10**6).map(Money)
MILESTONES = (
    MilestoneDraft("certification", D("0.6"), 28), MilestoneDraft("invoice_received", D("0.8"), 30),
    MilestoneDraft("final_account", D("0.97"), 28), MilestoneDraft("defects_end", D(1), 14),
)  # fmt: skip


@dataclass(frozen=True)
class Paper:
    """One thing that is entered; ``after`` are the numbers that it names and that have to be there before."""

    number: str
    enter: Callable[[Session], Any]
    after: tuple[str, ...] = ()


def contract(session: Session, number: str) -> Contract:
    return session.scalars(select(Contract).where(Contract.number == number)).one()


def owed(session: Session, document: str, kind: str = "") -> str:
    """The first receivable of a document, of a class where one is given."""
    mine = Receivable.document == document, *((Receivable.kind == kind,) if kind else ())
    return (
        session.scalars(select(Receivable.id).where(*mine, Receivable.void == 0).order_by(Receivable.id)).first() or ""
    )


def happened(event: str, day: date) -> Callable[[Session], Any]:
    def enter(session: Session) -> None:
        key = contract(session, "HT-01").id
        contracts.record(session, replace(contracts.draft_of(session, key), **{event: day}))

    return enter


def money(number: str, document: str, day: date, amount: Money, **how: Any) -> Paper:
    """A receipt for one document."""

    def enter(session: Session) -> None:
        payer = makers.a_party(session).id
        line = AllocationDraft(owed(session, document), amount=amount, allocated_on=day)
        draft = ReceiptDraft(number=number, payer=payer, received_on=day, amount=amount, allocations=(line,))
        receipts.record(session, replace(draft, **how))

    return Paper(number, enter, (document,))


def back(number: str, receipt: str, how: str, day: date) -> Paper:
    def enter(session: Session) -> None:
        row = session.scalars(select(Receipt).where(Receipt.number == receipt)).one()
        receipts.reverse(session, ReversalDraft(row.id, how, max(day, row.received_on), "退回"))

    return Paper(number, enter, (receipt,))


def papers(on: Sequence[date], of: Sequence[Money], paid: Sequence[Money]) -> list[Paper]:
    """One of every noun that moves money, with days and amounts that were drawn."""

    def certify(number: int) -> Callable[[Session], Any]:
        def enter(session: Session) -> None:
            draft = CertificateDraft(
                contract=contract(session, "HT-01").id, number=f"JJ-{number}", period=number, work=of[number - 1],
                certified_on=SIGNED + timedelta(30 * number),
            )  # fmt: skip
            certificates.record(session, draft)

        return enter

    def claim(session: Session) -> None:
        steps = StepDraft(claims.FINAL, on[0], of[3]), StepDraft(claims.AGREED, on[0], of[3])
        how = {"number": "SP-1", "happened_on": on[0], "payment": "separate", "pay_days": 28}
        makers.a_claim(session, contract(session, "HT-01"), *steps, **how)

    def settle_below(session: Session) -> None:
        sub = makers.a_subcontract(session, contract(session, "HT-01"), number="FB-1")
        line = SetOffLineDraft(owed(session, "JJ-1"), paid[0])
        makers.a_set_off(session, sub, number="DK-1", signed_on=on[1], effective_on=max(on[1], SIGNED + timedelta(40)),
                         amount=paid[0], lines=(line,))  # fmt: skip

    def bill(session: Session) -> None:
        lines = (invoices.InvoiceLineDraft("JJ-2", of[1]),)
        draft = invoices.InvoiceDraft(
            contract=contract(session, "HT-01").id, number="24322000000012345678", invoiced_on=on[2], gross=of[1],
            received_on=on[2] + timedelta(3), lines=lines,
        )  # fmt: skip
        invoices.record(session, draft)

    def note(kind: str, number: str, place: int, **how: Any) -> Callable[[Session], Any]:
        usual = {"kind": kind, "number": number, "charged_on": on[place], "amount": of[place], "signed_by": "周仓管"}
        return lambda s: makers.a_debit_note(s, contract(s, "HT-01"), **usual, **how)

    def deposit(session: Session) -> None:
        taken = DeductionDraft(on[5] + timedelta(9), paid[1], "罚款", True)
        how = {"number": "BZ-1", "amount": of[5], "paid_on": on[5], "deductions": (taken,)}
        makers.a_deposit(session, contract(session, "HT-01"), **how)

    def account(session: Session) -> None:
        makers.a_final_account(session, contract(session, "HT-02"), number="JS-1", submitted_on=on[6], reviews=(),
                               amount=of[6], settled=of[6], settled_on=on[6])  # fmt: skip

    def postpone(session: Session) -> None:
        key = owed(session, "JJ-1")
        receivables.change_due(session, DueChangeDraft(key, on[7], END, "展期"))

    def waited(session: Session) -> None:
        row = select(Receivable.id).where(Receivable.document == "JJ-3", Receivable.anchor == "invoice_received")
        receivables.note_event(session, DueEventDraft(session.scalars(row).one(), happened_on=on[8], paper="签收"))

    return [
        *(Paper(f"JJ-{number}", certify(number), (f"JJ-{number - 1}",) * (number > 1)) for number in (1, 2, 3)),
        Paper("SP-1", claim),
        Paper("DK-1", settle_below, ("JJ-1",)),
        Paper("FP-1", bill, ("JJ-2",)),
        Paper("YS-1", note("freight", "YS-1", 4, due_on=on[4] + timedelta(30))),
        Paper("YS-2", note("goods", "YS-2", 7)),
        Paper("YS-3", note("compensation", "YS-3", 8, about="JJ-2"), ("JJ-2",)),
        Paper("BZ-1", deposit),
        Paper("JS-1", account),
        Paper("展期", postpone, ("JJ-1",)),
        Paper("签收", waited, ("JJ-3",)),
        Paper("验收", happened("accepted_on", on[9])),
        Paper("结算", happened("settled_on", on[10])),
        money("SK-1", "JJ-1", on[9], paid[2]),
        money("SK-2", "JJ-2", on[3], paid[3], method="bank_bill"),
        money("SK-3", "YS-1", on[1], paid[4]),
        money("SK-4", "BZ-1", on[2], paid[5]),
        money("SK-5", "SP-1", on[10], paid[6]),
        back("拒付", "SK-2", "dishonoured", on[5]),
        back("退款", "SK-3", "returned", on[6]),
    ]  # fmt: skip


def in_turn(order: Sequence[Paper]) -> list[Paper]:
    """The same papers, each as early in the order as what it names allows."""
    waiting, found = list(order), list[Paper]()
    while waiting:
        known = {one.number for one in found}
        first = next(one for one in waiting if known.issuperset(one.after))
        waiting.remove(first)
        found.append(first)
    return found


def entered(book: Book, order: Sequence[Paper]) -> None:
    with book.write(TEST) as session:
        for number in ("HT-01", "HT-02"):
            makers.a_contract(session, number=number, advance=None, recovery_rate=None, milestones=MILESTONES,
                              retention_rate=D("0.03"), price=Money(10**11))  # fmt: skip
    for one in in_turn(order):
        with book.write(TEST) as session:
            one.enter(session)


def figures(book: Book, on: Sequence[date]) -> list[Any]:
    """Every item, the position, both ages, what is unallocated and interest on what is late, on these days."""
    terms = InterestTerms(read_rate("6/y"))
    found = []
    with book.read() as session:
        for day in on:
            item = receivables.items(day)
            shown = [item.c[name] for name in ("document", "kind", "posted_on", "due_on", "amount", "open")]
            items = sorted(str(tuple(row)) for row in session.execute(select(*shown)))
            late = late_interest.late_items(session, day)
            sums = [
                (one.document, one.due_on, interest(one.owed, one.begins_on, day, terms, payments=one.payments).total)
                for one in late
                if one.begins_on <= day
            ]
            aged = [receivables.ageing(session, day, by) for by in (DUE, POSTING)]
            stood = receivables.positions(session, day), receipts.beside(session, day)
            found.append((items, *stood, aged, sorted(sums)))
    return found


@given(
    data=st.data(), on=st.lists(days, min_size=11, max_size=11), of=st.lists(amounts, min_size=9, max_size=9),
    paid=st.lists(parts, min_size=7, max_size=7),
)  # fmt: skip
@SOME
def test_the_order_in_which_papers_are_entered_does_not_matter(
    empty_book_each: Callable[[], Book], data: st.DataObject, on: list[date], of: list[Money], paid: list[Money]
) -> None:
    every = papers(on, of, paid)
    looked_at = [*sorted(on)[::3], END, END + timedelta(900)]
    found = []
    for order in (every, data.draw(st.permutations(every)), every[::-1]):
        book = empty_book_each()
        entered(book, order)
        found.append(figures(book, looked_at))
    assert found[0] == found[1]
    assert found[0] == found[2]


TAKEN_BACK: tuple[tuple[Any, Callable[[Session, str, str], Any]], ...] = (
    (SetOff, set_off.void),
    (VatInvoice, invoices.void),
    (Claim, claims.void),
    (DebitNote, debit_notes.void),
    (Deposit, deposits.void),
    (FinalAccount, final_accounts.void),
)


@given(
    data=st.data(), on=st.lists(days, min_size=11, max_size=11), of=st.lists(amounts, min_size=9, max_size=9),
    paid=st.lists(parts, min_size=7, max_size=7), later=st.dates(END, END + timedelta(60)),
)  # fmt: skip
@SOME
def test_what_is_taken_back_leaves_nothing_owed_and_nothing_here(
    empty_book_each: Callable[[], Book], data: st.DataObject, on: list[date], of: list[Money], paid: list[Money],
    later: date,
) -> None:  # fmt: skip
    book = empty_book_each()
    entered(book, data.draw(st.permutations(papers(on, of, paid))))
    with book.write(TEST) as session:
        gone = set(session.scalars(select(Receipt.reverses_id).where(Receipt.reverses_id.is_not(None))))
        for row in session.scalars(select(Receipt).where(Receipt.reverses_id.is_(None))).all():
            if row.id not in gone:
                receipts.reverse(session, ReversalDraft(row.id, "returned", later, "退回"))
    for kind, take_back in TAKEN_BACK:
        with book.write(TEST) as session:
            for key in session.scalars(select(kind.id).order_by(kind.id.desc())).all():
                take_back(session, key, "误录")
    with book.write(TEST) as session:
        newest_first = PaymentCertificate.period.desc()
        for key in session.scalars(select(PaymentCertificate.id).order_by(newest_first)).all():
            certificates.void(session, key, "误录")
    with book.read() as session:
        for day in (*sorted(on)[::3], END, later):
            assert all(one.balance == Money() for one in receivables.positions(session, day))
            assert session.execute(select(receivables.items(day).c.id)).all() == []
            assert late_interest.late_items(session, day) == []
        assert receipts.beside(session, later)["CNY"] == receipts.Beside()
