"""Follow-up (催收记录): visits, calls and promises, with the next step and its day."""

from __future__ import annotations

from models.follow_ups.draft import KINDS, PROMISE, FollowUpDraft, check, idle
from models.follow_ups.listing import LISTING, OUTCOMES
from models.follow_ups.record import FollowUp
from models.follow_ups.usecases import DONE, RECORD, VOIDED, done, draft_of, record, void

__all__ = [
    "DONE", "KINDS", "LISTING", "OUTCOMES", "PROMISE", "RECORD", "VOIDED", "FollowUp", "FollowUpDraft", "check", "done",
    "draft_of", "idle", "record", "void",
]  # fmt: skip
