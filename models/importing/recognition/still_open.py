"""What of a debt is still open where a ledger says what was due and what was received, and no balance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.importing.recognition import amounts
from models.importing.recognition.captions import TO_DATE
from models.importing.recognition.columns import Column
from models.importing.recognition.inside_owed import retentions
from models.importing.recognition.ledger import Ledger, Line
from models.importing.recognition.title_days import in_title
from models.importing.recognition.words import ACCOUNT, CERTIFICATES, CONTRACTS, OPENING, TITLES
from models.importing.sheets import Cell, cell_name
from models.language import N_
from models.money import Money

REST, WHOLE, NOTHING = "rest", "whole", "nothing"
"""What of a debt comes in: what is left of it, all of it, none of it."""
DUE, ADDED, PAID = "was_due", "became_due", "was_received"
"""The entries of a line that keep the figures."""
_LEFT = re.compile(r"未|余额|结余|剩余|[尚仍]欠|末")
"""A caption that speaks of what is left already."""
_BEGINS = re.compile(r"[期年]初")
_TOTAL = re.compile(r"合计|小计|总计|总额|累计|开累")
_PART = re.compile(r"其中|本年|当年|今年|年内|[上去往]年|以前|前期|\d年|本[月季期]|当[月期]")
_OF_PERIOD = re.compile(r"本年|当年|今年|年内|本[月季期]|当[月期]|减少")
_ADDED = re.compile(r"新增|增加|本[年期月]度?(?:应收|计价|计量|结算|确认|确权|产值|完成|开票|发生)")
_UNREAD = N_("{cell}: what was received cannot be read, so what is still open is not known. Correct the cell.")
_TAKEN = N_("Of “{due}” what “{received}” does not cover is still open: {whole} less {paid} is {rest}.")
_KEPT = N_("“{due}” comes in whole, {whole}; {paid} of “{received}” is not taken off.")


@dataclass(frozen=True)
class StillOpen:
    """The columns of what was due, of what was received of it and became due since; what is proposed and chosen."""

    due: Column
    received: tuple[Column, ...]
    added: tuple[Column, ...]
    proposed: str
    chosen: str

    @property
    def takes_rest(self) -> bool:
        return self.chosen == REST

    @property
    def caption(self) -> str:
        """What the figure of a row is called that comes in."""
        return f"{self.due_caption} - {self.received_caption}" if self.takes_rest else self.due.caption

    @property
    def due_caption(self) -> str:
        return " + ".join(one.caption for one in (self.due, *self.added))

    @property
    def added_caption(self) -> str:
        return " + ".join(one.caption for one in self.added)

    @property
    def received_caption(self) -> str:
        return " + ".join(one.caption for one in self.received)

    @property
    def choices(self) -> tuple[str, str]:
        return (REST, WHOLE if self.due.base in ("amount", "balance") else NOTHING)


def look_at_open(ledgers: Sequence[Ledger]) -> None:
    """Put what is still open in place of what was due, where the ledger is read so."""
    detailed = any(one.kind in (CERTIFICATES, OPENING, ACCOUNT) and not one.left_out for one in ledgers)
    for ledger in ledgers:
        if ledger.kind not in (OPENING, CONTRACTS):
            continue
        if ledger.kind == OPENING and ledger.main and ledger.main.role == f"amount.{TO_DATE}":
            for line in ledger.lines:
                line.values["amount"] = line.money(f"amount.{TO_DATE}")
        if ledger.left_out or ledger.views:
            continue
        received = _received(ledger)
        for line in ledger.lines if len(received) > 1 else ():
            line.values[f"received.{TO_DATE}"] = _paid(line, received)
        due = _due(ledger, detailed) if received else None
        if due is not None:
            ledger.still_open = _looked_at(ledger, due, received)
        if ledger.still_open:
            _apply(ledger, ledger.still_open)
        for column in received if not received_in(ledger) else ():
            for line in ledger.lines:
                line.values.pop(column.role, None)  # no figure to date


def received_in(ledger: Ledger) -> bool:
    """Whether a column says what was received in all, and not only in the year or the period."""
    return any(not _OF_PERIOD.search(one.said) for one in _received(ledger))


def _received(ledger: Ledger) -> tuple[Column, ...]:
    """What was received in all: its total, else its parts."""
    every = [column for column in ledger.columns.values() if column.base == "received"]
    totals = [one for one in every if one.role.endswith(TO_DATE) or _TOTAL.search(one.said)]
    plain = [one for one in every if not _PART.search(one.said)]
    return tuple(totals[:1] or plain or every)


def _due(ledger: Ledger, detailed: bool) -> Column | None:
    """The column of what was due; None where a balance stands beside it, or documents tell it better."""
    if ledger.kind == OPENING:
        return ledger.main
    if balance := ledger.columns.get("balance"):
        return balance
    bases = {column.base: column for column in reversed([*ledger.columns.values()])}
    if "certified" in bases or detailed:
        return None  # what was certified less what was received is carried already
    return bases.get("invoiced") or bases.get("due") or bases.get("price")


def _looked_at(ledger: Ledger, due: Column, received: tuple[Column, ...]) -> StillOpen | None:
    if (_LEFT.search(due.said) and not _BEGINS.match(due.said)) or _is_left(ledger, due, received):
        return None
    if not any(_paid(line, received) for line in ledger.lines):
        return None  # nothing was received: nothing is to be taken off
    proposed = _proposed(ledger, due, received)
    chosen = ledger.answers.owed or proposed
    other = WHOLE if due.base in ("amount", "balance") else NOTHING
    return StillOpen(due, received, _added(ledger, due), proposed, chosen if chosen in (REST, other) else proposed)


def _added(ledger: Ledger, due: Column) -> tuple[Column, ...]:
    """What became due since the balance that a year or a period began with."""
    every = ledger.columns.values() if _BEGINS.match(due.said) else ()
    return tuple(one for one in every if one.is_money and one is not due and _ADDED.search(one.said))


def _proposed(ledger: Ledger, due: Column, received: tuple[Column, ...]) -> str:
    """Columns are read from left to right: what was due, what came of it."""
    if due.base not in ("amount", "balance"):
        said = any(TITLES[OPENING].search(one) for one in (ledger.sheet.called, *ledger.titles))
        return REST if said else NOTHING
    begins = _BEGINS.match(due.said) and not in_title(ledger.titles) and not ledger.answers.date
    before = all(one.place < due.place for one in received)
    paid = [(whole, got) for line in ledger.coming if (whole := _whole(line, due)) is not None
            and (got := _paid(line, received))]  # fmt: skip
    beyond = sum(1 for whole, got in paid if got > whole)
    return WHOLE if begins or before or 2 * beyond > len(paid) else REST


def _is_left(ledger: Ledger, due: Column, received: tuple[Column, ...]) -> bool:
    """Whether another column less what was received is this one: then it is what is left, whatever it is called."""
    lines = [line for line in ledger.coming if _paid(line, received) and _whole(line, due) is not None]
    others = [column for column in ledger.columns.values() if column.is_money and column not in (due, *received)]
    held = [one.role for one in retentions(ledger)]
    return any(2 * sum(_makes(line, one, due, received, held) for line in lines) > len(lines) for one in others)


def _makes(line: Line, other: Column, due: Column, received: tuple[Column, ...], held: Sequence[str]) -> bool:
    whole, left = line.money(other.role), _whole(line, due)
    rest = None if whole is None else whole - _paid(line, received)
    return rest is not None and left in (rest, *(rest - (line.money(role) or Money()) for role in held))


def _whole(line: Line, due: Column) -> Money | None:
    """With the tax, where that stands beside it."""
    found = line.money(due.base)
    return line.money(due.role) if found is None else found


def _paid(line: Line, received: Sequence[Column]) -> Money:
    return Money.total(amount for one in received if (amount := line.money(one.role)) is not None)


def _apply(ledger: Ledger, found: StillOpen) -> None:
    """Every row gets what of it is still open; where that cannot be told, it stays open."""
    into = "amount" if ledger.kind == OPENING else "balance"
    for line in ledger.coming:
        whole = _whole(line, found.due)
        if whole is None:
            continue
        added = _paid(line, found.added)
        settled = any(amounts.is_settled(_cell(ledger, line, one)) for one in found.received)
        line.values[DUE], line.values[ADDED] = whole, added
        line.values[PAID] = whole + added if settled else _paid(line, found.received)
        if unread := next(_unread(ledger, line, found.received), "") if found.chosen == REST else "":
            line.open(_UNREAD, cell=unread)
        elif found.chosen == REST:
            line.values[into] = whole + added - line.values[PAID]
    _note(ledger, found)


def _unread(ledger: Ledger, line: Line, received: Sequence[Column]) -> Iterator[str]:
    """The cells that hold something which is no amount."""
    for column in received:
        place, cell = (line.row, column.place), _cell(ledger, line, column)
        broken = place in ledger.sheet.errors or place in ledger.sheet.valueless
        if column.role not in line.values and (broken or (str(cell).strip() and not amounts.is_blank(cell))):
            yield cell_name(place)


def _cell(ledger: Ledger, line: Line, column: Column) -> Cell:
    row = ledger.sheet.rows[line.row]
    return row[column.place] if column.place < len(row) else ""


def figures(ledger: Ledger) -> tuple[Money, Money, Money]:
    """What was due, what became due since and what was received, of the rows that come in."""
    lines = [line for line in ledger.coming if DUE in line.values]
    due, added, paid = (Money.total(line.values[name] for line in lines) for name in (DUE, ADDED, PAID))
    return due, added, paid


def _note(ledger: Ledger, found: StillOpen) -> None:
    whole, added, paid = figures(ledger)
    due = found.due_caption if found.takes_rest else found.due.caption
    message = {REST: _TAKEN, WHOLE: _KEPT}.get(found.chosen)
    if message and ledger.header:
        ledger.note(ledger.header.bottom, message, due=due, received=found.received_caption, paid=paid.grouped,
                    whole=(whole + added if found.takes_rest else whole).grouped,
                    rest=(whole + added - paid).grouped)  # fmt: skip
