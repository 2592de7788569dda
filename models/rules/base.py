"""What a percentage of a certificate is taken of: the gross value, the progress payment, or what is left of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from models.money import Money
from models.rules.captions import N_

LINES = "lines"
VARIATIONS = "variations"
CLAIMS = "claims"
DAYWORKS = "dayworks"
MATERIALS = "materials"
ADJUSTMENT = "adjustment"
OTHER = "other"
KINDS = {
    LINES: N_("Work in the contract"),
    VARIATIONS: N_("Variations"),
    CLAIMS: N_("Claims"),
    DAYWORKS: N_("Day works"),
    MATERIALS: N_("Materials on site"),
    ADJUSTMENT: N_("Price adjustment"),
    OTHER: N_("Other value"),
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


def base_of(of: str, without: Collection[str], value: Value, progress: Decimal) -> Money:
    """The base ``of`` (``gross`` or ``progress``) without the named kinds of value; ``progress`` is the share paid now.

    Raises ValueError for an unknown base.
    """
    if of not in (GROSS, PROGRESS):
        raise ValueError(f"{of}: not a base")
    return value_without(value, without).share(progress if of == PROGRESS else Decimal(1))


def together(before: Value, now: Value) -> dict[str, Money]:
    """Two values added kind by kind."""
    return {kind: before.get(kind, Money()) + now.get(kind, Money()) for kind in {**before, **now}}
