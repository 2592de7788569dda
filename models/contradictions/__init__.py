"""Documents that contradict each other (单据矛盾): certificate ↔ bill, variation, work, invoice, receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.contradictions.row import AHEAD, BUYER, EARLY, KINDS, OVER, RATE, UNTIED, VOID, WITH_AMOUNTS
from models.late import names_of

if TYPE_CHECKING:
    from models.contradictions.listing import LISTING, Contradiction, contradictions, documents_of, rows

__all__ = [
    "AHEAD", "BUYER", "EARLY", "KINDS", "LISTING", "OVER", "RATE", "UNTIED", "VOID", "WITH_AMOUNTS", "Contradiction",
    "contradictions", "documents_of", "rows",
]  # fmt: skip

__getattr__ = names_of(__name__, "listing")
