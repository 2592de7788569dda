"""What a receipt is for, in the words of its row: the classes of what is owed that it settles first."""

from __future__ import annotations

from collections.abc import Iterable

from models.receipts.order import SAID

_CLASSES = ("retention", "advance", "progress", "final")
_ALSO = {"retention": ("质保款", "质量保修金"), "final": ("决算款", "竣工款"), "advance": ("预付工程款", "备料款")}


def natures(purpose: str, words: Iterable[str]) -> frozenset[str]:
    """The classes that the purpose names, else those that the remarks name; none when nothing is said."""
    return _named([purpose]) or _named(words)


def _named(texts: Iterable[str]) -> frozenset[str]:
    texts = list(texts)
    return frozenset(
        kind for kind in _CLASSES if any(word in text for text in texts for word in (*SAID[kind], *_ALSO.get(kind, ())))
    )
