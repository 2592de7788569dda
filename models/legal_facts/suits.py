"""A suit is one fact: it makes due what no day was agreed for (建工解释一 27) and interrupts limitation (民法典 195).

Its day stands at the contract; with the court's receipt it is a fact. Whichever is kept first, both read the same day.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models import events
from models.contracts.happenings import forget, note
from models.contracts.record import Contract, ContractEvent
from models.legal_facts.record import LegalFact
from models.rules.restarts import FILED, SUIT


def note_suit(session: Session, contract_id: str | None, before: date | None = None) -> None:
    """The contract bears the day of its first suit that is kept; ``before`` is the day a fact bore until now."""
    if not contract_id:
        return
    contract = session.get_one(Contract, contract_id)
    days = first_suits(session, contract_id)
    if before is not None and before not in days:
        forget(contract, events.SUIT, before)
        session.flush()
    told = next((one.happened_on for one in contract.events if one.event == events.SUIT), None)
    if days and (told is None or days[0] < told):
        note(contract, events.SUIT, days[0])
    session.flush()


def first_suits(session: Session, contract_id: str) -> list[date]:
    """The days on which suits under a contract were filed, the first one first."""
    f = LegalFact
    mine = f.contract_id == contract_id, f.kind.in_(FILED), f.void == 0, f.happened_on.is_not(None)
    return [day for day in session.scalars(select(f.happened_on).where(*mine).order_by(f.happened_on)) if day]


def only_at_contracts(session: Session, as_of: date) -> list[LegalFact]:
    """Suits of which the contract has the day and no fact is kept: nothing proves them yet."""
    f, e = LegalFact, ContractEvent
    fact = exists().where(f.contract_id == e.contract_id, f.kind.in_(FILED), f.void == 0, f.happened_on <= as_of)
    rows = session.execute(
        select(Contract, e.id, e.happened_on)
        .join_from(e, Contract, Contract.id == e.contract_id)
        .where(e.event == events.SUIT, e.happened_on <= as_of, ~fact)
        .order_by(e.id)
    )
    return [
        LegalFact(
            id=key, number=contract.number, kind=SUIT, party_id=contract.payer_id or contract.owner_id,
            contract_id=contract.id, happened_on=day, tracking="", outcome="", agreed_address=False, proof="",
            remark="", way="", ended_by="",
        )
        for contract, key, day in rows
    ]  # fmt: skip
