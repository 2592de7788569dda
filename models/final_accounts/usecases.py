"""What can be done with a final account: keep it, fix its amount (which makes it owed), correct it, void it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models import contracts, events, stages
from models.contracts.happenings import forget, note
from models.contracts.record import Contract
from models.final_accounts.draft import CreditDraft, FinalAccountDraft, ReviewDraft, check, worked_out
from models.final_accounts.owing import Before, before, make_owed, usual_rate
from models.final_accounts.record import FINAL, FinalAccount, FinalAccountReview
from models.language import N_
from models.money import Money
from models.numbering import next_number
from models.problems import Problem, Refused, stop
from models.receipts.along import corrected
from models.receivables.record import Allocation, Receivable
from models.receivables.withdrawing import withdraw
from models.records import opened, taken, voided
from models.store.commands import COMMERCIAL, MANAGER, declare
from models.store.parts import keep_parts

RECORD = declare("final_accounts.record", N_("Save a final account"), (COMMERCIAL,), MANAGER)
CORRECT = declare("final_accounts.correct", N_("Correct a final account"), (COMMERCIAL,), MANAGER)
VOIDED = declare("final_accounts.void", N_("Void a final account"), (COMMERCIAL,), MANAGER)

SUBMITTED, SETTLED = "submitted", "settled"
STAGES = {SUBMITTED: N_("Account submitted"), SETTLED: N_("Amount settled")}
_SIMPLE = tuple("number kind part submitted_on amount papers settled_on settled signed_by fee_agreed remark".split())
_RATES = ("fee_free", "fee_rate")
_FIGURES = ("certified", "retained", "held", "advance_left")


def draft_of(session: Session, account_id: str) -> FinalAccountDraft:
    row = session.get_one(FinalAccount, account_id)
    reviews = tuple(
        ReviewDraft(one.level, one.reviewer, one.reviewed_on, one.amount, None, one.remark) for one in row.reviews
    )
    draft = FinalAccountDraft(
        **{name: getattr(row, name) for name in (*_SIMPLE, *_RATES)},
        id=row.id,
        contract=row.contract_id,
        reviews=reviews,
        retention_rate=row.retention_rate or None,
        fee=row.fee or None,
        credits=_credits(session, row),
    )
    if row.kind != FINAL:
        draft = replace(draft, part_certified=row.certified)
    if row.settled_on is not None:
        kept = {name: getattr(row, name) for name in (*_FIGURES, "retention_limit")}
        return worked_out(replace(draft, **kept))
    return with_book(session, draft)


def with_book(session: Session, draft: FinalAccountDraft) -> FinalAccountDraft:
    """The draft with what the book knows by its day: certified, retained, and the advance that is not recovered."""
    if not draft.contract:
        return worked_out(draft)
    terms = contracts.terms_on(session.get_one(Contract, draft.contract), draft.settled_on or date.today())
    if draft.retention_rate is None:
        draft = replace(draft, retention_rate=usual_rate(terms) or None)
    known: Before = before(session, draft.contract, draft.settled_on or date.max)
    draft = replace(draft, held=known.held)
    if draft.kind != FINAL:
        return worked_out(draft)
    return worked_out(
        replace(
            draft,
            certified=known.certified,
            retained=known.retained,
            retention_limit=terms.retention_limit,
            advance_left=known.advance_left,
        )
    )


def record(session: Session, draft: FinalAccountDraft) -> FinalAccount:
    """Keep an account; one with the day on which its amount was agreed is posted at once and becomes owed."""
    stop([*check(draft), *_taken(session, draft)])
    row = session.get_one(FinalAccount, draft.id) if draft.id else FinalAccount()
    if draft.id:
        _expect_open(row)
    contract = session.get_one(Contract, draft.contract)
    draft = with_book(session, _numbered(session, draft, contract))
    row.contract_id = contract.id
    for name in (*_SIMPLE, *_RATES):
        setattr(row, name, getattr(draft, name))
    for name in ("fee", "retention", "payable", *_FIGURES):
        setattr(row, name, getattr(draft, name) or Money())
    row.retention_rate, row.retention_limit = draft.retention_rate or Decimal(0), draft.retention_limit
    keep_parts(row.reviews, draft.reviews, FinalAccountReview, _fill_review)
    session.add(row)
    session.flush()
    session.info["subject"] = row.number
    if row.submitted_on:
        _submitted(session, row, contract, row.submitted_on)
    if row.settled_on:
        _settle(session, row, contract, draft.credits, row.settled_on)
    return row


def correct(session: Session, draft: FinalAccountDraft) -> FinalAccount:
    """Void the settled account and keep it anew as the draft says, in one Step; receipts and dates go along."""
    made: FinalAccount = corrected(session, replace(draft, credits=()), void, record)
    return made


def void(session: Session, account_id: str, reason: str) -> FinalAccount:
    """It never was: what it made owed and what it took off stop counting. Refused while money is allocated to it."""
    row = opened(session, FinalAccount, account_id)
    withdraw(session, row.id, row.number)
    for allocation in _taken_off(session, row):
        allocation.void = True
    contract = session.get_one(Contract, row.contract_id)
    if row.kind == FINAL and row.submitted_on:
        forget(contract, events.SUBMITTED, row.submitted_on)
    if row.kind == FINAL and row.settled_on:
        forget(contract, events.FINAL_ACCOUNT, row.settled_on)
    return voided(session, row, reason)


def is_fixed(session: Session, account_id: str) -> bool:
    row = session.get_one(FinalAccount, account_id)
    return row.settled_on is not None or row.void


def is_unaltered(session: Session, row: FinalAccount) -> bool:
    """Whether an agreed account still is what was agreed: its digest and that of its reviews."""
    return stages.is_unaltered(session, row, SETTLED, row.reviews)


def _submitted(session: Session, row: FinalAccount, contract: Contract, on: date) -> None:
    known = next((one for one in stages.stages_of(session, row.id) if one.stage == SUBMITTED), None)
    known = known or stages.reach(session, row, SUBMITTED, on)
    known.reached_on, known.amount = on, row.amount
    if row.kind == FINAL:
        note(contract, events.SUBMITTED, on)
    session.flush()


def _settle(
    session: Session, row: FinalAccount, contract: Contract, credits: tuple[CreditDraft, ...], on: date
) -> None:
    """The amount is fixed: the account is posted, and what it adds is owed."""
    digest = stages.digest_of(row, row.reviews)
    stages.reach(session, row, SETTLED, on, by=row.signed_by, amount=row.settled, digest=digest)
    if row.kind == FINAL:
        note(contract, events.FINAL_ACCOUNT, on)
    session.flush()
    make_owed(session, row, contract, [(one.receivable, one.amount or Money()) for one in credits])


def _taken_off(session: Session, row: FinalAccount) -> list[Allocation]:
    """What its credit took off other receivables."""
    mine = Receivable.contract_id == row.contract_id, Allocation.source_id == row.id, Allocation.void == 0
    found = select(Allocation).join(Receivable, Receivable.id == Allocation.receivable_id).where(*mine)
    return list(session.scalars(found.order_by(Allocation.id)))


def _credits(session: Session, row: FinalAccount) -> tuple[CreditDraft, ...]:
    return tuple(CreditDraft(one.receivable_id, one.amount) for one in _taken_off(session, row))


def _expect_open(row: FinalAccount) -> None:
    if row.settled_on or row.void:
        raise Refused(
            N_("Final account {number} is agreed and stays as it is. Use “Correct”, or void it."), number=row.number
        )


def _numbered(session: Session, draft: FinalAccountDraft, contract: Contract) -> FinalAccountDraft:
    if draft.number:
        return draft
    whole = f"{contract.number}-JS"
    if draft.kind == FINAL and not session.scalar(select(exists().where(FinalAccount.number == whole))):
        return replace(draft, number=whole)
    prefix = f"{whole}-" if draft.kind == FINAL else f"{contract.number}-GC-"
    return replace(draft, number=next_number(session, FinalAccount.number, prefix, 2))


def _fill_review(row: FinalAccountReview, draft: ReviewDraft, place: int) -> None:
    row.position, row.level, row.reviewer, row.remark = place, draft.level, draft.reviewer, draft.remark
    assert draft.reviewed_on
    row.reviewed_on, row.amount = draft.reviewed_on, draft.amount or Money()


def _taken(session: Session, draft: FinalAccountDraft) -> Iterator[Problem]:
    others = select(FinalAccount.id).where(FinalAccount.id != draft.id)
    yield from taken(session, FinalAccount, draft)
    whole = FinalAccount.contract_id == draft.contract, FinalAccount.kind == FINAL, FinalAccount.void == 0
    if draft.kind == FINAL and session.scalar(select(exists(others.where(*whole)))):
        yield Problem("contract", N_("This contract has a final account already. Open it instead."))
    settled = (*whole, FinalAccount.settled_on.is_not(None))
    if draft.kind != FINAL and session.scalar(select(exists(others.where(*settled)))):
        yield Problem("contract", N_("The final account of this contract is agreed: no part is settled after it."))
