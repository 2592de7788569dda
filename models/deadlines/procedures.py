"""Last days that courts, insolvencies, guarantors and refused bills set: each from its own fact, until it was met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
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
from models.money import Money
from models.parties import Party
from models.rules.calendar import Holidays, rolled
from models.rules.clocks import Deadline as Period
from models.rules.clocks import course, deadline
from models.rules.periods import CLOCKS
from models.rules.restarts import (
    ACCOUNT,
    BANKRUPTCY,
    COMPLAINT,
    CONFIRMATION_ASKED,
    GUARANTOR,
    JUDGMENT,
    MOVABLES,
    PASSED_ON,
    PRESERVATION,
    PROPERTY,
    RECONCILED,
)  # fmt: skip
from models.said import NOTHING, Said, joined, one_after_another

_SUED = ("suit", "arbitration")
_MET_BY = {
    PRESERVATION: _SUED,
    JUDGMENT: ("enforcement",),
    BANKRUPTCY: ("claim_filed",),
    GUARANTOR: _SUED,
    CONFIRMATION_ASKED: (RECONCILED, "acknowledgement"),
    COMPLAINT: (PASSED_ON,),  # from then on the office that handles it has its own time
}
"""What is done in time so that the last day no longer matters."""
_RENEWED = N_(
    "Ask for the renewal seven days before it ends: who asks later bears it when the court cannot renew in time "
    "(Preservation Provisions, article 18). In enforcement ask before it ends at the latest."
)


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
            secured = _secured(fact, debts)
            start = _start(fact, secured)
            if start is None:
                continue
            subject = _subject(fact, named[fact.party_id], contract, secured)
            found = _period(name, start, fact, known, holidays)
            because = told_of(fact, known.as_of)
            if fact.kind == GUARANTOR:
                yield _guarantee(of_period(subject, found, because, _note(fact)), secured, known)
            else:
                yield of_period(subject, found, because, _note(fact))


def _secured(fact: LegalFact, debts: list[Debt]) -> list[Debt]:
    """What a guarantee secures and is still open: its item, else all of its contract."""
    if fact.kind != GUARANTOR:
        return []
    mine = [debt for debt in debts if debt.contract.id == fact.contract_id]
    of_item = [debt for debt in mine if any(one.id == fact.receivable_id for one in debt.items)]
    return of_item if fact.receivable_id else mine


def _guarantee(found: Deadline, secured: list[Debt], known: Known) -> Deadline:
    """Counted from the last instalment that has a day; while others have none the main debt's term has not ended."""
    last = max(debt.last_due for debt in secured if debt.last_due)
    because = joined(found.because, Said(N_("the last instalment that has a day falls due on {day}"), {"day": last}))
    found = replace(found, because=because)
    if all(one.due_on for debt in secured for one in debt.items):
        return found
    if found.act_by is not None and found.act_by >= known.as_of:
        told = N_("Counted by what has a day; further instalments are not due yet: this day is the careful one.")
        return replace(found, note=one_after_another((Said(told), found.note)))
    told = N_(
        "Counted by what has a day it ended on {day}; further instalments of the main debt are not due yet, and of a "
        "debt in instalments it counts from the last one: claim on the guarantor now."
    )
    note = one_after_another((Said(told, {"day": found.act_by}), found.note))
    return replace(found, raw_end=None, end=None, act_by=None, note=note)


def _subject(fact: LegalFact, party: str, contract: Contract | None, secured: list[Debt]) -> Subject:
    return Subject(
        fact.party_id, party, fact.contract_id or "", contract.number if contract else "",
        (contract.project_id or "") if contract else "", fact.number, contract.currency if contract else "CNY",
        fact.amount or (Money.total(debt.open for debt in secured) if secured else None), "legal_facts", fact.id,
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


def _start(fact: LegalFact, secured: list[Debt]) -> date | None:
    """The day of the fact; of a guarantee the end of the main debt's term, its last instalment."""
    if fact.kind != GUARANTOR:
        return fact.happened_on
    return max((debt.last_due for debt in secured if debt.last_due), default=None)


def _period(name: str, start: date, fact: LegalFact, known: Known, holidays: Holidays) -> Period:
    clock = CLOCKS[name]
    if fact.ends_on and clock.fixable:
        return Period(clock, start, fact.ends_on, rolled(fact.ends_on, holidays))
    if clock.restarts:
        others = [one for one in known.facts if one.party_id == fact.party_id and one.id != fact.id]
        sure = [one for one in others if one.id not in known.weak]
        start = course(clock, start, interruptions(sure, known), holidays).start
    return deadline(clock, start, holidays, fact.months if clock.fixable else None)


def _note(fact: LegalFact) -> Said:
    if fact.kind == GUARANTOR:
        return Said(
            N_("General guarantee: sue the debtor in it; joint guarantee: a claim on the guarantor in it is enough.")
        )
    if fact.kind in (ACCOUNT, MOVABLES, PROPERTY):
        return Said(_RENEWED)
    if fact.kind in (COMPLAINT, PASSED_ON):
        return Said(N_("A hard case may take 90 days; enter the end of this fact when the result came."))
    if fact.kind == BANKRUPTCY and not fact.ends_on:
        return Said(N_("Counted as 30 days, the shortest: enter the last day of the announcement."))
    return NOTHING
