"""Whose bankruptcy a court accepted: claims are declared, no interest runs (企业破产法 16, 46, 48)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.legal_facts.record import LegalFact
from models.rules.calendar import ONE_DAY
from models.rules.restarts import BANKRUPTCY, INSOLVENCY


@dataclass(frozen=True)
class Insolvent:
    """``since`` is the day of acceptance; where only the announcement is known, the day of that (not ``exact``).

    ``ended_on`` is the end of the procedure, where it had ended by then.
    """

    number: str
    since: date
    exact: bool
    ended_on: date | None

    @property
    def last(self) -> date:
        """The last day of interest: from acceptance on none runs."""
        return self.since - ONE_DAY


def insolvencies(session: Session, as_of: date) -> dict[str, Insolvent]:
    """By party, its bankruptcy as known on a day: one that is not over before one that is, acceptance before
    announcement, the earliest first."""
    mine = LegalFact.void == 0, LegalFact.kind.in_((INSOLVENCY, BANKRUPTCY)), LegalFact.happened_on <= as_of
    rows = session.scalars(select(LegalFact).where(*mine).order_by(LegalFact.happened_on, LegalFact.id))
    found = [(row.party_id, _insolvent(row, as_of)) for row in rows]
    found.sort(key=lambda one: (one[1].ended_on is not None, not one[1].exact))
    return dict(reversed(found))


def _insolvent(row: LegalFact, as_of: date) -> Insolvent:
    assert row.happened_on
    ended = row.ended_on if row.ended_on and row.ended_on <= as_of else None
    return Insolvent(row.number, row.happened_on, row.kind == INSOLVENCY, ended)
