"""What contracts say of interest for late payment: days late that bear none, and from when on the rate is raised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contracts.record import Terms
from models.rules.interest_rates import TWICE, LateTerms, Raised


def late_terms(session: Session, contracts: Collection[str]) -> Callable[[str, date], LateTerms]:
    """Of these contracts the terms that were in force on the day on which something came to be owed."""
    rows = session.execute(
        select(Terms.contract_id, Terms.valid_from, Terms.interest_free, Terms.raised_after, Terms.raised_times)
        .where(Terms.contract_id.in_(set(contracts)))
        .order_by(Terms.valid_from)
    )
    found: dict[str, list[tuple[date, LateTerms]]] = defaultdict(list)
    for contract, since, free, after, times in rows:
        found[contract].append((since, LateTerms(free, Raised(after, times or TWICE) if after else None)))

    def on(contract: str, day: date) -> LateTerms:
        first, *later = found[contract]
        return [first[1], *(terms for since, terms in later if since <= day)][-1]

    return on
