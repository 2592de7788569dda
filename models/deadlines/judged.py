"""A debt that was decided by judgment, award or before the court: what is left is to enforce it (民诉法 250)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.deadlines.debts import Debt, subject_of
from models.deadlines.facts import Known, counts, noun_of, told_of
from models.deadlines.record import Deadline, of_period
from models.deadlines.running import paid, run
from models.language import N_
from models.legal_facts.draft import WITHDRAWN
from models.legal_facts.record import LegalFact
from models.rules.calendar import Holidays
from models.rules.periods import CLOCKS
from models.rules.restarts import ENFORCED, EVENTS, JUDGMENT
from models.said import Said

_AGAIN = N_(
    "Decided by judgment; enforcement ended on {day}. Where the court only closed this round of it for want of assets "
    "(终结本次执行), it can be asked for again at any time once assets are found: the two years do not bind "
    "(Interpretation of the Civil Procedure Law, article 517). Where the application was withdrawn they do."
)
_TO_ENFORCE = N_(
    "{number} ended with a decision or a settlement: what it grants is enforced within two years from the last day for "
    "performance (Civil Procedure Law, article 250). That day is not entered: counted from the end of the procedure, "
    "the earliest it can be. Record it under “Facts for deadlines” as “{what}”."
)


def decided(debt: Debt, name: str, known: Known) -> Deadline | None:
    """That the limitation ``name`` of a debt stands because all of it was judged: the period of the judgment is a
    deadline of its own. None where no proven judgment says so."""
    facts = known.of(debt)
    judged = _judgment(debt, facts)
    if judged is None or not counts(judged):
        return None
    note = Said(N_("Decided by judgment: what counts is the period in which enforcement is applied for."))
    over = [one for one in facts if one.kind == "enforcement" and one.has_ended(known.as_of)]
    if over and over[-1].ended_by != WITHDRAWN:
        note = Said(_AGAIN, {"day": over[-1].ended_on})
    told, behind = told_of(judged, known.as_of), ((noun_of(judged), judged.id),)
    basis = (CLOCKS["enforcement"].basis,)
    return Deadline(name, subject_of(debt), None, told, None, None, None, basis, note, behind)


def to_enforce(debt: Debt, known: Known, holidays: Holidays) -> Iterator[Deadline]:
    """The careful day of a debt that was decided, where nobody entered until when the debtor had to perform."""
    facts = known.of(debt)
    ended = next((one for one in reversed(facts) if _is_decided(one, known) and _covers(one, debt)), None)
    if ended is None or ended.ended_on is None or _judgment(debt, facts) is not None:
        return
    sure = [fact for fact in facts if fact.id not in known.weak]
    ran = run(CLOCKS["enforcement"], ended.ended_on, sure, paid(debt), known, holidays)
    if ran.period is not None:
        note = Said(_TO_ENFORCE, {"number": ended.number, "what": EVENTS[JUDGMENT].caption})
        found = of_period(subject_of(debt), ran.period, told_of(ended, known.as_of), note)
        yield replace(found, behind=((noun_of(ended), ended.id),))


def _judgment(debt: Debt, facts: Sequence[LegalFact]) -> LegalFact | None:
    """The latest judgment about all of it."""
    return next((one for one in reversed(facts) if one.kind == JUDGMENT and _covers(one, debt)), None)


def _covers(fact: LegalFact, debt: Debt) -> bool:
    """Whether all of the debt was due by then, so that it was decided with the rest."""
    if any(one.due_on is None for one in debt.items):
        return False
    return fact.happened_on is not None and debt.last_due is not None and debt.last_due <= fact.happened_on


def _is_decided(fact: LegalFact, known: Known) -> bool:
    return fact.has_ended(known.as_of) and fact.kind in ENFORCED and counts(fact) and not known.came_to_nothing(fact)
