"""How every paper looks: the sheet, its margins, the sizes of its words, and the words in its own language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.language import N_, text
from models.money import Money
from models.rules.words import english
from models.rules.words import words as capitals

A4 = (595.28, 841.89)
LANDSCAPE = (841.89, 595.28)
A3_ACROSS = (1190.55, 841.89)
LEFT, TOP, FOOT = 46.5, 58.0, 46.0
TITLE, BODY, CELL, NOTE = 16.0, 9.5, 8.5, 7.5
LEADING = 15.0
NOTHING = "—"

# A currency as the unit of a table, and as it stands before an amount.
UNITS = {"CNY": N_("RMB yuan"), "USD": N_("US dollars"), "EUR": N_("euros"), "HKD": N_("Hong Kong dollars")}
NAMES = {"CNY": N_("RMB"), "USD": N_("US dollars"), "EUR": N_("euros"), "HKD": N_("Hong Kong dollars")}
SIGNS = {"CNY": "¥", "USD": "US$", "EUR": "€", "HKD": "HK$"}
"""As it stands before figures."""

_MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True)
class Say:
    """Texts in the language of one paper, which need not be the language of the window."""

    language: str = "zh"

    def __call__(self, msgid: str, **values: object) -> str:
        words = text(msgid, self.language)
        return words.format(**values) if values else words

    def words(self, amount: Money) -> str:
        """An amount in words: in capitals, or as an English cheque says it."""
        return english(amount) if self.language == "en" else capitals(amount)

    def named(self, currency: str, amount: str) -> str:
        """An amount after the name of its currency: 人民币壹佰元整, RMB one hundred only."""
        return f"{self(NAMES.get(currency, currency))}{' ' if self.language == 'en' else ''}{amount}"

    def sum(self, currency: str, amount: Money) -> str:
        """A sum in figures as a sentence says it: 人民币 100.00 元, 美元 100.00, RMB 100.00."""
        told = f"{self(NAMES.get(currency, currency))} {amount.grouped}"
        return f"{told} 元" if currency == "CNY" and self.language == "zh" else told

    def day(self, day: date | None) -> str:
        """A date as a letter writes it: 2026 年 10 月 31 日, 31 October 2026."""
        if day is None:
            return NOTHING
        if self.language == "en":
            return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        return f"{day.year} 年 {day.month} 月 {day.day} 日"


def short(day: date | None) -> str:
    """A date as a table writes it."""
    return day.isoformat() if day else NOTHING
