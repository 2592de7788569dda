"""The words and signs of currencies that are not the yuan, as ledgers write them."""

from __future__ import annotations

import re
import unicodedata

_WORDS = {
    "HKD": r"hkd|hk\$|港元|港币|港\$",
    "USD": r"usd|us\$|美元|美金|美\$|\$",
    "EUR": r"eur(?![a-z])|欧元|€",
    "JPY": r"jpy|日元|日圆",
    "GBP": r"gbp|英镑|£",
}
_NAMED = {code: re.compile(word, re.IGNORECASE) for code, word in _WORDS.items()}
_SIGN = re.compile(r"[$€£a-z美欧港日英]", re.IGNORECASE)
_COUNTED = re.compile(r"(?<=[百千万亿])(?:美元|港元|欧元|日元|美金|英镑)")
_ANY = re.compile("|".join(_WORDS.values()), re.IGNORECASE)


def currency_in(text: str) -> str:
    """The code of the foreign currency a text names; empty when it names none."""
    if not _SIGN.search(text):
        return ""
    plain = unicodedata.normalize("NFKC", text)
    return next((code for code, word in _NAMED.items() if word.search(plain)), "")


def without_currency(text: str) -> str:
    """万美元 as 万元, and no name of a currency otherwise."""
    return _ANY.sub("", _COUNTED.sub("元", unicodedata.normalize("NFKC", text)))
