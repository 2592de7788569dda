"""Somebody who does every use case of a book in any order, and looks after each one whether the book still holds."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    certificates,
    contracts,
    opening,
    pipeline,
    receipts,
    receivables,
    registry,
    variations,
)
from models.certificates import AdjustmentDraft, CertificateDraft, PaymentCertificate, ReviewDraft
from models.contracts import Contract, MilestoneDraft, ReleaseDraft
from models.contracts.terms_draft import USUAL_MILESTONES
from models.events import OWNER_CONTROLLED
from models.money import Money
from models.problems import Invalid, Refused
from models.receipts import AllocationsDraft, Receipt, ReceiptDraft, ReversalDraft
from models.receivables import Allocation, DueChangeDraft, DueEventDraft, Receivable
from models.store.commands import Command
from models.store.verify import verify
from models.variations import VariationOrder
from models.work import finish
from tests import makers
from tests.models import by_hand, random_terms
from tests.models.random_documents import BEGIN, END, Documents, amounts, days, places
from tests.models.random_invoices import Invoices
from tests.models.store import digests

soon = st.integers(0, 60).map(timedelta)
D = Decimal
shares = st.sampled_from(
    [
        (MilestoneDraft("certification", D(1), 14),),
        USUAL_MILESTONES,
        (MilestoneDraft("invoice_received", D("0.8"), 30), MilestoneDraft("public_review", D(1), 10)),
        (MilestoneDraft("certification", D("0.333333"), 28), MilestoneDraft("acceptance", D(1), None)),
    ]
)
EVENTS = ["accepted_on", "settled_on", "handed_over_on", "reviewed_on", "sued_on"]
UseCase = Callable[[Session], object]
"""What happens inside one Step."""


class RandomSite(Documents, Invoices, RuleBasedStateMachine):
    """Every rule is one Step; ``act`` is told from which day on it may change what was owed."""

    def __init__(self, empty: Path) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        shutil.copytree(empty, Path(self.folder.name) / "book")
        self.book = registry.open_book(Path(self.folder.name) / "book")
        self.former = [digests.of_records(self.book)]
        self.later: list[str] = []
        self.day = BEGIN
        self.looked = 0

    def teardown(self) -> None:
        """The chain holds, and every Step can be taken back, the last one first."""
        verdict = finish(verify(self.book))
        while len(self.former) > 1:
            self.take_back()
        self.book.close()
        self.folder.cleanup()
        assert verdict.holds, verdict.findings

    def act(self, from_day: date, command: Command, use_case: UseCase) -> None:
        """Do it: whole or not at all, and no position of a day before ``from_day`` changes."""
        eve = from_day - timedelta(1)
        before = self.figures(eve)
        try:
            with self.book.write(command) as session:
                use_case(session)
        except (Invalid, Refused):
            assert digests.of_records(self.book) == self.former[-1]
            return
        assert self.figures(eve) == before
        state = digests.of_records(self.book)
        if state != self.former[-1]:
            self.former.append(state)
            self.later = []
        self.day = from_day

    def figures(self, as_of: date) -> tuple[Any, ...]:
        with self.book.read() as session:
            gates = {one.currency: one.gates[-3:] for one in pipeline.pipeline(session, as_of) if one.gates[-3].reached}
            return by_hand.items(session, as_of), gates

    def one_of(self, kind: Any, place: int, *where: Any) -> Any:
        """A record of this kind, or None while there is none."""
        with self.book.read() as session:
            found = session.scalars(select(kind).where(*where).order_by(kind.id)).all()
            session.expunge_all()
        return found[place % len(found)] if found else None

    def has(self, kind: Any, *where: Any) -> bool:
        return self.one_of(kind, 0, *where) is not None

    @initialize(
        cut=shares, retention=st.sampled_from([None, D("0.03")]), minimum=st.sampled_from([None, Money(10**8)]),
        rule=random_terms.terms,
    )  # fmt: skip
    def sign_contracts(self, cut: Any, retention: Any, minimum: Any, rule: dict[str, Any]) -> None:
        terms = {"milestones": cut, "retention_rate": retention, "minimum": minimum, "retention_cap": retention, **rule}
        releases = (ReleaseDraft("acceptance", D("0.5"), 0), ReleaseDraft("defects_end", D(1), 14))
        self.act(END, contracts.RECORD, lambda s: makers.a_contract(s, **terms, releases=releases))
        self.act(
            END, contracts.RECORD, lambda s: makers.a_contract(s, number="USD-1", currency="USD", defects_months=None)
        )
        self.former = self.former[-1:]

    @rule(place=places, day=days, event=st.sampled_from(EVENTS))
    def note_an_event(self, place: int, day: date, event: str) -> None:
        contract = self.one_of(Contract, place)
        with self.book.read() as session:
            draft = contracts.draft_of(session, contract.id)
        known = getattr(draft, event) or day
        self.act(min(day, known), contracts.RECORD, lambda s: contracts.record(s, replace(draft, **{event: day})))

    @rule(place=places, day=days)
    def agree_on_other_terms(self, place: int, day: date) -> None:
        contract = self.one_of(Contract, place)
        number = f"补-{day:%m%d}"
        self.act(END, contracts.AGREE, lambda s: makers.an_agreement(s, contract, number=number, valid_from=day))

    @rule(place=places, day=days, amount=amounts)
    def approve_a_variation(self, place: int, day: date, amount: Money) -> None:
        contract = self.one_of(Contract, place)
        number = f"BG-{len(self.former)}"
        self.act(
            END, variations.APPROVE,
            lambda s: makers.an_approved_variation(s, contract, amount, max(day, date(2024, 6, 1)), number=number),
        )  # fmt: skip

    @precondition(lambda self: self.has(VariationOrder))
    @rule(place=places)
    def void_a_variation(self, place: int) -> None:
        row = self.one_of(VariationOrder, place)
        self.act(END, variations.VOIDED, lambda s: variations.void(s, row.id, "重复"))

    @rule(
        place=places, day=days, work=amounts, kind=st.sampled_from(["interim"] * 4 + ["advance", "last"]),
        taken=st.lists(st.tuples(st.sampled_from(["penalty", "safety"]), amounts, st.booleans()), max_size=2),
        beside=random_terms.parts,
    )  # fmt: skip
    def certify(
        self, place: int, day: date, work: Money, kind: str, taken: list[tuple[str, Money, bool]],
        beside: dict[str, Any],
    ) -> None:  # fmt: skip
        contract = self.one_of(Contract, place)
        adjustments = tuple(AdjustmentDraft(*one[:2], "理由", one[2]) for one in taken if kind != "advance")
        more = {} if kind == "advance" else beside
        draft = CertificateDraft(
            contract=contract.id, kind=kind, work=work, certified_on=day, adjustments=adjustments, **more
        )
        self.act(day, certificates.RECORD, lambda s: certificates.record(s, draft))

    @rule(place=places, work=amounts)
    def apply_for_payment(self, place: int, work: Money) -> None:
        draft = CertificateDraft(contract=self.one_of(Contract, place).id, work=work, period_to=BEGIN)
        self.act(END, certificates.RECORD, lambda s: certificates.record(s, draft))

    @precondition(lambda self: self.has(PaymentCertificate, UNSIGNED))
    @rule(place=places, day=days, stage=st.sampled_from(["submitted", "supervised", "reviewed"]))
    def review(self, place: int, day: date, stage: str) -> None:
        row = self.one_of(PaymentCertificate, place, UNSIGNED)
        self.act(END, certificates.REVIEW, lambda s: certificates.review(s, ReviewDraft(row.id, stage, day)))

    @precondition(lambda self: self.has(PaymentCertificate, UNSIGNED))
    @rule(place=places, day=days)
    def sign_an_application(self, place: int, day: date) -> None:
        row = self.one_of(PaymentCertificate, place, UNSIGNED)

        def sign(session: Session) -> None:
            certificates.record(session, replace(certificates.draft_of(session, row.id), certified_on=day))

        self.act(day, certificates.CERTIFY, sign)

    @precondition(lambda self: self.has(PaymentCertificate))
    @rule(place=places)
    def void_a_certificate(self, place: int) -> None:
        row = self.one_of(PaymentCertificate, place)
        self.act(row.certified_on or END, certificates.VOID, lambda s: certificates.void(s, row.id, "重复"))

    @precondition(lambda self: self.has(Receivable))
    @rule(place=places, day=days, later=soon)
    def change_a_due_date(self, place: int, day: date, later: timedelta) -> None:
        draft = DueChangeDraft(self.one_of(Receivable, place).id, day, day + later, "展期")
        self.act(day, receivables.CHANGE_DUE, lambda s: receivables.change_due(s, draft))

    @precondition(lambda self: self.has(Receivable, WAITING))
    @rule(place=places, day=days)
    def note_what_it_waits_for(self, place: int, day: date) -> None:
        row = self.one_of(Receivable, place, WAITING)
        with self.book.read() as session:
            known = receivables.event_draft(session, row.id).happened_on or day
        draft = DueEventDraft(row.id, happened_on=day, paper="发票")
        self.act(min(day, known), receivables.NOTE_EVENT, lambda s: receivables.note_event(s, draft))

    @rule(place=places, day=days, ages=st.lists(st.tuples(soon, amounts), max_size=3))
    def take_on_old_items(self, place: int, day: date, ages: list[tuple[timedelta, Money]]) -> None:
        contract = self.one_of(Contract, place)
        old = tuple(opening.OpeningItemDraft("progress", "旧账", day - age, None, amount) for age, amount in ages)
        draft = opening.OpeningDraft(
            contract=contract.id, taken_on=day, items=old, certified=Money(10**9), received=Money(10**8)
        )
        first = min([day, *(one.posted_on for one in old if one.posted_on)])
        self.act(first, opening.TAKE_ON, lambda s: opening.take_on(s, draft))

    @rule(
        day=days, amount=amounts, later=soon, currency=st.sampled_from(["CNY", "USD"]),
        method=st.sampled_from(["transfer", "bank_bill"]), allocated=st.booleans(),
    )  # fmt: skip
    def receive(self, day: date, amount: Money, later: timedelta, currency: str, method: str, allocated: bool) -> None:
        def record(session: Session) -> None:
            payer = makers.a_party(session).id
            draft = ReceiptDraft(payer=payer, received_on=day, amount=amount, currency=currency, method=method)
            lines = receipts.propose(session, draft) if allocated else ()
            receipts.record(
                session, replace(draft, allocations=tuple(replace(one, allocated_on=day + later) for one in lines))
            )

        self.act(day, receipts.RECORD, record)

    @precondition(lambda self: self.has(Receipt))
    @rule(place=places, later=soon)
    def allocate_more(self, place: int, later: timedelta) -> None:
        row = self.one_of(Receipt, place)
        day = row.received_on + later

        def allocate(session: Session) -> None:
            draft = receipts.draft_of(session, row.id)
            left = receipts.unallocated_on(session, row.id, END)
            lines = receipts.propose(session, replace(draft, amount=max(left, Money()), received_on=day))
            receipts.allocate(session, AllocationsDraft(row.id, lines))

        self.act(day, receipts.ALLOCATE, allocate)

    @precondition(lambda self: self.has(Allocation))
    @rule(place=places, day=days)
    def release(self, place: int, day: date) -> None:
        row = self.one_of(Allocation, place)
        self.act(max(day, row.allocated_on), receipts.RELEASE, lambda s: receipts.release(s, row.id, day))

    @precondition(lambda self: self.has(Receipt))
    @rule(place=places, later=soon, how=st.sampled_from(["returned", "dishonoured"]))
    def reverse(self, place: int, later: timedelta, how: str) -> None:
        row = self.one_of(Receipt, place)
        draft = ReversalDraft(row.id, how, row.received_on + later, "退回")
        self.act(row.received_on + later, receipts.REVERSE, lambda s: receipts.reverse(s, draft))

    @precondition(lambda self: self.has(Receipt))
    @rule(place=places, later=soon)
    def collect(self, place: int, later: timedelta) -> None:
        row = self.one_of(Receipt, place)
        day = row.received_on + later
        self.act(day, receipts.COLLECT, lambda s: receipts.collect(s, row.id, day))

    @precondition(lambda self: self.has(Receipt))
    @rule(place=places, amount=amounts)
    def correct(self, place: int, amount: Money) -> None:
        row = self.one_of(Receipt, place)

        def correct(session: Session) -> None:
            draft = receipts.draft_of(session, row.id)
            receipts.correct(session, replace(draft, number="", amount=amount, allocations=()))

        self.act(row.received_on, receipts.CORRECT, correct)

    @precondition(lambda self: self.has(Receipt))
    @rule(place=places)
    def void_a_receipt(self, place: int) -> None:
        row = self.one_of(Receipt, place)
        self.act(row.received_on, receipts.VOID, lambda s: receipts.void(s, row.id, "误记"))

    @precondition(lambda self: len(self.former) > 1)
    @rule()
    def take_back(self) -> None:
        """Undo gives the former book back, row by row."""
        self.later.append(self.former.pop())
        assert self.book.undo() is not None
        assert digests.of_records(self.book) == self.former[-1]

    @precondition(lambda self: self.later)
    @rule()
    def do_again(self) -> None:
        assert self.book.redo() is not None
        self.former.append(self.later.pop())
        assert digests.of_records(self.book) == self.former[-1]

    @invariant()
    def figures_agree(self) -> None:
        """The day before, that day, long after: every figure follows from the rows, and parts add up to the whole."""
        self.looked += 1
        as_of = (self.day, self.day - timedelta(1), END + timedelta(1_500))[self.looked % 3]
        with self.book.read() as session:
            by_hand.compare(session, as_of, ("due", "posting")[self.looked % 2])


UNSIGNED = PaymentCertificate.certified_on.is_(None)
WAITING = Receivable.anchor.in_(OWNER_CONTROLLED)
