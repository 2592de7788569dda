"""Receipts (回款): money and bills that came in, and which receivables they settle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.late import names_of
from models.receipts.record import BILLS, Receipt
from models.receipts.unallocated import Beside, beside

if TYPE_CHECKING:
    from models.receipts.draft import METHODS, AllocationDraft, ReceiptDraft, check, check_debtor
    from models.receipts.late_advances import late_advance
    from models.receipts.listing import LISTING
    from models.receipts.proposing import Payable, open_items, payable, propose
    from models.receipts.usecases import (
        ALLOCATE,
        COLLECT,
        CORRECT,
        ENDS,
        RECORD,
        RELEASE,
        REVERSE,
        VOID,
        AllocationsDraft,
        ReversalDraft,
        allocate,
        collect,
        correct,
        draft_of,
        record,
        release,
        reverse,
        unallocated_on,
        void,
    )

__all__ = [
    "ALLOCATE", "BILLS", "COLLECT", "CORRECT", "ENDS", "LISTING", "METHODS", "RECORD", "RELEASE", "REVERSE", "VOID",
    "AllocationDraft", "AllocationsDraft", "Beside", "Payable", "Receipt", "ReceiptDraft", "ReversalDraft",
    "allocate", "beside", "check", "check_debtor", "collect", "correct", "draft_of", "late_advance", "open_items",
    "payable", "propose", "record", "release", "reverse", "unallocated_on", "void",
]  # fmt: skip

__getattr__ = names_of(__name__, "draft", "listing", "usecases", "proposing", "late_advances")
