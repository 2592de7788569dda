"""A sentence that is worked out before it is known in which language it will be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.language import text


@dataclass(frozen=True)
class Said:
    """``message`` is a msgid filled from ``values``, where texts are msgids too; ``more`` stands in brackets behind."""

    message: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    more: str = ""

    def text(self, language: str | None = None) -> str:
        told = {name: text(one, language) if isinstance(one, str) else one for name, one in self.values.items()}
        words = text(self.message, language).format(**told)
        return f"{words} ({self.more})" if self.more else words


NOTHING = Said()
