"""Parts of what is owed that a ledger tells beside it keep their class: 欠款, 其中：质保金."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.importing.recognition.columns import Column
from models.importing.recognition.ledger import Ledger, Line
from models.importing.recognition.words import CONTRACTS, OPENING
from models.language import N_
from models.money import Money

_INSIDE = "其中"
_RETENTION = re.compile(r"质保金|质量保证金|保留金|质保款|质量保修金|保修金")
_UNPAID = re.compile(r"未|尚|欠|剩余|余额")
_KINDS = {"retention": "retention", "deposit": "deposit"}
"""By entry of the column: the class of the part."""
_TOO_MUCH = N_("“{caption}” {part} is more than the {amount} that it is a part of: all of it is left in one class.")


def inside(ledger: Ledger) -> dict[str, Column]:
    """By class: the columns that stand right behind what is owed and say what is in it."""
    whole = ledger.main if ledger.kind == OPENING else ledger.columns.get("balance")
    if whole is None or ledger.kind not in (OPENING, CONTRACTS) or ledger.views:
        return {}
    behind = [one for one in ledger.columns.values() if one.is_money and one.place > whole.place]
    found: dict[str, Column] = {}
    for column in sorted(behind, key=lambda one: one.place):
        if _INSIDE not in column.said:
            break
        if column.base in _KINDS:
            found.setdefault(_KINDS[column.base], column)
    return found


def retentions(ledger: Ledger) -> list[Column]:
    """The columns of retention, what is still unpaid of it before what was withheld."""
    every = [one for one in ledger.columns.values() if one.is_money and _RETENTION.search(one.said)]
    return sorted(every, key=lambda one: not _UNPAID.search(one.said))


def in_classes(ledger: Ledger, line: Line, amount: Money | None) -> Iterator[tuple[str, Money]]:
    """The parts of what a row owes that are of another class, and the rest ("")."""
    if amount is None or amount <= Money():
        return
    rest, parts = amount, []
    for kind, column in inside(ledger).items():
        part = line.money(column.role)
        if part and part > rest:
            ledger.note(line.row, _TOO_MUCH, caption=column.caption, part=part.grouped, amount=rest.grouped)
        elif part and part > Money():
            parts.append((kind, part))
            rest -= part
    if ledger.beyond and not parts and (part := ledger.beyond.within.get(line.row)):
        parts.append(("retention", part))
        rest -= part
    if rest:
        yield "", rest
    yield from parts
