"""What a person should beware of in a limitation: what restarts nothing, what is weak, what runs out earlier alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from models.deadlines.debts import Debt, Item
from models.deadlines.facts import Known, counts, event_of, obstacles
from models.deadlines.running import Ran, alone, paid, run
from models.language import N_
from models.legal_facts.record import LegalFact
from models.rules.calendar import Holidays
from models.rules.restarts import AGREES, ENFORCED, EVENTS, FILED, JUDGMENT, NEW_PROMISE, NOTICE, RECONCILED
from models.said import Said, one_after_another


def note(ran: Ran, start: date, facts: list[LegalFact], debt: Debt, known: Known, holidays: Holidays) -> Said:
    """Everything that holds: the days that may come earlier first, then what moves none."""
    if ran.period is None:
        return Said(N_("The procedure is pending: limitation runs anew from its end."))
    days = (*_weak(ran, start, facts, debt, known, holidays), *_nothing(ran, start, facts, debt, known, holidays))
    return one_after_another(
        (
            *days,
            *_alone(ran, debt, known, holidays),
            *_longest(ran, start),
            *_lasting(ran, known),
            *_to_enforce(ran, facts, known),
            *_idle(ran, facts, known),
            *_without_demand(ran, start, facts),
            *_on_the_way(debt, known),
            *_astray(debt, known),
            *_moved_late(debt),
            *_unbidden(debt),
        )
    )


def _weak(
    ran: Ran, start: date, facts: list[LegalFact], debt: Debt, known: Known, holidays: Holidays
) -> Iterator[Said]:
    """The day a weak reply would move, or the one that would stand without it: no such paper moves it silently."""
    replies = [fact for fact in facts if fact.id in {one.id for one in known.replied.facts} and event_of(fact).restarts]
    unseen = known.replied.unseen
    doubtful = [fact for fact in replies if not known.binds(fact) or fact.id in unseen]
    if not doubtful:
        return
    binding = replace(known, replied=replace(known.replied, binding=frozenset(one.id for one in facts)))
    every = run(ran.clock, start, facts, paid(debt), binding, holidays)
    if every.course.last != ran.course.last and every.period is not None:
        told = _UNSEEN if doubtful[-1].id in unseen else _UNBOUND
        yield Said(told, {"number": doubtful[-1].number, "day": every.period.raw_end})
        return
    without = run(ran.clock, start, [one for one in facts if one not in doubtful], paid(debt), known, holidays)
    if without.course.last != ran.course.last and without.period is not None:
        told = N_("{number} is weak proof that the demand arrived: without it the end is {day}. Serve a demand.")
        yield Said(told, {"number": doubtful[-1].number, "day": without.period.raw_end})


_UNBOUND = N_(
    "{number} is weak proof (who signed, or its seal, does not bind the company) and is not counted: were it "
    "accepted, it would end on {day}. Serve a demand, or have it signed with authority."
)
_UNSEEN = N_(
    "Of {number} no scan is kept, so it is not counted: with the signed paper it would end on {day}. "
    "Add the scan to it."
)


def _nothing(
    ran: Ran, start: date, facts: list[LegalFact], debt: Debt, known: Known, holidays: Holidays
) -> Iterator[Said]:
    """The day a suit that was withdrawn would move if it counted: whether it does is disputed."""
    doubtful = [fact for fact in facts if known.came_to_nothing(fact)]
    if not doubtful or ran.period is None:
        return
    every = run(ran.clock, start, facts, paid(debt), known, holidays)
    if every.course.last != ran.course.last and every.period is not None:
        told = N_(
            "{number} ended on {ended} without a decision: whether it interrupted is disputed (Civil Code, article 195 "
            "(3)), so it is not counted. If it is, the end is {day}. Where the complaint was served on the debtor, "
            "record that as a demand served."
        )
        last = doubtful[-1]
        yield Said(told, {"number": last.number, "ended": last.ended_on, "day": every.period.raw_end})


def _longest(ran: Ran, start: date) -> Iterator[Said]:
    if ran.is_longest:
        told = N_("Nobody is protected longer than twenty years from {day}; nothing restarts them.")
        yield Said(told, {"day": start})


def _lasting(ran: Ran, known: Known) -> Iterator[Said]:
    """An obstacle that has not ended yet: the day moves with it (民法典 194)."""
    if numbers := "、".join(one.fact.number for one in ran.hindered if not one.fact.has_ended(known.as_of)):
        told = N_("{numbers} still lasts: six months run from its end. This day would be right if it ended now.")
        yield Said(told, {"numbers": numbers})


def _to_enforce(ran: Ran, facts: list[LegalFact], known: Known) -> Iterator[Said]:
    """A procedure from whose end it runs anew, and whose judgment would be enforced instead (民诉法 250)."""
    last = next((one for one in facts if ran.course.last is not None and one.id == ran.course.last.key), None)
    if last is not None and last.kind in ENFORCED and last.has_ended(known.as_of):
        yield Said(_DECIDED, {"number": last.number, "ended": last.ended_on, "what": EVENTS[JUDGMENT].caption})


def _idle(ran: Ran, facts: list[LegalFact], known: Known) -> Iterator[Said]:
    """What came too late, or is proven by nothing."""
    late = [one for one in ran.course.late if not ran.course.revived or one.on > ran.course.start]
    agreed = {one.id: one for one in facts if one.kind in AGREES}
    if numbers := "、".join(agreed[one.key].number for one in late if one.key in agreed):
        yield Said(_AGREED_LATE, {"numbers": numbers, "what": EVENTS[NEW_PROMISE].caption})
    if days := "、".join(sorted({str(one.on) for one in late if one.key not in agreed})):
        told = N_("{days}: too late, the period had ended. Only a new promise of the debtor revives it.")
        yield Said(told, {"days": days})
    unproven = [fact for fact in facts if event_of(fact).restarts and not counts(fact)]
    for fact in unproven:
        if fact.kind in FILED:
            yield Said(_UNPROVEN_SUIT, {"number": fact.number, "day": fact.happened_on})
    if numbers := "、".join(dict.fromkeys(fact.number for fact in unproven if fact.kind not in FILED)):
        yield Said(N_("{number} restarts nothing: it did not arrive, or no paper proves it."), {"number": numbers})
    put_off = {one.fact.id for one in ran.hindered}
    idle = [one.fact for one in obstacles(facts, known.as_of) if one.fact.id not in put_off]
    if numbers := "、".join(one.number for one in idle):
        told = N_("{numbers} puts nothing off: what hinders in the last six months does (Civil Code, article 194).")
        yield Said(told, {"numbers": numbers})


def _without_demand(ran: Ran, start: date, facts: list[LegalFact]) -> Iterator[Said]:
    """What asks for nothing, or asked before anything was due."""
    if ran.course.last is None and any(fact.kind == RECONCILED for fact in facts):
        yield Said(N_("Comparing accounts without a demand restarts nothing: send a demand."))
    if ran.course.last is None and (numbers := "、".join(one.number for one in facts if one.kind == NOTICE)):
        yield Said(
            N_("{numbers}: a letter that demands nothing restarts nothing: send a demand."), {"numbers": numbers}
        )
    early = [
        one for one in facts
        if event_of(one).restarts and not event_of(one).is_procedure and counts(one)
        and one.happened_on and one.happened_on <= start
    ]  # fmt: skip
    if numbers := "、".join(one.number for one in early):
        yield Said(N_("{numbers}: came before this was due and restarts nothing."), {"numbers": numbers})


def _on_the_way(debt: Debt, known: Known) -> Iterator[Said]:
    """Letters of which nobody knows whether they arrived."""
    if numbers := "、".join(one.number for one in known.sent(debt) if event_of(one).restarts):
        told = N_("{numbers}: sent; no day of arrival is entered, so it moves no day. Enter it with the proof.")
        yield Said(told, {"numbers": numbers})


def _astray(debt: Debt, known: Known) -> Iterator[Said]:
    """What was done against somebody who does not owe."""
    by: dict[str, list[str]] = {}
    for fact in known.astray(debt):
        by.setdefault(fact.party_id, []).append(fact.number)
    for party, numbers in by.items():
        told = {"numbers": "、".join(numbers), "name": known.names[party], "debtor": debt.party}
        joined = known.joint.get(debt.contract.id, {}).get(party)
        if joined is not None:
            yield Said(_NOT_YET, {**told, "day": joined.happened_on})
        else:
            yield Said(_PAYS if party == debt.contract.payer_id else _OWES_NOT, told)


def _moved_late(debt: Debt) -> Iterator[Said]:
    """A day that was moved when it was too late."""
    moved = [one.change for one in debt.items if one.change is not None and one.due_on != one.change.due_on]
    for one in dict.fromkeys(moved):
        yield Said(_MOVED, {"day": one.changed_on, "due_on": one.due_on})


def _unbidden(debt: Debt) -> Iterator[Said]:
    """What somebody paid on no authority of the debtor."""
    if numbers := "、".join(dict.fromkeys(one.number for one in debt.payments if one.unbidden)):
        yield Said(_UNBIDDEN, {"numbers": numbers})


_AGREED_LATE = N_(
    "{numbers}: the period had ended. Where the debtor agrees in it to pay, he may plead the period no more: record it "
    "as “{what}” (Civil Code, article 192)."
)
_DECIDED = N_(
    "{number} ended on {ended}. What it grants is enforced within two years from the last day for performance, which "
    "may be earlier than this day (Civil Procedure Law, article 250): record that day as “{what}”."
)
_MOVED = N_(
    "On {day} the due date was moved to {due_on}, when limitation had ended: that revives nothing by itself. Record "
    "the paper the debtor signed as “Debtor agrees to pay after the period ended” (Civil Code, article 192)."
)
_UNBIDDEN = N_(
    "{numbers}: paid by a third party on no authority of the debtor; it restarts nothing (Civil Code, article 195). "
    "Where he asked for it, enter the authority at the receipt."
)
_PAYS = N_(
    "{numbers}: against {name}, which only pays; that moves no day against {debtor}, who owes. Serve {debtor} itself."
)
_OWES_NOT = N_("{numbers}: against {name}, who does not owe under this contract; it moves no day against {debtor}.")
_NOT_YET = N_("{numbers}: against {name}, who joined the debt on {day} only; before that it moves no day.")
_UNPROVEN_SUIT = N_(
    "{number}: of the suit or arbitration of {day} no paper is entered. Record it under “Facts for deadlines” with the "
    "receipt of court or commission: then limitation stands still until it ends (Civil Code, article 195 (3))."
)


def _alone(ran: Ran, debt: Debt, known: Known, holidays: Holidays) -> Iterator[Said]:
    """The instalment that would run out first if each were counted by itself, each through what speaks of it."""
    assert ran.period is not None
    earlier = instalments_alone(debt, ran.period.raw_end, known, holidays)
    if earlier:
        last, item = earlier[0]
        told = N_("The instalment that fell due on {due}, counted alone, ends on {alone}.")
        yield Said(told, {"due": item.due_on, "alone": last})
    if len({one.due_on is None for one in debt.items}) > 1:
        yield Said(N_("Further instalments are not due yet; this day is the careful one."))


def instalments_alone(debt: Debt, end: date | None, known: Known, holidays: Holidays) -> list[tuple[date, Item]]:
    """The instalments that would run out before the whole debt (民法典 189) if counted alone, the earliest first."""
    if end is None or debt.first_due == debt.last_due:
        return []
    each = [(alone(debt, one, known, holidays), one) for one in debt.items if one.due_on]
    ends = [(found.period.raw_end, one) for found, one in each if found.period and found.period.raw_end]
    return sorted(((last, one) for last, one in ends if last < end), key=lambda told: (told[0], told[1].due_on))
