"""Reads the ledger an owner keeps of us from a workbook: which column says what, and what every row comes to."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from models.importing import days
from models.importing.recognition import amounts
from models.importing.sheets import Cell, Sheet, Workbook
from models.importing.texts import Misread
from models.language import N_
from models.matching.draft import OwnerLineDraft
from models.matching.form import (
    AMOUNT,
    BALANCE,
    CREDIT,
    DEBIT,
    ON,
    REFERENCE,
    SIDE,
    TEXT,
    WITHIN,
    Answers,
    best_row,
    caption,
    columns_of,
    seen,
    to_json,
)
from models.money import Money
from models.problems import Problem, Refused
from models.rules.matching import Line, turned

DELIMITED = (".csv", ".txt", ".tsv")
_MOST = 14
"""So many captions are named."""
_OPENING = re.compile(r"期初|年初|上年结转|上期结转|承前页|结转余额|opening", re.IGNORECASE)
_LATER = N_("{amount} of {day} lies after the cut-off day {cut}.")
_TOTAL = re.compile(r"^(本?[月日期年季]*(合计|累计|小计|总计)|总?合计|小计|总计|过次页|期末余额|total)", re.IGNORECASE)


@dataclass(frozen=True)
class OpenRow:
    """A row that was not understood: row from 1, and why (msgid with values)."""

    row: int
    reason: str
    values: Mapping[str, object]


@dataclass(frozen=True)
class Reading:
    """The lines with our signs; ``stated`` is the last balance it shows, ``totals`` rows were left out.

    ``later`` are rows after the cut-off day: understood, and left out.
    """

    answers: Answers
    lines: tuple[OwnerLineDraft, ...]
    open: tuple[OpenRow, ...]
    stated: Money | None
    totals: int
    later: tuple[OpenRow, ...] = ()

    @property
    def left_out(self) -> tuple[OpenRow, ...]:
        """Every row that is no line of it, in order."""
        return tuple(sorted((*self.open, *self.later), key=lambda one: one.row))


def read_ledger(workbook: Workbook, answers: Answers, ours: Sequence[Line], until: date) -> Reading:
    """Every row up to a day; raises Refused where no sheet has a day and an amount."""
    for sheet in seen(workbook, answers):
        header = answers.header - 1 if answers.header else best_row(sheet)
        if header is None or header >= len(sheet.rows):
            continue
        columns = columns_of(sheet.rows[header], answers.columns)
        if ON in columns and ({AMOUNT, DEBIT, CREDIT} & columns.keys()):
            said = {role: _shown(sheet.rows[header][place]) for role, place in columns.items()}
            known = replace(answers, sheet=sheet.name, header=header + 1, columns=said)
            filled = [place for place, cell in enumerate(sheet.rows[header]) if cell != ""]
            width = filled[-1] + 1 if workbook.name.lower().endswith(DELIMITED) else 0
            return _read(sheet, columns, known, ours, until, workbook.from_1904, width)
    message = N_("No sheet of {name} has a column for the day and one for the amount. Seen were: {seen}.")
    raise Unrecognised(message, name=workbook.name, seen=_headings(workbook, answers))


def pasted(cells: Sequence[Sequence[str]]) -> Reading | None:
    """A copied table with columns for debit and credit; None where it has none.

    What an owner books of us is payable: what it owes stands in credit.
    """
    sheet = Sheet("", [list(row) for row in cells])
    header = best_row(sheet)
    if header is None or not {DEBIT, CREDIT} & columns_of(sheet.rows[header], {}).keys():
        return None
    try:
        return read_ledger(Workbook("", (sheet,)), Answers(turned=True), (), date.max)
    except Unrecognised:
        return None


class Unrecognised(Refused):
    """No column was recognised: a person has to say what they mean."""


def _headings(workbook: Workbook, answers: Answers) -> str:
    """What could be the captions of each sheet: its fullest row of words among the first."""
    told = []
    for sheet in seen(workbook, answers):
        rows = [[_shown(cell) for cell in row if isinstance(cell, str) and cell.strip()] for row in sheet.rows[:WITHIN]]
        words = max(rows, key=len, default=[])
        told.append(f"{sheet.name} ({'、'.join(words[:_MOST]) or '—'}{'…' if len(words) > _MOST else ''})")
    return "; ".join(told) or "—"


def _shown(cell: Cell) -> str:
    return cell.strip() if isinstance(cell, str) else str(cell)


@dataclass
class _Row:
    """A row with the columns by role."""

    cells: Sequence[Cell]
    columns: Mapping[str, int]
    round_off: bool = False

    def cell(self, role: str) -> Cell:
        place = self.columns.get(role)
        return self.cells[place] if place is not None and place < len(self.cells) else ""

    def text(self, role: str) -> str:
        cell = self.cell(role)
        if isinstance(cell, float) and cell == int(cell):
            cell = int(cell)
        return str(cell).strip()

    def amount(self, role: str) -> Money:
        return amounts.read_amount(self.cell(role), 0, self.round_off) or Money()

    def moved(self) -> Money:
        """Debit less credit."""
        if AMOUNT in self.columns and not {DEBIT, CREDIT} & self.columns.keys():
            amount = self.amount(AMOUNT)
            return -amount if self.text(SIDE) in ("贷", "贷方", "credit") else amount
        return self.amount(DEBIT) - self.amount(CREDIT)

    def balance(self) -> Money | None:
        """What it shows as balance, above nothing in debit; None where the column is empty."""
        found = amounts.read_amount(self.cell(BALANCE), 0, self.round_off)
        return -found if found is not None and self.text(SIDE) in ("贷", "贷方", "credit") else found


def _read(
    sheet: Sheet, columns: Mapping[str, int], answers: Answers, ours: Sequence[Line], until: date, from_1904: bool,
    width: int,
) -> Reading:  # fmt: skip
    lines: list[OwnerLineDraft] = []
    unread: list[OpenRow] = []
    later: list[OpenRow] = []
    stated: Money | None = None
    totals = 0
    for place in range(answers.header, len(sheet.rows)):
        row = _Row(sheet.rows[place], columns, answers.round_off)
        said = row.text(TEXT) or row.text(ON) or row.text(REFERENCE)
        if all(cell == "" for cell in row.cells):
            continue
        if _TOTAL.search(caption(said)):
            totals += 1
            continue
        try:
            _expect_no_more(row.cells, width)
            line, balance = _line(row, said, lines, from_1904), row.balance()
        except Misread as misread:
            unread.append(OpenRow(place + 1, misread.message, misread.values))
            continue
        if line is not None and line.booked_on and line.booked_on > until:
            told = {"day": line.booked_on, "amount": abs(line.amount or Money()).grouped, "cut": until}
            later.append(OpenRow(place + 1, _LATER, told))
            continue
        if line is not None:
            lines.append(line)
        stated = balance if balance is not None else stated
    turn = answers.turned
    if turn is None:
        turn = turned(ours, [Line("", one.booked_on or until, one.amount or Money()) for one in lines])
    if turn:
        lines = [replace(one, amount=-(one.amount or Money())) for one in lines]
    return Reading(
        replace(answers, turned=turn), tuple(lines), tuple(unread), _stated(stated, columns, lines, turn), totals,
        tuple(later),
    )  # fmt: skip


def _expect_no_more(cells: Sequence[Cell], width: int) -> None:
    """In a text file a comma inside an amount that is not quoted begins another cell: nothing of it is guessed."""
    more = len(cells) - width
    if width and more > 0 and any(cell != "" for cell in cells[width:]):
        message = N_("It has {count} cells more than the headings: quote amounts that are written with commas.")
        raise Misread(message, count=more)


def _line(row: _Row, said: str, before: Sequence[OwnerLineDraft], from_1904: bool) -> OwnerLineDraft | None:
    """None for a row that moves nothing; the first one may bring the balance from before."""
    moved = row.moved()
    if not before and _OPENING.search(said) and not moved:
        moved = row.balance() or Money()
    if not moved:
        return None
    on = _day(row.cell(ON), before, said, from_1904)
    return OwnerLineDraft(on, moved, row.text(REFERENCE), row.text(TEXT))


def _day(cell: Cell, before: Sequence[OwnerLineDraft], said: str, from_1904: bool) -> date:
    if cell == "" and _OPENING.search(said):
        raise Misread(N_("The balance from before has no day: enter the day it was taken over."))
    when = days.read_day(cell, from_1904)
    if not when.year:
        last = before[-1].booked_on if before else None
        when = days.in_year(when, days.When(last.year, last.month, last.day) if last else None, None, None)
    return when.day()


def _stated(
    stated: Money | None, columns: Mapping[str, int], lines: Sequence[OwnerLineDraft], turn: bool
) -> Money | None:
    """The balance with our sign; without a column for debit or credit it is on the side of the lines."""
    if stated is None:
        return None
    if SIDE in columns:
        return -stated if turn else stated
    come_to = Money.total(one.amount or Money() for one in lines)
    return stated if (come_to >= Money()) == (stated >= Money()) else -stated


def plain(reading: Reading) -> dict[str, Any]:
    """As JSON values."""
    return {
        "map": json.loads(to_json(reading.answers)),
        "rows": len(reading.lines),
        "totals": reading.totals,
        "stated": str(reading.stated) if reading.stated is not None else None,
        "open": [_said(one) for one in reading.open],
        "later": [_said(one) for one in reading.later],
    }


def _said(one: OpenRow) -> dict[str, Any]:
    return {"row": one.row, "reason": Problem("", one.reason, one.values).sentence()}
