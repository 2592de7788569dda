"""What a debtor's bankruptcy makes due: claims not yet due are due on the day a court accepted it (企业破产法 46)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from models.deadlines.debts import Debt, Item
from models.deadlines.facts import Known, counts
from models.language import N_
from models.rules.restarts import BANKRUPTCY, INSOLVENCY

ACCELERATED = N_("bankruptcy was accepted on {day}: what was not due by then is due (Bankruptcy Law, article 46)")


def fallen_due(debt: Debt, known: Known) -> Debt:
    """The debt with what was not due on the day of acceptance (else of the announcement) due on that day."""
    mine = [one for one in known.facts if one.kind in (INSOLVENCY, BANKRUPTCY) and one.party_id == debt.party_id]
    proven = sorted((one for one in mine if counts(one)), key=lambda one: one.kind != INSOLVENCY)
    day = proven[0].happened_on if proven else None
    if day is None:
        return debt
    items = [_due_by(one, day) for one in debt.items]
    return replace(debt, items=items, accelerated_on=day) if items != debt.items else debt


def _due_by(item: Item, day: date) -> Item:
    due, first = (min(one or day, day) for one in (item.due_on, item.first_due))
    return replace(item, due_on=due, first_due=first, nothing_agreed=item.nothing_agreed and due != day)
