"""What can be done with a receipt: record, allocate, release, reverse, collect or dishonour a bill, correct, void."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.drafts import entry, faults
from models.language import N_
from models.money import Money
from models.numbering import next_number
from models.problems import Problem, Refused, is_heard, stop
from models.receipts.draft import AllocationDraft, ReceiptDraft, check, check_debtor
from models.receipts.record import BILLS, DISHONOURED, Receipt
from models.receipts.room import FOREVER, Incoming, check_room, counts_from, debts_of, moves_of
from models.receivables import position
from models.receivables.record import Allocation, Receivable
from models.records import taken
from models.stages import reach, stages_of
from models.store.base import Fen
from models.store.commands import FINANCE, declare

RECORD = declare("receipts.record", N_("Record a receipt"), (FINANCE,), FINANCE)
ALLOCATE = declare("receipts.allocate", N_("Allocate a receipt"), (FINANCE,), FINANCE)
RELEASE = declare("receipts.release", N_("Release an allocation"), (FINANCE,), FINANCE)
REVERSE = declare("receipts.reverse", N_("Reverse a receipt"), (FINANCE,), FINANCE)
COLLECT = declare("receipts.collect", N_("Collect a bill"), (FINANCE,), FINANCE)
CORRECT = declare("receipts.correct", N_("Correct a receipt"), (FINANCE,), FINANCE)
VOID = declare("receipts.void", N_("Void a receipt"), (FINANCE,), FINANCE)

COLLECTED, RETURNED, NEVER_WAS = "collected", "returned", "void"
ENDS = {
    COLLECTED: N_("Collected"),
    DISHONOURED: N_("Dishonoured"),
    RETURNED: N_("Returned"),
    NEVER_WAS: N_("Void"),
}
_SIMPLE = "currency method bill_number matures_on account voucher remark authority instruction".split()


@dataclass(frozen=True)
class AllocationsDraft:
    """Further allocations of a receipt that is recorded already."""

    receipt: str = ""
    allocations: tuple[AllocationDraft, ...] = entry(N_("Allocations"), ())


@dataclass(frozen=True)
class ReversalDraft:
    """A receipt that went back: a dishonoured bill, a returned transfer."""

    receipt: str = ""
    how: str = entry(N_("What happened"), RETURNED, choices={name: ENDS[name] for name in (RETURNED, DISHONOURED)})
    on: date | None = entry(N_("On"), None, required=True)
    reason: str = entry(N_("Reason"), "", required=True)


def draft_of(session: Session, receipt_id: str) -> ReceiptDraft:
    row = session.get_one(Receipt, receipt_id)
    return ReceiptDraft(
        id=row.id,
        number=row.number,
        payer=row.payer_id,
        contract=row.contract_id or "",
        received_on=row.received_on,
        amount=row.amount,
        **{name: getattr(row, name) for name in _SIMPLE},
        paid_by=row.paid_by_id or "",
        wages=row.wages or None,
        allocations=tuple(_allocation_drafts(session, row)),
    )


def record(session: Session, draft: ReceiptDraft) -> Receipt:
    """Keep a new receipt with its allocations; a recorded one is corrected, never edited."""
    if draft.id:
        raise Refused(N_("Receipt {number} is recorded and stays as it is. Use “Correct”."), number=draft.number)
    stop([*check(draft), *taken(session, Receipt, draft), *_of_another(session, draft)])
    assert draft.received_on
    assert draft.amount
    row = Receipt(
        number=draft.number or next_number(session, Receipt.number, f"SK-{draft.received_on.year}-"),
        payer_id=draft.payer,
        contract_id=draft.contract or None,
        received_on=draft.received_on,
        amount=draft.amount,
        **{name: getattr(draft, name) for name in _SIMPLE},
        paid_by_id=draft.paid_by or None,
        wages=draft.wages or Money(),
    )
    session.add(row)
    session.flush()
    _allocate(session, row, draft.allocations)
    session.info["subject"] = row.number
    return row


def allocate(session: Session, draft: AllocationsDraft) -> list[Allocation]:
    """Allocate more of a recorded receipt."""
    row = session.get_one(Receipt, draft.receipt)
    _expect_standing(session, row)
    session.info["subject"] = row.number
    return _allocate(session, row, draft.allocations)


def release(session: Session, allocation_id: str, on: date) -> Allocation:
    """Take an allocation back from a day on; the receivable is open again, the money unallocated."""
    old = session.get_one(Allocation, allocation_id)
    if old.void or old.reverses_id or session.scalar(select(exists().where(Allocation.reverses_id == old.id))):
        raise Refused(N_("This allocation was released already."))
    if old.receipt_id is None:
        raise Refused(N_("A document took this off. Correct or void that document instead."))
    return _mirrored(session, old, max(on, old.allocated_on), old.receipt_id)


def reverse(session: Session, draft: ReversalDraft) -> Receipt:
    """The money went back: a receipt of the negative amount, and every allocation taken back from that day on.

    An allocation that is released later was standing on that day: it is taken back too, and its release with it.
    """
    stop(faults(draft))
    assert draft.on
    row = session.get_one(Receipt, draft.receipt)
    _expect_here(session, row)
    if draft.how == DISHONOURED and row.method not in BILLS:
        stop([Problem("how", N_("Only a bill is dishonoured. Money that went back was returned."))])
    if draft.on < max([row.received_on, *(one.reached_on for one in stages_of(session, row.id))]):
        stop([Problem("on", N_("It cannot go back before it was received or collected."))])
    back = Receipt(
        number=f"{row.number}-R",
        payer_id=row.payer_id,
        contract_id=row.contract_id,
        received_on=draft.on,
        amount=-row.amount,
        **{name: getattr(row, name) for name in _SIMPLE if name != "remark"},
        paid_by_id=row.paid_by_id,
        wages=-row.wages,
        remark=draft.reason,
        reverses_id=row.id,
    )
    session.add(back)
    session.flush()
    for old in _standing(session, row, draft.on):
        _mirrored(session, old, max(draft.on, old.allocated_on), back.id)
    reach(session, row, draft.how, draft.on, amount=row.amount, remark=draft.reason)
    session.info["subject"] = row.number
    session.flush()
    return back


def collect(session: Session, receipt_id: str, on: date) -> Receipt:
    """A bill was paid: from that day on it is cash."""
    row = session.get_one(Receipt, receipt_id)
    _expect_standing(session, row)
    if row.method not in BILLS:
        raise Refused(N_("Receipt {number} is no bill."), number=row.number)
    _expect_here(session, row)
    if stages_of(session, row.id):
        raise Refused(N_("Receipt {number} was collected already."), number=row.number)
    if on < row.received_on:
        stop([Problem("on", N_("It cannot be collected before it was received."))])
    reach(session, row, COLLECTED, on, amount=row.amount)
    session.info["subject"] = row.number
    return row


def void(session: Session, receipt_id: str, reason: str) -> Receipt:
    """The receipt never was: it and its allocations stop counting from its own day on."""
    row = session.get_one(Receipt, receipt_id)
    _expect_standing(session, row)
    row.void, row.remark = True, f"{row.remark}\n{reason}".strip()
    for one in session.scalars(select(Allocation).where(Allocation.receipt_id == row.id)):
        one.void = True
    reach(session, row, NEVER_WAS, date.today(), remark=reason)
    session.info["subject"] = row.number
    session.flush()
    return row


def correct(session: Session, draft: ReceiptDraft) -> Receipt:
    """Void the recorded receipt and record it anew as the draft says, in one Step."""
    old = void(session, draft.id, "")
    old.number = next_number(session, Receipt.number, f"{old.number}#", 1)
    session.flush()
    return record(session, replace(draft, id=""))


def unallocated_on(session: Session, receipt_id: str, as_of: date) -> Money:
    """What of a receipt is not allocated on a day."""
    used = session.scalar(
        select(func.coalesce(func.sum(Allocation.amount), 0, type_=Fen())).where(
            Allocation.receipt_id == receipt_id, Allocation.void == 0, Allocation.allocated_on <= as_of
        )
    )
    return session.get_one(Receipt, receipt_id).amount - (used or Money())


def _expect_here(session: Session, row: Receipt) -> None:
    if row.void or row.reverses_id or session.scalar(select(exists().where(Receipt.reverses_id == row.id))):
        raise Refused(N_("Receipt {number} was reversed already."), number=row.number)


def _allocate(session: Session, row: Receipt, lines: Sequence[AllocationDraft]) -> list[Allocation]:
    debts = debts_of(session, lines)
    moves, paid_by = moves_of(session, row.id), row.paid_by_id or ""
    receipt = Incoming(row.amount, row.received_on, row.currency, moves, row.payer_id, paid_by)
    days = [counts_from(line, row.received_on, debts) for line in lines]
    late = _late(session, lines, days) if is_heard() else ()
    stop([*faults(AllocationsDraft(row.id, tuple(lines))), *check_room(lines, receipt, debts), *late])
    made = [
        Allocation(receivable_id=line.receivable, receipt_id=row.id, amount=line.amount, allocated_on=day)
        for line, day in zip(lines, days, strict=True)
    ]
    session.add_all(made)
    session.flush()
    return made


def _of_another(session: Session, draft: ReceiptDraft) -> Iterator[Problem]:
    """Who pays does not owe what is due under the contract; what settles something is asked about each debt."""
    if draft.contract and not draft.allocations:
        contract = session.get_one(Contract, draft.contract)
        yield from check_debtor("payer", draft, (contract.owner_id, contract.payer_id or ""))


def _late(session: Session, lines: Sequence[AllocationDraft], days: Sequence[date]) -> Iterator[Problem]:
    """Advances that are entered after certificates which would have recovered them."""
    from models.receipts.late_advances import late_advance, signed_of  # certificates rest on receipts

    signed = signed_of(session, {line.receivable for line in lines})
    for place, (line, day) in enumerate(zip(lines, days, strict=True)):
        yield from late_advance(f"allocations.{place}.amount", signed.get(line.receivable, ()), day)


def _mirrored(session: Session, old: Allocation, on: date, receipt_id: str | None) -> Allocation:
    new = Allocation(
        receivable_id=old.receivable_id,
        receipt_id=receipt_id,
        way=old.way,
        amount=-old.amount,
        allocated_on=on,
        reverses_id=old.id,
    )
    session.add(new)
    session.flush()
    return new


def _expect_standing(session: Session, row: Receipt) -> None:
    """What never was or went back stays as it is; so does the receipt that tells that it went back."""
    if row.void:
        raise Refused(N_("Receipt {number} is void."), number=row.number)
    if row.reverses_id or session.scalar(select(exists().where(Receipt.reverses_id == row.id))):
        raise Refused(N_("Receipt {number} was reversed already."), number=row.number)


def _standing(session: Session, row: Receipt, on: date = FOREVER) -> list[Allocation]:
    """The allocations of a receipt that are not released by a day, with the releases that come after it."""
    found = session.scalars(select(Allocation).where(Allocation.receipt_id == row.id, Allocation.void == 0)).all()
    closed = {one.reverses_id for one in found if one.reverses_id and one.allocated_on <= on}
    return [one for one in found if one.id not in closed and one.reverses_id not in closed]


def _allocation_drafts(session: Session, row: Receipt) -> Iterator[AllocationDraft]:
    standing = _standing(session, row)
    item = position.items(FOREVER, Receivable.id.in_([one.receivable_id for one in standing]))
    known = {key: (doc, due, left) for key, doc, due, left in session.execute(
        select(item.c.id, item.c.document, item.c.due_on, item.c.open))}  # fmt: skip
    for one in standing:
        document, due, left = known[one.receivable_id]
        yield AllocationDraft(one.receivable_id, document, due, left + one.amount, one.amount, one.allocated_on)
