"""A suit is one fact: it makes due what no day was agreed for (建工解释一 27) and interrupts limitation (民法典 195).

Its day stands at the contract; with the court's receipt it is a fact. Whichever is kept first, both read the same day.
A suit that names no contract is about all its debtor owes: it stands at every contract signed by then.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import and_, exists, false, or_, select, true
from sqlalchemy.orm import Session

from models import events
from models.contracts.happenings import forget, note
from models.contracts.record import Contract, ContractEvent
from models.legal_facts.record import LegalFact
from models.rules.restarts import FILED, SUIT


def note_suit(session: Session, contract: Contract, before: date | None = None) -> None:
    """The contract bears the day of its first suit that is kept; ``before`` is the day a fact bore until now."""
    days = first_suits(session, contract)
    if before is not None and before not in days:
        forget(contract, events.SUIT, before)
        session.flush()
    told = next((one.happened_on for one in contract.events if one.event == events.SUIT), None)
    if days and (told is None or days[0] < told):
        note(contract, events.SUIT, days[0])
    session.flush()


def first_suits(session: Session, contract: Contract) -> list[date]:
    """The days on which suits about a contract were filed, the first one first."""
    f = LegalFact
    named = f.contract_id == contract.id if contract.id else false()
    signed = f.happened_on >= contract.signed_on if contract.signed_on else true()
    whole = and_(f.contract_id.is_(None), f.party_id.in_((contract.owner_id, contract.payer_id)), signed)
    mine = or_(named, whole), f.kind.in_(FILED), f.void == 0, f.happened_on.is_not(None)
    return [day for day in session.scalars(select(f.happened_on).where(*mine).order_by(f.happened_on)) if day]


def sued_under(session: Session, party: str, contract: str | None = None) -> list[Contract]:
    """The contracts a suit is about: the one it names, else every contract under which the sued party pays."""
    c = Contract
    mine = c.id == contract if contract else or_(c.owner_id == party, c.payer_id == party)
    return list(session.scalars(select(c).where(mine).order_by(c.number)))


def only_at_contracts(session: Session, as_of: date) -> list[LegalFact]:
    """Suits of which the contract has the day and no fact is kept: nothing proves them yet."""
    f, e = LegalFact, ContractEvent
    whole = and_(f.contract_id.is_(None), f.party_id.in_((Contract.owner_id, Contract.payer_id)))
    about = or_(f.contract_id == e.contract_id, whole)
    fact = exists().where(about, f.kind.in_(FILED), f.void == 0, f.happened_on <= as_of)
    rows = session.execute(
        select(Contract, e.id, e.happened_on)
        .join_from(e, Contract, Contract.id == e.contract_id)
        .where(e.event == events.SUIT, e.happened_on <= as_of, ~fact)
        .order_by(e.id)
    )
    return [
        LegalFact(
            id=key, number=contract.number, kind=SUIT, party_id=contract.owner_id,
            contract_id=contract.id, happened_on=day, tracking="", outcome="", agreed_address=False, proof="",
            remark="", way="", ended_by="",
        )
        for contract, key, day in rows
    ]  # fmt: skip
