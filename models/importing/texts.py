"""Text from outside: what may be kept exactly as it stands, and what is refused because nobody could see it."""

from __future__ import annotations

import re
import unicodedata

from models.texts import fault

_BREAK = re.compile(r"\s*[\r\n]+\s*")


class Misread(ValueError):
    """A cell that cannot be what its column asks for: a msgid with its values."""

    def __init__(self, message: str, **values: object) -> None:
        self.message = message
        self.values = values
        super().__init__(message.format(**values))


def clean(text: str, lines: int = 1) -> str:
    """The text in NFC, trimmed, on one line where only one is asked for; raises Misread when it may not be kept."""
    plain = unicodedata.normalize("NFC", text).strip()
    if lines == 1 and ("\n" in plain or "\r" in plain):
        plain = _BREAK.sub(" ", plain)
    unfit = fault(plain, lines)
    if unfit:
        raise Misread(unfit[0], **unfit[1])
    return plain
