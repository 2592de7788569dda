"""Variation orders of a workbook, with the stages they have gone through: submitted, reviewed, approved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import stages, variations
from models.importing.forms import VariationRow
from models.importing.masters import MAKING, each, merged
from models.importing.plan import Found, Plan
from models.importing.table import Table
from models.importing.values import folded
from models.language import N_
from models.money import Money
from models.problems import Problem
from models.variations import APPROVED, REVIEWED, SUBMITTED, VOID, StageDraft, VariationOrder
from models.work import Progress, Work

_STAGES = (
    (SUBMITTED, "submitted_on", "submitted", variations.submit),
    (REVIEWED, "reviewed_on", "reviewed", variations.review),
    (APPROVED, "approved_on", "approved", variations.approve),
)
_ORDER = ("instructed_on", "priced_on", "submitted_on", "reviewed_on", "approved_on")


def plan_variations(plan: Plan) -> Work[None]:
    """A variation is known by its number under its contract."""
    table = plan.tables["variations"]
    plan.resolve(table, "contract")
    known = _known(plan)
    keys = [
        (contract, folded(number)) if contract and number else ("", "")
        for contract, number in zip(table.column("contract"), table.column("number"), strict=True)
    ]
    for index, row in each(plan, table, [key if key[0] else "" for key in keys]):
        found = known.get(keys[index])
        if found is None:
            _make(plan, table, index, row)
        elif plan.exists(table, index, row.number, found):
            _update(plan, table, index, row, found.id)
        if index % 50 == 0:
            yield Progress(index, len(table), MAKING)


def _known(plan: Plan) -> dict[tuple[str, str], Found]:
    stood = stages.latest_by(date.max).subquery()
    rows = plan.session.execute(
        select(VariationOrder.contract_id, VariationOrder.number, VariationOrder.id, stood.c.stage).outerjoin(
            stood, stood.c.document_id == VariationOrder.id
        )
    )
    return {(contract, folded(number)): Found(key, stage in (APPROVED, VOID)) for contract, number, key, stage in rows}


def _make(plan: Plan, table: Table, index: int, row: VariationRow) -> None:
    sound = plan.tell([*variations.check(row), *check_stages(row)], table, index)
    if not sound or row.contract in plan.unsound:
        return
    session = plan.unsaved.as_session()
    variation = variations.record(session, row)
    variation.days_granted = row.days_granted
    for stage, on, amount in reached(row):
        digest = stages.digest_of(variation) if stage == APPROVED else ""
        stages.reach(session, variation, stage, on, amount=amount, digest=digest)
    counts = plan.count(table.form)
    counts.new += 1
    counts.add(row.approved or row.amount or Money(), plan.currency_of(row.contract))


def check_stages(row: VariationRow) -> Iterator[Problem]:
    """Each stage has its day and its amount, and follows the one before."""
    for _, day, amount, _ in _STAGES:
        if getattr(row, day) and getattr(row, amount) is None:
            yield Problem(amount, N_("Enter the amount that belongs to this stage."))
        if getattr(row, day) is None and getattr(row, amount) is not None:
            yield Problem(day, N_("Enter the day that belongs to this amount."))
    if row.approved_on and not row.submitted_on:
        yield Problem("submitted_on", N_("What was approved was submitted first: enter that day and amount."))
    before: date | None = None
    for name in _ORDER:
        on = getattr(row, name)
        if on and before and on < before:
            yield Problem(name, N_("This day is before the stage it follows ({day})."), {"day": before})
        before = on or before


def reached(row: VariationRow) -> Iterator[tuple[str, date, Money]]:
    for stage, day, amount, _ in _STAGES:
        if getattr(row, day):
            yield stage, getattr(row, day), getattr(row, amount)


def _update(plan: Plan, table: Table, index: int, row: VariationRow, key: str) -> None:
    before = variations.draft_of(plan.session, key)
    after = merged(before, table, index, leave=("contract", "number"))
    stood = {one.stage for one in stages.stages_of(plan.session, key)}
    new = [(stage, on, amount) for stage, on, amount in reached(row) if stage not in stood]

    def act(session: Session) -> None:
        if after != before:
            variations.record(session, after)
        for stage, on, amount in new:
            verb = next(verb for name, _, _, verb in _STAGES if name == stage)
            verb(session, StageDraft(key, on, amount, row.days_granted))

    if plan.tell([*variations.check(after), *check_stages(replace(row, **_told(after)))], table, index):
        plan.update(table, index, (before, ()), (after, tuple(new)), act)


def _told(draft: Any) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in ("instructed_on", "priced_on", "amount")}


def orders(plan: Plan, contracts: set[str]) -> dict[tuple[str, str], str]:
    """Contract and number → the variation order, of the book and of the workbook."""
    found = {key: one.id for key, one in _known(plan).items() if key[0] in contracts}
    for record in plan.unsaved.records.values():
        if isinstance(record, VariationOrder):
            found.setdefault((record.contract_id, folded(record.number)), record.id)
    return found
