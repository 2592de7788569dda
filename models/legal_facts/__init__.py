"""What was said or done about a debt (时效事项) and moves its periods: letters served, promises, suits, seizures."""

from __future__ import annotations

from models.legal_facts.advice import advise
from models.legal_facts.draft import DELIVERED, OUTCOMES, REFUSED, RETURNED, WAYS, LegalFactDraft, check, idle
from models.legal_facts.listing import LISTING
from models.legal_facts.record import LegalFact
from models.legal_facts.serving import SERVICE, attempt, kind_of, serve
from models.legal_facts.usecases import RECORD, VOIDED, draft_of, of_paper, record, served, void

__all__ = [
    "DELIVERED", "LISTING", "OUTCOMES", "RECORD", "REFUSED", "RETURNED", "SERVICE", "VOIDED", "WAYS",
    "LegalFact", "LegalFactDraft", "advise", "attempt", "check", "draft_of", "idle", "kind_of", "of_paper", "record",
    "serve", "served", "void",
]  # fmt: skip
