"""Text from outside: what may be kept exactly as it stands, and what is refused because nobody could see it."""

from __future__ import annotations

import re
import unicodedata

from models.language import N_

LONGEST = 300
LONGEST_OF_LINES = 4_000
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # writing direction
    "\u200b\u2060\ufeff"  # nothing at all
    "\ud800-\udfff\ufffe\uffff]"  # halves of characters, no characters
)
_BREAK = re.compile(r"\s*[\r\n]+\s*")


class Misread(ValueError):
    """A cell that cannot be what its column asks for: a msgid with its values."""

    def __init__(self, message: str, **values: object) -> None:
        self.message = message
        self.values = values
        super().__init__(message.format(**values))


def clean(text: str, lines: int = 1) -> str:
    """The text in NFC, trimmed, on one line where only one is asked for; raises Misread when it may not be kept."""
    unseen = _UNSEEN.search(text)
    if unseen:
        raise Misread(
            N_("An invisible character ({code}) is in the text. Type the text again."),
            code=f"U+{ord(unseen.group()):04X}",
        )
    plain = unicodedata.normalize("NFC", text).strip()
    if lines == 1 and ("\n" in plain or "\r" in plain):
        plain = _BREAK.sub(" ", plain)
    longest = LONGEST if lines == 1 else LONGEST_OF_LINES
    if len(plain) > longest:
        raise Misread(
            N_("The text has {count} characters; up to {limit} are kept. Shorten it."), count=len(plain), limit=longest
        )
    return plain
