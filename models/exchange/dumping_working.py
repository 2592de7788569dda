"""Writes what was done, used, delivered and planned as drafts that make it again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from models import consumption, debit_notes, sales_plans, work_done
from models.bills import BillItem
from models.consumption import Consumption
from models.debit_notes import DebitNote
from models.exchange.told import Plain, entry, number_of, party_name
from models.sales_plans import SalesPlan
from models.work_done import WorkDone


def _work(session: Session, key: str) -> Iterator[Plain]:
    """The work of a period with its lines, each by the place of its bill line."""
    row = session.get_one(WorkDone, key)
    if row.void:
        return
    draft = work_done.draft_of(session, key)
    lines = tuple(replace(line, id="", bill_item=_place(session, line.bill_item)) for line in draft.lines)
    yield entry("work_done", replace(draft, id="", contract=number_of(session, row.contract_id), lines=lines))


def _place(session: Session, bill_item: str) -> str:
    return f"#{session.get_one(BillItem, bill_item).position + 1}" if bill_item else ""


def _used(session: Session, key: str) -> Iterator[Plain]:
    """The consumption of a period; its lines name their bill line by its code."""
    row = session.get_one(Consumption, key)
    if not row.void:
        draft = consumption.draft_of(session, key)
        yield entry("consumption", replace(draft, id="", contract=number_of(session, row.contract_id)))


def _charged(session: Session, key: str) -> Iterator[Plain]:
    """A debit note with its lines and instalments."""
    row = session.get_one(DebitNote, key)
    if row.void:
        return
    draft = debit_notes.draft_of(session, key)
    lines = tuple(replace(line, id="") for line in draft.lines)
    payer = party_name(session, draft.payer)
    named = replace(draft, id="", contract=number_of(session, row.contract_id), payer=payer, lines=lines)
    yield entry("debit_notes", named)


def _planned(session: Session, key: str) -> Iterator[Plain]:
    """What is planned of a product."""
    row = session.get_one(SalesPlan, key)
    if not row.void:
        draft = sales_plans.draft_of(session, key)
        yield entry("sales_plans", replace(draft, id="", contract=number_of(session, row.contract_id)))


TABLES: tuple[Any, ...] = (WorkDone, Consumption, DebitNote, SalesPlan)
WRITERS: Mapping[str, Callable[[Session, str], Iterator[Plain]]] = {
    WorkDone.__tablename__: _work,
    Consumption.__tablename__: _used,
    DebitNote.__tablename__: _charged,
    SalesPlan.__tablename__: _planned,
}
