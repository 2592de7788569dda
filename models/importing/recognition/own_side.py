"""On which side a balance stands: by the debit and credit, or the 方向, of the same day as the balance itself."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from models.importing.recognition.across import ASIDE
from models.importing.recognition.captions import read_caption
from models.importing.recognition.words import MAIN, OPENING

if TYPE_CHECKING:
    from models.importing.recognition.columns import Column
    from models.importing.recognition.headers import Header

_SIDES = re.compile("[借贷]方?")
_PREPAID = re.compile("预收|合同负债")
_BEFORE = "初"
_BALANCE = "余额"


def on_own_side(found: dict[str, Column], header: Header, kind: str) -> dict[str, Column]:
    """本期贷方 beside 期末余额 is what was paid, no balance; of two 方向 the one in front of the balance counts."""
    amount, credit = found.get(MAIN[kind]), found.get("credit")
    if kind != OPENING or amount is None:
        return found
    if credit is not None and not _is_balance(amount, credit):
        found = {role: one for role, one in found.items() if one is not credit}
        found[f"{ASIDE}{credit.place}"] = replace(credit, role=f"{ASIDE}{credit.place}")
    if "direction" in found:
        sides = [place for place in header.captions
                 if (known := header.meaning(place, kind)) and known.role == "direction"]  # fmt: skip
        own = max((place for place in sides if place < amount.place), default=found["direction"].place)
        found["direction"] = replace(found["direction"], place=own, caption=header.captions[own])
    return found


def _is_balance(amount: Column, credit: Column) -> bool:
    """Whether a credit is the other side of this balance, or says by itself that it is one."""
    if _PREPAID.search(credit.caption):
        return True
    one, other = (read_caption(column.caption) for column in (amount, credit))
    if (_SIDES.sub("", one.words), one.scope) == (_SIDES.sub("", other.words), other.scope):
        return True
    return _BALANCE in credit.caption and (_BEFORE in amount.caption) == (_BEFORE in credit.caption)
