"""The small sums people type into an amount: ``=3*450.5``, ``=(1.2万-300)*3%``; always exact."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from models.money import read_decimal

LONGEST = 200
_SIGNS = str.maketrans({"×": "*", "✕": "*", "÷": "/", "−": "-", "–": "-"})
_TOKEN = re.compile(r"\s*((?:\d[\d,]*(?:\.\d*)?|\.\d+)\s*[千万亿]?元?|[-+*/()%])")


def is_sum(typed: str) -> bool:
    """Whether this asks for a calculation: it begins with an equals sign, as in a spreadsheet."""
    return unicodedata.normalize("NFKC", typed).lstrip().startswith("=")


def calculate(typed: str) -> Fraction:
    """The exact value of a sum with + - * / %, brackets and 万/亿. Raises ValueError when it cannot be worked out."""
    plain = unicodedata.normalize("NFKC", typed).translate(_SIGNS).strip().removeprefix("=")
    if len(plain) > LONGEST:
        raise ValueError(f"{typed}: too long")
    tokens = _tokens(plain)
    try:
        value = _sum(tokens)
    except ZeroDivisionError as error:
        raise ValueError(f"{typed}: divided by nothing") from error
    if tokens:
        raise ValueError(f"{typed}: {tokens[0]} is left over")
    return value


def _tokens(plain: str) -> list[str]:
    found, at = [], 0
    while plain[at:].strip():
        token = _TOKEN.match(plain, at)
        if token is None:
            raise ValueError(f"{plain}: not a sum")
        found.append(token.group(1))
        at = token.end()
    return found


def _sum(tokens: list[str]) -> Fraction:
    value = _product(tokens)
    while tokens and tokens[0] in "+-":
        value = value + _product(tokens) if tokens.pop(0) == "+" else value - _product(tokens)
    return value


def _product(tokens: list[str]) -> Fraction:
    value = _factor(tokens)
    while tokens and tokens[0] in "*/":
        value = value * _factor(tokens) if tokens.pop(0) == "*" else value / _factor(tokens)
    return value


def _factor(tokens: list[str]) -> Fraction:
    token = tokens.pop(0) if tokens else ""
    if token in ("+", "-"):
        return _factor(tokens) if token == "+" else -_factor(tokens)
    if token == "(":
        value = _sum(tokens)
        if not tokens or tokens.pop(0) != ")":
            raise ValueError("a bracket is not closed")
    else:
        value = Fraction(read_decimal(token))
    while tokens and tokens[0] == "%":
        tokens.pop(0)
        value /= 100
    return value
