"""Documents that contradict each other (单据矛盾): certificate ↔ bill, variation, work, invoice, receipt."""

from __future__ import annotations

from models.contradictions.listing import LISTING, Contradiction, contradictions, documents_of, rows
from models.contradictions.row import (
    AHEAD,
    BUYER,
    EARLY,
    KINDS,
    OVER,
    RATE,
    UNTIED,
    VOID,
    WITH_AMOUNTS,
)

__all__ = [
    "AHEAD", "BUYER", "EARLY", "KINDS", "LISTING", "OVER", "RATE", "UNTIED", "VOID", "WITH_AMOUNTS", "Contradiction",
    "contradictions", "documents_of", "rows",
]  # fmt: skip
