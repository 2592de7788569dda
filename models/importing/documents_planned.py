"""Works out what the rows of a document with parts bring: new ones are made, those of the book changed.

Which there are, and how each is known, stands in ``models/importing/documents.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import select

from models.importing.documents import Document
from models.importing.masters import MAKING, each, merged
from models.importing.parts import Parts, drafts_of
from models.importing.plan import Found, Later, Origin, Plan
from models.importing.table import Table
from models.money import Money
from models.problems import Invalid, Refused
from models.work import Progress, Work


def plan_documents(document: Document, plan: Plan) -> Work[None]:
    """Make new documents, change those of the book that may change, with the rows of their parts."""
    sheets = {part: sheet for part, (sheet, _) in document.parts.items()}
    parts = Parts(plan, sheets, lambda rows: [document.folds(one) for one in rows.column(document.named_in)])
    for rows in parts.tables.values():
        plan.resolve(rows, *(name for name, how in rows.form.entries.items() if how.pick in plan.names.kinds))
    table = plan.tables.get(document.sheet)
    if table is not None:
        yield from _plan_rows(document, plan, table, parts)
    if document.begins is not None:
        _plan_unnamed(document, document.begins, plan, parts)
    for _, number, rest, places in parts.left():
        if number not in plan.faulty:
            for index in places:
                plan.wrong(rest, index, document.named_in, document.missing, name=rest.column(document.named_in)[index])


def _plan_rows(document: Document, plan: Plan, table: Table, parts: Parts) -> Work[None]:
    plan.resolve(table, *document.refers_to)
    known = _known(document, plan)
    by_number = table.form.key[-1] == "number"
    rows = list(each(plan, table, None if by_number else [document.folds(one.number) for one in table.drafts()]))
    if document.day is not None:
        day = document.day
        rows.sort(key=lambda one: (day(one[1]) or date.max, one[0]))
    for index, row in rows:
        yield Progress(index, len(table), MAKING)
        taken = parts.take(document.folds(row.number))
        found = known.get(document.folds(row.number)) if row.number else None
        if found is None:
            _make(document, plan, table, index, _whole(document, row, taken), parts, taken)
        elif plan.exists(table, index, document.shown(plan, row), found):
            _update(document, plan, table, index, found.id, taken)
        else:
            parts.skipped(taken)


def _plan_unnamed(document: Document, begins: Callable[[Any], Any], plan: Plan, parts: Parts) -> None:
    """Documents that only their parts name: begun of the name, or those of the book gone on with."""
    known = _known(document, plan)
    for _, number, table, places in list(parts.left()):
        taken = parts.take(number) if number else {}
        if not taken:
            continue
        index = places[0]
        draft = begins(table.column(document.named_in)[index])
        found = known.get(str(number))
        if found is None:
            _make(document, plan, table, index, _whole(document, draft, taken), parts, taken, counted=False)
        elif plan.exists(table, index, draft.number, found):
            before = document.noun.draft_of(plan.session, found.id)
            after = _whole(document, before, taken)
            plan.update(table, index, before, after, partial(_keep, document, after), taken)
        else:
            parts.skipped(taken)


def _known(document: Document, plan: Plan) -> dict[str, Found]:
    kind = document.record
    rows = plan.session.execute(select(kind.number, kind.id, document.posted))
    return {document.folds(number): Found(key, bool(posted)) for number, key, posted in rows}


def _whole(document: Document, draft: Any, taken: Mapping[str, Origin]) -> Any:
    made: dict[str, Any] = {part: drafts_of(document.parts[part][1], origin) for part, origin in taken.items()}
    return replace(draft, **made)


def _make(
    document: Document,
    plan: Plan,
    table: Table,
    index: int,
    draft: Any,
    parts: Parts,
    taken: Mapping[str, Origin],
    counted: bool = True,
) -> None:
    contract = getattr(draft, "contract", "")
    if (
        not plan.tell(document.noun.check(document.behind(plan, draft)), table, index, taken)
        or contract in plan.unsound
    ):
        plan.faulty.add(document.folds(draft.number))
        return
    if not (document.early and draft.number):
        plan.updates.append(Later(table, index, partial(_keep, document, draft), taken))
    elif not _made_at_once(document, plan, table, index, draft, taken):
        return
    counts = plan.count(table.form)
    counts.new += counted
    if contract:
        counts.add(document.amount(draft) or Money(), plan.currency_of(contract))
    parts.brought(taken)


def _made_at_once(
    document: Document, plan: Plan, table: Table, index: int, draft: Any, taken: Mapping[str, Origin]
) -> bool:
    """Whether the document could be made before anything is written."""
    try:
        if document.expect is not None and draft.contract not in plan.unsaved.records:
            document.expect(plan.session, draft)
        plan.written[table.form.name, index] = document.noun.record(plan.unsaved.as_session(), draft).id
    except (Invalid, Refused) as told:
        plan.tell(told.problems if isinstance(told, Invalid) else [told.problem], table, index, taken)
        plan.faulty.add(document.folds(draft.number))
        return False
    return True


def _update(document: Document, plan: Plan, table: Table, index: int, key: str, taken: Mapping[str, Origin]) -> None:
    before = document.noun.draft_of(plan.session, key)
    after = _whole(document, merged(before, table, index, leave=(*document.refers_to, "number")), taken)
    if plan.tell(document.noun.check(document.behind(plan, after)), table, index, taken):
        plan.update(table, index, before, after, partial(_keep, document, after), taken)


def _keep(document: Document, draft: Any, session: Any) -> Any:
    return document.noun.record(session, draft)
