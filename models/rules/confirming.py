"""What a reply to a statement confirms: how well it is signed, and which items a part of the balance stands for."""

from __future__ import annotations

from collections.abc import Sequence

from models.money import Money
from models.rules.matching import FEE

LEGAL_REP, AGENT, MANAGER, ACCOUNTANT, NO_AUTHORITY = "legal_rep", "agent", "manager", "finance", "none"
OFFICIAL, CONTRACT, FINANCE, PROJECT, UNSEALED = "official", "contract", "finance", "project", "none"
OF_THE_COMPANY = (OFFICIAL, CONTRACT, FINANCE)
"""Seals that bind the company where whoever used it was entitled to."""


def is_strong(seal: str, capacity: str, authority: str) -> bool:
    """Whether a reply binds the debtor by itself: seal and signature are judged together.

    Who has no authority binds nobody, whatever the seal (九民纪要 41: 看人不看章). The legal representative binds by
    his signature (民法典 61), an agent by a seal of the company or with his authority (民法典 165); a project seal
    alone is made for technical papers and proves money weakly. Read on 2026-11-27 in reprints: 九民纪要 41,
    民法典 61 and 165; 民法典 172 (apparent authority) in a translation only, so it is not applied here.
    """
    if capacity == NO_AUTHORITY:
        return False
    if capacity == LEGAL_REP or seal in OF_THE_COMPANY:
        return True
    return capacity == AGENT and bool(authority.strip())


def spread(confirmed: Money, owed: Sequence[Money]) -> list[Money]:
    """How much of each item, the oldest first, a confirmed amount stands for; what is left of the items is not.

    Credits (negative items) count in full, because the balance was stated after them. The parts add up to what is
    confirmed, or to all items where they come to less.
    """
    rest = confirmed - Money.total(one for one in owed if one < Money()) if confirmed else Money()
    parts = []
    for one in owed:
        if one < Money():
            parts.append(one if confirmed else Money())
            continue
        part = min(max(rest, Money()), one)
        parts.append(part)
        rest -= part
    return parts


def at_least(confirmed: Money, one: Money, owed: Money) -> bool:
    """Whether a total confirms something of one part of what is owed, whichever parts the rest of it is."""
    return Money() < confirmed and owed - confirmed < one


def less_paid(owed: Sequence[tuple[str, Money]], paid: Sequence[tuple[str, Money]]) -> list[Money]:
    """What is left of each item (contract, amount), the oldest first, after money that is allocated to none of them.

    A payment (contract, amount) takes off the contract it names first, then whatever is oldest; one without a name
    takes off the oldest. Nothing is taken off credits, and no item goes below nothing.
    """
    left, rest = [amount for _contract, amount in owed], [amount for _contract, amount in paid]
    for own in (True, False):
        for at, (named, _amount) in enumerate(paid):
            for place, (contract, _owed) in enumerate(owed):
                if contract == named or not own:
                    taken = max(min(rest[at], left[place]), Money())
                    left[place], rest[at] = left[place] - taken, rest[at] - taken
    return left


BY_US, BY_THEM = "ours", "theirs"
"""Who booked a line that stands in one ledger only."""
TRANSIT_DAYS = 31
"""So young a line may be on its way: each side closes its books by the month."""


def reason_of(booked: str, is_reduction: bool, days: int) -> str:
    """Why a line stands in one ledger only, ``days`` before the cut-off day: proposed, a person decides.

    Young lines are in transit; else the side that has not booked it is asked to, save for what was deducted or set off.
    """
    if booked == BY_US and is_reduction:
        return "deduction"
    if days <= TRANSIT_DAYS:
        return "transit"
    return "theirs" if booked == BY_US else "ours"


def reason_of_gap(matched_by: str) -> str:
    """Why two lines that are the same money differ: the bank kept a fee, else it is a matter of price."""
    return "deduction" if matched_by == FEE else "price"
