"""Debit notes (应收单据): goods delivered, advances made for a dealer, compensation: each owed by its own due dates."""

from __future__ import annotations

from models.debit_notes.draft import (
    CLASS_OF,
    KINDS,
    DebitLineDraft,
    DebitNoteDraft,
    InstalmentDraft,
    check,
    idle,
    worked_out,
)
from models.debit_notes.listing import LISTING
from models.debit_notes.record import DebitLine, DebitNote, Instalment
from models.debit_notes.usecases import CORRECT, RECORD, VOIDED, correct, draft_of, is_fixed, record, void

__all__ = [
    "CLASS_OF", "CORRECT", "KINDS", "LISTING", "RECORD", "VOIDED", "DebitLine", "DebitLineDraft", "DebitNote",
    "DebitNoteDraft", "Instalment", "InstalmentDraft", "check", "correct", "draft_of", "idle", "is_fixed", "record",
    "void", "worked_out",
]  # fmt: skip
