"""The contractor's priority right (优先受偿权), once a contract: 18 months from the day the price should be paid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import events, public_works
from models.contracts.record import ContractEvent
from models.deadlines.accelerated import fallen_due
from models.deadlines.debts import Debt, Item, subject_of
from models.deadlines.facts import Known, counts, stands
from models.deadlines.record import Deadline, of_period
from models.language import N_
from models.money import Money
from models.receivables.record import PRICE_CLASSES
from models.rules.calendar import Holidays
from models.rules.clocks import deadline
from models.rules.periods import CHANGED_BY_AGREEMENT, CLOCKS, DUE_NOT_AGREED
from models.rules.restarts import EVENTS, FILED, PRIORITY_CLAIMED, TERMINATED
from models.said import NOTHING, Said, one_after_another

ROLES = ("main", "leader", "member")
"""Who contracts with the owner: a subcontractor has no such right (建工解释一 35)."""


def priority(session: Session, debts: list[Debt], known: Known, holidays: Holidays) -> Iterator[Deadline]:
    """A deadline for every construction contract whose price should have been paid or soon should, until it is kept."""
    by_contract: dict[str, list[Debt]] = defaultdict(list)
    for debt in debts:
        contract = debt.contract
        if contract.kind == "construction" and contract.role in ROLES and debt.kinds & set(PRICE_CLASSES):
            by_contract[contract.id].append(fallen_due(debt, known))
    happened = _events(session, list(by_contract), known.as_of)
    for key, mine in by_contract.items():
        public = public_works.sign_of(session, mine[0].contract)
        for found in _of_contract(mine, {**happened[key], **_terminated(mine[0], known)}, holidays, public):
            yield from _unless_kept(found, mine, known)


def _terminated(debt: Debt, known: Known) -> dict[str, date]:
    """The last day on which the contract is proven to have ended before completion."""
    facts = [one for one in known.of(debt) if one.kind == TERMINATED and one.contract_id and counts(one)]
    return {one.kind: one.happened_on for one in facts if one.happened_on}


def _events(session: Session, contracts: list[str], as_of: date) -> dict[str, dict[str, date]]:
    found: dict[str, dict[str, date]] = defaultdict(dict)
    rows = select(ContractEvent).where(ContractEvent.contract_id.in_(contracts), ContractEvent.known_from <= as_of)
    for row in session.scalars(rows):
        if row.happened_on <= as_of:
            found[row.contract_id][row.event] = row.happened_on
    return found


def _of_contract(debts: list[Debt], happened: dict[str, date], holidays: Holidays, public: str) -> Iterator[Deadline]:
    items = [one for debt in debts for one in debt.items if one.kind in PRICE_CLASSES]
    began = _start(items, happened)
    if began is None:
        return
    clock = CLOCKS["priority"]
    found = deadline(clock, began.on, holidays)
    contract = debts[0].contract
    whole = Money.total(one.open for one in items)
    subject = replace(
        subject_of(debts[0]), document="", amount=whole, noun="contracts", record=contract.id,
    )  # fmt: skip
    parts = tuple(filter(None, (clock.basis, began.basis, public_works.EXCEPTION if public else "")))
    by_law = [Said(_BY_LAW, {"day": one.accelerated_on}) for one in debts if one.accelerated_on == began.on][:1]
    note = one_after_another((began.note, *by_law, _changed(items, holidays)))
    yield of_period(subject, found, began.because, note, parts)


def _unless_kept(found: Deadline, debts: list[Debt], known: Known) -> Iterator[Deadline]:
    """It stands once the right was claimed in time; what came too late or to nothing is told, so is a suit that may not
    claim it."""
    assert found.act_by
    facts = [fact for fact in known.of(debts[0]) if counts(fact) and fact.happened_on]
    claims = [fact for fact in facts if fact.kind == PRIORITY_CLAIMED]
    suits = [fact for fact in facts if fact.kind in FILED]
    filed = [fact for fact in suits if not known.came_to_nothing(fact)]
    kept = next((fact for fact in claims if fact.happened_on and fact.happened_on <= found.act_by), None)
    gone = kept if kept and kept.has_ended(known.as_of) else suits[0] if suits and not filed else None
    if kept is not None and gone is None:
        told = Said(N_("Claimed in time, by {day}: the right is kept."), {"day": found.act_by})
        yield stands(found, kept, told, known.as_of)
        return
    told = NOTHING
    if kept is not None and gone is not None:
        told = Said(_GONE, {"number": kept.number, "ended": gone.ended_on, "suit": gone.number})
    elif claims:
        told = Said(N_("It was claimed on {day}: too late by this day."), {"day": claims[0].happened_on})
    elif filed:
        values = {"number": filed[0].number, "what": EVENTS[PRIORITY_CLAIMED].caption}
        told = Said(
            N_("A suit is entered ({number}): where it claims this right, record “{what}” with its day."), values
        )
    yield replace(found, note=one_after_another((told, found.note)))


_GONE = N_(
    "{number} claimed it, but {suit} was withdrawn or rejected on {ended}: what was claimed in a suit is claimed no "
    "more then, and nothing interrupts the eighteen months. Claim it again by this day. Where {number} is an "
    "agreement on a price instead, the right stands."
)


@dataclass(frozen=True)
class Began:
    """The day it runs from, why, the article where the law gives the day, and what to beware of."""

    on: date
    because: Said
    basis: str = ""
    note: Said = NOTHING


def _start(items: list[Item], happened: dict[str, date]) -> Began | None:
    """The day the price should be paid: of the final account, else by 解释一 27, else of the last progress payment, but
    not before the works are completed or the contract has ended."""
    agreed = not all(one.nothing_agreed for one in items)
    final = [one.first_due for one in items if one.kind == "final" and one.first_due]
    told = N_("the final account fell due on {day}")
    if final and agreed:
        return Began(max(final), Said(told, {"day": max(final)}))
    for event, reached, none in (
        (
            events.HAND_OVER, N_("handed over on {day}, no day of payment reached"),
            N_("no day of payment was agreed: handed over on {day}"),
        ),
        (
            events.SUBMITTED, N_("final account submitted on {day}, no day of payment reached"),
            N_("no day of payment was agreed: final account submitted on {day}"),
        ),
    ):  # fmt: skip
        if event in happened:
            return Began(happened[event], Said(reached if agreed else none, {"day": happened[event]}), DUE_NOT_AGREED)
    if final:
        return Began(max(final), Said(told, {"day": max(final)}), DUE_NOT_AGREED)
    due = [one.first_due for one in items if one.first_due and one.kind == "progress"]
    done = [happened[one] for one in (events.COMPLETION, events.ACCEPTANCE) if one in happened]
    if done and due:
        told = N_("works completed on {done}, the last progress payment fell due on {day}")
        return Began(max([min(done), *due]), Said(told, {"done": min(done), "day": max(due)}), note=Said(_EARLY))
    if TERMINATED in happened:
        ended = happened[TERMINATED]
        return Began(max([ended, *due]), Said(N_("the contract ended on {day} before completion"), {"day": ended}))
    return None


_BY_LAW = N_("Bankruptcy was accepted on {day}: what was not due by then is due (Bankruptcy Law, article 46).")
_EARLY = N_(
    "Counted from the earliest possible day: the final account is not settled, so that it may not have begun yet "
    "(Construction Interpretation I, articles 27 and 41)."
)


def _changed(items: list[Item], holidays: Holidays) -> Said:
    """A day of payment that was agreed later may begin the period anew: told, never counted silently."""
    changes = [one.change for one in items if one.change is not None and one.kind != "retention"]
    if not changes:
        return Said(N_("A demand does not restart it: agree on a price for the works, or sue, in time."))
    last = max(changes, key=lambda one: (one.changed_on, one.id))
    if last.due_on is None:
        return NOTHING
    anew = deadline(CLOCKS["priority"], last.due_on, holidays).raw_end
    told = N_(
        "On {day} the day of payment was moved to {due_on} ({reason}). By {basis} the right may end on {anew} only "
        "where the change has an objective reason: act by the earlier day."
    )
    reason = last.reason or N_("no reason noted")
    return Said(
        told,
        {"day": last.changed_on, "due_on": last.due_on, "reason": reason, "basis": CHANGED_BY_AGREEMENT, "anew": anew},
    )
