"""What was due and what is owed beside what was received: which of several columns is which."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from models.importing.recognition.across import ASIDE
from models.importing.recognition.captions import TO_DATE
from models.importing.recognition.parts_of_sum import classes
from models.importing.recognition.periods import adds_up
from models.importing.recognition.words import CERTIFICATES, MAIN, OPENING, WAS_DUE

if TYPE_CHECKING:
    from models.importing.recognition.columns import Column
    from models.importing.recognition.headers import Header
    from models.importing.sheets import Sheet

LEFT = re.compile(r"未|欠|余额|结余|剩余")
"""未收 beside 应收 and 已收 is what is owed."""


def with_due(found: dict[str, Column], kind: str) -> dict[str, Column]:
    """A ledger of what is owed that says only what was due and what was received: its rows are about what was due."""
    bases = {column.base: column for column in reversed([*found.values()])}
    if kind != OPENING or MAIN[kind] in bases or "received" not in bases:
        return found
    base = next((name for name in WAS_DUE if name in bases), "")
    whole = found.get(f"{base}.{TO_DATE}") if bases["received"].role.endswith(TO_DATE) else None
    due = whole or bases.get(base)  # 本月 beside what was received to date is a part of what was due
    roles = {one.place: f"{ASIDE}{one.place}" for one in found.values() if whole and one.base == base}
    roles |= {due.place: MAIN[kind]} if due else {}
    every = [replace(one, role=roles.get(one.place, one.role)) for one in found.values()]
    return {one.role: one for one in every}


def due_beside_owed(found: dict[str, Column], kind: str) -> dict[str, Column]:
    """应收 beside 已收 and 欠款 in a ledger of certificates is what was due, not what is owed."""
    owed = [column for column in found.values() if column.base == "balance"]
    due = [column for column in owed if not LEFT.search(column.said)]
    bases = {column.base for column in found.values()}
    if kind != CERTIFICATES or not 0 < len(due) < len(owed) or "due" in bases or "received" not in bases:
        return found
    as_due = {column.role: replace(column, role=column.role.replace("balance", "due")) for column in due}
    return {as_due.get(role, column).role: as_due.get(role, column) for role, column in found.items()}


def due_in_classes(found: dict[str, Column], sheet: Sheet, header: Header) -> dict[str, Column]:
    """结算款 beside 进度款 and 质保金 is a part of what was due, not all of it: their sum is, where it stands."""
    parts = classes(header)
    part = next((one for one in found.values() if one.base == "certified" and one.place in parts), None)
    if part is None:
        return found
    others = [place for place in header.captions if place not in parts]
    whole = next((place for place in others if adds_up(sheet, header, place, [*parts])), None)
    if whole is None:
        return found
    every = [one for one in found.values() if one.place not in (part.place, whole)]
    every += [
        replace(part, role=f"{ASIDE}{part.place}"),
        replace(part, place=whole, caption=header.captions[whole]),
    ]
    return {one.role: one for one in every}
