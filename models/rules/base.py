"""What a percentage of a certificate is taken of: the gross value, the progress payment, or what is left of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from models.money import Money
from models.rules.captions import N_

LINES = "lines"
BREAKS = "breaks"
VARIATIONS = "variations"
CLAIMS = "claims"
DAYWORKS = "dayworks"
PROVISIONAL = "provisional"
MATERIALS = "materials"
ADJUSTMENT = "adjustment"
OTHER = "other"
FEES = "fees"
KINDS = {
    LINES: N_("Work in the contract"),
    BREAKS: N_("Price change beyond the bill quantity"),
    VARIATIONS: N_("Variations"),
    CLAIMS: N_("Claims"),
    DAYWORKS: N_("Day works"),
    PROVISIONAL: N_("Provisional sums spent"),
    MATERIALS: N_("Materials on site"),
    ADJUSTMENT: N_("Price adjustment"),
    OTHER: N_("Other value"),
    FEES: N_("Fees by rate"),
}

GROSS = "gross"
PROGRESS = "progress"
NET = "net"
BASES = {
    GROSS: N_("the gross value"),
    PROGRESS: N_("the progress payment"),
    NET: N_("the progress payment after retention"),
}

Value = Mapping[str, Money]
"""Amounts including tax by kind (``LINES``, ``VARIATIONS`` …)."""


def value_without(value: Value, without: Collection[str]) -> Money:
    """The sum of all kinds of value but the named ones."""
    return Money.total(amount for kind, amount in value.items() if kind not in without)


@dataclass(frozen=True)
class Shares:
    """The share of the value that is paid now; ``of`` names kinds of value that are paid at another share."""

    usual: Decimal = Decimal(1)
    of: Mapping[str, Decimal] = field(default_factory=dict)

    def groups(self, value: Value) -> Mapping[Decimal, Money]:
        """The value by the share it is paid at; what is paid at one share is rounded together."""
        found: dict[Decimal, Money] = {}
        for kind, amount in value.items():
            share = self.of.get(kind, self.usual)
            found[share] = found.get(share, Money()) + amount
        return found


ALL = Shares()


def base_of(of: str, without: Collection[str], value: Value, shares: Shares) -> Money:
    """The base ``of`` (``gross`` or ``progress``) without the named kinds of value; ``shares`` are paid now.

    Raises ValueError for an unknown base.
    """
    if of not in (GROSS, PROGRESS):
        raise ValueError(f"{of}: not a base")
    if of == GROSS:
        return value_without(value, without)
    kept = {kind: amount for kind, amount in value.items() if kind not in without}
    return Money.total(amount.share(share) for share, amount in shares.groups(kept).items())


def together(before: Value, now: Value) -> dict[str, Money]:
    """Two values added kind by kind."""
    return {kind: before.get(kind, Money()) + now.get(kind, Money()) for kind in {**before, **now}}
