"""What can be done with a receivable: agree on another payment date, note that what it waits for has happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import events
from models.drafts import entry, faults
from models.language import N_
from models.problems import Problem, Refused, stop
from models.receivables.record import DueChange, DueEvent, Receivable
from models.store.commands import FINANCE, LEGAL, MARKETING, declare

CHANGE_DUE = declare("receivables.change_due", N_("Change a payment date"), (MARKETING,), LEGAL)
NOTE_EVENT = declare("receivables.note_event", N_("Note what a payment date waits for"), (MARKETING, FINANCE), LEGAL)


@dataclass(frozen=True)
class DueChangeDraft:
    """Another payment date, with the day and the reason of the agreement."""

    receivable: str = ""
    changed_on: date | None = entry(N_("Agreed on"), None, required=True)
    due_on: date | None = entry(N_("New due date"), None, required=True)
    reason: str = entry(N_("Reason"), "", required=True, hint=N_("Paper and cause of the change"))


@dataclass(frozen=True)
class DueEventDraft:
    """The day on which happened what this receivable waits for; emptied, it has not happened."""

    receivable: str = ""
    event: str = entry(N_("Waits for"), "", readonly=True, wide=True, choices=events.EVENTS)
    happened_on: date | None = entry(N_("Happened on"), None, hint=N_("Empty: it has not happened"))
    paper: str = entry(N_("Paper"), "", wide=True, hint=N_("For example: invoice number, receipt, review report"))


def check_due_change(draft: DueChangeDraft) -> Iterator[Problem]:
    yield from faults(draft)


def before_it_was_owed(draft: DueChangeDraft, posted_on: date) -> Iterator[Problem]:
    """Nobody agrees when to pay what is not owed yet, nor on a day before it is."""
    if draft.changed_on is not None and draft.changed_on < posted_on:
        yield Problem(
            "changed_on", N_("It was agreed before the receivable was posted: is the day right?"), advice=True
        )
    if draft.due_on is not None and draft.due_on < posted_on:
        yield Problem("due_on", N_("It falls due before it was posted: is the day right?"), advice=True)


def check_due_event(draft: DueEventDraft) -> Iterator[Problem]:
    yield from faults(draft)


def change_due(session: Session, draft: DueChangeDraft) -> DueChange:
    """Keep a changed payment date as a dated fact; positions of earlier days keep the former one."""
    stop(check_due_change(draft))
    receivable = _standing(session, draft.receivable)
    stop(before_it_was_owed(draft, receivable.posted_on))
    row = DueChange(receivable_id=receivable.id, changed_on=draft.changed_on, due_on=draft.due_on, reason=draft.reason)
    session.add(row)
    session.info["subject"] = receivable.document
    session.flush()
    return row


def note_event(session: Session, draft: DueEventDraft) -> Receivable:
    """Keep the day on which this receivable's own event happened; the days of its rule run from it.

    It stands before what the contract says of the same event. Refused where the receivable waits for no such event.
    """
    stop(check_due_event(draft))
    receivable = _standing(session, draft.receivable)
    if receivable.anchor == events.CARRIED:
        raise Refused(
            N_("{number} is below the minimum: it falls due with the later certificate that pays it."),
            number=receivable.document,
        )
    if receivable.anchor not in events.OWNER_CONTROLLED:
        raise Refused(
            N_("{number} waits for nothing of its own: enter the day in its contract."), number=receivable.document
        )
    row = event_of(session, receivable.id)
    if draft.happened_on is None:
        if row is not None:
            session.delete(row)
    else:
        row = row or DueEvent(receivable_id=receivable.id)
        row.happened_on, row.paper = draft.happened_on, draft.paper
        session.add(row)
    session.info["subject"] = receivable.document
    session.flush()
    return receivable


def event_of(session: Session, receivable_id: str) -> DueEvent | None:
    """What is noted of the event that this receivable waits for."""
    return session.scalars(select(DueEvent).where(DueEvent.receivable_id == receivable_id)).first()


def event_draft(session: Session, receivable_id: str) -> DueEventDraft:
    row, receivable = event_of(session, receivable_id), session.get_one(Receivable, receivable_id)
    return DueEventDraft(receivable_id, receivable.anchor, row.happened_on if row else None, row.paper if row else "")


def _standing(session: Session, receivable_id: str) -> Receivable:
    receivable = session.get_one(Receivable, receivable_id)
    if receivable.void:
        raise Refused(N_("{number} is void: nothing of it falls due any more."), number=receivable.document)
    return receivable
