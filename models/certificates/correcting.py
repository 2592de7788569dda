"""A signed certificate is corrected in one Step: the old one never was, a new one takes its number, place and money."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import receipts
from models.certificates.draft import CertificateDraft
from models.certificates.record import PaymentCertificate
from models.certificates.usecases import record, void
from models.invoices.record import carry_over
from models.language import N_
from models.money import Money
from models.numbering import next_number
from models.receipts import AllocationDraft, AllocationsDraft
from models.receipts.room import with_room
from models.receivables.record import Allocation, DueChange, DueEvent, Receivable
from models.store.commands import COMMERCIAL, MANAGER, declare

CORRECT = declare("certificates.correct", N_("Correct a certificate"), (COMMERCIAL,), MANAGER)


def correct(session: Session, draft: CertificateDraft) -> PaymentCertificate:
    """Void the recorded certificate and record it anew as the draft says, in one Step.

    Invoices for the old one are for the new one. Receipts that were allocated to it are allocated to the new one, from
    the same days on and to the same class first; what finds no room there stays unallocated. Agreed payment dates and
    noted events go along. Refused while it is settled in another way than by money.
    """
    moved = _freed(session, draft.id)
    dates = _dated(session, draft.id)
    old = void(session, draft.id, "")
    old.number = next_number(session, PaymentCertificate.number, f"{old.number}#", 1)
    session.flush()
    made = record(session, replace(draft, id="", lines=tuple(replace(line, id="") for line in draft.lines)))
    carry_over(session, old.id, made.id)
    _date_again(session, dates, made.id)
    for allocation, kind in moved:
        _give_again(session, allocation, _like(session, made.id, kind))
    session.info["subject"] = made.number
    return made


def _freed(session: Session, certificate_id: str) -> list[tuple[Allocation, str]]:
    """The allocations of receipts that stand, oldest first, with the class of what they settled; freed with that."""
    owed = select(Allocation, Receivable.kind).join(Receivable).where(Receivable.source_id == certificate_id)
    rows = session.execute(owed.where(Allocation.void == 0).order_by(Allocation.allocated_on, Allocation.id)).all()
    closed = {one.reverses_id for one, _kind in rows if one.reverses_id}
    standing = [(one, kind) for one, kind in rows if one.receipt_id and not one.reverses_id and one.id not in closed]
    for one, _kind in standing:
        one.void = True
    session.flush()
    return standing


def _dated(session: Session, certificate_id: str) -> list[tuple[DueChange | DueEvent, str]]:
    """What was agreed or noted of the payment dates, with the class of what it dates."""
    found: list[tuple[DueChange | DueEvent, str]] = []
    for key, kind in session.execute(
        select(Receivable.id, Receivable.kind).where(Receivable.source_id == certificate_id)
    ):
        found += [(one, kind) for one in session.scalars(select(DueChange).where(DueChange.receivable_id == key))]
        found += [(one, kind) for one in session.scalars(select(DueEvent).where(DueEvent.receivable_id == key))]
    return found


def _date_again(session: Session, dates: Iterable[tuple[DueChange | DueEvent, str]], certificate_id: str) -> None:
    """The same dates for what the new certificate makes payable of the same class."""
    for old, kind in dates:
        new = next((one for one in _like(session, certificate_id, kind) if one.kind == kind), None)
        if new is None:
            continue
        if isinstance(old, DueEvent):
            session.add(DueEvent(receivable_id=new.id, happened_on=old.happened_on, paper=old.paper))
        else:
            told = {
                "changed_on": old.changed_on,
                "due_on": old.due_on,
                "reason": old.reason,
                "source_id": old.source_id,
            }
            session.add(DueChange(receivable_id=new.id, **told))
    session.flush()


def _like(session: Session, certificate_id: str, kind: str) -> Sequence[Receivable]:
    """What the new certificate makes payable, that of the same class first."""
    found = session.scalars(select(Receivable).where(Receivable.source_id == certificate_id).order_by(Receivable.id))
    return sorted(found, key=lambda one: one.kind != kind)


def _give_again(session: Session, old: Allocation, owed: Iterable[Receivable]) -> None:
    wanted = [AllocationDraft(receivable=one.id, allocated_on=old.allocated_on) for one in owed]
    lines, left = [], old.amount
    for line in with_room(session, wanted, old.allocated_on):
        amount = min(left, line.open or Money())
        if amount > Money():
            lines.append(replace(line, amount=amount))
        left -= amount
    if lines and old.receipt_id:
        receipts.allocate(session, AllocationsDraft(old.receipt_id, tuple(lines)))
