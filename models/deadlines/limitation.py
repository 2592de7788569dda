"""Limitation of every debt: from the last instalment's due day, anew from each paper that restarts it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from models.deadlines.accelerated import ACCELERATED, fallen_due
from models.deadlines.debts import Debt, subject_of
from models.deadlines.facts import Known, counts, event_of, noun_of, told_of
from models.deadlines.judged import decided
from models.deadlines.limitation_notes import note
from models.deadlines.record import Deadline, Subject, of_period
from models.deadlines.running import WHOLE, Ran, as_due, paid, run
from models.language import N_
from models.legal_facts.record import LegalFact
from models.rules.calendar import Holidays
from models.rules.periods import CLOCKS, DUE_NOT_AGREED, TWO_YEARS
from models.rules.restarts import DEMAND, EVENTS, JOINT, NEW_PROMISE, OBSTACLE, PART_PAYMENT, REFUSAL
from models.said import NOTHING, Said, joined


def limitation(debt: Debt, known: Known, holidays: Holidays) -> Iterator[Deadline]:
    """The limitation of one debt, for its debtor and for each who joined it (诉讼时效规定 15); a debt that never falls
    due is told once, because nothing runs for it."""
    facts = known.of(debt)
    sure = [fact for fact in facts if fact.id not in known.weak]
    debt = fallen_due(as_due(debt, sure, known, holidays), known)
    name, start, began = _start(debt, facts, known.as_of)
    subject = subject_of(debt)
    if start is None:
        if any(one.nothing_agreed for one in debt.items):
            yield _not_begun(subject)
        return
    closed = decided(debt, name, known)
    if closed is not None:
        yield closed
        return
    ran = run(CLOCKS[name], start, sure, paid(debt), known, holidays)
    because = _because(ran, facts, known.as_of) or began
    for one in ran.hindered:
        because = joined(because, told_of(one.fact, known.as_of))
    told = note(ran, start, facts, debt, known, holidays)
    behind = tuple(_moved_by(ran, facts, debt))
    if ran.period is None:
        found = Deadline(name, subject, ran.course.start, because, None, None, None, (), told, behind)
    else:
        found = replace(of_period(subject, ran.period, because, told), behind=behind)
    yield replace(found, basis=_basis(ran, facts, debt, debt.party_id))
    for fact in known.beside(debt):
        yield replace(_together(found, fact, debt, known), basis=_basis(ran, facts, debt, fact.party_id))


def _together(found: Deadline, fact: LegalFact, debt: Debt, known: Known) -> Deadline:
    """The same period for who joined the debt, up to what he bears."""
    subject = replace(
        found.subject, party_id=fact.party_id, party=known.names[fact.party_id], key=f"{debt.key}/{fact.party_id}",
        amount=min(fact.amount or debt.open, debt.open, key=lambda one: one.fen),
    )  # fmt: skip
    because = joined(found.because, Said(_TOGETHER, {"debtor": debt.party, "day": fact.happened_on}, fact.number))
    behind = tuple(dict.fromkeys((*found.behind, (noun_of(fact), fact.id))))
    return replace(found, subject=subject, because=because, behind=behind)


_TOGETHER = N_("owed together with {debtor} since {day}")


def _start(debt: Debt, facts: list[LegalFact], as_of: date) -> tuple[str, date | None, Said]:
    """Which clock, from which day, and why."""
    last = debt.last_due
    if last is not None:
        latest = next(one.document for one in reversed(debt.items) if one.due_on == last)
        name = "limitation" if debt.first_due == last else "limitation_instalments"
        if last == debt.accelerated_on:
            return name, last, Said(ACCELERATED, {"day": last})
        told = N_("{document} fell due on {day}") if name == "limitation" else N_("last instalment {document}: {day}")
        return name, last, Said(told, {"document": latest, "day": last})
    for fact in facts:
        day = fact.happened_on if fact.kind == REFUSAL else fact.ends_on if fact.kind == DEMAND else None
        if day is not None and counts(fact):
            return "limitation_undated", day, told_of(fact, as_of)
    return "", None, NOTHING


def _moved_by(ran: Ran, facts: list[LegalFact], debt: Debt) -> Iterator[tuple[str, str]]:
    """The fact or the receipt from which the period runs anew, and what put its end off."""
    last = ran.course.last
    if last is not None:
        yield from ((noun_of(fact), fact.id) for fact in facts if fact.id == last.key)
        yield from dict.fromkeys(("receipts", one.receipt) for one in debt.payments if one.number == last.key)
    yield from ((noun_of(one.fact), one.fact.id) for one in ran.hindered)


def _because(ran: Ran, facts: list[LegalFact], as_of: date) -> Said | None:
    last = ran.course.last
    if last is None:
        return None
    fact = next((one for one in facts if one.id == last.key), None)
    if fact is None:
        return Said(N_("part payment by receipt {number} on {day}"), {"number": last.key, "day": last.on})
    return told_of(fact, as_of)


def _basis(ran: Ran, facts: list[LegalFact], debt: Debt, party: str) -> tuple[str, ...]:
    """Articles (msgids): of the period, of what restarted, revived or put it off, of a due day nobody agreed.

    What restarted it against another who owes the same restarts it against this ``party`` too (诉讼时效规定 15).
    """
    parts, last = [ran.clock.basis], ran.course.last
    if last is not None:
        fact = next((one for one in facts if one.id == last.key), None)
        parts.append(event_of(fact).basis if fact is not None else EVENTS[PART_PAYMENT].basis)
        if party not in _against(fact, debt):
            parts.append(EVENTS[JOINT].basis)
    if ran.period is not None and ran.period.is_former:
        parts.append(TWO_YEARS)
    if ran.is_longest:
        parts.append(CLOCKS[WHOLE].basis)
    if ran.course.revived:
        parts.append(EVENTS[NEW_PROMISE].basis)
    if ran.hindered:
        parts.append(EVENTS[OBSTACLE].basis)
    if any(one.nothing_agreed for one in debt.items):
        parts.append(DUE_NOT_AGREED)
    return tuple(dict.fromkeys(parts))


def _against(fact: LegalFact | None, debt: Debt) -> set[str]:
    """Whom a restart is against: one who joined the debt, else the debtor under the contract."""
    own = {debt.party_id, debt.contract.owner_id, debt.contract.payer_id or debt.party_id}
    return own if fact is None or fact.party_id in own else {fact.party_id}


def _not_begun(subject: Subject) -> Deadline:
    note = Said(N_("No day of payment was agreed and nothing was handed over: give a time to pay in a letter."))
    basis = CLOCKS["limitation_undated"].basis, DUE_NOT_AGREED
    because = Said(N_("not begun: no due day, no refusal"))
    return Deadline("limitation_undated", subject, None, because, None, None, None, basis, note)
