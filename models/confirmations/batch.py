"""Statements in one go: of which debtors or contracts, up to which day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from models.confirmations.calendar import DUE, due_statements
from models.contracts.record import Contract
from models.drafts import entry, faults
from models.language import N_
from models.parties import Party
from models.problems import Problem
from models.receivables import position

DEBTOR, CONTRACT = "debtor", "contract"
EACH = {DEBTOR: N_("One for each debtor, with all his contracts"), CONTRACT: N_("One for each contract")}


@dataclass(frozen=True)
class BatchDraft:
    """What is asked before statements are issued to many."""

    project: str = entry(
        N_("Only this project"), "", pick="projects", hint=N_("Empty: all debtors of the book"), wide=True
    )
    each: str = entry(N_("How they are written"), DEBTOR, choices=EACH, required=True, wide=True)
    as_of: date | None = entry(N_("Cut-off date"), None, required=True)
    dated_on: date | None = entry(N_("Date of the letter"), None, required=True)
    days_to_answer: int | None = entry(N_("Days to answer"), 10, required=True)
    with_detail: bool = entry(N_("Enclose every movement"), True)
    demand: bool = entry(N_("Demand payment of what is overdue"), False, wide=True)
    only_due: bool = entry(N_("Only where one is due by the calendar"), False, wide=True)


def check_batch(draft: BatchDraft) -> Iterator[Problem]:
    """Everything that can be said without the database."""
    yield from faults(draft)
    if draft.as_of and draft.dated_on and draft.dated_on < draft.as_of:
        yield Problem("dated_on", N_("The letter would be dated before the day it speaks of."))
    if draft.days_to_answer is not None and not 0 < draft.days_to_answer <= 365:
        yield Problem("days_to_answer", N_("Give between 1 and 365 days."))


def scopes(session: Session, draft: BatchDraft) -> list[tuple[str, str]]:
    """Debtor and contract (empty: all of his) of every statement, by name: whoever owes something on the day."""
    assert draft.as_of
    item = position.worked_out(draft.as_of)
    by_contract = draft.each == CONTRACT
    rows: Any = (
        select(Party.id, Contract.id if by_contract else literal(""))
        .join_from(item, Contract, Contract.id == item.c.contract_id)
        .join(Party, Party.id == item.c.party_id)
        .where(item.c.open != 0, Party.own == 0)
        .distinct()
        .order_by(Party.name, *([Contract.number] if by_contract else []))
    )
    if draft.project:
        rows = rows.where(Contract.project_id == draft.project)
    found = [(row[0], row[1]) for row in session.execute(rows)]
    if not draft.only_due:
        return found
    due = {one.party_id for one in due_statements(session, draft.dated_on or draft.as_of) if one.state == DUE}
    return [one for one in found if one[0] in due]
