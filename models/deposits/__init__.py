"""Deposits and guarantees (保证金、保函): cash that is to come back is owed, a guarantee is listed with its expiry."""

from __future__ import annotations

from models.deposits.draft import CASH, FORMS, GUARANTEE, KINDS, DeductionDraft, DepositDraft, check, idle
from models.deposits.listing import LISTING
from models.deposits.record import Deposit, DepositDeduction
from models.deposits.usecases import CORRECT, RECORD, VOIDED, correct, draft_of, record, void, with_book

__all__ = [
    "CASH", "CORRECT", "FORMS", "GUARANTEE", "KINDS", "LISTING", "RECORD", "VOIDED", "DeductionDraft", "Deposit",
    "DepositDeduction", "DepositDraft", "check", "correct", "draft_of", "idle", "record", "void", "with_book",
]  # fmt: skip
