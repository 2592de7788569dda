"""The register of letters in and out (收发文登记): what was written, by when it wants an answer, which came."""

from __future__ import annotations

from models.correspondence.draft import DIRECTIONS, IN, KINDS, OUT, LetterDraft, check
from models.correspondence.listing import LISTING
from models.correspondence.record import RegisteredLetter
from models.correspondence.usecases import RECORD, VOIDED, draft_of, record, unanswered, void

__all__ = [
    "DIRECTIONS", "IN", "KINDS", "LISTING", "OUT", "RECORD", "VOIDED", "LetterDraft", "RegisteredLetter",
    "check", "draft_of", "record", "unanswered", "void",
]  # fmt: skip
