"""Matching with the owner's books (往来核对): its ledger of us beside ours, until nothing is unexplained."""

from __future__ import annotations

from models.matching.doubts import NOTHING_AGREES, doubts
from models.matching.draft import (
    BY_HAND,
    WAYS,
    ExplanationDraft,
    MatchDraft,
    MatchesDraft,
    OwnerLedgerDraft,
    OwnerLineDraft,
    check,
)
from models.matching.lines import LedgerLine, comparable, drafted, our_lines
from models.matching.listing import LISTING
from models.matching.record import LedgerMatch, LineExplanation, MatchedLine, OwnerLedger, OwnerLine
from models.matching.standing import Matched, Standing, compared, proposals, standing
from models.matching.told import ToldMatchingDraft, keep_told, told_of
from models.matching.usecases import (
    DISSOLVE,
    EXPLAIN,
    MATCH,
    RECORD,
    TAKE,
    VOIDED,
    bring_in,
    dissolve,
    draft_of,
    explain,
    match,
    numbered,
    record,
    take,
    void,
)

__all__ = [
    "BY_HAND", "DISSOLVE", "EXPLAIN", "LISTING", "MATCH", "NOTHING_AGREES", "RECORD", "TAKE", "VOIDED", "WAYS",
    "ExplanationDraft", "LedgerLine", "LedgerMatch", "LineExplanation", "MatchDraft", "Matched", "MatchedLine",
    "MatchesDraft", "OwnerLedger", "OwnerLedgerDraft", "OwnerLine", "OwnerLineDraft", "Standing", "ToldMatchingDraft",
    "bring_in", "check", "comparable", "compared", "dissolve", "doubts", "draft_of", "drafted", "explain",
    "keep_told", "match", "numbered", "our_lines", "proposals", "record", "standing", "take", "told_of", "void",
]  # fmt: skip
