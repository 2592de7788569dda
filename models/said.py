"""A sentence that is worked out before it is known in which language it will be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce

from models.language import N_, text


@dataclass(frozen=True)
class Said:
    """``message`` is a msgid filled from ``values``: msgids, other sentences, figures; ``more`` stands in brackets."""

    message: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    more: str = ""

    def text(self, language: str | None = None) -> str:
        told = {name: _told(one, language) for name, one in self.values.items()}
        words = text(self.message, language).format(**told)
        return f"{words} ({self.more})" if self.more else words


def _told(value: object, language: str | None) -> object:
    if isinstance(value, Said):
        return value.text(language)
    return text(value, language) if isinstance(value, str) else value


NOTHING = Said()
_BOTH, _AND = N_("{first} {second}"), N_("{first}; {second}")


def one_after_another(told: Iterable[Said]) -> Said:
    """Whole sentences as one text."""
    said = [one for one in told if one.message]
    return reduce(lambda first, second: Said(_BOTH, {"first": first, "second": second}), said) if said else NOTHING


def joined(first: Said, second: Said) -> Said:
    """Two halves of one sentence."""
    return Said(_AND, {"first": first, "second": second})
