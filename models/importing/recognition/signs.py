"""Negative receipts: each names what it takes back, or the one it can mean is proposed; deposits stay apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from models.importing.days import read_day
from models.importing.texts import Misread
from models.importing.values import folded
from models.language import N_
from models.money import Money
from models.problems import Problem

_NAMES_NONE = N_(
    "The receipt is negative and names none that it takes back; none of {amount} was found within 90 days before. "
    "Write the number of that receipt into the remark, or answer it."
)
_SHORTEST = 2
MOST = 12
"""So many are offered to choose from."""
"""A number inside a text is longer than this."""
WITHIN = timedelta(days=90)
_TERM = timedelta(days=400)
"""A bill runs a year at most, and is presented some days later."""
BOUNCED = re.compile("拒付|退票|未兑付|不能兑付|未能兑付|无法兑付|到期未付|追索")
_DEPOSIT = re.compile(r"保证金|押金|诚信金|投标金")
_RETENTION = re.compile(r"质保金|质量保证金|质量保修金|保修金|保留金")
_DAY = re.compile(r"(?:(?:19|20)\d{2}|(?<!\d)\d{2})[-./年]\d{1,2}[-./月]\d{1,2}(?!\d)")
_NUMBER = re.compile(r"[A-Za-z0-9\-_/一-鿿]*\d[A-Za-z0-9\-_/]*")


@dataclass(frozen=True)
class Standing:
    """A receipt that may be taken back: of the book, or a row of the ledger."""

    number: str
    voucher: str
    payer: str
    contract: str
    day: date
    amount: Money

    @property
    def told(self) -> str:
        return f"{self.number} · {self.day} · {self.amount.grouped} · {self.payer}"


def _day(written: str) -> date | None:
    """The day a text names; None where there is none like it."""
    try:
        return read_day(written).day()
    except Misread:
        return None


def is_deposit(texts: Iterable[str]) -> bool:
    """A deposit that came back or was paid out is no payment of the price; retention is part of the price."""
    return _DEPOSIT.search(_RETENTION.sub("", "\n".join(texts))) is not None


class Standings:
    """Finds the receipt that a negative one takes back; each only once.

    ``taken`` are those of the book that went back, and when: the same row once more is no second reversal.
    """

    def __init__(self, every: Iterable[Standing], taken: Mapping[str, date]) -> None:
        self._in_book = {folded(number): day for number, day in taken.items()}
        self._taken: set[str] = set()
        self._left: dict[str, Money] = {}
        self._by_number: dict[str, Standing] = {}
        self._by_amount: dict[tuple[str, Money], list[Standing]] = defaultdict(list)
        self._by_payer: dict[str, list[Standing]] = defaultdict(list)
        for one in every:
            for name in (one.number, one.voucher):
                if name:
                    self._by_number.setdefault(folded(name), one)
            self._by_amount[one.payer, one.amount].append(one)
            self._by_payer[one.payer].append(one)

    def named(self, texts: Iterable[str]) -> Standing | None:
        """The receipt whose number or voucher stands in one of the texts."""
        for text in texts:
            tails = (word[at:] for word in _NUMBER.findall(text) for at in range(len(word) - _SHORTEST))
            for word in (text, *tails):
                if found := self._by_number.get(folded(word)):
                    return found
        return None

    def proposed(self, payer: str, contract: str, day: date, amount: Money) -> list[Standing]:
        """Those of the same payer and amount within 90 days before; those of the contract before others."""
        near = [
            one
            for one in self._by_amount.get((payer, amount), [])
            if day - WITHIN <= one.day <= day and self.is_free(one, day) and self.left(one) == amount
        ]
        back = [one for one in near if self._in_book.get(folded(one.number)) == day]
        return back[:1] or [one for one in near if contract and one.contract == contract] or near

    def of_days(self, texts: Iterable[str], payer: str, contract: str, day: date, amount: Money) -> list[Standing]:
        """Those of the same payer that came on a day the texts name; those of the contract before others."""
        days = {found for text in texts for written in _DAY.findall(text) if (found := _day(written))}
        came = [one for one in self._by_payer.get(payer, []) if one.day in days and one.day <= day
                and self.is_free(one, day) and self.left(one) >= amount]  # fmt: skip
        return [one for one in came if contract and one.contract == contract] or came

    def bounced(self, payer: str, day: date, amount: Money) -> list[Standing]:
        """Those of the same payer and amount that a bill of the usual term may have been."""
        near = self._by_amount.get((payer, amount), [])
        return [one for one in near if day - _TERM <= one.day <= day and self.is_free(one, day)
                and self.left(one) == amount]  # fmt: skip

    def larger(self, payer: str, contract: str, day: date, amount: Money) -> list[Standing]:
        """Those of the same payer and contract within 90 days before of which it may be a part."""
        return [one for one in self._by_payer.get(payer, []) if day - WITHIN <= one.day <= day
                and self.is_free(one, day) and self.left(one) > amount and contract in ("", one.contract)]  # fmt: skip

    def left(self, one: Standing) -> Money:
        """What is left of a receipt of which parts went back."""
        return self._left.get(folded(one.number), one.amount)

    def part(self, one: Standing, amount: Money) -> None:
        self._left[folded(one.number)] = self.left(one) - amount

    def alike(self, payer: str, day: date, amount: Money) -> list[Standing]:
        """Those a person may mean: of the same payer and amount at any time before, else larger, the latest first."""
        before = [one for one in self._by_payer.get(payer, []) if one.day <= day and self.is_free(one, day)]
        found = [one for one in before if self.left(one) == amount] or [
            one for one in before if self.left(one) > amount
        ]
        return sorted(found, key=lambda one: one.day, reverse=True)[:MOST]

    def is_free(self, one: Standing, day: date) -> bool:
        number = folded(one.number)
        return number not in self._taken and self._in_book.get(number, day) == day

    def take(self, one: Standing, day: date) -> bool:
        """Whether it was still there to be taken back."""
        free = self.is_free(one, day)
        self._taken.add(folded(one.number))
        return free


def reversed_by(
    standings: Standings, texts: list[str], answer: str, payer: str, contract: str, day: date, amount: Money
) -> Standing | Problem:
    """The receipt that a negative row takes back, or why it stays open."""
    named = standings.named([answer]) if answer else standings.named(texts)
    if answer and named is None:
        return Problem(
            "", N_("There is no receipt “{number}” that could be taken back: correct the number."), {"number": answer}
        )
    found = [named] if named else standings.of_days(texts, payer, contract, day, amount)
    found = found or standings.proposed(payer, contract, day, amount)
    if not found and any(map(BOUNCED.search, texts)):
        found = standings.bounced(payer, day, amount)
    found = found or standings.larger(payer, contract, day, amount)
    if not found:
        return Problem("", _NAMES_NONE, {"amount": amount.grouped})
    if len(found) > 1:
        told: Mapping[str, object] = {"numbers": tuple(f"{one.number} ({one.day})" for one in found[:5])}
        return Problem("", N_("The receipt is negative and may take back any of: {numbers}. Answer which."), told)
    if standings.left(found[0]) < amount:
        return Problem("", N_("The receipt takes back {amount}, but {number} was only {whole}. Correct one of them."),
                       {"amount": amount.grouped, "number": found[0].number,
                        "whole": standings.left(found[0]).grouped})  # fmt: skip
    if not (standings.take(found[0], day) if standings.left(found[0]) == amount else standings.is_free(found[0], day)):
        return Problem(
            "", N_("Receipt {number} was taken back already: leave the row out."), {"number": found[0].number}
        )
    return found[0]
