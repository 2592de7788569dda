"""Rows in another currency stay open: a ledger counts in yuan, and a dollar taken for a yuan is money lost."""

from __future__ import annotations

import re
import unicodedata

from models.currencies import HOME
from models.importing.cells import CALLED
from models.importing.recognition.ledger import Line
from models.importing.values import folded
from models.language import N_

_HOME = frozenset(map(folded, (HOME, *CALLED[HOME], "人民币元", "人民币（元）", "本币", "本位币", "￥", "¥")))
_WORDS = {
    "USD": r"USD|US\$|美元|美金|美\$|\$",
    "EUR": r"EUR|欧元|€",
    "HKD": r"HKD|HK\$|港元|港币|港\$",
    "JPY": r"JPY|日元|日圆|円",
    "GBP": r"GBP|英镑|£",
}
_ORDER = ("HKD", "USD", "EUR", "JPY", "GBP")
_NAMED = {code: re.compile(_WORDS[code], re.IGNORECASE) for code in _ORDER}


def currency_in(text: str) -> str:
    """The code of the foreign currency a text names; empty when it names none."""
    plain = unicodedata.normalize("NFKC", text)
    return next((code for code, word in _NAMED.items() if word.search(plain)), "")


def open_if_foreign(line: Line) -> None:
    """Amounts of a row that names another currency are not added to those in yuan."""
    written = line.text("currency")
    if written and folded(written) not in _HOME:
        line.currency = currency_in(written) or written
        line.open(
            N_("The row is in another currency (“{currency}”). Enter it in the window or in our template, which has a "
               "column for the currency."), currency=written,
        )  # fmt: skip
