"""Text from outside: brought into one form, then kept exactly as it stands or refused with a sentence."""

from __future__ import annotations

import re
import unicodedata

from models.texts import fault

_BLANK = " \t\r\n\xa0\u3000"
_BREAK = re.compile(r"\s*[\r\n]+\s*")


class Misread(ValueError):
    """A cell that cannot be what its column asks for: a msgid with its values."""

    def __init__(self, message: str, **values: object) -> None:
        self.message = message
        self.values = values
        super().__init__(message.format(**values))


def clean(text: str, lines: int = 1) -> str:
    """The text in NFC, trimmed, on one line where only one is asked for; raises Misread when it may not be kept."""
    plain = text if text.isascii() else unicodedata.normalize("NFC", text)
    plain = plain.strip(_BLANK)
    if lines == 1 and ("\n" in plain or "\r" in plain):
        plain = _BREAK.sub(" ", plain)
    found = fault(plain, lines)
    if found:
        raise Misread(found[0], **found[1])
    return plain
