"""Letters to debtors (函件): their kinds and levels, their texts that a company may have its own of, which is next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.late import names_of

if TYPE_CHECKING:
    from models.letters.dunning import DUE, standing_of, standings
    from models.letters.kinds import KINDS, LADDER, LETTERS, LetterKind
    from models.letters.texts import (
        LISTING,
        RECORD,
        RESET,
        LetterText,
        LetterTextDraft,
        check,
        draft_of,
        record,
        reset,
        speaks_of_interest,
        text_of,
    )  # fmt: skip

__all__ = [
    "DUE", "KINDS", "LADDER", "LETTERS", "LISTING", "RECORD", "RESET", "LetterKind", "LetterText", "LetterTextDraft",
    "check", "draft_of", "record", "reset", "speaks_of_interest", "standing_of", "standings", "text_of",
]  # fmt: skip

__getattr__ = names_of(__name__, "kinds", "texts", "dunning")
