"""Captions of two names: 用途/附言, 备注及说明."""

from __future__ import annotations

import re

from models.importing.recognition.meanings import Meaning, meaning

_EITHER = re.compile(r"[/／、|｜或及和]")
_TOLD = frozenset(("purpose", "remark", "summary"))
"""Entries that say in words what a row is about."""


def of_either(written: str, kind: str) -> Meaning | None:
    """What a caption of several names means: one thing called by all of them, or words that tell of the row."""
    names = [name for name in _EITHER.split(written) if name]
    every = [meaning(name, kind) for name in names] if len(names) > 1 else []
    known = [one for one in every if one is not None]
    roles = {one.role for one in known}
    alike = len(known) == len(every) and (len(roles) == 1 or roles <= _TOLD)
    return known[0] if known and alike else None
