"""Opening balances of a workbook: the rows of a contract are its take-on sheet, old items and cumulative figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from models import opening
from models.importing.cells import defaults
from models.importing.forms import OpeningRow
from models.importing.masters import MAKING
from models.importing.plan import SKIP, Found, Plan
from models.importing.table import Table, grouped
from models.importing.values import folded
from models.language import N_
from models.money import Money
from models.opening import OpeningDraft, OpeningItemDraft
from models.opening_position import OpeningPosition
from models.work import Progress, Work

_CUMULATIVE = (
    *"taken_on certified received retention advance_paid recovered second_paid second_recovered".split(),
    *"done cost revenue".split(),
    *"stated explanation giver taker witness".split(),
)
_ITEM = tuple("kind document posted_on due_on amount invoice person".split())
_MAKES_ITEM = ("document", "posted_on", "due_on", "amount", "invoice")


def plan_opening(plan: Plan) -> Work[None]:
    table = plan.tables["opening"]
    names = list(table.column("contract"))
    plan.resolve(table, "contract")
    plan.count(table.form).rows += len(table)
    rows = list(table.drafts())
    existing = dict(plan.session.execute(select(OpeningPosition.contract_id, OpeningPosition.id)).all())
    for done, (contract, places) in enumerate(grouped(table, "contract").items()):
        yield Progress(done, 0, MAKING)
        if not contract:
            for index in places:
                plan.lacks(table, index, "contract")
        elif contract in existing and plan.choices.existing == SKIP:
            plan.exists(table, places[0], names[places[0]], Found(existing[contract]))
            plan.count(table.form).skipped += len(places) - 1
        else:
            _take_on(plan, table, contract, places, rows, existing.get(contract, ""))


def _take_on(plan: Plan, table: Table, contract: str, places: list[int], rows: Sequence[OpeningRow], key: str) -> None:
    olds = [index for index in places if any(getattr(rows[index], name) not in (None, "") for name in _MAKES_ITEM)]
    items = tuple(OpeningItemDraft(**{name: getattr(rows[index], name) for name in _ITEM}) for index in olds)
    whole = {name: _one(plan, table, name, places) for name in _CUMULATIVE}
    remark = "\n".join(dict.fromkeys(rows[index].remark for index in places if rows[index].remark))
    draft = OpeningDraft(id=key, contract=contract, remark=remark, items=items, **whole)
    unknown = () if contract in plan.unsound else opening.without_second(draft, plan.contract(contract))
    told = [*opening.check(draft), *unknown]
    if not plan.tell(told, table, places[0], {"items": (table, olds)}) or contract in plan.unsound:
        plan.faulty.update(folded(item.document) for item in items)
        return
    if key:
        before = opening.draft_of(plan.session, key)
        plan.update(
            table,
            places[0],
            _as_kept(plan, before),
            _as_kept(plan, draft),
            lambda session: opening.take_on(session, draft),
        )
        return
    opening.take_on(plan.unsaved.as_session(), draft)
    counts = plan.count(table.form)
    counts.new += len(places)
    counts.add(Money.total(item.amount for item in items if item.amount), plan.currency_of(contract))


def _one(plan: Plan, table: Table, name: str, places: list[int]) -> Any:
    """A figure of the contract, which stands on one of its rows; another one on another row is a problem."""
    column = table.column(name)
    said = [(index, column[index]) for index in places if column[index] not in (None, "")]
    for index, value in said[1:]:
        if value != said[0][1]:
            message = N_("Another figure stands for this contract in row {row}. Say it once.")
            plan.wrong(table, index, name, message, row=table.rows[said[0][0]] + 1)
    return said[0][1] if said else defaults(OpeningRow)[name]


def _as_kept(plan: Plan, draft: OpeningDraft) -> OpeningDraft:
    """As the book keeps it, for comparing: what stands for an empty entry filled in, the rows in one order."""
    contract = plan.contract(draft.contract)
    items = (
        replace(item, document=item.document or contract.number, person=item.person or contract.handler)
        for item in draft.items
    )
    figures: dict[str, Any] = {name: getattr(draft, name) or defaults(OpeningRow)[name] for name in _CUMULATIVE}
    figures["retention"] = opening.retention_held(draft)
    return replace(draft, items=tuple(sorted(items, key=repr)), **figures)
