"""Last days that courts, insolvencies, guarantors and refused bills set: each from its own fact, until it was met."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.deadlines.debts import Debt
from models.deadlines.facts import Known, counts, event_of, interruptions, told_of
from models.deadlines.guarantors import GUARANTORS, guarantee, secured
from models.deadlines.record import Deadline, Subject, of_period
from models.language import N_
from models.legal_facts.record import LegalFact
from models.money import Money
from models.parties import Party
from models.receipts.record import BILLS, Receipt
from models.rules.calendar import Holidays, rolled
from models.rules.clocks import Deadline as Period
from models.rules.clocks import Interruption, course, deadline
from models.rules.periods import CLOCKS
from models.rules.restarts import (
    ACCOUNT,
    BANKRUPTCY,
    BILL_REFUSED,
    CLAIM_FILED,
    COMPLAINT,
    CONFIRMATION_ASKED,
    FILED,
    INSOLVENCY,
    JUDGMENT,
    MOVABLES,
    PASSED_ON,
    PRESERVATION,
    PROPERTY,
    RECONCILED,
)  # fmt: skip
from models.said import NOTHING, Said

_MET_BY = {
    PRESERVATION: FILED,
    JUDGMENT: ("enforcement",),
    INSOLVENCY: (CLAIM_FILED, BANKRUPTCY),  # once it is announced the announcement says until when
    BANKRUPTCY: (CLAIM_FILED,),
    CONFIRMATION_ASKED: (RECONCILED, "acknowledgement"),
    COMPLAINT: (PASSED_ON,),  # from then on the office that handles it has its own time
}
"""What is done in time so that the last day no longer matters."""
_RENEWED = N_(
    "Ask for the renewal seven days before it ends: who asks later bears it when the court cannot renew in time "
    "(Preservation Provisions, article 18). In enforcement ask before it ends at the latest."
)
_WITHDRAWN = N_(
    "{number} was withdrawn or rejected on {ended}: whether it interrupted is disputed, so it is not counted. Where it "
    "did, the end is {day} at the earliest (Interpretation on Enforcement Procedure, article 20). Apply again at once."
)
_LATE = N_(
    "The bill {number} matured on {day} and was refused only on {refused}. Unless it was presented by {last}, recourse "
    "is left against its drawer and its acceptor only, none against the endorsers before (Negotiable Instruments Law, "
    "article 53; Electronic Commercial Bills Measures, article 66)."
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
            mine = secured(fact, debts) if fact.kind in GUARANTORS else []
            subject = _subject(fact, named[fact.party_id], contract, mine)
            if fact.kind in GUARANTORS:
                yield from guarantee(fact, subject, mine, known, holidays)
            else:
                found = _period(name, fact, known, holidays)
                note = _presented_late(session, fact, holidays) or _came_to_nothing(fact, found, known, holidays)
                yield of_period(subject, found, told_of(fact, known.as_of), note or _note(fact))


def _subject(fact: LegalFact, party: str, contract: Contract | None, secured: list[Debt]) -> Subject:
    return Subject(
        fact.party_id, party, fact.contract_id or "", contract.number if contract else "",
        (contract.project_id or "") if contract else "", fact.number, contract.currency if contract else "CNY",
        fact.amount or (Money.total(debt.open for debt in secured) if secured else None), "legal_facts", fact.id,
    )  # fmt: skip


def _is_over(fact: LegalFact, known: Known) -> bool:
    """It ended, or what it asks for was done afterwards against the same party (and contract)."""
    if fact.has_ended(known.as_of):
        return True
    assert fact.happened_on
    return any(
        one.kind in _MET_BY.get(fact.kind, ())
        and not known.came_to_nothing(one)
        and one.happened_on is not None
        and one.happened_on >= fact.happened_on
        for one in _beside(fact, known)
    )


def _beside(fact: LegalFact, known: Known) -> list[LegalFact]:
    """What else is against the same party, about the same contract or all of them."""
    return [
        one for one in known.facts
        if one.id != fact.id and one.party_id == fact.party_id
        and (not fact.contract_id or one.contract_id in (None, fact.contract_id))
    ]  # fmt: skip


def _period(name: str, fact: LegalFact, known: Known, holidays: Holidays) -> Period:
    clock, start = CLOCKS[name], fact.happened_on
    assert start
    if fact.ends_on and clock.fixable:
        return Period(clock, start, fact.ends_on, rolled(fact.ends_on, holidays))
    if clock.restarts:
        sure = [one for one in _beside(fact, known) if one.id not in known.weak]
        start = course(clock, start, interruptions(sure, known), holidays).start
    return deadline(clock, start, holidays, fact.months if clock.fixable else None)


def _came_to_nothing(fact: LegalFact, found: Period, known: Known, holidays: Holidays) -> Said | None:
    """Until when enforcement could be asked for if an application that was withdrawn or rejected interrupted: at least
    from the day it was made (执行程序解释 20)."""
    if not found.clock.restarts:
        return None
    others = _beside(fact, known)
    mine = [one for one in others if known.came_to_nothing(one) and one.kind in _MET_BY.get(fact.kind, ())]
    days = [Interruption(one.happened_on, one.id) for one in mine if one.happened_on and counts(one)]
    sure = [one for one in others if one.id not in known.weak]
    assert fact.happened_on
    ran = course(found.clock, fact.happened_on, [*interruptions(sure, known), *days], holidays)
    last = next((one for one in mine if ran.last is not None and one.id == ran.last.key), None)
    if last is None:
        return None
    told = {"number": last.number, "ended": last.ended_on, "day": deadline(found.clock, ran.start, holidays).raw_end}
    return Said(_WITHDRAWN, told)


def _presented_late(session: Session, fact: LegalFact, holidays: Holidays) -> Said | None:
    """That a bill was refused only after its ten days, where the book has it: the one that matured last before."""
    if fact.kind != BILL_REFUSED:
        return None
    r = Receipt
    bills = select(r.number, r.matures_on).where(r.void == 0, r.method.in_(BILLS), r.payer_id == fact.party_id)
    mine = bills.where(r.matures_on <= fact.happened_on, r.reverses_id.is_(None))
    if fact.contract_id:
        mine = mine.where(or_(r.contract_id == fact.contract_id, r.contract_id.is_(None)))
    bill = session.execute(mine.order_by(r.matures_on.desc(), r.number).limit(1)).first()
    if bill is None:
        return None
    until = deadline(CLOCKS["bill_presentation"], bill.matures_on, holidays)
    last = until.end or until.raw_end
    if last is None or fact.happened_on is None or fact.happened_on <= last:
        return None
    return Said(_LATE, {"number": bill.number, "day": bill.matures_on, "refused": fact.happened_on, "last": last})


def _note(fact: LegalFact) -> Said:
    if fact.kind in (ACCOUNT, MOVABLES, PROPERTY):
        return Said(_RENEWED)
    if fact.kind in (COMPLAINT, PASSED_ON):
        return Said(N_("A hard case may take 90 days; enter the end of this fact when the result came."))
    if fact.kind == INSOLVENCY and not fact.ends_on:
        told = N_(
            "The announcement is not entered: counted as 30 days from the acceptance, the shortest it can be. Look it "
            "up at the court or its information platform, enter it, and declare the claim with the administrator."
        )
        return Said(told)
    if fact.kind == BANKRUPTCY and not fact.ends_on:
        return Said(N_("Counted as 30 days, the shortest: enter the last day of the announcement."))
    return NOTHING
