"""Final accounts of a workbook, with their reviews: settled after everything that was certified is in the book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import final_accounts
from models.final_accounts import FinalAccount, FinalAccountDraft, ReviewDraft
from models.importing.masters import MAKING, each, merged
from models.importing.parts import Parts, drafts_of
from models.importing.plan import Found, Origin, Plan
from models.importing.table import Table
from models.importing.values import folded
from models.language import N_
from models.money import Money
from models.work import Progress, Work


def plan_final_accounts(plan: Plan) -> Work[None]:
    """An account is known by its number; its reviews are the rows of their own sheet."""
    parts = Parts(plan, {"reviews": "account_reviews"}, lambda rows: [folded(one) for one in rows.column("account")])
    table = plan.tables.get("final_accounts")
    if table is not None:
        plan.resolve(table, "contract")
        known = _known(plan)
        rows = list(each(plan, table))
        for index, row in sorted(rows, key=lambda one: (one[1].settled_on or date.max, one[0])):
            yield Progress(index, len(table), MAKING)
            taken = parts.take(folded(row.number))
            found = known.get(folded(row.number)) if row.number else None
            if found is None:
                _make(plan, table, index, row, parts, taken)
            elif plan.exists(table, index, row.number, found):
                _update(plan, table, index, found.id, taken)
            else:
                parts.skipped(taken)
    for _, account, rest, places in parts.left():
        if account not in plan.faulty:
            message = N_("There is no final account “{name}” in this workbook. Add it to the sheet 竣工结算.")
            for index in places:
                plan.wrong(rest, index, "account", message, name=rest.column("account")[index])


def _known(plan: Plan) -> dict[str, Found]:
    rows = plan.session.execute(select(FinalAccount.number, FinalAccount.id, FinalAccount.settled_on))
    return {folded(number): Found(key, settled is not None) for number, key, settled in rows}


def _with_reviews(draft: FinalAccountDraft, taken: Mapping[str, Origin]) -> FinalAccountDraft:
    return replace(draft, reviews=drafts_of(ReviewDraft, taken["reviews"])) if taken else draft


def _make(
    plan: Plan, table: Table, index: int, row: FinalAccountDraft, parts: Parts, taken: Mapping[str, Origin]
) -> None:
    draft = _with_reviews(row, taken)
    if not plan.tell(final_accounts.check(draft), table, index, taken) or row.contract in plan.unsound:
        plan.faulty.add(folded(row.number))
        return
    plan.updates.append((table, index, partial(_keep, draft)))
    counts = plan.count(table.form)
    counts.new += 1
    counts.add(draft.settled or draft.amount or Money(), plan.currency_of(row.contract))
    parts.brought(taken)


def _update(plan: Plan, table: Table, index: int, key: str, taken: Mapping[str, Origin]) -> None:
    before = final_accounts.draft_of(plan.session, key)
    after = _with_reviews(merged(before, table, index, leave=("contract", "number")), taken)
    if plan.tell(final_accounts.check(after), table, index, taken):
        plan.update(table, index, before, after, partial(_keep, after))


def _keep(draft: FinalAccountDraft, session: Session) -> FinalAccount:
    return final_accounts.record(session, draft)
