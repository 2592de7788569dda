"""Receivables (应收): what is owed, when it falls due, what is left of it on any day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.late import names_of
from models.receivables.ageing import Ageing, ageing
from models.receivables.due import due_on
from models.receivables.position import (
    Position,
    by_class,
    days_overdue,
    due_today,
    items,
    not_due,
    overdue,
    position_columns,
    positions,
    undated,
)
from models.receivables.record import CLASSES, WAYS, Allocation, DueChange, DueEvent, Receivable
from models.receivables.taken_off import paid

if TYPE_CHECKING:
    from models.receivables.listing import LISTING
    from models.receivables.usecases import (
        CHANGE_DUE,
        NOTE_EVENT,
        DueChangeDraft,
        DueEventDraft,
        before_it_was_owed,
        change_due,
        check_due_change,
        check_due_event,
        event_draft,
        note_event,
    )

__all__ = [
    "CHANGE_DUE", "CLASSES", "LISTING", "NOTE_EVENT", "WAYS", "Ageing", "Allocation", "DueChange", "DueChangeDraft",
    "DueEvent", "DueEventDraft", "Position", "Receivable", "ageing", "before_it_was_owed", "by_class", "change_due",
    "check_due_change", "check_due_event", "days_overdue", "due_on", "due_today", "event_draft", "items", "not_due",
    "note_event", "overdue", "paid", "position_columns", "positions", "undated",
]  # fmt: skip

__getattr__ = names_of(__name__, "listing", "usecases")
