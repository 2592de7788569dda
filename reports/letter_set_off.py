"""The sentences of a notice of set-off: what the amount pays, item by item, and what is owed after it."""

from __future__ import annotations

from models.language import N_
from models.money import Money
from models.rules.set_off import SetOff, set_off
from reports.letter_facts import Facts
from reports.letter_figures import LetterItem
from reports.style import Say

MOST = 12
"""So many items are named one by one; of more the first and the last."""


_DECLARED = N_(
    "What is left after it we declare to the administrator: principal of {principal} and interest up to {day} of "
    "{interest}."
)


def _worked_out(facts: Facts) -> SetOff | None:
    """None where nothing is set off, or debts of several currencies stand in the letter."""
    if facts.asked.amount is None or len(facts.groups) != 1:
        return None
    group = facts.groups[0]
    return set_off(facts.asked.amount, [one.open for one in group.items], group.interest)


def paid_by(facts: Facts) -> str:
    """Interest first, then principal by due day (民法典 560, 561); without a figure of interest principal only."""
    found, say = _worked_out(facts), facts.say
    if found is None:
        return ""
    group = facts.groups[0]
    items = [(one, paid) for one, paid in zip(group.items, found.principal, strict=True) if paid]
    told = {
        "amount": (facts.asked.amount or Money()).grouped,
        "day": say.day(facts.interest_upto),
        "interest": found.interest.grouped,
        "principal": found.on_principal.grouped,
        "items": _items(items, say),
    }
    if not group.interest:
        return say(N_("The amount set off of {amount} pays principal: {items}."), **told)
    if not items:
        return say(
            N_(
                "Under article 561 of the Civil Code the amount set off of {amount} pays interest up to {day} "
                "only; no principal is paid by it."
            ),
            **told,
        )
    return say(
        N_(
            "Under articles 560 and 561 of the Civil Code the amount set off of {amount} pays interest up to "
            "{day} of {interest} first, then principal of {principal} by due day: {items}."
        ),
        **told,
    )


def _items(items: list[tuple[LetterItem, Money]], say: Say) -> str:
    """Each document with what is paid of it."""
    shown = items if len(items) <= MOST else [items[0], items[-1]]
    named = [say(N_("{document} {amount}"), document=one.document, amount=paid.grouped) for one, paid in shown]
    if shown is items:
        return say(N_("; ")).join(named)
    return say(
        N_("{first} to {last}, {count} items in the order of the list"),
        first=named[0],
        last=named[-1],
        count=len(items),
    )


def rest_of(facts: Facts) -> str:
    """What they still owe once the amount is set off."""
    found, say = _worked_out(facts), facts.say
    if found is None:
        return ""
    told = {
        "principal": found.principal_left.grouped,
        "interest": found.interest_left.grouped,
        "day": say.day(facts.interest_upto),
        "until": say.day(facts.deadline),
    }
    if facts.stops is not None and facts.stops.ended_on is None and (found.principal_left or found.interest_left):
        return say(_DECLARED, **told)
    if found.interest_left:
        return say(
            N_(
                "After it you still owe us principal of {principal} and interest up to {day} of {interest}: "
                "please pay both by {until}."
            ),
            **told,
        )
    if found.principal_left:
        return say(
            N_("After it you still owe us principal of {principal} and interest not set off: please pay by {until}."),
            **told,
        )
    return say(N_("Nothing is left of the items above."))
