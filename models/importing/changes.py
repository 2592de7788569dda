"""Variation orders of a workbook, with the stages they have gone through: submitted, reviewed, approved."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import stages, variations
from models.importing.forms import VariationRow
from models.importing.masters import MAKING, each, merged
from models.importing.parts import Parts, drafts_of
from models.importing.plan import Found, Origin, Plan
from models.importing.table import Table
from models.importing.values import folded
from models.language import N_
from models.money import Money
from models.problems import Problem
from models.variations import APPROVED, REVIEWED, SUBMITTED, VOID, StageDraft, VariationLineDraft, VariationOrder
from models.work import Progress, Work

_STAGES = (
    (SUBMITTED, "submitted_on", "submitted", variations.submit),
    (REVIEWED, "reviewed_on", "reviewed", variations.review),
    (APPROVED, "approved_on", "approved", variations.approve),
)
_ORDER = ("instructed_on", "priced_on", "submitted_on", "reviewed_on", "approved_on")


def plan_variations(plan: Plan) -> Work[None]:
    """A variation is known by its number under its contract; its lines are the rows of their own sheet."""
    table, rest = plan.tables.get("variations"), plan.tables.get("variation_lines")
    for one in (table, rest):
        if one is not None:
            plan.resolve(one, "contract")
    known: Mapping[Any, Found] = _known(plan)
    parts = Parts(plan, {"lines": "variation_lines"}, lambda rows: _keys(rows, "variation"))
    if table is not None:
        keys = _keys(table, "number")
        for index, row in each(plan, table, keys):
            found, taken = known.get(keys[index]), parts.take(keys[index])
            if found is None:
                _make(plan, table, index, row, parts, taken)
            elif plan.exists(table, index, row.number, found):
                _update(plan, table, index, row, found.id, taken)
            else:
                parts.skipped(taken)
            if index % 50 == 0:
                yield Progress(index, len(table), MAKING)
    for _, key, lines, places in parts.left():
        _change_lines(plan, lines, places, known.get(key))


def _keys(table: Table, number: str) -> list[Hashable]:
    """Contract and folded number of each row; empty where one of them is."""
    pairs = zip(table.column("contract"), table.column(number), strict=True)
    return [(contract, folded(one)) if contract and one else "" for contract, one in pairs]


def _change_lines(plan: Plan, table: Table, places: list[int], found: Found | None) -> None:
    """Lines of a variation that stands in the book and not in the workbook's own sheet."""
    for index in places if found is None else ():
        number = table.column("variation")[index]
        if not number:
            plan.lacks(table, index, "variation")
        elif table.column("contract")[index] and folded(number) not in plan.faulty:
            message = N_("There is no variation order “{name}” under this contract. Add it to the sheet 变更.")
            plan.wrong(table, index, "variation", message, name=number)
    if found is None:
        return
    if not plan.exists(table, places[0], table.column("variation")[places[0]], found):
        plan.count(table.form).skipped += len(places) - 1
        return
    before = variations.draft_of(plan.session, found.id)
    parts = {"lines": (table, places)}
    after = _with_lines(before, parts)
    if plan.tell(variations.check(after), table, places[0], parts):
        plan.update(table, places[0], before, after, lambda session: variations.record(session, after), parts)


def _with_lines(draft: Any, taken: Mapping[str, Origin]) -> Any:
    """The order with the lines of its sheet, and the amount they add up to; those it had keep their keys."""
    if not taken:
        return draft
    keys = {line.code: line.id for line in draft.lines if line.code}
    made = drafts_of(VariationLineDraft, taken["lines"])
    lines = tuple(replace(line, id=keys.pop(line.code, "")) for line in made)
    return variations.worked_out(replace(draft, lines=lines))


def _known(plan: Plan) -> dict[tuple[str, str], Found]:
    stood = stages.latest_by(date.max).subquery()
    rows = plan.session.execute(
        select(VariationOrder.contract_id, VariationOrder.number, VariationOrder.id, stood.c.stage).outerjoin(
            stood, stood.c.document_id == VariationOrder.id
        )
    )
    return {(contract, folded(number)): Found(key, stage in (APPROVED, VOID)) for contract, number, key, stage in rows}


def _make(plan: Plan, table: Table, index: int, row: VariationRow, parts: Parts, taken: Mapping[str, Origin]) -> None:
    told = list(variations.check(replace(row, lines=drafts_of(VariationLineDraft, taken["lines"])) if taken else row))
    row = _with_lines(row, taken)
    sound = plan.tell([*told, *check_stages(row)], table, index, taken)
    if not sound or row.contract in plan.unsound:
        plan.faulty.add(folded(row.number))
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
    parts.brought(taken)


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


def _update(plan: Plan, table: Table, index: int, row: VariationRow, key: str, taken: Mapping[str, Origin]) -> None:
    before = variations.draft_of(plan.session, key)
    after = _with_lines(merged(before, table, index, leave=("contract", "number")), taken)
    stood = {one.stage for one in stages.stages_of(plan.session, key)}
    new = [(stage, on, amount) for stage, on, amount in reached(row) if stage not in stood]

    def act(session: Session) -> None:
        if after != before:
            variations.record(session, after)
        for stage, on, amount in new:
            verb = next(verb for name, _, _, verb in _STAGES if name == stage)
            verb(session, StageDraft(key, on, amount, row.days_granted))

    if plan.tell([*variations.check(after), *check_stages(replace(row, **_told(after)))], table, index, taken):
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
