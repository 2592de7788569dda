"""What rows stay open for and an answer would settle."""

from __future__ import annotations

from dataclasses import dataclass

YEAR, DATE, NOBODY, CONTRACT, REVERSAL, ROUND_OFF, GROSS = "year date nobody contract reversal round_off gross".split()
"""What a doubt may be about."""


@dataclass(frozen=True)
class Doubt:
    """What it may be (value → its meaning), and how many rows would be understood then."""

    choices: tuple[tuple[str, str], ...]
    rows: int
