"""Issued papers: numbered, kept byte for byte, pinned to the book's history; withdrawn by an event, never changed."""

from __future__ import annotations

from models.papers.course import CourseDraft, idle
from models.papers.listing import FORMS, LISTING
from models.papers.record import (
    APPROVED,
    COURSE,
    ISSUED,
    KINDS,
    SEAL_ASKED,
    SEALED,
    SEALS,
    STAGES,
    WITHDRAWN,
    IssuedPaper,
)
from models.papers.usecases import (
    ADVANCE,
    ISSUE,
    TO_DEBTORS,
    WITHDRAW,
    IssueDraft,
    Press,
    Printed,
    Stamp,
    WithdrawalDraft,
    advance,
    beside,
    courses,
    following,
    head_before,
    issue,
    numbered,
    standing_of,
    stands,
    withdraw,
)  # fmt: skip

__all__ = [
    "ADVANCE", "APPROVED", "COURSE", "FORMS", "ISSUE", "ISSUED", "KINDS", "LISTING", "SEALED", "SEALS", "SEAL_ASKED",
    "STAGES", "TO_DEBTORS", "WITHDRAW", "WITHDRAWN", "CourseDraft", "IssueDraft", "IssuedPaper", "Press", "Printed",
    "Stamp", "WithdrawalDraft", "advance", "beside", "courses", "following", "head_before", "idle", "issue", "numbered",
    "standing_of", "stands", "withdraw",
]  # fmt: skip
