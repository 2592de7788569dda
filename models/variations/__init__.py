"""Variation orders (变更/签证): changes of the works, from the instruction to the approved amount."""

from __future__ import annotations

from models.variations.draft import (
    APPROVED,
    INSTRUCTED,
    KINDS,
    PRICED,
    REJECTED,
    REVIEWED,
    STAGES,
    SUBMITTED,
    VOID,
    StageDraft,
    VariationDraft,
    VariationLineDraft,
    check,
    check_rejection,
    check_stage,
    priced_amount,
    worked_out,
)
from models.variations.listing import LISTING, standing
from models.variations.record import VariationLine, VariationOrder
from models.variations.usecases import (
    APPROVE,
    NOTICE_DAYS,
    RECORD,
    REJECT,
    REVIEW,
    SUBMIT,
    VOIDED,
    approve,
    approved_sums,
    approved_total,
    check_on,
    draft_of,
    is_unaltered,
    next_draft,
    numbered,
    record,
    reject,
    review,
    submit,
    unapproved,
    void,
)

__all__ = [
    "APPROVE", "APPROVED", "INSTRUCTED", "KINDS", "LISTING", "NOTICE_DAYS", "PRICED", "RECORD", "REJECT", "REJECTED",
    "REVIEW", "REVIEWED", "STAGES", "SUBMIT", "SUBMITTED", "VOID", "VOIDED", "StageDraft", "VariationDraft",
    "VariationLine", "VariationLineDraft", "VariationOrder", "approve", "approved_sums", "approved_total",
    "check", "check_on", "check_rejection", "check_stage", "draft_of", "is_unaltered", "next_draft", "numbered",
    "priced_amount", "record", "reject", "review", "standing", "submit", "unapproved", "void", "worked_out",
]  # fmt: skip
