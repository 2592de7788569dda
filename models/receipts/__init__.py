"""Receipts (回款): money and bills that came in, and which receivables they settle."""

from __future__ import annotations

from models.receipts.draft import BILLS, METHODS, AllocationDraft, ReceiptDraft, check
from models.receipts.listing import LISTING
from models.receipts.record import Receipt
from models.receipts.unallocated import Beside, beside
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
    open_items,
    propose,
    record,
    release,
    reverse,
    unallocated_on,
    void,
)

__all__ = [
    "ALLOCATE", "BILLS", "COLLECT", "CORRECT", "ENDS", "LISTING", "METHODS", "RECORD", "RELEASE", "REVERSE", "VOID",
    "AllocationDraft", "AllocationsDraft", "Beside", "Receipt", "ReceiptDraft", "ReversalDraft", "allocate", "beside",
    "check", "collect", "correct", "draft_of", "open_items", "propose", "record", "release", "reverse",
    "unallocated_on", "void",
]  # fmt: skip
