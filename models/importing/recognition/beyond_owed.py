"""What a ledger says is certified and neither received nor in what is owed: retention on top of it, and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.importing.recognition.columns import Column
from models.importing.recognition.inside_owed import inside, retentions
from models.importing.recognition.ledger import Ledger, Line, figure
from models.importing.recognition.words import CONTRACTS, OPENING
from models.language import N_
from models.money import Money

OWED = {OPENING: "amount", CONTRACTS: "balance"}
"""By kind: the entry that says what is owed."""
_WORK = re.compile(r"(?:进度|结算)款")
RETENTION, FINAL = "retention", "final"
_ROUNDED = 3
"""So many times the last decimal a figure to date may miss, when three of them are rounded by themselves."""
_ON_TOP = N_("“{caption}” {amount} is on top of “{owed}”: it comes in as retention.")
_NOT_DUE = N_("{rest} is certified, not received and not in “{owed}”: as not due yet it is left out.")


@dataclass(frozen=True)
class Beyond:
    """By row: retention on top of what is owed or within it, and what else is certified and not owed yet.

    ``held`` is the column of retention, ``kept`` what it comes to and ``asked`` whether a person has to say that it is
    on top of what is owed, because the figures to date do not.
    """

    owed: Column
    held: Column | None
    asked: bool
    kept: Money
    retained: Mapping[int, Money]
    rest: Mapping[int, Money]
    within: Mapping[int, Money]


@dataclass(frozen=True)
class _Row:
    """``left``: what is certified and neither received nor owed; None where nothing says what was certified."""

    line: Line
    left: Money | None
    held: Money


def look_at_beyond(ledgers: Iterable[Ledger]) -> None:
    """Find out of every ledger of what is owed whether more than that is certified."""
    for ledger in ledgers:
        owed = ledger.columns.get(OWED.get(ledger.kind, ""))
        if owed is not None and not ledger.views and "kind" not in ledger.columns:
            ledger.beyond = _beyond(ledger, owed)


def _beyond(ledger: Ledger, owed: Column) -> Beyond | None:
    columns = [one for one in retentions(ledger) if one is not owed]
    every = [] if RETENTION in inside(ledger) else [(one, list(_rows(ledger, owed, one))) for one in columns]
    held, rows = next((one for one in every if _is_proven(one[1])), every[0] if every else (None, []))
    rows = rows or list(_rows(ledger, owed, None))
    holding, proven = [row for row in rows if row.held > Money()], _is_proven(rows)
    open_to = ledger.answers.on_top is None and any(row.left is None or row.left >= row.held for row in holding)
    on_top = proven if ledger.answers.on_top is None else ledger.answers.on_top
    retained = {row.line.row: row.held for row in holding} if on_top else {}
    least = Money(_ROUNDED * 10**owed.unit)
    left = {row.line.row: row.left - retained.get(row.line.row, Money()) for row in rows if row.left is not None}
    rest = {row: amount for row, amount in left.items() if amount > least}
    within = _within(ledger, owed)
    if not (holding or rest or within):
        return None
    kept = Money.total(row.held for row in holding)
    return Beyond(owed, held, not proven and open_to, kept, retained, rest, within)


def _is_proven(rows: Sequence[_Row]) -> bool:
    """Whether the figures to date leave the retention of every row over."""
    holding = [row for row in rows if row.held > Money()]
    return bool(holding) and all(row.left is not None and row.left >= row.held for row in holding)


def _rows(ledger: Ledger, owed: Column, held: Column | None) -> Iterator[_Row]:
    for line in ledger.coming:
        amount = line.money(owed.role) or Money()
        certified, received = (figure(line, name) for name in ("certified", "received"))
        if amount >= Money():
            left = None if certified is None else certified - (received or Money()) - amount
            yield _Row(line, left, (line.money(held.role) if held else None) or Money())


def _within(ledger: Ledger, owed: Column) -> Mapping[int, Money]:
    """应收 进度款 | 质保金, 已收, 欠款: what was received paid the progress first, and the retention is left."""
    behind = [one for one in ledger.columns.values() if one.is_money and one.place < owed.place]
    kept = [one for one in retentions(ledger) if one in behind]
    work = [one for one in behind if _WORK.search(one.caption) and one not in kept]
    if not (kept and work):
        return {}
    found = {}
    for line in ledger.coming:
        was_due, retained = (_sum(line, columns) for columns in ((*work, *kept), kept))
        amount = line.money(owed.role) or Money()
        if was_due - (figure(line, "received") or Money()) != amount or amount < Money():
            return {}
        found[line.row] = min(amount, retained)
    return {row: part for row, part in found.items() if part > Money()}


def _sum(line: Line, columns: Iterable[Column]) -> Money:
    return Money.total(amount for one in columns if (amount := line.money(one.role)) is not None)


def is_beyond(ledger: Ledger, line: Line) -> bool:
    """Whether a row brings more than it says is owed."""
    found = ledger.beyond
    return bool(found) and (line.row in found.retained or (bool(ledger.answers.not_due) and line.row in found.rest))


def on_top(ledger: Ledger, line: Line) -> Iterator[tuple[str, Money]]:
    """The old items that a row brings beside what it says is owed: their class and amount."""
    found = ledger.beyond
    if found is None:
        return
    if (held := found.retained.get(line.row)) and found.held:
        ledger.note(line.row, _ON_TOP, caption=found.held.caption, amount=held.grouped, owed=found.owed.caption)
        yield RETENTION, held
    if rest := found.rest.get(line.row):
        if ledger.answers.not_due:
            yield FINAL, rest
        else:
            ledger.note(line.row, _NOT_DUE, rest=rest.grouped, owed=found.owed.caption)
