"""Last days that courts, insolvencies, guarantors and refused bills set: each from its own fact, until it was met."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.deadlines.debts import Debt
from models.deadlines.facts import Known, event_of, interruptions
from models.deadlines.limitation import told_of
from models.deadlines.record import Deadline, Subject, of_period
from models.language import N_
from models.legal_facts.record import LegalFact
from models.parties import Party
from models.rules.calendar import Holidays, rolled
from models.rules.clocks import Deadline as Period
from models.rules.clocks import course, deadline
from models.rules.periods import CLOCKS
from models.rules.restarts import (
    BANKRUPTCY,
    COMPLAINT,
    CONFIRMATION_ASKED,
    GUARANTOR,
    JUDGMENT,
    PRESERVATION,
    RECONCILED,
)  # fmt: skip
from models.said import NOTHING, Said

_SUED = ("suit", "arbitration")
_MET_BY = {
    PRESERVATION: _SUED,
    JUDGMENT: ("enforcement",),
    BANKRUPTCY: ("claim_filed",),
    GUARANTOR: _SUED,
    CONFIRMATION_ASKED: (RECONCILED, "acknowledgement"),
}
"""What is done in time so that the last day no longer matters."""


def procedures(session: Session, debts: list[Debt], known: Known, holidays: Holidays) -> Iterator[Deadline]:
    """A deadline for every fact that starts a period and was neither met nor ended."""
    starting = [fact for fact in known.facts if event_of(fact).starts]
    if not starting:
        return
    named = {row.id: row.name for row in session.scalars(select(Party))}
    contracts = {row.id: row for row in session.scalars(select(Contract))}
    for fact in starting:
        for name in event_of(fact).starts:
            if _is_over(fact, known):
                continue
            contract = contracts.get(fact.contract_id or "")
            start = _start(fact, debts)
            if start is None:
                continue
            subject = _subject(fact, named[fact.party_id], contract)
            yield of_period(
                subject, _period(name, start, fact, known, holidays), told_of(fact, known.as_of), _note(fact)
            )


def _subject(fact: LegalFact, party: str, contract: Contract | None) -> Subject:
    return Subject(
        fact.party_id, party, fact.contract_id or "", contract.number if contract else "",
        (contract.project_id or "") if contract else "", fact.number, contract.currency if contract else "CNY",
        fact.amount, "legal_facts", fact.id,
    )  # fmt: skip


def _is_over(fact: LegalFact, known: Known) -> bool:
    """It ended, or what it asks for was done afterwards against the same party (and contract)."""
    if fact.ended_on and fact.ended_on <= known.as_of:
        return True
    assert fact.happened_on
    return any(
        one.kind in _MET_BY.get(fact.kind, ())
        and one.party_id == fact.party_id
        and one.happened_on is not None
        and one.happened_on >= fact.happened_on
        and (not fact.contract_id or one.contract_id in (None, fact.contract_id))
        for one in known.facts
    )


def _start(fact: LegalFact, debts: list[Debt]) -> date | None:
    """The day of the fact; of a guarantee the end of the main debt's term, its last instalment."""
    if fact.kind != GUARANTOR:
        return fact.happened_on
    due = [debt.last_due for debt in debts if debt.contract.id == fact.contract_id and debt.last_due]
    return max(due, default=None)


def _period(name: str, start: date, fact: LegalFact, known: Known, holidays: Holidays) -> Period:
    clock = CLOCKS[name]
    if fact.ends_on:
        return Period(clock, start, fact.ends_on, rolled(fact.ends_on, holidays))
    if clock.restarts:
        mine = [one for one in known.facts if one.party_id == fact.party_id and one.id != fact.id]
        start = course(clock, start, interruptions(mine, known.as_of), holidays).start
    return deadline(clock, start, holidays, fact.months)


def _note(fact: LegalFact) -> Said:
    if fact.kind == GUARANTOR:
        return Said(
            N_("General guarantee: sue the debtor in it; joint guarantee: a claim on the guarantor in it is enough.")
        )
    if fact.kind == COMPLAINT:
        return Said(N_("A hard case may take 90 days; enter the end of this fact when the result came."))
    if fact.kind == BANKRUPTCY and not fact.ends_on:
        return Said(N_("Counted as 30 days, the shortest: enter the last day of the announcement."))
    return NOTHING
