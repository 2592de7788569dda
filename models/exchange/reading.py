"""Reads one draft from plain JSON: every entry that is not what it should be becomes a problem of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from models.drafts import A_SHARE, entries, from_plain, hints_of, inner, is_share, part
from models.language import N_, listed
from models.money import Money, TooLarge
from models.problems import Problem
from models.scaled import PLACES

LARGEST = Money(10**17)
MOST = 10**10
"""What the columns of a book hold with room for sums."""

_EXPECTED = {
    Money: N_('“{value}” is not an amount with at most two decimals. Write it as "1234.50".'),
    date: N_("“{value}” is not a day of the calendar. Write it as 2026-11-23."),
    Decimal: N_('“{value}” is not a number. Write it as "0.03".'),
    int: N_("“{value}” is not a whole number."),
    bool: N_("“{value}” is neither true nor false."),
    str: N_("“{value}” is not a text: put it in quotation marks."),
}
_TOO_LARGE = N_("“{value}” is larger than what can be kept. Check the number and its unit.")
_TOO_FINE = N_("“{value}” has more than {places} decimals: round it to as many.")
_UNKNOWN = N_("“{typed}” is not an entry here. Known are: {known}.")
_NOT_A_CHOICE = N_("“{typed}” is not known here. Known are: {known}.")


def check_plain(cls: type, plain: Any) -> Iterator[Problem]:
    """What of ``plain`` cannot become a draft of this class."""
    if not isinstance(plain, Mapping):
        yield Problem("", N_('A draft is written as {{"entry": value, …}}.'))
        return
    hints = hints_of(cls)
    known = [item.name for item in fields(cls)]
    for name, value in plain.items():
        if name not in known:
            yield Problem(str(name), _UNKNOWN, {"typed": name, "known": ", ".join(known)})
        elif value is not None:
            yield from _check_value(cls, name, hints[name], value)


def _check_value(cls: type, name: str, kind: Any, value: Any) -> Iterator[Problem]:
    line = part(kind)
    if line is not None:
        if not isinstance(value, list):
            yield Problem(name, N_("“{typed}” is a list of drafts."), {"typed": name})
            return
        for place, one in enumerate(value):
            yield from (problem.under(f"{name}.{place}") for problem in check_plain(line, one))
        return
    plain = inner(kind)
    how = entries(cls).get(name)
    if how is not None and is_share(how, value):
        yield Problem(name, A_SHARE, {"typed": str(value), "caption": how.share})
        return
    if not _fits(cls, name, plain, value):
        wanted = _too_much(cls, name, value) or _EXPECTED.get(plain, _EXPECTED[str])
        yield Problem(name, wanted, {"value": str(value), "places": PLACES})
        return
    if how is not None and how.choices and value not in ("", *how.choices):
        yield Problem(name, _NOT_A_CHOICE, {"typed": str(value), "known": listed(how.choices)})


def _fits(cls: type, name: str, kind: Any, value: Any) -> bool:
    if kind in (str, bool):
        return isinstance(value, kind)
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) < MOST
    if isinstance(value, bool) or (kind is date and not isinstance(value, str)):
        return False
    try:
        found = getattr(from_plain(cls, {name: value}), name)
    except (ValueError, TypeError, ArithmeticError):
        return False
    if isinstance(found, Money):
        return abs(found) < LARGEST
    return not isinstance(found, Decimal) or (found.is_finite() and abs(found) < MOST and found == round(found, PLACES))


def _too_much(cls: type, name: str, value: Any) -> str:
    """What keeps a number out that is one: its size or its decimals; empty where it is none."""
    try:
        found = getattr(from_plain(cls, {name: value}), name)
    except TooLarge:
        return _TOO_LARGE
    except (ValueError, TypeError, ArithmeticError):
        return ""
    if isinstance(found, Decimal) and found.is_finite():
        return _TOO_LARGE if abs(found) >= MOST else _TOO_FINE
    return _TOO_LARGE if isinstance(found, Money) and abs(found) >= LARGEST else ""
