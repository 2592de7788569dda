"""The initials of a Chinese name (临湖置业 → lhzy), kept in a column so that typing them finds it."""

from __future__ import annotations


def initials(name: str) -> str:
    """Lower-case initials of Chinese characters; Latin letters and digits as they are."""
    if name.isascii():
        return name.lower().replace(" ", "")
    import pypinyin  # slow to import (0.6 s), so only when a Chinese name is saved

    letters = pypinyin.lazy_pinyin(name, style=pypinyin.Style.FIRST_LETTER)
    return "".join(letters).lower().replace(" ", "")
