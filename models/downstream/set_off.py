"""A set-off among three (三方抵扣): the owner paid our subcontractor, and owes us that much less from then on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select, type_coerce
from sqlalchemy.orm import Session

from models.downstream.draft import SetOffDraft, SetOffLineDraft
from models.downstream.record import SetOff, SubCertificate, Subcontract, SubPayment
from models.drafts import entry, faults
from models.language import N_
from models.money import Money
from models.numbering import next_number
from models.problems import Problem, Refused, stop
from models.receipts.draft import AllocationDraft
from models.receipts.room import FOREVER, Debt, debts_of, left
from models.receivables.position import items
from models.receivables.record import Allocation, Receivable
from models.records import expect_standing, opened, taken, voided
from models.store.base import Fen
from models.store.commands import COMMERCIAL, FINANCE, MANAGER, declare

RECORD_SET_OFF = declare("set_offs.record", N_("Record a set-off among three"), (FINANCE, COMMERCIAL), MANAGER)
REVERSE = declare("set_offs.reverse", N_("Undo a set-off among three"), (FINANCE, COMMERCIAL), MANAGER)
VOID_SET_OFF = declare("set_offs.void", N_("Void a set-off among three"), (FINANCE, COMMERCIAL), MANAGER)

WAY = "set_off"
"""The way in which it reduces a receivable (``receivables.WAYS``)."""
_SIMPLE = tuple("number signed_on effective_on amount paper reversed_on reason".split())


@dataclass(frozen=True)
class ReversalDraft:
    """The set-off was undone: the owner owes us again from this day on."""

    set_off: str = ""
    on: date | None = entry(N_("Undone on"), None, required=True)
    reason: str = entry(N_("Why it was undone"), "", required=True, wide=True)


def check(draft: SetOffDraft) -> Iterator[Problem]:
    """Everything that can be said without the database."""
    yield from faults(draft)
    if draft.amount is not None and draft.amount <= Money():
        yield Problem("amount", N_("Enter an amount above nothing."))
    if draft.signed_on and draft.effective_on and draft.effective_on < draft.signed_on:
        yield Problem("effective_on", N_("The owner paid before the three had signed: is the date right?"), advice=True)
    if draft.lines and draft.amount is not None:
        told = Money.total(one.amount or Money() for one in draft.lines)
        if told != draft.amount:
            values = {"told": told.grouped, "amount": draft.amount.grouped}
            yield Problem("lines", N_("The lines come to {told}, the set-off to {amount}."), values)
    for place, one in enumerate(draft.lines):
        if one.amount is not None and one.amount <= Money():
            yield Problem(f"lines.{place}.amount", N_("Enter an amount above nothing."))


def draft_of(session: Session, set_off_id: str) -> SetOffDraft:
    row = session.get_one(SetOff, set_off_id)
    lines = (SetOffLineDraft(one.receivable_id, one.amount) for one in _taken_off(session, row))
    return SetOffDraft(
        **{name: getattr(row, name) for name in _SIMPLE}, id=row.id, subcontract=row.subcontract_id, lines=tuple(lines)
    )


def record(session: Session, draft: SetOffDraft) -> SetOff:
    """Keep a set-off: it reduces what the owner owes under our contract from the day the owner paid. It stays then."""
    if draft.id:
        number = session.get_one(SetOff, draft.id).number
        raise Refused(N_("Set-off {number} stays as it is. Undo it, or void it and enter it anew."), number=number)
    stop([*check(draft), *taken(session, SetOff, draft)])
    sub = _under(session, draft.subcontract)
    if sub.void:
        raise Refused(N_("Subcontract {number} is void already."), number=sub.number)
    assert draft.effective_on
    assert draft.amount is not None
    lines = draft.lines or proposed(session, sub, draft.effective_on, draft.amount)
    stop([*_check_room(session, sub, draft, lines), *advise(session, replace(draft, subcontract=sub.id))])
    number = draft.number or next_number(session, SetOff.number, f"{sub.number}-DK-", 2)
    row = SetOff(**{name: getattr(draft, name) for name in _SIMPLE}, subcontract_id=sub.id)
    row.number, row.reversed_on, row.reason = number, None, ""
    session.add(row)
    session.flush()
    session.add_all(
        Allocation(
            receivable_id=one.receivable, way=WAY, amount=one.amount, allocated_on=draft.effective_on,
            source_id=row.id, remark=draft.paper,
        )
        for one in lines
    )  # fmt: skip
    session.info["subject"] = number
    session.flush()
    if draft.reversed_on:
        reverse(session, ReversalDraft(row.id, draft.reversed_on, draft.reason or "—"))
    return row


def advise(session: Session, draft: SetOffDraft) -> tuple[Problem, ...]:
    """More than we owe under the subcontract on the day: the rest was paid without a debt (民法典 568: 互负债务)."""
    sub = session.get(Subcontract, draft.subcontract)
    if sub is None or draft.effective_on is None or draft.amount is None:
        return ()
    owed = left_to_pay(session, sub.id, draft.effective_on, draft.id)
    if draft.amount <= owed:
        return ()
    values = {"amount": draft.amount.grouped, "owed": max(owed, Money()).grouped}
    message = N_(
        "Only {owed} is owed under the subcontract on that day, certified less retention and paid: not {amount}."
    )
    return (Problem("amount", message, values, advice=True),)


def left_to_pay(session: Session, subcontract: str, day: date, without: str = "") -> Money:
    """What we owe under a subcontract on a day: certified less retention, payments and set-offs that stand."""
    mine = SetOff.subcontract_id == subcontract, SetOff.void == 0, SetOff.id != without, SetOff.effective_on <= day
    stands = or_(SetOff.reversed_on.is_(None), SetOff.reversed_on > day)
    c, p = SubCertificate, SubPayment
    sums: tuple[Any, ...] = (
        select(type_coerce(func.sum(c.amount - c.retention), Fen())).where(
            c.subcontract_id == subcontract, c.certified_on <= day
        ),
        select(func.sum(p.amount)).where(p.subcontract_id == subcontract, p.paid_on <= day),
        select(func.sum(SetOff.amount)).where(*mine, stands),
    )
    certified, paid, set_off = (session.scalar(one) or Money() for one in sums)
    return certified - paid - set_off


def _under(session: Session, named: str) -> Subcontract:
    """The subcontract of this id or number."""
    either = or_(Subcontract.id == named, Subcontract.number == named)
    found = session.scalars(select(Subcontract).where(either)).first()
    if found is None:
        stop([Problem("subcontract", N_("There is no subcontract “{name}”."), {"name": named})])
    assert found is not None
    return found


def reverse(session: Session, draft: ReversalDraft) -> SetOff:
    """The owner took the money back or the agreement fell: every part of it counts again from that day on."""
    stop(faults(draft))
    assert draft.on
    row = session.get_one(SetOff, draft.set_off)
    _expect_standing(row)
    if draft.on < row.effective_on:
        stop([Problem("on", N_("It cannot be undone before it took effect on {day}."), {"day": row.effective_on})])
    for one in _taken_off(session, row):
        session.add(
            Allocation(
                receivable_id=one.receivable_id, way=WAY, amount=-one.amount, allocated_on=draft.on,
                reverses_id=one.id, source_id=row.id, remark=draft.reason,
            )
        )  # fmt: skip
    row.reversed_on, row.reason = draft.on, draft.reason
    session.info["subject"] = row.number
    session.flush()
    return row


def void(session: Session, set_off_id: str, reason: str) -> SetOff:
    """It never was: nothing it took off counts any more."""
    row = opened(session, SetOff, set_off_id)
    for one in session.scalars(select(Allocation).where(Allocation.source_id == row.id)):
        one.void = True
    return voided(session, row, reason, into="reason")


def proposed(session: Session, sub: Subcontract, on: date, amount: Money) -> tuple[SetOffLineDraft, ...]:
    """What of our contract was posted by then, the earliest due first, up to the amount."""
    item = items(FOREVER, Receivable.contract_id == sub.contract_id, Receivable.posted_on <= on)
    keys = list(session.scalars(select(item.c.id).order_by(item.c.due_on.is_(None), item.c.due_on, item.c.id)))
    debts, found, rest = _debts(session, keys), [], amount
    for key in keys:
        part = min(rest, left(debts[key].amount, debts[key].moves, on)) if key in debts else Money()
        if part > Money():
            found.append(SetOffLineDraft(key, part))
            rest -= part
    return tuple(found)


def _check_room(
    session: Session, sub: Subcontract, draft: SetOffDraft, lines: Sequence[SetOffLineDraft]
) -> Iterator[Problem]:
    """Only what the owner owes under this contract is reduced, and never by more than is open from that day on."""
    assert draft.effective_on
    told = Money.total(one.amount or Money() for one in lines)
    if not draft.lines and draft.amount is not None and told < draft.amount:
        values = {"open": told.grouped, "amount": draft.amount.grouped}
        yield Problem("amount", N_("Only {open} is open under our contract on that day, not {amount}."), values)
    debts = _debts(session, [one.receivable for one in draft.lines])
    for place, one in enumerate(draft.lines):
        row = session.get(Receivable, one.receivable)
        debt = debts.get(one.receivable)
        if row is None or debt is None or row.contract_id != sub.contract_id:
            yield Problem(f"lines.{place}.receivable", N_("This is not owed under the contract of the subcontract."))
        elif (one.amount or Money()) > left(debt.amount, debt.moves, max(draft.effective_on, debt.posted_on)):
            yield Problem(f"lines.{place}.amount", N_("More is set off than is open of it."))
        elif draft.effective_on < debt.posted_on:
            yield Problem(f"lines.{place}.receivable", N_("This became owed after the owner paid."))


def _debts(session: Session, keys: Sequence[str]) -> dict[str, Debt]:
    return debts_of(session, [AllocationDraft(receivable=key) for key in keys])


def _taken_off(session: Session, row: SetOff) -> list[Allocation]:
    mine = Allocation.source_id == row.id, Allocation.void == 0, Allocation.reverses_id.is_(None)
    return list(session.scalars(select(Allocation).where(*mine).order_by(Allocation.id)))


def _expect_standing(row: SetOff) -> None:
    expect_standing(row)
    if row.reversed_on:
        raise Refused(N_("Set-off {number} was undone already."), number=row.number)
