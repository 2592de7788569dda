"""What other programs are answered: figures of the book as plain JSON values, amounts as texts, days ISO."""

from __future__ import annotations

from models.answers.certified import certificate_figures
from models.answers.owed import (
    ageing_on,
    contracts_on,
    listed,
    most_overdue,
    plain,
    position_on,
    receivables_on,
    scope_of,
)
from models.answers.past import record_done, steps_done

__all__ = [
    "ageing_on", "certificate_figures", "contracts_on", "listed", "most_overdue", "plain", "position_on",
    "receivables_on", "record_done", "scope_of", "steps_done",
]  # fmt: skip
