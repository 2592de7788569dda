"""What of the work done is not certified on a day, for other programs."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models.answers.scope import Plain, plain
from models.work_done.unbilled import FIGURES, Unbilled, in_all, unbilled

_TOLD = (*FIGURES, "cost_over", "revenue_over")


def unbilled_on(session: Session, as_of: date, **scope: str) -> dict[str, Any]:
    """Per contract and by currency: work, certified, what is not certified and since when, what the ledger booked."""
    rows = unbilled(session, as_of, **scope)
    return {
        "as_of": as_of.isoformat(),
        "contracts": [_row(one) for one in rows],
        "total": [{"currency": one.currency, **_figures(one)} for one in in_all(rows)],
    }


def _row(one: Unbilled) -> Plain:
    head = {name: getattr(one, name) for name in ("contract", "name", "owner", "currency")}
    return {**head, **_figures(one), "oldest": plain(one.oldest), "days": one.days}


def _figures(one: Unbilled) -> Plain:
    return {name: str(getattr(one, name)) for name in _TOLD}
