"""What can be done with work done: keep it, correct it, void it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.bills import BillItem, coded
from models.certificates.record import CertificateLine, PaymentCertificate
from models.contracts.record import Contract
from models.language import N_
from models.money import Money
from models.numbering import of_month
from models.problems import Problem, stop
from models.records import kept, opened, taken, voided
from models.rules.calendar import next_period_end
from models.store.commands import COMMERCIAL, ENGINEERING, MANAGER, declare
from models.store.parts import keep_parts
from models.work_done.draft import WorkDoneDraft, WorkLineDraft, check, filled, worked_out
from models.work_done.record import WorkDone, WorkLine

RECORD = declare("work_done.record", N_("Save work done"), (ENGINEERING, COMMERCIAL), MANAGER)
VOIDED = declare("work_done.void", N_("Void work done"), (ENGINEERING, COMMERCIAL), MANAGER)

_AMOUNTS = ("amount", "measured", "cost", "revenue")
_SIMPLE = ("number", "done_to", "measured_on", "measured_by", "remark")
_LINE = ("code", "name", "unit", "quantity", "price", "remark")


def draft_of(session: Session, key: str) -> WorkDoneDraft:
    """What was entered, with every line of the bill beside it."""
    row = session.get_one(WorkDone, key)
    figures: dict[str, Any] = {name: getattr(row, name) or None for name in _AMOUNTS}
    figures["amount"] = row.amount
    if row.measured_on:
        figures["measured"] = row.measured
    lines = tuple(_line_draft(line) for line in row.lines)
    simple: dict[str, Any] = {name: getattr(row, name) for name in _SIMPLE}
    return WorkDoneDraft(id=row.id, contract=row.contract_id, lines=lines, **simple, **figures)


def record(session: Session, draft: WorkDoneDraft) -> WorkDone:
    """Keep the work of a period; what follows from the lines is worked out, empty lines are left out."""
    stop([*check(draft), *_taken(session, draft)])
    draft = worked_out(filled(draft))
    row = opened(session, WorkDone, draft.id)
    contract = session.get_one(Contract, draft.contract)
    assert draft.done_to
    number = draft.number or of_month(session, WorkDone.number, f"{contract.number}-CZ-", draft.done_to)
    row.contract_id = contract.id
    for name in _SIMPLE:
        setattr(row, name, getattr(draft, name))
    row.number = number
    for name in _AMOUNTS:
        setattr(row, name, getattr(draft, name) or Money())
    keep_parts(row.lines, _found_in_bill(session, draft), WorkLine, _fill)
    return kept(session, row)


def void(session: Session, key: str, reason: str) -> WorkDone:
    """It never was done: it stops counting from its own period on."""
    row = opened(session, WorkDone, key)
    return voided(session, row, reason)


def begun(session: Session, contract_id: str, as_of: date) -> WorkDoneDraft:
    """A new report: the period after the last one, else the last whole month, every line of the bill empty."""
    last = _last(session, contract_id) if contract_id else None
    draft = WorkDoneDraft(contract=contract_id, done_to=next_period_end(last, as_of))
    return with_bill(session, draft)


def with_bill(session: Session, draft: WorkDoneDraft) -> WorkDoneDraft:
    """The draft with a line for every line of the bill, what was done before and what was certified beside it."""
    if not draft.contract:
        return draft
    own = {line.bill_item: line for line in draft.lines if line.bill_item}
    before = _done_before(session, draft)
    certified = _certified(session, draft)
    b = BillItem
    names = (b.id, b.code, b.name, b.unit, b.quantity, b.price, b.amount)
    rows = select(*names).where(b.contract_id == draft.contract, b.is_heading == 0).order_by(b.position)
    lines = []
    for key, code, name, unit, quantity, price, amount in session.execute(rows):
        line = own.pop(key, None) or WorkLineDraft(bill_item=key, code=code, name=name, unit=unit, price=price)
        if quantity is None and amount is not None and line.price is None:
            line = replace(line, price=amount.yuan)  # a lump sum is done in parts of 1
        lines.append(replace(line, contract_quantity=quantity, previous=before.get(key), certified=certified.get(key)))
    free = [line for line in draft.lines if not line.bill_item and (line.name or line.code)]
    return replace(draft, lines=(*lines, *own.values(), *free))


def _done_before(session: Session, draft: WorkDoneDraft) -> Mapping[str, Decimal]:
    mine = WorkDone.contract_id == draft.contract, WorkDone.void == 0, WorkDone.id != draft.id
    day = draft.done_to or date.max
    return _quantities(session, WorkLine, WorkDone, WorkLine.work_done_id, *mine, WorkDone.done_to < day)


def _certified(session: Session, draft: WorkDoneDraft) -> Mapping[str, Decimal]:
    c = PaymentCertificate
    mine = c.contract_id == draft.contract, c.void == 0, c.certified_on <= (draft.done_to or date.max)
    return _quantities(session, CertificateLine, c, CertificateLine.certificate_id, *mine)


def _quantities(session: Session, line: Any, document: Any, link: Any, *where: Any) -> dict[str, Decimal]:
    """By bill line, what the lines of these documents add up to."""
    total = func.sum(line.quantity)
    rows = select(line.bill_item_id, total).join(document, document.id == link).group_by(line.bill_item_id)
    known = rows.where(*where, line.bill_item_id.is_not(None), line.quantity.is_not(None))
    return dict(session.execute(known).all())


def _found_in_bill(session: Session, draft: WorkDoneDraft) -> tuple[WorkLineDraft, ...]:
    """The lines with the bill line of their code, where only one bears it."""
    known = coded(session, draft.contract, [line.code for line in draft.lines if not line.bill_item])
    return tuple(replace(line, bill_item=line.bill_item or known.get(line.code, "")) for line in draft.lines)


def _last(session: Session, contract_id: str) -> date | None:
    mine = WorkDone.contract_id == contract_id, WorkDone.void == 0
    found: date | None = session.scalar(select(func.max(WorkDone.done_to)).where(*mine))
    return found


def _taken(session: Session, draft: WorkDoneDraft) -> Iterator[Problem]:
    other = WorkDone.id != draft.id
    yield from taken(session, WorkDone, draft)
    same = WorkDone.contract_id == draft.contract, WorkDone.done_to == draft.done_to, WorkDone.void == 0
    if number := session.scalars(select(WorkDone.number).where(other, *same)).first():
        message = N_("The work until this day is entered already as {number}. Open it to change it.")
        yield Problem("done_to", message, {"number": number})


def _line_draft(line: WorkLine) -> WorkLineDraft:
    simple = {name: getattr(line, name) for name in _LINE}
    amount = line.amount if line.quantity is None or line.price is None else None
    return WorkLineDraft(id=line.id, bill_item=line.bill_item_id or "", amount=amount, **simple)


def _fill(row: WorkLine, draft: WorkLineDraft, place: int) -> None:
    row.position, row.bill_item_id = place, draft.bill_item or None
    for name in _LINE:
        setattr(row, name, getattr(draft, name))
    row.amount = draft.amount or Money()
