"""What a debt of ours that is set off pays of what is owed to us: interest first, then principal (民法典 560, 561)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.money import Money
from models.rules.confirming import spread


@dataclass(frozen=True)
class SetOff:
    """``interest`` is what is paid of it, ``principal`` what is paid of each item; the others are what stays owed."""

    interest: Money
    principal: tuple[Money, ...]
    interest_left: Money
    principal_left: Money

    @property
    def on_principal(self) -> Money:
        return Money.total(self.principal)


def set_off(amount: Money, owed: Sequence[Money], interest: Money) -> SetOff:
    """Spread ``amount`` over the items, the earliest due first, after the interest on all of them.

    民法典 561: costs, interest, principal, unless agreed otherwise (合同编通则解释 56 refers set-off to it); 560: of
    several debts that are due and equally secured the one due first. Costs are not known here: the letter reserves
    them. ``amount`` is at most the whole (568: debts go out in equal amounts). 560, 561 and 568 were read on
    2026-11-27 in reprints, 合同编通则解释 56 in a commentary only.
    """
    on_interest = min(amount, interest)
    principal = tuple(spread(amount - on_interest, owed))
    left = Money.total(owed) - Money.total(principal)
    return SetOff(on_interest, principal, interest - on_interest, left)
