"""An exact sum of money in whole fen; every amount the program keeps, adds or prints is one of these."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from operator import attrgetter

_UNITS = {"元": 1, "块": 1, "千": 1000, "千元": 1000, "万": 10000, "万元": 10000, "亿": 100000000, "亿元": 100000000}
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_LIMIT = 10**17
_DIGITS = 40
"""A number of more digits is no sum of money, and would take minutes to become a whole number."""


class TooLarge(ValueError):
    """A number that is beyond any sum of money."""


_FEN = attrgetter("fen")


def half_up(value: Decimal | Fraction) -> int:
    """Round to the nearest whole number, a half away from zero (支付结算办法: to the 分, half up)."""
    exact = Fraction(value)
    whole = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return whole if exact >= 0 else -whole


@lru_cache(1024)
def _ratio(ratio: Decimal | Fraction) -> tuple[int, int]:
    """A share as whole numbers; a contract has a handful of them and takes each a hundred times."""
    return ratio.as_integer_ratio()


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """Whole fen (分); signed; adds, subtracts, negates and compares exactly."""

    fen: int = 0

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + other.fen)

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - other.fen)

    def __neg__(self) -> Money:
        return Money(-self.fen)

    def __abs__(self) -> Money:
        return Money(abs(self.fen))

    def __bool__(self) -> bool:
        return self.fen != 0

    def __str__(self) -> str:
        """Two decimals, no separators: ``-1234.50``."""
        sign, whole = ("-", -self.fen) if self.fen < 0 else ("", self.fen)
        return f"{sign}{whole // 100}.{whole % 100:02d}"

    @property
    def grouped(self) -> str:
        """Two decimals with thousands separators: ``-1,234.50``."""
        sign, whole = ("-", -self.fen) if self.fen < 0 else ("", self.fen)
        return f"{sign}{whole // 100:,}.{whole % 100:02d}"

    @property
    def yuan(self) -> Decimal:
        return Decimal(self.fen).scaleb(-2)

    def share(self, ratio: Decimal | Fraction) -> Money:
        """The part that ``ratio`` (0.03 for 3 %) takes of this amount, half up to the fen."""
        numerator, denominator = _ratio(ratio)
        part = self.fen * numerator
        whole = (2 * abs(part) + denominator) // (2 * denominator)
        return Money(whole if part >= 0 else -whole)

    def split(self, weights: Sequence[Decimal | Fraction | int]) -> list[Money]:
        """Parts in proportion to ``weights`` that add up exactly, by differences of rounded cumulatives."""
        whole = sum((Fraction(weight) for weight in weights), Fraction(0))
        if whole <= 0:
            raise ValueError("weights must add up to more than nothing")
        parts, taken, reached = [], 0, Fraction(0)
        for weight in weights:
            reached += Fraction(weight)
            upto = half_up(self.fen * reached / whole)
            parts.append(Money(upto - taken))
            taken = upto
        return parts

    @staticmethod
    def total(amounts: Iterable[Money]) -> Money:
        return Money(sum(map(_FEN, amounts)))

    @staticmethod
    def of(yuan: Decimal | int | str) -> Money:
        """Exact conversion from yuan; raises ValueError when there is more than a fen's precision, or TooLarge."""
        amount = Decimal(yuan)
        if amount.is_infinite() or amount.adjusted() > _DIGITS:
            raise TooLarge(f"{yuan}: too large")
        fen = amount.scaleb(2)
        if fen != fen.to_integral_value():
            raise ValueError(f"{yuan}: more than two decimals")
        return Money(int(fen))

    @staticmethod
    def parse(text: str, decimals: int = 2) -> Money:
        """Read what a person wrote: ``1,234.5``, ``１２３４``, ``¥12``, ``(300.00)``, ``1.2万``, ``-5``.

        Raises ValueError when it is no number, too large, or has more than ``decimals`` decimals of a yuan.
        """
        amount = read_decimal(text)
        if abs(amount) >= _LIMIT // 100:
            raise ValueError(f"{text}: too large")
        if amount != round(amount, decimals):
            raise ValueError(f"{text}: more than {decimals} decimals")
        return Money(half_up(amount.scaleb(2)))


def read_decimal(text: str) -> Decimal:
    """A number as people type it, exactly; full-width digits, separators, ¥, 元/万/亿, brackets for negatives."""
    plain = unicodedata.normalize("NFKC", text).strip()
    negative = plain.startswith("(") and plain.endswith(")")
    if negative:
        plain = plain[1:-1]
    plain = re.sub(r"[\s,，¥￥']|RMB|CNY|人民币", "", plain).replace("−", "-").replace("–", "-")
    unit = re.search(r"[元块千万亿]+$", plain)
    factor = 1
    if unit:
        if unit.group() not in _UNITS:
            raise ValueError(f"{text}: not a number")
        factor, plain = _UNITS[unit.group()], plain[: unit.start()]
    if not _NUMBER.fullmatch(plain):
        raise ValueError(f"{text}: not a number")
    try:
        value = Decimal(plain) * factor
    except InvalidOperation as error:
        raise ValueError(f"{text}: not a number") from error
    return -value if negative else value


def rounded(value: Decimal | Fraction, places: int) -> Decimal:
    """Half up to ``places`` decimals."""
    return Decimal(half_up(Fraction(value) * 10**places)).scaleb(-places)


__all__ = ["Money", "half_up", "read_decimal", "rounded"]
