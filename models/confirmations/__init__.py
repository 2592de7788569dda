"""Confirmation of balances (对账确认): the replies to statements, what they confirm, how far each statement is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.confirmations.record import ConfirmedItem, Reply, ReplyDifference
from models.late import names_of

if TYPE_CHECKING:
    from models.confirmations.batch import BatchDraft, check_batch, scopes
    from models.confirmations.calendar import CALENDAR, Due, due_statements
    from models.confirmations.course import CLOSED, CONFIRMATIONS, SILENT, STATES, Confirmation, confirmations, silent
    from models.confirmations.draft import (
        CAPACITIES,
        KINDS,
        REASONS,
        SEALS,
        ConfirmedDraft,
        DifferenceDraft,
        ReplyDraft,
        check,
        given,
        idle,
        worked_out,
    )
    from models.confirmations.listing import LISTING
    from models.confirmations.proposing import ledger_of, proposed, with_proposed
    from models.confirmations.usecases import (
        RECORD,
        VOIDED,
        advise,
        draft_of,
        record,
        replies_to,
        void,
        with_book,
    )

__all__ = [
    "CALENDAR", "CAPACITIES", "CLOSED", "CONFIRMATIONS", "KINDS", "LISTING", "REASONS", "RECORD", "SEALS", "SILENT",
    "STATES", "VOIDED", "BatchDraft", "Confirmation", "ConfirmedDraft", "ConfirmedItem", "DifferenceDraft", "Due",
    "Reply", "ReplyDifference", "ReplyDraft", "advise", "check", "check_batch", "confirmations", "draft_of",
    "due_statements", "given", "idle", "ledger_of", "proposed", "record", "replies_to", "scopes", "silent", "void",
    "with_book", "with_proposed", "worked_out",
]  # fmt: skip

__getattr__ = names_of(__name__, "draft", "listing", "usecases", "course", "calendar", "batch", "proposing")
