"""Final accounts (竣工结算): submitted, reviewed, agreed; the difference to the certificates becomes owed."""

from __future__ import annotations

from models.final_accounts.draft import (
    KINDS,
    LEVELS,
    CreditDraft,
    FinalAccountDraft,
    ReviewDraft,
    check,
    idle,
    worked_out,
)
from models.final_accounts.listing import LISTING
from models.final_accounts.owing import CREDIT
from models.final_accounts.record import FINAL, STAGE, FinalAccount, FinalAccountReview
from models.final_accounts.usecases import (
    CORRECT,
    RECORD,
    SETTLED,
    STAGES,
    VOIDED,
    correct,
    draft_of,
    is_fixed,
    is_unaltered,
    record,
    void,
    with_book,
)

__all__ = [
    "CORRECT", "CREDIT", "FINAL", "KINDS", "LEVELS", "LISTING", "RECORD", "SETTLED", "STAGE", "STAGES", "VOIDED",
    "CreditDraft", "FinalAccount", "FinalAccountDraft", "FinalAccountReview", "ReviewDraft", "check", "correct",
    "draft_of", "idle", "is_fixed", "is_unaltered", "record", "void", "with_book", "worked_out",
]  # fmt: skip
