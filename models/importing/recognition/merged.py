"""Merged cells among the rows: downwards they repeat and are marked, across columns they are a problem."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.importing.recognition.columns import Column
from models.importing.recognition.headers import Header
from models.importing.recognition.words import CONTRACTS
from models.importing.sheets import Cell, Place, Sheet, cell_name
from models.language import N_
from models.problems import Problem

_AMOUNT_ONCE = N_("{cell}: merged cells over rows {first} to {last}; the amount counts once, in row {first}.")


@dataclass
class Merged:
    """``cells`` that repeat the one above, ``across`` rows (and the cell) merged across columns, remarks."""

    cells: dict[Place, Cell] = field(default_factory=dict)
    across: dict[int, str] = field(default_factory=dict)
    notes: list[tuple[int, Problem]] = field(default_factory=list)


def unmerged(sheet: Sheet, header: Header, columns: Mapping[str, Column], kind: str) -> Merged:
    """What merged cells below the header mean; an amount counts once, however many rows it spans."""
    found = Merged()
    repeated = {
        column.place
        for role, column in columns.items()
        if not column.is_money or (role.startswith("price") and kind != CONTRACTS)
    }
    every = {column.place for column in columns.values()}
    for (top, left), (bottom, right) in sheet.merged:
        if top <= header.bottom or not every & set(range(left, right + 1)):
            continue
        if left != right:
            found.across.update(dict.fromkeys(range(top, bottom + 1), cell_name((top, left))))
        elif left in repeated and top < len(sheet.rows):
            _fill(found, sheet, top, bottom, left)
        elif top < len(sheet.rows) and bottom > top:
            told = {"cell": cell_name((top, left)), "first": top + 1, "last": bottom + 1}
            found.notes.append((top, Problem("", _AMOUNT_ONCE, told, True)))
    return found


def _fill(found: Merged, sheet: Sheet, top: int, bottom: int, place: int) -> None:
    cell = sheet.rows[top][place] if place < len(sheet.rows[top]) else ""
    for row in range(top + 1, min(bottom + 1, len(sheet.rows))):
        found.cells[row, place] = cell
    told = {"cell": cell_name((top, place)), "first": top + 1, "last": bottom + 1}
    message = N_("{cell}: merged cells, the value is taken for rows {first} to {last}.")
    found.notes.append((top, Problem("", message, told, True)))
