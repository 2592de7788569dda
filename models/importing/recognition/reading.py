"""How the cells of a column of a ledger are read: by what its entry holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from models.importing import days, values
from models.importing.cells import Habits
from models.importing.recognition import amounts
from models.importing.recognition.bare_names import bare_name
from models.importing.recognition.columns import Column
from models.importing.recognition.words import DAY, RATE, WHOLE
from models.importing.sheets import Cell
from models.importing.texts import Misread, clean
from models.language import N_
from models.money import Money

_PERIOD = re.compile(r"(?:第|NO\.?)?(\d{1,4}|[一二三四五六七八九十]{1,3})(?:期|次|批)?(?:\(.*\))?")


def reader(column: Column, habits: Habits, of_debts: frozenset[str] = frozenset()) -> Callable[[Cell], Any]:
    """The function that reads a cell of this column; it raises Misread. A dash in one ``of_debts`` says: nothing."""
    if column.is_money:
        unit, round_off = column.unit, habits.round_off
        if column.base in of_debts:
            return lambda cell: Money() if amounts.is_nil(cell) else amounts.read_amount(cell, unit, round_off)
        return lambda cell: amounts.read_amount(cell, unit, round_off)
    if column.holds == DAY:
        months = "月" in column.caption and "日" not in column.caption
        years = column.base == "posted_on"
        return _remembering_days(lambda cell: _day(cell, habits, months, years))
    if column.holds == WHOLE:
        return _whole
    if column.holds == RATE:
        of_hundred = "%" in column.caption or "％" in column.caption
        return lambda cell: None if amounts.is_blank(cell) or cell == "无" else values.percent(cell, of_hundred)
    known: dict[Cell, str] = {}
    if column.role == "party":
        return lambda cell: bare_name(_text(cell, 1, False))
    lines = 2 if column.role.startswith("remark") else 1
    key = column.role in ("contract_number", "number", "credit_code")

    def read(cell: Cell) -> str:
        found = known.get(cell)
        if found is None:
            found = known[cell] = _text(cell, lines, key)
        return found

    return read


def _text(cell: Cell, lines: int, key: bool) -> str:
    written = clean(cell, lines) if type(cell) is str else values.text(cell, lines, key)
    return "" if written in ("-", "—", "/", "——", "--") else written


def _day(cell: Cell, habits: Habits, months: bool, years: bool) -> days.When | None:
    if amounts.is_blank(cell):
        return None
    found = days.read_day(cell, habits.from_1904, months, years)
    if days.too_far(found, habits.today):
        raise Misread(
            N_("{text} is before 1990 or more than ten years ahead. Check the year."), text=found.written or found.iso
        )
    return found


def _remembering_days(read: Callable[[Cell], days.When | None]) -> Callable[[Cell], days.When | None]:
    """Days repeat down a column."""
    known: dict[Cell, days.When | None] = {}

    def recall(cell: Cell) -> days.When | None:
        if not isinstance(cell, date):
            return read(cell)
        found = known.get(cell)
        if found is None:
            found = known[cell] = read(cell)
        return found

    return recall


def _whole(cell: Cell) -> int:
    """第3期, 3, 三."""
    if isinstance(cell, str) and (found := _PERIOD.fullmatch(unicodedata.normalize("NFKC", cell).strip())):
        return days.counted(found.group(1))
    return values.whole(cell)
