"""Claims (索赔): from the day an event is known to what was agreed, with the time limits on the way."""

from __future__ import annotations

from models.claims.draft import (
    AGREED,
    CAUSES,
    DEEMED,
    ENDS,
    FINAL,
    INTERIM,
    NOTIFIED,
    REJECTED,
    REVIEWED,
    STAGES,
    ClaimDraft,
    StepDraft,
    WindowDraft,
    agreed,
    check,
    claimed,
    idle,
    in_order,
)
from models.claims.limits import with_book
from models.claims.listing import LISTING
from models.claims.record import CERTIFICATE, SEPARATE, Claim
from models.claims.usecases import (
    CORRECT,
    OWED_AS,
    RECORD,
    STEP,
    VOIDED,
    NextStepDraft,
    as_agreed,
    certified_of,
    check_step,
    correct,
    draft_of,
    expect_room,
    is_fixed,
    is_unaltered,
    next_draft,
    record,
    step,
    void,
)

__all__ = [
    "AGREED", "CAUSES", "CERTIFICATE", "CORRECT", "DEEMED", "ENDS", "FINAL", "INTERIM", "LISTING", "NOTIFIED",
    "OWED_AS", "RECORD", "REJECTED", "REVIEWED", "SEPARATE", "STAGES", "STEP", "VOIDED", "Claim", "ClaimDraft",
    "NextStepDraft", "StepDraft", "WindowDraft", "agreed", "as_agreed", "certified_of", "check", "check_step",
    "claimed", "correct", "draft_of", "expect_room", "idle", "in_order", "is_fixed", "is_unaltered", "next_draft",
    "record", "step", "void", "with_book",
]  # fmt: skip
