"""Who joined a debt and owes it together with the debtor (民法典 552)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.legal_facts.record import LegalFact
from models.rules.restarts import JOINT


def joined(session: Session, party: str, upto: date) -> dict[str, LegalFact]:
    """By contract, the fact that this party joined its debt by that day; the last one where it was noted twice."""
    rows = session.scalars(
        select(LegalFact)
        .where(LegalFact.void == 0, LegalFact.kind == JOINT, LegalFact.party_id == party)
        .where(LegalFact.contract_id.is_not(None), LegalFact.happened_on <= upto)
        .order_by(LegalFact.happened_on, LegalFact.id)
    )
    return {str(row.contract_id): row for row in rows}
