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
    OWED_AS,
    RECORD,
    STEP,
    VOIDED,
    NextStepDraft,
    certified_of,
    check_step,
    draft_of,
    is_fixed,
    is_unaltered,
    next_draft,
    record,
    step,
    void,
)

__all__ = [
    "AGREED", "CAUSES", "CERTIFICATE", "DEEMED", "ENDS", "FINAL", "INTERIM", "LISTING", "NOTIFIED", "OWED_AS",
    "RECORD", "REJECTED", "REVIEWED", "SEPARATE", "STAGES", "STEP", "VOIDED", "Claim", "ClaimDraft", "NextStepDraft",
    "StepDraft", "WindowDraft", "agreed", "certified_of", "check", "check_step", "claimed", "draft_of", "idle",
    "in_order", "is_fixed", "is_unaltered", "next_draft", "record", "step", "void", "with_book",
]  # fmt: skip
