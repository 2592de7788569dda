"""What can be done with a receivable: agree on another payment date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.drafts import entry, faults
from models.language import N_
from models.problems import Problem, Refused, stop
from models.receivables.record import DueChange, Receivable
from models.store.commands import LEGAL, MARKETING, declare

CHANGE_DUE = declare("receivables.change_due", N_("Change a payment date"), (MARKETING,), LEGAL)


@dataclass(frozen=True)
class DueChangeDraft:
    """Another payment date, with the day and the reason of the agreement."""

    receivable: str = ""
    changed_on: date | None = entry(N_("Agreed on"), None, required=True)
    due_on: date | None = entry(N_("New due date"), None, required=True)
    reason: str = entry(N_("Reason"), "", required=True, hint=N_("Paper and cause of the change"))


def check_due_change(draft: DueChangeDraft) -> Iterator[Problem]:
    yield from faults(draft)


def change_due(session: Session, draft: DueChangeDraft) -> DueChange:
    """Keep a changed payment date as a dated fact; positions of earlier days keep the former one."""
    stop(check_due_change(draft))
    receivable = session.get_one(Receivable, draft.receivable)
    if receivable.void:
        raise Refused(N_("{number} is void: nothing of it falls due any more."), number=receivable.document)
    row = DueChange(receivable_id=receivable.id, changed_on=draft.changed_on, due_on=draft.due_on, reason=draft.reason)
    session.add(row)
    session.info["subject"] = receivable.document
    session.flush()
    return row
