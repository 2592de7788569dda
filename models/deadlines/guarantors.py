"""Guarantors: the guarantee period until it is kept; then limitation against a joint guarantor (民法典 692–694)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from models.deadlines.debts import Debt, Item
from models.deadlines.facts import Known, counts, interruptions, noun_of, stands, told_of
from models.deadlines.record import Deadline, Subject, of_period
from models.language import N_
from models.legal_facts.record import LegalFact
from models.rules.calendar import Holidays, rolled
from models.rules.clocks import Deadline as Period
from models.rules.clocks import course, deadline
from models.rules.periods import CLOCKS
from models.rules.restarts import DEMAND, FILED, GUARANTOR, INSOLVENCY, JOINT_GUARANTOR
from models.said import Said, joined, one_after_another

GUARANTORS = (GUARANTOR, JOINT_GUARANTOR)
_KIND = {
    GUARANTOR: N_(
        "A general guarantee, also where the contract does not say which (Civil Code, article 686): only a suit "
        "against the debtor in this period keeps it."
    ),
    JOINT_GUARANTOR: N_("A joint guarantee: a claim on the guarantor in this period is enough."),
}

_KEPT = N_(
    "Kept by the suit against the debtor. Limitation against the guarantor runs once enforcement against the debtor "
    "has failed (Civil Code, article 694)."
)
_LIFTED = N_(
    "The debtor's bankruptcy was accepted on {day} ({number}): the general guarantor may not send us to the debtor "
    "first (Civil Code, article 687). Claim on the guarantor in this period, by suit where he does not pay, and "
    "declare the claim with the administrator as well."
)
_MOVED = N_(
    "The day of payment was moved from {day} to {later} after the guarantee was given: without the guarantor's written "
    "consent his period stays as it was (Civil Code, article 695); with it, enter the agreed last day."
)


def secured(fact: LegalFact, debts: list[Debt]) -> list[Debt]:
    """What a guarantee secures and is still open: its item, else all of its contract."""
    mine = [debt for debt in debts if debt.contract.id == fact.contract_id]
    of_item = [debt for debt in mine if any(one.id == fact.receivable_id for one in debt.items)]
    return of_item if fact.receivable_id else mine


def guarantee(
    fact: LegalFact, subject: Subject, debts: list[Debt], known: Known, holidays: Holidays
) -> Iterator[Deadline]:
    """The guarantee period of what it secures (``debts``); kept in it, what runs against a joint guarantor then."""
    items = [one for debt in debts for one in debt.items]
    last = max((day for one in items if (day := _term(one, fact))), default=None)
    if last is None:
        return
    found = _period(last, fact, holidays)
    assert found.raw_end is not None
    kept = _kept(fact, debts, known, found.safe_end or found.raw_end)
    because = told_of(fact, known.as_of)
    if kept is None:
        bankrupt = list(_bankrupt(fact, debts, known))
        told = bankrupt or [Said(_KIND[fact.kind]), *_demanded(fact, known)]
        note = one_after_another((*told, *_moved(items, last, fact)))
        yield _counted(of_period(subject, found, because, note), last, debts, known)
    elif fact.kind == GUARANTOR:
        yield stands(of_period(subject, found, because), kept, Said(_KEPT), known.as_of)
    else:
        yield _limitation(subject, joined(told_of(kept, known.as_of), because), kept, fact, known, holidays)


def _term(item: Item, fact: LegalFact) -> date | None:
    """The day that counts for the guarantor: one that was agreed after he signed leaves his period as it was, unless he
    consented in writing (民法典 695)."""
    late = item.change is not None and fact.happened_on is not None and item.change.changed_on > fact.happened_on
    return item.first_due if late else item.due_on


def _moved(items: list[Item], last: date, fact: LegalFact) -> Iterator[Said]:
    later = [one.due_on for one in items if one.due_on and one.due_on != _term(one, fact)]
    if later and max(later) > last:
        yield Said(_MOVED, {"day": last, "later": max(later)})


def _period(start: date, fact: LegalFact, holidays: Holidays) -> Period:
    clock = CLOCKS["guarantee"]
    if fact.ends_on:
        return Period(clock, start, fact.ends_on, rolled(fact.ends_on, holidays))
    return deadline(clock, start, holidays, fact.months)


def _kept(fact: LegalFact, debts: list[Debt], known: Known, last: date) -> LegalFact | None:
    """The first thing that was done in time: of a general guarantee a suit against the debtor, of a joint one a claim
    on the guarantor in whatever way (民法典 693)."""
    is_joint = fact.kind == JOINT_GUARANTOR
    parties = {fact.party_id} if is_joint else {debt.party_id for debt in debts}
    kinds = (DEMAND, *FILED) if is_joint else FILED
    for one in known.facts:
        assert one.happened_on
        if (one.kind in kinds and one.party_id in parties and one.happened_on <= last and counts(one)
                and one.contract_id in (None, fact.contract_id) and not known.came_to_nothing(one)):  # fmt: skip
            return one
    return None


def _demanded(fact: LegalFact, known: Known) -> Iterator[Said]:
    """A demand that keeps no general guarantee."""
    mine = (one for one in known.facts if one.kind == DEMAND and one.party_id == fact.party_id and counts(one))
    day = next((one.happened_on for one in mine if one.contract_id in (None, fact.contract_id)), None)
    if fact.kind == GUARANTOR and day is not None:
        told = N_("The guarantor was asked on {day}: that is enough only if he guaranteed jointly; then record it so.")
        yield Said(told, {"day": day})


def _bankrupt(fact: LegalFact, debts: list[Debt], known: Known) -> Iterator[Said]:
    """That a general guarantor may not send us to the debtor first, once his bankruptcy was accepted (民法典 687)."""
    debtors = {debt.party_id for debt in debts}
    for one in known.facts if fact.kind == GUARANTOR else ():
        if one.kind == INSOLVENCY and one.party_id in debtors and counts(one) and not one.has_ended(known.as_of):
            yield Said(_LIFTED, {"day": one.happened_on, "number": one.number})
            return


def _counted(found: Deadline, last: date, debts: list[Debt], known: Known) -> Deadline:
    """Counted from the last instalment that has a day; while others have none the main debt's term has not ended."""
    because = joined(found.because, Said(N_("the last instalment that has a day falls due on {day}"), {"day": last}))
    found = replace(found, because=because)
    if all(one.due_on for debt in debts for one in debt.items):
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


def _limitation(
    subject: Subject, because: Said, kept: LegalFact, fact: LegalFact, known: Known, holidays: Holidays
) -> Deadline:
    """From the day the joint guarantor was asked to pay, anew from whatever interrupts it against him (民法典 694)."""
    clock = CLOCKS["guarantee_limitation"]
    assert kept.happened_on
    mine = [one for one in known.facts if one.party_id == fact.party_id and one.id not in known.weak]
    about = [one for one in mine if one.contract_id in (None, fact.contract_id)]
    ran = course(clock, kept.happened_on, interruptions(about, known), holidays)
    anew = next((one for one in about if ran.last is not None and one.id == ran.last.key), None)
    because = joined(told_of(anew, known.as_of), because) if anew is not None else because
    behind = tuple((noun_of(one), one.id) for one in (anew, kept, fact) if one is not None)
    if ran.is_pending:
        note = Said(N_("The procedure is pending: limitation runs anew from its end."))
        return Deadline(clock.name, subject, ran.start, because, None, None, None, (clock.basis,), note, behind)
    return replace(of_period(subject, deadline(clock, ran.start, holidays), because), behind=behind)
