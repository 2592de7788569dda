"""The unified social credit code (统一社会信用代码) and its check character, GB 32100-2015."""

from __future__ import annotations

_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def check_character(body: str) -> str:
    """The 18th character for the first 17; raises ValueError for a character the standard does not use."""
    weighted = sum(_LETTERS.index(letter) * weight for letter, weight in zip(body, _WEIGHTS, strict=True))
    return _LETTERS[(31 - weighted % 31) % 31]


def is_valid(code: str) -> bool:
    """Whether an 18-character code has the right characters and check character."""
    if len(code) != 18 or any(letter not in _LETTERS for letter in code):
        return False
    return check_character(code[:17]) == code[17]
