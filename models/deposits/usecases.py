"""What can be done with a deposit: keep it (cash becomes owed), correct it, void it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from models import contracts, events
from models.contracts.record import Contract
from models.deposits.draft import CASH, QUALITY, DeductionDraft, DepositDraft, check
from models.deposits.record import Deposit, DepositDeduction
from models.deposits.replacing import release_all, standing_beside
from models.language import N_
from models.money import Money
from models.numbering import next_number
from models.problems import Problem, Refused, is_heard, stop
from models.receipts.along import corrected
from models.receipts.draft import AllocationDraft
from models.receipts.room import FOREVER, debts_of, left
from models.receivables.position import items
from models.receivables.record import ON_A_DAY, Allocation, DueChange, Receivable
from models.records import expect_standing, opened, taken, voided
from models.store.commands import COMMERCIAL, FINANCE, MANAGER, declare
from models.store.parts import keep_parts

RECORD = declare("deposits.record", N_("Save a deposit"), (FINANCE, COMMERCIAL), MANAGER)
CORRECT = declare("deposits.correct", N_("Correct a deposit"), (FINANCE, COMMERCIAL), MANAGER)
VOIDED = declare("deposits.void", N_("Void a deposit"), (FINANCE, COMMERCIAL), MANAGER)

DEDUCTION = "deduction"
_DONE = (events.COMPLETION, events.ACCEPTANCE)
_SIMPLE = tuple(
    "number kind form guarantee_number bank expires_on replaces_retention return_event return_days return_on "
    "returned_on remark".split()
)


def draft_of(session: Session, deposit_id: str) -> DepositDraft:
    row = session.get_one(Deposit, deposit_id)
    draft = DepositDraft(
        **{name: getattr(row, name) for name in _SIMPLE},
        id=row.id,
        contract=row.contract_id,
        amount=row.amount,
        paid_on=row.paid_on,
        deductions=tuple(DeductionDraft(one.deducted_on, one.amount, one.reason, one.agreed) for one in row.deductions),
    )
    return with_book(session, draft)


def record(session: Session, draft: DepositDraft) -> Deposit:
    """Keep a deposit. Its amount and form stay once they are in the book; dates of return and deductions go on."""
    known = with_book(session, draft) if is_heard() else draft
    stop([*check(known), *taken(session, Deposit, draft), *_held_twice(session, draft)])
    row, is_new = session.get_one(Deposit, draft.id) if draft.id else Deposit(), not draft.id
    if not is_new:
        _expect_same(row, draft)
    contract = session.get_one(Contract, draft.contract)
    draft = _numbered(session, draft, contract)
    assert draft.amount is not None
    assert draft.paid_on
    row.contract_id, row.amount, row.paid_on = contract.id, draft.amount, draft.paid_on
    for name in _SIMPLE:
        setattr(row, name, getattr(draft, name))
    keep_parts(row.deductions, draft.deductions, DepositDeduction, _fill)
    session.add(row)
    session.flush()
    session.info["subject"] = row.number
    if row.form == CASH:
        owed = _owed(session, row) or _make_owed(session, row, contract)
        owed.anchor, owed.days = row.return_event or ON_A_DAY, row.return_days if row.return_event else None
        _agree_on_return(session, row, owed)
        _deduct(session, row, owed)
    elif row.replaces_retention:
        release_all(session, row)
    session.flush()
    return row


def correct(session: Session, draft: DepositDraft) -> Deposit:
    """Void the deposit and keep it anew as the draft says, in one Step; what came back goes along to the new one."""
    made: Deposit = corrected(session, draft, void, record)
    return made


def void(session: Session, deposit_id: str, reason: str) -> Deposit:
    """It never was given. Refused while money that came back is allocated to it."""
    row = opened(session, Deposit, deposit_id)
    owed = _owed(session, row)
    if owed is not None:
        _withdraw(session, row, owed)
    for change in _changes(session, row):
        session.delete(change)
    return voided(session, row, reason)


def with_book(session: Session, draft: DepositDraft) -> DepositDraft:
    """The draft with what the limits of the law are held against: price, other deposits, retention withheld.

    ``retention_held`` is what certificates withheld, nothing once the works are done; ``withheld`` is what of it is
    open on the day.
    """
    if not draft.contract:
        return draft
    contract = session.get_one(Contract, draft.contract)
    day = draft.paid_on or date.today()
    done = any(one.event in _DONE and one.known_from <= day for one in contract.events)
    r = Receivable
    mine = r.contract_id == contract.id, r.kind == "retention", r.void == 0, r.posted_on <= day
    held = Money() if done else session.scalar(select(func.sum(r.amount)).where(*mine))
    price, beside = contracts.price_on(session, contract, day), standing_beside(session, draft, day)
    item = items(day, *mine)
    withheld = session.scalar(select(func.sum(item.c.open)))
    return replace(draft, price=price, retention_held=held or None, beside=beside or None, withheld=withheld or None)


def _held_twice(session: Session, draft: DepositDraft) -> Iterator[Problem]:
    """Retention lives in the certificates alone."""
    if draft.kind != QUALITY or draft.form != CASH or not draft.contract:
        return
    item = items(FOREVER, Receivable.contract_id == draft.contract, Receivable.kind == "retention")
    if session.scalar(select(exists().where(item.c.open > 0))):
        message = N_("Retention is withheld from the certificates of this contract: it is not paid in as well.")
        yield Problem("kind", message)


def _make_owed(session: Session, row: Deposit, contract: Contract) -> Receivable:
    made = Receivable(
        contract_id=contract.id,
        party_id=contract.owner_id,
        kind="deposit",
        anchor=ON_A_DAY,
        days=None,
        amount=row.amount,
        posted_on=row.paid_on,
        source_noun=Deposit.__tablename__,
        source_id=row.id,
        document=row.number,
        person=contract.handler,
    )
    session.add(made)
    session.flush()
    return made


def _owed(session: Session, row: Deposit) -> Receivable | None:
    mine = Receivable.source_id == row.id, Receivable.void == 0
    return session.scalars(select(Receivable).where(*mine)).first()


def _agree_on_return(session: Session, row: Deposit, owed: Receivable) -> None:
    """The day that was agreed counts from the day of payment; later agreements are changes of the payment date."""
    known = next((one for one in _changes(session, row)), None)
    if known is not None and row.return_on is None:
        session.delete(known)
    elif known is not None:
        known.due_on = row.return_on
    elif row.return_on is not None:
        session.add(DueChange(receivable_id=owed.id, changed_on=row.paid_on, due_on=row.return_on, source_id=row.id))
    session.flush()


def _deduct(session: Session, row: Deposit, owed: Receivable) -> None:
    """What both sides agreed on comes off from its day on."""
    mine = Allocation.receivable_id == owed.id, Allocation.source_id == row.id, Allocation.void == 0
    known = {(one.allocated_on, one.amount): one for one in session.scalars(select(Allocation).where(*mine))}
    for one in row.deductions:
        if one.agreed and known.pop((one.deducted_on, one.amount), None) is None:
            session.add(
                Allocation(
                    receivable_id=owed.id, way=DEDUCTION, amount=one.amount, allocated_on=one.deducted_on,
                    source_id=row.id, remark=one.reason,
                )
            )  # fmt: skip
    for gone in known.values():
        gone.void = True
    session.flush()
    debt = debts_of(session, [AllocationDraft(receivable=owed.id)])[owed.id]
    if left(debt.amount, debt.moves, date.min) < Money():
        stop([Problem("deductions", N_("More comes off and came back than was given: correct the receipts first."))])


def _changes(session: Session, row: Deposit) -> list[DueChange]:
    found = select(DueChange).join(Receivable, Receivable.id == DueChange.receivable_id)
    mine = Receivable.contract_id == row.contract_id, DueChange.source_id == row.id
    return list(session.scalars(found.where(*mine).order_by(DueChange.id)))


def _withdraw(session: Session, row: Deposit, owed: Receivable) -> None:
    settled = select(Allocation).where(Allocation.receivable_id == owed.id, Allocation.void == 0)
    came_back = select(func.sum(Allocation.amount)).where(
        Allocation.receivable_id == owed.id, Allocation.void == 0, Allocation.source_id != row.id
    )
    if session.scalar(came_back):
        raise Refused(
            N_("Money is allocated to {number}. Release the allocations first, then void it."), number=row.number
        )
    owed.void = True
    for one in session.scalars(settled):
        one.void = True


def _expect_same(row: Deposit, draft: DepositDraft) -> None:
    expect_standing(row)
    kept = (row.contract_id, row.form, row.amount, row.paid_on, row.replaces_retention)
    if kept != (draft.contract, draft.form, draft.amount, draft.paid_on, draft.replaces_retention):
        raise Refused(
            N_("Contract, form, amount and day of {number} stay as they are. Void it and enter it anew."),
            number=row.number,
        )


def _numbered(session: Session, draft: DepositDraft, contract: Contract) -> DepositDraft:
    if draft.number:
        return draft
    return replace(draft, number=next_number(session, Deposit.number, f"{contract.number}-BZ-", 2))


def _fill(row: DepositDeduction, draft: DeductionDraft, place: int) -> None:
    assert draft.deducted_on
    row.position, row.deducted_on, row.amount = place, draft.deducted_on, draft.amount or Money()
    row.reason, row.agreed = draft.reason, draft.agreed
