"""Issued papers: numbered, kept byte for byte, pinned to the book's history; withdrawn by an event, never changed."""

from __future__ import annotations

from models.papers.listing import FORMS, LISTING
from models.papers.record import ISSUED, KINDS, SEALED, SEALS, STAGES, WITHDRAWN, IssuedPaper
from models.papers.usecases import (
    ISSUE,
    SEAL,
    WITHDRAW,
    IssueDraft,
    Press,
    Printed,
    SealDraft,
    Stamp,
    WithdrawalDraft,
    head_before,
    issue,
    numbered,
    seal,
    sealed,
    standing_of,
    stands,
    withdraw,
)  # fmt: skip

__all__ = [
    "FORMS", "ISSUE", "ISSUED", "KINDS", "LISTING", "SEAL", "SEALED", "SEALS", "STAGES", "WITHDRAW", "WITHDRAWN",
    "IssueDraft", "IssuedPaper", "Press", "Printed", "SealDraft", "Stamp", "WithdrawalDraft", "head_before", "issue",
    "numbered", "seal", "sealed", "standing_of", "stands", "withdraw",
]  # fmt: skip
