"""What lapses when, for other programs: deadlines as plain values."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models.answers.scope import Plain, plain
from models.deadlines import Deadline, deadlines
from models.rules.periods import CLOCKS

EVERY = "every"


def deadlines_on(session: Session, as_of: date, within: str = EVERY, **scope: str) -> list[Plain]:
    """Every deadline of a day, or those of the next so many days; ``scope`` may name a contract or a party."""
    found = deadlines(session, as_of, scope.get("contract", ""))
    party = scope.get("party", "")
    last = as_of + timedelta(days=int(within)) if within != EVERY else None
    return [
        _told(one, as_of) for one in found if (not party or one.subject.party_id == party) and _near(one, as_of, last)
    ]


def _near(one: Deadline, as_of: date, last: date | None) -> bool:
    return last is None or (one.act_by is not None and as_of <= one.act_by <= last)


def _told(one: Deadline, as_of: date) -> Plain:
    clock = CLOCKS.get(one.clock)
    values: dict[str, Any] = {
        "clock": one.clock,
        "level": one.level(as_of),
        "party": one.subject.party,
        "contract": one.subject.contract,
        "document": one.subject.document,
        "currency": one.subject.currency,
        "amount": one.subject.amount,
        "start": one.start,
        "because": one.because.text(),
        "raw_end": one.raw_end,
        "end": one.end,
        "act_by": one.act_by,
        "basis": one.law(),
        "source": clock.source if clock else "",
        "checked_on": clock.checked_on if clock else None,
        "note": one.note.text(),
    }
    return {name: plain(value) for name, value in values.items()}
