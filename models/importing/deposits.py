"""Deposits and guarantees of a workbook, with what was deducted from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import deposits
from models.deposits import DeductionDraft, Deposit, DepositDraft
from models.importing.masters import MAKING, each, merged
from models.importing.parts import Parts, drafts_of
from models.importing.plan import Found, Origin, Plan
from models.importing.table import Table
from models.importing.values import folded
from models.language import N_
from models.money import Money
from models.work import Progress, Work


def plan_deposits(plan: Plan) -> Work[None]:
    """A deposit is known by its number; its deductions are the rows of their own sheet."""
    sheets = {"deductions": "deposit_deductions"}
    parts = Parts(plan, sheets, lambda rows: [folded(one) for one in rows.column("deposit")])
    table = plan.tables.get("deposits")
    if table is not None:
        plan.resolve(table, "contract")
        rows = plan.session.execute(select(Deposit.number, Deposit.id, Deposit.void))
        known = {folded(number): Found(key, bool(void)) for number, key, void in rows}
        for index, row in each(plan, table):
            yield Progress(index, len(table), MAKING)
            taken = parts.take(folded(row.number))
            found = known.get(folded(row.number)) if row.number else None
            if found is None:
                _make(plan, table, index, row, parts, taken)
            elif plan.exists(table, index, row.number, found):
                _update(plan, table, index, found.id, taken)
            else:
                parts.skipped(taken)
    for _, number, rest, places in parts.left():
        if number not in plan.faulty:
            message = N_("There is no deposit “{name}” in this workbook. Add it to the sheet 保证金.")
            for index in places:
                plan.wrong(rest, index, "deposit", message, name=rest.column("deposit")[index])


def _make(plan: Plan, table: Table, index: int, row: DepositDraft, parts: Parts, taken: Mapping[str, Origin]) -> None:
    draft = _with_deductions(row, taken)
    if not plan.tell(deposits.check(draft), table, index, taken) or row.contract in plan.unsound:
        plan.faulty.add(folded(row.number))
        return
    plan.updates.append((table, index, partial(_keep, draft)))
    counts = plan.count(table.form)
    counts.new += 1
    counts.add(draft.amount or Money(), plan.currency_of(row.contract))
    parts.brought(taken)


def _update(plan: Plan, table: Table, index: int, key: str, taken: Mapping[str, Origin]) -> None:
    before = deposits.draft_of(plan.session, key)
    after = _with_deductions(merged(before, table, index, leave=("contract", "number")), taken)
    if plan.tell(deposits.check(after), table, index, taken):
        plan.update(table, index, before, after, partial(_keep, after))


def _with_deductions(draft: DepositDraft, taken: Mapping[str, Origin]) -> DepositDraft:
    return replace(draft, deductions=drafts_of(DeductionDraft, taken["deductions"])) if taken else draft


def _keep(draft: DepositDraft, session: Session) -> Deposit:
    return deposits.record(session, draft)
