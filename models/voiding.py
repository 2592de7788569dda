"""What was entered wrongly is taken back: which command and use case does it for each kind of record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from models import (
    bookings,
    books_checks,
    bundles,
    certificates,
    claims,
    confirmations,
    consumption,
    contracts,
    correspondence,
    debit_notes,
    deposits,
    disputes,
    downstream,
    evidence,
    final_accounts,
    follow_ups,
    invoices,
    legal_facts,
    matching,
    parties,
    receipts,
    sales_plans,
    variations,
    work_done,
)
from models.downstream import set_off
from models.store.commands import Command

UseCase = Callable[[Session, str, str], Any]
"""Session, id of the record, reason; Refused where something rests on it."""


VOIDING: Mapping[str, tuple[Command, UseCase]] = {
    "parties": (parties.REMOVE, parties.remove),
    "contracts": (contracts.REMOVE, contracts.remove),
    "variations": (variations.VOIDED, variations.void),
    "claims": (claims.VOIDED, claims.void),
    "certificates": (certificates.VOID, certificates.void),
    "final_accounts": (final_accounts.VOIDED, final_accounts.void),
    "work_done": (work_done.VOIDED, work_done.void),
    "consumptions": (consumption.VOIDED, consumption.void),
    "deposits": (deposits.VOIDED, deposits.void),
    "debit_notes": (debit_notes.VOIDED, debit_notes.void),
    "sales_plans": (sales_plans.VOIDED, sales_plans.void),
    "disputes": (disputes.VOIDED, disputes.void),
    "subcontracts": (downstream.VOIDED, downstream.void),
    "set_offs": (downstream.VOID_SET_OFF, set_off.void),
    "receipts": (receipts.VOID, receipts.void),
    "invoices": (invoices.VOIDED, invoices.void),
    "bookings": (bookings.VOIDED, bookings.void),
    "books_checks": (books_checks.VOIDED, books_checks.void),
    "replies": (confirmations.VOIDED, confirmations.void),
    "owner_ledgers": (matching.VOIDED, matching.void),
    "bundles": (bundles.VOIDED, bundles.void),
    "evidence_files": (evidence.VOIDED, evidence.void),
    "correspondence": (correspondence.VOIDED, correspondence.void),
    "legal_facts": (legal_facts.VOIDED, legal_facts.void),
    "follow_ups": (follow_ups.VOIDED, follow_ups.void),
}
"""By the table of the record; a party or a contract that nothing names is taken out, all else stays readable."""
