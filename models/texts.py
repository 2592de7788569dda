"""What a text may be: anything a person can see, of a sensible length; what nobody could see is refused."""

from __future__ import annotations

import re

from models.language import N_

LONGEST = 300
LONGEST_OF_LINES = 4_000
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # writing direction
    "\u200b\u2060\ufeff"  # nothing at all
    "\ud800-\udfff\ufffe\uffff]"  # halves of characters, no characters
)

Fault = tuple[str, dict[str, object]]
"""A msgid and its values."""


def fault(text: str, lines: int = 1) -> Fault | None:
    """Why a text of so many lines cannot be kept as it stands; None when it can."""
    if len(text) <= LONGEST and text.isprintable():
        return None  # nearly every text, and much sooner known than what nobody could see is looked for
    unseen = _UNSEEN.search(text)
    if unseen:
        code = {"code": f"U+{ord(unseen.group()):04X}"}
        return N_("An invisible character ({code}) is in the text. Type the text again."), dict(code)
    longest = LONGEST if lines == 1 else LONGEST_OF_LINES
    if len(text) > longest:
        told: dict[str, object] = {"count": len(text), "limit": longest}
        return N_("The text has {count} characters; up to {limit} are kept. Shorten it."), told
    return None
