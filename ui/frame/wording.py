"""Whether a title is what somebody types: its words in any order, or its pinyin initials."""

from __future__ import annotations

from models.pinyin import initials


def says(title: str, words: str) -> bool:
    """Whether a title has all these words, or begins with these initials."""
    if not words:
        return True
    lower = title.lower()
    if all(word in lower for word in words.lower().split()):
        return True
    return words.isascii() and words.replace(" ", "").lower() in initials(title)
