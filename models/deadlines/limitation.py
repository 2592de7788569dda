"""Limitation of every debt: from the last instalment's due day, anew from each paper that restarts it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models.deadlines.debts import Debt
from models.deadlines.facts import Known, counts, event_of, interruptions, noun_of, obstacles
from models.deadlines.record import Deadline, Subject, of_period
from models.language import N_
from models.legal_facts.record import LegalFact
from models.rules.calendar import Holidays, add_months, rolled
from models.rules.clocks import Course, Interruption, after_obstacle, course, deadline
from models.rules.clocks import Deadline as Period
from models.rules.periods import CLOCKS, DUE_NOT_AGREED
from models.rules.restarts import DEMAND, EVENTS, PART_PAYMENT, RECONCILED, REFUSAL
from models.said import NOTHING, Said

WHOLE = "limitation_absolute"


def limitation(debt: Debt, known: Known, holidays: Holidays) -> Iterator[Deadline]:
    """The limitation of one debt; a debt that never falls due is told once, because nothing runs for it."""
    facts = known.of(debt)
    name, start, began = _start(debt, facts, known.as_of)
    subject = subject_of(debt)
    if start is None:
        if any(one.nothing_agreed for one in debt.items):
            yield _not_begun(subject)
        return
    clock = CLOCKS[name]
    hindered = obstacles(facts, known.as_of)
    stops = [*interruptions(facts, known.as_of), *_paid(debt)]
    ran = course(clock, start, stops, holidays, hindered)
    because = _because(ran, facts, known.as_of) or began
    basis = _basis(clock.basis, ran, facts, debt)
    note = _note(ran, facts, debt)
    behind = tuple(_moved_by(ran, facts, debt))
    if ran.is_pending:
        yield Deadline(name, subject, ran.start, because, None, None, None, basis, note, behind)
        return
    found = _capped(deadline(clock, ran.start, holidays), start, holidays)
    found = _put_off(found, hindered, holidays)
    made = of_period(subject, found, because, note, basis)
    yield Deadline(**{**vars(made), "behind": behind})


def subject_of(debt: Debt) -> Subject:
    contract, papers = debt.contract, debt.documents
    return Subject(
        debt.party_id, debt.party, contract.id, contract.number, contract.project_id or "", _named(papers),
        contract.currency, debt.open, "receivables", debt.items[0].id, debt.key,
    )  # fmt: skip


def _named(papers: list[str]) -> str:
    """The first document, and that there are more."""
    return papers[0] if len(papers) == 1 else f"{papers[0]} … ({len(papers)})"


def _start(debt: Debt, facts: list[LegalFact], as_of: date) -> tuple[str, date | None, Said]:
    """Which clock, from which day, and why."""
    last = debt.last_due
    if last is not None:
        latest = next(one.document for one in reversed(debt.items) if one.due_on == last)
        name = "limitation" if debt.first_due == last else "limitation_instalments"
        told = N_("{document} fell due on {day}") if name == "limitation" else N_("last instalment {document}: {day}")
        return name, last, Said(told, {"document": latest, "day": last})
    for fact in facts:
        day = fact.happened_on if fact.kind == REFUSAL else fact.ends_on if fact.kind == DEMAND else None
        if day is not None and counts(fact):
            return "limitation_undated", day, told_of(fact, as_of)
    return "", None, NOTHING


def _paid(debt: Debt) -> list[Interruption]:
    """Part payments are in the book already: the receipt is their paper."""
    return [Interruption(day, number) for day, (number, _receipt) in debt.paid_on.items()]


def _moved_by(ran: Course, facts: list[LegalFact], debt: Debt) -> Iterator[tuple[str, str]]:
    """The fact or the receipt from which the period runs anew."""
    if ran.last is None:
        return
    yield from ((noun_of(fact), fact.id) for fact in facts if fact.id == ran.last.key)
    yield from (("receipts", receipt) for number, receipt in debt.paid_on.values() if number == ran.last.key)


def _because(ran: Course, facts: list[LegalFact], as_of: date) -> Said | None:
    if ran.last is None:
        return None
    fact = next((one for one in facts if one.id == ran.last.key), None)
    if fact is None:
        return Said(N_("part payment by receipt {number} on {day}"), {"number": ran.last.key, "day": ran.last.on})
    return told_of(fact, as_of)


def told_of(fact: LegalFact, as_of: date) -> Said:
    """What had happened by a day, when, and by which paper, as a line of a list says it."""
    event = event_of(fact)
    ended = event.is_procedure and fact.ended_on is not None and fact.ended_on <= as_of
    values = {"what": event.caption, "day": fact.happened_on, **({"end": fact.ended_on} if ended else {})}
    told = N_("{what} on {day}, ended on {end}") if ended else N_("{what} on {day}")
    return Said(told, values, " · ".join(filter(None, (fact.number, fact.tracking, fact.proof))))


def _basis(basis: str, ran: Course, facts: list[LegalFact], debt: Debt) -> tuple[str, ...]:
    """Articles (msgids): of the period, of what restarted it, of a due day nobody agreed."""
    parts = [basis]
    fact = next((one for one in facts if ran.last and one.id == ran.last.key), None)
    if ran.last is not None:
        parts.append(event_of(fact).basis if fact is not None else EVENTS[PART_PAYMENT].basis)
    if any(one.nothing_agreed for one in debt.items):
        parts.append(DUE_NOT_AGREED)
    return tuple(dict.fromkeys(parts))


def _note(ran: Course, facts: list[LegalFact], debt: Debt) -> Said:
    """What the person should beware of, the most important first."""
    if ran.is_pending:
        return Said(N_("The procedure is pending: limitation runs anew from its end."))
    if ran.late:
        days = "、".join(sorted({str(one.on) for one in ran.late}))
        told = N_("{days}: too late, the period had ended. Only a new promise of the debtor revives it.")
        return Said(told, {"days": days})
    unproven = [fact for fact in facts if event_of(fact).restarts and not counts(fact)]
    if unproven:
        told = N_("{number} restarts nothing: it did not arrive, or no paper proves it.")
        return Said(told, {"number": unproven[-1].number})
    if any(fact.kind == RECONCILED for fact in facts) and ran.last is None:
        return Said(N_("Comparing accounts without a demand restarts nothing: send a demand."))
    if ran.last is None and debt.first_due and debt.first_due != debt.last_due:
        alone = add_months(debt.first_due, CLOCKS["limitation"].months)
        told = N_("The oldest instalment fell due on {due}: counted alone it ends on {alone}.")
        return Said(told, {"due": debt.first_due, "alone": alone})
    if any(one.due_on is None for one in debt.items):
        return Said(N_("Further instalments are not due yet; this day is the careful one."))
    return NOTHING


def _not_begun(subject: Subject) -> Deadline:
    note = Said(N_("No day of payment was agreed and nothing was handed over: give a time to pay in a letter."))
    basis = CLOCKS["limitation_undated"].basis, DUE_NOT_AGREED
    because = Said(N_("not begun: no due day, no refusal"))
    return Deadline("limitation_undated", subject, None, because, None, None, None, basis, note)


def _capped(found: Period, first: date, holidays: Holidays) -> Period:
    """Nobody is protected longer than twenty years."""
    longest = deadline(CLOCKS[WHOLE], first, holidays)
    assert found.raw_end is not None
    assert longest.raw_end is not None
    return found if found.raw_end <= longest.raw_end else Period(found.clock, found.start, longest.raw_end, longest.end)


def _put_off(found: Period, hindered: list[tuple[date, date]], holidays: Holidays) -> Period:
    raw = found.raw_end
    assert raw is not None
    for began, removed in hindered:
        raw = after_obstacle(raw, began, removed)
    return found if raw == found.raw_end else Period(found.clock, found.start, raw, rolled(raw, holidays))
