"""The words of one movement: what happened, in the language of the paper."""

from __future__ import annotations

from models.language import N_
from models.movements import CERTIFICATE, CHARGE, RECEIPT, REDUCTION, RELEASE, Entry
from models.receipts.draft import METHODS
from models.receivables import CLASSES, WAYS
from reports.statement_figures import Movement
from reports.style import Say


def movement(entry: Entry, say: Say) -> Movement:
    return Movement(
        entry.day,
        entry.document,
        summary(entry, say),
        entry.certified,
        entry.deducted,
        entry.received,
        entry.balance,
        entry.retention,
    )


def summary(entry: Entry, say: Say) -> str:
    """Certificates say what was taken off and kept, receipts how they came, everything else its class."""
    if entry.what == CERTIFICATE:
        return _certificate(entry, say)
    if entry.what == CHARGE:
        return say(CLASSES[entry.kind])
    if entry.what == RECEIPT:
        told = say(METHODS.get(entry.kind, WAYS["receipt"]))
        if entry.received.fen < 0:
            told = say(N_("{method} went back"), method=told)
        return _receipt(f"{told} {entry.note}".strip(), entry, say)
    if entry.what == REDUCTION:
        return say(WAYS[entry.kind])
    if entry.what == RELEASE:
        return say(N_("Retention of {amount} fell due"), amount=(-entry.retention).grouped)
    return say(N_("Certified and settled before this book began"))


def _receipt(told: str, entry: Entry, say: Say) -> str:
    """How it came, who paid it for the debtor, and what the payer said it was for."""
    parts = []
    if entry.paid_by:
        parts.append(say(N_("paid by {name}"), name=entry.paid_by))
    if entry.instruction:
        parts.append(say(N_("paid for: {instruction}"), instruction=entry.instruction))
    return told + say(N_(" ({parts})"), parts=say(N_(", ")).join(parts)) if parts else told


def _certificate(entry: Entry, say: Say) -> str:
    parts = []
    if entry.recovery:
        parts.append(say(N_("advance recovered {amount}"), amount=entry.recovery.grouped))
    other = entry.deducted - entry.recovery
    if other:
        parts.append(say(N_("other deductions {amount}"), amount=other.grouped))
    if entry.retention:
        parts.append(say(N_("retention withheld {amount}"), amount=entry.retention.grouped))
    told = say(N_("Certificate for period {period}"), period=entry.period)
    return told + say(N_(" ({parts})"), parts=say(N_(", ")).join(parts)) if parts else told
