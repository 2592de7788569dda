"""What a receipt is for, in the words of its row: the classes of what is owed that it settles first."""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.receipts.order import SAID

_CLASSES = ("retention", "advance", "progress", "final")
_ALSO = {"retention": ("质保款", "质量保修金"), "final": ("决算款", "竣工款"), "advance": ("预付工程款", "备料款")}

_WORDS = {kind: re.compile("|".join(map(re.escape, (*SAID[kind], *_ALSO.get(kind, ()))))) for kind in _CLASSES}


def natures(purpose: str, words: Iterable[str]) -> frozenset[str]:
    """The classes that the purpose names, else those that the remarks name; none when nothing is said."""
    return _named(purpose) or _named("\n".join(words))


def _named(told: str) -> frozenset[str]:
    return frozenset(kind for kind, words in _WORDS.items() if words.search(told)) if told else frozenset()
