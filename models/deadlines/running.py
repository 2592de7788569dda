"""How a limitation ran through what interrupts it, for a whole debt or for one of its instalments alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from models.deadlines.debts import Debt, Item
from models.deadlines.facts import Known, Obstacle, interruptions, obstacles
from models.legal_facts.record import LegalFact
from models.rules.calendar import Holidays, rolled
from models.rules.clocks import Clock, Course, Interruption, after_obstacle, course, deadline
from models.rules.clocks import Deadline as Period
from models.rules.periods import CLOCKS

WHOLE = "limitation_absolute"


@dataclass(frozen=True)
class Ran:
    """A period that ran its course: its end (None while a procedure is pending), and the obstacles that put it off.

    It ``is_longest`` where the twenty years from its first day ended it.
    """

    clock: Clock
    course: Course
    period: Period | None
    hindered: tuple[Obstacle, ...] = ()
    is_longest: bool = False


def run(
    clock: Clock, start: date, facts: list[LegalFact], paid: list[Interruption], known: Known, holidays: Holidays
) -> Ran:
    """How the clock ran from ``start`` through these facts and payments."""
    hindered = obstacles(facts, known.as_of)
    stops = [*interruptions(facts, known), *paid]
    ran = course(clock, start, stops, holidays, [(one.began, one.removed) for one in hindered])
    if ran.is_pending:
        return Ran(clock, ran, None)
    whole = deadline(clock, ran.start, holidays)
    found = _capped(whole, start, holidays)
    return Ran(clock, ran, *_put_off(found, hindered, holidays), found is not whole)


def alone(debt: Debt, item: Item, known: Known, holidays: Holidays) -> Ran:
    """How an instalment would run if it were counted by itself: from its own day, through what speaks of it."""
    assert item.due_on
    sure = [fact for fact in known.of(debt, item) if fact.id not in known.weak]
    return run(CLOCKS["limitation"], item.due_on, sure, paid(debt, item), known, holidays)


def paid(debt: Debt, item: Item | None = None) -> list[Interruption]:
    """Part payments are in the book already: the receipt is their paper; of one item those on it."""
    mine = [one for one in debt.payments if not one.unbidden and (item is None or one.item == item.id)]
    return [Interruption(one.on, one.number) for one in mine]


def as_due(debt: Debt, facts: list[LegalFact], known: Known, holidays: Holidays) -> Debt:
    """The debt with the days that count: one moved when the period had ended already revives nothing by itself (民法典
    192), so that its former day stands until the debtor's word is recorded with its paper."""
    former = replace(debt, items=[replace(one, due_on=one.before) for one in debt.items])
    if former.last_due is None or all(one.change is None for one in debt.items):
        return debt
    kept = []
    for one, old in zip(debt.items, former.items, strict=True):
        day = one.change.changed_on if one.change is not None else date.min
        earlier = [fact for fact in facts if fact.happened_on and fact.happened_on < day]
        came = [each for each in paid(debt) if each.on < day]
        ran = run(CLOCKS["limitation"], former.last_due, earlier, came, known, holidays)
        is_late = ran.period is not None and ran.period.end is not None and ran.period.end < day
        kept.append(old if is_late else one)
    return replace(debt, items=kept)


def _capped(found: Period, first: date, holidays: Holidays) -> Period:
    """Nobody is protected longer than twenty years."""
    longest = deadline(CLOCKS[WHOLE], first, holidays)
    assert found.raw_end is not None
    assert longest.raw_end is not None
    return found if found.raw_end <= longest.raw_end else Period(found.clock, found.start, longest.raw_end, longest.end)


def _put_off(found: Period, hindered: list[Obstacle], holidays: Holidays) -> tuple[Period, tuple[Obstacle, ...]]:
    """The period as the obstacles put its end off, and those that did."""
    raw, moved = found.raw_end, []
    assert raw is not None
    for one in hindered:
        later = after_obstacle(raw, one.began, one.removed)
        if later > raw:
            moved.append(one)
        raw = later
    return (Period(found.clock, found.start, raw, rolled(raw, holidays)) if moved else found), tuple(moved)
