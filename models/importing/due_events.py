"""What payment dates wait for (到期条件): each row notes the day on which it happened for what a document made owed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from sqlalchemy import Table as SqlTable
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import events, receivables
from models.drafts import faults
from models.importing.documents import DOCUMENTS
from models.importing.masters import MAKING
from models.importing.plan import Later, Plan, chunks
from models.importing.table import Table
from models.importing.values import folded
from models.language import N_
from models.problems import Problem, stop
from models.receivables import DueEvent, DueEventDraft, Receivable
from models.work import Progress, Work

_UNKNOWN = N_("Nothing is owed by a document “{name}”. Correct the number, or sign the certificate first.")
_WAITS_FOR_NOTHING = N_("{name} waits for nothing of its own: enter the day in its contract, or give its class.")


@dataclass(frozen=True)
class _Owed:
    """What a document made owed: its key, class and the event its days run from."""

    id: str
    kind: str
    anchor: str


def plan_due_events(plan: Plan) -> Work[None]:
    """Rows of documents of the book or the workbook; those a use case makes are looked for when it has made them."""
    table = plan.tables["due_events"]
    counts = plan.count(table.form)
    counts.rows += len(table)
    owed = _owed(plan, table)
    for index, row in enumerate(table.drafts()):
        yield Progress(index, len(table), MAKING)
        if not plan.tell(faults(row), table, index):
            continue
        known = owed.get(folded(row.document), [])
        waiting = _waiting(known, row.kind)
        if known and not waiting:
            plan.wrong(table, index, "document", _WAITS_FOR_NOTHING, name=row.document)
        elif not known and not _may_come(plan) and folded(row.document) not in plan.faulty:
            plan.wrong(table, index, "document", _UNKNOWN, name=row.document)
        elif any(_has(plan.session, one, row) for one in waiting):
            counts.unchanged += 1
        else:
            counts.new += 1
            plan.updates.append(Later(table, index, partial(_note, row)))


def _waiting(owed: Iterable[_Owed], kind: str) -> list[_Owed]:
    return [one for one in owed if one.anchor in events.OWNER_CONTROLLED and kind in ("", one.kind)]


def _may_come(plan: Plan) -> bool:
    """Whether documents of the workbook become owed only when they are written."""
    return any(document.sheet in plan.tables for document in DOCUMENTS)


def _owed(plan: Plan, table: Table) -> dict[str, list[_Owed]]:
    """By folded document, in the book and among what the certificates of the workbook make owed."""
    found: dict[str, list[_Owed]] = defaultdict(list)
    r = Receivable
    rows = select(r.document, r.id, r.kind, r.anchor).where(r.void == 0)
    for numbers in chunks({number for number in table.column("document") if number}):
        for document, *told in plan.session.execute(rows.where(r.document.in_(numbers))):
            found[folded(document)].append(_Owed(*told))
    made = [record.__dict__ for record in plan.unsaved.records.values() if isinstance(record, Receivable)]
    for row in (*made, *plan.unsaved.rows.get(cast(SqlTable, Receivable.__table__), ())):
        found[folded(row["document"])].append(_Owed(row["id"], row["kind"], row["anchor"]))
    return found


def _has(session: Session, one: _Owed, row: Any) -> bool:
    noted = session.scalars(select(DueEvent).where(DueEvent.receivable_id == one.id)).first()
    return noted is not None and (noted.happened_on, noted.paper) == (row.happened_on, row.paper)


def _note(row: Any, session: Session) -> None:
    """As a person notes it, for every part of the document that waits for it."""
    r = Receivable
    mine = r.document == row.document, r.void == 0
    owed = [_Owed(*one) for one in session.execute(select(r.id, r.kind, r.anchor).where(*mine).order_by(r.id))]
    waiting = _waiting(owed, row.kind)
    if not waiting:
        stop([Problem("document", _WAITS_FOR_NOTHING if owed else _UNKNOWN, {"name": row.document})])
    for one in waiting:
        if not _has(session, one, row):
            receivables.note_event(session, DueEventDraft(one.id, one.anchor, row.happened_on, row.paper))
