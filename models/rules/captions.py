"""The words in which a calculation explains itself: msgids for captions and for the rule behind each amount."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from models.money import Money

NOTHING = Money()


def N_(msgid: str) -> str:
    """Mark a text for translation; rules know no language, whoever shows the text translates it."""
    return msgid


@dataclass(frozen=True)
class Working:
    """One step of a calculation as a person reads it.

    ``caption`` and ``rule`` are msgids; ``rule`` has ``{named}`` placeholders filled from ``values`` (Money, dates and
    ready-made percentages such as ``3%``). ``amount`` is signed as it enters the result. ``name`` is stable for code.
    """

    name: str
    caption: str
    amount: Money
    rule: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


def percent(ratio: Decimal) -> str:
    """``0.03`` as ``3%``, without trailing zeros."""
    plain = f"{ratio * 100:f}"
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain) + "%"
