"""A group and its company are two: names that differ in 集团, 股份, 控股 or 中国 are one only where it is said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_PUNCTUATION = re.compile(r"[\s·・.,，。、'\"“”‘’\-_—]+")
_IN_BRACKETS = re.compile(r"[(\[【](集团|有限|控股|中国|股份)[)\]】]")
_BRACKETS = re.compile(r"[()\[\]【】]")
_NOTE = re.compile(r"[(\[【](?:原|曾用名|简称|下称|以下简称|新|现)[^)\]】]*[)\]】]$")
_ENDINGS = ("有限责任公司", "有限公司", "责任公司", "公司")
_FORMS = ("股份", "集团", "控股", "有限")
_TELLS_NOTHING = frozenset(["有限"])
_SHORTEST = 4
_COMPANY = "公司"


@lru_cache(8192)
def _taken_apart(name: str) -> tuple[str, frozenset[str]]:
    """The core of a name, and what it says of the form of its company beside 有限公司."""
    plain = _NOTE.sub("", _PUNCTUATION.sub("", unicodedata.normalize("NFKC", name)).casefold())
    forms = {*_IN_BRACKETS.findall(plain)}
    plain = _BRACKETS.sub("", _IN_BRACKETS.sub("", plain))
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) > len(ending) + 1:
            plain = plain[: -len(ending)]
            break
    while plain.endswith(_FORMS) and len(plain) > _SHORTEST:
        forms.add(plain[-2:])
        plain = plain[:-2]
    return plain, frozenset(forms - _TELLS_NOTHING)


def core(name: str) -> str:
    """What is left of a name without spaces, brackets, the form of the company, 集团, 股份 and 控股."""
    return _taken_apart(name)[0]


def forms(name: str) -> frozenset[str]:
    """Which of 集团, 股份, 控股 and 中国 a name has beside its core."""
    return _taken_apart(name)[1]


def is_company(name: str) -> bool:
    """Whether a name is that of a company in full, not short for one."""
    return _NOTE.sub("", unicodedata.normalize("NFKC", name)).rstrip(" )）").endswith(_COMPANY)


def are_two(names: Iterable[str], others: Iterable[str]) -> bool:
    """Whether these names and those, each of one party and alike in their cores, are of two persons.

    A full name has all that the register of companies has of it; a short one leaves out, but adds nothing.
    """
    sides = ({*names}, {*others})
    full, full_others = ({forms(name) for name in side if is_company(name)} for side in sides)
    if full and full_others:
        return not full & full_others
    short = sides[1] if full else sides[0]
    stated = frozenset[str]().union(*map(forms, short))
    known = full or full_others
    return bool(known) and not any(stated <= one for one in known)
