"""How often a debtor is sent a statement, and the last day a statement was due for."""

from __future__ import annotations

from datetime import date, timedelta

from models.rules.captions import N_

MONTH, QUARTER, HALF, YEAR, NEVER = "month", "quarter", "half", "year", "never"
RHYTHMS = {
    MONTH: N_("Every month"),
    QUARTER: N_("Every quarter"),
    HALF: N_("Every half-year"),
    YEAR: N_("Every year"),
    NEVER: N_("Never"),
}
_MONTHS = {MONTH: 1, QUARTER: 3, HALF: 6, YEAR: 12}


def last_end(rhythm: str, today: date) -> date | None:
    """The end of the last whole month, quarter, half-year or year up to ``today``; None where nothing is ever due."""
    months = _MONTHS.get(rhythm)
    if months is None:
        return None
    tomorrow = today + timedelta(days=1)  # the last day of a period is its end already
    begun = (tomorrow.month - 1) // months * months + 1
    return date(tomorrow.year, begun, 1) - timedelta(days=1)
