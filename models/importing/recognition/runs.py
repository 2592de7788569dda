"""A balance that runs on from row to row: what stood before, and what was due, less what was received."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.importing.recognition import amounts
from models.importing.recognition.headers import Header, roles
from models.importing.recognition.total_words import is_total
from models.importing.recognition.words import ACCOUNT
from models.importing.sheets import Cell, Sheet
from models.importing.texts import Misread
from models.money import Money

_LOOKED_AT = 200
_FEWEST = 2
_WHOSE = ("party", "contract_number", "contract_name")
_FIGURES = ("debit", "credit", "balance")


def runs(sheet: Sheet, header: Header) -> bool:
    """Whether every balance is the one above it and the movements of its row, for each party or contract by itself."""
    places = {known.role: place for place, (known, _) in reversed(roles(header, ACCOUNT).items())}
    if not places.keys() >= {*_FIGURES, "posted_on"}:
        return False
    rows = sheet.rows[header.bottom + 1 : header.bottom + 1 + _LOOKED_AT]
    figures, whose = [places[name] for name in _FIGURES], [places.get(name) for name in _WHOSE]
    both = (list(_steps(one, figures, whose)) for one in (rows, rows[::-1]))  # the newest may stand first
    return any(len(steps) >= _FEWEST and all(steps) for steps in both)


def _steps(rows: Sequence[Sequence[Cell]], figures: Sequence[int], whose: Sequence[int | None]) -> Iterator[bool]:
    """Of each row after another of the same party: whether its balance goes on from that one's."""
    known: dict[tuple[Cell, ...], Money] = {}
    for row in rows:
        if is_total(row):
            continue
        who = tuple(_at(row, place) for place in whose if place is not None)
        debit, credit, balance = (_amount(_at(row, place)) for place in figures)
        if balance is None:
            continue
        if who in known and (debit or credit):
            yield known[who] + (debit or Money()) - (credit or Money()) == balance
        known[who] = balance


def _at(row: Sequence[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else ""


def _amount(cell: Cell) -> Money | None:
    try:
        return amounts.read_amount(cell, 4, True) if cell != "" else None
    except Misread:
        return None
