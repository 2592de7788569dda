"""What somebody does with claims, accounts, deposits, debit notes and work, in any order; part of the random site."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy.orm import Session

from models import claims, contracts, debit_notes, deposits, downstream, final_accounts, work_done
from models.claims import Claim, StepDraft
from models.contracts import Contract
from models.debit_notes import DebitNote
from models.deposits import DeductionDraft, Deposit
from models.downstream import SetOff, set_off
from models.final_accounts import FinalAccount
from models.money import Money
from tests import makers

BEGIN = date(2024, 1, 1)
END = date(2026, 6, 30)
days = st.integers(0, (END - BEGIN).days).map(lambda n: BEGIN + timedelta(n))
amounts = st.integers(1, 10**9).map(Money)
places = st.integers(0, 1_000)


class Documents:
    """Rules for a site that has ``act``, ``one_of`` and ``has``."""

    @rule(place=places, day=days, amount=amounts, kind=st.sampled_from(["final", "stage"]), agreed=st.booleans())
    def settle(self: Any, place: int, day: date, amount: Money, kind: str, agreed: bool) -> None:
        contract = self.one_of(Contract, place)
        with self.book.read() as session:
            known = contracts.draft_of(session, contract.id)
        first = min([day, *(one for one in (known.submitted_on, known.settled_on) if one)])

        def settle(session: Session) -> None:
            makers.a_final_account(
                session, contract, kind=kind, part="一段", part_certified=Money(10**8), submitted_on=day, reviews=(),
                settled=amount, settled_on=day if agreed else None,
            )  # fmt: skip

        self.act(first, final_accounts.RECORD, settle)

    @precondition(lambda self: self.has(FinalAccount))
    @rule(place=places)
    def void_a_final_account(self: Any, place: int) -> None:
        row = self.one_of(FinalAccount, place)
        self.act(row.submitted_on, final_accounts.VOIDED, lambda s: final_accounts.void(s, row.id, "误录"))

    @rule(place=places, day=days, amount=amounts, payment=st.sampled_from(["certificate", "separate"]))
    def agree_a_claim(self: Any, place: int, day: date, amount: Money, payment: str) -> None:
        contract = self.one_of(Contract, place)
        report = StepDraft(claims.FINAL, day, amount)
        how = {"happened_on": day, "payment": payment, "pay_days": 28}
        agreed = StepDraft(claims.AGREED, day, Money(amount.fen * 2 // 3), 5)
        self.act(day, claims.RECORD, lambda s: makers.a_claim(s, contract, report, agreed, **how))

    @precondition(lambda self: self.has(Claim))
    @rule(place=places)
    def void_a_claim(self: Any, place: int) -> None:
        row = self.one_of(Claim, place)
        self.act(row.happened_on, claims.VOIDED, lambda s: claims.void(s, row.id, "误录"))

    @rule(place=places, day=days, amount=amounts, back=st.none() | st.integers(0, 200))
    def owner_pays_below(self: Any, place: int, day: date, amount: Money, back: int | None) -> None:
        contract = self.one_of(Contract, place)
        undone = None if back is None else day + timedelta(back)

        def pay(session: Session) -> None:
            sub = makers.a_subcontract(session, contract)
            how = {"signed_on": day, "effective_on": day, "amount": amount, "reversed_on": undone, "reason": "追回"}
            makers.a_set_off(session, sub, **how)

        self.act(day, downstream.RECORD_SET_OFF, pay)

    @precondition(lambda self: self.has(SetOff))
    @rule(place=places)
    def void_a_set_off(self: Any, place: int) -> None:
        row = self.one_of(SetOff, place)
        self.act(row.effective_on, downstream.VOID_SET_OFF, lambda s: set_off.void(s, row.id, "误录"))

    @rule(place=places, day=days, amount=amounts, form=st.sampled_from(["cash", "guarantee"]), agreed=st.booleans())
    def deposit(self: Any, place: int, day: date, amount: Money, form: str, agreed: bool) -> None:
        contract = self.one_of(Contract, place)
        taken = DeductionDraft(day + timedelta(9), Money(amount.fen // 3 + 1), "罚款", agreed)
        how = {"form": form, "amount": amount, "paid_on": day, "deductions": (taken,)}
        if form == "guarantee":
            how |= {"kind": "quality", "replaces_retention": True}
        self.act(day, deposits.RECORD, lambda s: makers.a_deposit(s, contract, **how))

    @precondition(lambda self: self.has(Deposit))
    @rule(place=places)
    def void_a_deposit(self: Any, place: int) -> None:
        row = self.one_of(Deposit, place)
        self.act(row.paid_on, deposits.VOIDED, lambda s: deposits.void(s, row.id, "误录"))

    @rule(place=places, day=days, amount=amounts, kind=st.sampled_from(list(debit_notes.KINDS)), dated=st.booleans())
    def charge(self: Any, place: int, day: date, amount: Money, kind: str, dated: bool) -> None:
        contract = self.one_of(Contract, place)
        how: dict[str, Any] = {"due_on": day + timedelta(30)} if dated else {}

        def charge(session: Session) -> None:
            makers.a_debit_note(session, contract, kind=kind, charged_on=day, amount=amount, **how)

        self.act(day, debit_notes.RECORD, charge)

    @precondition(lambda self: self.has(DebitNote))
    @rule(place=places)
    def void_a_debit_note(self: Any, place: int) -> None:
        row = self.one_of(DebitNote, place)
        self.act(row.charged_on, debit_notes.VOIDED, lambda s: debit_notes.void(s, row.id, "误录"))

    @rule(place=places, day=days, amount=amounts)
    def work(self: Any, place: int, day: date, amount: Money) -> None:
        contract = self.one_of(Contract, place)
        act = partial(makers.a_work_report, contract=contract, done_to=day, amount=amount)
        self.act(day, work_done.RECORD, act)
