"""What is owed on a day as boxes of age: how much is in each, and which conditions list exactly that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from models import receivables
from models.ageing_table import CAPTIONS
from models.language import N_
from models.money import Money
from models.receivables import Ageing
from models.receivables.ageing import ageing, bands_on, in_all
from models.rules import ageing as ages
from models.rules.ageing import DUE
from models.store.listing import Condition

BALANCE, UNDATED, NOT_DUE, OVERDUE, RETENTION = "balance", "undated", "not_due", "overdue", "retention"
CREDIT = "credit"
TITLES = {
    BALANCE: N_("Open"),
    UNDATED: N_("Without due date"),
    NOT_DUE: N_("Not due yet"),
    OVERDUE: N_("Overdue"),
    RETENTION: N_("Retention money"),
    CREDIT: ages.CREDIT,
}
SMALLEST = Money(1)
IS_OPEN = Condition("open", "from", SMALLEST)


@dataclass(frozen=True)
class Sum:
    """One box: what it is called, how much, the conditions that list it, and how alarming it is from 0 to 1.

    ``currency`` is named where there are several.
    """

    name: str
    caption: str
    amount: Money
    having: tuple[Condition, ...]
    share: float = 0.0
    alarm: float = 0.0
    is_first: bool = False
    currency: str = ""


@dataclass(frozen=True)
class Owed:
    """What is owed in one currency: its ages, and its retention money, due or not."""

    ageing: Ageing
    retention: Money


def owed(by: str, as_of: date, scope: Mapping[str, str], session: Any) -> tuple[Owed, ...]:
    """By currency; runs on a reader lane."""
    kept: dict[str, Money] = {}
    for row in session.execute(receivables.by_class(as_of, **scope)):
        if row.kind == RETENTION:
            kept[row.currency] = row.balance
    aged = in_all(ageing(session, as_of, by, **scope))
    return tuple(Owed(one, kept.get(one.currency, Money())) for one in aged)


def nothing(by: str, as_of: date) -> Owed:
    """When nothing is owed."""
    none = {one.name: Money() for one in bands_on(as_of, by)}
    return Owed(Ageing("CNY", "", Money(), Money(), Money(), Money(), none), Money())


def sums(found: Owed, by: str, as_of: date, currency: str = "") -> tuple[Sum, ...]:
    """The boxes of one currency from left to right; ``currency`` is its name where there are several."""
    one, whole = found.ageing, found.ageing.balance
    parts = {BALANCE: one.balance, UNDATED: one.undated, NOT_DUE: one.not_due, OVERDUE: one.overdue}
    shown = [BALANCE, UNDATED, NOT_DUE, OVERDUE] if by == DUE else [BALANCE]
    boxes = [Sum(name, TITLES[name], parts[name], (), alarm=_alarm(name)) for name in shown]
    many = len(one.bands) - 1
    for place, (name, amount) in enumerate(one.bands.items()):
        boxes.append(Sum(name, CAPTIONS[name], amount, (), alarm=place / many or 0.01, is_first=not place))
    if one.credit:
        boxes.append(Sum(CREDIT, TITLES[CREDIT], one.credit, (), is_first=True))
    boxes.append(Sum(RETENTION, TITLES[RETENTION], found.retention, (), is_first=True))
    listed = (replace(box, having=conditions(box.name, by, as_of, currency), currency=currency) for box in boxes)
    return tuple(_with_share(box, whole) for box in listed)


def conditions(name: str, by: str, as_of: date, currency: str = "") -> tuple[Condition, ...]:
    """What lists the items of a box; together they add up to it."""
    return (*_conditions(name, by, as_of), *((Condition("currency", "is", currency),) if currency else ()))


def _conditions(name: str, by: str, as_of: date) -> tuple[Condition, ...]:
    column = "due_on" if by == DUE else "posted_on"
    for band in bands_on(as_of, by):
        if band.name == name:
            first = (Condition(column, "from", band.first),) if band.first else ()
            return (*first, Condition(column, "to", band.last), IS_OPEN)
    of_part = {
        UNDATED: (Condition("due_on", "missing"), IS_OPEN),
        NOT_DUE: (Condition("due_on", "from", as_of), IS_OPEN),
        OVERDUE: (Condition("days", "from", 1),),
        CREDIT: (Condition("due_on", "missing"), Condition("open", "to", -SMALLEST)),
        RETENTION: (Condition("kind", "is", RETENTION), IS_OPEN),
    }
    return of_part.get(name, (IS_OPEN,))


def _alarm(name: str) -> float:
    return 1.0 if name == OVERDUE else 0.0


def _with_share(box: Sum, whole: Money) -> Sum:
    share = box.amount.fen / whole.fen if whole else 0.0
    return replace(box, share=min(max(share, 0.0), 1.0))
