"""VAT invoices (发票): what was invoiced of which document, taken back by red invoices, received by the owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.invoices.record import InvoiceLine, VatInvoice
from models.late import names_of

if TYPE_CHECKING:
    from models.invoices.advice import advise
    from models.invoices.agreed import with_book
    from models.invoices.draft import KINDS, InvoiceDraft, InvoiceLineDraft, ReceivedDraft, check, completed, idle
    from models.invoices.listing import DOCUMENTS, LISTING, UNINVOICED, UNPAID
    from models.invoices.proposing import for_documents, red_of
    from models.invoices.usecases import (
        CORRECT,
        RECEIVED,
        RECORD,
        VOIDED,
        correct,
        draft_of,
        receive,
        record,
        void,
    )

__all__ = [
    "CORRECT", "DOCUMENTS", "KINDS", "LISTING", "RECEIVED", "RECORD", "UNINVOICED", "UNPAID", "VOIDED", "InvoiceDraft",
    "InvoiceLine", "InvoiceLineDraft", "ReceivedDraft", "VatInvoice", "advise", "check", "completed", "correct",
    "draft_of", "for_documents", "idle", "receive", "record", "red_of", "void", "with_book",
]  # fmt: skip

__getattr__ = names_of(__name__, "draft", "listing", "usecases", "proposing", "advice", "agreed", "standing")
