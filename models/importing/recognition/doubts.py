"""What rows stay open for and an answer would settle."""

from __future__ import annotations

from dataclasses import dataclass

from models.language import N_

YEAR, DATE, NOBODY, CONTRACT, NEAR, NAMESAKE, REVERSAL, ROUND_OFF, GROSS, DECIMAL = (
    "year date nobody contract near namesake reversal round_off gross decimal".split()
)
"""What a doubt may be about."""
OWN = N_("No, a contract of its own")
"""What a name means that is no other contract's: the answer is the name itself."""


@dataclass(frozen=True)
class Doubt:
    """What it may be (value → its meaning), and how many rows would be understood then."""

    choices: tuple[tuple[str, str], ...]
    rows: int
