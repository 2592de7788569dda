"""What can be done with a consumption report: keep it, correct it, void it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.bills import coded
from models.consumption.draft import ConsumptionDraft, ConsumptionLineDraft, check
from models.consumption.record import Consumption, ConsumptionLine
from models.contracts.record import Contract
from models.language import N_
from models.numbering import of_month
from models.problems import Problem, stop
from models.records import kept, opened, taken, voided
from models.rules.calendar import next_period_end
from models.store.commands import ENGINEERING, MANAGER, MATERIALS, declare
from models.store.parts import keep_parts

RECORD = declare("consumption.record", N_("Save a consumption report"), (MATERIALS, ENGINEERING), MANAGER)
VOIDED = declare("consumption.void", N_("Void a consumption report"), (MATERIALS, ENGINEERING), MANAGER)

_SIMPLE = ("number", "used_to", "reported_by", "remark")
_LINE = ("kind", "name", "unit", "code", "norm", "price", "remark")


def draft_of(session: Session, key: str) -> ConsumptionDraft:
    row = session.get_one(Consumption, key)
    simple: dict[str, Any] = {name: getattr(row, name) for name in _SIMPLE}
    return ConsumptionDraft(
        id=row.id, contract=row.contract_id, lines=tuple(_line_draft(line) for line in row.lines), **simple
    )


def begun(session: Session, contract_id: str, as_of: date) -> ConsumptionDraft:
    """A new report: the next period, with the lines of the last one still to be filled in."""
    last = _last(session, contract_id) if contract_id else None
    draft = ConsumptionDraft(contract=contract_id, used_to=next_period_end(last.used_to if last else None, as_of))
    if last is None:
        return draft
    lines = (replace(_line_draft(line), quantity=None, returned=None, remark="") for line in last.lines)
    return replace(draft, lines=tuple(lines))


def record(session: Session, draft: ConsumptionDraft) -> Consumption:
    """Keep the consumption of a period; Invalid where a code is not that of one bill line of the contract."""
    items = coded(session, draft.contract, [line.code for line in draft.lines])
    stop([*check(draft), *_taken(session, draft), *_unknown(draft, items)])
    row = opened(session, Consumption, draft.id)
    contract = session.get_one(Contract, draft.contract)
    assert draft.used_to
    number = draft.number or of_month(session, Consumption.number, f"{contract.number}-XH-", draft.used_to)
    row.contract_id = contract.id
    for name in _SIMPLE:
        setattr(row, name, getattr(draft, name))
    row.number = number

    def fill(line: ConsumptionLine, one: ConsumptionLineDraft, place: int) -> None:
        line.position, line.bill_item_id = place, items.get(one.code)
        for name in _LINE:
            setattr(line, name, getattr(one, name))
        line.quantity, line.returned = one.quantity or Decimal(0), one.returned or Decimal(0)

    keep_parts(row.lines, draft.lines, ConsumptionLine, fill)
    return kept(session, row)


def void(session: Session, key: str, reason: str) -> Consumption:
    """It never was used: it stops counting from its own period on."""
    row = opened(session, Consumption, key)
    return voided(session, row, reason)


def _last(session: Session, contract_id: str) -> Consumption | None:
    mine = select(Consumption).where(Consumption.contract_id == contract_id, Consumption.void == 0)
    return session.scalars(mine.order_by(Consumption.used_to.desc()).limit(1)).first()


def _line_draft(line: ConsumptionLine) -> ConsumptionLineDraft:
    simple: dict[str, Any] = {name: getattr(line, name) for name in _LINE}
    return ConsumptionLineDraft(quantity=line.quantity, returned=line.returned or None, **simple)


def _unknown(draft: ConsumptionDraft, items: dict[str, str]) -> Iterator[Problem]:
    for place, line in enumerate(draft.lines):
        if draft.contract and line.code and line.code not in items:
            message = N_("No one line of the bill has the code {code}. Take it from the bill of quantities.")
            yield Problem(f"lines.{place}.code", message, {"code": line.code})


def _taken(session: Session, draft: ConsumptionDraft) -> Iterator[Problem]:
    other = Consumption.id != draft.id
    yield from taken(session, Consumption, draft)
    same = Consumption.contract_id == draft.contract, Consumption.used_to == draft.used_to, Consumption.void == 0
    if number := session.scalars(select(Consumption.number).where(other, *same)).first():
        message = N_("The consumption until this day is entered already as {number}. Open it to change it.")
        yield Problem("used_to", message, {"number": number})
