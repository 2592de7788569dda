"""Monthly checks with the ledger (往来核对): our balance by customer beside the ledger's, explained to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.books_checks.record import BooksCheck, LedgerBalance, LedgerReason
from models.late import names_of

if TYPE_CHECKING:
    from models.books_checks.draft import (
        COVERS,
        REASONS,
        BalanceDraft,
        BooksCheckDraft,
        ReasonDraft,
        check,
        unexplained,
        worked_out,
    )
    from models.books_checks.listing import LISTING
    from models.books_checks.usecases import RECORD, VOIDED, draft_of, last_month, of_month, record, void, with_book

__all__ = [
    "COVERS", "LISTING", "REASONS", "RECORD", "VOIDED", "BalanceDraft", "BooksCheck", "BooksCheckDraft",
    "LedgerBalance", "LedgerReason", "ReasonDraft", "check", "draft_of", "last_month", "of_month", "record",
    "unexplained", "void", "with_book", "worked_out",
]  # fmt: skip

__getattr__ = names_of(__name__, "draft", "listing", "usecases")
